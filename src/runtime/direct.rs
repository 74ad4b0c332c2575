//! Iterables whose items are at hand: a consumer that takes them all needs no iterator for them.
//!
//! It does not know views, texts and what users make; those are opened (see [`super::iter::open`]).

use super::consume;
use super::error::Result;
use super::interp::Interp;
use super::iter::Sink;
use super::value::Value;
use crate::types::list::List;
use crate::types::range::Range;

/// How many numbers are paid for at once.
pub(super) const AT_ONCE: usize = 1024;

/// Items at hand.
pub(super) enum Direct<'a> {
    /// `(1, 2)`
    Items(std::slice::Iter<'a, Value>),
    /// `[1, 2]`: looked at anew for each item, since the list may change meanwhile.
    List(&'a List),
    /// `range(3)`: the first number, the step and how many there are.
    Range(i64, i64, i64),
}

impl<'a> Direct<'a> {
    /// All of an iterable, when its items are at hand.
    #[inline]
    pub(super) fn over(iterable: &'a Value) -> Option<Self> {
        match iterable {
            Value::Tuple(tuple) => Some(Direct::Items(tuple.as_slice().iter())),
            Value::List(list) => Some(Direct::List(list)),
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

    /// Feeds every item from a position on to `sink` until it breaks; of a range, every one.
    pub(super) fn each(
        self,
        interp: &mut Interp,
        mut position: usize,
        sink: &mut Sink<'_>,
    ) -> Result<()> {
        match self {
            Direct::Items(items) => {
                for item in items.skip(position) {
                    interp.pull()?;
                    if sink(interp, item.clone()).is_break() {
                        break;
                    }
                }
            }
            Direct::List(list) => {
                while let Some(item) = list.get(position) {
                    position += 1;
                    interp.pull()?;
                    if sink(interp, item).is_break() {
                        break;
                    }
                }
            }
            Direct::Range(mut next, step, length) => {
                for _ in 0..length {
                    let item = next;
                    next = item.wrapping_add(step);
                    interp.pull()?;
                    if sink(interp, Value::Int(item)).is_break() {
                        break;
                    }
                }
            }
        }
        Ok(())
    }
}

/// Every number of a range, in a vector that has room for these and no more.
pub(super) fn numbers(
    interp: &mut Interp,
    mut next: i64,
    step: i64,
    length: i64,
) -> Result<Vec<Value>> {
    let mut left = usize::try_from(length).unwrap_or(usize::MAX);
    let mut items = Vec::new();
    consume::make_room(interp, &mut items, left)?;
    while left > 0 {
        let count = left.min(AT_ONCE);
        interp.meter.pull_many(count as u64)?;
        items.extend((0..count).map(|_| {
            let item = next;
            next = item.wrapping_add(step);
            Value::Int(item)
        }));
        left -= count;
    }
    Ok(items)
}
