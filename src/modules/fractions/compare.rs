//! Comparison with every kind of number, and the hash that equal numbers share.

use num_bigint::{BigInt, Sign};
use num_traits::{ToPrimitive, Zero};

use super::Fraction;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::compare::holds;
use crate::runtime::value::Value;
use crate::syntax::ast::CompareOp;
use crate::types::int;

/// The modulus of all hashes of numbers, a prime.
const MODULUS: u64 = (1 << 61) - 1;
/// The hash of what has no inverse: infinity's.
const INFINITE: i64 = 314_159;

/// `fraction op other`
pub(super) fn compare(
    interp: &mut Interp,
    op: CompareOp,
    fraction: &Fraction,
    other: &Value,
) -> Result<Option<Value>> {
    let is_equality = matches!(op, CompareOp::Eq | CompareOp::Ne);
    let other = match other {
        Value::Complex(number) if is_equality && number.im == 0.0 => Value::Float(number.re),
        other => other.clone(),
    };
    let ordering = match &other {
        Value::Float(number) if number.is_finite() => {
            order(interp, fraction, &Fraction::from_float(*number))?
        }
        // Whatever the fraction is, infinity is beyond it and a NaN beside it.
        Value::Float(number) => {
            return Ok(Some(Value::Bool(holds(op, 0.0.partial_cmp(number)))));
        }
        _ => match Fraction::of(&other) {
            Some(other) => order(interp, fraction, &other)?,
            None => return Ok(None),
        },
    };
    Ok(Some(Value::Bool(holds(op, Some(ordering)))))
}

fn order(interp: &mut Interp, a: &Fraction, b: &Fraction) -> Result<std::cmp::Ordering> {
    let left = int::multiply(interp, &a.numerator, &b.denominator)?;
    let right = int::multiply(interp, &b.numerator, &a.denominator)?;
    Ok(left.cmp(&right))
}

/// The numerator times the inverse of the denominator, modulo the prime.
pub(super) fn hash(fraction: &Fraction) -> i64 {
    let reduce = |number: &BigInt| (number.magnitude() % MODULUS).to_u64().unwrap_or(0);
    let inverse = power(reduce(&fraction.denominator), MODULUS - 2);
    let size = if (fraction.denominator.magnitude() % MODULUS).is_zero() {
        INFINITE
    } else {
        product(reduce(&fraction.numerator), inverse).cast_signed()
    };
    let signed = if fraction.numerator.sign() == Sign::Minus {
        -size
    } else {
        size
    };
    if signed == -1 { -2 } else { signed }
}

fn product(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b) % u128::from(MODULUS);
    u64::try_from(product).unwrap_or(0)
}

/// By Fermat's theorem the power to `MODULUS - 2` is the inverse.
fn power(mut base: u64, mut exponent: u64) -> u64 {
    let mut result = 1;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = product(result, base);
        }
        base = product(base, base);
        exponent >>= 1;
    }
    result
}
