//! Hooks: what one call from the host costs, arguments passed in and result taken back.

#[path = "workloads/mod.rs"]
mod workloads;

use criterion::{Criterion, criterion_group, criterion_main};

fn hooks(criterion: &mut Criterion) {
    let hooks = workloads::all().into_iter();
    for workload in hooks.filter(|workload| workload.name.starts_with("hook_")) {
        // A workload that needs what this build lacks has no time.
        let Ok(mut ready) = workload.ready() else {
            continue;
        };
        criterion.bench_function(&workload.name, |bench| bench.iter(|| ready.call().is_ok()));
    }
}

criterion_group!(benches, hooks);
criterion_main!(benches);
