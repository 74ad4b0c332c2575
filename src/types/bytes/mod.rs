//! `bytes`: immutable sequences of integers below 256.

pub(crate) mod classify;
pub(crate) mod codec;
pub(crate) mod escape;
mod methods;
mod new;
pub(crate) mod search;
pub(crate) mod sequence;
pub(crate) mod split;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::memory::Charge;
use crate::runtime::ops::attr::type_name;
use crate::runtime::ops::convert;
use crate::runtime::table::TypeInfo;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::slice;

pub(crate) use escape::push_repr;
pub(crate) use new::from_items;
pub use sequence::{concat, repeat};

/// The payload.
pub struct Bytes {
    bytes: Box<[u8]>,
    _charge: Charge,
}

impl Bytes {
    /// An object with those bytes.
    #[must_use]
    pub fn new(bytes: Box<[u8]>) -> Self {
        let charge = Charge::of(size_of::<Self>() + bytes.len());
        Bytes {
            bytes,
            _charge: charge,
        }
    }

    /// The bytes.
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        &self.bytes
    }
}

/// The type itself.
pub static TYPE: TypeInfo = TypeInfo {
    name: "bytes",
    module: "builtins",
    doc: "An immutable sequence of bytes.",
    base: None,
    new: Some(&new::NEW),
    methods: methods::METHODS,
    class_methods: methods::CLASS_METHODS,
    getters: &[],
};

/// `item in bytes`
///
/// # Errors
/// `TypeError` when the item is neither bytes nor an integer.
pub fn contains(interp: &mut Interp, bytes: &Bytes, item: &Value) -> Result<bool> {
    interp.charge(bytes.as_slice().len() / 64)?;
    match item {
        Value::Bytes(item) => Ok(search::find(bytes.as_slice(), item.as_slice()).is_some()),
        Value::Int(_) | Value::Bool(_) | Value::Big(_) => {
            Ok(memchr::memchr(as_byte(item)?, bytes.as_slice()).is_some())
        }
        _ => Err(wording::expected_bytes_like(item)),
    }
}

/// `bytes[key]`
///
/// # Errors
/// `TypeError` for a key of another type, `IndexError`.
pub fn get_item(interp: &mut Interp, bytes: &Bytes, key: &Value) -> Result<Value> {
    let items = bytes.as_slice();
    match key {
        Value::Int(_) | Value::Bool(_) | Value::Big(_) => {
            let index = convert::to_ssize(key).map_err(|_| wording::not_index_sized(key))?;
            slice::position(index, items.len())
                .and_then(|at| items.get(at))
                .map(|byte| Value::Int(i64::from(*byte)))
                .ok_or_else(|| wording::index_error("index out of range"))
        }
        Value::Slice(slice) => {
            let bounds = slice.bounds(items.len())?;
            interp.reserve(bounds.count)?;
            Ok(Value::bytes(
                bounds
                    .positions()
                    .filter_map(|at| items.get(at).copied())
                    .collect::<Vec<u8>>(),
            ))
        }
        _ => Err(wording::type_error(format!(
            "byte indices must be integers or slices, not {}",
            type_name(key)
        ))),
    }
}

/// An integer as the byte that is looked for.
///
/// # Errors
/// `TypeError` when it is none, `ValueError` when it does not fit.
fn as_byte(value: &Value) -> Result<u8> {
    let out_of_range = || wording::value_error("byte must be in range(0, 256)");
    match value {
        Value::Big(_) => Err(out_of_range()),
        _ => u8::try_from(convert::to_ssize(value)?).map_err(|_| out_of_range()),
    }
}
