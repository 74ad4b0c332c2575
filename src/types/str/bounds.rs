//! The optional `start` and `end` of `find`, `count`, `startswith` and their kin.
//!
//! They are clamped as a slice's are, except that a window which begins past the end holds nothing, not even the
//! empty string.

use std::ops::Range;

use num_bigint::Sign;

use crate::runtime::error::Result;
use crate::runtime::value::Value;
use crate::runtime::wording;

use super::Str;

/// The part of a sequence of `length` items that `start` and `end` select; `None` when it begins past its end.
///
/// # Errors
/// `TypeError` when a bound is neither an integer nor `None`.
pub(crate) fn window(start: &Value, end: &Value, length: usize) -> Result<Option<Range<usize>>> {
    let start = bound(start)?.map_or(0, |index| from_start(index, length));
    let end = bound(end)?.map_or(length, |index| from_start(index, length).min(length));
    Ok((start <= end).then_some(start..end))
}

/// The part of a text that two bounds select.
pub(crate) struct Window<'a> {
    /// The text inside.
    pub(crate) text: &'a str,
    /// How many bytes stand before it.
    pub(crate) offset: usize,
}

impl<'a> Window<'a> {
    /// The window that `start` and `end` select.
    ///
    /// # Errors
    /// `TypeError` when a bound is neither an integer nor `None`.
    pub(crate) fn new(text: &'a Str, start: &Value, end: &Value) -> Result<Option<Self>> {
        if start.is_missing() && end.is_missing() {
            return Ok(Some(Window {
                text: text.as_str(),
                offset: 0,
            }));
        }
        let selected = window(start, end, text.len())?;
        Ok(selected.map(|range| Window {
            text: text.slice(range.start, range.end),
            offset: text.offset(range.start),
        }))
    }
}

/// A bound as an integer, clamped to 64 bits; `None` for `None` and for one left out.
fn bound(value: &Value) -> Result<Option<i64>> {
    match value {
        Value::None | Value::Missing => Ok(None),
        Value::Int(number) => Ok(Some(*number)),
        Value::Bool(value) => Ok(Some(i64::from(*value))),
        Value::Big(number) => Ok(Some(if number.sign() == Sign::Minus {
            i64::MIN
        } else {
            i64::MAX
        })),
        _ => Err(wording::type_error(
            "slice indices must be integers or None or have an __index__ method",
        )),
    }
}

/// A bound counted from the start, not below zero; it may lie past the end.
fn from_start(index: i64, length: usize) -> usize {
    let counted = if index < 0 {
        index
            .saturating_add(i64::try_from(length).unwrap_or(i64::MAX))
            .max(0)
    } else {
        index
    };
    usize::try_from(counted).unwrap_or(usize::MAX)
}
