//! Division rounded down, priced before it starts and stoppable on the way.
//!
//! The big-integer library divides word by word and cannot be interrupted, so the quotient of a huge division is
//! found in blocks, and the meter is looked at between them.

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_traits::Zero;

use super::big::limbs;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;

/// The most products of words that are left to the library at once: some ten milliseconds.
const WHOLE: usize = 1 << 23;

/// Pays for dividing a number of that many words by another.
///
/// # Errors
/// A halt when the budget does not allow it.
pub(super) fn charge(interp: &mut Interp, dividend: usize, divisor: usize) -> Result<()> {
    interp.reserve(8 * dividend.max(divisor))?;
    interp.charge(work(dividend, divisor) / 16)
}

fn work(dividend: usize, divisor: usize) -> usize {
    let rows = dividend.saturating_sub(divisor) + 1;
    rows.saturating_mul(divisor)
}

/// `(a // b, a % b)`; `b` is not zero.
///
/// # Errors
/// A halt when it costs too much.
pub fn floor(interp: &mut Interp, a: &BigInt, b: &BigInt) -> Result<(BigInt, BigInt)> {
    charge(interp, limbs(a), limbs(b))?;
    if work(limbs(a), limbs(b)) <= WHOLE {
        return Ok(a.div_mod_floor(b));
    }
    let (quotient, rest) = in_blocks(interp, a.magnitude(), b.magnitude())?;
    let (quotient, rest) = (BigInt::from(quotient), BigInt::from(rest));
    // The rest takes the sign of the divisor; with signs that differ the quotient is one further down.
    let differ = (a.sign() == Sign::Minus) != (b.sign() == Sign::Minus);
    Ok(match (differ, b.sign() == Sign::Minus) {
        (true, _) if rest.is_zero() => (-quotient, rest),
        (true, true) => (-quotient - 1_u32, b + rest),
        (true, false) => (-quotient - 1_u32, b - rest),
        (false, true) => (quotient, -rest),
        (false, false) => (quotient, rest),
    })
}

/// Long division with digits of so many words that one step is brief.
fn in_blocks(interp: &mut Interp, a: &BigUint, b: &BigUint) -> Result<(BigUint, BigUint)> {
    let divisor_words = b.iter_u64_digits().len();
    let block = 2 * (WHOLE / divisor_words).max(1);
    let digits = a.to_u32_digits();
    let mut quotient: Vec<u32> = vec![0; digits.len()];
    let mut rest = BigUint::zero();
    for start in (0..digits.len()).step_by(block).rev() {
        interp.meter.look()?;
        let end = (start + block).min(digits.len());
        let part = digits.get(start..end).unwrap_or_default();
        let dividend = (rest << (32 * part.len())) + BigUint::from_slice(part);
        let (digit, left) = dividend.div_rem(b);
        // A digit is below the base, so it fits the place of its part.
        for (slot, word) in quotient.iter_mut().skip(start).zip(digit.iter_u32_digits()) {
            *slot = word;
        }
        rest = left;
    }
    Ok((BigUint::new(quotient), rest))
}
