//! Reports drawn whole, compared with `tests/reports`; and drawn from any spans and texts, without a panic.

use lambkin::report::{Origin, Place, Report, visible};
use lambkin::syntax::{Diagnostic, Span};

use crate::support::golden;

fn place(source: usize, start: u32, end: u32) -> Place {
    Place {
        source,
        span: Span::new(start, end),
    }
}

/// The place of the first `part` in the text.
fn place_of(text: &str, part: &str) -> Place {
    let start = u32::try_from(text.find(part).unwrap()).unwrap();
    place(0, start, start + u32::try_from(part.len()).unwrap())
}

fn expr(text: &str) -> [Origin<'_>; 1] {
    [Origin::new("<expr>", text)]
}

fn check(name: &str, drawn: &str) {
    golden::check(&format!("tests/reports/{name}.txt"), drawn);
}

#[test]
fn exception_with_its_calls() {
    let text = "(lambda f: f(1))(lambda x: x + 'a')";
    let report = Report::raised(
        "TypeError",
        "unsupported operand type(s) for +: 'int' and 'str'",
        Some(place_of(text, "x + 'a'")),
        &[
            ("<lambda>".to_owned(), place_of(text, text)),
            ("<lambda>".to_owned(), place_of(text, "f(1)")),
        ],
    );
    check("calls", &report.draw(&expr(text), false));
    check("calls_in_colour", &report.draw(&expr(text), true));
}

#[test]
fn calls_over_several_lines() {
    let text = "(lambda items: sum(\n    item / 0\n    for item in items\n))(\n    [1, 2, 3],\n)";
    let report = Report::raised(
        "ZeroDivisionError",
        "division by zero",
        Some(place_of(text, "item / 0")),
        &[
            ("<lambda>".to_owned(), place_of(text, text)),
            (
                "<genexpr>".to_owned(),
                place_of(text, "sum(\n    item / 0\n    for item in items\n)"),
            ),
        ],
    );
    check("several_lines", &report.draw(&expr(text), false));
}

#[test]
fn a_recursion_is_counted() {
    let text = "(lambda f: f(f, 0))(lambda f, n: f(f, n + 1))";
    let mut calls = vec![
        ("<lambda>".to_owned(), place_of(text, text)),
        ("<lambda>".to_owned(), place_of(text, "f(f, 0)")),
    ];
    for _ in 0..98 {
        calls.push(("<lambda>".to_owned(), place_of(text, "f(f, n + 1)")));
    }
    let report = Report::raised(
        "RecursionError",
        "maximum recursion depth exceeded",
        Some(place_of(text, "f(f, n + 1)")),
        &calls,
    );
    check("recursion", &report.draw(&expr(text), false));
}

#[test]
fn many_call_sites_are_cut() {
    let text = "abcdefghijklmnop";
    let calls: Vec<_> = (0..14)
        .map(|at| ("f".to_owned(), place(0, at, at + 1)))
        .collect();
    let report = Report::raised("KeyError", "'x'", Some(place(0, 15, 16)), &calls);
    check("many_calls", &report.draw(&expr(text), false));
}

#[test]
fn two_sources() {
    let report = Report::raised(
        "ZeroDivisionError",
        "division by zero",
        Some(place(1, 10, 15)),
        &[("<lambda>".to_owned(), place(0, 4, 8))],
    );
    let sources = [
        Origin::new("<expr>", "1 + f(1)"),
        Origin::new("--let f", "lambda x: x / 0"),
    ];
    check("two_sources", &report.draw(&sources, false));
}

#[test]
fn controls_do_not_reach_the_terminal() {
    let text = "'\u{1b}[31m\u{202e}\u{7f}\0日本\u{c}' + 1";
    let report = Report::raised(
        "TypeError",
        "\u{1b}]0;title\u{7} \u{2066}",
        Some(place_of(text, text)),
        &[],
    )
    .with_help("use \u{1b}c");
    let sources = [Origin::new("a\nb\u{1b}[2J.lam", text)];
    let drawn = report.draw(&sources, false);
    assert_eq!(visible(&drawn), drawn);
    check("controls", &drawn);
}

#[test]
fn a_long_line_is_cropped() {
    let text = format!(
        "[{}1 / 0, {}]\nsecond line",
        "'äöü', ".repeat(500),
        "2, ".repeat(500)
    );
    let report = Report::raised(
        "ZeroDivisionError",
        "division by zero",
        Some(place_of(&text, "1 / 0")),
        &[("sorted".to_owned(), place(0, 0, 5000))],
    );
    check("long_line", &report.draw(&expr(&text), false));
    let whole = Report::raised("MemoryError", "", Some(place(0, 0, 5000)), &[]);
    check("long_span", &whole.draw(&expr(&text), false));
}

#[test]
fn findings() {
    let text = "sum((1, 2)";
    let unclosed = Diagnostic::error("unclosed-bracket", "'(' was never closed", Span::new(3, 4))
        .with_label(Span::at(10), "the text ends here")
        .with_help("write ')' at the end");
    check(
        "unclosed",
        &Report::diagnostic(&unclosed).draw(&expr(text), false),
    );
    let empty = Diagnostic::error("empty", "invalid syntax", Span::at(0));
    check("empty", &Report::diagnostic(&empty).draw(&expr(""), false));
    let halted = Report::halted(
        "LimitExceeded: the limit of 1000 steps was reached",
        Some(place(0, 0, 3)),
        Some(place(0, 4, 5)),
    )
    .with_note("one step is a call or an item");
    check("halted", &halted.draw(&expr(text), false));
}

#[test]
fn lines_counted_from_further_down() {
    let report = Report::raised("KeyError", "'x'", Some(place(0, 4, 5)), &[]);
    let origin = Origin::new("<stdin>", "a\nb\nc").from_line(12);
    check("further_down", &report.draw(&[origin], false));
}

#[test]
fn without_a_place() {
    let report = Report::raised("RecursionError", "too deep", None, &[]).with_help("go up");
    assert_eq!(
        report.draw(&expr("1"), false),
        "Help: go up\nRecursionError: too deep\n"
    );
}

/// A small generator of numbers, so that a failure can be repeated.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap_or(0) % bound
    }
}

#[test]
fn any_spans_and_texts() {
    const PIECES: &[&str] = &[
        "a",
        "(",
        "\n",
        "\r",
        "\r\n",
        "\t",
        "é",
        "日",
        "😀",
        "\u{301}",
        "\u{200d}",
        "\u{2028}",
        "\u{85}",
        "\u{1b}",
        "\0",
        "\u{202e}",
        "\u{feff}",
        "x + 1",
        "          ",
    ];
    let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
    for round in 0..3000 {
        let texts: Vec<String> = (0..2)
            .map(|_| {
                let pieces = if round % 10 == 0 { 300 } else { 12 };
                (0..numbers.below(pieces))
                    .map(|_| PIECES[numbers.below(PIECES.len())])
                    .collect()
            })
            .collect();
        let mut any_place = || {
            let offset = |numbers: &mut Numbers| match numbers.below(12) {
                0 => u32::MAX,
                _ => u32::try_from(numbers.below(if round % 10 == 0 { 500 } else { 30 })).unwrap(),
            };
            place(numbers.below(3), offset(&mut numbers), offset(&mut numbers))
        };
        let calls: Vec<_> = (0..round % 4)
            .map(|_| ("f".to_owned(), any_place()))
            .collect();
        let report = Report::raised("TypeError", "message", Some(any_place()), &calls);
        let sources = [Origin::new("a", &texts[0]), Origin::new("b", &texts[1])];
        let drawn = report.draw(&sources, false);
        let _ = report.draw(&sources, true);
        assert!(drawn.ends_with("TypeError: message\n"), "{drawn}");
        assert_eq!(visible(&drawn), drawn, "{texts:?}");
    }
}
