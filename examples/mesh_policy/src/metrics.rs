//! What happened, in Prometheus' text format.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Upper bounds of the latency histogram, in seconds.
const BOUNDS: [f64; 8] = [1e-6, 2.5e-6, 5e-6, 1e-5, 5e-5, 2.5e-4, 1e-3, 2e-2];

/// Each counter with what it counts.
const COUNTERS: [(&str, &str); 6] = [
    ("mesh_requests_total", "Requests by upstream and status."),
    ("mesh_decisions_total", "What the policy decided."),
    ("mesh_retries_total", "Tries after the first, by upstream."),
    ("mesh_policy_errors_total", "Rules that did not answer."),
    ("mesh_policy_overruns_total", "Rules that reached a limit."),
    ("mesh_policy_reloads_total", "Edits of the policy file."),
];

#[derive(Default)]
pub(crate) struct Metrics {
    counters: Mutex<BTreeMap<(&'static str, String), u64>>,
    latency: Mutex<Latency>,
}

#[derive(Default)]
struct Latency {
    buckets: [u64; BOUNDS.len()],
    count: u64,
    sum: Duration,
}

impl Metrics {
    pub(crate) fn request(&self, upstream: &str, status: u16) {
        self.count(
            "mesh_requests_total",
            format!("upstream=\"{upstream}\",status=\"{status}\""),
        );
    }

    pub(crate) fn decision(&self, decision: &str) {
        self.count("mesh_decisions_total", format!("decision=\"{decision}\""));
    }

    pub(crate) fn retry(&self, upstream: &str) {
        self.count("mesh_retries_total", format!("upstream=\"{upstream}\""));
    }

    pub(crate) fn error(&self, rule: &str, kind: &str) {
        self.count(
            "mesh_policy_errors_total",
            format!("rule=\"{rule}\",kind=\"{kind}\""),
        );
    }

    pub(crate) fn overrun(&self, rule: &str, limit: &str) {
        self.count(
            "mesh_policy_overruns_total",
            format!("rule=\"{rule}\",limit=\"{limit}\""),
        );
    }

    pub(crate) fn reload(&self, result: &str) {
        self.count("mesh_policy_reloads_total", format!("result=\"{result}\""));
    }

    /// Runs one rule and notes how long it took.
    pub(crate) fn timed<T>(&self, rule: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let answer = rule();
        let took = started.elapsed();
        let mut latency = self.latency.lock().unwrap_or_else(PoisonError::into_inner);
        latency.count += 1;
        latency.sum += took;
        let within = BOUNDS.iter().position(|bound| took.as_secs_f64() <= *bound);
        if let Some(bucket) = within.and_then(|at| latency.buckets.get_mut(at)) {
            *bucket += 1;
        }
        answer
    }

    /// Everything, as `/metrics` answers it.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        let counters = self.counters.lock().unwrap_or_else(PoisonError::into_inner);
        for (name, help) in COUNTERS {
            let _ = write!(text, "# HELP {name} {help}\n# TYPE {name} counter\n");
            let own = counters.iter().filter(|((counter, _), _)| *counter == name);
            for ((_, labels), count) in own {
                let _ = writeln!(text, "{name}{{{labels}}} {count}");
            }
        }
        let latency = self.latency.lock().unwrap_or_else(PoisonError::into_inner);
        let name = "mesh_policy_seconds";
        let _ = write!(
            text,
            "# HELP {name} Time for one rule.\n# TYPE {name} histogram\n"
        );
        let mut below = 0;
        for (bound, count) in BOUNDS.iter().zip(latency.buckets) {
            below += count;
            let _ = writeln!(text, "{name}_bucket{{le=\"{bound}\"}} {below}");
        }
        let _ = writeln!(text, "{name}_bucket{{le=\"+Inf\"}} {}", latency.count);
        let _ = writeln!(text, "{name}_sum {}", latency.sum.as_secs_f64());
        let _ = writeln!(text, "{name}_count {}", latency.count);
        text
    }

    fn count(&self, counter: &'static str, labels: String) {
        let mut counters = self.counters.lock().unwrap_or_else(PoisonError::into_inner);
        *counters.entry((counter, labels)).or_default() += 1;
    }
}
