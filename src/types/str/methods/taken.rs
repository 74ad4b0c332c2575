//! One piece of a text, `text.split(',')[1]` or `text.partition('=')[0]`, without the others and what would hold them.
//!
//! It answers where there is such a piece; everything else, the complaints too, is left to the method and the index.

use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::table::Builtin;
use crate::runtime::value::Value;
use crate::types::bytes::search;

use super::super::{Str, split};
use super::split::{PARTITION, RPARTITION, RSPLIT, SPLIT};
use super::{part_of, piece, scan};

/// The item at `index` of what the method returns for that separator, none for white space.
///
/// # Errors
/// A halt.
pub(crate) fn taken(
    interp: &mut Interp,
    method: &'static Builtin,
    text: &Rc<Str>,
    separator: Option<&Str>,
    index: i64,
) -> Result<Option<Value>> {
    let is = |known: &'static Builtin| std::ptr::eq(method, known);
    if is(&SPLIT) || is(&RSPLIT) {
        interp.tick()?;
        scan(interp, text.as_str())?;
        return match piece_at(interp, text.as_str(), separator, index, is(&RSPLIT))? {
            Some(part) => part_of(interp, text, part).map(Some),
            None => Ok(None),
        };
    }
    if is(&PARTITION) || is(&RPARTITION) {
        return part_at(interp, text, separator, index, is(&RPARTITION));
    }
    Ok(None)
}

/// Piece `index` of as many as there are, counted from either end; only where cuts cannot overlap are the pieces the
/// same whichever end a method cuts from.
fn piece_at<'a>(
    interp: &mut Interp,
    text: &'a str,
    separator: Option<&Str>,
    index: i64,
    from_end: bool,
) -> Result<Option<&'a str>> {
    let counts_back = index < 0;
    let Ok(nth) = usize::try_from(if counts_back { -1 - index } else { index }) else {
        return Ok(None);
    };
    interp.charge(nth)?;
    let all = usize::MAX;
    let Some(separator) = separator else {
        return Ok(if counts_back {
            split::words_from_end(text, all).nth(nth)
        } else {
            split::words(text, all).nth(nth)
        });
    };
    let separator = separator.as_str().as_bytes();
    if separator.is_empty() || (separator.len() > 1 && counts_back != from_end) {
        return Ok(None);
    }
    let found = if counts_back {
        search::split_from_end(text.as_bytes(), separator, all).nth(nth)
    } else {
        search::split(text.as_bytes(), separator, all).nth(nth)
    };
    Ok(found.and_then(|range| text.get(range)))
}

/// Part 0, 1 or 2 of a text that is cut once, where the separator is in it.
fn part_at(
    interp: &mut Interp,
    text: &Rc<Str>,
    separator: Option<&Str>,
    index: i64,
    from_end: bool,
) -> Result<Option<Value>> {
    let Some(needle) = separator.filter(|separator| !separator.as_str().is_empty()) else {
        return Ok(None);
    };
    let needle = needle.as_str();
    interp.tick()?;
    scan(interp, text.as_str())?;
    let cut = if from_end {
        search::find_last(text.as_str().as_bytes(), needle.as_bytes())
    } else {
        search::find(text.as_str().as_bytes(), needle.as_bytes())
    };
    let Some(at) = cut else {
        return Ok(None);
    };
    let part = match index {
        0 | -3 => text.as_str().get(..at),
        1 | -2 => Some(needle),
        2 | -1 => text.as_str().get(at + needle.len()..),
        _ => None,
    };
    part.map(|part| piece(interp, part)).transpose()
}
