//! Data of the host to values and back.

#![allow(
    missing_docs,
    clippy::expect_used,
    reason = "a benchmark stops when it cannot run, and criterion writes the entry"
)]

use std::collections::BTreeMap;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use lambkin::{Engine, Serde};
use serde::{Deserialize, Serialize};

#[derive(Clone, Serialize, Deserialize)]
struct Order {
    id: u64,
    customer: String,
    lines: Vec<Line>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Line {
    price: f64,
    count: u32,
}

fn conversion(criterion: &mut Criterion) {
    let mut instance = Engine::new()
        .compile("None")
        .expect("it is an expression")
        .instance();
    let order = Order {
        id: 17,
        customer: "Ada".to_owned(),
        lines: vec![
            Line {
                price: 1.5,
                count: 2
            };
            10
        ],
    };
    let headers: BTreeMap<String, String> = (0..10)
        .map(|n| (format!("header-{n}"), format!("text {n}")))
        .collect();
    let numbers: Vec<i64> = (0..1000).collect();

    criterion.bench_function("conversion/in/1000 integers", |bencher| {
        bencher.iter(|| {
            instance
                .value(black_box(numbers.as_slice()))
                .expect("it is small")
        });
    });
    criterion.bench_function("conversion/in/map of 10 strings", |bencher| {
        bencher.iter(|| {
            instance
                .value(black_box(headers.clone()))
                .expect("it is small")
        });
    });
    criterion.bench_function("conversion/in/struct by serde", |bencher| {
        bencher.iter(|| {
            instance
                .value(Serde(black_box(&order)))
                .expect("it is small")
        });
    });

    let value = instance.value(numbers.as_slice()).expect("it is small");
    criterion.bench_function("conversion/out/1000 integers", |bencher| {
        bencher.iter(|| instance.read::<Vec<i64>>(&value).expect("it fits"));
    });
    let value = instance.value(headers).expect("it is small");
    criterion.bench_function("conversion/out/map of 10 strings", |bencher| {
        bencher.iter(|| {
            instance
                .read::<BTreeMap<String, String>>(&value)
                .expect("it fits")
        });
    });
    let value = instance.value(Serde(&order)).expect("it is small");
    criterion.bench_function("conversion/out/struct by serde", |bencher| {
        bencher.iter(|| instance.read::<Serde<Order>>(&value).expect("it fits"));
    });
}

criterion_group!(benches, conversion);
criterion_main!(benches);
