//! Any text at all has an answer: binary noise, half programs, long programs, programs with pieces torn out.

use lambkin::syntax;
use lambkin::teach::diagnose;

use super::table;

/// A small generator of numbers, so that every run is the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }
}

/// Explains a text, and checks every place that is named.
fn survive(text: &str) {
    let Err(mut findings) = syntax::parse(text) else {
        return;
    };
    let finding = diagnose::explain(text, findings.remove(0));
    let own = (finding.diagnostic.span, String::new());
    for (span, _) in finding.diagnostic.labels.iter().chain([&own]) {
        let marked = text.get(span.range());
        assert!(marked.is_some(), "{span:?} in {text:?}");
    }
    if let Some(suggestion) = &finding.suggestion {
        let parsed = syntax::parse(&suggestion.expr);
        assert!(parsed.is_ok(), "{:?} for {text:?}", suggestion.expr);
    }
}

#[test]
fn noise_has_an_answer() {
    let mut dice = Dice(1);
    for _ in 0..400 {
        let length = dice.below(200);
        let bytes: Vec<u8> = (0..length).map(|_| dice.below(256) as u8).collect();
        survive(&String::from_utf8_lossy(&bytes));
        survive(&String::from_utf8_lossy(&bytes).replace('\0', ""));
        let plain: String = (0..length)
            .map(|_| PIECES[dice.below(PIECES.len())])
            .collect();
        survive(&plain);
    }
}

/// What noise that looks like a program is made of.
const PIECES: &[&str] = &[
    "x",
    "y ",
    "é",
    "=",
    "==",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ",",
    ";",
    "\n",
    "\n    ",
    "\n\t",
    " ",
    "if ",
    "else",
    "elif ",
    "for ",
    " in ",
    "while ",
    "def ",
    "class ",
    "return ",
    "lambda ",
    "try",
    "except ",
    "with ",
    " as ",
    "match ",
    "case ",
    "import ",
    "from ",
    "async ",
    "await ",
    "yield ",
    "not ",
    " and ",
    "print ",
    "\"",
    "'",
    "f'",
    "1",
    "0777",
    "10L",
    "“",
    "”",
    "×",
    "&&",
    "||",
    "!",
    "?",
    "=>",
    "->",
    "++",
    "`",
    "$",
    "|",
    "*",
    "**",
    "@",
    ".",
    "\\",
    "#",
    "type ",
    "_",
    "function ",
    "var ",
];

#[test]
fn half_programs_have_an_answer() {
    for text in table::texts() {
        for (at, _) in text.char_indices() {
            survive(&text[..at]);
            survive(&text[at..]);
        }
    }
}

#[test]
fn programs_with_pieces_torn_out_have_an_answer() {
    let texts = table::texts();
    let mut dice = Dice(7);
    for round in 0..2000 {
        let mut text: Vec<char> = texts[dice.below(texts.len())].chars().collect();
        let other: Vec<char> = texts[dice.below(texts.len())].chars().collect();
        if text.is_empty() || other.is_empty() {
            continue;
        }
        match round % 3 {
            0 => {
                text.remove(dice.below(text.len()));
            }
            1 => text.insert(dice.below(text.len()), other[dice.below(other.len())]),
            _ => {
                text.truncate(dice.below(text.len()));
                text.extend(&other[dice.below(other.len())..]);
            }
        }
        survive(&text.into_iter().collect::<String>());
    }
}

#[test]
fn long_programs_have_an_answer() {
    let lines = "def f(a, b=1):\n    if a:\n        return [x for x in b]\n    x = a and b\n\n"
        .repeat(2000);
    survive(&lines);
    survive(&format!("1\n{lines}"));
    survive(&"x y\n".repeat(10_000));
    survive(&"(1 2)\n".repeat(10_000));
    survive(&"x = 1; ".repeat(10_000));
    survive(&"a = ".repeat(10_000));
    survive(&"if a: ".repeat(10_000));
    survive(&"@a\n".repeat(10_000));
    survive(&"lambda x ".repeat(10_000));
    survive(&"a ? b : ".repeat(10_000));
    survive(&"x => ".repeat(1_500));
    survive(&"not ".repeat(50_000));
    survive(&"“".repeat(1_000));
    survive(&"10L + ".repeat(10_000));
    survive(&"elif x:\n  y\n".repeat(5_000));
    survive(&"match x:\n case [".repeat(5_000));
    survive(&format!("match x:\n    case {}: y", "a | ".repeat(20_000)));
    survive(&format!(
        "match x:\n    case {}1{}: y",
        "[".repeat(190),
        "]".repeat(190)
    ));
}

#[test]
fn deep_bodies_have_an_answer() {
    let mut text = String::new();
    for depth in 0..400 {
        text.push_str(&" ".repeat(depth));
        text.push_str("while x:\n");
    }
    survive(&text);
    text.push_str(&" ".repeat(400));
    text.push_str("y\nz = 1\n");
    survive(&text);
}
