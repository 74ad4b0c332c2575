//! The same work in Rust by hand: how far down the floor is.

use std::collections::HashMap;
use std::hint::black_box;

use crate::Peer;
use crate::data::Data;
use crate::task::{Measured, Task};

/// One workload in Rust.
type Run = Box<dyn FnMut() -> Data>;

/// Rust.
pub(crate) struct Native;

impl Peer for Native {
    fn name(&self) -> String {
        "native Rust".to_owned()
    }

    fn measure(&mut self, task: &Task<'_>) -> Measured {
        task.time(run(&task.workload.name, task.arguments)?)
    }
}

fn run(name: &str, arguments: &[Data]) -> Option<Run> {
    let first = arguments.first()?;
    let n = first.int();
    Some(match name {
        "hook_square" => Box::new(move || {
            let x = black_box(n);
            Data::Int(x * x + 1)
        }),
        "hook_formula" => {
            let given = [
                first.float(),
                arguments.get(1)?.float(),
                arguments.get(2)?.float(),
            ];
            Box::new(move || {
                let [a, b, c] = black_box(given);
                let quotient = (a * a + b * b - 2.0 * a * b * c) / (1.0 + a * c);
                Data::Float(quotient + (b - c) * (b + c) * 0.5 - a / (b + 3.0) + c * 0.25)
            })
        }
        "hook_timeout" => {
            let caller = first.text().to_owned();
            Box::new(move || {
                Data::Int(match black_box(caller.as_str()) {
                    "checkout" => 250,
                    "search" => 800,
                    "batch" => 5000,
                    _ => 1000,
                })
            })
        }
        "hook_policy" => {
            let method = first.at("method").text().to_owned();
            let path = first.at("path").text().to_owned();
            let caller = first.at("caller").text().to_owned();
            let retries = first.at("retries").int();
            Box::new(move || {
                Data::Bool(
                    black_box(method.as_str()) == "GET"
                        && black_box(path.as_str()).starts_with("/api/")
                        && ["checkout", "search"].contains(&black_box(caller.as_str()))
                        && black_box(retries) < 3,
                )
            })
        }
        "sum_map_filter" => Box::new(move || {
            let numbers = 0..black_box(n);
            Data::Int(numbers.filter(|x| x % 3 != 0).map(|x| x * x).sum())
        }),
        "map_list" => Box::new(move || {
            let list: Vec<i64> = (0..black_box(n)).map(|x| x * x + 1).collect();
            Data::Int(black_box(list).len() as i64)
        }),
        "reduce_add" | "sum_range" => {
            Box::new(move || Data::Int((0..black_box(n)).fold(0, |a, b| black_box(a + b))))
        }
        "sum_squares" => Box::new(move || Data::Int((0..black_box(n)).map(|x| x * x).sum())),
        "nested_loops" => Box::new(move || {
            let n = black_box(n);
            let pairs = (0..n).flat_map(|x| (0..n).map(move |y| (x, y)));
            let kept = pairs.filter(|(x, y)| (x + y) % 7 == 0);
            Data::Int(kept.map(|(x, y)| x * y).collect::<Vec<_>>().len() as i64)
        }),
        "fib_selfpass" => {
            fn fib(n: i64) -> i64 {
                if n < 2 {
                    n
                } else {
                    fib(black_box(n - 1)) + fib(black_box(n - 2))
                }
            }
            Box::new(move || Data::Int(fib(black_box(n))))
        }
        "sort_pairs" => {
            let pairs: Vec<(i64, i64)> = first
                .items()
                .iter()
                .filter_map(|pair| Some((pair.items().first()?.int(), pair.items().get(1)?.int())))
                .collect();
            Box::new(move || {
                let mut sorted = pairs.clone();
                sorted.sort_by_key(|pair| pair.1);
                Data::Int(sorted[50000].1)
            })
        }
        "sort_numbers" => {
            let numbers: Vec<i64> = first.items().iter().map(Data::int).collect();
            Box::new(move || {
                let mut sorted = numbers.clone();
                sorted.sort();
                Data::Int(sorted[500_000])
            })
        }
        "wordcount" => {
            let text = first.text().to_owned();
            Box::new(move || {
                let mut counts: HashMap<&str, i64> = HashMap::new();
                for word in black_box(text.as_str()).split_whitespace() {
                    *counts.entry(word).or_default() += 1;
                }
                Data::Int(counts.into_values().max().unwrap_or(0))
            })
        }
        "dict_comprehension" => Box::new(move || {
            let map: HashMap<i64, i64> = (0..black_box(n)).map(|x| (x, x + 1)).collect();
            Data::Int(map.len() as i64)
        }),
        "join_digits" => Box::new(move || {
            let parts: String = (0..black_box(n)).map(|x| x.to_string()).collect();
            Data::Int(parts.len() as i64)
        }),
        "polar_points" => Box::new(move || {
            let n = black_box(n);
            let points = (0..n).map(|x| (x as f64, (n - x) as f64));
            let sum: f64 = points.map(|(x, y)| x.hypot(y) * y.atan2(x).cos()).sum();
            Data::Float((sum * 1000.0).round() / 1000.0)
        }),
        _ => return None,
    })
}
