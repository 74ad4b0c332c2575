//! `cmath`: functions of complex numbers.
//!
//! Python's manual: <https://docs.python.org/3.13/library/cmath.html>.

mod functions;
mod special;

use std::rc::Rc;

use crate::runtime::error::{Error, Result};
use crate::runtime::interp::Interp;
use crate::runtime::ops::convert;
use crate::runtime::table::{Builtin, Fallback, Item, Member, Module, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::complex::{self, Complex};

/// The body of a function.
type Run = fn(&mut Interp, Args<'_>) -> Result<Value>;
/// Expressions and their `repr`.
type Examples = &'static [(&'static str, &'static str)];

/// C's EDOM.
#[cold]
fn domain_error() -> Error {
    wording::value_error("math domain error")
}

/// C's ERANGE.
#[cold]
fn range_error() -> Error {
    wording::overflow_error("math range error")
}

/// An argument as a complex number.
fn number(interp: &mut Interp, value: &Value) -> Result<Complex> {
    match value {
        Value::Complex(number) => Ok(**number),
        _ => Ok(Complex {
            re: convert::to_float(interp, value)?,
            im: 0.0,
        }),
    }
}

fn complex_value(number: Complex) -> Value {
    Value::Complex(Rc::new(number))
}

/// A function of that many arguments.
const fn function(
    name: &'static str,
    params: &'static [Param],
    wording: &'static Wording,
    doc: &'static str,
    examples: Examples,
    run: Run,
) -> Builtin {
    Builtin {
        name,
        owner: "",
        params: Params::new(params),
        wording: Wording::In("cmath", wording),
        doc,
        examples,
        run,
    }
}

const Z: &[Param] = &[Param::new("z")];

macro_rules! functions {
    ($($record:ident $name:literal $function:expr, $doc:literal, $example:expr;)*) => {
        $(static $record: Builtin = {
            const EXAMPLES: Examples = &[$example];
            function($name, Z, &Wording::One, $doc, EXAMPLES, |interp, args| {
                let (z,): (&Value,) = args.unpack(interp)?;
                let z = number(interp, z)?;
                $function(z).map(complex_value)
            })
        };)*
    };
}

functions! {
    ACOS "acos" functions::acos, "The arc cosine.", ("cmath.acos(1)", "-0j");
    ACOSH "acosh" functions::acosh, "The inverse hyperbolic cosine.", ("cmath.acosh(1)", "0j");
    ASIN "asin" functions::asin, "The arc sine.", ("cmath.asin(0)", "0j");
    ASINH "asinh" functions::asinh_complex, "The inverse hyperbolic sine.", ("cmath.asinh(0)", "0j");
    ATAN "atan" functions::atan, "The arc tangent.", ("cmath.atan(0)", "0j");
    ATANH "atanh" functions::atanh, "The inverse hyperbolic tangent.", ("cmath.atanh(0)", "0j");
    COS "cos" functions::cos, "The cosine.", ("cmath.cos(0)", "(1-0j)");
    COSH "cosh" functions::cosh, "The hyperbolic cosine.", ("cmath.cosh(0)", "(1+0j)");
    EXP "exp" functions::exp, "The power of e to that number.", ("cmath.exp(0)", "(1+0j)");
    LOG10 "log10" functions::log10, "The logarithm to base ten.", ("cmath.log10(1)", "0j");
    SIN "sin" functions::sin, "The sine.", ("cmath.sin(0)", "0j");
    SINH "sinh" functions::sinh, "The hyperbolic sine.", ("cmath.sinh(0)", "0j");
    SQRT "sqrt" functions::sqrt, "The square root.", ("cmath.sqrt(-1)", "1j");
    TAN "tan" functions::tan, "The tangent.", ("cmath.tan(0)", "0j");
    TANH "tanh" functions::tanh, "The hyperbolic tangent.", ("cmath.tanh(0)", "0j");
}

static LOG: Builtin = function(
    "log",
    &[Param::new("z"), Param::new("base").or(Fallback::Omitted)],
    &Wording::Positional,
    "The logarithm, natural or to a base.",
    &[("cmath.log(-1)", "3.141592653589793j")],
    |interp, args| {
        let (z, base): (&Value, &Value) = args.unpack(interp)?;
        let z = number(interp, z)?;
        if base.is_missing() {
            return functions::log(z).map(complex_value);
        }
        let base = number(interp, base)?;
        let (above, below) = (functions::log(z)?, functions::log(base)?);
        complex::quotient(above, below)
            .map(complex_value)
            .ok_or_else(domain_error)
    },
);

static PHASE: Builtin = function(
    "phase",
    Z,
    &Wording::One,
    "The angle, in radians.",
    &[("cmath.phase(-1)", "3.141592653589793")],
    |interp, args| {
        let (z,): (&Value,) = args.unpack(interp)?;
        let z = number(interp, z)?;
        Ok(Value::Float(z.im.atan2(z.re)))
    },
);

static POLAR: Builtin = function(
    "polar",
    Z,
    &Wording::One,
    "Size and angle.",
    &[("cmath.polar(-1)", "(1.0, 3.141592653589793)")],
    |interp, args| {
        let (z,): (&Value,) = args.unpack(interp)?;
        let z = number(interp, z)?;
        let size = z.re.hypot(z.im);
        if size.is_infinite() && z.re.is_finite() && z.im.is_finite() {
            return Err(range_error());
        }
        let angle = z.im.atan2(z.re);
        Ok(Value::pair(Value::Float(size), Value::Float(angle)))
    },
);

static RECT: Builtin = function(
    "rect",
    &[Param::new("r"), Param::new("phi")],
    &Wording::Positional,
    "The number of that size and angle.",
    &[("cmath.rect(2, 0)", "(2+0j)")],
    |interp, args| {
        let (size, angle): (f64, f64) = args.unpack(interp)?;
        functions::rect(size, angle).map(complex_value)
    },
);

static ISCLOSE: Builtin = function(
    "isclose",
    &[
        Param::new("a").or_named(),
        Param::new("b").or_named(),
        Param::new("rel_tol").only_named().or(Fallback::Float(1e-9)),
        Param::new("abs_tol").only_named().or(Fallback::Float(0.0)),
    ],
    &Wording::Clinic,
    "Whether two numbers are no farther apart than a tolerance.",
    &[("cmath.isclose(1, 1 + 1e-10j)", "True")],
    |interp, args| {
        let (a, b, relative, absolute): (&Value, &Value, f64, f64) = args.unpack(interp)?;
        let (a, b) = (number(interp, a)?, number(interp, b)?);
        if relative < 0.0 || absolute < 0.0 {
            return Err(wording::value_error("tolerances must be non-negative"));
        }
        let infinite = |z: Complex| z.re.is_infinite() || z.im.is_infinite();
        if a == b || infinite(a) || infinite(b) {
            return Ok(Value::Bool(a == b));
        }
        let distance = (a.re - b.re).hypot(a.im - b.im);
        let size = |z: Complex| z.re.hypot(z.im);
        Ok(Value::Bool(
            distance <= relative * size(b)
                || distance <= relative * size(a)
                || distance <= absolute,
        ))
    },
);

macro_rules! tests {
    ($($record:ident $name:literal $test:expr, $doc:literal, $example:expr;)*) => {
        $(static $record: Builtin = {
            const EXAMPLES: Examples = &[$example];
            function($name, Z, &Wording::One, $doc, EXAMPLES, |interp, args| {
                let (z,): (&Value,) = args.unpack(interp)?;
                let z = number(interp, z)?;
                let test: fn(Complex) -> bool = $test;
                Ok(Value::Bool(test(z)))
            })
        };)*
    };
}

tests! {
    ISFINITE "isfinite" |z| z.re.is_finite() && z.im.is_finite(), "Whether both parts are finite.", ("cmath.isfinite(1j)", "True");
    ISINF "isinf" |z| z.re.is_infinite() || z.im.is_infinite(), "Whether a part is infinite.", ("cmath.isinf(cmath.infj)", "True");
    ISNAN "isnan" |z| z.re.is_nan() || z.im.is_nan(), "Whether a part is a NaN.", ("cmath.isnan(cmath.nanj)", "True");
}

const fn constant(name: &'static str, value: f64) -> Member {
    Member {
        name,
        item: Item::Float(value),
    }
}

fn imaginary(im: f64) -> Value {
    complex_value(Complex { re: 0.0, im })
}

/// The module.
pub static MODULE: Module = Module {
    name: "cmath",
    doc: "Functions of complex numbers.",
    members: &[
        Member::function(&ACOS),
        Member::function(&ACOSH),
        Member::function(&ASIN),
        Member::function(&ASINH),
        Member::function(&ATAN),
        Member::function(&ATANH),
        Member::function(&COS),
        Member::function(&COSH),
        constant("e", std::f64::consts::E),
        Member::function(&EXP),
        constant("inf", f64::INFINITY),
        Member {
            name: "infj",
            item: Item::Value(|| imaginary(f64::INFINITY)),
        },
        Member::function(&ISCLOSE),
        Member::function(&ISFINITE),
        Member::function(&ISINF),
        Member::function(&ISNAN),
        Member::function(&LOG),
        Member::function(&LOG10),
        constant("nan", f64::NAN),
        Member {
            name: "nanj",
            item: Item::Value(|| imaginary(f64::NAN)),
        },
        Member::function(&PHASE),
        constant("pi", std::f64::consts::PI),
        Member::function(&POLAR),
        Member::function(&RECT),
        Member::function(&SIN),
        Member::function(&SINH),
        Member::function(&SQRT),
        Member::function(&TAN),
        Member::function(&TANH),
        constant("tau", std::f64::consts::TAU),
    ],
};
