//! `+`, `-`, `*` and all the other operators, over every pair of types.

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::{BinaryOp, UnaryOp};
use crate::types::type_;

/// `lhs op rhs`
///
/// # Errors
/// `TypeError` when the types do not fit; what the operation itself raises.
pub fn binary(interp: &mut Interp, op: BinaryOp, lhs: &Value, rhs: &Value) -> Result<Value> {
    if let (Value::Int(a), Value::Int(b)) = (lhs, rhs)
        && let Some(result) = small(op, *a, *b)
    {
        return Ok(result);
    }
    if let Some(result) = super::text::binary(interp, op, lhs, rhs) {
        return result;
    }
    if matches!(op, BinaryOp::Or)
        && let Some(union) = type_::union(interp, lhs, rhs)?
    {
        return Ok(union);
    }
    Err(wording::unsupported_operands(symbol(op), lhs, rhs))
}

/// The short way for two small integers, where the result is surely small.
#[inline]
fn small(op: BinaryOp, lhs: i64, rhs: i64) -> Option<Value> {
    match op {
        BinaryOp::Add => lhs.checked_add(rhs).map(Value::Int),
        BinaryOp::Sub => lhs.checked_sub(rhs).map(Value::Int),
        BinaryOp::Mul => lhs.checked_mul(rhs).map(Value::Int),
        _ => None,
    }
}

/// The operator as CPython's messages write it.
#[must_use]
pub fn symbol(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Pow => "** or pow()",
        other => other.symbol(),
    }
}

/// `-x`, `+x`, `~x`
///
/// # Errors
/// `TypeError` when the type does not fit.
pub fn unary(interp: &mut Interp, op: UnaryOp, value: &Value) -> Result<Value> {
    let _ = interp;
    match (op, value) {
        (UnaryOp::Neg, Value::Int(number)) if *number != i64::MIN => Ok(Value::Int(-number)),
        (UnaryOp::Pos, Value::Int(_)) => Ok(value.clone()),
        (UnaryOp::Invert, Value::Int(number)) => Ok(Value::Int(!number)),
        _ => Err(wording::bad_operand(
            match op {
                UnaryOp::Not => "not",
                UnaryOp::Neg => "-",
                UnaryOp::Pos => "+",
                UnaryOp::Invert => "~",
            },
            value,
        )),
    }
}
