//! `x[key]`, `x[a:b:c]` and storing into `x[key]`.

use std::collections::HashSet;
use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::heap;
use crate::runtime::interp::Interp;
use crate::runtime::memory;
use crate::runtime::ops::attr::type_name;
use crate::runtime::ops::{convert, repr};
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::list::List;
use crate::types::{alias, bytes, dict, list, range, slice, str, tuple};

/// `value[key]`
///
/// # Errors
/// `TypeError` when the value is not subscriptable; `IndexError`, `KeyError`.
pub fn get_item(interp: &mut Interp, value: &Value, key: &Value) -> Result<Value> {
    match value {
        Value::List(items) => match key {
            Value::Int(position) => slice::position(*position, items.len())
                .and_then(|at| items.get(at))
                .ok_or_else(list::out_of_range),
            _ => list::get_item(interp, items, key),
        },
        Value::Dict(dict) => {
            let item = dict::get_item(interp, dict, key)?;
            if let dict::Kind::Default(_) = dict.kind {
                heap::note(interp, value, &item)?;
            }
            Ok(item)
        }
        Value::Tuple(tuple) => tuple::get_item(interp, tuple, key),
        Value::Str(text) => str::get_item(interp, text, key),
        Value::Bytes(bytes) => bytes::get_item(interp, bytes, key),
        Value::Range(range) => range::get_item(interp, range, key),
        Value::Type(info) => alias::subscript(interp, info, key),
        Value::Union(_) => {
            let text = repr::repr(interp, value)?;
            Err(wording::type_error(format!(
                "{text} is not a generic class"
            )))
        }
        Value::Object(object) => object
            .get_item(interp, key)
            .unwrap_or_else(|| Err(wording::not_subscriptable(value))),
        Value::Missing
        | Value::None
        | Value::Ellipsis
        | Value::NotImplemented
        | Value::Bool(_)
        | Value::Int(_)
        | Value::Big(_)
        | Value::Float(_)
        | Value::Complex(_)
        | Value::DictView(_)
        | Value::Set(_)
        | Value::FrozenSet(_)
        | Value::Slice(_)
        | Value::Function(_)
        | Value::Builtin(_)
        | Value::Method(_)
        | Value::Module(_)
        | Value::Iter(_)
        | Value::Exception(_)
        | Value::Cell(_) => Err(wording::not_subscriptable(value)),
    }
}

/// `value[start:stop:step]`
///
/// # Errors
/// As [`get_item`].
pub fn get_slice(
    interp: &mut Interp,
    value: &Value,
    start: Value,
    stop: Value,
    step: Value,
) -> Result<Value> {
    let key = Value::Slice(Rc::new(slice::Slice { start, stop, step }));
    get_item(interp, value, &key)
}

/// `for value[key] in …`: stores an item.
///
/// # Errors
/// `TypeError` when the value does not support it; `IndexError`.
pub fn set_item(interp: &mut Interp, value: &Value, key: &Value, item: Value) -> Result<()> {
    match value {
        Value::List(items) => {
            heap::note(interp, value, &item)?;
            list::set_item(interp, items, key, item)
        }
        Value::Dict(dict) => {
            heap::note(interp, value, &item)?;
            dict.insert(interp, key.clone(), item)
        }
        Value::Object(object) => object
            .set_item(interp, key, item)
            .unwrap_or_else(|| Err(wording::no_item_assignment(value))),
        _ => Err(wording::no_item_assignment(value)),
    }
}

/// `operator.delitem(value, key)`: takes an item out.
///
/// # Errors
/// `TypeError` when the value does not support it; `IndexError`, `KeyError`.
pub fn delete_item(interp: &mut Interp, value: &Value, key: &Value) -> Result<()> {
    match value {
        Value::List(items) => delete_from_list(interp, items, key),
        Value::Dict(dict) => match dict.table.remove(interp, key)? {
            Some(_) => Ok(()),
            None => Err(wording::key_error(key)),
        },
        Value::Str(_)
        | Value::Bytes(_)
        | Value::Tuple(_)
        | Value::Range(_)
        | Value::Set(_)
        | Value::FrozenSet(_)
        | Value::DictView(_)
            if matches!(key, Value::Int(_) | Value::Bool(_) | Value::Big(_)) =>
        {
            Err(wording::type_error(format!(
                "'{}' object doesn't support item deletion",
                type_name(value)
            )))
        }
        _ => Err(wording::type_error(format!(
            "'{}' object does not support item deletion",
            type_name(value)
        ))),
    }
}

fn delete_from_list(interp: &mut Interp, items: &List, key: &Value) -> Result<()> {
    interp.charge(items.len() / 8)?;
    if let Value::Slice(slice) = key {
        let bounds = slice.bounds(items.len())?;
        interp.charge(bounds.count)?;
        let gone: HashSet<usize> = bounds.positions().collect();
        let mut position = 0..;
        let before = items.edit(|items| {
            let (gone, kept) = items
                .drain(..)
                .partition(|_| position.next().is_some_and(|at| gone.contains(&at)));
            *items = kept;
            gone
        })?;
        memory::dispose(before);
        return Ok(());
    }
    let index = match key {
        Value::Int(_) | Value::Bool(_) | Value::Big(_) => {
            convert::to_ssize(key).map_err(|_| wording::not_index_sized(key))?
        }
        _ => {
            return Err(wording::type_error(format!(
                "list indices must be integers or slices, not {}",
                type_name(key)
            )));
        }
    };
    let taken =
        items.edit(|items| slice::position(index, items.len()).map(|at| items.remove(at)))?;
    match taken {
        Some(_) => Ok(()),
        None => Err(wording::index_error("list assignment index out of range")),
    }
}
