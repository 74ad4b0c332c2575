//! Tree to text and back, and random tokens: the parser never panics, and its places are places in the text.

use lambkin::syntax::{parse, parse_prefix, unparse};

use super::sentences::{Grammar, Random, Sentences};
use crate::support::files;

/// The tree, without places.
fn shape(text: &str) -> String {
    let tree = parse(text).unwrap_or_else(|found| panic!("{text}\n{}", found[0].message));
    let shown = format!("{:?}", tree.root());
    let mut plain = String::new();
    let mut rest = shown.as_str();
    while let Some(at) = rest.find("..") {
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let before = rest[..at]
            .bytes()
            .rev()
            .take_while(u8::is_ascii_digit)
            .count();
        let after = digits(&rest[at + 2..]);
        let place = before > 0 && after > 0;
        plain.push_str(&rest[..if place { at - before } else { at + 2 }]);
        rest = &rest[at + 2 + if place { after } else { 0 }..];
    }
    plain + rest
}

#[test]
fn a_written_tree_reads_as_the_same_tree() {
    let grammar = Grammar::read(&files::read("grammar/lambkin.ebnf"));
    let mut sentences = Sentences::new(&grammar, 7);
    for _ in 0..4000 {
        let text = sentences.next("program").join(" ");
        let written = unparse(parse(&text).unwrap().root());
        assert_eq!(shape(&text), shape(&written), "{text}\n{written}");
        let again = unparse(parse(&written).unwrap().root());
        assert_eq!(written, again);
    }
}

#[test]
fn literals_are_written_as_they_are_read() {
    for text in [
        "1e999",
        "1e22 + 1.5j + 1e-7",
        "0x1234567890abcdef1234567890",
        "'it\\'s \"both\"' '\\x00\\x7f\\xa0\\u200b\\U0001f600é'",
        "b'\\x00\\xff\\'\\n\"'",
        "f'a{{b}}{c!r:>{d}}\\n{\"q\"}{ {1: 2}[1] }{(lambda: 1)()}'",
        "f'{x:\\x7b\\n}'",
        "f''",
        "'a' f''",
        "(1).real + 1.0.real + (-1).real",
        "f(*a or b, **c or d)",
        "[*a | b, *(c or d)]",
        "x[*a], x[a, b:c], x[(a, b)], x[()], x[a,], x[::2], x[:]",
        "(a, b) if (c, d) else ()",
        "(yield_, lambda *, a: a, lambda a, /, b=1, *c, d, **e: 0)",
    ] {
        let written = unparse(parse(text).unwrap().root());
        assert_eq!(shape(text), shape(&written), "{text}\n{written}");
    }
}

#[test]
fn few_parentheses_are_written() {
    for text in [
        "a + b * c - (d - e)",
        "(a + b) * -c ** -d ** e",
        "not a == b and (c or d) or e",
        "a if b else c if d else e",
        "(a if b else c) if d else (lambda: e)()",
        "lambda x, /, y=1, *z, k, **o: x",
        "f(x for x in y)",
        "f((x for x in y), z)",
        "[x for x, (y, *z) in w if x if y for v in u]",
        "{a: b, **c | d}",
        "a[b:c, ::d, *e]",
        "a < b <= c is not d not in e",
    ] {
        assert_eq!(unparse(parse(text).unwrap().root()), text);
    }
}

#[test]
fn random_tokens_never_panic() {
    let mut random = Random::new(11);
    for _ in 0..20_000 {
        let length = random.below(24);
        let glue = if random.below(2) == 0 { " " } else { "" };
        let text = random.soup(length).join(glue);
        if let Err(found) = parse(&text) {
            let span = found[0].span.range();
            assert!(text.get(span.clone()).is_some(), "{text:?}: {span:?}");
            assert!(!found[0].message.is_empty());
        }
        if let Ok((_, end)) = parse_prefix(&text) {
            assert!(text.is_char_boundary(end));
        }
    }
}

#[test]
fn random_letters_never_panic() {
    const LETTERS: &[char] = &[
        '\'', '"', 'f', '{', '}', '\\', 'N', 'x', '0', '1', '_', '.', 'e', 'j', '\n', '\r', '\t',
        ' ', '#', '(', ')', '[', ']', ':', '!', '=', 'r', 'b', 'é', '“', '\u{0}', '\u{feff}',
        '\u{a0}', '😀', '*', ',', '-',
    ];
    let mut random = Random::new(13);
    for _ in 0..30_000 {
        let length = random.below(20);
        let text: String = (0..length)
            .map(|_| LETTERS[random.below(LETTERS.len())])
            .collect();
        if let Err(found) = parse(&text) {
            let span = found[0].span.range();
            assert!(text.get(span.clone()).is_some(), "{text:?}: {span:?}");
        }
    }
}
