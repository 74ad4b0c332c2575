//! `correlation` and `covariance` of two series.

use super::means::float_sum;
use super::{failure, function};
use crate::modules::math::sum_of_products;
use crate::runtime::error::Result;
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::ops::{arith, compare, convert, length, repr};
use crate::runtime::table::{Builtin, Fallback, Param};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::BinaryOp;
use crate::types::list::sort::sort_by;

/// How many points both series have.
pub(super) fn points(interp: &mut Interp, name: &str, x: &Value, y: &Value) -> Result<usize> {
    let count = length::length(interp, x)?;
    if length::length(interp, y)? != count {
        return Err(failure(&format!(
            "{name} requires that both inputs have same number of data points"
        )));
    }
    if count < 2 {
        return Err(failure(&format!(
            "{name} requires at least two data points"
        )));
    }
    Ok(count)
}

/// The distances of all items from a center.
pub(super) fn distances(interp: &mut Interp, data: &Value, center: f64) -> Result<Value> {
    let mut items = iter::collect(interp, data)?;
    for item in &mut items {
        *item = arith::binary(interp, BinaryOp::Sub, item, &Value::Float(center))?;
    }
    Ok(Value::list(items))
}

/// The average as a float.
pub(super) fn center(interp: &mut Interp, data: &Value, count: usize) -> Result<f64> {
    Ok(float_sum(interp, data)?.0 / count as f64)
}

pub(super) static COVARIANCE: Builtin = function(
    "covariance",
    &[Param::new("x"), Param::new("y")],
    "How far two series go up and down together.",
    &[("statistics.covariance([1, 2, 3], [1, 5, 7])", "3.0")],
    |interp, args| {
        let (x, y): (&Value, &Value) = args.unpack(interp)?;
        let count = points(interp, "covariance", x, y)?;
        let (x_center, y_center) = (center(interp, x, count)?, center(interp, y, count)?);
        let x = distances(interp, x, x_center)?;
        let y = distances(interp, y, y_center)?;
        let sum = sum_of_products(interp, &x, &y)?;
        arith::binary(interp, BinaryOp::Div, &sum, &Value::from(count - 1))
    },
);

pub(super) static CORRELATION: Builtin = function(
    "correlation",
    &[
        Param::new("x"),
        Param::new("y"),
        Param::new("method")
            .only_named()
            .or(Fallback::Str("linear")),
    ],
    "How nearly two series lie on a line, from -1 to 1.",
    &[("statistics.correlation([1, 2, 3], [3, 2, 1])", "-1.0")],
    correlation,
);

fn correlation(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (x, y, method): (&Value, &Value, &Value) = args.unpack(interp)?;
    let count = points(interp, "correlation", x, y)?;
    let (x, y) = match method.as_str() {
        Some("linear") => {
            let (x_center, y_center) = (center(interp, x, count)?, center(interp, y, count)?);
            (
                distances(interp, x, x_center)?,
                distances(interp, y, y_center)?,
            )
        }
        Some("ranked") => (ranks(interp, x)?, ranks(interp, y)?),
        _ => {
            let shown = repr::repr(interp, method)?;
            return Err(wording::value_error(format!("Unknown method: {shown}")));
        }
    };
    let both = sum_of_products(interp, &x, &y)?;
    let of_x = sum_of_products(interp, &x, &x)?;
    let of_y = sum_of_products(interp, &y, &y)?;
    let (of_x, of_y) = (
        convert::to_float(interp, &of_x)?,
        convert::to_float(interp, &of_y)?,
    );
    let scale = Value::Float(root_of_product(interp, of_x, of_y)?);
    arith::binary(interp, BinaryOp::Div, &both, &scale).map_err(|error| {
        if error.is(ExcKind::ZeroDivisionError) {
            failure("at least one of the inputs is constant")
        } else {
            error
        }
    })
}

/// `sqrt(x * y)`, without overflow or underflow on the way, and corrected for rounding.
fn root_of_product(interp: &mut Interp, x: f64, y: f64) -> Result<f64> {
    let down = 2.0_f64.powi(-512);
    let up = 2.0_f64.powi(537);
    let root = (x * y).sqrt();
    if !root.is_finite() {
        if root.is_infinite() && !x.is_infinite() && !y.is_infinite() {
            return Ok(root_of_product(interp, down * x, down * y)? / down);
        }
        return Ok(root);
    }
    if root == 0.0 {
        if x != 0.0 && y != 0.0 {
            return Ok(root_of_product(interp, up * x, up * y)? / up);
        }
        return Ok(root);
    }
    let left = Value::pair(Value::Float(x), Value::Float(root));
    let right = Value::pair(Value::Float(y), Value::Float(-root));
    let error = sum_of_products(interp, &left, &right)?;
    Ok(root + convert::to_float(interp, &error)? / (2.0 * root))
}

/// The rank of each item among all, from the middle; equal items share the average of their places.
fn ranks(interp: &mut Interp, data: &Value) -> Result<Value> {
    let items = iter::collect(interp, data)?;
    interp.reserve_items(items.len().saturating_mul(3))?;
    let mut order: Vec<Value> = (0..items.len()).map(Value::from).collect();
    sort_by(interp, &mut order, &items, false)?;
    let mut ranks = vec![Value::None; items.len()];
    let mut place = (items.len() as f64 - 1.0) / -2.0 - 1.0;
    let at = |position: usize| match order.get(position) {
        Some(Value::Int(place)) => usize::try_from(*place).ok(),
        _ => None,
    };
    let mut first = 0;
    while let Some(leader) = at(first).and_then(|at| items.get(at)) {
        let mut end = first + 1;
        while let Some(item) = at(end).and_then(|at| items.get(at)) {
            interp.tick()?;
            if !compare::same_key(interp, leader, item)? {
                break;
            }
            end += 1;
        }
        let size = (end - first) as f64;
        for position in first..end {
            if let Some(slot) = at(position).and_then(|at| ranks.get_mut(at)) {
                *slot = Value::Float(place + (size + 1.0) / 2.0);
            }
        }
        place += size;
        first = end;
    }
    Ok(Value::list(ranks))
}
