//! `int(x)` and `int(text, base)`.

use num_bigint::BigInt;
use num_traits::FromPrimitive;

use super::text;
use crate::runtime::error::{Error, Result};
use crate::runtime::interp::Interp;
use crate::runtime::object::Rounding;
use crate::runtime::ops::attr::type_name;
use crate::runtime::ops::{convert, repr};
use crate::runtime::table::{Builtin, Fallback, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording::{self, arity};
use crate::types::float::parse;

pub(super) static NEW: Builtin = Builtin {
    name: "int",
    owner: "",
    params: Params::new(&[
        Param::new("x").or(Fallback::Omitted),
        Param::new("base").or_named().or(Fallback::Omitted),
    ]),
    wording: Wording::Own,
    doc: "A whole number: from a number without its fraction, or from text in a base.",
    examples: &[("int('ff', 16)", "255"), ("int(-1.9)", "-1")],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    if !args.rest.is_empty() {
        return Err(arity::too_many("int", 2, 2 + args.rest.len()));
    }
    let (value, base): (&Value, &Value) = args.unpack(interp)?;
    if base.is_missing() {
        return match value {
            Value::Missing => Ok(Value::Int(0)),
            Value::Str(_) | Value::Bytes(_) => from_text(interp, value, 10),
            _ => from_number(interp, value),
        };
    }
    let base = match convert::to_ssize(base) {
        Err(_) if matches!(base, Value::Big(_)) => -1,
        other => other?,
    };
    if value.is_missing() {
        return Err(wording::type_error("int() missing string argument"));
    }
    let base = u32::try_from(base)
        .ok()
        .filter(|base| matches!(base, 0 | 2..=36))
        .ok_or_else(|| wording::value_error("int() base must be >= 2 and <= 36, or 0"))?;
    match value {
        Value::Str(_) | Value::Bytes(_) => from_text(interp, value, base),
        _ => Err(wording::type_error(
            "int() can't convert non-string with explicit base",
        )),
    }
}

fn from_number(interp: &mut Interp, value: &Value) -> Result<Value> {
    match value {
        Value::Int(_) | Value::Big(_) => return Ok(value.clone()),
        Value::Bool(value) => return Ok(Value::Int(i64::from(*value))),
        Value::Float(number) => return from_float(*number),
        Value::Object(object) => {
            if let Some(result) = object.whole(interp, Rounding::TowardZero) {
                return result;
            }
        }
        _ => {}
    }
    Err(wording::type_error(format!(
        "int() argument must be a string, a bytes-like object or a real number, not '{}'",
        type_name(value)
    )))
}

/// The whole number of which a float is the value; its fraction is dropped.
///
/// # Errors
/// `OverflowError` for infinity, `ValueError` for a NaN.
pub fn from_float(number: f64) -> Result<Value> {
    // Both bounds are floats; the upper one is the first that does not fit.
    if (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&number) {
        return Ok(Value::Int(number as i64));
    }
    if number.is_nan() {
        return Err(wording::value_error("cannot convert float NaN to integer"));
    }
    match BigInt::from_f64(number) {
        Some(big) => Ok(Value::int(big)),
        None => Err(wording::overflow_error(
            "cannot convert float infinity to integer",
        )),
    }
}

fn from_text(interp: &mut Interp, value: &Value, base: u32) -> Result<Value> {
    let parsed = match value {
        Value::Str(string) => match parse::spelled(string.as_str()) {
            Some(ascii) => from_ascii(interp, ascii.as_bytes(), base)?,
            None => None,
        },
        Value::Bytes(bytes) => from_ascii(interp, bytes.as_slice().trim_ascii(), base)?,
        _ => None,
    };
    match parsed {
        Some(number) => Ok(number),
        None => Err(invalid_literal(interp, value, base)?),
    }
}

fn from_ascii(interp: &mut Interp, ascii: &[u8], base: u32) -> Result<Option<Value>> {
    if base == 0 && text::has_leading_zeros(ascii) {
        return Ok(None);
    }
    text::parse(interp, ascii, base)
}

/// `invalid literal for int() with base 10: 'x'`; of a long text the beginning is shown.
fn invalid_literal(interp: &mut Interp, value: &Value, base: u32) -> Result<Error> {
    let shown: String = repr::repr(interp, value)?.chars().take(200).collect();
    Ok(wording::value_error(format!(
        "invalid literal for int() with base {base}: {shown}"
    )))
}
