//! Multiplication that is priced before it starts and that can be stopped on the way.
//!
//! The big-integer library cannot be interrupted, so products of huge numbers are split by Karatsuba's method down
//! to parts of some ten milliseconds, and the meter is looked at between the parts.

use num_bigint::BigInt;

use super::big::limbs;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;

/// The work of the largest product that is left to the library whole, in units of some six nanoseconds.
const WHOLE: usize = 1 << 21;
/// Below this much work a product is not worth a look at the clock.
const BRIEF: usize = 1 << 14;

/// The work of multiplying numbers of that many words: measured, the library's time grows with about this.
fn work(a: usize, b: usize) -> usize {
    a.max(b).saturating_mul(a.min(b).isqrt())
}

/// Pays for a product of numbers of that many words.
///
/// # Errors
/// A halt when the budget does not allow it.
pub(super) fn charge(interp: &mut Interp, a: usize, b: usize) -> Result<()> {
    interp.reserve(a.saturating_add(b).saturating_mul(8))?;
    interp.charge(work(a, b) / 4)
}

/// `a * b`
///
/// # Errors
/// A halt when it costs too much.
pub fn multiply(interp: &mut Interp, a: &BigInt, b: &BigInt) -> Result<BigInt> {
    charge(interp, limbs(a), limbs(b))?;
    product(interp, a, b)
}

/// `a * b`, paid for already.
///
/// # Errors
/// A halt when time is up or the host cancelled.
pub(super) fn product(interp: &mut Interp, a: &BigInt, b: &BigInt) -> Result<BigInt> {
    let (a, b) = if limbs(a) < limbs(b) { (b, a) } else { (a, b) };
    let (long, short) = (limbs(a), limbs(b));
    let work = work(long, short);
    if work <= WHOLE {
        if work > BRIEF {
            interp.meter.look()?;
        }
        return Ok(a * b);
    }
    let by = 64 * long.div_ceil(2);
    let (a_high, a_low) = split(a, by);
    if short <= long / 2 {
        let high = product(interp, &a_high, b)?;
        return Ok((high << by) + product(interp, &a_low, b)?);
    }
    let (b_high, b_low) = split(b, by);
    let low = product(interp, &a_low, &b_low)?;
    let high = product(interp, &a_high, &b_high)?;
    let cross = product(interp, &(a_low + a_high), &(b_low + b_high))?;
    let middle = cross - &low - &high;
    Ok((((high << by) + middle) << by) + low)
}

/// The number as `high * 2**by + low`.
fn split(number: &BigInt, by: usize) -> (BigInt, BigInt) {
    let high = number >> by;
    let low = number - (&high << by);
    (high, low)
}
