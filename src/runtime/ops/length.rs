//! `len(x)`.

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::value::Value;
use crate::runtime::wording;

/// How many items a value has.
///
/// # Errors
/// `TypeError` when it has no length; `OverflowError` for a range too long.
pub fn length(interp: &mut Interp, value: &Value) -> Result<usize> {
    match value {
        Value::Str(text) => Ok(text.len()),
        Value::Bytes(bytes) => Ok(bytes.as_slice().len()),
        Value::List(list) => Ok(list.len()),
        Value::Tuple(tuple) => Ok(tuple.as_slice().len()),
        Value::Dict(dict) => Ok(dict.len()),
        Value::DictView(view) => Ok(view.dict.len()),
        Value::Set(set) | Value::FrozenSet(set) => Ok(set.len()),
        Value::Range(range) => i64::try_from(range.length())
            .ok()
            .and_then(|length| usize::try_from(length).ok())
            .ok_or_else(wording::too_large_for_ssize),
        Value::Object(object) => object
            .len(interp)
            .unwrap_or_else(|| Err(wording::no_len(value))),
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
        | Value::Iter(_)
        | Value::Exception(_)
        | Value::Cell(_) => Err(wording::no_len(value)),
    }
}

/// Whether a value of the core types has a length; an added type is asked for it.
#[must_use]
pub fn has_length(value: &Value) -> bool {
    match value {
        Value::Str(_)
        | Value::Bytes(_)
        | Value::List(_)
        | Value::Tuple(_)
        | Value::Dict(_)
        | Value::DictView(_)
        | Value::Set(_)
        | Value::FrozenSet(_)
        | Value::Range(_) => true,
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
        | Value::Iter(_)
        | Value::Exception(_)
        | Value::Object(_)
        | Value::Cell(_) => false,
    }
}
