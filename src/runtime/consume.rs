//! The ways to consume an iterable: each item by a function, or all of them gathered.
//!
//! Where the items are at hand no iterator is made for them (see `runtime::direct`). It does not know what any consumer
//! does with them.

use std::ops::ControlFlow;

use super::direct::{self, Direct};
use super::error::{Limit, Result};
use super::interp::Interp;
use super::iter::{Iter, Sink, open};
use super::value::Value;

/// How many items are few: their memory is kept for the next ones.
const FEW: usize = 16;

/// Runs `body` for every item of an iterable. A failure of `body` is the consumer's own: a `StopIteration` in it
/// does not end the iteration quietly.
///
/// # Errors
/// What iterating or `body` raises.
pub fn for_each(
    interp: &mut Interp,
    iterable: &Value,
    body: impl FnMut(&mut Interp, Value) -> Result<()>,
) -> Result<()> {
    for_each_from(interp, iterable, 0, body)
}

/// The same for the items from a position on.
///
/// # Errors
/// What iterating or `body` raises.
pub fn for_each_from(
    interp: &mut Interp,
    iterable: &Value,
    position: usize,
    mut body: impl FnMut(&mut Interp, Value) -> Result<()>,
) -> Result<()> {
    walk_from(interp, iterable, position, |interp, item| {
        body(interp, item).map(ControlFlow::Continue)
    })
}

/// Shows `body` the items of a list or tuple where they lie, many at once, for as long as it takes all that it is shown.
/// It runs no code of the program, and returns how many it took. The answer is where to go on from; `None` at the end.
///
/// # Errors
/// A halt: every item taken is paid for.
pub fn stretches(
    interp: &mut Interp,
    iterable: &Value,
    mut body: impl FnMut(&[Value]) -> usize,
) -> Result<Option<usize>> {
    if interp.is_observed() {
        return Ok(Some(0));
    }
    let mut taken = 0;
    loop {
        let (count, shown) = match iterable {
            Value::List(list) => {
                let items = list.borrow();
                let items = stretch(&items, taken);
                (body(items), items.len())
            }
            Value::Tuple(tuple) => {
                let items = stretch(tuple.as_slice(), taken);
                (body(items), items.len())
            }
            _ => return Ok(Some(0)),
        };
        interp.meter.pull_many(count as u64)?;
        taken += count;
        if count < shown {
            return Ok(Some(taken));
        }
        if shown < direct::AT_ONCE {
            return Ok(None);
        }
    }
}

/// The next items from a position on.
fn stretch(items: &[Value], position: usize) -> &[Value] {
    let rest = items.get(position..).unwrap_or_default();
    rest.get(..direct::AT_ONCE).unwrap_or(rest)
}

/// Like [`for_each`], and `body` may stop it.
///
/// # Errors
/// What iterating or `body` raises.
pub fn walk(
    interp: &mut Interp,
    iterable: &Value,
    body: impl FnMut(&mut Interp, Value) -> Result<ControlFlow<()>>,
) -> Result<()> {
    walk_from(interp, iterable, 0, body)
}

fn walk_from(
    interp: &mut Interp,
    iterable: &Value,
    position: usize,
    mut body: impl FnMut(&mut Interp, Value) -> Result<ControlFlow<()>>,
) -> Result<()> {
    let mut failed = None;
    let walked = feed(interp, iterable, position, &mut |interp, item| {
        body(interp, item).unwrap_or_else(|error| {
            failed = Some(error);
            ControlFlow::Break(())
        })
    });
    failed.map_or(walked, Err)
}

/// Like [`for_each`] over an open iterator, and `body` may stop it.
///
/// # Errors
/// What iterating or `body` raises.
pub fn drive(
    interp: &mut Interp,
    iter: &Iter,
    mut body: impl FnMut(&mut Interp, Value) -> Result<ControlFlow<()>>,
) -> Result<()> {
    let mut failed = None;
    let walked = iter.each(interp, &mut |interp, item| {
        body(interp, item).unwrap_or_else(|error| {
            failed = Some(error);
            ControlFlow::Break(())
        })
    });
    failed.map_or(walked, Err)
}

/// Feeds every item of an iterable from a position on to `sink` until it breaks, without an iterator where that can be.
fn feed(interp: &mut Interp, iterable: &Value, position: usize, sink: &mut Sink<'_>) -> Result<()> {
    match Direct::over(iterable) {
        Some(direct) if !interp.is_observed() => direct.each(interp, position, sink),
        _ => open(interp, iterable)?.each(interp, sink),
    }
}

/// Every item of an iterable, in a vector; memory is priced as it grows.
///
/// # Errors
/// What iterating raises, or a halt.
pub fn collect(interp: &mut Interp, iterable: &Value) -> Result<Vec<Value>> {
    match iterable {
        Value::List(list) => {
            interp.reserve_items(list.len())?;
            Ok(list.to_vec())
        }
        Value::Tuple(tuple) => {
            interp.reserve_items(tuple.as_slice().len())?;
            Ok(tuple.as_slice().to_vec())
        }
        _ => {
            if let Some(Direct::Range(first, step, length)) = Direct::over(iterable)
                && !interp.is_observed()
            {
                return direct::numbers(interp, first, step, length);
            }
            let iter = open(interp, iterable)?;
            let mut items = Vec::new();
            collect_into(interp, &iter, &mut items)?;
            Ok(items)
        }
    }
}

/// The next items, at most `most` of them.
///
/// # Errors
/// What iterating raises, or a halt.
pub fn take(interp: &mut Interp, iter: &Iter, most: usize) -> Result<Vec<Value>> {
    let mut items = Vec::with_capacity(most.min(64));
    if most == 0 {
        return Ok(items);
    }
    drive(interp, iter, |interp, item| {
        if items.len() == items.capacity() {
            interp.reserve_items(items.len())?;
        }
        items.push(item);
        Ok(if items.len() == most {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        })
    })?;
    Ok(items)
}

/// Appends every item that is left to `items`.
///
/// # Errors
/// What iterating raises, or a halt.
pub fn collect_into(interp: &mut Interp, iter: &Iter, items: &mut Vec<Value>) -> Result<()> {
    if let Some(expected) = iter.length_hint() {
        make_room(interp, items, expected)?;
        return drive(interp, iter, |interp, item| {
            append(interp, items, item)?;
            Ok(ControlFlow::Continue(()))
        });
    }
    // Most iterators that do not know their length give a few items. These move to where there is room for them and no
    // more, and what they were gathered in serves again.
    let mut gathered = std::mem::take(&mut interp.spare_items);
    gathered.reserve(FEW);
    let walked = drive(interp, iter, |interp, item| {
        append(interp, &mut gathered, item)?;
        Ok(ControlFlow::Continue(()))
    });
    if gathered.len() > FEW && items.is_empty() {
        *items = gathered;
        return walked;
    }
    interp.reserve_items(gathered.len())?;
    items.reserve_exact(gathered.len());
    items.append(&mut gathered);
    if gathered.capacity() <= FEW {
        interp.spare_items = gathered;
    }
    walked
}

/// Makes room for that many items and no more.
///
/// # Errors
/// A halt when they would take more memory than there is.
pub(super) fn make_room(
    interp: &mut Interp,
    items: &mut Vec<Value>,
    expected: usize,
) -> Result<()> {
    interp.reserve_items(expected)?;
    (items.try_reserve_exact(expected)).map_err(|_| interp.meter.halt(Limit::Memory))
}

#[inline]
fn append(interp: &mut Interp, items: &mut Vec<Value>, item: Value) -> Result<()> {
    if items.len() == items.capacity() {
        interp.reserve_items(items.len().max(4))?;
    }
    items.push(item);
    Ok(())
}
