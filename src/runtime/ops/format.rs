//! `format(x, spec)`: what f-strings, `str.format` and the builtin `format` share.
//!
//! The mini-language itself is `runtime::format`; here each type gets its reading of it.

use num_bigint::Sign;

use crate::runtime::error::{Error, Result};
use crate::runtime::format::int::Presentation;
use crate::runtime::format::spec::{Defaults, Spec};
use crate::runtime::format::{FormatError, complex, float, int, text};
use crate::runtime::interp::Interp;
use crate::runtime::ops::attr::type_name;
use crate::runtime::ops::{convert, repr};
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::int::decimal::Decimal;
use crate::types::int::to_decimal;
use crate::types::str::character;

/// `format(value, spec)`
///
/// # Errors
/// `ValueError` when the spec does not fit the type, `TypeError` when the type takes none.
pub fn format(interp: &mut Interp, value: &Value, spec: &str) -> Result<String> {
    let mut out = String::new();
    write(interp, value, spec, &mut out)?;
    Ok(out)
}

/// Appends `format(value, spec)`.
///
/// # Errors
/// As [`format()`].
pub fn write(interp: &mut Interp, value: &Value, spec: &str, out: &mut String) -> Result<()> {
    if let Value::Object(object) = value
        && let Some(text) = object.format(interp, spec)?
    {
        interp.reserve(text.len())?;
        out.push_str(&text);
        return Ok(());
    }
    if spec.is_empty() {
        return repr::write_str(interp, value, out);
    }
    match value {
        Value::Str(shown) => {
            let spec = read(interp, spec, text::DEFAULTS)?;
            interp.reserve(shown.as_str().len())?;
            text::push(out, shown.as_str(), &spec, "str").map_err(Error::from)
        }
        Value::Int(_) | Value::Bool(_) | Value::Big(_) => {
            let name = if matches!(value, Value::Bool(_)) {
                "bool"
            } else {
                "int"
            };
            let spec = read(interp, spec, int::defaults(name))?;
            write_int(interp, value, &spec, name, out)
        }
        Value::Float(number) => {
            let spec = read(interp, spec, float::DEFAULTS)?;
            price_digits(interp, &spec, "float")?;
            float::push(out, *number, &spec, "float").map_err(Error::from)
        }
        Value::Complex(number) => {
            let spec = read(interp, spec, complex::DEFAULTS)?;
            price_digits(interp, &spec, "complex")?;
            complex::push(out, number.re, number.im, &spec, "complex").map_err(Error::from)
        }
        _ => Err(wording::type_error(format!(
            "unsupported format string passed to {}.__format__",
            type_name(value)
        ))),
    }
}

/// Reads a specification and prices what it asks for.
fn read(interp: &mut Interp, spec: &str, defaults: Defaults) -> Result<Spec> {
    let spec = Spec::parse(spec, defaults)?;
    interp.reserve(spec.field_size())?;
    Ok(spec)
}

/// Prices the digits that a float's precision asks for, once it is known that it may ask.
fn price_digits(interp: &mut Interp, spec: &Spec, type_name: &str) -> Result<()> {
    float::style(spec, type_name)?;
    interp.reserve(spec.precision.unwrap_or(0))
}

fn write_int(
    interp: &mut Interp,
    value: &Value,
    spec: &Spec,
    type_name: &'static str,
    out: &mut String,
) -> Result<()> {
    match int::presentation(spec, type_name)? {
        Presentation::Digits {
            base,
            prefix,
            upper,
        } => {
            if let (Value::Int(number), 10) = (value, base) {
                let digits = Decimal::of_size(number.unsigned_abs());
                int::push_int(out, *number < 0, digits.as_str(), prefix, spec);
                return Ok(());
            }
            let (negative, digits) = int_digits(interp, value, base, upper)?;
            int::push_int(out, negative, &digits, prefix, spec);
            Ok(())
        }
        Presentation::Character => {
            let code = match convert::to_ssize(value) {
                Ok(code) => code,
                Err(_) => {
                    return Err(wording::overflow_error(
                        "Python int too large to convert to C long",
                    ));
                }
            };
            match u32::try_from(code) {
                Ok(code @ 0..0x11_0000) => {
                    int::push_character(out, character(code)?, spec);
                    Ok(())
                }
                _ => Err(wording::overflow_error("%c arg not in range(0x110000)")),
            }
        }
        Presentation::Float => {
            let number = convert::to_float(interp, value)?;
            price_digits(interp, spec, type_name)?;
            float::push(out, number, spec, type_name).map_err(Error::from)
        }
    }
}

/// Whether an integer is negative, and its digits in a base.
///
/// # Errors
/// `ValueError` for a decimal number with too many digits.
pub(crate) fn int_digits(
    interp: &mut Interp,
    value: &Value,
    base: u32,
    upper: bool,
) -> Result<(bool, String)> {
    let small = match value {
        Value::Int(number) => *number,
        Value::Bool(value) => i64::from(*value),
        Value::Big(number) => {
            let negative = number.sign() == Sign::Minus;
            let mut digits = if base == 10 {
                to_decimal(interp, number)?
            } else {
                // A hexadecimal, octal or binary digit holds 4, 3 or 1 bits, so this is never too little.
                interp.reserve(usize::try_from(number.bits()).unwrap_or(usize::MAX))?;
                number.to_str_radix(base)
            };
            if negative {
                digits.remove(0);
            }
            if upper {
                digits.make_ascii_uppercase();
            }
            return Ok((negative, digits));
        }
        _ => return Err(wording::not_an_integer(value)),
    };
    let size = small.unsigned_abs();
    let digits = match (base, upper) {
        (2, _) => format!("{size:b}"),
        (8, _) => format!("{size:o}"),
        (16, false) => format!("{size:x}"),
        (16, true) => format!("{size:X}"),
        _ => size.to_string(),
    };
    Ok((small < 0, digits))
}

impl From<FormatError> for Error {
    fn from(error: FormatError) -> Self {
        match error {
            FormatError::Value(message) => wording::value_error(message),
        }
    }
}
