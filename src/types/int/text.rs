//! Integers from text and as decimal text, with CPython's limit on the number of decimal digits both ways.
//!
//! The limit keeps conversions, which take time with the square of the digits, from standing still.
//! Python's manual: <https://docs.python.org/3.13/library/stdtypes.html#int-max-str-digits>.

use num_bigint::{BigInt, Sign};

use crate::runtime::error::{Error, Result};
use crate::runtime::interp::Interp;
use crate::runtime::value::Value;
use crate::runtime::wording;

/// The most decimal digits that are converted.
const MOST_DIGITS: usize = 4300;
/// A number of more bits has more digits than that.
const MOST_BITS: u64 = 14_285;

/// The decimal digits.
///
/// # Errors
/// `ValueError` when there would be more than 4300.
pub fn to_decimal(interp: &mut Interp, number: &BigInt) -> Result<String> {
    let too_many = || {
        wording::value_error(format!(
            "Exceeds the limit ({MOST_DIGITS} digits) for integer string conversion; \
             use sys.set_int_max_str_digits() to increase the limit"
        ))
    };
    if number.bits() > MOST_BITS {
        return Err(too_many());
    }
    let limbs = super::limbs(number);
    interp.charge(limbs * limbs / 16)?;
    let text = number.to_string();
    if text.trim_start_matches('-').len() > MOST_DIGITS {
        return Err(too_many());
    }
    Ok(text)
}

/// What stands in a text that may be an integer.
struct Literal {
    negative: bool,
    base: u32,
    /// The digits without underscores.
    digits: Vec<u8>,
}

/// The integer that an ASCII text spells in a base (0 looks for a prefix), or `None`.
///
/// # Errors
/// `ValueError` when there are more than 4300 digits, in a base that is no power of two.
pub(crate) fn parse(interp: &mut Interp, text: &[u8], base: u32) -> Result<Option<Value>> {
    interp.charge(text.len() / 16)?;
    let Some(literal) = Literal::read(text, base) else {
        return Ok(None);
    };
    let count = literal.digits.len();
    if !literal.base.is_power_of_two() {
        if count > MOST_DIGITS {
            return Err(too_many_digits(count));
        }
        interp.charge(count * count / 4096)?;
    }
    Ok(literal.value())
}

fn too_many_digits(count: usize) -> Error {
    wording::value_error(format!(
        "Exceeds the limit ({MOST_DIGITS} digits) for integer string conversion: value has {count} digits; \
         use sys.set_int_max_str_digits() to increase the limit"
    ))
}

impl Literal {
    fn read(text: &[u8], base: u32) -> Option<Literal> {
        let (negative, text) = match text.split_first() {
            Some((b'-', rest)) => (true, rest),
            Some((b'+', rest)) => (false, rest),
            _ => (false, text),
        };
        let prefix = match text {
            [b'0', b'x' | b'X', ..] => Some(16),
            [b'0', b'o' | b'O', ..] => Some(8),
            [b'0', b'b' | b'B', ..] => Some(2),
            _ => None,
        };
        let (base, skipped) = match (base, prefix) {
            (0, Some(found)) => (found, true),
            (0, None) => (10, false),
            (base, found) => (base, found == Some(base)),
        };
        let text = if skipped {
            let rest = text.get(2..)?;
            rest.strip_prefix(b"_").unwrap_or(rest)
        } else {
            text
        };
        let digits = digits(text, base)?;
        Some(Literal {
            negative,
            base,
            digits,
        })
    }

    fn value(&self) -> Option<Value> {
        let text = std::str::from_utf8(&self.digits).ok()?;
        if let Ok(number) = i64::from_str_radix(text, self.base) {
            return Some(Value::Int(if self.negative { -number } else { number }));
        }
        let sign = if self.negative {
            Sign::Minus
        } else {
            Sign::Plus
        };
        let magnitude = num_bigint::BigUint::parse_bytes(&self.digits, self.base)?;
        Some(Value::int(BigInt::from_biguint(sign, magnitude)))
    }
}

/// The digits without the underscores between them; `None` when anything else is there, or nothing.
fn digits(text: &[u8], base: u32) -> Option<Vec<u8>> {
    let mut digits = Vec::with_capacity(text.len());
    let mut after_digit = false;
    for byte in text {
        if *byte == b'_' {
            if !after_digit {
                return None;
            }
            after_digit = false;
        } else {
            char::from(*byte).to_digit(base)?;
            digits.push(*byte);
            after_digit = true;
        }
    }
    after_digit.then_some(digits)
}

/// Whether a text without a base is refused because of zeros in front: `'07'` in base 0.
pub(crate) fn has_leading_zeros(text: &[u8]) -> bool {
    let text = match text {
        [b'+' | b'-', rest @ ..] => rest,
        other => other,
    };
    let decimal = text
        .iter()
        .all(|byte| byte.is_ascii_digit() || *byte == b'_');
    decimal && text.first() == Some(&b'0') && text.iter().any(|byte| matches!(byte, b'1'..=b'9'))
}
