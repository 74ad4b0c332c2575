//! Statements and slips with what is said about each: kind, place, and the rewrite or its absence.
//!
//! In `tests/teach/*.txt`, lines that begin with `> ` are a text; below it stand its kind, what is underlined, and what
//! is suggested. `UPDATE_GOLDEN=1` writes the answers.

use std::collections::BTreeMap;

use lambkin::syntax;
use lambkin::teach::diagnose;
use lambkin::teach::rewrite::Faithfulness;

use crate::support::{files, golden};

/// What is said about one text, as the tables have it.
fn answer(text: &str) -> String {
    let Err(mut findings) = syntax::parse(text) else {
        return "  an expression\n".to_owned();
    };
    let finding = diagnose::explain(text, findings.remove(0));
    let found = &finding.diagnostic;
    let marked = &text[found.span.range()];
    let mut answer = format!("  {} `{}`\n", found.kind, marked.replace('\n', "\\n"));
    if let Some(suggestion) = &finding.suggestion {
        let grade = match suggestion.faithfulness {
            Faithfulness::Exact => "write",
            Faithfulness::Conditional => "perhaps write",
        };
        answer.push_str(&format!("  {grade} `{}`\n", suggestion.expr));
        if let Some(condition) = &suggestion.condition {
            answer.push_str(&format!("  when {condition}\n"));
        }
    }
    answer
}

/// The texts of a table, and everything else with the answers put in.
fn answered(table: &str) -> (Vec<String>, String) {
    let mut texts = Vec::new();
    let mut whole = String::new();
    let mut text: Option<String> = None;
    for line in table.lines().chain([""]) {
        let more = line.strip_prefix("> ").or((line == ">").then_some(""));
        if let Some(more) = more {
            match &mut text {
                Some(text) => {
                    text.push('\n');
                    text.push_str(more);
                }
                None => text = Some(more.to_owned()),
            }
        } else if let Some(text) = text.take() {
            whole.push_str(&answer(&text));
            texts.push(text);
        }
        if !line.starts_with("  ") {
            whole.push_str(line);
            whole.push('\n');
        }
    }
    let whole = whole.trim_end().to_owned() + "\n";
    (texts, whole)
}

fn tables() -> Vec<(String, Vec<String>, String)> {
    (files::below("tests/teach", "txt").into_iter())
        .filter(|name| !name.starts_with("tests/teach/rewrites/"))
        .map(|name| {
            let (texts, whole) = answered(&files::read(&name));
            (name, texts, whole)
        })
        .collect()
}

/// The texts of all tables.
pub(super) fn texts() -> Vec<String> {
    (tables().into_iter())
        .flat_map(|(_, texts, _)| texts)
        .collect()
}

#[test]
fn every_text_is_named_and_marked() {
    for (name, _, whole) in tables() {
        golden::check(&name, &whole);
    }
}

#[test]
fn the_tables_hold_every_statement_several_times() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut all = 0;
    for (_, texts, _) in tables() {
        all += texts.len();
        for text in texts {
            let kind = answer(&text).split_whitespace().next().unwrap().to_owned();
            *counts.entry(kind).or_default() += 1;
        }
    }
    assert!(all >= 300, "only {all} texts");
    let kinds = files::read("tests/teach/KINDS");
    let rare: Vec<_> = (kinds.lines())
        .filter(|kind| counts.get(*kind).copied().unwrap_or(0) < 3)
        .collect();
    assert!(rare.is_empty(), "fewer than three times: {rare:?}");
}
