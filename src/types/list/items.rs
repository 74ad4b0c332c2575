//! `items[key]`, read and stored into, by position and by slice.

use super::List;
use crate::runtime::error::{Error, Result};
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::memory;
use crate::runtime::ops::attr::type_name;
use crate::runtime::ops::{compare, convert};
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::slice::{self, Slice};

/// `list index out of range`
#[cold]
#[must_use]
pub fn out_of_range() -> Error {
    wording::index_error("list index out of range")
}

#[cold]
fn bad_key(key: &Value) -> Error {
    wording::type_error(format!(
        "list indices must be integers or slices, not {}",
        type_name(key)
    ))
}

/// The position of the first item from `start` to `stop` that is or equals `wanted`. Each item looked at is a step; only
/// what cannot be told without the program's own code is compared by it, and that may change the list.
///
/// # Errors
/// What comparing raises.
pub fn find(
    interp: &mut Interp,
    list: &List,
    wanted: &Value,
    start: usize,
    stop: usize,
) -> Result<Option<usize>> {
    let mut position = start;
    loop {
        let others = {
            let items = list.borrow();
            let items = items.get(position..stop.min(items.len()));
            compare::others(items.unwrap_or_default(), wanted)
        };
        interp.charge(others)?;
        position += others;
        let Some(item) = list.get(position).filter(|_| position < stop) else {
            return Ok(None);
        };
        interp.tick()?;
        if compare::same_key(interp, &item, wanted)? {
            return Ok(Some(position));
        }
        position += 1;
    }
}

/// `items[key]` for every key.
///
/// # Errors
/// `TypeError` for a key of another type, `IndexError`.
pub fn get_item(interp: &mut Interp, items: &List, key: &Value) -> Result<Value> {
    match key {
        Value::Int(_) | Value::Bool(_) | Value::Big(_) => {
            let index = convert::to_ssize(key).map_err(|_| wording::not_index_sized(key))?;
            slice::position(index, items.len())
                .and_then(|at| items.get(at))
                .ok_or_else(out_of_range)
        }
        Value::Slice(slice) => {
            let bounds = slice.bounds(items.len())?;
            interp.reserve_items(bounds.count)?;
            let taken = bounds.take(&items.borrow());
            Ok(Value::list(taken))
        }
        _ => Err(bad_key(key)),
    }
}

/// `for items[key] in …`
///
/// # Errors
/// As [`get_item`]; `ValueError` when an extended slice gets another number of items.
pub fn set_item(interp: &mut Interp, items: &List, key: &Value, item: Value) -> Result<()> {
    match key {
        Value::Int(_) | Value::Bool(_) | Value::Big(_) => {
            let index = convert::to_ssize(key).map_err(|_| wording::not_index_sized(key))?;
            let Some(at) = slice::position(index, items.len()) else {
                return Err(wording::index_error("list assignment index out of range"));
            };
            // The old item is dropped after the borrow has ended, since dropping it may lead back here.
            let old =
                items.edit(|items| items.get_mut(at).map(|slot| std::mem::replace(slot, item)))?;
            drop(old);
            Ok(())
        }
        Value::Slice(slice) => set_slice(interp, items, slice, &item),
        _ => Err(bad_key(key)),
    }
}

/// `for items[a:b:c] in …`: replaces the items of a slice by those of an iterable.
fn set_slice(interp: &mut Interp, items: &List, slice: &Slice, value: &Value) -> Result<()> {
    let bounds = slice.bounds(items.len())?;
    if iter::try_open(interp, value)?.is_none() {
        return Err(wording::type_error(
            "must assign iterable to extended slice",
        ));
    }
    let new = iter::collect(interp, value)?;
    if bounds.step == 1 {
        interp.charge((items.len() + new.len()) / 16)?;
        // Collecting may have run code that changed the list.
        let old = items.edit(|items| {
            let low = bounds.start.min(items.len());
            let high = (low + bounds.count).min(items.len());
            items.splice(low..high, new).collect::<Vec<_>>()
        })?;
        memory::dispose(old);
        return Ok(());
    }
    if new.len() != bounds.count {
        return Err(wording::value_error(format!(
            "attempt to assign sequence of size {} to extended slice of size {}",
            new.len(),
            bounds.count
        )));
    }
    let old = items.edit(|items| {
        let mut old = Vec::with_capacity(new.len());
        for (position, item) in bounds.positions().zip(new) {
            if let Some(slot) = items.get_mut(position) {
                old.push(std::mem::replace(slot, item));
            }
        }
        old
    })?;
    memory::dispose(old);
    Ok(())
}
