//! `+`, `-`, `*` and all the other operators, over every pair of types.
//!
//! Python asks in this order: numbers (which only know each other), the left object, sets, dicts, formatting and
//! unions of types, the right object, and last the sequences. Here is only that order; what an operator does is told where the type is.

use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::{sequence, text};
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::{BinaryOp, UnaryOp};
use crate::types::complex::{self, Complex};
use crate::types::int::Int;
use crate::types::{dict, float, int, set, type_};

/// `lhs op rhs`
///
/// # Errors
/// `TypeError` when the types do not fit; what the operation itself raises.
#[inline]
pub fn binary(interp: &mut Interp, op: BinaryOp, lhs: &Value, rhs: &Value) -> Result<Value> {
    if let (Value::Int(a), Value::Int(b)) = (lhs, rhs)
        && let Some(result) = int::small(op, *a, *b)
    {
        return Ok(result);
    }
    match try_binary(interp, op, lhs, rhs)? {
        Some(result) => Ok(result),
        None => Err(wording::unsupported_operands(symbol(op), lhs, rhs)),
    }
}

/// `lhs op rhs`, or `None` where the two types have no such operator, for callers with a message of their own.
///
/// # Errors
/// What the operation itself raises.
pub fn try_binary(
    interp: &mut Interp,
    op: BinaryOp,
    lhs: &Value,
    rhs: &Value,
) -> Result<Option<Value>> {
    if let (Some(a), Some(b)) = (Number::of(lhs), Number::of(rhs)) {
        if let (Value::Bool(a), Value::Bool(b)) = (lhs, rhs)
            && let Some(result) = of_bools(op, *a, *b)
        {
            return Ok(Some(result));
        }
        return of_numbers(interp, op, a, b);
    }
    if let Value::Object(object) = lhs
        && let Some(result) = object.binary(interp, op, lhs, rhs, false)?
    {
        return Ok(Some(result));
    }
    if let Some(result) = of_containers(interp, op, lhs, rhs)? {
        return Ok(Some(result));
    }
    if let Value::Object(object) = rhs
        && let Some(result) = object.binary(interp, op, rhs, lhs, true)?
    {
        return Ok(Some(result));
    }
    text::binary(interp, op, lhs, rhs)
        .or_else(|| sequence::binary(interp, op, lhs, rhs))
        .transpose()
}

/// The operator as CPython's messages write it.
#[must_use]
pub fn symbol(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Pow => "** or pow()",
        other => other.symbol(),
    }
}

/// A number, by the type that decides what an operator does.
pub enum Number<'a> {
    /// `12`, `True`, `2 ** 100`
    Int(Int<'a>),
    /// `1.5`
    Float(f64),
    /// `2j`
    Complex(Complex),
}

impl<'a> Number<'a> {
    /// The value as a number, where it is one.
    #[must_use]
    #[inline]
    pub fn of(value: &'a Value) -> Option<Self> {
        match value {
            Value::Float(number) => Some(Number::Float(*number)),
            Value::Complex(number) => Some(Number::Complex(**number)),
            // An object has operators of its own, integer or not.
            Value::Object(_) => None,
            other => Int::of(other).map(Number::Int),
        }
    }

    /// The number as a complex one.
    ///
    /// # Errors
    /// `OverflowError` for an integer that is too large.
    pub fn to_complex(self) -> Result<Complex> {
        let re = match self {
            Number::Int(number) => number.to_float()?,
            Number::Float(number) => number,
            Number::Complex(number) => return Ok(number),
        };
        Ok(Complex { re, im: 0.0 })
    }
}

/// `&`, `|` and `^` of truth values are truth values.
fn of_bools(op: BinaryOp, lhs: bool, rhs: bool) -> Option<Value> {
    match op {
        BinaryOp::And => Some(Value::Bool(lhs & rhs)),
        BinaryOp::Or => Some(Value::Bool(lhs | rhs)),
        BinaryOp::Xor => Some(Value::Bool(lhs ^ rhs)),
        _ => None,
    }
}

fn of_numbers(
    interp: &mut Interp,
    op: BinaryOp,
    lhs: Number<'_>,
    rhs: Number<'_>,
) -> Result<Option<Value>> {
    match (lhs, rhs) {
        (Number::Int(a), Number::Int(b)) => int::binary(interp, op, a, b),
        (Number::Float(a), Number::Float(b)) => float::binary(interp, op, a, b),
        (Number::Float(_) | Number::Complex(_), _) | (_, Number::Float(_) | Number::Complex(_))
            if is_bitwise(op) =>
        {
            Ok(None)
        }
        (Number::Int(a), Number::Float(b)) => float::binary(interp, op, a.to_float()?, b),
        (Number::Float(a), Number::Int(b)) => float::binary(interp, op, a, b.to_float()?),
        (a @ Number::Complex(_), b) | (a, b @ Number::Complex(_)) => {
            complex::binary(op, a.to_complex()?, b.to_complex()?)
        }
    }
}

/// Whether integers alone know the operator, so that the other operand need not be converted.
fn is_bitwise(op: BinaryOp) -> bool {
    matches!(
        op,
        BinaryOp::Shl
            | BinaryOp::Shr
            | BinaryOp::And
            | BinaryOp::Or
            | BinaryOp::Xor
            | BinaryOp::MatMul
    )
}

/// Sets, dicts and their views, and `%` on text: they answer before an object on the right is asked.
fn of_containers(
    interp: &mut Interp,
    op: BinaryOp,
    lhs: &Value,
    rhs: &Value,
) -> Result<Option<Value>> {
    match (lhs, rhs) {
        (Value::Dict(_), _)
        | (_, Value::Dict(_))
        | (Value::DictView(_), _)
        | (_, Value::DictView(_)) => {
            if let Some(result) = dict::binary(interp, op, lhs, rhs)? {
                return Ok(Some(result));
            }
        }
        (Value::Set(_) | Value::FrozenSet(_), _) => {
            if let Some(result) = set::binary(interp, op, lhs, rhs)? {
                return Ok(Some(result));
            }
        }
        _ => {}
    }
    match (op, lhs) {
        (BinaryOp::Mod, Value::Str(_) | Value::Bytes(_)) => {
            text::binary(interp, op, lhs, rhs).transpose()
        }
        (BinaryOp::Or, _) => type_::union(interp, lhs, rhs),
        _ => Ok(None),
    }
}

/// `-x`, `+x`, `~x`
///
/// # Errors
/// `TypeError` when the type does not fit.
pub fn unary(interp: &mut Interp, op: UnaryOp, value: &Value) -> Result<Value> {
    if let Some(result) = of_number(interp, op, value)? {
        return Ok(result);
    }
    if let Value::Object(object) = value
        && let Some(result) = object.unary(interp, op)?
    {
        return Ok(result);
    }
    if let Value::Dict(counter) = value
        && let Some(result) = dict::unary(interp, op, counter)?
    {
        return Ok(result);
    }
    let symbol = match op {
        UnaryOp::Not => "not",
        UnaryOp::Neg => "-",
        UnaryOp::Pos => "+",
        UnaryOp::Invert => "~",
    };
    Err(wording::bad_operand(symbol, value))
}

#[inline]
fn of_number(interp: &mut Interp, op: UnaryOp, value: &Value) -> Result<Option<Value>> {
    Ok(Some(match (op, Number::of(value)) {
        (UnaryOp::Neg, Some(Number::Int(Int::Small(number)))) => number
            .checked_neg()
            .map_or_else(|| Value::int(-num_bigint::BigInt::from(number)), Value::Int),
        (UnaryOp::Invert, Some(Number::Int(Int::Small(number)))) => Value::Int(!number),
        (UnaryOp::Pos, Some(Number::Int(Int::Small(number)))) => Value::Int(number),
        (UnaryOp::Pos, Some(_)) => value.clone(),
        (UnaryOp::Neg, Some(Number::Int(Int::Big(number)))) => {
            interp.reserve(8 * int::limbs(number))?;
            Value::int(-number)
        }
        (UnaryOp::Invert, Some(Number::Int(Int::Big(number)))) => {
            interp.reserve(8 * int::limbs(number))?;
            Value::int(!number)
        }
        (UnaryOp::Neg, Some(Number::Float(number))) => interp.float(-number),
        (UnaryOp::Neg, Some(Number::Complex(number))) => Value::Complex(Rc::new(Complex {
            re: -number.re,
            im: -number.im,
        })),
        _ => return Ok(None),
    }))
}
