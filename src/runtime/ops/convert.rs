//! From values to Rust's numbers, with C's messages.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::value::Value;
use crate::runtime::wording;

/// `operator.index(x)` as `i64`.
///
/// # Errors
/// `TypeError` when the value is no integer, `OverflowError` when it does not fit.
pub fn to_ssize(value: &Value) -> Result<i64> {
    match value {
        Value::Int(number) => Ok(*number),
        Value::Bool(value) => Ok(i64::from(*value)),
        Value::Big(_) => Err(wording::too_large_for_ssize()),
        Value::Object(object) => object.index().ok_or_else(|| wording::not_an_integer(value)),
        _ => Err(wording::not_an_integer(value)),
    }
}

/// `operator.index(x)`.
///
/// # Errors
/// `TypeError` when the value is no integer.
pub fn to_bigint(value: &Value) -> Result<BigInt> {
    match value {
        Value::Int(number) => Ok(BigInt::from(*number)),
        Value::Bool(value) => Ok(BigInt::from(*value)),
        Value::Big(number) => Ok(BigInt::clone(number)),
        Value::Object(object) => {
            let number = object.index().ok_or_else(|| wording::not_an_integer(value));
            number.map(BigInt::from)
        }
        _ => Err(wording::not_an_integer(value)),
    }
}

/// The float nearest to a real number.
///
/// # Errors
/// `TypeError` when the value is no real number, `OverflowError` when it is too large.
#[inline]
pub fn to_float(interp: &mut Interp, value: &Value) -> Result<f64> {
    match value {
        Value::Float(number) => Ok(*number),
        Value::Int(number) => Ok(*number as f64),
        _ => to_float_rarer(interp, value),
    }
}

#[inline(never)]
fn to_float_rarer(interp: &mut Interp, value: &Value) -> Result<f64> {
    try_float(interp, value).unwrap_or_else(|| Err(wording::not_a_real_number(value)))
}

/// The float nearest to a real number; `None` when the value is none, for callers with a message of their own.
pub fn try_float(interp: &mut Interp, value: &Value) -> Option<Result<f64>> {
    match value {
        Value::Float(number) => Some(Ok(*number)),
        Value::Int(number) => Some(Ok(*number as f64)),
        Value::Bool(value) => Some(Ok(f64::from(u8::from(*value)))),
        Value::Big(number) => Some(big_to_float(number)),
        Value::Object(object) => object.to_float(interp),
        _ => None,
    }
}

/// The float nearest to a big integer, ties to even.
///
/// # Errors
/// `OverflowError` when it is too large.
pub fn big_to_float(number: &BigInt) -> Result<f64> {
    match number.to_f64() {
        Some(float) if float.is_finite() => Ok(float),
        _ => Err(wording::overflow_error("int too large to convert to float")),
    }
}
