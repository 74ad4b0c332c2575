//! The functions from a float to a float.

use super::{Examples, X, domain_error, one, range_error};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::table::Builtin;
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use std::f64::consts::{LN_2, PI};

/// Where an infinite result of a finite argument comes from.
#[derive(Clone, Copy)]
enum Infinite {
    /// A pole, as of `atanh` at 1: outside the domain.
    Pole,
    /// A result too large, as of `exp(1000)`.
    Overflow,
    /// Nothing wrong: `degrees` and `radians` only multiply.
    Fine,
}

fn call(
    interp: &mut Interp,
    args: Args<'_>,
    function: fn(f64) -> f64,
    infinite: Infinite,
) -> Result<Value> {
    let (x,): (f64,) = args.unpack(interp)?;
    let result = function(x);
    if result.is_nan() && !x.is_nan() {
        return Err(domain_error());
    }
    if result.is_infinite() && x.is_finite() {
        match infinite {
            Infinite::Pole => return Err(domain_error()),
            Infinite::Overflow => return Err(range_error()),
            Infinite::Fine => {}
        }
    }
    Ok(interp.float(result))
}

macro_rules! functions {
    ($($record:ident $name:literal $infinite:ident $function:expr, $doc:literal, $example:expr;)*) => {
        $(pub(super) static $record: Builtin = {
            const EXAMPLES: Examples = &[$example];
            one($name, X, $doc, EXAMPLES, |interp, args| {
                call(interp, args, $function, Infinite::$infinite)
            })
        };)*
    };
}

functions! {
    ACOS "acos" Pole f64::acos, "The arc cosine, in radians.", ("math.acos(1)", "0.0");
    ACOSH "acosh" Pole acosh, "The inverse hyperbolic cosine.", ("math.acosh(1)", "0.0");
    ASIN "asin" Pole f64::asin, "The arc sine, in radians.", ("math.asin(1)", "1.5707963267948966");
    ASINH "asinh" Pole asinh, "The inverse hyperbolic sine.", ("math.asinh(0)", "0.0");
    ATAN "atan" Pole f64::atan, "The arc tangent, in radians.", ("math.atan(1)", "0.7853981633974483");
    ATANH "atanh" Pole atanh, "The inverse hyperbolic tangent.", ("math.atanh(0)", "0.0");
    CBRT "cbrt" Pole f64::cbrt, "The cube root.", ("math.cbrt(8)", "2.0");
    COS "cos" Pole f64::cos, "The cosine of an angle in radians.", ("math.cos(0)", "1.0");
    COSH "cosh" Overflow f64::cosh, "The hyperbolic cosine.", ("math.cosh(0)", "1.0");
    DEGREES "degrees" Fine |x| x * (180.0 / PI), "An angle in radians as degrees.", ("math.degrees(math.pi)", "180.0");
    ERF "erf" Pole libm::erf, "The error function.", ("math.erf(0)", "0.0");
    ERFC "erfc" Pole libm::erfc, "One minus the error function, exact where it is small.", ("math.erfc(0)", "1.0");
    EXP "exp" Overflow f64::exp, "The constant e to that power.", ("math.exp(0)", "1.0");
    EXP2 "exp2" Overflow f64::exp2, "Two to that power.", ("math.exp2(10)", "1024.0");
    EXPM1 "expm1" Overflow f64::exp_m1, "The constant e to that power, minus one, exact near zero.", ("math.expm1(0)", "0.0");
    FABS "fabs" Pole f64::abs, "The absolute value as a float.", ("math.fabs(-2)", "2.0");
    LOG1P "log1p" Pole f64::ln_1p, "The natural logarithm of one plus the number, exact near zero.", ("math.log1p(0)", "0.0");
    RADIANS "radians" Fine |x| x * (PI / 180.0), "An angle in degrees as radians.", ("math.radians(180)", "3.141592653589793");
    SIN "sin" Pole f64::sin, "The sine of an angle in radians.", ("math.sin(0)", "0.0");
    SINH "sinh" Overflow f64::sinh, "The hyperbolic sine.", ("math.sinh(0)", "0.0");
    SQRT "sqrt" Pole f64::sqrt, "The square root.", ("math.sqrt(2)", "1.4142135623730951");
    TAN "tan" Pole f64::tan, "The tangent of an angle in radians.", ("math.tan(0)", "0.0");
    TANH "tanh" Pole f64::tanh, "The hyperbolic tangent.", ("math.tanh(0)", "0.0");
}

/// From here on `x * x + 1` is `x * x`.
const LARGE: f64 = 268_435_456.0;

/// Rust's own `acosh`, `asinh` and `atanh` lose digits; these are the formulas that C libraries use.
fn acosh(x: f64) -> f64 {
    if x < 1.0 {
        f64::NAN
    } else if x > LARGE {
        x.ln() + LN_2
    } else if x > 2.0 {
        (2.0 * x - 1.0 / (x + (x * x - 1.0).sqrt())).ln()
    } else {
        let above = x - 1.0;
        (above + (2.0 * above + above * above).sqrt()).ln_1p()
    }
}

/// The inverse hyperbolic sine.
pub(crate) fn asinh(x: f64) -> f64 {
    let size = x.abs();
    if !x.is_finite() || size < 1.0 / LARGE {
        return x;
    }
    let result = if size > LARGE {
        size.ln() + LN_2
    } else if size > 2.0 {
        (2.0 * size + 1.0 / ((x * x + 1.0).sqrt() + size)).ln()
    } else {
        let square = x * x;
        (size + square / (1.0 + (1.0 + square).sqrt())).ln_1p()
    };
    result.copysign(x)
}

/// The inverse hyperbolic tangent.
fn atanh(x: f64) -> f64 {
    let size = x.abs();
    if size < 1.0 / LARGE {
        return x;
    }
    let twice = size + size;
    let result = if size < 0.5 {
        0.5 * (twice + twice * size / (1.0 - size)).ln_1p()
    } else {
        0.5 * (twice / (1.0 - size)).ln_1p()
    };
    result.copysign(x)
}
