//! Texts and what becomes of them: `tests/parse/ok.txt` with trees, `tests/parse/err.txt` with CPython's messages.

use std::fmt::Write;

use lambkin::syntax::{Source, parse, parse_prefix};

use crate::support::{files, golden};

/// The text that a line of `err.txt` stands for.
fn plain(line: &str) -> String {
    let mut text = String::new();
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        text.push(match letter {
            '\\' => match letters.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                Some('0') => '\0',
                other => other.unwrap_or('\\'),
            },
            _ => letter,
        });
    }
    text
}

#[test]
fn trees_are_as_written_down() {
    let name = "tests/parse/ok.txt";
    let mut actual = String::new();
    for line in files::read(name).lines() {
        if line.starts_with("    ") {
            continue;
        }
        let _ = writeln!(actual, "{line}");
        if line.is_empty() || line.starts_with("# ") {
            continue;
        }
        let tree = parse(&plain(line)).unwrap_or_else(|found| panic!("{line}: {found:?}"));
        let _ = writeln!(actual, "    {:?}", tree.root());
    }
    golden::check(name, &actual);
}

#[test]
fn messages_are_cpythons() {
    let mut wrong = Vec::new();
    for line in files::read("tests/parse/err.txt").lines() {
        let (text, message) = line.split_once('\t').unwrap();
        let (text, message) = (plain(text), plain(message));
        match parse(&text) {
            Ok(_) => wrong.push(format!("{text:?} is accepted")),
            Err(found) if found[0].message != message => {
                wrong.push(format!("{text:?}: {:?}, not {message:?}", found[0].message));
            }
            Err(found) => {
                let span = found[0].span.range();
                assert!(text.get(span.clone()).is_some(), "{text:?}: {span:?}");
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn own_refusals_say_what_to_write() {
    for (text, kind, message) in [
        (
            "(x := 1)",
            "walrus",
            "assignment expressions are not part of the language",
        ),
        (
            "lambda: (yield)",
            "yield",
            "yield expressions are not part of the language",
        ),
        (
            "(await x for x in y)",
            "await",
            "await expressions are not part of the language",
        ),
        (
            "(x async for x in y)",
            "async-comprehension",
            "asynchronous generators are not part of the language",
        ),
        (
            "'\\ud800'",
            "lone-surrogate",
            "(unicode error) '\\ud800' is a lone surrogate, which no string can hold here",
        ),
    ] {
        let found = parse(text).expect_err(text);
        assert_eq!((found[0].kind, found[0].message.as_str()), (kind, message));
    }
}

#[test]
fn an_expression_is_found_at_the_front() {
    for (text, end) in [
        ("a + b; c", 5),
        ("a.b(c) = d", 6),
        ("x if y", 1),
        ("f(x)\nmore $ text '", 4),
        ("  a}", 3),
        ("a, b for", 4),
    ] {
        assert_eq!(parse_prefix(text).unwrap().1, end, "{text}");
    }
    assert!(parse_prefix("= a").is_err());
}

#[test]
fn bytes_that_are_no_text_have_a_place() {
    let found = Source::decode("a.py", b"1 +\n \xff".to_vec()).unwrap_err();
    assert_eq!(found.span.start, 5);
    assert_eq!(
        found.message,
        "(unicode error) 'utf-8' codec can't decode byte 0xff in position 5: invalid start byte"
    );
    let source = Source::new("a.py", "é\r\n+ 1\rb");
    assert_eq!(source.position(6), (2, 3));
    assert_eq!(source.position(8), (3, 1));
}
