//! `item in container`.

use std::ops::ControlFlow;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::ops::compare;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::str::Str;
use crate::types::{bytes, dict, list, range, set, str};

/// How many items of a tuple are looked at for a step.
const FEW: usize = 8;

/// Whether `item in items` for text and a few texts, where nothing has to be paid; `None` where it takes more.
#[inline]
#[must_use]
pub fn among_few(items: &[Value], item: &Str) -> Option<bool> {
    if items.len() >= FEW {
        return None;
    }
    for candidate in items {
        match candidate {
            Value::Str(candidate) if candidate.same_text(item) => return Some(true),
            Value::Str(_) => {}
            _ => return None,
        }
    }
    Some(false)
}

/// Whether `item in container`.
///
/// # Errors
/// `TypeError` when the container is none, or does not take such an item.
pub fn contains(interp: &mut Interp, container: &Value, item: &Value) -> Result<bool> {
    match container {
        Value::Str(text) => str::contains(interp, text, item),
        Value::Bytes(bytes) => bytes::contains(interp, bytes, item),
        Value::Tuple(tuple) => {
            // To look at a few items costs no more than a call, which has been paid for.
            interp.charge(tuple.as_slice().len() / FEW)?;
            for candidate in tuple.as_slice() {
                let equal = match compare::settled(candidate, item) {
                    Some(equal) => equal,
                    None => {
                        interp.tick()?;
                        compare::same_key(interp, candidate, item)?
                    }
                };
                if equal {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        Value::List(list) => {
            let found = list::find(interp, list, item, 0, usize::MAX)?;
            if found.is_none() {
                // Meeting the end is a step.
                interp.tick()?;
            }
            Ok(found.is_some())
        }
        Value::Dict(dict) => Ok(dict.table.find(interp, item)?.is_some()),
        Value::Set(table) | Value::FrozenSet(table) => set::contains(interp, table, item),
        Value::Range(range) => range::contains(interp, range, item),
        Value::DictView(view) => dict::view_contains(interp, view, item),
        Value::Object(object) => match object.contains(interp, item) {
            Some(answer) => answer,
            None => by_iteration(interp, container, item),
        },
        Value::Iter(_) => by_iteration(interp, container, item),
        Value::Missing
        | Value::None
        | Value::Ellipsis
        | Value::NotImplemented
        | Value::Bool(_)
        | Value::Int(_)
        | Value::Big(_)
        | Value::Float(_)
        | Value::Complex(_)
        | Value::Slice(_)
        | Value::Function(_)
        | Value::Builtin(_)
        | Value::Method(_)
        | Value::Type(_)
        | Value::Union(_)
        | Value::Module(_)
        | Value::Exception(_)
        | Value::Cell(_) => Err(wording::not_a_container(container)),
    }
}

fn by_iteration(interp: &mut Interp, container: &Value, item: &Value) -> Result<bool> {
    let Some(iter) = iter::try_open(interp, container)? else {
        return Err(wording::not_a_container(container));
    };
    let mut found = false;
    iter::drive(interp, &iter, |interp, candidate| {
        found = compare::same_key(interp, &candidate, item)?;
        Ok(if found {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        })
    })?;
    Ok(found)
}
