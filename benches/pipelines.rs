//! Pipelines and loops over many items; the throughput is in items.

#[path = "workloads/mod.rs"]
mod workloads;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn pipelines(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("pipelines");
    group.sample_size(10);
    let pipelines = workloads::all().into_iter();
    for workload in pipelines.filter(|workload| !workload.name.starts_with("hook_")) {
        let Ok(mut ready) = workload.ready() else {
            continue;
        };
        group.throughput(Throughput::Elements(workload.items.into()));
        group.bench_function(&workload.name, |bench| bench.iter(|| ready.call().is_ok()));
    }
    group.finish();
}

criterion_group!(benches, pipelines);
criterion_main!(benches);
