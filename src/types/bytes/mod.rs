//! `bytes`: immutable sequences of integers below 256.

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::memory::Charge;
use crate::runtime::ops::attr::type_name;
use crate::runtime::ops::convert;
use crate::runtime::table::TypeInfo;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::slice;

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
    new: None,
    methods: &[],
    class_methods: &[],
    getters: &[],
};

/// `item in bytes`
///
/// # Errors
/// `TypeError` when the item is neither bytes nor an integer.
pub fn contains(interp: &mut Interp, bytes: &Bytes, item: &Value) -> Result<bool> {
    interp.charge(bytes.as_slice().len() / 64)?;
    match item {
        Value::Int(number) => {
            Ok(u8::try_from(*number).is_ok_and(|byte| bytes.as_slice().contains(&byte)))
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

/// Appends the `repr`.
pub fn write_repr(bytes: &[u8], out: &mut String) {
    out.push_str("b'");
    bytes
        .iter()
        .for_each(|byte| out.push_str(&byte.escape_ascii().to_string()));
    out.push('\'');
}
