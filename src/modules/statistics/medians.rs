//! What order tells: medians, modes and quantiles.

use std::rc::Rc;

use super::{DATA, failure, function, sorted};
use crate::runtime::error::{Error, Result};
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::ops::{arith, compare, convert, repr};
use crate::runtime::table::{Builtin, Fallback, Param};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::BinaryOp;
use crate::types::dict::Dict;
use crate::types::float::parse::parse_float;
use crate::types::int::Int;

fn no_median() -> Error {
    failure("no median for empty data")
}

pub(super) static MEDIAN: Builtin = function(
    "median",
    &[DATA],
    "The middle item, or the average of the two middle ones.",
    &[("statistics.median([1, 3, 5, 7])", "4.0")],
    |interp, args| {
        let (data,): (&Value,) = args.unpack(interp)?;
        let items = sorted(interp, data)?;
        let middle = items.len() / 2;
        let high = items.get(middle).ok_or_else(no_median)?;
        if items.len() % 2 == 1 {
            return Ok(high.clone());
        }
        let low = items.get(middle - 1).ok_or_else(no_median)?;
        let sum = arith::binary(interp, BinaryOp::Add, low, high)?;
        arith::binary(interp, BinaryOp::Div, &sum, &Value::Int(2))
    },
);

pub(super) static MEDIAN_LOW: Builtin = function(
    "median_low",
    &[DATA],
    "The middle item, or the smaller of the two middle ones.",
    &[("statistics.median_low([1, 3, 5, 7])", "3")],
    |interp, args| {
        let (data,): (&Value,) = args.unpack(interp)?;
        let items = sorted(interp, data)?;
        let middle = items.len().saturating_sub(1) / 2;
        items.get(middle).cloned().ok_or_else(no_median)
    },
);

pub(super) static MEDIAN_HIGH: Builtin = function(
    "median_high",
    &[DATA],
    "The middle item, or the larger of the two middle ones.",
    &[("statistics.median_high([1, 3, 5, 7])", "5")],
    |interp, args| {
        let (data,): (&Value,) = args.unpack(interp)?;
        let items = sorted(interp, data)?;
        items.get(items.len() / 2).cloned().ok_or_else(no_median)
    },
);

pub(super) static MEDIAN_GROUPED: Builtin = function(
    "median_grouped",
    &[
        DATA,
        Param::new("interval").or_named().or(Fallback::Float(1.0)),
    ],
    "The median of data that were rounded to the middle of intervals.",
    &[("statistics.median_grouped([1, 2, 2, 3, 4, 4])", "2.5")],
    median_grouped,
);

fn median_grouped(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (data, interval): (&Value, &Value) = args.unpack(interp)?;
    let items = sorted(interp, data)?;
    let middle = items.get(items.len() / 2).ok_or_else(no_median)?;
    let (mut below, mut equal) = (0_usize, 0_usize);
    for item in &items {
        if compare::less(interp, item, middle)? {
            below += 1;
        } else if !compare::less(interp, middle, item)? {
            equal += 1;
        }
    }
    let interval = to_float(interp, interval)?;
    let lower = to_float(interp, middle)? - interval / 2.0;
    let half = items.len() as f64 / 2.0;
    let share = interval * (half - below as f64) / equal as f64;
    Ok(Value::Float(lower + share))
}

/// `float(value)`, and a text that is no number is a TypeError too.
fn to_float(interp: &mut Interp, value: &Value) -> Result<f64> {
    match value {
        Value::Str(text) => parse_float(text.as_str())
            .ok_or_else(|| wording::type_error("Value cannot be converted to a float")),
        _ => convert::to_float(interp, value),
    }
}

/// How often each item occurs, in the order of first occurrence.
fn counts(interp: &mut Interp, data: &Value) -> Result<Rc<Dict>> {
    let counts = Rc::new(Dict::new());
    iter::for_each(interp, data, |interp, item| {
        let before = match counts.get(interp, &item)? {
            Some(Value::Int(count)) => count,
            _ => 0,
        };
        counts.insert(interp, item, Value::Int(before + 1))
    })?;
    Ok(counts)
}

/// The items that occur most often.
fn most_frequent(counts: &Dict) -> Vec<Value> {
    let mut entries: Vec<(Value, i64)> = Vec::with_capacity(counts.len());
    let mut cursor = 0;
    while let Some((item, count)) = counts.table.step(&mut cursor) {
        if let Value::Int(count) = count {
            entries.push((item, count));
        }
    }
    let most = entries.iter().map(|(_, count)| *count).max();
    entries
        .into_iter()
        .filter(|(_, count)| Some(*count) == most)
        .map(|(item, _)| item)
        .collect()
}

pub(super) static MODE: Builtin = function(
    "mode",
    &[DATA],
    "The item that occurs most often; of several the first.",
    &[("statistics.mode('abbc')", "'b'")],
    |interp, args| {
        let (data,): (&Value,) = args.unpack(interp)?;
        let counts = counts(interp, data)?;
        interp.reserve_items(counts.len())?;
        let first = most_frequent(&counts).into_iter().next();
        first.ok_or_else(|| failure("no mode for empty data"))
    },
);

pub(super) static MULTIMODE: Builtin = function(
    "multimode",
    &[DATA],
    "Every item that occurs most often.",
    &[("statistics.multimode('aabbc')", "['a', 'b']")],
    |interp, args| {
        let (data,): (&Value,) = args.unpack(interp)?;
        let counts = counts(interp, data)?;
        interp.reserve_items(counts.len())?;
        Ok(Value::list(most_frequent(&counts)))
    },
);

pub(super) static QUANTILES: Builtin = function(
    "quantiles",
    &[
        DATA,
        Param::new("n").only_named().or(Fallback::Int(4)),
        Param::new("method")
            .only_named()
            .or(Fallback::Str("exclusive")),
    ],
    "The points that cut the data into n parts of equal size.",
    &[("statistics.quantiles([1, 2, 3, 4, 5])", "[1.5, 3.0, 4.5]")],
    quantiles,
);

fn quantiles(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (data, parts, method): (&Value, &Value, &Value) = args.unpack(interp)?;
    if compare::less(interp, parts, &Value::Int(1))? {
        return Err(failure("n must be at least 1"));
    }
    let items = sorted(interp, data)?;
    let Some(Int::Small(parts)) = Int::of(parts) else {
        return Err(wording::not_an_integer(parts));
    };
    let cuts = usize::try_from(parts - 1).unwrap_or(0);
    interp.reserve_items(cuts)?;
    if let [only] = items.as_slice() {
        return Ok(Value::list(vec![only.clone(); cuts]));
    }
    let count = i64::try_from(items.len()).unwrap_or(i64::MAX);
    if items.is_empty() {
        return Err(failure("must have at least one data point"));
    }
    let exclusive = match method.as_str() {
        Some("inclusive") => false,
        Some("exclusive") => true,
        _ => {
            let shown = repr::repr(interp, method)?;
            return Err(wording::value_error(format!("Unknown method: {shown}")));
        }
    };
    let mut points = Vec::with_capacity(cuts);
    for cut in 1..parts {
        interp.tick()?;
        // The cut lies between two neighbours, so many n-ths beyond the first of them.
        let (left, beyond) = if exclusive {
            let place = i128::from(cut) * i128::from(count + 1);
            let left = (place / i128::from(parts)).clamp(1, i128::from(count - 1));
            (left - 1, place - left * i128::from(parts))
        } else {
            let place = i128::from(cut) * i128::from(count - 1);
            (place / i128::from(parts), place % i128::from(parts))
        };
        let left = usize::try_from(left).unwrap_or(0);
        let beyond = i64::try_from(beyond).unwrap_or(0);
        let (Some(a), Some(b)) = (items.get(left), items.get(left + 1)) else {
            return Err(Error::new(ExcKind::IndexError, "list index out of range"));
        };
        let a = arith::binary(interp, BinaryOp::Mul, a, &Value::Int(parts - beyond))?;
        let b = arith::binary(interp, BinaryOp::Mul, b, &Value::Int(beyond))?;
        let sum = arith::binary(interp, BinaryOp::Add, &a, &b)?;
        points.push(arith::binary(
            interp,
            BinaryOp::Div,
            &sum,
            &Value::Int(parts),
        )?);
    }
    Ok(Value::list(points))
}
