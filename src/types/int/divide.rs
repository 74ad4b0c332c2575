//! Division rounded down, priced before it starts.

use num_bigint::BigInt;
use num_integer::Integer;

use super::big::limbs;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;

/// Pays for dividing a number of that many words by another: schoolbook division, word by word.
///
/// # Errors
/// A halt when the budget does not allow it.
pub(super) fn charge(interp: &mut Interp, dividend: usize, divisor: usize) -> Result<()> {
    interp.reserve(8 * dividend.max(divisor))?;
    let rows = dividend.saturating_sub(divisor) + 1;
    interp.charge(rows.saturating_mul(divisor) / 16)
}

/// `(a // b, a % b)`; `b` is not zero.
///
/// # Errors
/// A halt when it costs too much.
pub fn floor(interp: &mut Interp, a: &BigInt, b: &BigInt) -> Result<(BigInt, BigInt)> {
    charge(interp, limbs(a), limbs(b))?;
    Ok(a.div_mod_floor(b))
}
