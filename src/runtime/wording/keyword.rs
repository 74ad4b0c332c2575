//! A name was passed that no parameter has, and which one was probably meant.
//!
//! The measure is CPython's (`Python/suggestions.c`), since what it finds is part of the message.

use crate::runtime::error::Error;

/// Putting in, leaving out or replacing one byte costs this.
const MOVE: usize = 2;
/// Changing its case alone costs this.
const CASE: usize = 1;
/// Longer names are not compared.
const LONGEST: usize = 40;
/// Among so many names none is suggested.
const TOO_MANY: usize = 750;

/// `f() got an unexpected keyword argument 'kye'. Did you mean 'key'?`
#[cold]
#[must_use]
pub fn unexpected_keyword<'a>(
    callee: &str,
    name: &str,
    keywords: impl IntoIterator<Item = &'a str>,
) -> Error {
    let advice = meant(name, keywords)
        .map(|keyword| format!(". Did you mean '{keyword}'?"))
        .unwrap_or_default();
    super::type_error(format!(
        "{callee}() got an unexpected keyword argument '{name}'{advice}"
    ))
}

/// The first of the keywords nearest to the name, if no more than a third of the letters would have to change.
fn meant<'a>(name: &str, keywords: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let keywords: Vec<&str> = keywords.into_iter().take(TOO_MANY).collect();
    if keywords.len() == TOO_MANY {
        return None;
    }
    let mut nearest = None;
    for keyword in keywords {
        let allowed = (name.len() + keyword.len() + 3) * MOVE / 6;
        let cost = cost(name.as_bytes(), keyword.as_bytes());
        let is_nearer = nearest.is_none_or(|(least, _)| cost < least);
        if cost <= allowed && is_nearer {
            nearest = Some((cost, keyword));
        }
    }
    nearest.map(|(_, keyword)| keyword)
}

/// What it costs to change one name into the other (Levenshtein's distance, weighted).
fn cost(from: &[u8], to: &[u8]) -> usize {
    let front = from.iter().zip(to).take_while(|(a, b)| a == b).count();
    let (from, to) = (&from[front..], &to[front..]);
    let back = (from.iter().rev().zip(to.iter().rev()))
        .take_while(|(a, b)| a == b)
        .count();
    let (from, to) = (&from[..from.len() - back], &to[..to.len() - back]);
    if from.is_empty() || to.is_empty() {
        return (from.len() + to.len()) * MOVE;
    }
    if from.len() > LONGEST || to.len() > LONGEST {
        return usize::MAX;
    }
    // The row holds what changing `from` so far into each beginning of `to` costs.
    let mut row: Vec<usize> = (0..=to.len()).map(|length| length * MOVE).collect();
    for (a, left_out) in from.iter().zip(1..) {
        let mut diagonal = left_out * MOVE - MOVE;
        let mut before = left_out * MOVE;
        for (b, cell) in to.iter().zip(row.iter_mut().skip(1)) {
            let replaced = diagonal + replacing(*a, *b);
            diagonal = *cell;
            before = replaced.min(before.min(*cell) + MOVE);
            *cell = before;
        }
    }
    row.last().copied().unwrap_or_default()
}

fn replacing(a: u8, b: u8) -> usize {
    if a == b {
        0
    } else if a.eq_ignore_ascii_case(&b) {
        CASE
    } else {
        MOVE
    }
}
