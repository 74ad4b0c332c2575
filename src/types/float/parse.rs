//! What `float('...')` reads.
//!
//! Surrounding white space and decimal digits of any script count, single underscores between digits too; the rest is
//! `[sign] (digits [. digits] [e digits] | inf | infinity | nan)`, and the value is rounded correctly.

use crate::types::str::unicode::{decimal_value, is_space};

use std::borrow::Cow;

/// The number that `text` spells, or `None`.
pub(crate) fn parse_float(text: &str) -> Option<f64> {
    parse_ascii(&spelled(text)?)
}

/// A text that may spell a number in ASCII and without white space around it; `None` when it cannot spell any.
///
/// Beyond ASCII white space and decimal digits of all scripts count; the separators U+001C to U+001F are no space.
pub(crate) fn spelled(text: &str) -> Option<Cow<'_, str>> {
    let trimmed = text.trim_matches(|c: char| match c {
        ' ' | '\t'..='\r' => true,
        c => !c.is_ascii() && is_space(c),
    });
    if trimmed.is_ascii() {
        return Some(Cow::Borrowed(trimmed));
    }
    let ascii: Option<String> = trimmed.chars().map(ascii_digit).collect();
    ascii.map(Cow::Owned)
}

/// The same of bytes, where only ASCII white space and digits count.
pub(crate) fn parse_float_bytes(data: &[u8]) -> Option<f64> {
    let text = std::str::from_utf8(data).ok()?;
    parse_ascii(text.trim_matches(|c| matches!(c, ' ' | '\t'..='\r')))
}

/// The number that an ASCII text begins with, without underscores, and the rest of it.
pub(crate) fn leading_float(text: &str) -> Option<(f64, &str)> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let sign = text.len() - unsigned.len();
    let starts_with = |name: &&str| {
        unsigned
            .get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    let length = match ["infinity", "inf", "nan"]
        .iter()
        .find(|name| starts_with(name))
    {
        Some(name) => name.len(),
        None => number_length(unsigned.as_bytes())?,
    };
    let (number, rest) = text.split_at(sign + length);
    Some((number.parse().ok()?, rest))
}

/// Another script's digit as an ASCII one, another script's space as a blank; other characters end the reading.
fn ascii_digit(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(c);
    }
    if is_space(c) {
        return Some(' ');
    }
    decimal_value(c).map(|value| char::from(b'0' + value))
}

fn parse_ascii(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let first = unsigned.bytes().next()?;
    if first.is_ascii_alphabetic() {
        let named = ["inf", "infinity", "nan"];
        return named
            .iter()
            .any(|name| unsigned.eq_ignore_ascii_case(name))
            .then(|| text.parse().ok())?;
    }
    let length = number_length(unsigned.as_bytes())?;
    if length != unsigned.len() {
        return None;
    }
    if text.contains('_') {
        text.replace('_', "").parse().ok()
    } else {
        text.parse().ok()
    }
}

/// How many bytes at the start of `text` are a decimal number; `None` when not even a digit is there.
fn number_length(text: &[u8]) -> Option<usize> {
    let whole = digits_length(text)?;
    let mut at = whole;
    let mut fraction = 0;
    if text.get(at) == Some(&b'.') {
        at += 1;
        fraction = digits_length(&text[at..])?;
        at += fraction;
    }
    if whole + fraction == 0 {
        return None;
    }
    if matches!(text.get(at), Some(b'e' | b'E')) {
        let mut exponent = at + 1;
        if matches!(text.get(exponent), Some(b'+' | b'-')) {
            exponent += 1;
        }
        let digits = digits_length(&text[exponent..])?;
        if digits > 0 {
            at = exponent + digits;
        }
    }
    Some(at)
}

/// The length of a run of digits; `None` when an underscore in it stands elsewhere than between two digits.
fn digits_length(text: &[u8]) -> Option<usize> {
    let length = text
        .iter()
        .take_while(|byte| byte.is_ascii_digit() || **byte == b'_')
        .count();
    let run = &text[..length];
    let misplaced = run.first() == Some(&b'_')
        || run.last() == Some(&b'_')
        || run.windows(2).any(|w| w == b"__");
    (!misplaced).then_some(length)
}
