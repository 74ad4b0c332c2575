//! The lessons: every kind has one, its examples run, and what it looks like is kept.

use std::collections::BTreeSet;

use lambkin::report::{Origin, Report};
use lambkin::syntax;
use lambkin::teach::diagnose;
use lambkin::teach::lessons::{self, LESSONS};

use super::table;
use crate::support::{doctest, files, golden, reply};

#[test]
fn every_file_is_in_the_table() {
    let mut files: Vec<String> = (files::below("src/teach/lessons", "md").iter())
        .map(|name| name["src/teach/lessons/".len()..].replace(".md", ""))
        .collect();
    files.sort();
    let kinds: Vec<&str> = LESSONS.iter().map(|lesson| lesson.kind).collect();
    assert_eq!(files, kinds);
}

#[test]
fn every_lesson_is_short_and_whole() {
    for lesson in LESSONS {
        let kind = lesson.kind;
        assert!(lesson.span().is_some(), "{kind} says what is underlined");
        assert!(lesson.help().is_some(), "{kind} says what to do");
        let heading = format!("# {}\n\n", lesson.title());
        assert!(lesson.page().starts_with(&heading), "{kind}: {heading}");
        assert!(lesson.label().len() < 60, "{kind}: a long label");
        if let Some(message) = lesson.message() {
            let short = sentences(message) <= 2 && message.len() < 200;
            assert!(short, "{kind}: {message}");
            assert!(message.ends_with('.'), "{kind}: {message}");
        }
        for line in lesson.page().lines() {
            let code = line.starts_with("    ");
            assert!(code || sentences(line) <= 1, "{kind}: {line}");
        }
    }
}

/// How many sentences a line holds.
fn sentences(line: &str) -> usize {
    let starts = line.match_indices(". ").filter(|(at, _)| {
        let next = line[at + 2..].chars().next();
        next.is_some_and(char::is_uppercase) || line[at + 2..].starts_with('`')
    });
    starts.count() + 1
}

#[test]
fn the_examples_of_every_lesson_run() {
    let mut broken = Vec::new();
    for lesson in LESSONS {
        let lines: Vec<&str> = (lesson.page().lines())
            .map(|line| line.strip_prefix("    ").unwrap_or(line))
            .collect();
        let examples = doctest::examples(&lines.join("\n"));
        if examples.is_empty() {
            broken.push(format!("{}: no example", lesson.kind));
        }
        for example in examples {
            let got = reply::as_doctest(&reply::answer(&example.source));
            if got != example.want {
                let source = example.source;
                broken.push(format!("{}: {source} gives {got}", lesson.kind));
            }
        }
    }
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

/// Words of the sources that look like kinds and are none.
const NO_KINDS: &[&str] = &["triple-quoted", "utf-8", "xid-start"];

#[test]
fn every_kind_of_finding_has_a_lesson() {
    let mut missing = BTreeSet::new();
    let mut names = files::below("src/syntax", "rs");
    names.extend(files::below("src/teach/diagnose", "rs"));
    names.extend(files::below("src/teach/statement", "rs"));
    for name in names {
        let text = files::read(&name);
        for quoted in text.split('"').skip(1).step_by(2) {
            let word = quoted.contains('-') && !quoted.starts_with('-') && !quoted.ends_with('-');
            let kebab = (quoted.bytes()).all(|byte| byte.is_ascii_lowercase() || byte == b'-');
            if word && kebab && lessons::find(quoted).is_none() && !NO_KINDS.contains(&quoted) {
                missing.insert(format!("{name}: {quoted}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn what_a_lesson_looks_like_is_kept() {
    let mut drawn = BTreeSet::new();
    for text in table::texts() {
        let Err(mut findings) = syntax::parse(&text) else {
            continue;
        };
        let finding = diagnose::explain(&text, findings.remove(0));
        let kind = finding.diagnostic.kind;
        if !drawn.insert(kind) {
            continue;
        }
        let report = Report::diagnostic(&finding.diagnostic);
        let excerpt = report.draw(&[Origin::new("<expr>", &text)], false);
        let page = lessons::find(kind).map_or("", |lesson| lesson.page());
        golden::check(
            &format!("tests/teach/lessons/{kind}.md"),
            &format!("{excerpt}\n{page}\n"),
        );
    }
    let never: Vec<&str> = (LESSONS.iter().map(|lesson| lesson.kind))
        .filter(|kind| !drawn.contains(kind))
        .collect();
    assert_eq!(never, NEVER_DRAWN, "kinds that no table shows");
}

/// Kinds that no short text has, or that are warnings.
const NEVER_DRAWN: &[&str] = &[
    "missing-name",
    "not-utf8",
    "null-byte",
    "too-deep",
    "too-long",
    "too-many-digits",
    "unknown-name",
];
