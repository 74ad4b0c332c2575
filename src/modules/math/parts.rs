//! Functions that take numbers apart: whole part, mantissa, exponent, and what kind of float it is.

use super::{X, one, range_error, several};
use crate::runtime::error::{Error, Result};
use crate::runtime::interp::Interp;
use crate::runtime::object::Rounding;
use crate::runtime::ops::attr::type_name;
use crate::runtime::ops::convert;
use crate::runtime::table::{Builtin, Param};
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::float;
use crate::types::int::{self, Int};

pub(super) static FLOOR: Builtin = one(
    "floor",
    X,
    "The largest integer that is not above the number.",
    &[("math.floor(-1.5)", "-2")],
    |interp, args| {
        let (x,): (&Value,) = args.unpack(interp)?;
        whole(interp, x, Rounding::Down)
    },
);

pub(super) static CEIL: Builtin = one(
    "ceil",
    X,
    "The smallest integer that is not below the number.",
    &[("math.ceil(1.5)", "2")],
    |interp, args| {
        let (x,): (&Value,) = args.unpack(interp)?;
        whole(interp, x, Rounding::Up)
    },
);

pub(super) static TRUNC: Builtin = one(
    "trunc",
    X,
    "The integer that is left without the fraction.",
    &[("math.trunc(-1.5)", "-1")],
    |interp, args| {
        let (x,): (&Value,) = args.unpack(interp)?;
        whole(interp, x, Rounding::TowardZero)
    },
);

fn whole(interp: &mut Interp, value: &Value, side: Rounding) -> Result<Value> {
    if let Some(number) = Int::of(value) {
        return Ok(number.value());
    }
    if let Value::Object(object) = value
        && let Some(result) = object.whole(interp, side)
    {
        return result;
    }
    match (side, value) {
        (Rounding::TowardZero, Value::Float(number)) => int::from_float(*number),
        (Rounding::TowardZero, _) => Err(no_trunc(value)),
        (Rounding::Down, _) => int::from_float(convert::to_float(interp, value)?.floor()),
        (Rounding::Up, _) => int::from_float(convert::to_float(interp, value)?.ceil()),
    }
}

fn no_trunc(value: &Value) -> Error {
    wording::type_error(format!(
        "type {} doesn't define __trunc__ method",
        type_name(value)
    ))
}

pub(super) static FREXP: Builtin = one(
    "frexp",
    X,
    "Mantissa and exponent: the number is the first times two to the second.",
    &[("math.frexp(3)", "(0.75, 2)")],
    |interp, args| {
        let (x,): (f64,) = args.unpack(interp)?;
        let (fraction, exponent) = float::frexp(x);
        Ok(Value::pair(Value::Float(fraction), Value::Int(exponent)))
    },
);

pub(super) static LDEXP: Builtin = several(
    "ldexp",
    &[Param::new("x"), Param::new("i")],
    "The number times two to a power.",
    &[("math.ldexp(0.75, 2)", "3.0")],
    |interp, args| {
        let (x, exponent): (f64, &Value) = args.unpack(interp)?;
        let exponent = match Int::of(exponent) {
            Some(Int::Small(exponent)) => exponent,
            Some(big) if big.is_negative() => i64::MIN,
            Some(_) => i64::MAX,
            None => {
                return Err(wording::type_error(
                    "Expected an int as second argument to ldexp.",
                ));
            }
        };
        let result = float::ldexp(x, exponent);
        if result.is_infinite() && x.is_finite() {
            return Err(range_error());
        }
        Ok(interp.float(result))
    },
);

pub(super) static MODF: Builtin = one(
    "modf",
    X,
    "The fraction and the whole part, both with the sign of the number.",
    &[("math.modf(-1.5)", "(-0.5, -1.0)")],
    |interp, args| {
        let (x,): (f64,) = args.unpack(interp)?;
        let (fraction, whole) = if x.is_infinite() {
            (0.0, x)
        } else {
            (x.fract(), x.trunc())
        };
        let fraction = if x.is_nan() { x } else { fraction.copysign(x) };
        Ok(Value::pair(Value::Float(fraction), Value::Float(whole)))
    },
);

pub(super) static ULP: Builtin = one(
    "ulp",
    X,
    "The distance to the next larger float, of the absolute value.",
    &[("math.ulp(1.0)", "2.220446049250313e-16")],
    |interp, args| {
        let (x,): (f64,) = args.unpack(interp)?;
        let x = x.abs();
        Ok(interp.float(if !x.is_finite() {
            x
        } else if x == f64::MAX {
            x - x.next_down()
        } else {
            x.next_up() - x
        }))
    },
);

pub(super) static ISFINITE: Builtin = one(
    "isfinite",
    X,
    "Whether the number is neither infinite nor a NaN.",
    &[("math.isfinite(1.0)", "True")],
    |interp, args| {
        let (x,): (f64,) = args.unpack(interp)?;
        Ok(Value::Bool(x.is_finite()))
    },
);

pub(super) static ISINF: Builtin = one(
    "isinf",
    X,
    "Whether the number is infinite.",
    &[("math.isinf(-math.inf)", "True")],
    |interp, args| {
        let (x,): (f64,) = args.unpack(interp)?;
        Ok(Value::Bool(x.is_infinite()))
    },
);

pub(super) static ISNAN: Builtin = one(
    "isnan",
    X,
    "Whether the number is a NaN.",
    &[("math.isnan(math.nan)", "True")],
    |interp, args| {
        let (x,): (f64,) = args.unpack(interp)?;
        Ok(Value::Bool(x.is_nan()))
    },
);
