//! Every statement at the left edge of CPython's own library is named as Python's own parser names it.

use std::collections::BTreeMap;

use lambkin::syntax;
use lambkin::teach::diagnose;

use crate::support::oracle::unescaped;
use crate::support::{files, python};

/// One statement of the library.
struct Sample {
    name: String,
    place: String,
    text: String,
}

/// The statements, where CPython is on this machine; `LAMBKIN_LIBRARY=all` adds its tests.
fn samples() -> Option<Vec<Sample>> {
    let mut python = python::pinned()?;
    python.arg(files::root().join("tests/teach/statements.py"));
    if std::env::var_os("LAMBKIN_LIBRARY").is_some_and(|value| value == "all") {
        python.arg("--all");
    }
    let output = python
        .env("PYTHONUTF8", "1")
        .output()
        .expect("CPython runs");
    assert!(output.status.success());
    let listed = String::from_utf8(output.stdout).expect("UTF-8");
    let samples = listed.lines().map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [name, place, text] = fields.as_slice() else {
            panic!("three fields in {line:?}");
        };
        Sample {
            name: (*name).to_owned(),
            place: (*place).to_owned(),
            text: unescaped(text),
        }
    });
    Some(samples.collect())
}

#[test]
fn every_statement_of_the_library_is_read_as_what_it_is() {
    let Some(samples) = samples() else { return };
    let mut broken = Vec::new();
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for sample in &samples {
        let said = match syntax::parse(&sample.text) {
            Ok(_) => "expression",
            Err(mut findings) => {
                let finding = diagnose::explain(&sample.text, findings.remove(0));
                assert_ne!(finding.message, "invalid syntax", "{}", sample.place);
                finding.diagnostic.kind
            }
        };
        *counts.entry(said).or_default() += 1;
        // CPython's tests write halves of characters, which texts here cannot hold.
        if said != sample.name && said != "lone-surrogate" {
            let Sample { name, place, .. } = sample;
            broken.push(format!("{place}: {name} is said to be {said}"));
        }
    }
    println!("{} statements", samples.len());
    for (name, count) in counts {
        println!("{count:7} {name}");
    }
    broken.truncate(30);
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}
