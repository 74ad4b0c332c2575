//! `float(x)`, its methods and attributes.

use num_bigint::BigInt;

use super::bits::decompose;
use super::hex::{FROMHEX, HEX};
use super::parse;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::attr::type_name;
use crate::runtime::ops::{convert, repr};
use crate::runtime::table::{Builtin, Fallback, Getter, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

pub(super) static NEW: Builtin = Builtin {
    name: "float",
    owner: "",
    params: Params::new(&[Param::new("x").or(Fallback::Float(0.0))]),
    wording: Wording::Positional,
    doc: "A floating-point number: the nearest to a number, or what a text says.",
    examples: &[("float('1e3')", "1000.0"), ("float('-inf')", "-inf")],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (value,): (&Value,) = args.unpack(interp)?;
    let parsed = match value {
        Value::Str(text) => {
            interp.charge(text.as_str().len() / 16)?;
            parse::parse_float(text.as_str())
        }
        Value::Bytes(bytes) => {
            interp.charge(bytes.as_slice().len() / 16)?;
            parse::parse_float_bytes(bytes.as_slice())
        }
        _ => return from_number(interp, value),
    };
    match parsed {
        Some(number) if number.is_nan() => Ok(Value::Float(interp.fresh_nan(number))),
        Some(number) => Ok(Value::Float(number)),
        None => Err(wording::value_error(format!(
            "could not convert string to float: {}",
            repr::repr(interp, value)?
        ))),
    }
}

fn from_number(interp: &mut Interp, value: &Value) -> Result<Value> {
    match convert::try_float(interp, value) {
        Some(number) => number.map(Value::Float),
        None => Err(wording::type_error(format!(
            "float() argument must be a string or a real number, not '{}'",
            type_name(value)
        ))),
    }
}

/// A method without parameters.
pub(super) const fn plain(
    name: &'static str,
    doc: &'static str,
    examples: &'static [(&'static str, &'static str)],
    run: fn(&mut Interp, Args<'_>) -> Result<Value>,
) -> Builtin {
    Builtin {
        name,
        owner: "float",
        params: Params::new(&[]),
        wording: Wording::NoArguments,
        doc,
        examples,
        run,
    }
}

/// The number that a method belongs to.
pub(super) fn receiver(this: &Value) -> Result<f64> {
    match this {
        Value::Float(number) => Ok(*number),
        other => Err(wording::not_a_real_number(other)),
    }
}

static AS_INTEGER_RATIO: Builtin = plain(
    "as_integer_ratio",
    "Two integers, in lowest terms, whose ratio is exactly the number.",
    &[("(0.75).as_integer_ratio()", "(3, 4)")],
    |_, args| {
        let number = receiver(args.this)?;
        if number.is_infinite() {
            return Err(wording::overflow_error(
                "cannot convert Infinity to integer ratio",
            ));
        }
        if number.is_nan() {
            return Err(wording::value_error("cannot convert NaN to integer ratio"));
        }
        let (numerator, denominator) = ratio(number);
        Ok(Value::pair(Value::int(numerator), Value::int(denominator)))
    },
);

/// A finite number as numerator and positive denominator in lowest terms.
#[must_use]
pub fn ratio(number: f64) -> (BigInt, BigInt) {
    let (mantissa, exponent) = decompose(number);
    if mantissa == 0 {
        return (BigInt::ZERO, BigInt::from(1));
    }
    let twos = mantissa.trailing_zeros();
    let (mantissa, exponent) = (mantissa >> twos, exponent + i64::from(twos));
    let numerator = BigInt::from(mantissa);
    let numerator = if number < 0.0 { -numerator } else { numerator };
    if exponent >= 0 {
        (numerator << exponent, BigInt::from(1))
    } else {
        (numerator, BigInt::from(1) << -exponent)
    }
}

static CONJUGATE: Builtin = plain(
    "conjugate",
    "The number itself.",
    &[("(1.5).conjugate()", "1.5")],
    |_, args| Ok(args.this.clone()),
);

static IS_INTEGER: Builtin = plain(
    "is_integer",
    "Whether the number is whole.",
    &[("(2.0).is_integer()", "True")],
    |_, args| {
        let number = receiver(args.this)?;
        Ok(Value::Bool(number.is_finite() && number.fract() == 0.0))
    },
);

/// The methods, sorted by name.
pub(super) static METHODS: &[&Builtin] = &[&AS_INTEGER_RATIO, &CONJUGATE, &HEX, &IS_INTEGER];

/// The class methods, sorted by name.
pub(super) static CLASS_METHODS: &[&Builtin] = &[&FROMHEX];

/// The computed attributes, sorted by name.
pub(super) static GETTERS: &[Getter] = &[
    Getter {
        name: "imag",
        doc: "Zero: the imaginary part.",
        get: |_, _| Ok(Value::Float(0.0)),
    },
    Getter {
        name: "real",
        doc: "The number itself: the real part.",
        get: |_, value| Ok(value.clone()),
    },
];
