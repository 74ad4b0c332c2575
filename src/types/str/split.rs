//! Cutting text at white space and at line breaks.
//!
//! Cutting at a separator is the same for bytes and is `bytes::search`.

use super::unicode::{is_line_break, is_space};

/// The words of `text`, left to right; after `most` of them the rest is one piece.
pub(crate) fn words(text: &str, most: usize) -> impl Iterator<Item = &str> {
    let ascii = text.is_ascii();
    let mut rest = text;
    let mut left = most;
    std::iter::from_fn(move || {
        let begin = if ascii {
            rest.bytes().position(|byte| !is_ascii_space(byte))
        } else {
            rest.find(|c| !is_space(c))
        };
        rest = rest.get(begin?..)?;
        if left == 0 {
            return Some(std::mem::take(&mut rest));
        }
        left -= 1;
        let end = if ascii {
            rest.bytes().position(is_ascii_space)
        } else {
            rest.find(is_space)
        };
        let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        Some(word)
    })
}

/// What [`is_space`] says of one byte.
fn is_ascii_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | 0x1c..=b' ')
}

/// The words of `text`, right to left; after `most` of them the rest is one piece.
pub(crate) fn words_from_end(text: &str, most: usize) -> impl Iterator<Item = &str> {
    let mut rest = text;
    let mut left = most;
    std::iter::from_fn(move || {
        rest = rest.trim_end_matches(is_space);
        if rest.is_empty() {
            return None;
        }
        if left == 0 {
            return Some(std::mem::take(&mut rest));
        }
        left -= 1;
        let space = rest.char_indices().rev().find(|&(_, c)| is_space(c));
        let start = space.map_or(0, |(at, c)| at + c.len_utf8());
        let (before, word) = rest.split_at(start);
        rest = before;
        Some(word)
    })
}

/// The lines of `text`, with their breaks when `keep` says so; a break at the end begins no line.
pub(crate) fn lines(text: &str, keep: bool) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let Some((end, length)) = line_end(rest) else {
            return Some(std::mem::take(&mut rest));
        };
        let line = &rest[..if keep { end + length } else { end }];
        rest = &rest[end + length..];
        Some(line)
    })
}

/// Where the first line ends, and the length of its break; `\r\n` is one break.
fn line_end(text: &str) -> Option<(usize, usize)> {
    let (at, c) = text.char_indices().find(|&(_, c)| is_line_break(c))?;
    let length = if text[at..].starts_with("\r\n") {
        2
    } else {
        c.len_utf8()
    };
    Some((at, length))
}
