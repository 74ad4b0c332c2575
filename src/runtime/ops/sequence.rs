//! `+` and `*` where a list or a tuple takes part.

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::attr::type_name;
use crate::runtime::ops::convert;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::BinaryOp;

/// `lhs op rhs`, or `None` where the operator is not one of lists and tuples.
pub fn binary(
    interp: &mut Interp,
    op: BinaryOp,
    lhs: &Value,
    rhs: &Value,
) -> Option<Result<Value>> {
    match (op, lhs, rhs) {
        (BinaryOp::Add, Value::List(_) | Value::Tuple(_), _) => Some(concat(interp, lhs, rhs)),
        (BinaryOp::Mul, Value::List(_) | Value::Tuple(_), _) => Some(repeat(interp, lhs, rhs)),
        (BinaryOp::Mul, _, Value::List(_) | Value::Tuple(_)) => Some(repeat(interp, rhs, lhs)),
        _ => None,
    }
}

fn concat(interp: &mut Interp, lhs: &Value, rhs: &Value) -> Result<Value> {
    match (lhs, rhs) {
        (Value::List(a), Value::List(b)) => {
            interp.reserve_items(a.len().saturating_add(b.len()))?;
            Ok(Value::list(joined(&a.borrow(), &b.borrow())))
        }
        (Value::Tuple(a), Value::Tuple(b)) => {
            let (a, b) = (a.as_slice(), b.as_slice());
            interp.reserve_items(a.len().saturating_add(b.len()))?;
            Ok(Value::tuple(joined(a, b)))
        }
        _ => {
            let kind = if matches!(lhs, Value::List(_)) {
                "list"
            } else {
                "tuple"
            };
            Err(wording::type_error(format!(
                "can only concatenate {kind} (not \"{}\") to {kind}",
                type_name(rhs)
            )))
        }
    }
}

fn joined(a: &[Value], b: &[Value]) -> Vec<Value> {
    let mut items = Vec::with_capacity(a.len() + b.len());
    items.extend_from_slice(a);
    items.extend_from_slice(b);
    items
}

fn repeat(interp: &mut Interp, sequence: &Value, count: &Value) -> Result<Value> {
    let count = repetitions(count)?;
    match sequence {
        Value::List(list) => {
            interp.reserve_items(list.len().saturating_mul(count))?;
            let items = repeated(&list.borrow(), count);
            Ok(Value::list(items))
        }
        Value::Tuple(tuple) => {
            interp.reserve_items(tuple.as_slice().len().saturating_mul(count))?;
            Ok(Value::tuple(repeated(tuple.as_slice(), count)))
        }
        other => Err(wording::not_iterable(other)),
    }
}

fn repeated(items: &[Value], count: usize) -> Vec<Value> {
    if items.is_empty() {
        return Vec::new();
    }
    let mut result = Vec::with_capacity(items.len() * count);
    if let [item] = items {
        result.resize(count, item.clone());
        return result;
    }
    for _ in 0..count {
        result.extend_from_slice(items);
    }
    result
}

/// How often a sequence is repeated; a negative number is none.
///
/// # Errors
/// `TypeError` when it is no integer, `OverflowError` when it is too large.
pub fn repetitions(count: &Value) -> Result<usize> {
    match count {
        Value::Int(_) | Value::Bool(_) => {
            Ok(usize::try_from(convert::to_ssize(count)?).unwrap_or(0))
        }
        Value::Big(_) => Err(wording::overflow_error(
            "cannot fit 'int' into an index-sized integer",
        )),
        other => Err(wording::type_error(format!(
            "can't multiply sequence by non-int of type '{}'",
            type_name(other)
        ))),
    }
}
