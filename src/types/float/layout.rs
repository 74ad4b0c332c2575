//! How a float's digits are set out: `e`, `f`, `g` and the shortest form, to any precision.
//!
//! The digits come from the standard library, which rounds the exact binary value correctly; where the point stands,
//! when an exponent is used and how it is written is Python's.

use std::fmt::Write;

use super::scaled::{few_places, scaled};
use crate::types::int::decimal::Decimal;

/// How many digits decide everything: an `f64` has at most 767 significant ones and 1,074 after the point.
/// Further ones are zeros, which are added without asking the formatter (it takes no precision past 65,535).
const EXACT_DIGITS: usize = 1_100;

/// Which digits are shown, and when an exponent is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// The fewest digits that read back as the same number: `repr`.
    Shortest,
    /// `%e`: always an exponent, with so many digits after the point.
    Exponent(usize),
    /// `%f`: never an exponent, with so many digits after the point.
    Fixed(usize),
    /// `%g`: so many significant digits, an exponent where that is shorter.
    General(usize),
}

/// Everything that decides how a float is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FloatStyle {
    /// Which digits, and when an exponent.
    pub(crate) layout: Layout,
    /// `#`: the point stays, and so do trailing zeros under `g`.
    pub(crate) alternate: bool,
    /// At least one digit after the point, as `repr(1.0)` has.
    pub(crate) point_zero: bool,
    /// `z`: a zero after rounding has no sign.
    pub(crate) no_negative_zero: bool,
    /// `E`, `INF`
    pub(crate) upper: bool,
}

impl FloatStyle {
    /// That layout with nothing special about it.
    pub(crate) const fn plain(layout: Layout) -> Self {
        FloatStyle {
            layout,
            alternate: false,
            point_zero: false,
            no_negative_zero: false,
            upper: false,
        }
    }
}

/// `number` in that style, with `-` in front when it is negative.
pub(crate) fn float_text(number: f64, style: FloatStyle) -> String {
    let mut out = String::new();
    push_float(&mut out, number, style);
    out
}

/// Appends `number` in that style.
pub(crate) fn push_float(out: &mut String, number: f64, style: FloatStyle) {
    if number.is_nan() {
        out.push_str(if style.upper { "NAN" } else { "nan" });
        return;
    }
    let start = out.len();
    if number.is_sign_negative() {
        out.push('-');
    }
    let size = number.abs();
    if size.is_infinite() {
        out.push_str(if style.upper { "INF" } else { "inf" });
        return;
    }
    match style.layout {
        Layout::Shortest => {
            if !push_few_places(out, size, style) {
                let digits = Digits::shortest(size);
                push_digits(out, &digits, digits.point <= -4 || digits.point > 16, style);
            }
        }
        Layout::Exponent(precision) => push_exponent_layout(out, size, precision, style),
        Layout::Fixed(precision) => push_fixed_layout(out, size, precision, style),
        Layout::General(precision) => push_general_layout(out, size, precision.max(1), style),
    }
    if style.no_negative_zero && out[start..].starts_with('-') {
        let mantissa = out[start + 1..].split(['e', 'E']).next().unwrap_or("");
        if mantissa.bytes().all(|byte| matches!(byte, b'0' | b'.')) {
            out.remove(start);
        }
    }
}

/// Appends a number that few digits show in full; whether it was one.
fn push_few_places(out: &mut String, size: f64, style: FloatStyle) -> bool {
    match few_places(size) {
        Some((0, whole)) => {
            out.push_str(Decimal::of_size(whole).as_str());
            if style.point_zero {
                out.push_str(".0");
            } else if style.alternate {
                out.push('.');
            }
            true
        }
        Some((places, scaled)) => {
            push_with_point(out, scaled, places);
            true
        }
        None => false,
    }
}

/// Appends an integer, the last `places` digits of it behind a point.
fn push_with_point(out: &mut String, scaled: u64, places: usize) {
    let digits = Decimal::of_size(scaled);
    let digits = digits.as_str();
    match digits.len().checked_sub(places) {
        Some(before @ 1..) => {
            let (whole, fraction) = digits.split_at(before);
            out.push_str(whole);
            out.push('.');
            out.push_str(fraction);
        }
        _ => {
            out.push_str("0.");
            push_zeros(out, places - digits.len());
            out.push_str(digits);
        }
    }
}

/// Shorter texts are never equally near: one more digit would still tell all doubles apart.
const DIGITS_WITH_TIES: usize = 15;

/// Decimal digits with a point: 0.`digits` times ten to the `point`.
struct Digits {
    /// At least one digit; no trailing zeros but in `0` itself.
    digits: String,
    point: i32,
}

impl Digits {
    fn shortest(size: f64) -> Self {
        let shortest = Digits::from_exponent_form(&format!("{size:e}"));
        let count = shortest.digits.len();
        if count < DIGITS_WITH_TIES {
            return shortest;
        }
        // Where two texts are as short and as near, Rust takes the larger and CPython the even one, which is how
        // a text of a fixed length is rounded.
        let rounded = format!("{size:.0$e}", count - 1);
        if rounded.parse() == Ok(size) {
            Digits::from_exponent_form(&rounded)
        } else {
            shortest
        }
    }

    fn rounded(size: f64, count: usize) -> Self {
        let after_point = count.min(EXACT_DIGITS) - 1;
        Digits::from_exponent_form(&format!("{size:.after_point$e}"))
    }

    /// Reads what `{:e}` writes: `1.25e-7`.
    fn from_exponent_form(text: &str) -> Self {
        let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
        let mut digits: String = mantissa.chars().filter(|&c| c != '.').collect();
        let kept = digits.trim_end_matches('0').len().max(1);
        digits.truncate(kept);
        Digits {
            digits,
            point: exponent.parse::<i32>().unwrap_or(0) + 1,
        }
    }
}

fn push_exponent_layout(out: &mut String, size: f64, precision: usize, style: FloatStyle) {
    let known = precision.min(EXACT_DIGITS);
    let text = format!("{size:.known$e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    out.push_str(mantissa);
    push_zeros(out, precision - known);
    if precision == 0 && style.alternate {
        out.push('.');
    }
    push_exponent(out, exponent.parse().unwrap_or(0), style.upper);
}

fn push_fixed_layout(out: &mut String, size: f64, precision: usize, style: FloatStyle) {
    if precision > 0
        && let Some(scaled) = scaled(size, precision)
    {
        return push_with_point(out, scaled, precision);
    }
    let known = precision.min(EXACT_DIGITS);
    // Writing to a `String` cannot fail.
    let _ = write!(out, "{size:.known$}");
    push_zeros(out, precision - known);
    if precision == 0 && style.alternate {
        out.push('.');
    }
}

fn push_general_layout(out: &mut String, size: f64, precision: usize, style: FloatStyle) {
    let mut digits = Digits::rounded(size, precision);
    let widest = i32::try_from(precision).unwrap_or(i32::MAX) - i32::from(style.point_zero);
    let with_exponent = digits.point <= -4 || digits.point > widest;
    if style.alternate {
        let missing = precision.saturating_sub(digits.digits.len());
        push_zeros(&mut digits.digits, missing);
    }
    push_digits(out, &digits, with_exponent, style);
}

fn push_digits(out: &mut String, number: &Digits, with_exponent: bool, style: FloatStyle) {
    let digits = number.digits.as_str();
    if with_exponent {
        out.push_str(&digits[..1]);
        if digits.len() > 1 || style.alternate {
            out.push('.');
            out.push_str(&digits[1..]);
        }
        push_exponent(out, number.point - 1, style.upper);
        return;
    }
    let fraction_start = usize::try_from(number.point).unwrap_or(0);
    if fraction_start == 0 {
        out.push_str("0.");
        push_zeros(out, usize::try_from(-number.point).unwrap_or(0));
        out.push_str(digits);
    } else if fraction_start < digits.len() {
        out.push_str(&digits[..fraction_start]);
        out.push('.');
        out.push_str(&digits[fraction_start..]);
    } else {
        out.push_str(digits);
        push_zeros(out, fraction_start - digits.len());
        if style.point_zero {
            out.push_str(".0");
        } else if style.alternate {
            out.push('.');
        }
    }
}

/// Appends `e+16`, `e-05`: a sign always, and two digits at least.
fn push_exponent(out: &mut String, exponent: i32, upper: bool) {
    let letter = if upper { 'E' } else { 'e' };
    // Writing to a `String` cannot fail.
    let _ = write!(out, "{letter}{exponent:+03}");
}

fn push_zeros(out: &mut String, count: usize) {
    out.extend(std::iter::repeat_n('0', count));
}
