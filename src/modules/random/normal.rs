//! `gauss`, `lognormvariate` and `normalvariate`.

use std::f64::consts::PI;

use super::{compute, method};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::convert::to_float;
use crate::runtime::table::{Builtin, Fallback, Param};
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::BinaryOp;

const MU: Param = Param::new("mu").or_named().or(Fallback::Float(0.0));
const SIGMA: Param = Param::new("sigma").or_named().or(Fallback::Float(1.0));

pub(super) static GAUSS: Builtin = method(
    "gauss",
    &[MU, SIGMA],
    "A normal distribution; its numbers are made in pairs.",
    &[("random.gauss(100, 15)", "114.12573107020997")],
    |interp, args| {
        let (mu, sigma): (&Value, &Value) = args.unpack(interp)?;
        let deviate = match interp.chance.spare.take() {
            Some(spare) => spare,
            None => {
                let angle = interp.chance.float() * (2.0 * PI);
                let radius = (-2.0 * (1.0 - interp.chance.float()).ln()).sqrt();
                interp.chance.spare = Some(angle.sin() * radius);
                angle.cos() * radius
            }
        };
        scaled(interp, mu, sigma, deviate)
    },
);

pub(super) static NORMALVARIATE: Builtin = method(
    "normalvariate",
    &[MU, SIGMA],
    "A normal distribution of that mean and that standard deviation.",
    &[("random.normalvariate(100, 15)", "97.24197668360112")],
    |interp, args| {
        let (mu, sigma): (&Value, &Value) = args.unpack(interp)?;
        normal(interp, mu, sigma)
    },
);

pub(super) static LOGNORMVARIATE: Builtin = method(
    "lognormvariate",
    &[Param::new("mu").or_named(), Param::new("sigma").or_named()],
    "A distribution whose logarithm is normal.",
    &[("random.lognormvariate(0, 0.5)", "0.91216524963477")],
    |interp, args| {
        let (mu, sigma): (&Value, &Value) = args.unpack(interp)?;
        let normal = normal(interp, mu, sigma)?;
        let exponent = to_float(interp, &normal)?;
        let result = exponent.exp();
        if result.is_infinite() && exponent.is_finite() {
            return Err(wording::overflow_error("math range error"));
        }
        Ok(Value::Float(result))
    },
);

/// Kinderman and Monahan's method: a ratio of uniform deviates, drawn until it lies within the curve.
fn normal(interp: &mut Interp, mu: &Value, sigma: &Value) -> Result<Value> {
    // `4 * exp(-0.5) / sqrt(2.0)`
    let scale = 4.0 * (-0.5_f64).exp() / 2.0_f64.sqrt();
    loop {
        interp.tick()?;
        let first = interp.chance.float();
        let second = 1.0 - interp.chance.float();
        let ratio = scale * (first - 0.5) / second;
        if ratio * ratio / 4.0 <= -second.ln() {
            return scaled(interp, mu, sigma, ratio);
        }
    }
}

/// `mu + deviate * sigma`
fn scaled(interp: &mut Interp, mu: &Value, sigma: &Value, deviate: f64) -> Result<Value> {
    let distance = compute(interp, BinaryOp::Mul, &Value::Float(deviate), sigma)?;
    compute(interp, BinaryOp::Add, mu, &distance)
}
