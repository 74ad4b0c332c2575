//! How long a thing takes: the least disturbed of several rounds.
//!
//! The machine may have other work, which can only make a round longer, so the shortest round says most.
//! Where the system tells how long this thread had the processor, that is taken and not the time on the wall.

use std::fs;
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
    let start = (Instant::now(), on_processor());
    for _ in 0..calls {
        black_box(body());
    }
    match (start.1, on_processor()) {
        // Linux counts in steps of some milliseconds, which is too coarse for a short round.
        (Some(before), Some(after)) if after - before > Duration::from_millis(40) => after - before,
        _ => start.0.elapsed(),
    }
}

/// How long this thread had the processor, where Linux says so.
fn on_processor() -> Option<Duration> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = text.split(' ').next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}
