//! What `complex('...')` reads: `1`, `2j`, `1+2j`, each perhaps in parentheses.

use super::Complex;
use crate::types::float::parse::{leading_float, spelled};

/// Why a text is no complex number.
pub(super) enum Refused {
    /// `'1+2'`
    Malformed,
    /// `'1__0j'`: an underscore that does not stand between digits.
    Underscore,
}

/// The number that `text` spells.
pub(super) fn parse(text: &str) -> Result<Complex, Refused> {
    let ascii = spelled(text).ok_or(Refused::Malformed)?;
    if !ascii.contains('_') {
        return number(&ascii).ok_or(Refused::Malformed);
    }
    let bytes = ascii.as_bytes();
    let between_digits = |at: usize| {
        let is_digit = |at: Option<usize>| {
            at.and_then(|at| bytes.get(at))
                .is_some_and(u8::is_ascii_digit)
        };
        is_digit(at.checked_sub(1)) && is_digit(Some(at + 1))
    };
    let mut underscores = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'_');
    if !underscores.all(|(at, _)| between_digits(at)) {
        return Err(Refused::Underscore);
    }
    number(&ascii.replace('_', "")).ok_or(Refused::Malformed)
}

fn number(text: &str) -> Option<Complex> {
    let blank = |c: char| matches!(c, ' ' | '\t'..='\r');
    let inner = match text.strip_prefix('(') {
        Some(rest) => rest.trim_start_matches(blank).strip_suffix(')')?,
        None => text,
    };
    parts(inner.trim_end_matches(blank))
}

fn parts(text: &str) -> Option<Complex> {
    let Some((first, rest)) = leading_float(text) else {
        return Some(Complex {
            re: 0.0,
            im: unit(text)?,
        });
    };
    match rest {
        "" => Some(Complex { re: first, im: 0.0 }),
        "j" | "J" => Some(Complex { re: 0.0, im: first }),
        _ if !rest.starts_with(['+', '-']) => None,
        _ => {
            let im = match leading_float(rest) {
                Some((second, "j" | "J")) => second,
                Some(_) => return None,
                None => unit(rest)?,
            };
            Some(Complex { re: first, im })
        }
    }
}

/// `j`, `+j`, `-j`
fn unit(text: &str) -> Option<f64> {
    match text {
        "j" | "J" | "+j" | "+J" => Some(1.0),
        "-j" | "-J" => Some(-1.0),
        _ => None,
    }
}
