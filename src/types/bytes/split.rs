//! Cutting bytes at ASCII white space and at line breaks, which are `\n`, `\r` and `\r\n` only.

use std::ops::Range;

use super::classify::is_space;

/// The words of `data`, left to right; after `most` of them the rest is one piece.
pub(crate) fn words(data: &[u8], most: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    let mut left = most;
    std::iter::from_fn(move || {
        at += data[at..]
            .iter()
            .take_while(|byte| is_space(**byte))
            .count();
        if at == data.len() {
            return None;
        }
        let start = at;
        at = if left == 0 {
            data.len()
        } else {
            start
                + data[start..]
                    .iter()
                    .take_while(|byte| !is_space(**byte))
                    .count()
        };
        left = left.saturating_sub(1);
        Some(start..at)
    })
}

/// The words of `data`, right to left; after `most` of them the rest is one piece.
pub(crate) fn words_from_end(data: &[u8], most: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut end = data.len();
    let mut left = most;
    std::iter::from_fn(move || {
        end -= data[..end]
            .iter()
            .rev()
            .take_while(|byte| is_space(**byte))
            .count();
        if end == 0 {
            return None;
        }
        let stop = end;
        end = if left == 0 {
            0
        } else {
            stop - data[..stop]
                .iter()
                .rev()
                .take_while(|byte| !is_space(**byte))
                .count()
        };
        left = left.saturating_sub(1);
        Some(end..stop)
    })
}

/// The lines of `data`, with their breaks when `keep` says so.
pub(crate) fn lines(data: &[u8], keep: bool) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        if at == data.len() {
            return None;
        }
        let start = at;
        let rest = &data[start..];
        let end = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        let break_length = match rest.get(end..) {
            Some([b'\r', b'\n', ..]) => 2,
            Some([_, ..]) => 1,
            Some([]) | None => 0,
        };
        at = start + end + break_length;
        Some(start..if keep { at } else { start + end })
    })
}
