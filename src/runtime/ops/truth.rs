//! `bool(x)`: what counts as true.

use num_traits::Zero;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::value::Value;
use crate::types::range::Range;

/// Python's truth of a value.
///
/// # Errors
/// What a host object raises.
#[inline]
pub fn truth(interp: &mut Interp, value: &Value) -> Result<bool> {
    match value {
        Value::Bool(value) => Ok(*value),
        Value::Int(number) => Ok(*number != 0),
        _ => other(interp, value),
    }
}

fn other(interp: &mut Interp, value: &Value) -> Result<bool> {
    match value {
        Value::Object(object) => object.truth(interp),
        plain => Ok(known(plain).unwrap_or(true)),
    }
}

/// The truth of a value that needs nobody's code to be asked: of any but an object.
#[must_use]
pub fn known(value: &Value) -> Option<bool> {
    Some(match value {
        Value::Bool(value) => *value,
        Value::None => false,
        Value::Int(number) => *number != 0,
        Value::Big(number) => !number.is_zero(),
        Value::Float(number) => *number != 0.0,
        Value::Complex(number) => number.re != 0.0 || number.im != 0.0,
        Value::Str(text) => !text.is_empty(),
        Value::Bytes(bytes) => !bytes.as_slice().is_empty(),
        Value::List(list) => !list.is_empty(),
        Value::Tuple(tuple) => !tuple.as_slice().is_empty(),
        Value::Dict(dict) => !dict.is_empty(),
        Value::DictView(view) => !view.dict.is_empty(),
        Value::Set(set) | Value::FrozenSet(set) => !set.is_empty(),
        Value::Range(range) => match &**range {
            Range::Small { length, .. } => *length > 0,
            Range::Big(_) => !range.length().is_zero(),
        },
        Value::Object(_) => return None,
        Value::Missing
        | Value::Ellipsis
        | Value::NotImplemented
        | Value::Slice(_)
        | Value::Function(_)
        | Value::Builtin(_)
        | Value::Method(_)
        | Value::Type(_)
        | Value::Union(_)
        | Value::Module(_)
        | Value::Iter(_)
        | Value::Exception(_)
        | Value::Cell(_) => true,
    })
}
