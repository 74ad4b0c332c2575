//! `**` on integers and `pow` with a modulus, priced by the size of the result.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use super::big::{Int, limbs};
use super::{divide, multiply};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::float;

/// `base ** exponent`; a negative exponent makes a float.
///
/// # Errors
/// `ZeroDivisionError` for zero to a negative power; a halt when the result would be too large.
pub(super) fn power(interp: &mut Interp, base: Int<'_>, exponent: Int<'_>) -> Result<Value> {
    if exponent.is_negative() {
        return float::power(interp, base.to_float()?, exponent.to_float()?);
    }
    if let Int::Small(small @ (-1..=1)) = base {
        return Ok(Value::Int(match (small, exponent.is_zero()) {
            (_, true) => 1,
            (-1, false) if !exponent.is_odd() => 1,
            (other, false) => other,
        }));
    }
    let exponent = exponent.to_u64().unwrap_or(u64::MAX);
    let base = base.big();
    // Powers of two are factored out: shifting them in at the end costs nothing.
    let twos = base.trailing_zeros().unwrap_or(0);
    let odd = &*base >> twos;
    let odd_bits = odd.bits().saturating_sub(1).saturating_mul(exponent);
    let zeros = twos.saturating_mul(exponent);
    let bytes = odd_bits.saturating_add(zeros) / 8 + 8;
    interp.reserve(usize::try_from(bytes).unwrap_or(usize::MAX))?;
    // The last squaring costs about as much as all that came before it.
    let half = usize::try_from(odd_bits / 128).unwrap_or(usize::MAX);
    multiply::charge(interp, half, half)?;
    multiply::charge(interp, half, half)?;
    Ok(Value::int(raise(interp, &odd, exponent)? << zeros))
}

/// `base ** exponent` by squaring, paid for already.
fn raise(interp: &mut Interp, base: &BigInt, exponent: u64) -> Result<BigInt> {
    let mut result = BigInt::one();
    if base.is_one() {
        return Ok(result);
    }
    for position in (0..64 - exponent.leading_zeros()).rev() {
        result = multiply::product(interp, &result, &result)?;
        if exponent >> position & 1 == 1 {
            result = multiply::product(interp, &result, base)?;
        }
    }
    Ok(result)
}

/// `pow(base, exponent, modulus)`
///
/// # Errors
/// `ValueError` when the modulus is zero, or when a negative exponent asks for an inverse that does not exist.
pub fn modular(
    interp: &mut Interp,
    base: &BigInt,
    exponent: &BigInt,
    modulus: &BigInt,
) -> Result<BigInt> {
    if modulus.is_zero() {
        return Err(wording::value_error("pow() 3rd argument cannot be 0"));
    }
    let divisor = modulus.abs();
    let mut base = divide::floor(interp, base, &divisor)?.1;
    if exponent.is_negative() {
        base = inverse(interp, &base, &divisor)?;
    }
    let exponent = exponent.abs();
    let size = limbs(&divisor);
    let mut result = if divisor.is_one() {
        BigInt::zero()
    } else {
        BigInt::one()
    };
    for position in (0..exponent.bits()).rev() {
        result = multiply(interp, &result, &result)?;
        result = divide::floor(interp, &result, &divisor)?.1;
        if exponent.bit(position) {
            result = multiply(interp, &result, &base)?;
            result = divide::floor(interp, &result, &divisor)?.1;
        }
        interp.charge(1 + size / 16)?;
    }
    // The result has the sign of the modulus, as `%` has.
    Ok(if modulus.is_negative() && !result.is_zero() {
        result + modulus
    } else {
        result
    })
}

/// The number whose product with `number` leaves one; both are positive and `number` is the smaller.
fn inverse(interp: &mut Interp, number: &BigInt, modulus: &BigInt) -> Result<BigInt> {
    let (mut old, mut rest) = (modulus.clone(), number.clone());
    let (mut old_factor, mut factor) = (BigInt::zero(), BigInt::one());
    while !rest.is_zero() {
        let (quotient, next) = divide::floor(interp, &old, &rest)?;
        old = std::mem::replace(&mut rest, next);
        let step = multiply(interp, &quotient, &factor)?;
        let next = &old_factor - step;
        old_factor = std::mem::replace(&mut factor, next);
    }
    if !old.is_one() {
        return Err(wording::value_error(
            "base is not invertible for the given modulus",
        ));
    }
    Ok(old_factor.mod_floor(modulus))
}
