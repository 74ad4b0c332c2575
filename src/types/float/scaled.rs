//! A float times a power of ten, as the nearest integer: the digits that a fixed number of decimals shows.
//!
//! The product is exact in 128 bits, so that ties are ties of the number itself and not of a rounded product. Numbers
//! for which that is too little are left to the standard library's formatter, which takes any.

/// The bits of a mantissa without the leading one.
const MANTISSA_BITS: u32 = 52;
/// What the exponent's bits are when a mantissa, taken as an integer, is the number itself.
const EXPONENT_OF_INTEGER: u64 = 1075;
/// Integers up to here are floats, each of them.
const EXACT: u64 = 1 << 53;

/// `size` times ten to the `places`, a tie rounded to the even neighbour, where that fits 64 bits.
pub(super) fn scaled(size: f64, places: usize) -> Option<u64> {
    let bits = size.to_bits();
    if bits == 0 {
        return Some(0);
    }
    let exponent = bits >> MANTISSA_BITS;
    if exponent == 0 {
        return None;
    }
    let leading = 1 << MANTISSA_BITS;
    let mantissa = bits & (leading - 1) | leading;
    // 53 bits times 64.
    let product = u128::from(mantissa) * u128::from(power_of_ten(places)?);
    let shift = EXPONENT_OF_INTEGER.checked_sub(exponent)?;
    if shift == 0 {
        return u64::try_from(product).ok();
    }
    let whole = product.checked_shr(u32::try_from(shift).ok()?)?;
    let rest = product - (whole << shift);
    let half = 1_u128 << (shift - 1);
    let up = rest > half || rest == half && whole & 1 == 1;
    u64::try_from(whole + u128::from(up)).ok()
}

/// `number` rounded to so many places, where that can be told in one division.
///
/// An integer of 53 bits and a power of ten up to the 22nd are floats, and a division rounds their quotient correctly.
pub(super) fn rounded(number: f64, places: usize) -> Option<f64> {
    let whole = scaled(number.abs(), places).filter(|whole| *whole <= EXACT)?;
    let power = power_of_ten(places)?;
    Some((whole as f64 / power as f64).copysign(number))
}

/// The fewest places that show `size` in full, and `size` times ten to that power, where both are small.
///
/// Texts of up to fifteen digits all stand for different floats: the first that reads back is the shortest. None of
/// these is so small or so large that it is shown with an exponent.
pub(super) fn few_places(size: f64) -> Option<(usize, u64)> {
    const FIFTEEN_DIGITS: f64 = 1e15;
    for (places, power) in [1.0, 1e1, 1e2, 1e3, 1e4].into_iter().enumerate() {
        let product = size * power;
        if product >= FIFTEEN_DIGITS {
            return None;
        }
        // The nearest integer, below ten to the fifteenth.
        let whole = (product + 0.5) as u64;
        if whole as f64 / power == size {
            return Some((places, whole));
        }
    }
    None
}

fn power_of_ten(places: usize) -> Option<u64> {
    10_u64.checked_pow(u32::try_from(places).ok()?)
}
