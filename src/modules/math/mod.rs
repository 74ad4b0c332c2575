//! `math`: functions of real numbers.
//!
//! Results are CPython's bit for bit wherever both stand on the same C library; gamma, sums and norms follow the
//! same published methods. Python's manual: <https://docs.python.org/3.13/library/math.html>.

mod elementary;
mod gamma;
mod integers;
mod logarithms;
mod pairs;
mod parts;
mod sums;

use crate::runtime::error::{Error, Result};
use crate::runtime::interp::Interp;
use crate::runtime::table::{Builtin, Item, Member, Module, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

pub(crate) use elementary::asinh;
pub(crate) use gamma::lgamma;
pub(crate) use sums::{Partials, sum_of_products};

/// The body of a function.
type Run = fn(&mut Interp, Args<'_>) -> Result<Value>;
/// Expressions and their `repr`.
type Examples = &'static [(&'static str, &'static str)];

const X: &[Param] = &[Param::new("x")];
const N: &[Param] = &[Param::new("n")];

/// A function of one argument.
const fn one(
    name: &'static str,
    params: &'static [Param],
    doc: &'static str,
    examples: Examples,
    run: Run,
) -> Builtin {
    Builtin {
        name,
        owner: "",
        params: Params::new(params),
        wording: Wording::In("math", &Wording::One),
        doc,
        examples,
        run,
    }
}

/// A function of several arguments without names.
const fn several(
    name: &'static str,
    params: &'static [Param],
    doc: &'static str,
    examples: Examples,
    run: Run,
) -> Builtin {
    Builtin {
        name,
        owner: "",
        params: Params::new(params),
        wording: Wording::In("math", &Wording::Positional),
        doc,
        examples,
        run,
    }
}

/// A function whose arguments have names.
const fn named(
    name: &'static str,
    params: &'static [Param],
    doc: &'static str,
    examples: Examples,
    run: Run,
) -> Builtin {
    Builtin {
        name,
        owner: "",
        params: Params::new(params),
        wording: Wording::In("math", &Wording::Clinic),
        doc,
        examples,
        run,
    }
}

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

/// The module.
pub static MODULE: Module = Module {
    name: "math",
    doc: "Functions of real numbers.",
    members: MEMBERS,
};

const fn constant(name: &'static str, value: f64) -> Member {
    Member {
        name,
        item: Item::Float(value),
    }
}

/// The members, sorted by name.
static MEMBERS: &[Member] = &[
    Member::function(&elementary::ACOS),
    Member::function(&elementary::ACOSH),
    Member::function(&elementary::ASIN),
    Member::function(&elementary::ASINH),
    Member::function(&elementary::ATAN),
    Member::function(&pairs::ATAN2),
    Member::function(&elementary::ATANH),
    Member::function(&elementary::CBRT),
    Member::function(&parts::CEIL),
    Member::function(&integers::COMB),
    Member::function(&pairs::COPYSIGN),
    Member::function(&elementary::COS),
    Member::function(&elementary::COSH),
    Member::function(&elementary::DEGREES),
    Member::function(&sums::DIST),
    constant("e", std::f64::consts::E),
    Member::function(&elementary::ERF),
    Member::function(&elementary::ERFC),
    Member::function(&elementary::EXP),
    Member::function(&elementary::EXP2),
    Member::function(&elementary::EXPM1),
    Member::function(&elementary::FABS),
    Member::function(&integers::FACTORIAL),
    Member::function(&parts::FLOOR),
    Member::function(&pairs::FMA),
    Member::function(&pairs::FMOD),
    Member::function(&parts::FREXP),
    Member::function(&sums::FSUM),
    Member::function(&gamma::GAMMA),
    Member::function(&integers::GCD),
    Member::function(&sums::HYPOT),
    constant("inf", f64::INFINITY),
    Member::function(&pairs::ISCLOSE),
    Member::function(&parts::ISFINITE),
    Member::function(&parts::ISINF),
    Member::function(&parts::ISNAN),
    Member::function(&integers::ISQRT),
    Member::function(&integers::LCM),
    Member::function(&parts::LDEXP),
    Member::function(&gamma::LGAMMA),
    Member::function(&logarithms::LOG),
    Member::function(&logarithms::LOG10),
    Member::function(&elementary::LOG1P),
    Member::function(&logarithms::LOG2),
    Member::function(&parts::MODF),
    constant("nan", f64::NAN),
    Member::function(&pairs::NEXTAFTER),
    Member::function(&integers::PERM),
    constant("pi", std::f64::consts::PI),
    Member::function(&pairs::POW),
    Member::function(&sums::PROD),
    Member::function(&elementary::RADIANS),
    Member::function(&pairs::REMAINDER),
    Member::function(&elementary::SIN),
    Member::function(&elementary::SINH),
    Member::function(&elementary::SQRT),
    Member::function(&sums::SUMPROD),
    Member::function(&elementary::TAN),
    Member::function(&elementary::TANH),
    constant("tau", std::f64::consts::TAU),
    Member::function(&parts::TRUNC),
    Member::function(&parts::ULP),
];
