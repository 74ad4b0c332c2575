//! `list.sort` and `sorted`: stable, each key once, and the comparisons of CPython in CPython's order.
//!
//! Where all keys are integers, floats without NaN or strings, no code runs while sorting and a stable order is
//! unique, so Rust's own sort finds it. Everything else goes through `merge`, where a comparison may
//! fail, lie or change the list. The list is empty meanwhile, as in CPython.

use std::cmp::Ordering;

use super::{List, merge};
use crate::runtime::callee::Callee;
use crate::runtime::error::{Error, Result};
use crate::runtime::interp::Interp;
use crate::runtime::memory;
use crate::runtime::value::Value;
use crate::runtime::wording;

/// Sorts a list in place.
///
/// # Errors
/// What keys and comparisons raise; `ValueError` when they changed the list. The items stay in the list.
pub fn sort_list(interp: &mut Interp, list: &List, key: &Value, reverse: bool) -> Result<()> {
    let mut items = list.take()?;
    let result = sort_items(interp, &mut items, key, reverse);
    let (meanwhile, touched) = list.edit(|slot| {
        let touched = slot.capacity() > 0;
        (std::mem::replace(slot, items), touched)
    })?;
    memory::dispose(meanwhile);
    result?;
    if touched {
        return Err(wording::value_error("list modified during sort"));
    }
    Ok(())
}

/// Sorts items that nobody else sees.
///
/// # Errors
/// What keys and comparisons raise; the items are then in some order, none lost.
pub fn sort_items(
    interp: &mut Interp,
    items: &mut [Value],
    key: &Value,
    reverse: bool,
) -> Result<()> {
    let count = items.len();
    interp.reserve_items(count)?;
    let keys = if key.is_none() {
        None
    } else {
        let key = Callee::new(key, 1);
        let mut keys = Vec::with_capacity(count);
        for item in items.iter() {
            keys.push(key.call(interp, std::slice::from_ref(item))?);
        }
        Some(keys)
    };
    match keys {
        Some(keys) => sort_by(interp, items, &keys, reverse),
        None => {
            let order = order(interp, items, reverse)?;
            rearrange(items, &order.0);
            order.1
        }
    }
}

/// Sorts items by the keys that stand at their positions.
///
/// # Errors
/// What comparisons raise; the items are then in some order, none lost.
pub fn sort_by(
    interp: &mut Interp,
    items: &mut [Value],
    keys: &[Value],
    reverse: bool,
) -> Result<()> {
    let (order, result) = order(interp, keys, reverse)?;
    rearrange(items, &order);
    result
}

/// The positions of the keys in order, and how finding it ended.
fn order(interp: &mut Interp, keys: &[Value], reverse: bool) -> Result<(Vec<usize>, Result<()>)> {
    let count = keys.len();
    if count < 2 {
        return Ok(((0..count).collect(), Ok(())));
    }
    if let Some(order) = fast_order(interp, keys, reverse)? {
        return Ok((order, Ok(())));
    }
    // Equal items keep their order in a reversed sort too: CPython turns the list around before and after.
    let mut order: Vec<usize> = (0..count).collect();
    if reverse {
        order.reverse();
    }
    let result = merge::sort(interp, keys, &mut order);
    if reverse {
        order.reverse();
    }
    Ok((order, result))
}

/// Puts at each position the item that `order` names for it.
fn rearrange(items: &mut [Value], order: &[usize]) {
    let mut old: Vec<Value> = items
        .iter_mut()
        .map(|item| std::mem::replace(item, Value::Missing))
        .collect();
    for (slot, from) in items.iter_mut().zip(order) {
        if let Some(item) = old.get_mut(*from) {
            *slot = std::mem::replace(item, Value::Missing);
        }
    }
}

/// The order of keys that can be compared without running code; `None` for any other keys.
fn fast_order(interp: &mut Interp, keys: &[Value], reverse: bool) -> Result<Option<Vec<usize>>> {
    let order = match keys.first() {
        Some(Value::Int(_)) => order_of(interp, keys, reverse, as_int, i64::cmp)?,
        Some(Value::Str(_)) => order_of(interp, keys, reverse, as_short_text, |a, b| {
            // Zeros stand for bytes that are not there, so that only equal ones say nothing.
            (a.0.cmp(&b.0)).then_with(|| a.1.cmp(b.1))
        })?,
        Some(Value::Float(_)) => order_of(interp, keys, reverse, as_float, |a, b| {
            a.partial_cmp(b).unwrap_or(Ordering::Equal)
        })?,
        _ => None,
    };
    Ok(order)
}

fn as_int(value: &Value) -> Option<i64> {
    if let Value::Int(number) = value {
        Some(*number)
    } else {
        None
    }
}

/// A text that is compared in no time worth paying for; its first eight bytes as a number are compared first, since
/// they lie where the order is made.
fn as_short_text(value: &Value) -> Option<(u64, &[u8])> {
    let text = value.as_str()?.as_bytes();
    let first = match text.first_chunk() {
        Some(first) => *first,
        None => {
            let mut first = [0; 8];
            first
                .iter_mut()
                .zip(text)
                .for_each(|(to, from)| *to = *from);
            first
        }
    };
    (text.len() <= SHORT).then_some((u64::from_be_bytes(first), text))
}

fn as_float(value: &Value) -> Option<f64> {
    match value {
        Value::Float(number) if !number.is_nan() => Some(*number),
        _ => None,
    }
}

/// How many keys are sorted between two looks at the meter.
const STRETCH: usize = 1 << 13;
/// How many bytes a text has at the most that is sorted without paying for each comparison.
const SHORT: usize = 1 << 10;

/// Sorts stretches of the keys, then merges those, so that a limit or a `Cancel` need not wait for the whole.
fn order_of<'a, K: Copy>(
    interp: &mut Interp,
    keys: &'a [Value],
    reverse: bool,
    read: impl Fn(&'a Value) -> Option<K>,
    compare: impl Fn(&K, &K) -> Ordering,
) -> Result<Option<Vec<usize>>, Error> {
    let mut pairs = Vec::with_capacity(keys.len());
    for (position, key) in keys.iter().enumerate() {
        let Some(key) = read(key) else {
            return Ok(None);
        };
        pairs.push((key, position));
    }
    let compare = |a: &(K, usize), b: &(K, usize)| {
        if reverse {
            compare(&b.0, &a.0)
        } else {
            compare(&a.0, &b.0)
        }
    };
    for stretch in pairs.chunks_mut(STRETCH) {
        let levels = stretch.len().checked_ilog2().unwrap_or(0) as usize;
        interp.charge(stretch.len() * levels / 8)?;
        stretch.sort_by(compare);
    }
    let mut width = STRETCH;
    while width < pairs.len() {
        pairs = merged(interp, &pairs, width, compare)?;
        width *= 2;
    }
    let order = pairs.into_iter().map(|(_, position)| position);
    Ok(Some(order.collect()))
}

/// Merges neighbours of that width, each of which is sorted.
fn merged<T: Copy>(
    interp: &mut Interp,
    sorted: &[T],
    width: usize,
    compare: impl Fn(&T, &T) -> Ordering,
) -> Result<Vec<T>> {
    interp.reserve(size_of_val(sorted))?;
    let mut all = Vec::with_capacity(sorted.len());
    for both in sorted.chunks(2 * width) {
        let (mut left, mut right) = both.split_at(width.min(both.len()));
        while let ([first, rest_of_left @ ..], [second, rest_of_right @ ..]) = (left, right) {
            if compare(second, first).is_lt() {
                all.push(*second);
                right = rest_of_right;
            } else {
                all.push(*first);
                left = rest_of_left;
            }
            if all.len() % STRETCH == 0 {
                interp.charge(STRETCH / 8)?;
            }
        }
        all.extend_from_slice(left);
        all.extend_from_slice(right);
    }
    Ok(all)
}
