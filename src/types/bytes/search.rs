//! Finding, splitting and replacing a run of bytes.
//!
//! `str` uses these too: in UTF-8 the bytes of one text are found in another only where its characters are.
//! The search takes time in proportion to both lengths, whatever they hold.

use std::ops::Range;

use memchr::memmem;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;

/// Where `needle` occurs first.
pub(crate) fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    match needle {
        [byte] => memchr::memchr(*byte, text),
        _ => memmem::find(text, needle),
    }
}

/// Where `needle` occurs last.
pub(crate) fn find_last(text: &[u8], needle: &[u8]) -> Option<usize> {
    memmem::rfind(text, needle)
}

/// Where `needle`, not empty, occurs, overlaps left out.
pub(crate) fn find_all<'a>(text: &'a [u8], needle: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    memmem::find_iter(text, needle)
}

/// How often the needle, which is not empty, stands in the text; long work is paid for on the way.
///
/// # Errors
/// When a limit is met.
pub(crate) fn count(interp: &mut Interp, text: &[u8], needle: &[u8]) -> Result<usize> {
    let mut count = 0_usize;
    if let [byte] = needle {
        for block in text.chunks(1 << 16) {
            interp.tick()?;
            count += memchr::memchr_iter(*byte, block).count();
        }
        return Ok(count);
    }
    for _ in find_all(text, needle) {
        count += 1;
        if count.is_multiple_of(1000) {
            interp.charge(100)?;
        }
    }
    Ok(count)
}

/// The pieces between the first `most` separators, left to right; the separator is not empty.
pub(crate) fn split<'a>(
    text: &'a [u8],
    separator: &'a [u8],
    most: usize,
) -> impl Iterator<Item = Range<usize>> + 'a {
    let searcher = Searcher::new(separator);
    let mut left = most;
    let mut start = Some(0);
    std::iter::from_fn(move || {
        let from = start?;
        let found = if left > 0 {
            searcher.find(&text[from..])
        } else {
            None
        };
        match found {
            Some(at) => {
                left -= 1;
                start = Some(from + at + separator.len());
                Some(from..from + at)
            }
            None => {
                start = None;
                Some(from..text.len())
            }
        }
    })
}

/// What finds a needle more than once: to look for one byte takes no preparation.
#[expect(
    clippy::large_enum_variant,
    reason = "it lives on the stack while one text is cut, and a box would cost an allocation for each"
)]
enum Searcher<'a> {
    Byte(u8),
    Bytes(memmem::Finder<'a>),
}

impl<'a> Searcher<'a> {
    fn new(needle: &'a [u8]) -> Self {
        match needle {
            [byte] => Searcher::Byte(*byte),
            _ => Searcher::Bytes(memmem::Finder::new(needle)),
        }
    }

    #[inline]
    fn find(&self, text: &[u8]) -> Option<usize> {
        match self {
            Searcher::Byte(byte) => memchr::memchr(*byte, text),
            Searcher::Bytes(finder) => finder.find(text),
        }
    }
}

/// The pieces between the last `most` separators, right to left; the separator is not empty.
pub(crate) fn split_from_end<'a>(
    text: &'a [u8],
    separator: &'a [u8],
    most: usize,
) -> impl Iterator<Item = Range<usize>> + 'a {
    let finder = memmem::FinderRev::new(separator);
    let mut left = most;
    let mut end = Some(text.len());
    std::iter::from_fn(move || {
        let to = end?;
        let at = if left > 0 {
            finder.rfind(&text[..to])
        } else {
            None
        };
        match at {
            Some(at) => {
                left -= 1;
                end = Some(at);
                Some(at + separator.len()..to)
            }
            None => {
                end = None;
                Some(0..to)
            }
        }
    })
}

/// How often `needle` occurs, and how long `text` becomes when `with` takes its place `most` times at most.
pub(crate) fn replaced_length(
    text: &[u8],
    needle: &[u8],
    with: &[u8],
    most: usize,
) -> (usize, usize) {
    let count = find_all(text, needle).take(most).count();
    let kept = text.len() - count * needle.len();
    (count, count.saturating_mul(with.len()).saturating_add(kept))
}

/// `text` with the first `most` occurrences of `needle`, not empty, replaced; `length` is its length.
pub(crate) fn replace(
    text: &[u8],
    needle: &[u8],
    with: &[u8],
    most: usize,
    length: usize,
) -> Vec<u8> {
    let mut out = Vec::with_capacity(length);
    let mut from = 0;
    for at in find_all(text, needle).take(most) {
        out.extend_from_slice(&text[from..at]);
        out.extend_from_slice(with);
        from = at + needle.len();
    }
    out.extend_from_slice(&text[from..]);
    out
}
