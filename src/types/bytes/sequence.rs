//! `+` and `*` of bytes.

use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::value::Value;

use super::Bytes;

/// `lhs + rhs`; an empty side leaves the other as it is.
///
/// # Errors
/// A halt when the memory is spent.
pub fn concat(interp: &mut Interp, lhs: &Rc<Bytes>, rhs: &Rc<Bytes>) -> Result<Value> {
    let (left, right) = (lhs.as_slice(), rhs.as_slice());
    if left.is_empty() {
        return Ok(Value::Bytes(Rc::clone(rhs)));
    }
    if right.is_empty() {
        return Ok(Value::Bytes(Rc::clone(lhs)));
    }
    interp.reserve(left.len().saturating_add(right.len()))?;
    Ok(Value::bytes([left, right].concat()))
}

/// `data * count`
///
/// # Errors
/// A halt when the memory is spent.
pub fn repeat(interp: &mut Interp, data: &Rc<Bytes>, count: i64) -> Result<Value> {
    let count = usize::try_from(count).unwrap_or(0);
    if count == 1 {
        return Ok(Value::Bytes(Rc::clone(data)));
    }
    interp.reserve(data.as_slice().len().saturating_mul(count))?;
    Ok(Value::bytes(data.as_slice().repeat(count)))
}
