//! `random` itself, and the distributions of real numbers that are not normal.

use std::f64::consts::{E, PI};

use super::{compute, holds, method};
use crate::runtime::error::Result;
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::ops::convert::to_float;
use crate::runtime::table::{Builtin, Fallback, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::{BinaryOp, CompareOp};

const ALPHA: Param = Param::new("alpha").or_named();
const BETA: Param = Param::new("beta").or_named();
const TURN: f64 = 2.0 * PI;

pub(super) static RANDOM: Builtin = Builtin {
    name: "random",
    owner: "",
    params: Params::new(&[]),
    wording: Wording::In("Random", &Wording::NoArguments),
    doc: "A float from 0 on and below 1.",
    examples: &[("random.random()", "0.8444218515250481")],
    run: |interp, _| Ok(Value::Float(interp.chance.float())),
};

pub(super) static UNIFORM: Builtin = method(
    "uniform",
    &[Param::new("a").or_named(), Param::new("b").or_named()],
    "A number between two others, each as likely.",
    &[("random.uniform(1, 10)", "8.599796663725433")],
    |interp, args| {
        let (a, b): (&Value, &Value) = args.unpack(interp)?;
        let width = compute(interp, BinaryOp::Sub, b, a)?;
        let drawn = Value::Float(interp.chance.float());
        let distance = compute(interp, BinaryOp::Mul, &width, &drawn)?;
        compute(interp, BinaryOp::Add, a, &distance)
    },
);

pub(super) static TRIANGULAR: Builtin = method(
    "triangular",
    &[
        Param::new("low").or_named().or(Fallback::Float(0.0)),
        Param::new("high").or_named().or(Fallback::Float(1.0)),
        Param::new("mode").or_named().or(Fallback::None),
    ],
    "A number between two others, the likelier the nearer it is to a third.",
    &[("random.triangular(0, 10, 5)", "7.210930724462443")],
    triangular,
);

fn triangular(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (low, high, mode): (&Value, &Value, &Value) = args.unpack(interp)?;
    let mut drawn = interp.chance.float();
    let mut peak = if mode.is_none() {
        Value::Float(0.5)
    } else {
        let left = compute(interp, BinaryOp::Sub, mode, low)?;
        let width = compute(interp, BinaryOp::Sub, high, low)?;
        match compute(interp, BinaryOp::Div, &left, &width) {
            Err(error) if error.is(ExcKind::ZeroDivisionError) => return Ok(low.clone()),
            other => other?,
        }
    };
    let (mut from, mut to) = (low, high);
    if holds(interp, CompareOp::Lt, &peak, &Value::Float(drawn))? {
        drawn = 1.0 - drawn;
        peak = compute(interp, BinaryOp::Sub, &Value::Float(1.0), &peak)?;
        (from, to) = (high, low);
    }
    let square = compute(interp, BinaryOp::Mul, &Value::Float(drawn), &peak)?;
    let square = to_float(interp, &square)?;
    if square < 0.0 {
        return Err(wording::value_error("math domain error"));
    }
    let width = compute(interp, BinaryOp::Sub, to, from)?;
    let distance = compute(interp, BinaryOp::Mul, &width, &Value::Float(square.sqrt()))?;
    compute(interp, BinaryOp::Add, from, &distance)
}

pub(super) static EXPOVARIATE: Builtin = method(
    "expovariate",
    &[Param::new("lambd").or_named().or(Fallback::Float(1.0))],
    "The time to an event that happens `lambd` times in a unit of time.",
    &[("random.expovariate(0.5)", "3.7212142221304467")],
    |interp, args| {
        let (rate,): (&Value,) = args.unpack(interp)?;
        let drawn = Value::Float(exponential(interp));
        compute(interp, BinaryOp::Div, &drawn, rate)
    },
);

/// Waiting times of mean 1; taken from one, a float below it is never zero.
fn exponential(interp: &mut Interp) -> f64 {
    -(1.0 - interp.chance.float()).ln()
}

pub(super) static VONMISESVARIATE: Builtin = method(
    "vonmisesvariate",
    &[Param::new("mu").or_named(), Param::new("kappa").or_named()],
    "An angle near another one, the nearer the larger `kappa` is.",
    &[("random.vonmisesvariate(0, 4)", "0.38305202413177936")],
    von_mises,
);

fn von_mises(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (mu, kappa): (&Value, &Value) = args.unpack(interp)?;
    if holds(interp, CompareOp::Le, kappa, &Value::Float(1e-6))? {
        return Ok(Value::Float(TURN * interp.chance.float()));
    }
    let half = 0.5 / to_float(interp, kappa)?;
    let radius = half + (1.0 + half * half).sqrt();
    // Fisher's method for circular data: draw until the point lies within.
    let cosine = loop {
        interp.tick()?;
        let cosine = (PI * interp.chance.float()).cos();
        let share = cosine / (radius + cosine);
        let drawn = interp.chance.float();
        if drawn < 1.0 - share * share || drawn <= (1.0 - share) * share.exp() {
            break cosine;
        }
    };
    let inverse = 1.0 / radius;
    let angle = ((inverse + cosine) / (1.0 + inverse * cosine)).acos();
    let op = if interp.chance.float() > 0.5 {
        BinaryOp::Add
    } else {
        BinaryOp::Sub
    };
    let angle = compute(interp, op, mu, &Value::Float(angle))?;
    compute(interp, BinaryOp::Mod, &angle, &Value::Float(TURN))
}

pub(super) static GAMMAVARIATE: Builtin = method(
    "gammavariate",
    &[ALPHA, BETA],
    "The gamma distribution, not the function.",
    &[("random.gammavariate(2, 3)", "15.932320373305963")],
    |interp, args| {
        let (alpha, beta): (&Value, &Value) = args.unpack(interp)?;
        gamma(interp, alpha, beta)
    },
);

fn gamma(interp: &mut Interp, alpha: &Value, beta: &Value) -> Result<Value> {
    if holds(interp, CompareOp::Le, alpha, &Value::Float(0.0))?
        || holds(interp, CompareOp::Le, beta, &Value::Float(0.0))?
    {
        return Err(wording::value_error(
            "gammavariate: alpha and beta must be > 0.0",
        ));
    }
    let shape = to_float(interp, alpha)?;
    let drawn = if shape > 1.0 {
        long_gamma(interp, shape)?
    } else if shape < 1.0 {
        short_gamma(interp, shape)?
    } else {
        exponential(interp)
    };
    compute(interp, BinaryOp::Mul, &Value::Float(drawn), beta)
}

/// Cheng's method for shapes above one.
fn long_gamma(interp: &mut Interp, shape: f64) -> Result<f64> {
    let spread = (2.0 * shape - 1.0).sqrt();
    let low = shape - 4.0_f64.ln();
    let slope = shape + spread;
    let squeeze = 1.0 + 4.5_f64.ln();
    loop {
        interp.tick()?;
        let first = interp.chance.float();
        if !(first > 1e-7 && first < 0.999_999_9) {
            continue;
        }
        let second = 1.0 - interp.chance.float();
        let power = (first / (1.0 - first)).ln() / spread;
        let drawn = shape * power.exp();
        let product = first * first * second;
        let bound = low + slope * power - drawn;
        if bound + squeeze - 4.5 * product >= 0.0 || bound >= product.ln() {
            return Ok(drawn);
        }
    }
}

/// Kennedy and Gentle's method GS for shapes below one.
fn short_gamma(interp: &mut Interp, shape: f64) -> Result<f64> {
    let total = (E + shape) / E;
    loop {
        interp.tick()?;
        let share = total * interp.chance.float();
        let drawn = if share <= 1.0 {
            share.powf(1.0 / shape)
        } else {
            -((total - share) / shape).ln()
        };
        let accepted = interp.chance.float();
        let bound = if share > 1.0 {
            drawn.powf(shape - 1.0)
        } else {
            (-drawn).exp()
        };
        if accepted <= bound {
            return Ok(drawn);
        }
    }
}

pub(super) static BETAVARIATE: Builtin = method(
    "betavariate",
    &[ALPHA, BETA],
    "The beta distribution: a number between 0 and 1.",
    &[("random.betavariate(2, 3)", "0.6713781195360023")],
    |interp, args| {
        let (alpha, beta): (&Value, &Value) = args.unpack(interp)?;
        let one = Value::Float(1.0);
        let first = gamma(interp, alpha, &one)?;
        if matches!(first, Value::Float(0.0)) {
            return Ok(first);
        }
        let second = gamma(interp, beta, &one)?;
        let sum = compute(interp, BinaryOp::Add, &first, &second)?;
        compute(interp, BinaryOp::Div, &first, &sum)
    },
);

pub(super) static PARETOVARIATE: Builtin = method(
    "paretovariate",
    &[ALPHA],
    "The Pareto distribution.",
    &[("random.paretovariate(3)", "1.859304271841843")],
    |interp, args| {
        let (alpha,): (&Value,) = args.unpack(interp)?;
        let drawn = Value::Float(1.0 - interp.chance.float());
        let power = compute(interp, BinaryOp::Div, &Value::Float(-1.0), alpha)?;
        compute(interp, BinaryOp::Pow, &drawn, &power)
    },
);

pub(super) static WEIBULLVARIATE: Builtin = method(
    "weibullvariate",
    &[ALPHA, BETA],
    "The Weibull distribution of that scale and that shape.",
    &[("random.weibullvariate(1, 2)", "1.3640407292545276")],
    |interp, args| {
        let (alpha, beta): (&Value, &Value) = args.unpack(interp)?;
        let drawn = Value::Float(exponential(interp));
        let power = compute(interp, BinaryOp::Div, &Value::Float(1.0), beta)?;
        let drawn = compute(interp, BinaryOp::Pow, &drawn, &power)?;
        compute(interp, BinaryOp::Mul, alpha, &drawn)
    },
);
