//! `a += b` and its relatives, for `operator.iadd` and the like: lists, sets and dicts change, anything else does not.

use super::arith;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::BinaryOp;

/// What `lhs op= rhs` leaves in `lhs`.
///
/// # Errors
/// `TypeError` when the types do not fit; what the operation itself raises.
pub fn binary(interp: &mut Interp, op: BinaryOp, lhs: &Value, rhs: &Value) -> Result<Value> {
    let method = match (lhs, op) {
        (Value::List(_), BinaryOp::Add) => Some("extend"),
        (Value::List(_), BinaryOp::Mul) => return repeat(interp, lhs, rhs),
        (Value::Dict(_), BinaryOp::Or) => Some("update"),
        (Value::Set(_), _) if !matches!(rhs, Value::Set(_) | Value::FrozenSet(_)) => None,
        (Value::Set(_), BinaryOp::And) => Some("intersection_update"),
        (Value::Set(_), BinaryOp::Or) => Some("update"),
        (Value::Set(_), BinaryOp::Sub) => Some("difference_update"),
        (Value::Set(_), BinaryOp::Xor) => Some("symmetric_difference_update"),
        _ => None,
    };
    if let Some(method) = method {
        interp.call_method(lhs, method, std::slice::from_ref(rhs))?;
        return Ok(lhs.clone());
    }
    let result = match (op, lhs, rhs) {
        // CPython asks the right-hand side to repeat itself only where the left one is no container.
        (
            BinaryOp::Mul,
            Value::Dict(_)
            | Value::Set(_)
            | Value::FrozenSet(_)
            | Value::DictView(_)
            | Value::Range(_),
            _,
        ) if !matches!(rhs, Value::Object(_)) => None,
        _ => arith::try_binary(interp, op, lhs, rhs)?,
    };
    match result {
        Some(result) => Ok(result),
        None => {
            let symbol = format!("{}=", op.symbol());
            Err(wording::unsupported_operands(&symbol, lhs, rhs))
        }
    }
}

/// `list *= count`
fn repeat(interp: &mut Interp, list: &Value, count: &Value) -> Result<Value> {
    let longer = arith::binary(interp, BinaryOp::Mul, list, count)?;
    interp.call_method(list, "clear", &[])?;
    interp.call_method(list, "extend", &[longer])?;
    Ok(list.clone())
}
