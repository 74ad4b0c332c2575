//! Random expressions, answered by Lambkin and by CPython 3.13: both must say the same.
//!
//! `shapes.txt` makes expressions of every sort, well and ill typed. `pipelines.txt` makes pipelines of iterators whose
//! sources print each item that is pulled from them, so that laziness is compared to the item.
//!
//! `LAMBKIN_DIFF=100000` asks for so many expressions, `LAMBKIN_SEED=7` for others than the usual.
//! Without CPython 3.13 on the machine nothing is compared, and the test says so.

mod generate;
mod grammar;
mod library;
pub(crate) mod random;

use std::collections::BTreeMap;

use crate::support::oracle::Oracle;
use crate::support::reply::{Answer, Reply, answer};
use crate::support::{files, wish};
use generate::{Generator, Tree};
use grammar::Grammar;

/// How many expressions `cargo test` compares by itself.
const USUAL: usize = 3_000;

/// How many differences of one kind are shown, each made as small as it gets.
const SHOWN: usize = 3;

#[test]
fn random_expressions_get_the_same_answers() {
    compare("shapes.txt");
}

#[test]
fn random_pipelines_pull_the_same_items() {
    compare("pipelines.txt");
}

fn compare(shapes: &str) {
    let Some(mut oracle) = Oracle::start() else {
        return;
    };
    let count = wish::number("LAMBKIN_DIFF").unwrap_or(USUAL);
    let seed = wish::number("LAMBKIN_SEED").unwrap_or(1);

    let text = files::read(&format!("tests/suite/differential/{shapes}"));
    let grammar = Grammar::read(&text, |module| lambkin::modules::lookup(module).is_some());
    let mut generator = Generator::new(&grammar, seed as u64);
    let mut kinds: BTreeMap<String, Vec<Tree>> = BTreeMap::new();
    let mut compared = 0;
    for batch in 0..count.div_ceil(1000) {
        let size = 1000.min(count - batch * 1000);
        let trees: Vec<_> = (0..size).map(|_| generator.expression()).collect();
        for (tree, kind) in trees.iter().zip(verdicts(&mut oracle, &trees)) {
            match kind {
                Verdict::Same => compared += 1,
                Verdict::Skipped => {}
                Verdict::Different(kind) => kinds.entry(kind).or_default().push(tree.clone()),
            }
        }
    }
    println!("{compared} of {count} expressions of {shapes} compared (seed {seed})");
    let different: usize = kinds.values().map(Vec::len).sum();
    for (kind, trees) in &mut kinds {
        println!("\n== {kind}: {}", trees.len());
        trees.sort_by_key(|tree| tree.text().len());
        for tree in trees.iter().take(SHOWN) {
            let tree = smallest(&mut oracle, &grammar, tree, kind);
            show(&mut oracle, &tree);
        }
    }
    assert!(different == 0, "{different} of {count} expressions differ");
}

/// Random expressions, for tests of other things than their values.
pub(crate) fn sample(count: usize, seed: u64) -> Vec<String> {
    let shapes = files::read("tests/suite/differential/shapes.txt");
    let grammar = Grammar::read(&shapes, |module| lambkin::modules::lookup(module).is_some());
    let mut generator = Generator::new(&grammar, seed);
    (0..count).map(|_| generator.expression().text()).collect()
}

enum Verdict {
    Same,
    /// CPython ran out of time or memory, or Lambkin reached a limit.
    Skipped,
    /// They differ; the word groups what is probably one fault.
    Different(String),
}

fn verdicts(oracle: &mut Oracle, trees: &[Tree]) -> Vec<Verdict> {
    let texts: Vec<_> = trees.iter().map(Tree::text).collect();
    let expected = oracle.answers(&texts);
    let answers = texts.iter().map(|text| answer(text));
    answers
        .zip(expected)
        .zip(&texts)
        .map(
            |((got, expected), text)| match verdict(&got, expected.as_ref()) {
                Verdict::Different(_) if intended(text, expected.as_ref()) => Verdict::Skipped,
                Verdict::Different(_) if shows_a_place(text, expected.as_ref()) => Verdict::Skipped,
                verdict => verdict,
            },
        )
        .collect()
}

/// Differences that are meant, where an answer alone does not show it: whether a type has a descriptor, what `type` of
/// a function can be called with, which makes none here, that a text of an iterator has an address in CPython, and
/// where CPython itself is at fault.
fn intended(text: &str, expected: Option<&Answer>) -> bool {
    let descriptors = [
        "'real'",
        "'imag'",
        "'numerator'",
        "'denominator'",
        "'start'",
    ];
    let asks = (text.contains("hasattr(") || text.contains("getattr("))
        && descriptors.iter().any(|name| text.contains(name));
    let makes_a_function = expected.is_some_and(|answer| match &answer.reply {
        Reply::Raised(_, message) => message.starts_with("function() "),
        Reply::Value(_) | Reply::Halted(_) | Reply::Refused(_) | Reply::Panicked(_) => false,
    });
    // Two texts of iterators differ by an address that is not shown, so that both are keys of a dict.
    let written = (text.contains("repr") || text.contains("str"))
        && expected.is_some_and(|answer| format!("{:?}", answer.reply).contains(" object>"));
    // CPython counts a source out twice when `zip_longest` is asked for an item while it gets one, and may crash.
    let counted_twice = text.contains("zip_longest(") && text.contains("[0], 'end')");
    asks || makes_a_function || written || counted_twice
}

/// Whether the answer depends on where CPython put something, as `hash(len)` does: another process of it answers
/// differently then.
fn shows_a_place(text: &str, expected: Option<&Answer>) -> bool {
    let Some(mut another) = Oracle::start() else {
        return false;
    };
    let answers = another.answers(&[text.to_owned()]);
    answers.first().and_then(Option::as_ref) != expected
}

fn verdict(got: &Answer, expected: Option<&Answer>) -> Verdict {
    let reply = as_exception(&got.reply);
    let kind = match (&reply, expected) {
        (Reply::Panicked(message), _) => format!("panic: {message}"),
        (_, None) | (Reply::Halted(_), _) => return Verdict::Skipped,
        (_, Some(expected)) if shows_a_descriptor(&expected.reply) => return Verdict::Skipped,
        (reply, Some(_)) if misses_a_descriptor(reply) => return Verdict::Skipped,
        (_, Some(expected)) if reply == expected.reply && got.output == expected.output => {
            return Verdict::Same;
        }
        (_, Some(expected)) if reply == expected.reply => "output".to_owned(),
        (reply, Some(expected)) => match (&expected.reply, reply) {
            (Reply::Raised(kind, _), Reply::Raised(other, _)) if kind == other => {
                format!("message of {kind}")
            }
            (expected, got) => format!("{} instead of {}", class(got), class(expected)),
        },
    };
    Verdict::Different(kind)
}

/// `int.real` and its like are descriptors, which are left out of the language.
fn shows_a_descriptor(reply: &Reply) -> bool {
    let text = match reply {
        Reply::Value(text) | Reply::Raised(_, text) => text,
        Reply::Halted(_) | Reply::Refused(_) | Reply::Panicked(_) => return false,
    };
    [
        "getset_descriptor",
        "member_descriptor",
        "<attribute '",
        "<member '",
    ]
    .iter()
    .any(|sign| text.contains(sign))
}

/// The same from this side: the attribute is there on instances, but not on the type.
fn misses_a_descriptor(reply: &Reply) -> bool {
    let Reply::Raised(kind, message) = reply else {
        return false;
    };
    let missing = message
        .strip_prefix("type object '")
        .and_then(|rest| rest.strip_suffix('\''))
        .and_then(|rest| rest.split_once("' has no attribute '"));
    let Some((type_name, attribute)) = missing else {
        return false;
    };
    kind == "AttributeError"
        && matches!(
            (type_name, attribute),
            (
                "int" | "bool",
                "real" | "imag" | "numerator" | "denominator"
            ) | ("float" | "complex", "real" | "imag")
                | ("range" | "slice", "start" | "stop" | "step")
        )
}

/// A refused text is a `SyntaxError` where Python evaluates it.
fn as_exception(reply: &Reply) -> Reply {
    match reply {
        Reply::Refused(message) => Reply::Raised("SyntaxError".to_owned(), message.clone()),
        other => other.clone(),
    }
}

fn class(reply: &Reply) -> &str {
    match reply {
        Reply::Value(_) => "value",
        Reply::Raised(kind, _) => kind,
        Reply::Halted(_) => "halt",
        Reply::Refused(_) => "refusal",
        Reply::Panicked(_) => "panic",
    }
}

/// The expression made smaller for as long as it still differs in the same way.
fn smallest(oracle: &mut Oracle, grammar: &Grammar, tree: &Tree, kind: &str) -> Tree {
    let mut smallest = tree.clone();
    for _ in 0..40 {
        let mut candidates = smallest.simpler(grammar);
        candidates.sort_by_key(|tree| tree.text().len());
        let verdicts = verdicts(oracle, &candidates);
        let same =
            |verdict: &Verdict| matches!(verdict, Verdict::Different(found) if found == kind);
        let Some(at) = verdicts.iter().position(same) else {
            break;
        };
        smallest = candidates.swap_remove(at);
    }
    smallest
}

fn show(oracle: &mut Oracle, tree: &Tree) {
    let text = tree.text();
    let expected = oracle.answers(std::slice::from_ref(&text)).pop().flatten();
    println!("  {text}");
    println!("    CPython: {expected:?}");
    println!("    Lambkin: {:?}", Some(answer(&text)));
}
