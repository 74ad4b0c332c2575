//! `+`, `*` and `%` where a string or bytes takes part.

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::attr::type_name;
use crate::runtime::ops::{convert, percent};
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::BinaryOp;
use crate::types::{bytes, str};

/// `lhs op rhs`, or `None` where the operator is not one of text.
pub fn binary(
    interp: &mut Interp,
    op: BinaryOp,
    lhs: &Value,
    rhs: &Value,
) -> Option<Result<Value>> {
    match (op, lhs, rhs) {
        (BinaryOp::Add, Value::Str(lhs), Value::Str(rhs)) => Some(str::concat(interp, lhs, rhs)),
        (BinaryOp::Add, Value::Bytes(lhs), Value::Bytes(rhs)) => {
            Some(bytes::concat(interp, lhs, rhs))
        }
        (BinaryOp::Add, Value::Str(_), _) => Some(Err(wording::type_error(format!(
            "can only concatenate str (not \"{}\") to str",
            type_name(rhs)
        )))),
        (BinaryOp::Add, Value::Bytes(_), _) => Some(Err(wording::type_error(format!(
            "can't concat {} to bytes",
            type_name(rhs)
        )))),
        (BinaryOp::Mod, Value::Str(text), _) => Some(percent::format_str(interp, text, rhs)),
        (BinaryOp::Mod, Value::Bytes(data), _) => Some(percent::format_bytes(interp, data, rhs)),
        (BinaryOp::Mul, Value::Str(_) | Value::Bytes(_), _) => Some(repeat(interp, lhs, rhs)),
        // Another sequence on the left speaks first, and says the same of its right side.
        (BinaryOp::Mul, Value::List(_) | Value::Tuple(_), _) => None,
        (BinaryOp::Mul, _, Value::Str(_) | Value::Bytes(_)) => Some(repeat(interp, rhs, lhs)),
        _ => None,
    }
}

fn repeat(interp: &mut Interp, sequence: &Value, count: &Value) -> Result<Value> {
    let count = match count {
        Value::Int(_) | Value::Bool(_) => convert::to_ssize(count)?,
        Value::Big(_) => {
            return Err(wording::overflow_error(
                "cannot fit 'int' into an index-sized integer",
            ));
        }
        other => {
            return Err(wording::type_error(format!(
                "can't multiply sequence by non-int of type '{}'",
                type_name(other)
            )));
        }
    };
    match sequence {
        Value::Bytes(data) => bytes::repeat(interp, data, count),
        Value::Str(text) => str::repeat(interp, text, count),
        other => Err(wording::not_iterable(other)),
    }
}
