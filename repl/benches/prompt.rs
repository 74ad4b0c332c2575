//! How long the prompt takes to appear, and to show a key: on a terminal, end to end.
//!
//! Prints the least, the middle and the greatest time, since a busy machine makes single ones long; and of keys the
//! time of the processor too, where the system tells it, which does not depend on what else runs.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a benchmark fails by panicking"
)]

#[path = "../tests/support/screen.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod screen;

use std::time::{Duration, Instant};

use screen::{LEFT, Screen, folder};

const ROWS: u16 = 250;
const COLUMNS: u16 = 100;
/// Lines of the entry that is edited.
const LINES: usize = 200;

/// What one key took.
struct Times {
    /// Until its effect was on the screen.
    shown: Duration,
    /// Of the program's own work.
    processor: Option<Duration>,
}

fn main() {
    // Cargo's own flags are of no interest here.
    start_up();
    keys();
}

fn start_up() {
    let home = folder("bench-start");
    let times = (0..40).map(|_| {
        let start = Instant::now();
        let screen = Screen::open(24, 80, &home, &["--quiet"]);
        let time = start.elapsed();
        drop(screen);
        time
    });
    tell("from start to prompt", times.collect());
}

/// Keys at the end of a long entry that is a wrong one until it is closed, and then in the middle of a right one.
fn keys() {
    let mut screen = Screen::open(ROWS, COLUMNS, &folder("bench-keys"), &["--quiet"]);
    let mut entry = String::from("[\n");
    for line in 2..LINES {
        entry.push_str(&format!(
            "    sorted(x + {line} for x in range({line})), # a comment\n"
        ));
    }
    entry.push_str("    total");
    screen.paste(&entry);
    screen.wait_for("    total");
    tell_keys(
        "a key at the end, while a bracket is open",
        typed(&mut screen, "abcdefghijklmnopqrstuvwxyzabcd"),
    );
    screen.keys("]");
    screen.wait_for("abcd]");
    tell_keys(
        "the cursor moved, with matching brackets",
        moved(&mut screen, 20),
    );
    tell_keys(
        "a key near the end of a whole entry",
        typed(&mut screen, "abcdefghijklmnopqrstuvwxyzabcd"),
    );
}

/// The times between keys and the cursor behind them.
fn typed(screen: &mut Screen, keys: &str) -> Vec<Times> {
    keys.chars()
        .map(|key| timed(screen, &key.to_string(), 1))
        .collect()
}

fn moved(screen: &mut Screen, count: usize) -> Vec<Times> {
    (0..count).map(|_| timed(screen, LEFT, -1)).collect()
}

fn timed(screen: &mut Screen, key: &str, by: i32) -> Times {
    settle(screen);
    let (row, column) = screen.cursor();
    let column = u16::try_from(i32::from(column) + by).unwrap();
    let before = screen.processor_time();
    let start = Instant::now();
    screen.keys(key);
    screen.wait("the cursor", |screen| screen.cursor() == (row, column));
    let shown = start.elapsed();
    settle(screen);
    let after = screen.processor_time();
    Times {
        shown,
        processor: before.zip(after).map(|(before, after)| after - before),
    }
}

/// Waits until nothing more is drawn.
fn settle(screen: &Screen) {
    let mut before = screen.cursor();
    loop {
        std::thread::sleep(Duration::from_millis(20));
        let now = screen.cursor();
        if now == before {
            return;
        }
        before = now;
    }
}

fn tell_keys(what: &str, times: Vec<Times>) {
    let used = times
        .iter()
        .filter_map(|times| times.processor)
        .collect::<Vec<_>>();
    tell(what, times.into_iter().map(|times| times.shown).collect());
    if !used.is_empty() {
        tell(&format!("{what}: of that, the processor's"), used);
    }
}

fn tell(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |place: usize| times[place].as_secs_f64() * 1e3;
    println!(
        "{what}: {:.2} ms, {:.2} ms, {:.2} ms (least, middle, greatest of {})",
        at(0),
        at(times.len() / 2),
        at(times.len() - 1),
        times.len()
    );
}
