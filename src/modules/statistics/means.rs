//! `fmean`, `geometric_mean`, `harmonic_mean` and `mean`.

use super::exact::{Sums, Total};
use super::{DATA, failure, function};
use crate::modules::math::{Partials, sum_of_products};
use crate::runtime::error::{Error, Result};
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::ops::{arith, compare, convert, truth};
use crate::runtime::table::{Builtin, Fallback, Param};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::{BinaryOp, CompareOp};

pub(super) static MEAN: Builtin = function(
    "mean",
    &[DATA],
    "The average, of the type of the data.",
    &[("statistics.mean([1, 2, 4, 5])", "3")],
    |interp, args| {
        let (data,): (&Value,) = args.unpack(interp)?;
        let mut sums = Sums::new();
        sums.add_all(interp, data)?;
        if sums.count == 0 {
            return Err(failure("mean requires at least one data point"));
        }
        let mean = sums.total(interp)?.over(interp, sums.count)?;
        mean.into_value(interp, sums.kind)
    },
);

const WEIGHTS: Param = Param::new("weights").or_named().or(Fallback::None);

pub(super) static FMEAN: Builtin = function(
    "fmean",
    &[DATA, WEIGHTS],
    "The average as a float, perhaps weighted.",
    &[("statistics.fmean([1, 2, 4])", "2.3333333333333335")],
    fmean,
);

fn fmean(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (data, weights): (&Value, &Value) = args.unpack(interp)?;
    if weights.is_none() {
        let (total, count) = float_sum(interp, data)?;
        if count == 0 {
            return Err(failure("fmean requires at least one data point"));
        }
        return Ok(Value::Float(total / count as f64));
    }
    let weights = iter::collect(interp, weights).map(Value::list)?;
    let sum = sum_of_products(interp, data, &weights).map_err(|error| {
        if error.is(ExcKind::ValueError) {
            failure("data and weights must be the same length")
        } else {
            error
        }
    })?;
    let (total, _) = float_sum(interp, &weights)?;
    if total == 0.0 {
        return Err(failure("sum of weights must be non-zero"));
    }
    arith::binary(interp, BinaryOp::Div, &sum, &Value::Float(total))
}

/// `math.fsum(data)` and how many items there were.
pub(super) fn float_sum(interp: &mut Interp, data: &Value) -> Result<(f64, usize)> {
    let mut partials = Partials::default();
    let mut count = 0;
    iter::for_each(interp, data, |interp, item| {
        count += 1;
        let number = convert::to_float(interp, &item)?;
        partials.add(number)
    })?;
    Ok((partials.total()?, count))
}

pub(super) static GEOMETRIC_MEAN: Builtin = function(
    "geometric_mean",
    &[DATA],
    "The root of the product of the numbers, as a float.",
    &[("round(statistics.geometric_mean([54, 24, 36]), 9)", "36.0")],
    geometric_mean,
);

fn geometric_mean(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (data,): (&Value,) = args.unpack(interp)?;
    let mut partials = Partials::default();
    let (mut count, mut zero) = (0_usize, false);
    iter::for_each(interp, data, |interp, item| {
        count += 1;
        let above = compare::compare(interp, CompareOp::Gt, &item, &Value::Float(0.0))?;
        if truth::truth(interp, &above)? {
            return partials.add(convert::to_float(interp, &item)?.ln());
        }
        let number = convert::to_float(interp, &item)?;
        if number.is_nan() {
            partials.add(number)
        } else if number == 0.0 {
            zero = true;
            Ok(())
        } else {
            Err(Error::with_args(
                ExcKind::StatisticsError,
                vec![Value::str("No negative inputs allowed"), item],
            ))
        }
    })?;
    let total = partials.total()?;
    if count == 0 {
        return Err(failure("Must have a non-empty dataset"));
    }
    Ok(Value::Float(if total.is_nan() {
        f64::NAN
    } else if zero {
        if total == f64::INFINITY {
            f64::NAN
        } else {
            0.0
        }
    } else {
        (total / count as f64).exp()
    }))
}

pub(super) static HARMONIC_MEAN: Builtin = function(
    "harmonic_mean",
    &[DATA, WEIGHTS],
    "The reciprocal of the average of the reciprocals, perhaps weighted.",
    &[("statistics.harmonic_mean([40, 60])", "48.0")],
    harmonic_mean,
);

const NEGATIVE: &str = "harmonic mean does not support negative values";

fn harmonic_mean(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (data, weights): (&Value, &Value) = args.unpack(interp)?;
    let data = iter::collect(interp, data)?;
    if data.is_empty() {
        return Err(failure("harmonic_mean requires at least one data point"));
    }
    if let ([only], true) = (data.as_slice(), weights.is_none()) {
        if convert::try_float(interp, only).is_none() {
            return Err(wording::type_error("unsupported type"));
        }
        not_negative(interp, only)?;
        return Ok(only.clone());
    }
    let weights = if weights.is_none() {
        interp.reserve_items(data.len())?;
        vec![Value::Int(1); data.len()]
    } else {
        iter::collect(interp, weights)?
    };
    if weights.len() != data.len() {
        return Err(failure("Number of weights does not match data size"));
    }
    let mut weight_sums = Sums::new();
    for weight in &weights {
        not_negative(interp, weight)?;
        weight_sums.add(interp, weight)?;
    }
    let mut sums = Sums::new();
    for (weight, item) in weights.iter().zip(&data) {
        not_negative(interp, item)?;
        let share = if truth::truth(interp, weight)? {
            match arith::binary(interp, BinaryOp::Div, weight, item) {
                // A zero among the data makes the mean zero.
                Err(error) if error.is(ExcKind::ZeroDivisionError) => return Ok(Value::Int(0)),
                share => share?,
            }
        } else {
            Value::Int(0)
        };
        sums.add(interp, &share)?;
    }
    let total = sums.total(interp)?;
    let positive = match &total {
        Total::Finite(total) => total.numerator.sign() == num_bigint::Sign::Plus,
        Total::Special(total) => *total > 0.0 || total.is_nan(),
    };
    if !positive {
        return Err(failure("Weighted sum must be positive"));
    }
    let mean = weight_sums.total(interp)?.over_total(interp, total)?;
    mean.into_value(interp, sums.kind)
}

fn not_negative(interp: &mut Interp, item: &Value) -> Result<()> {
    let below = compare::compare(interp, CompareOp::Lt, item, &Value::Int(0))?;
    if truth::truth(interp, &below)? {
        Err(failure(NEGATIVE))
    } else {
        Ok(())
    }
}
