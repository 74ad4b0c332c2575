//! How far hostile expressions overshoot: each one of `tests/hostile.txt` runs in a process of its own, once under the
//! default limits, where resident memory must stay within twice the limit and 32 MiB, and once with a deadline alone.
//!
//! The deadline is a matter of the clock, and so of what else the machine does; hence the time of the processor beside it.
//!
//! `cargo bench --bench hostile` prints the worst of them, and fails when memory is exceeded; `-- TEXT` picks those
//! expressions that contain the text.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};
use std::{env, fs};

use lambkin::{Engine, Failure, Limits};

/// The deadline of the second run.
const DEADLINE: Duration = Duration::from_millis(200);

/// Says that this process is one of those that measure.
const CHILD: &str = "LAMBKIN_HOSTILE";

/// What one run came to.
#[derive(Clone, Debug)]
struct Run {
    end: String,
    elapsed: Duration,
    /// How much of that time the process had a processor.
    busy: Duration,
    resident: usize,
}

impl Run {
    /// How long it went on past the deadline, on a machine that does nothing else.
    fn late(&self) -> Duration {
        let late = self.elapsed.saturating_sub(DEADLINE);
        late.mul_f64(self.busy.div_duration_f64(self.elapsed).min(1.0))
    }
}

fn main() -> ExitCode {
    if let Ok(mode) = env::var(CHILD) {
        let text = env::args().nth(1).unwrap_or_default();
        measure(&text, &mode);
        return ExitCode::SUCCESS;
    }
    let wanted = env::args().skip(1).find(|arg| !arg.starts_with("--"));
    let list = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/hostile.txt");
    let list = fs::read_to_string(list).unwrap();
    let texts: Vec<&str> = (list.lines())
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| Some(line.split_once(": ")?.1))
        .filter(|text| wanted.as_ref().is_none_or(|wanted| text.contains(wanted)))
        .collect();
    let memory = Limits::untrusted().memory.unwrap_or_default();
    let most = 2 * memory + (32 << 20);

    let mut runs: Vec<(&str, Run, Run)> = Vec::new();
    for text in texts {
        runs.push((text, child(text, "limits"), child(text, "deadline")));
    }
    println!("{} expressions", runs.len());

    runs.sort_by_key(|(_, limits, deadline)| limits.resident.max(deadline.resident));
    println!("\nmost resident memory, of {} MiB allowed:", most >> 20);
    for (text, limits, deadline) in runs.iter().rev().take(10) {
        let (first, second) = (limits.resident >> 20, deadline.resident >> 20);
        println!(
            "{first:6} MiB {second:6} MiB  {:9}  {}",
            limits.end,
            short(text)
        );
    }
    let over = runs
        .iter()
        .filter(|(_, limits, deadline)| limits.resident.max(deadline.resident) > most);
    let over = over.count();

    runs.sort_by_key(|(_, _, deadline)| deadline.late());
    println!("\nlongest after a deadline of {DEADLINE:?}, by processor and by the clock:");
    for (text, _, deadline) in runs.iter().rev().take(20) {
        let (late, elapsed) = (deadline.late(), deadline.elapsed.saturating_sub(DEADLINE));
        println!(
            "{late:10.1?} {elapsed:10.1?}  {:9}  {}",
            deadline.end,
            short(text)
        );
    }
    let died = runs
        .iter()
        .filter(|(_, limits, deadline)| [limits, deadline].iter().any(|run| run.end == "died"));
    let died: Vec<_> = died.map(|(text, ..)| short(text)).collect();
    println!(
        "\n{over} over the memory allowed, {} died {died:?}",
        died.len()
    );
    ExitCode::from(u8::from(over > 0 || !died.is_empty()))
}

fn short(text: &str) -> String {
    text.chars().take(90).collect()
}

/// Runs one expression in a process of its own.
fn child(text: &str, mode: &str) -> Run {
    let output = Command::new(env::current_exe().unwrap())
        .arg(text)
        .env(CHILD, mode)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut parts = said.split_whitespace();
    let mut number = || parts.next()?.parse::<u64>().ok();
    match (number(), number(), number()) {
        (Some(micros), Some(busy), Some(resident)) => Run {
            elapsed: Duration::from_micros(micros),
            busy: Duration::from_micros(busy),
            resident: usize::try_from(resident).unwrap_or(usize::MAX),
            end: parts.next().unwrap_or("died").to_owned(),
        },
        _ => Run {
            end: "died".to_owned(),
            elapsed: Duration::ZERO,
            busy: Duration::ZERO,
            resident: 0,
        },
    }
}

/// Evaluates the expression and says how long it took, letting go of everything included, how much memory was
/// resident at most, and how it ended.
fn measure(text: &str, mode: &str) {
    let limits = match mode {
        "limits" => Limits::untrusted(),
        _ => Limits {
            memory: Limits::untrusted().memory,
            output: Limits::untrusted().output,
            time: Some(DEADLINE),
            ..Limits::unlimited()
        },
    };
    let started = Instant::now();
    let end = {
        let mut session = Engine::new().with_limits(limits).session();
        match session.eval(text) {
            Ok(_) => "value".to_owned(),
            Err(Failure::Refused(_)) => "refused".to_owned(),
            Err(Failure::Raised(exception)) => exception.type_name.to_string(),
            Err(Failure::Unfit(mismatch)) => panic!("nothing was read: {mismatch}"),
            Err(Failure::Halted(halt)) => halt.limit.name().to_owned(),
        }
    };
    let elapsed = started.elapsed().as_micros();
    println!("{elapsed} {} {} {end}", busy().as_micros(), most_resident());
}

/// How long this process had a processor, where the system says so.
fn busy() -> Duration {
    let schedule = fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds = schedule
        .split_whitespace()
        .next()
        .and_then(|first| first.parse().ok());
    nanoseconds.map_or(Duration::MAX, Duration::from_nanos)
}

/// The most memory that this process had resident, where the system says so.
fn most_resident() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok());
    kib.unwrap_or_default() * 1024
}
