//! The operators on integers: short ways for 64 bits, priced long ways beyond.

use num_bigint::BigInt;

use super::big::Int;
use super::{divide, multiply, power, true_divide};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::BinaryOp;

/// Integers up to this size are floats exactly.
const EXACT: u64 = 1 << 53;

/// The result where both operands and the result fit 64 bits.
#[must_use]
#[inline(never)]
pub fn small(op: BinaryOp, lhs: i64, rhs: i64) -> Option<Value> {
    let result = match op {
        BinaryOp::Add => lhs.checked_add(rhs),
        BinaryOp::Sub => lhs.checked_sub(rhs),
        BinaryOp::Mul => lhs.checked_mul(rhs),
        BinaryOp::FloorDiv => floor_div(lhs, rhs),
        BinaryOp::Mod => floor_mod(lhs, rhs),
        BinaryOp::And => Some(lhs & rhs),
        BinaryOp::Or => Some(lhs | rhs),
        BinaryOp::Xor => Some(lhs ^ rhs),
        BinaryOp::Shl => shift_left(lhs, rhs),
        BinaryOp::Shr => u32::try_from(rhs).ok().map(|by| lhs >> by.min(63)),
        BinaryOp::Pow => u32::try_from(rhs).ok().and_then(|by| lhs.checked_pow(by)),
        BinaryOp::Div => {
            let exact = rhs != 0 && lhs.unsigned_abs() <= EXACT && rhs.unsigned_abs() <= EXACT;
            return exact.then(|| Value::Float(lhs as f64 / rhs as f64));
        }
        BinaryOp::MatMul => None,
    };
    result.map(Value::Int)
}

/// `lhs // rhs`, rounded down.
#[inline]
fn floor_div(lhs: i64, rhs: i64) -> Option<i64> {
    let quotient = lhs.checked_div(rhs)?;
    let inexact = lhs.wrapping_rem(rhs) != 0;
    Some(quotient - i64::from(inexact && (lhs < 0) != (rhs < 0)))
}

/// `lhs % rhs`, with the sign of the divisor; `None` where the result does not fit or there is none.
#[must_use]
#[inline]
pub fn floor_mod(lhs: i64, rhs: i64) -> Option<i64> {
    let rest = lhs.checked_rem(rhs)?;
    Some(if rest != 0 && (rest < 0) != (rhs < 0) {
        rest + rhs
    } else {
        rest
    })
}

#[inline]
fn shift_left(lhs: i64, rhs: i64) -> Option<i64> {
    let by = u32::try_from(rhs).ok().filter(|by| *by < 63)?;
    let shifted = lhs << by;
    (shifted >> by == lhs).then_some(shifted)
}

/// `lhs op rhs`; `None` where integers do not know the operator.
///
/// # Errors
/// `ZeroDivisionError`, `ValueError` and `OverflowError` as the operator has them; a halt when it costs too much.
pub fn binary(
    interp: &mut Interp,
    op: BinaryOp,
    lhs: Int<'_>,
    rhs: Int<'_>,
) -> Result<Option<Value>> {
    if let (Int::Small(a), Int::Small(b)) = (lhs, rhs)
        && let Some(result) = small(op, a, b)
    {
        return Ok(Some(result));
    }
    let result = match op {
        BinaryOp::Add => linear(interp, lhs, rhs, |a, b| a + b)?,
        BinaryOp::Sub => linear(interp, lhs, rhs, |a, b| a - b)?,
        BinaryOp::And => linear(interp, lhs, rhs, |a, b| a & b)?,
        BinaryOp::Or => linear(interp, lhs, rhs, |a, b| a | b)?,
        BinaryOp::Xor => linear(interp, lhs, rhs, |a, b| a ^ b)?,
        BinaryOp::Mul => multiply(interp, &lhs.big(), &rhs.big()).map(Value::int)?,
        BinaryOp::Div => true_divide::divide(interp, lhs, rhs).map(Value::Float)?,
        BinaryOp::FloorDiv if rhs.is_zero() => {
            return Err(wording::zero_division("integer division or modulo by zero"));
        }
        BinaryOp::Mod if rhs.is_zero() => {
            return Err(wording::zero_division("integer modulo by zero"));
        }
        BinaryOp::FloorDiv => Value::int(divide::floor(interp, &lhs.big(), &rhs.big())?.0),
        BinaryOp::Mod => Value::int(divide::floor(interp, &lhs.big(), &rhs.big())?.1),
        BinaryOp::Pow => power::power(interp, lhs, rhs)?,
        BinaryOp::Shl => shl(interp, lhs, rhs)?,
        BinaryOp::Shr => shr(interp, lhs, rhs)?,
        BinaryOp::MatMul => return Ok(None),
    };
    Ok(Some(result))
}

/// An operation that touches each word once.
fn linear(
    interp: &mut Interp,
    lhs: Int<'_>,
    rhs: Int<'_>,
    operation: impl FnOnce(&BigInt, &BigInt) -> BigInt,
) -> Result<Value> {
    interp.reserve(8 * (lhs.limbs().max(rhs.limbs()) + 1))?;
    Ok(Value::int(operation(&lhs.big(), &rhs.big())))
}

/// `lhs << rhs`
fn shl(interp: &mut Interp, lhs: Int<'_>, rhs: Int<'_>) -> Result<Value> {
    if rhs.is_negative() {
        return Err(wording::value_error("negative shift count"));
    }
    if lhs.is_zero() {
        return Ok(Value::Int(0));
    }
    let Some(by) = rhs.to_u64() else {
        return Err(wording::overflow_error("too many digits in integer"));
    };
    let bytes = lhs.bits().saturating_add(by) / 8 + 8;
    interp.reserve(usize::try_from(bytes).unwrap_or(usize::MAX))?;
    Ok(Value::int(&*lhs.big() << by))
}

/// `lhs >> rhs`
fn shr(interp: &mut Interp, lhs: Int<'_>, rhs: Int<'_>) -> Result<Value> {
    if rhs.is_negative() {
        return Err(wording::value_error("negative shift count"));
    }
    match rhs.to_u64() {
        Some(by) if by < lhs.bits() => {
            interp.reserve(8 * lhs.limbs())?;
            Ok(Value::int(&*lhs.big() >> by))
        }
        _ => Ok(Value::Int(if lhs.is_negative() { -1 } else { 0 })),
    }
}
