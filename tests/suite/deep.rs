//! Deep and long texts, on a thread with little stack: parsed, written, copied and dropped, or refused, but never a crash.

use std::thread;

use lambkin::syntax::{parse, unparse, with_room};

/// Less stack than any thread that a host would start.
const LITTLE_STACK: usize = 1 << 20;

fn on_little_stack(work: impl FnOnce() + Send + 'static) {
    thread::Builder::new()
        .stack_size(LITTLE_STACK)
        .spawn(work)
        .unwrap()
        .join()
        .unwrap();
}

/// The text parses, and every walk over its tree comes to an end.
fn accepted(text: String) {
    on_little_stack(move || {
        let tree = parse(&text).unwrap_or_else(|found| panic!("{}", found[0].message));
        let written = unparse(tree.root());
        assert!(!written.is_empty());
        let copy = with_room(tree.depth(), || tree.root().clone());
        assert!(with_room(tree.depth(), || copy == *tree.root()));
        with_room(tree.depth(), || drop(copy));
    });
}

/// The text is refused with this message.
fn refused(text: String, message: &str) {
    let message = message.to_owned();
    on_little_stack(move || {
        let found = parse(&text).expect_err("too deep");
        assert_eq!(found[0].message, message);
    });
}

fn nested(open: &str, close: &str, times: usize) -> String {
    open.repeat(times) + "1" + &close.repeat(times)
}

#[test]
fn brackets_nest_two_hundred_deep() {
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("{", "}"),
        ("{1:", "}"),
        ("f(", ")"),
        ("x[", "]"),
        ("(lambda: ", ")"),
        ("[x for x in ", "]"),
        ("(1 if ", " else 2)"),
        ("-(1 + not_(", "))"),
    ] {
        let times = if open.matches(['(', '[', '{']).count() > 1 {
            100
        } else {
            200
        };
        accepted(nested(open, close, times));
        let message = "too many nested parentheses";
        refused(nested(open, close, 201), message);
    }
}

#[test]
fn prefixes_nest_thousands_deep() {
    for (prefix, times) in [("not ", 6000), ("-", 6000), ("~", 6000), ("1 ** ", 3000)] {
        accepted(prefix.repeat(times) + "1");
        refused(prefix.repeat(times + 1) + "1", "too deeply nested");
    }
    accepted("1 if 2 else ".repeat(6000) + "3");
    refused("1 if 2 else ".repeat(6001) + "3", "too deeply nested");
    accepted("lambda: ".repeat(3000) + "1");
    refused("lambda: ".repeat(3001) + "1", "too deeply nested");
}

#[test]
fn chains_are_long() {
    for link in [" + 1", "(1)", ".x", "[0]", " @ x", " << 1"] {
        accepted("x".to_owned() + &link.repeat(5000));
        accepted("x".to_owned() + &link.repeat(10_000));
        refused("x".to_owned() + &link.repeat(10_001), "too deeply nested");
    }
}

#[test]
fn flat_forms_have_no_limit() {
    for link in [" and x", " or not x.y", " < -1 + x", " in (x)"] {
        accepted("x".to_owned() + &link.repeat(20_000));
    }
    accepted("x if not y else lambda: 1, ".repeat(20_000));
    accepted(format!("[{}]", "x.y(1) + -1, ".repeat(20_000)));
    accepted(format!("[x{}]", " for x in y if not x".repeat(5_000)));
    accepted("'a' ".repeat(20_000));
    accepted(format!("f'{}'", "{x!r:>{y}}".repeat(5_000)));
}

#[test]
fn a_list_of_a_megabyte_is_read() {
    let text = format!("[{}]", "12345678, ".repeat(100_000));
    assert!(text.len() > 1_000_000);
    accepted(text);
}

#[test]
fn wrong_texts_that_are_deep_or_long_are_refused() {
    let invalid = "invalid syntax";
    refused("not ".repeat(6000), invalid);
    refused("-".repeat(6000) + ")", "unmatched ')'");
    refused("lambda: ".repeat(3000), invalid);
    refused("1 if 2 else ".repeat(6000), invalid);
    refused("x".to_owned() + &" + 1".repeat(9_000) + " +", invalid);
    refused("(".repeat(200), "'(' was never closed");
    refused("[".repeat(100) + &"]".repeat(99), "'[' was never closed");
    let comma = "invalid syntax. Perhaps you forgot a comma?";
    refused(nested("[", "]", 200).replace('1', "a b"), comma);
    refused(nested("f(", ")", 200).replace('1', "a b"), comma);
    refused(nested("{1: ", "}", 150).replace("1}", "a b}"), comma);
    refused(format!("[{} 1 2]", "1, ".repeat(20_000)), comma);
    refused(
        format!("f({} x=)", "x=1, ".repeat(2_000)),
        "expected argument value expression",
    );
}

#[test]
fn words_and_texts_may_be_as_long_as_they_like() {
    for part in ["é", "a", "字", "_1"] {
        accepted(part.repeat(500_000));
    }
    for (open, part, close) in [
        ("'", "é", "'"),
        ("'", "\\n", "'"),
        ("f'", "é{1}", "'"),
        ("(", "\n", "1)"),
    ] {
        accepted(open.to_owned() + &part.repeat(100_000) + close);
    }
}
