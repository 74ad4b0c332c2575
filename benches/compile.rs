//! From text to program: a policy of a line, and long texts, in bytes per second.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use lambkin::Engine;

const POLICY: &str = r#"lambda req: req["method"] == "GET" and req["path"].startswith("/api/") and req["retries"] < 3 and req["ttl"] > 5"#;

/// Lists of policies of about so many bytes.
const SIZES: [usize; 4] = [150, 2_000, 20_000, 200_000];

fn compile(criterion: &mut Criterion) {
    let engine = Engine::new();
    let mut group = criterion.benchmark_group("compile");
    for size in SIZES {
        let text = format!("[{}]", vec![POLICY; size.div_ceil(POLICY.len())].join(", "));
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(size), &text, |bench, text| {
            bench.iter(|| engine.compile(black_box(text)).is_ok());
        });
    }
    group.finish();
}

fn engine(criterion: &mut Criterion) {
    criterion.bench_function("engine and session", |bench| {
        bench.iter(|| black_box(Engine::new().session()));
    });
}

criterion_group!(benches, compile, engine);
criterion_main!(benches);
