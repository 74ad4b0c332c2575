//! What is suggested instead of statements, and that it computes the same.
//!
//! `tests/teach/rewrites` holds programs, each with the suggestion, how far it is faithful, and inputs.
//! With each input CPython runs the statements, CPython evaluates the suggestion, and so does Lambkin: all three must
//! agree in value, output, kind of error, and in what the inputs are afterwards.

mod cases;

use lambkin::teach::{rewrite, statement};

use crate::support::oracle::Oracle;
use crate::support::reply::{Answer, Reply, answer};
use crate::support::{files, golden};
use cases::{Case, Given, Verdict};

const FOLDER: &str = "tests/teach/rewrites";

/// What is suggested for a program.
fn verdict(source: &str) -> Verdict {
    match rewrite::suggest(&statement::read(source), source) {
        None => Verdict::None,
        Some(suggestion) => Verdict::Some {
            expr: suggestion.expr,
            grade: suggestion.faithfulness.name().to_owned(),
            condition: suggestion.condition,
        },
    }
}

#[test]
fn suggestions_are_as_written() {
    for name in files::below(FOLDER, "txt") {
        let cases = cases::read(&files::read(&name));
        let actual: Vec<Case> = (cases.into_iter())
            .map(|case| Case {
                verdict: verdict(&case.source),
                ..case
            })
            .collect();
        golden::check(&name, &cases::written(&actual));
    }
}

#[test]
fn suggestions_compute_what_the_statements_compute() {
    let Some(mut oracle) = Oracle::start() else {
        return;
    };
    let mut differences = Vec::new();
    let mut compared = 0;
    for name in files::below(FOLDER, "txt") {
        for case in cases::read(&files::read(&name)) {
            if let Verdict::Some { expr, .. } = &case.verdict {
                compared += case.given.len();
                differences.extend(compare(&mut oracle, &case, expr));
            }
        }
    }
    println!("{compared} inputs compared");
    let shown = differences.join("\n");
    assert!(differences.is_empty(), "{} differ\n{shown}", differences.len());
}

/// What differs between the statements and the suggestion, for each input of a case.
fn compare(oracle: &mut Oracle, case: &Case, expr: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for given in &case.given {
        texts.push(statements(&case.source, given));
        texts.push(suggestion(expr, given));
    }
    let answers = oracle.answers(&texts);
    let mut differences = Vec::new();
    for (given, pair) in case.given.iter().zip(answers.chunks(2)) {
        let ours = answer(&suggestion(expr, given));
        let [Some(original), Some(rewritten)] = pair else {
            differences.push(format!("{}\nwith {}: no answer", case.title, given.inputs));
            continue;
        };
        if !agree(original, rewritten) || !agree(original, &ours) {
            differences.push(format!(
                "{}\n{}{expr}\nwith {}\n  statements: {original:?}\n  suggestion: {rewritten:?}\n  Lambkin:    {ours:?}\n",
                case.title, case.source, given.inputs
            ));
        }
    }
    differences
}

/// The text that has CPython run the statements.
fn statements(source: &str, given: &Given) -> String {
    let Given { inputs, observe } = given;
    format!("__import__('statements').compute({source:?}, {observe:?}, {inputs})")
}

/// The text that evaluates the suggestion with the same inputs and looks at the same things.
fn suggestion(expr: &str, given: &Given) -> String {
    let Given { inputs, observe } = given;
    let names = given.names();
    let seen: String = names.iter().map(|name| format!(", {name}")).collect();
    let comma = if names.is_empty() { "," } else { "" };
    let names = names.join(", ");
    format!("(lambda {names}: (lambda _: ({observe}{seen}{comma}))({expr}))({inputs})")
}

/// Whether two answers are the same; of an error, its type.
fn agree(one: &Answer, other: &Answer) -> bool {
    one.output == other.output
        && match (&one.reply, &other.reply) {
            (Reply::Raised(one, _), Reply::Raised(other, _)) => one == other,
            (one, other) => one == other,
        }
}
