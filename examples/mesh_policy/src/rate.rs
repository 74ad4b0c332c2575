//! Token buckets, one for each key that the policy names.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::policy::Rate;

/// How many keys are remembered before full buckets are forgotten.
const MANY: usize = 10_000;

#[derive(Default)]
pub(crate) struct Buckets(Mutex<HashMap<String, Bucket>>);

struct Bucket {
    tokens: f64,
    filled: Instant,
}

impl Buckets {
    /// Takes one token of that key, if there is one.
    pub(crate) fn take(&self, key: String, rate: Rate) -> bool {
        let now = Instant::now();
        let fill = |bucket: &Bucket| {
            let passed = now.duration_since(bucket.filled).as_secs_f64();
            (bucket.tokens + passed * rate.per_second).min(rate.burst)
        };
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MANY {
            buckets.retain(|_, bucket| fill(bucket) < rate.burst);
        }
        let bucket = buckets.entry(key).or_insert(Bucket {
            tokens: rate.burst,
            filled: now,
        });
        let tokens = fill(bucket);
        let enough = tokens >= 1.0;
        *bucket = Bucket {
            tokens: if enough { tokens - 1.0 } else { tokens },
            filled: now,
        };
        enough
    }
}
