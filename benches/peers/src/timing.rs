//! How long a thing takes: the least disturbed of several rounds.
//!
//! The machine may have other work, which can only make a round longer, so the shortest round says most.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// How much patience there is.
#[derive(Clone, Copy)]
pub(crate) enum Pace {
    /// Seven rounds of a tenth of a second.
    Thorough,
    /// Three rounds of ten milliseconds.
    Quick,
}

impl Pace {
    /// Nanoseconds per item of a body that works through `items` of them.
    pub(crate) fn per_item<T>(self, items: u32, mut body: impl FnMut() -> T) -> f64 {
        let (rounds, length) = match self {
            Pace::Thorough => (7, Duration::from_millis(100)),
            Pace::Quick => (3, Duration::from_millis(10)),
        };
        let mut calls = 1;
        let mut took = round(calls, &mut body);
        while took < length && calls < 1 << 28 {
            let missing = length.as_secs_f64() / took.as_secs_f64().max(1e-9);
            calls = (f64::from(calls) * missing.clamp(2.0, 100.0)) as u32;
            took = round(calls, &mut body);
        }
        let shortest = (1..rounds)
            .map(|_| round(calls, &mut body))
            .fold(took, Duration::min);
        shortest.as_secs_f64() * 1e9 / f64::from(calls) / f64::from(items)
    }
}

fn round<T>(calls: u32, body: &mut impl FnMut() -> T) -> Duration {
    let start = Instant::now();
    for _ in 0..calls {
        black_box(body());
    }
    start.elapsed()
}
