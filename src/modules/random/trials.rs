//! `binomialvariate`: how many of several trials succeed.

use super::{compute, holds, method};
use crate::modules::math::lgamma;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::convert::to_float;
use crate::runtime::table::{Builtin, Fallback, Param};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::{BinaryOp, CompareOp};
use crate::types::int::from_float;

pub(super) static BINOMIALVARIATE: Builtin = method(
    "binomialvariate",
    &[
        Param::new("n").or_named().or(Fallback::Int(1)),
        Param::new("p").or_named().or(Fallback::Float(0.5)),
    ],
    "How many of `n` trials succeed, each with probability `p`.",
    &[("random.binomialvariate(100, 0.3)", "35")],
    binomial,
);

fn binomial(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (trials, chance): (&Value, &Value) = args.unpack(interp)?;
    if holds(interp, CompareOp::Lt, trials, &Value::Int(0))? {
        return Err(wording::value_error("n must be non-negative"));
    }
    if holds(interp, CompareOp::Le, chance, &Value::Float(0.0))?
        || holds(interp, CompareOp::Ge, chance, &Value::Float(1.0))?
    {
        if holds(interp, CompareOp::Eq, chance, &Value::Float(0.0))? {
            return Ok(Value::Int(0));
        }
        if holds(interp, CompareOp::Eq, chance, &Value::Float(1.0))? {
            return Ok(trials.clone());
        }
        return Err(wording::value_error(
            "p must be in the range 0.0 <= p <= 1.0",
        ));
    }
    let (count, chance) = (to_float(interp, trials)?, to_float(interp, chance)?);
    if count.to_bits() == 1.0_f64.to_bits() {
        return Ok(Value::Int(i64::from(interp.chance.float() < chance)));
    }
    // Successes are counted where they are the rarer kind.
    if chance > 0.5 {
        let failures = successes(interp, count, 1.0 - chance)?;
        return compute(interp, BinaryOp::Sub, trials, &failures);
    }
    successes(interp, count, chance)
}

/// For a probability of at most a half.
fn successes(interp: &mut Interp, count: f64, chance: f64) -> Result<Value> {
    if count.to_bits() == 1.0_f64.to_bits() {
        return Ok(Value::Int(i64::from(interp.chance.float() < chance)));
    }
    if count * chance < 10.0 {
        few(interp, count, chance)
    } else {
        many(interp, count, chance)
    }
}

/// Devroye's geometric method: how many trials pass to the next success, until they are used up.
fn few(interp: &mut Interp, count: f64, chance: f64) -> Result<Value> {
    let logarithm = (1.0 - chance).log2();
    let (mut found, mut used) = (0, 0.0);
    if logarithm >= 0.0 {
        return Ok(Value::Int(found));
    }
    loop {
        interp.tick()?;
        used += (interp.chance.float().log2() / logarithm).floor() + 1.0;
        if used > count {
            return Ok(Value::Int(found));
        }
        found += 1;
    }
}

/// Hörmann's method BTRS: transformed rejection with a squeeze.
fn many(interp: &mut Interp, count: f64, chance: f64) -> Result<Value> {
    let deviation = (count * chance * (1.0 - chance)).sqrt();
    let b = 1.15 + 2.53 * deviation;
    let a = -0.0873 + 0.0248 * b + 0.01 * chance;
    let c = count * chance + 0.5;
    let squeeze = 0.92 - 4.2 / b;
    let alpha = (2.83 + 5.1 / b) * deviation;
    let odds = (chance / (1.0 - chance)).ln();
    let mode = ((count + 1.0) * chance).floor();
    let height = lgamma(mode + 1.0)? + lgamma(count - mode + 1.0)?;
    loop {
        interp.tick()?;
        let place = interp.chance.float() - 0.5;
        let edge = 0.5 - place.abs();
        let found = ((2.0 * a / edge + b) * place + c).floor();
        if found < 0.0 || found > count {
            continue;
        }
        let drawn = interp.chance.float();
        if edge >= 0.07 && drawn <= squeeze {
            return from_float(found);
        }
        let bound = drawn * (alpha / (a / (edge * edge) + b));
        let density = height - lgamma(found + 1.0)? - lgamma(count - found + 1.0)?;
        if bound.ln() <= density + (found - mode) * odds {
            return from_float(found);
        }
    }
}
