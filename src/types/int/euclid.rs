//! The largest common divisor and the whole square root, both priced and stoppable.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, Zero};

use super::{divide, limbs};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;

/// The largest common divisor, by Euclid's method while numbers are large so that it can be stopped.
///
/// # Errors
/// A halt when it costs too much.
pub fn gcd(interp: &mut Interp, a: &BigInt, b: &BigInt) -> Result<BigInt> {
    /// Numbers of so many words are left to the library.
    const BRIEF: usize = 64;
    let (mut a, mut b) = (a.abs(), b.abs());
    while !b.is_zero() && limbs(&a).min(limbs(&b)) > BRIEF {
        let rest = divide::floor(interp, &a, &b)?.1;
        a = std::mem::replace(&mut b, rest);
    }
    if !b.is_zero() && limbs(&a) > BRIEF {
        a = divide::floor(interp, &a, &b)?.1;
    }
    let work = limbs(&a).max(limbs(&b));
    interp.charge(work * work / 2)?;
    Ok(a.gcd(&b))
}

/// The whole part of the square root of a number that is not negative, by Newton's method with growing precision.
///
/// # Errors
/// A halt when it costs too much.
pub fn isqrt(interp: &mut Interp, number: &BigInt) -> Result<BigInt> {
    if let Ok(small) = u64::try_from(number) {
        return Ok(BigInt::from(small.isqrt()));
    }
    let bits = number.bits();
    // The root of the leading half of the digits is good to a quarter of them; one step doubles that.
    let shift = (bits - 1) / 4;
    let leading = isqrt(interp, &(number >> (2 * shift)))?;
    let estimate = (leading + 1_u32) << shift;
    let quotient = divide::floor(interp, number, &estimate)?.0;
    let mut root = (estimate + quotient) >> 1;
    loop {
        // The estimate is never below the root, so the steps go down until they stop.
        let next = (&root + divide::floor(interp, number, &root)?.0) >> 1;
        if next >= root {
            return Ok(root);
        }
        root = next;
    }
}
