//! Functions of two or three floats.

use super::{domain_error, named, range_error, several};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::table::{Builtin, Fallback, Param};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::int::Int;

const X_AND_Y: &[Param] = &[Param::new("x"), Param::new("y")];

pub(super) static ATAN2: Builtin = several(
    "atan2",
    &[Param::new("y"), Param::new("x")],
    "The angle of the point (x, y), in radians.",
    &[("math.atan2(0, -1)", "3.141592653589793")],
    |interp, args| {
        let (y, x): (f64, f64) = args.unpack(interp)?;
        Ok(interp.float(y.atan2(x)))
    },
);

pub(super) static COPYSIGN: Builtin = several(
    "copysign",
    X_AND_Y,
    "The size of the first with the sign of the second.",
    &[("math.copysign(1, -0.0)", "-1.0")],
    |interp, args| {
        let (x, y): (f64, f64) = args.unpack(interp)?;
        Ok(interp.float(x.copysign(y)))
    },
);

pub(super) static FMOD: Builtin = several(
    "fmod",
    X_AND_Y,
    "The remainder with the sign of the first number.",
    &[("math.fmod(-7, 3)", "-1.0")],
    |interp, args| {
        let (x, y): (f64, f64) = args.unpack(interp)?;
        checked(interp, x, y, x % y)
    },
);

pub(super) static REMAINDER: Builtin = several(
    "remainder",
    X_AND_Y,
    "The distance from the nearest multiple of the second number.",
    &[("math.remainder(5, 3)", "-1.0")],
    |interp, args| {
        let (x, y): (f64, f64) = args.unpack(interp)?;
        checked(interp, x, y, libm::remainder(x, y))
    },
);

/// A result that is a NaN though no operand is one is outside the domain.
fn checked(interp: &mut Interp, x: f64, y: f64, result: f64) -> Result<Value> {
    if result.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain_error());
    }
    Ok(interp.float(result))
}

pub(super) static POW: Builtin = several(
    "pow",
    X_AND_Y,
    "The first number to the power of the second, as a float.",
    &[("math.pow(2, 10)", "1024.0")],
    |interp, args| {
        let (x, y): (f64, f64) = args.unpack(interp)?;
        let result = x.powf(y);
        if x.is_finite() && y.is_finite() {
            if result.is_nan() || (result.is_infinite() && x == 0.0) {
                return Err(domain_error());
            }
            if result.is_infinite() {
                return Err(range_error());
            }
        }
        Ok(interp.float(result))
    },
);

pub(super) static FMA: Builtin = several(
    "fma",
    &[Param::new("x"), Param::new("y"), Param::new("z")],
    "The value of x * y + z with a single rounding.",
    &[("math.fma(2, 3, 4)", "10.0")],
    |interp, args| {
        let (x, y, z): (f64, f64, f64) = args.unpack(interp)?;
        let result = x.mul_add(y, z);
        if result.is_nan() && !(x.is_nan() || y.is_nan() || z.is_nan()) {
            return Err(wording::value_error("invalid operation in fma"));
        }
        if result.is_infinite() && x.is_finite() && y.is_finite() && z.is_finite() {
            return Err(wording::overflow_error("overflow in fma"));
        }
        Ok(interp.float(result))
    },
);

pub(super) static ISCLOSE: Builtin = named(
    "isclose",
    &[
        Param::new("a").or_named(),
        Param::new("b").or_named(),
        Param::new("rel_tol").only_named().or(Fallback::Float(1e-9)),
        Param::new("abs_tol").only_named().or(Fallback::Float(0.0)),
    ],
    "Whether two numbers differ by no more than a tolerance.",
    &[("math.isclose(0.1 + 0.2, 0.3)", "True")],
    |interp, args| {
        let (a, b, relative, absolute): (f64, f64, f64, f64) = args.unpack(interp)?;
        if relative < 0.0 || absolute < 0.0 {
            return Err(wording::value_error("tolerances must be non-negative"));
        }
        if a == b || a.is_infinite() || b.is_infinite() {
            return Ok(Value::Bool(a == b));
        }
        let distance = (b - a).abs();
        Ok(Value::Bool(
            distance <= (relative * b).abs()
                || distance <= (relative * a).abs()
                || distance <= absolute,
        ))
    },
);

pub(super) static NEXTAFTER: Builtin = named(
    "nextafter",
    &[
        Param::new("x"),
        Param::new("y"),
        Param::new("steps").only_named().or(Fallback::None),
    ],
    "The float so many steps after the first, in the direction of the second.",
    &[("math.nextafter(1, 2)", "1.0000000000000002")],
    nextafter,
);

fn nextafter(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (x, y, steps): (f64, f64, &Value) = args.unpack(interp)?;
    let steps = if steps.is_none() {
        1
    } else {
        let steps = Int::of(steps).ok_or_else(|| wording::not_an_integer(steps))?;
        if steps.is_negative() {
            return Err(wording::value_error("steps must be a non-negative integer"));
        }
        steps.to_u64().unwrap_or(u64::MAX)
    };
    if steps == 0 || x.is_nan() {
        return Ok(interp.float(x));
    }
    if y.is_nan() {
        return Ok(interp.float(y));
    }
    if x == y {
        return Ok(interp.float(y));
    }
    let (from, to) = (place(x), place(y));
    let steps = i128::from(steps);
    let place = if from < to {
        (from + steps).min(to)
    } else {
        (from - steps).max(to)
    };
    // The direction decides the sign of a zero that is reached.
    Ok(interp.float(if place == to {
        y
    } else {
        float_at(place, if from < to { -1.0 } else { 1.0 })
    }))
}

/// The position of a float among all floats in order; both zeros stand at 0.
fn place(number: f64) -> i128 {
    let magnitude = i128::from(number.abs().to_bits());
    if number < 0.0 { -magnitude } else { magnitude }
}

fn float_at(place: i128, zero_sign: f64) -> f64 {
    let magnitude = f64::from_bits(u64::try_from(place.unsigned_abs()).unwrap_or(u64::MAX));
    match place.cmp(&0) {
        std::cmp::Ordering::Less => -magnitude,
        std::cmp::Ordering::Equal => 0.0_f64.copysign(zero_sign),
        std::cmp::Ordering::Greater => magnitude,
    }
}
