//! `+` and `*` of strings.

use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::value::Value;

use super::Str;

/// `lhs + rhs`; an empty side leaves the other as it is.
///
/// # Errors
/// A halt when the memory is spent.
pub fn concat(interp: &mut Interp, lhs: &Rc<Str>, rhs: &Rc<Str>) -> Result<Value> {
    if lhs.is_empty() {
        return Ok(Value::Str(Rc::clone(rhs)));
    }
    if rhs.is_empty() {
        return Ok(Value::Str(Rc::clone(lhs)));
    }
    let (lhs, rhs) = (lhs.as_str(), rhs.as_str());
    let length = lhs.len().saturating_add(rhs.len());
    interp.reserve(length)?;
    Ok(Value::Str(Rc::new(Str::joined(lhs, rhs))))
}

/// `text * count`
///
/// # Errors
/// A halt when the memory is spent.
pub fn repeat(interp: &mut Interp, text: &Rc<Str>, count: i64) -> Result<Value> {
    let count = usize::try_from(count).unwrap_or(0);
    if count == 1 {
        return Ok(Value::Str(Rc::clone(text)));
    }
    interp.reserve(text.as_str().len().saturating_mul(count))?;
    Ok(Value::from(text.as_str().repeat(count)))
}
