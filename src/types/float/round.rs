//! `round(x, n)` of a float: half to even on the exact decimal value, as CPython does it.

use super::scaled::rounded;

/// Past so many digits after the point every double is its own rounding.
const MOST_DIGITS: i64 = 323;
/// Before so many digits in front of the point every double rounds to zero.
const FEWEST_DIGITS: i64 = -308;

/// `number` rounded to `digits` after the point; `None` when the result is too large for a float.
pub(crate) fn round_to_digits(number: f64, digits: i64) -> Option<f64> {
    if !number.is_finite() || number == 0.0 || digits > MOST_DIGITS {
        return Some(number);
    }
    if digits < FEWEST_DIGITS {
        return Some(0.0 * number);
    }
    if let Ok(places) = usize::try_from(digits)
        && let Some(rounded) = rounded(number, places)
    {
        return Some(rounded);
    }
    let text = match usize::try_from(digits) {
        Ok(after_point) => format!("{number:.after_point$}"),
        Err(_) => round_before_point(number, digits.unsigned_abs()),
    };
    let rounded: f64 = text.parse().unwrap_or(number);
    rounded.is_finite().then_some(rounded)
}

/// The decimal text of `number` rounded to a multiple of ten to the `zeros`.
fn round_before_point(number: f64, zeros: u64) -> String {
    // 766 digits after the first write every double exactly, so the cut below sees the true remainder.
    let exact = format!("{:.766e}", number.abs());
    let (mantissa, exponent) = exact.split_once('e').unwrap_or((&exact, "0"));
    let digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).collect();
    let whole = exponent.parse::<i64>().unwrap_or(0) + 1;
    let kept = whole - i64::try_from(zeros).unwrap_or(i64::MAX);
    let sign = if number.is_sign_negative() { "-" } else { "" };
    let Ok(kept) = usize::try_from(kept) else {
        return format!("{sign}0");
    };
    let (head, tail) = digits.split_at(kept.min(digits.len()));
    let mut head = head.to_vec();
    if rounds_up(&head, tail) {
        increment(&mut head);
    }
    let head: String = head.iter().map(|&digit| char::from(digit)).collect();
    format!("{sign}0{head}e{zeros}")
}

/// Whether `tail`, cut off after `head`, is more than half a unit, or just half and `head` odd.
fn rounds_up(head: &[u8], tail: &[u8]) -> bool {
    match tail.split_first() {
        None | Some((b'0'..=b'4', _)) => false,
        Some((b'5', rest)) if rest.iter().all(|&digit| digit == b'0') => {
            head.last().is_some_and(|digit| digit % 2 == 1)
        }
        Some(_) => true,
    }
}

/// Adds one to a number given by its digits.
fn increment(digits: &mut Vec<u8>) {
    for digit in digits.iter_mut().rev() {
        if *digit < b'9' {
            *digit += 1;
            return;
        }
        *digit = b'0';
    }
    digits.insert(0, b'1');
}
