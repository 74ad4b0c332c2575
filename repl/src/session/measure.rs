//! Commands that measure: `:time` and `:cost`.

use std::time::{Duration, Instant};

use super::{Answer, Session};

/// How long `:time` goes on measuring.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often it measures at most.
const MOST_RUNS: usize = 1000;

impl Session {
    /// `:time EXPR`: again and again for half a second, so that the spread is seen.
    pub(super) fn time(&mut self, text: &str, line: usize) -> Answer {
        let program = match self.evaluator.compile(self.style.origin, line, text) {
            Ok(program) => program,
            Err(failure) => return self.failed(&failure),
        };
        let begun = Instant::now();
        let mut times = Vec::new();
        while times.len() < MOST_RUNS && (times.is_empty() || begun.elapsed() < PATIENCE) {
            let start = Instant::now();
            if let Err(failure) = self.evaluator.run(&program) {
                return self.failed(&failure);
            }
            times.push(start.elapsed());
        }
        times.sort();
        Answer::shown(summary(&times))
    }

    /// `:cost EXPR`
    pub(super) fn cost(&mut self, text: &str, line: usize) -> Answer {
        let value = match self.value(text, line) {
            Ok(value) => value,
            Err(failure) => return self.failed(&failure),
        };
        let usage = self.evaluator.usage();
        drop(value);
        Answer::shown(format!(
            "{}, {} pulled, {} deep, {} at most\n",
            counted(usage.steps, "step"),
            counted(usage.items, "item"),
            counted(u64::from(usage.peak_depth), "call"),
            counted(usage.peak_bytes as u64, "byte")
        ))
    }
}

/// `1.2 µs in the middle of 1000 runs, between 1.1 µs and 4.0 µs`
fn summary(times: &[Duration]) -> String {
    let at = |place: usize| times.get(place).copied().unwrap_or_default();
    let (least, middle, most) = (
        at(0),
        at(times.len() / 2),
        at(times.len().saturating_sub(1)),
    );
    match times.len() {
        1 => format!("{} in one run\n", time(middle)),
        runs => format!(
            "{} in the middle of {runs} runs, between {} and {}\n",
            time(middle),
            time(least),
            time(most)
        ),
    }
}

/// The time in the unit that suits it, with three digits.
pub(super) fn time(time: Duration) -> String {
    let nanoseconds = time.as_secs_f64() * 1e9;
    let (number, unit) = match nanoseconds {
        small if small < 1e3 => (small, "ns"),
        small if small < 1e6 => (small / 1e3, "µs"),
        medium if medium < 1e9 => (medium / 1e6, "ms"),
        large => (large / 1e9, "s"),
    };
    let digits = match number {
        small if small < 10.0 => 2,
        medium if medium < 100.0 => 1,
        _ => 0,
    };
    format!("{number:.digits$} {unit}")
}

/// `1 step`, `2,000 steps`
fn counted(number: u64, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {what}{plural}", grouped(number))
}

/// The number with its digits in groups of three: `1,234,567`.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{grouped, summary, time};
    use std::time::Duration;

    #[test]
    fn numbers_are_readable() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(time(Duration::from_nanos(940)), "940 ns");
        assert_eq!(time(Duration::from_micros(1)), "1.00 µs");
        assert_eq!(time(Duration::from_millis(12)), "12.0 ms");
        assert_eq!(time(Duration::from_secs(2)), "2.00 s");
    }

    #[test]
    fn the_middle_and_the_spread_are_told() {
        let times = [1, 2, 9].map(Duration::from_millis);
        let told = "2.00 ms in the middle of 3 runs, between 1.00 ms and 9.00 ms\n";
        assert_eq!(summary(&times), told);
        assert_eq!(summary(&times[..1]), "1.00 ms in one run\n");
    }
}
