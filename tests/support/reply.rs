//! What Lambkin answers to one expression, in a form that tests compare.
//!
//! Every test that only needs text in and text out goes through here, so that a change of the embedding interface
//! touches one file.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use lambkin::{Engine, Failure, Limits};

/// What became of one expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reply {
    /// It has a value; this is its `repr`.
    Value(String),
    /// It raised an exception: type and message.
    Raised(String, String),
    /// It reached the limit of this name.
    Halted(String),
    /// It is not an expression of the language.
    Refused(String),
    /// The library panicked, which no input may cause.
    Panicked(String),
}

/// A reply and what was printed on the way to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    /// What `print` wrote.
    pub(crate) output: String,
    /// What became of the expression.
    pub(crate) reply: Reply,
}

/// Evaluates one expression in an engine of its own.
pub(crate) fn answer(text: &str) -> Answer {
    answer_seeded(text, None)
}

/// The same with a seed for `random`.
pub(crate) fn answer_seeded(text: &str, seed: Option<u64>) -> Answer {
    catch_unwind(AssertUnwindSafe(|| evaluate(text, seed))).unwrap_or_else(|panic| {
        let message = panic
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string))
            .unwrap_or_default();
        Answer {
            output: String::new(),
            reply: Reply::Panicked(message),
        }
    })
}

/// Generous in time, because the tests run unoptimised and side by side.
fn limits() -> Limits {
    Limits {
        steps: Some(200_000_000),
        time: Some(Duration::from_secs(60)),
        items: None,
        ..Limits::untrusted()
    }
}

fn evaluate(text: &str, seed: Option<u64>) -> Answer {
    let mut engine = Engine::new().with_limits(limits());
    if let Some(seed) = seed {
        engine = engine.with_seed(seed);
    }
    let mut session = engine.session();
    let shown = session.eval(text).and_then(|value| session.repr(&value));
    let output = session.take_output();
    let reply = match shown {
        Ok(repr) => Reply::Value(repr),
        Err(Failure::Raised(raised)) => Reply::Raised(raised.type_name.to_owned(), raised.message),
        Err(Failure::Halted(halt)) => Reply::Halted(halt.limit.name().to_owned()),
        Err(Failure::Unfit(mismatch)) => panic!("nothing was read: {mismatch}"),
        Err(Failure::Refused(diagnostics)) => {
            let messages = diagnostics.iter().map(|found| found.message.as_str());
            Reply::Refused(messages.collect::<Vec<_>>().join("; "))
        }
    };
    Answer { output, reply }
}

/// The reply as Python's prompt shows it: what was printed, then the value, or the two-line traceback.
///
/// An empty line becomes `<BLANKLINE>`, as in doctest text.
/// Output before an exception is not shown, because doctest does not compare it.
pub(crate) fn as_doctest(answer: &Answer) -> String {
    let shown = match &answer.reply {
        Reply::Value(repr) if repr == "None" => answer.output.clone(),
        Reply::Value(repr) => format!("{}{repr}\n", answer.output),
        Reply::Raised(kind, message) if message.is_empty() => return traceback(kind),
        Reply::Raised(kind, message) => return traceback(&format!("{kind}: {message}")),
        Reply::Halted(limit) => return format!("halted: {limit}"),
        Reply::Refused(message) => return format!("refused: {message}"),
        Reply::Panicked(message) => return format!("PANIC: {message}"),
    };
    let lines: Vec<_> = shown
        .strip_suffix('\n')
        .unwrap_or(&shown)
        .split('\n')
        .map(|line| {
            if line.is_empty() && !shown.is_empty() {
                "<BLANKLINE>"
            } else {
                line
            }
        })
        .collect();
    lines.join("\n")
}

fn traceback(last: &str) -> String {
    format!("Traceback (most recent call last):\n{last}")
}

/// A text without the places in memory that CPython shows: `<function <lambda> at 0x…>`.
pub(crate) fn without_addresses(text: &str) -> String {
    let mut parts = text.split(" at 0x");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| {
        all + part.trim_start_matches(|c: char| c.is_ascii_hexdigit())
    })
}
