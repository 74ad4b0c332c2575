//! `pstdev`, `pvariance`, `stdev` and `variance`.

use num_bigint::BigInt;

use super::exact::{Kind, Sums, Total};
use super::{DATA, failure, function};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::ops::arith;
use crate::runtime::table::{Builtin, Fallback, Param};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::BinaryOp;
use crate::types::int::{self, Int};

const XBAR: Param = Param::new("xbar").or_named().or(Fallback::None);
const MU: Param = Param::new("mu").or_named().or(Fallback::None);

pub(super) static VARIANCE: Builtin = function(
    "variance",
    &[DATA, XBAR],
    "The spread of a sample, in squares.",
    &[("statistics.variance([1, 2, 3, 4])", "1.6666666666666667")],
    |interp, args| {
        let (kind, variance) = variance(interp, args, "variance", 2)?;
        variance.into_value(interp, kind)
    },
);

pub(super) static PVARIANCE: Builtin = function(
    "pvariance",
    &[DATA, MU],
    "The spread of a whole population, in squares.",
    &[("statistics.pvariance([1, 2, 3, 4])", "1.25")],
    |interp, args| {
        let (kind, variance) = variance(interp, args, "pvariance", 1)?;
        variance.into_value(interp, kind)
    },
);

pub(super) static STDEV: Builtin = function(
    "stdev",
    &[DATA, XBAR],
    "The spread of a sample.",
    &[("statistics.stdev([1, 2, 3])", "1.0")],
    |interp, args| {
        let (_, variance) = variance(interp, args, "stdev", 2)?;
        root(interp, variance)
    },
);

pub(super) static PSTDEV: Builtin = function(
    "pstdev",
    &[DATA, MU],
    "The spread of a whole population.",
    &[("statistics.pstdev([1, 3])", "1.0")],
    |interp, args| {
        let (_, variance) = variance(interp, args, "pstdev", 1)?;
        root(interp, variance)
    },
);

/// The mean squared distance; a sample of `least` two has one degree of freedom less.
fn variance(
    interp: &mut Interp,
    args: Args<'_>,
    name: &str,
    least: usize,
) -> Result<(Kind, Total)> {
    let (data, center): (&Value, &Value) = args.unpack(interp)?;
    let mut sums = Sums::new();
    if center.is_none() {
        sums.add_all(interp, data)?;
    } else {
        iter::for_each(interp, data, |interp, item| {
            let distance = arith::binary(interp, BinaryOp::Sub, &item, center)?;
            let square = arith::binary(interp, BinaryOp::Mul, &distance, &distance)?;
            sums.add(interp, &square)
        })?;
    }
    let squares = if center.is_none() {
        sums.squared_distances(interp)?
    } else {
        sums.total(interp)?
    };
    if sums.count < least {
        return Err(failure(&if least == 1 {
            format!("{name} requires at least one data point")
        } else {
            format!("{name} requires at least two data points")
        }));
    }
    let variance = squares.over(interp, sums.count + 1 - least)?;
    Ok((sums.kind, variance))
}

/// The square root, rounded once.
fn root(interp: &mut Interp, variance: Total) -> Result<Value> {
    let fraction = match variance {
        Total::Finite(fraction) => fraction,
        Total::Special(number) => {
            return Err(wording::no_attribute(&Value::Float(number), "numerator"));
        }
    };
    let (above, below) = (fraction.numerator, fraction.denominator);
    let bits = |number: &BigInt| i64::try_from(number.bits()).unwrap_or(i64::MAX / 4);
    // The root gets more bits than a float has, and an odd end where it is inexact, so that one rounding is left.
    let shift = (bits(&above) - bits(&below) - 109).div_euclid(2);
    let (numerator, denominator) = if shift >= 0 {
        let root = root_to_odd(interp, &above, &(below << (2 * shift)))?;
        (root << shift, BigInt::from(1))
    } else {
        let root = root_to_odd(interp, &(above << (-2 * shift)), &below)?;
        (root, BigInt::from(1) << -shift)
    };
    int::true_divide(interp, Int::Big(&numerator), Int::Big(&denominator)).map(Value::Float)
}

/// The whole root of a ratio, made odd when it is not exact.
fn root_to_odd(interp: &mut Interp, above: &BigInt, below: &BigInt) -> Result<BigInt> {
    let quotient = int::floor(interp, above, below)?.0;
    let root = int::isqrt(interp, &quotient)?;
    if &root * &root * below == *above {
        return Ok(root);
    }
    Ok(root | BigInt::from(1))
}
