//! Expressions that try to hang, crash or grow without bound: each ends in an answer, an exception or a halt.
//!
//! Every one runs under the default limits on a thread with a small stack, so that an overflow of the native
//! stack, a panic or a loop that nobody pays for would show.

use std::thread;
use std::time::{Duration, Instant};

use lambkin::{Engine, Failure, Limits};

use crate::support::files;

/// The list: an end and an expression on each line.
fn hostile() -> Vec<(String, String)> {
    let list = files::read("tests/hostile.txt");
    let lines = list
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let expressions: Vec<_> = lines
        .map(|line| line.split_once(": ").unwrap())
        .map(|(end, text)| (end.to_owned(), text.to_owned()))
        .collect();
    assert!(expressions.len() >= 150);
    expressions
}

/// How an expression ends: in a value, in an exception of some type, in a halt, or refused before it runs.
fn end(text: &str) -> String {
    // Without the clock, which end it is does not depend on the machine; unoptimised builds take long for a step.
    let limits = Limits {
        time: None,
        steps: Some(2_000_000),
        items: Some(1_000_000),
        ..Limits::untrusted()
    };
    let engine = Engine::new().with_limits(limits);
    let mut session = engine.session();
    match session.eval(text) {
        Ok(_) => "value".to_owned(),
        Err(Failure::Refused(_)) => "refused".to_owned(),
        Err(Failure::Raised(exception)) => exception.type_name.to_string(),
        Err(Failure::Unfit(mismatch)) => panic!("nothing was read: {mismatch}"),
        Err(Failure::Halted(_)) => "halts".to_owned(),
    }
}

#[test]
fn hostile_expressions_end_cleanly() {
    let mut wrong = Vec::new();
    let hostile = hostile();
    for (expected, text) in &hostile {
        let started = Instant::now();
        let own = text.clone();
        let run = thread::Builder::new()
            .stack_size(1 << 20)
            .spawn(move || end(&own))
            .unwrap();
        let got = run.join().unwrap_or_else(|_| panic!("{text} panicked"));
        if got != *expected {
            wrong.push(format!("{text}\n  expected {expected}, got {got}"));
        }
        // The steps allowed take seconds in a debug build; a loop that nobody pays for would take for ever.
        if started.elapsed() > Duration::from_secs(60) {
            wrong.push(format!("{text}\n  took {:?}", started.elapsed()));
        }
    }
    assert!(
        wrong.is_empty(),
        "\n{}\n{} of {}",
        wrong.join("\n"),
        wrong.len(),
        hostile.len()
    );
}
