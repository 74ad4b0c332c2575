//! The programs of `examples/programs`: each is one expression, and its output lies beside it.
//!
//! A program's output is what it prints, and then its value as the prompt would show it.
//! CPython must agree with every `.out` file.

use crate::support::oracle::Oracle;
use crate::support::reply::{Answer, Reply, answer};
use crate::support::{files, golden};

const FOLDER: &str = "examples/programs";

/// Each program's path and text.
fn programs() -> Vec<(String, String)> {
    let names = files::below(FOLDER, "lam");
    names
        .into_iter()
        .map(|name| {
            let text = files::read(&name);
            (name, text)
        })
        .collect()
}

/// The path of a program's output.
fn output_of(name: &str) -> String {
    name.replace(".lam", ".out")
}

/// What a person sees; a failure is shown too, and will not be what the file says.
fn shown(answer: &Answer) -> String {
    match &answer.reply {
        Reply::Value(repr) if repr == "None" => answer.output.clone(),
        Reply::Value(repr) => format!("{}{repr}\n", answer.output),
        other => format!("{}{other:?}\n", answer.output),
    }
}

#[test]
fn programs_print_what_lies_beside_them() {
    for (name, text) in programs() {
        golden::check(&output_of(&name), &shown(&answer(&text)));
    }
}

#[test]
fn every_output_belongs_to_a_program() {
    for name in files::below(FOLDER, "out") {
        let program = name.replace(".out", ".lam");
        assert!(
            files::root().join(&program).is_file(),
            "{name}: there is no {program}"
        );
    }
}

#[test]
fn cpython_prints_the_same() {
    let Some(mut python) = Oracle::start() else {
        return;
    };
    let (names, texts): (Vec<_>, Vec<_>) = programs().into_iter().unzip();
    let texts: Vec<_> = texts.iter().map(|text| text.trim().to_owned()).collect();
    for (name, answer) in names.iter().zip(python.answers(&texts)) {
        let answer = answer.unwrap_or_else(|| panic!("{name}: CPython gave up"));
        assert_eq!(files::read(&output_of(name)), shown(&answer), "{name}");
    }
}
