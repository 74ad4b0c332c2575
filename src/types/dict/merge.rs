//! Adding entries from elsewhere: from dicts, from other mappings, from sequences of pairs.

use super::Dict;
use crate::runtime::error::{Error, Result};
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::ops::attr::{find_attr, type_name};
use crate::runtime::ops::index;
use crate::runtime::value::Value;
use crate::runtime::wording;

/// `{**value}`: adds the entries of a mapping.
///
/// # Errors
/// `TypeError` when it is no mapping.
pub fn merge_mapping(interp: &mut Interp, into: &Dict, value: &Value) -> Result<()> {
    if try_merge_mapping(interp, into, value)? {
        return Ok(());
    }
    Err(wording::type_error(format!(
        "'{}' object is not a mapping",
        type_name(value)
    )))
}

/// Adds the entries of a mapping; `false` when the value is none.
///
/// # Errors
/// What the mapping raises; a halt when the memory is spent.
pub fn try_merge_mapping(interp: &mut Interp, into: &Dict, value: &Value) -> Result<bool> {
    match value {
        Value::Dict(from) => {
            merge_dict(interp, into, from)?;
            Ok(true)
        }
        Value::Object(_) => match find_attr(interp, value, "keys") {
            Err(error) if error.is(ExcKind::AttributeError) => Ok(false),
            Err(error) => Err(error),
            Ok(Some(keys)) => {
                let keys = interp.call(&keys, &[])?;
                iter::for_each(interp, &keys, |interp, key| {
                    let item = index::get_item(interp, value, &key)?;
                    into.insert(interp, key, item)
                })?;
                Ok(true)
            }
            Ok(None) => Ok(false),
        },
        // CPython takes what has `keys` for a mapping, and then calls it.
        Value::Type(info) => match info.method("keys") {
            Some(keys) => Err(wording::unbound_without_receiver(keys)),
            None => Ok(false),
        },
        _ => Ok(false),
    }
}

fn merge_dict(interp: &mut Interp, into: &Dict, from: &Dict) -> Result<()> {
    if std::ptr::eq(into, from) {
        return Ok(());
    }
    if into.is_empty() {
        // CPython takes over the whole table too; an iterator under way can tell.
        let copy = from.table.copy(interp)?;
        into.table.assign(copy);
        return Ok(());
    }
    let size = from.len();
    let mut cursor = 0;
    while let Some((hash, key, value)) = from.table.step_hashed(&mut cursor) {
        interp.tick()?;
        into.table.insert_hashed(interp, hash, key, value)?;
        if from.len() != size {
            return Err(wording::runtime_error("dict mutated during update"));
        }
    }
    Ok(())
}

/// `d.update(value)`: adds the entries of a mapping or of a sequence of pairs.
///
/// # Errors
/// `TypeError` and `ValueError` when an element is no pair; what iterating and hashing raise.
pub(super) fn update(interp: &mut Interp, into: &Dict, value: &Value) -> Result<()> {
    if try_merge_mapping(interp, into, value)? {
        return Ok(());
    }
    let mut position = 0_usize;
    iter::for_each(interp, value, |interp, element| {
        let (key, value) = if into.is_ordered() {
            unpacked(interp, &element)?
        } else {
            pair(interp, &element, position)?
        };
        position += 1;
        into.insert(interp, key, value)
    })
}

/// The two items of one element.
fn pair(interp: &mut Interp, element: &Value, position: usize) -> Result<(Value, Value)> {
    if let Value::Tuple(tuple) = element
        && let [key, value] = tuple.as_slice()
    {
        return Ok((key.clone(), value.clone()));
    }
    let items = iter::collect(interp, element).map_err(|error| not_a_sequence(error, position))?;
    let count = items.len();
    match <[Value; 2]>::try_from(items) {
        Ok([key, value]) => Ok((key, value)),
        Err(_) => Err(wording::value_error(format!(
            "dictionary update sequence element #{position} has length {count}; 2 is required"
        ))),
    }
}

/// The two items of one element, as an `OrderedDict` takes them: it pulls three times at most and says so in other words.
fn unpacked(interp: &mut Interp, element: &Value) -> Result<(Value, Value)> {
    let items = iter::open(interp, element)?;
    let mut part = |missing: &str| match items.next(interp) {
        Ok(Some(item)) => Ok(item),
        Ok(None) => Err(wording::value_error(missing)),
        Err(error) => Err(error),
    };
    let key = part("need more than 0 values to unpack")?;
    let value = part("need more than 1 value to unpack")?;
    match items.next(interp)? {
        None => Ok((key, value)),
        Some(_) => Err(wording::value_error(
            "too many values to unpack (expected 2)",
        )),
    }
}

/// CPython hides why an element could not be iterated, if it was a `TypeError`.
fn not_a_sequence(error: Error, position: usize) -> Error {
    if error.is(ExcKind::TypeError) {
        wording::type_error(format!(
            "cannot convert dictionary update sequence element #{position} to a sequence"
        ))
    } else {
        error
    }
}
