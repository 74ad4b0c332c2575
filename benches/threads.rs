//! One program on more and more threads: how many calls all of them make in a second.

#![allow(
    missing_docs,
    clippy::expect_used,
    reason = "a benchmark stops when it cannot run, and criterion writes the entry"
)]

use std::hint::black_box;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use lambkin::{Engine, Pairs, Program};

const POLICY: &str = "lambda req: req['path'].startswith('/api/') and int(req['tries']) < 3 and req['user'] not in ('eve', 'mallory')";

/// How long that many threads take to make `calls` calls each.
fn run(threads: usize, calls: u64, work: impl Fn(u64) + Sync) -> Duration {
    let barrier = Barrier::new(threads + 1);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                // What is made once per thread is made before the clock starts.
                work(1);
                barrier.wait();
                work(calls);
                barrier.wait();
            });
        }
        barrier.wait();
        let start = Instant::now();
        barrier.wait();
        start.elapsed()
    })
}

fn instances(program: &Program, calls: u64) {
    let mut instance = program.instance();
    let request = Pairs([("path", "/api/users"), ("user", "ada"), ("tries", "1")]);
    let args = [instance.value(request).expect("it is small")];
    for _ in 0..calls {
        black_box(instance.call(&args).expect("it has a value"));
    }
}

fn programs(program: &Program, calls: u64) {
    for _ in 0..calls {
        let request = Pairs([("path", "/api/users"), ("user", "ada"), ("tries", "1")]);
        black_box(program.call((request,)).expect("it has a value"));
    }
}

/// Calls a program so many times.
type Work = fn(&Program, u64);

fn threads(criterion: &mut Criterion) {
    let program = Engine::new().compile(POLICY).expect("it is an expression");
    let works: [(&str, Work); 2] = [("instance", instances), ("program", programs)];
    for (name, work) in works {
        let mut group = criterion.benchmark_group(format!("threads/{name}"));
        for threads in [1_usize, 2, 4, 8] {
            group.throughput(Throughput::Elements(threads as u64));
            group.bench_function(threads.to_string(), |bencher| {
                bencher.iter_custom(|calls| run(threads, calls, |calls| work(&program, calls)));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, threads);
criterion_main!(benches);
