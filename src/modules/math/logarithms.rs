//! `log`, `log2` and `log10`, of integers of any size too.

use num_traits::ToPrimitive;

use super::{Examples, X, domain_error, one, several};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::convert;
use crate::runtime::table::{Builtin, Fallback, Param};
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::float;
use crate::types::int::{self, Int};

pub(super) static LOG: Builtin = several(
    "log",
    &[Param::new("x"), Param::new("base").or(Fallback::Omitted)],
    "The logarithm, natural or to a base.",
    &[("math.log(1)", "0.0"), ("math.log(8, 2)", "3.0")],
    |interp, args| {
        let (x, base): (&Value, &Value) = args.unpack(interp)?;
        let numerator = logarithm(interp, x, f64::ln)?;
        if base.is_missing() {
            return Ok(interp.float(numerator));
        }
        let denominator = logarithm(interp, base, f64::ln)?;
        if denominator == 0.0 {
            return Err(wording::zero_division("float division by zero"));
        }
        Ok(interp.float(numerator / denominator))
    },
);

const LOG2_EXAMPLES: Examples = &[("math.log2(1024)", "10.0")];
pub(super) static LOG2: Builtin = one(
    "log2",
    X,
    "The logarithm to base two.",
    LOG2_EXAMPLES,
    |interp, args| {
        let (x,): (&Value,) = args.unpack(interp)?;
        logarithm(interp, x, f64::log2).map(Value::Float)
    },
);

const LOG10_EXAMPLES: Examples = &[("math.log10(1000)", "3.0")];
pub(super) static LOG10: Builtin = one(
    "log10",
    X,
    "The logarithm to base ten.",
    LOG10_EXAMPLES,
    |interp, args| {
        let (x,): (&Value,) = args.unpack(interp)?;
        logarithm(interp, x, f64::log10).map(Value::Float)
    },
);

fn logarithm(interp: &mut Interp, value: &Value, function: fn(f64) -> f64) -> Result<f64> {
    if let Some(number) = Int::of(value) {
        if number.is_zero() || number.is_negative() {
            return Err(domain_error());
        }
        if let Int::Big(big) = number
            && big.bits() > 1023
        {
            let (fraction, exponent) = int_frexp(interp, big)?;
            return Ok(function(fraction) + function(2.0) * exponent);
        }
    }
    let x = convert::to_float(interp, value)?;
    if x.is_nan() || x > 0.0 {
        Ok(function(x))
    } else {
        Err(domain_error())
    }
}

/// A positive integer as `fraction * 2**exponent`, the fraction rounded to a float.
fn int_frexp(interp: &mut Interp, number: &num_bigint::BigInt) -> Result<(f64, f64)> {
    interp.charge(int::limbs(number))?;
    let dropped = number.bits() - 62;
    let high = (number >> dropped).to_u64().unwrap_or(0) << 1;
    let follows = number.trailing_zeros().is_some_and(|zeros| zeros < dropped);
    let fraction = float::compose(high | u64::from(follows), -63);
    Ok((fraction, number.bits() as f64))
}
