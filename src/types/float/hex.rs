//! `float.hex` and `float.fromhex`: exact text in base sixteen.

use super::bits::{compose, decompose};
use super::methods::{plain, receiver};
use crate::runtime::error::{Error, Result};
use crate::runtime::interp::Interp;
use crate::runtime::table::{Builtin, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

pub(super) static HEX: Builtin = plain(
    "hex",
    "The exact value in base sixteen.",
    &[("(0.1).hex()", "'0x1.999999999999ap-4'")],
    |_, args| Ok(Value::from(to_hex(receiver(args.this)?))),
);

fn to_hex(number: f64) -> String {
    if !number.is_finite() {
        return super::repr(number);
    }
    let sign = if number.is_sign_negative() { "-" } else { "" };
    if number == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let (mantissa, exponent) = decompose(number);
    let (whole, fraction) = (mantissa >> 52, mantissa & ((1 << 52) - 1));
    format!("{sign}0x{whole}.{fraction:013x}p{:+}", exponent + 52)
}

pub(super) static FROMHEX: Builtin = Builtin {
    name: "fromhex",
    owner: "float",
    params: Params::new(&[Param::new("string")]),
    wording: Wording::One,
    doc: "The number that a text in base sixteen says.",
    examples: &[("float.fromhex('0x1.8p1')", "3.0")],
    run: fromhex,
};

fn fromhex(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (text,): (&Value,) = args.unpack(interp)?;
    let Value::Str(text) = text else {
        return Err(wording::type_error(
            "bad argument type for built-in operation",
        ));
    };
    interp.charge(text.as_str().len() / 16)?;
    let text = text
        .as_str()
        .trim_matches(|c| matches!(c, ' ' | '\t'..='\r'));
    parse(text).map(Value::Float)
}

fn parse(text: &str) -> Result<f64> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let magnitude = match unsigned.to_ascii_lowercase().as_str() {
        "inf" | "infinity" => f64::INFINITY,
        "nan" => f64::NAN,
        lower => digits(lower.strip_prefix("0x").unwrap_or(lower))?,
    };
    Ok(if negative { -magnitude } else { magnitude })
}

fn malformed() -> Error {
    wording::value_error("invalid hexadecimal floating-point string")
}

/// `1.8p1`: digits with at most one point, and an optional exponent of two.
fn digits(text: &str) -> Result<f64> {
    let (number, exponent) = match text.split_once('p') {
        Some((number, exponent)) => (number, power(exponent)?),
        None => (text, 0),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    // The leading sixty bits decide, with one more for whether anything follows.
    let (mut mantissa, mut shift, mut follows) = (0_u64, 0_i64, false);
    let mut any = false;
    for (position, digit) in whole.chars().chain(fraction.chars()).enumerate() {
        let digit = u64::from(digit.to_digit(16).ok_or_else(malformed)?);
        any = true;
        if mantissa >> 56 == 0 {
            mantissa = mantissa << 4 | digit;
            shift -= if position >= whole.len() { 4 } else { 0 };
        } else {
            follows |= digit != 0;
            shift += if position < whole.len() { 4 } else { 0 };
        }
    }
    if !any {
        return Err(malformed());
    }
    if mantissa == 0 {
        return Ok(0.0);
    }
    let exponent = exponent.saturating_add(shift).saturating_sub(1);
    let result = compose(mantissa << 1 | u64::from(follows), exponent);
    if result.is_infinite() {
        return Err(wording::overflow_error(
            "hexadecimal value too large to represent as a float",
        ));
    }
    Ok(result)
}

/// The exponent after `p`; one that is out of all bounds is as good as the largest.
fn power(text: &str) -> Result<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(malformed());
    }
    let largest = i64::MAX / 2;
    let size = digits.parse::<i64>().unwrap_or(largest).min(largest);
    Ok(if text.starts_with('-') { -size } else { size })
}
