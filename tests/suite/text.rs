//! Text against CPython 3.13: every character's classes and case mappings, and dense random formatting.
//!
//! `LAMBKIN_FORMATS=100000` asks for so many formatting expressions, `LAMBKIN_CHARACTERS=all` for the scripts without
//! case too. Without CPython 3.13 nothing is compared.

use super::differential::random::Random;
use crate::support::oracle::Oracle;
use crate::support::reply::{Answer, answer};

/// How many formatting expressions `cargo test` compares by itself.
const USUAL: usize = 3_000;

/// Asks everything about a run of characters; a space is neither cased nor passed over, so it separates.
const CHARACTERS: &str = "(lambda cs: (\
    [''.join(['01'[f(c)] for c in cs]) for f in [str.isalpha, str.isdecimal, str.isdigit, str.isnumeric, str.isalnum, \
    str.isspace, str.islower, str.isupper, str.istitle, str.isprintable, str.isidentifier]], \
    ''.join(['01'[('a' + c).isidentifier()] for c in cs]), \
    ''.join([str(len(('.' + c + '.').splitlines())) for c in cs]), \
    ' '.join([c.capitalize() for c in cs]), \
    [f(' '.join([b + c + a for c in cs])) for f in [str.lower, str.upper, str.title, str.casefold, str.swapcase] \
    for b, a in [('', ''), ('a', ''), ('a', 'Σ'), ('', 'Σ'), ('aΣ', 'a'), ('aΣ', '')]]))\
    ([chr(i) for i in range(START, END)])";

#[test]
fn every_character_is_what_it_is_in_cpython() {
    let Some(mut oracle) = Oracle::start() else {
        return;
    };
    // The planes without assigned characters hold nothing to compare; the tags of plane 14 do.
    let all = std::env::var_os("LAMBKIN_CHARACTERS").is_some();
    let runs: &[(u32, u32)] = if all {
        &[
            (0, 0xd800),
            (0xe000, 0x2_0400),
            (0x3_1000, 0x3_1400),
            (0xe_0000, 0xe_0400),
        ]
    } else {
        // The scripts that have case, digits or marks.
        &[
            (0, 0x2c00),
            (0xa400, 0xb000),
            (0xf800, 0x1_0800),
            (0x1_d400, 0x1_dc00),
        ]
    };
    let texts: Vec<String> = runs
        .iter()
        .flat_map(|(start, end)| (*start..*end).step_by(1024))
        .map(|start| {
            CHARACTERS
                .replace("START", &start.to_string())
                .replace("END", &(start + 1024).to_string())
        })
        .collect();
    for chunk in texts.chunks(8) {
        compare(&mut oracle, chunk);
    }
}

#[test]
fn random_formatting_gets_the_same_answers() {
    let Some(mut oracle) = Oracle::start() else {
        return;
    };
    let count = std::env::var("LAMBKIN_FORMATS").ok();
    let count = count.and_then(|text| text.parse().ok()).unwrap_or(USUAL);
    let mut random = Random::new(7);
    for _ in 0..count / 500 {
        let texts: Vec<String> = (0..500).map(|_| expression(&mut random)).collect();
        compare(&mut oracle, &texts);
    }
}

fn compare(oracle: &mut Oracle, texts: &[String]) {
    let expected = oracle.answers(texts);
    let different: Vec<String> = texts
        .iter()
        .zip(expected)
        .filter_map(|(text, expected)| difference(text, &expected?))
        .collect();
    assert!(different.is_empty(), "\n{}\n", different.join("\n"));
}

fn difference(text: &str, expected: &Answer) -> Option<String> {
    let got = answer(text);
    (got.reply != expected.reply).then(|| {
        format!(
            "{text}\n  CPython: {:?}\n  Lambkin: {:?}",
            expected.reply, got.reply
        )
    })
}

fn expression(random: &mut Random) -> String {
    let value = value(random);
    match random.below(4) {
        0 => format!("'{}' % ({value},)", directive(random)),
        1 => format!("'{{:{}}}'.format({value})", spec(random)),
        2 => format!("b'{}' % ({value},)", directive(random)),
        _ => format!("format({value}, '{}')", spec(random)),
    }
}

fn value(random: &mut Random) -> String {
    let whole = [
        "0", "1", "-1", "255", "-1234567", "97", "10**18", "-10**25", "True",
    ];
    let texts = [
        "''",
        "'a'",
        "'abc'",
        "'é😀x'",
        "b'ab'",
        "None",
        "[1]",
        "1j",
        "(1.5-0j)",
    ];
    match random.below(5) {
        0 => (*random.pick(&whole)).to_owned(),
        1 => (*random.pick(&texts)).to_owned(),
        2 => float(random),
        3 => format!("-{}", float(random)),
        _ => (random.below(1 << 40) >> random.below(40)).to_string(),
    }
}

fn float(random: &mut Random) -> String {
    let special = [
        "0.0",
        "1e400",
        "5e-324",
        "1.7976931348623157e308",
        "0.5",
        "2.5",
        "1e16",
        "1e-5",
    ];
    match random.below(4) {
        0 => (*random.pick(&special)).to_owned(),
        1 => format!("{}.{}", random.below(1000), random.below(100_000)),
        2 => format!("{}e{}", random.below(1 << 53), random.below(40)),
        _ => format!("{}e-{}", random.below(1 << 53), random.below(60)),
    }
}

fn spec(random: &mut Random) -> String {
    let mut spec = String::new();
    spec += one(random, &["", "", "", "<", ">", "^", "=", "*<", "é>", "0="]);
    spec += one(random, &["", "", "", "+", " ", "-"]);
    spec += one(random, &["", "", "", "", "z"]);
    spec += one(random, &["", "", "", "#"]);
    spec += one(random, &["", "", "", "0"]);
    spec += one(random, &["", "", "1", "5", "10", "17", "30"]);
    spec += one(random, &["", "", "", "", ",", "_"]);
    spec += one(random, &["", "", ".0", ".1", ".2", ".6", ".17", ".25", "."]);
    spec += one(
        random,
        &[
            "", "", "d", "x", "X", "b", "o", "c", "e", "E", "f", "f", "F", "g", "g", "G", "%", "n",
            "s",
        ],
    );
    spec
}

fn directive(random: &mut Random) -> String {
    let mut directive = String::from("%");
    for _ in 0..random.below(3) {
        directive += one(random, &["-", "+", " ", "#", "0"]);
    }
    directive += one(random, &["", "", "1", "5", "10", "30"]);
    directive += one(random, &["", "", ".0", ".1", ".6", ".17", "."]);
    directive += one(
        random,
        &[
            "d", "i", "u", "x", "X", "o", "c", "e", "E", "f", "f", "F", "g", "g", "G", "r", "s",
            "a", "b", "y",
        ],
    );
    directive
}

fn one(random: &mut Random, choices: &[&'static str]) -> &'static str {
    choices[random.below(choices.len())]
}
