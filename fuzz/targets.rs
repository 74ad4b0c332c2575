//! What must hold of any text whatever: the bodies of the fuzz targets, which the tests run too.

use lambkin::report::Origin;
use lambkin::runtime::memory;
use lambkin::syntax::{parse_prefix, unparse};
use lambkin::{Diagnostic, Engine, Limits, syntax};

/// Parsing ends, its places are places in the text, and a tree written out is read as the same tree.
pub(crate) fn parse(text: &str) {
    if let Ok((_, end)) = parse_prefix(text) {
        assert!(text.is_char_boundary(end), "{text:?}");
    }
    match syntax::parse(text) {
        Ok(tree) => {
            let written = unparse(tree.root());
            match syntax::parse(&written) {
                Ok(again) => assert_eq!(unparse(again.root()), written, "{text:?}"),
                // Parentheses that the reader did without may be one level too many.
                Err(found) => assert!(
                    found
                        .iter()
                        .any(|finding| finding.message.contains("nested")),
                    "{text:?} was written as {written:?}, which is refused"
                ),
            }
        }
        Err(findings) => drawable(text, &findings),
    }
}

/// Checking ends in findings that can be drawn.
pub(crate) fn check(text: &str) {
    drawable(text, &Engine::new().check(text, &["x", "orders"]));
}

/// Evaluating ends within its limits, whatever the end, and leaves nothing behind.
pub(crate) fn eval(text: &str) {
    let before = memory::live();
    evaluate(text);
    assert_eq!(memory::live(), before, "{text:?} leaks");
}

fn evaluate(text: &str) {
    let limits = limits();
    let mut session = Engine::new().with_limits(limits.clone()).session();
    let shown = session.eval(text).and_then(|value| session.repr(&value));
    let usage = session.usage();
    assert!(Some(usage.steps) <= limits.steps, "{text:?}: {usage:?}");
    assert!(Some(usage.items) <= limits.items, "{text:?}: {usage:?}");
    assert!(Some(usage.output) <= limits.output, "{text:?}: {usage:?}");
    if let Err(failure) = shown {
        let drawn = failure.draw(&[Origin::new("<fuzz>", text)], false);
        assert!(drawn.ends_with('\n'), "{text:?}");
    }
}

/// Tight enough for thousands of evaluations a second; without the clock, so that every run goes the same way.
fn limits() -> Limits {
    Limits {
        steps: Some(50_000),
        memory: Some(4 << 20),
        depth: 200,
        time: None,
        output: Some(1 << 10),
        items: Some(20_000),
        ..Limits::untrusted()
    }
}

fn drawable(text: &str, findings: &[Diagnostic]) {
    for finding in findings {
        assert!(!finding.message.is_empty(), "{text:?}");
        let drawn = lambkin::report::Report::diagnostic(finding)
            .draw(&[Origin::new("<fuzz>", text)], false);
        assert!(drawn.ends_with('\n'), "{text:?}");
    }
}
