//! The operators: exact between integers and fractions, as floats or complex numbers with those.

use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

use super::Fraction;
use super::value::zero_denominator;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::arith;
use crate::runtime::value::Value;
use crate::syntax::ast::BinaryOp;
use crate::types::int;

/// `this op other`, where `fraction` is what `this` holds.
pub(super) fn forward(
    interp: &mut Interp,
    op: BinaryOp,
    fraction: &Fraction,
    this: &Value,
    other: &Value,
) -> Result<Option<Value>> {
    if !is_arithmetic(op) {
        return Ok(None);
    }
    if let Some(other) = Fraction::of(other) {
        return match op {
            BinaryOp::Pow => power(interp, fraction, &other).map(Some),
            _ => exact(interp, op, fraction, &other).map(Some),
        };
    }
    let _ = this;
    match other {
        Value::Float(_) | Value::Complex(_) => {
            let number = Value::Float(fraction.float(interp)?);
            arith::try_binary(interp, op, &number, other)
        }
        _ => Ok(None),
    }
}

/// `other op fraction`
pub(super) fn reflected(
    interp: &mut Interp,
    op: BinaryOp,
    other: &Value,
    fraction: &Fraction,
) -> Result<Option<Value>> {
    if !is_arithmetic(op) {
        return Ok(None);
    }
    if op == BinaryOp::Pow {
        return reflected_power(interp, other, fraction).map(Some);
    }
    if let Some(other) = Fraction::of(other) {
        return exact(interp, op, &other, fraction).map(Some);
    }
    match other {
        Value::Float(_) | Value::Complex(_) => {
            let number = Value::Float(fraction.float(interp)?);
            arith::try_binary(interp, op, other, &number)
        }
        _ => Ok(None),
    }
}

fn is_arithmetic(op: BinaryOp) -> bool {
    match op {
        BinaryOp::Add
        | BinaryOp::Sub
        | BinaryOp::Mul
        | BinaryOp::Div
        | BinaryOp::FloorDiv
        | BinaryOp::Mod
        | BinaryOp::Pow => true,
        BinaryOp::MatMul
        | BinaryOp::Shl
        | BinaryOp::Shr
        | BinaryOp::And
        | BinaryOp::Xor
        | BinaryOp::Or => false,
    }
}

/// The operators that are exact on fractions.
pub(crate) fn exact(
    interp: &mut Interp,
    op: BinaryOp,
    a: &Fraction,
    b: &Fraction,
) -> Result<Value> {
    let across = int::multiply(interp, &a.numerator, &b.denominator)?;
    let back = int::multiply(interp, &b.numerator, &a.denominator)?;
    match op {
        BinaryOp::Mul => {
            let numerator = int::multiply(interp, &a.numerator, &b.numerator)?;
            let denominator = int::multiply(interp, &a.denominator, &b.denominator)?;
            Fraction::reduced(interp, numerator, denominator).map(Fraction::into_value)
        }
        BinaryOp::Div => {
            if b.numerator.is_zero() {
                return Err(zero_denominator(interp, &b.denominator)?);
            }
            Fraction::reduced(interp, across, back).map(Fraction::into_value)
        }
        BinaryOp::FloorDiv => arith::binary(interp, op, &Value::int(across), &Value::int(back)),
        BinaryOp::Mod => {
            let rest = arith::binary(interp, op, &Value::int(across), &Value::int(back))?;
            let rest = crate::runtime::ops::convert::to_bigint(&rest)?;
            let denominator = int::multiply(interp, &a.denominator, &b.denominator)?;
            Fraction::reduced(interp, rest, denominator).map(Fraction::into_value)
        }
        _ => {
            let numerator = if op == BinaryOp::Add {
                across + back
            } else {
                across - back
            };
            let denominator = int::multiply(interp, &a.denominator, &b.denominator)?;
            Fraction::reduced(interp, numerator, denominator).map(Fraction::into_value)
        }
    }
}

/// `a ** b`: exact where the exponent is whole.
fn power(interp: &mut Interp, a: &Fraction, b: &Fraction) -> Result<Value> {
    if !b.denominator.is_one() {
        let (a, b) = (a.float(interp)?, b.float(interp)?);
        return arith::binary(interp, BinaryOp::Pow, &Value::Float(a), &Value::Float(b));
    }
    let exponent = b.numerator.abs();
    let numerator = raised(interp, &a.numerator, &exponent)?;
    let denominator = raised(interp, &a.denominator, &exponent)?;
    // Powers of numbers without a common divisor have none either.
    let result = if !b.numerator.is_negative() {
        Fraction {
            numerator,
            denominator,
        }
    } else if numerator.is_zero() {
        return Err(zero_denominator(interp, &denominator)?);
    } else if numerator.is_negative() {
        Fraction {
            numerator: -denominator,
            denominator: -numerator,
        }
    } else {
        Fraction {
            numerator: denominator,
            denominator: numerator,
        }
    };
    Ok(result.into_value())
}

fn raised(interp: &mut Interp, base: &BigInt, exponent: &BigInt) -> Result<BigInt> {
    let (base, exponent) = (Value::int(base.clone()), Value::int(exponent.clone()));
    let result = arith::binary(interp, BinaryOp::Pow, &base, &exponent)?;
    crate::runtime::ops::convert::to_bigint(&result)
}

/// `base ** exponent`, where the exponent is the fraction.
fn reflected_power(interp: &mut Interp, base: &Value, exponent: &Fraction) -> Result<Value> {
    let is_whole = exponent.denominator.is_one();
    if is_whole && !exponent.numerator.is_negative() {
        let exponent = Value::int(exponent.numerator.clone());
        return arith::binary(interp, BinaryOp::Pow, base, &exponent);
    }
    if let Some(base) = Fraction::of(base) {
        return power(interp, &base, exponent);
    }
    let exponent = if is_whole {
        Value::int(exponent.numerator.clone())
    } else {
        Value::Float(exponent.float(interp)?)
    };
    arith::binary(interp, BinaryOp::Pow, base, &exponent)
}
