//! Expressions out of CPython's own library, most of them from its tests: both must say the same.
//!
//! `LAMBKIN_LIBRARY=all` reads every module, which takes some minutes. Without CPython 3.13 and its tests on the
//! machine nothing is compared, and the test says so.

use lambkin::syntax;

use super::{Verdict, verdict};
use crate::support::oracle::{Oracle, unescaped};
use crate::support::reply::{Answer, Reply, answer, without_addresses};
use crate::support::{files, python};

/// The modules that `cargo test` reads by itself.
const USUAL: &[&str] = &[
    "list_tests",
    "seq_tests",
    "string_tests",
    "test_fractions",
    "test_functools",
    "test_itertools",
    "test_set",
    "test_unpack_ex",
];

/// What this library leaves out on purpose, as its messages name it.
const LEFT_OUT: &[&str] = &[
    "assignment expressions are not part of the language",
    "has no attribute 'mapping'",
    "has no attribute 'scanner'",
    "lone surrogate",
    "module 'collections' has no attribute",
    "module 'functools' has no attribute",
    "module 'json' has no attribute",
    "module 're' has no attribute",
    "module 'statistics' has no attribute",
    "the pattern is too large for the engine",
    "unknown encoding",
];

/// What differs for a reason that the answers do not show, as the expression has it.
const OF_ITS_OWN: &[(&str, &str)] = &[
    ("(?<", "no reference in a look-behind"),
    (
        "(x|y)",
        "a group in a loop keeps its last text that is not empty",
    ),
    (".groupindex", "a dict in place of a view of one"),
    ("ChainMap", "no method is inherited from an abstract class"),
    ("Counter", "`copy` is the one of every dict"),
    ("Group[", "classes of tuples take no parameters"),
    ("_IncompleteInputError", "a name of CPython's own"),
    ("__doc__", "the sentences are others"),
    ("__module__", "functions know no module"),
    ("cbrt", "the last bit is another"),
    ("coding:", "texts are UTF-8"),
    ("default=1, key=2, foo=3", "the number of names comes first"),
    ("eval(b", "of several wrong bytes the first is named"),
    ("iter(t)", "an iterator over parameters is one over a list"),
    ("module=collections", "a module that is no text is shown"),
    ("str(b'x', 'utf-8', ", "the number of arguments comes first"),
    ("surrogateescape", "no text holds half a character"),
    ("t0_3 is", "equal literals are two objects"),
];

#[test]
fn expressions_of_the_library_get_the_same_answers() {
    let (Some(texts), Some(mut oracle)) = (expressions(), Oracle::start()) else {
        return;
    };
    let (mut compared, mut different) = (0, Vec::new());
    for texts in texts.chunks(1000) {
        for (text, expected) in texts.iter().zip(oracle.answers(texts)) {
            let got = answer(text);
            match verdict(
                &without_places(&got),
                expected.as_ref().map(without_places).as_ref(),
            ) {
                Verdict::Same => compared += 1,
                Verdict::Skipped => {}
                Verdict::Different(_) if is_intended(text, &got, expected.as_ref()) => {}
                Verdict::Different(_) => {
                    different.push(format!(
                        "{text}\n    CPython: {expected:?}\n    Lambkin: {got:?}"
                    ));
                }
            }
        }
    }
    println!(
        "{compared} of {} expressions of the library compared",
        texts.len()
    );
    assert!(
        different.is_empty(),
        "{} differ\n{}",
        different.len(),
        different.join("\n")
    );
}

fn expressions() -> Option<Vec<String>> {
    let mut python = python::pinned()?;
    python.arg(files::root().join("tests/library_expressions.py"));
    if std::env::var_os("LAMBKIN_LIBRARY").is_none_or(|value| value != "all") {
        python.args(USUAL);
    }
    let output = python
        .env("PYTHONUTF8", "1")
        .output()
        .expect("CPython runs");
    assert!(output.status.success());
    let listed = String::from_utf8(output.stdout).expect("UTF-8");
    Some(listed.lines().map(unescaped).collect())
}

fn is_intended(text: &str, got: &Answer, expected: Option<&Answer>) -> bool {
    let shown = format!("{:?}", got.reply);
    LEFT_OUT.iter().any(|left_out| shown.contains(left_out))
        || OF_ITS_OWN.iter().any(|(part, _)| text.contains(part))
        || expected.is_some_and(|expected| is_shown_otherwise(&got.reply, &expected.reply))
        || asks_a_set_for_its_order(text)
}

/// A module shows no file, and the items of sets are in the order of insertion.
fn is_shown_otherwise(got: &Reply, expected: &Reply) -> bool {
    let (Reply::Value(got), Reply::Value(expected)) = (got, expected) else {
        return false;
    };
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    expected.contains("<module '") || (got.contains('{') && sorted(got) == sorted(expected))
}

/// Whether a set is made, by a display or by its type.
fn asks_a_set_for_its_order(text: &str) -> bool {
    let shown = syntax::parse(text).map(|tree| format!("{:?}", tree.root()));
    let mut words = text.split(|letter: char| !letter.is_alphanumeric());
    words.any(|word| word == "set" || word == "frozenset")
        || shown.is_ok_and(|tree| tree.contains("Set("))
}

/// The answer without the places where CPython put things.
fn without_places(answer: &Answer) -> Answer {
    let reply = match &answer.reply {
        Reply::Value(text) => Reply::Value(without_addresses(text)),
        Reply::Raised(kind, message) => Reply::Raised(kind.clone(), without_addresses(message)),
        other => other.clone(),
    };
    Answer {
        reply,
        output: answer.output.clone(),
    }
}
