//! Rounding: to a whole number on a side, and `round` with and without digits.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, Zero};
use std::cmp::Ordering;

use super::{Fraction, arith};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::object::Rounding;
use crate::runtime::ops::arith as operators;
use crate::runtime::ops::attr::type_name;
use crate::runtime::ops::convert;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::BinaryOp;
use crate::types::int::{self, Int};

/// The whole number on that side.
pub(super) fn whole(interp: &mut Interp, fraction: &Fraction, side: Rounding) -> Result<BigInt> {
    let (floor, rest) = int::floor(interp, &fraction.numerator, &fraction.denominator)?;
    let up = match side {
        Rounding::Down => false,
        Rounding::Up => true,
        Rounding::TowardZero => fraction.numerator.is_negative(),
    };
    Ok(if up && !rest.is_zero() {
        floor + 1_u32
    } else {
        floor
    })
}

/// The nearest whole number; a half goes to the even one.
fn nearest(interp: &mut Interp, numerator: &BigInt, denominator: &BigInt) -> Result<BigInt> {
    let (floor, rest) = int::floor(interp, numerator, denominator)?;
    let up = match (rest * 2_u32).cmp(denominator) {
        Ordering::Less => false,
        Ordering::Equal => floor.is_odd(),
        Ordering::Greater => true,
    };
    Ok(if up { floor + 1_u32 } else { floor })
}

/// `round(fraction)` is an integer; with digits it is a fraction.
pub(super) fn round(
    interp: &mut Interp,
    fraction: &Fraction,
    digits: Option<&Value>,
) -> Result<Value> {
    let Some(digits) = digits else {
        return nearest(interp, &fraction.numerator, &fraction.denominator).map(Value::int);
    };
    let Some(count) = Int::of(digits) else {
        return match digits {
            Value::Float(count) => by_float(interp, fraction, *count),
            Value::Complex(_) => Err(wording::not_comparable(">", digits, &Value::Int(0))),
            _ => Err(wording::type_error(format!(
                "bad operand type for abs(): '{}'",
                type_name(digits)
            ))),
        };
    };
    let size = Value::int(count.big().abs());
    let shift = operators::binary(interp, BinaryOp::Pow, &Value::Int(10), &size)?;
    let shift = convert::to_bigint(&shift)?;
    if count.is_negative() || count.is_zero() {
        let denominator = int::multiply(interp, &fraction.denominator, &shift)?;
        let rounded = nearest(interp, &fraction.numerator, &denominator)?;
        let whole = int::multiply(interp, &rounded, &shift)?;
        return Ok(Fraction::whole(whole).into_value());
    }
    let numerator = int::multiply(interp, &fraction.numerator, &shift)?;
    let rounded = nearest(interp, &numerator, &fraction.denominator)?;
    arith::exact(
        interp,
        BinaryOp::Div,
        &Fraction::whole(rounded),
        &Fraction::whole(shift),
    )
}

/// A number of digits that is a float makes everything a float on the way, and for digits after the point the result is
/// no fraction any more.
fn by_float(interp: &mut Interp, fraction: &Fraction, count: f64) -> Result<Value> {
    let size = Value::Float(count.abs());
    let shift = operators::binary(interp, BinaryOp::Pow, &Value::Int(10), &size)?;
    if count > 0.0 {
        return Err(wording::type_error(
            "both arguments should be Rational instances",
        ));
    }
    let this = fraction.clone().into_value();
    let shifted = operators::binary(interp, BinaryOp::Div, &this, &shift)?;
    let rounded = convert::to_float(interp, &shifted)?.round_ties_even();
    if rounded.is_nan() {
        return Err(wording::value_error("cannot convert float NaN to integer"));
    }
    let rounded = rounded * convert::to_float(interp, &shift)?;
    super::new::from_float(rounded).map(Fraction::into_value)
}
