//! Floats taken apart into mantissa and exponent, and put together again with one rounding.

/// The exponent of the smallest float.
pub const TINIEST: i64 = -1074;

/// `(mantissa, exponent)` with `|number| == mantissa * 2**exponent`; the number is finite.
#[must_use]
pub fn decompose(number: f64) -> (u64, i64) {
    let bits = number.to_bits();
    let fraction = bits & ((1 << 52) - 1);
    match (bits >> 52) & 0x7ff {
        0 => (fraction, TINIEST),
        // Eleven bits.
        biased => (fraction | (1 << 52), biased as i64 - 1075),
    }
}

/// `mantissa * 2**exponent` as the nearest float, ties to even; the lowest bit may stand for all that follows it, as
/// long as the mantissa has more than 54 bits.
#[must_use]
pub fn compose(mantissa: u64, exponent: i64) -> f64 {
    let bits = i64::from(64 - mantissa.leading_zeros());
    let dropped = (bits - 53)
        .max(TINIEST.saturating_sub(exponent))
        .clamp(0, 63);
    let unit = 1_u64 << dropped;
    let (kept, tail) = (mantissa & !(unit - 1), mantissa & (unit - 1));
    let half = unit >> 1;
    let up = tail > half || (tail == half && half != 0 && kept & unit != 0);
    let rounded = if up { kept + unit } else { kept };
    // Both steps are exact now: the integer has 53 bits, and it ends above the smallest float.
    ldexp(rounded as f64, exponent)
}

/// `number * 2**exponent`, rounded once.
#[must_use]
pub fn ldexp(number: f64, exponent: i64) -> f64 {
    let mut number = number;
    let mut exponent = exponent.clamp(-2200, 2200);
    while exponent > 1023 {
        number *= power_of_two(1023);
        exponent -= 1023;
    }
    // Steps down keep 53 bits of room, so that only the last of them can round.
    while exponent < -1022 {
        number *= power_of_two(-969);
        exponent += 969;
    }
    number * power_of_two(exponent)
}

/// `2**exponent` for an exponent of the normal floats.
fn power_of_two(exponent: i64) -> f64 {
    f64::from_bits(u64::try_from(exponent + 1023).unwrap_or(0) << 52)
}

/// `(fraction, exponent)` with `number == fraction * 2**exponent` and `0.5 <= |fraction| < 1`.
#[must_use]
pub fn frexp(number: f64) -> (f64, i64) {
    if number == 0.0 || !number.is_finite() {
        return (number, 0);
    }
    let (mantissa, exponent) = decompose(number);
    let bits = i64::from(64 - mantissa.leading_zeros());
    let fraction = ldexp(mantissa as f64, -bits);
    (fraction.copysign(number), exponent + bits)
}
