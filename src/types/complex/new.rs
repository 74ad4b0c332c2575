//! `complex(real, imag)` and `complex(text)`.

use std::rc::Rc;

use super::Complex;
use super::parse::{Refused, parse};
use crate::runtime::error::{Error, Result};
use crate::runtime::interp::Interp;
use crate::runtime::ops::attr::type_name;
use crate::runtime::ops::{convert, repr};
use crate::runtime::table::{Builtin, Fallback, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

pub(super) static NEW: Builtin = Builtin {
    name: "complex",
    owner: "",
    params: Params::new(&[
        Param::new("real").or_named().or(Fallback::Omitted),
        Param::new("imag").or_named().or(Fallback::Omitted),
    ]),
    wording: Wording::Clinic,
    doc: "A complex number from its parts, or from text.",
    examples: &[("complex(1, 2)", "(1+2j)"), ("complex('1-2j')", "(1-2j)")],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (real, imag): (&Value, &Value) = args.unpack(interp)?;
    match (real, imag) {
        (Value::Complex(_), Value::Missing) => return Ok(real.clone()),
        (Value::Str(text), Value::Missing) => {
            interp.charge(text.as_str().len() / 16)?;
            return match parse(text.as_str()) {
                Ok(number) => Ok(Value::Complex(Rc::new(number))),
                Err(Refused::Malformed) => {
                    Err(wording::value_error("complex() arg is a malformed string"))
                }
                Err(Refused::Underscore) => Err(wording::value_error(format!(
                    "could not convert string to complex: {}",
                    repr::repr(interp, real)?
                ))),
            };
        }
        (Value::Str(_), _) => {
            return Err(wording::type_error(
                "complex() can't take second arg if first is a string",
            ));
        }
        (_, Value::Str(_)) => {
            return Err(wording::type_error(
                "complex() second arg can't be a string",
            ));
        }
        _ => {}
    }
    let first = part(interp, real)
        .ok_or_else(|| refused("first argument must be a string or a number", real))?;
    let second =
        part(interp, imag).ok_or_else(|| refused("second argument must be a number", imag))?;
    let (first, second) = (first?, second?);
    // A part may itself be complex: its own imaginary part lands on the other axis.
    let mut result = Complex {
        re: first.re,
        im: second.re,
    };
    if matches!(imag, Value::Complex(_)) {
        result.re -= second.im;
    }
    // A fraction counts as complex, with an imaginary part of zero that turns -0.0 into 0.0; an imaginary part left out
    // is not added to.
    let complex_like = matches!(real, Value::Complex(_) | Value::Object(_));
    if complex_like && !imag.is_missing() || matches!(real, Value::Complex(_)) {
        result.im += first.im;
    }
    Ok(Value::Complex(Rc::new(result)))
}

/// An argument as a complex number; `None` when it is no number.
fn part(interp: &mut Interp, value: &Value) -> Option<Result<Complex>> {
    match value {
        Value::Missing => Some(Ok(Complex { re: 0.0, im: 0.0 })),
        Value::Complex(number) => Some(Ok(**number)),
        _ => {
            let real = convert::try_float(interp, value)?;
            Some(real.map(|re| Complex { re, im: 0.0 }))
        }
    }
}

fn refused(what: &str, value: &Value) -> Error {
    wording::type_error(format!("complex() {what}, not '{}'", type_name(value)))
}
