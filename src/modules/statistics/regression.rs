//! `linear_regression`: the line nearest to some points.

use super::relations::{center, distances, points};
use super::{failure, function};
use crate::modules::collections::namedtuple;
use crate::modules::math::sum_of_products;
use crate::runtime::error::Result;
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::ops::arith;
use crate::runtime::table::{Builtin, Fallback, Param};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::syntax::ast::BinaryOp;

pub(super) static LINEAR_REGRESSION: Builtin = function(
    "linear_regression",
    &[
        Param::new("x"),
        Param::new("y"),
        Param::new("proportional")
            .only_named()
            .or(Fallback::Bool(false)),
    ],
    "The line that lies nearest to the points: its slope and where it meets zero.",
    &[(
        "statistics.linear_regression([1, 2, 3], [3, 5, 7])",
        "LinearRegression(slope=2.0, intercept=1.0)",
    )],
    linear_regression,
);

fn linear_regression(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (x, y, proportional): (&Value, &Value, bool) = args.unpack(interp)?;
    let count = points(interp, "linear regression", x, y)?;
    let (mut x, mut y) = (x.clone(), y.clone());
    let (mut x_center, mut y_center) = (0.0, 0.0);
    if !proportional {
        x_center = center(interp, &x, count)?;
        y_center = center(interp, &y, count)?;
        x = distances(interp, &x, x_center)?;
        y = distances(interp, &y, y_center)?;
    }
    let both = sum_of_products(interp, &x, &y)?;
    let both = arith::binary(interp, BinaryOp::Add, &both, &Value::Float(0.0))?;
    let of_x = sum_of_products(interp, &x, &x)?;
    let slope = arith::binary(interp, BinaryOp::Div, &both, &of_x).map_err(|error| {
        if error.is(ExcKind::ZeroDivisionError) {
            failure("x is constant")
        } else {
            error
        }
    })?;
    let intercept = if proportional {
        Value::Float(0.0)
    } else {
        let rise = arith::binary(interp, BinaryOp::Mul, &slope, &Value::Float(x_center))?;
        arith::binary(interp, BinaryOp::Sub, &Value::Float(y_center), &rise)?
    };
    let fields = [("slope", slope), ("intercept", intercept)];
    Ok(namedtuple::instance(
        "statistics",
        "LinearRegression",
        fields,
    ))
}
