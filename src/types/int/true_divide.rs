//! `/` on integers of any size: the float nearest to the exact quotient.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{ToPrimitive, Zero};

use super::big::Int;
use super::divide;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::wording;
use crate::types::float::{TINIEST, compose};

/// Bits of quotient that decide the rounding: the 53 of a float, one half, and one for what follows.
const QUOTIENT_BITS: i64 = 55;

/// `lhs / rhs`
///
/// # Errors
/// `ZeroDivisionError`, or `OverflowError` when the quotient is beyond the largest float.
pub fn divide(interp: &mut Interp, lhs: Int<'_>, rhs: Int<'_>) -> Result<f64> {
    if rhs.is_zero() {
        return Err(wording::zero_division("division by zero"));
    }
    let negative = lhs.is_negative() != rhs.is_negative();
    let sign = if negative { -1.0 } else { 1.0 };
    if lhs.is_zero() {
        return Ok(0.0 * sign);
    }
    let bits = |number: Int<'_>| i64::try_from(number.bits()).unwrap_or(i64::MAX / 4);
    let difference = bits(lhs) - bits(rhs);
    if difference > 1024 {
        return Err(too_large());
    }
    if difference < TINIEST - 1 {
        return Ok(0.0 * sign);
    }
    divide::charge(interp, lhs.limbs(), rhs.limbs())?;
    // The quotient has `QUOTIENT_BITS` or one more bits, and fewer where the result is below the normal floats.
    let exponent = (difference - QUOTIENT_BITS).max(TINIEST - 2);
    let (mut dividend, mut divisor) = (lhs.big().into_owned(), rhs.big().into_owned());
    if exponent > 0 {
        divisor <<= exponent;
    } else {
        dividend <<= -exponent;
    }
    let (quotient, rest) = magnitude(dividend).div_rem(&magnitude(divisor));
    let quotient = quotient.to_u64().unwrap_or(u64::MAX) | u64::from(!rest.is_zero());
    let rounded = compose(quotient, exponent);
    if rounded.is_infinite() {
        return Err(too_large());
    }
    Ok(rounded * sign)
}

fn magnitude(number: BigInt) -> num_bigint::BigUint {
    number.into_parts().1
}

fn too_large() -> crate::runtime::error::Error {
    wording::overflow_error("integer division result too large for a float")
}
