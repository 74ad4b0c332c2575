//! Iterables whose items are at hand: a consumer that takes them all needs no iterator for them.
//!
//! It does not know views, texts and what users make; those are opened (see [`super::iter::open`]).

use super::value::Value;
use crate::types::list::List;
use crate::types::range::Range;

/// What is left of an iterable.
pub(super) enum Direct<'a> {
    /// `(1, 2)`
    Items(std::slice::Iter<'a, Value>),
    /// `[1, 2]`: looked at anew for each item, since the list may change meanwhile.
    List(&'a List, usize),
    /// `range(3)`: the next number, the step and how many are left.
    Range(i64, i64, i64),
}

impl<'a> Direct<'a> {
    /// All of an iterable, when its items are at hand.
    #[inline]
    pub(super) fn over(iterable: &'a Value) -> Option<Self> {
        match iterable {
            Value::Tuple(tuple) => Some(Direct::Items(tuple.as_slice().iter())),
            Value::List(list) => Some(Direct::List(list, 0)),
            Value::Range(range) => match &**range {
                Range::Small {
                    start,
                    step,
                    length,
                    ..
                } => Some(Direct::Range(*start, *step, *length)),
                Range::Big(_) => None,
            },
            _ => None,
        }
    }

    /// How many items are left.
    pub(super) fn len(&self) -> usize {
        match self {
            Direct::Items(items) => items.len(),
            Direct::List(list, position) => list.len().saturating_sub(*position),
            Direct::Range(_, _, left) => usize::try_from(*left).unwrap_or(usize::MAX),
        }
    }
}

impl Iterator for Direct<'_> {
    type Item = Value;

    #[inline]
    fn next(&mut self) -> Option<Value> {
        match self {
            Direct::Items(items) => items.next().cloned(),
            Direct::List(list, position) => {
                let item = list.get(*position)?;
                *position += 1;
                Some(item)
            }
            Direct::Range(next, step, left) => {
                if *left == 0 {
                    return None;
                }
                let item = *next;
                *left -= 1;
                *next = item.wrapping_add(*step);
                Some(Value::Int(item))
            }
        }
    }
}
