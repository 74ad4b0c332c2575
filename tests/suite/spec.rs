//! The language's behaviour: every example of `tests/spec/**.txt` and of `examples/recipes`, answered to the letter.
//!
//! A file with a line `Seed: N` has `random`, seeded with N. `LAMBKIN_SPEC=types/str` runs only the files whose path contains these words, pending ones too.
//! A file named in `tests/spec/PENDING` is not held against the suite yet; it must leave the list once it is green.

use crate::support::doctest::{Example, examples};
use crate::support::reply::{answer_seeded, as_doctest};
use crate::support::{files, python};

/// How many failures of one file are shown in full.
const SHOWN: usize = 200;

fn spec_files() -> Vec<String> {
    let mut names = files::below("tests/spec", "txt");
    names.extend(files::below("examples/recipes", "txt"));
    if let Ok(words) = std::env::var("LAMBKIN_SPEC") {
        names.retain(|name| name.contains(&words));
    }
    names
}

/// The files that are not wired in yet.
fn pending() -> Vec<String> {
    files::read("tests/spec/PENDING")
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| match line.starts_with("examples/") {
            true => line.to_owned(),
            false => format!("tests/spec/{line}"),
        })
        .collect()
}

/// The failures of one file, each with its place, what was expected and what came.
fn failures(name: &str) -> (usize, Vec<String>) {
    let text = files::read(name);
    let seed = text.lines().find_map(|line| line.strip_prefix("Seed: "));
    let seed = seed.and_then(|seed| seed.parse().ok());
    let examples = examples(&text);
    let failures = examples
        .iter()
        .filter_map(|example| failure(name, example, seed));
    let failures = failures.collect();
    (examples.len(), failures)
}

fn failure(name: &str, example: &Example, seed: Option<u64>) -> Option<String> {
    let got = as_doctest(&answer_seeded(&example.source, seed));
    (got != example.want).then(|| {
        format!(
            "{name}:{}: {}\n  expected: {}\n  got:      {}\n",
            example.line,
            example.source,
            last_line(&example.want),
            last_line(&got),
        )
    })
}

/// A traceback is known by its last line; other replies are shown whole.
fn last_line(reply: &str) -> &str {
    reply
        .strip_prefix("Traceback (most recent call last):\n")
        .unwrap_or(reply)
}

#[test]
fn every_example_gets_the_reply_shown() {
    let filtered = std::env::var_os("LAMBKIN_SPEC").is_some();
    let pending = pending();
    let mut total = 0;
    let mut failed = 0;
    for name in spec_files() {
        if pending.contains(&name) && !filtered {
            continue;
        }
        let (count, failures) = failures(&name);
        total += count;
        failed += failures.len();
        for failure in failures.iter().take(SHOWN) {
            println!("{failure}");
        }
        if failures.len() > SHOWN {
            println!("{name}: and {} more\n", failures.len() - SHOWN);
        }
        if !failures.is_empty() {
            println!("{name}: {} of {count} failed\n", failures.len());
        }
    }
    assert!(failed == 0, "{failed} of {total} examples failed");
}

#[test]
fn pending_files_are_still_failing() {
    if std::env::var_os("LAMBKIN_SPEC").is_some() {
        return;
    }
    for name in pending() {
        let (_, failures) = failures(&name);
        assert!(
            !failures.is_empty(),
            "{name} is green: take its line out of tests/spec/PENDING"
        );
    }
}

#[test]
fn cpython_gives_the_same_replies() {
    let Some(mut python) = python::pinned() else {
        return;
    };
    let output = python
        .arg(files::root().join("tests/oracle.py"))
        .args(spec_files().iter().map(|name| files::root().join(name)))
        .output()
        .expect("CPython runs");
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
