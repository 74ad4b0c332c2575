//! `getrandbits`, `randbytes`, `randint` and `randrange`.

use num_bigint::{BigInt, BigUint, Sign};
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::{compute, method};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::convert::to_bigint;
use crate::runtime::ops::repr;
use crate::runtime::table::{Builtin, Fallback, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::BinaryOp;

pub(super) static GETRANDBITS: Builtin = Builtin {
    name: "getrandbits",
    owner: "",
    params: Params::new(&[Param::new("k")]),
    wording: Wording::In("Random", &Wording::One),
    doc: "An integer of that many bits.",
    examples: &[("random.getrandbits(8)", "216")],
    run: |interp, args| {
        let (count,): (BigInt,) = args.unpack(interp)?;
        bits(interp, &count).map(|bits| Value::int(bits.into()))
    },
};

fn bits(interp: &mut Interp, count: &BigInt) -> Result<BigUint> {
    let Some(count) = count.to_i32() else {
        return Err(wording::overflow_error(
            "Python int too large to convert to C int",
        ));
    };
    let Ok(count) = u64::try_from(count) else {
        return Err(wording::value_error("number of bits must be non-negative"));
    };
    let bytes = usize::try_from(count / 8).unwrap_or(usize::MAX);
    interp.reserve(bytes)?;
    interp.charge(bytes / 4)?;
    Ok(interp.chance.bits(count))
}

pub(super) static RANDBYTES: Builtin = method(
    "randbytes",
    &[Param::new("n").or_named()],
    "That many bytes.",
    &[("random.randbytes(3)", r"b'\x07,\xd8'")],
    |interp, args| {
        let (count,): (&Value,) = args.unpack(interp)?;
        let bits_wanted = compute(interp, BinaryOp::Mul, count, &Value::Int(8))?;
        let drawn = bits(interp, &to_bigint(&bits_wanted)?)?;
        let count = to_bigint(count)?.to_usize().unwrap_or(0);
        let mut bytes = drawn.to_bytes_le();
        bytes.resize(count, 0);
        Ok(Value::bytes(bytes))
    },
);

pub(super) static RANDINT: Builtin = method(
    "randint",
    &[Param::new("a").or_named(), Param::new("b").or_named()],
    "An integer from `a` to `b`, both among them.",
    &[("random.randint(1, 6)", "4")],
    |interp, args| {
        let (low, high): (&Value, &Value) = args.unpack(interp)?;
        let stop = compute(interp, BinaryOp::Add, high, &Value::Int(1))?;
        between(interp, low, &stop)
    },
);

pub(super) static RANDRANGE: Builtin = method(
    "randrange",
    &[
        Param::new("start").or_named(),
        Param::new("stop").or_named().or(Fallback::None),
        Param::new("step").or_named().or(Fallback::Omitted),
    ],
    "An integer of `range(start, stop, step)`, or of `range(start)`.",
    &[("random.randrange(0, 100, 5)", "60")],
    randrange,
);

fn randrange(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (start, stop, step): (&Value, &Value, Option<&Value>) = args.unpack(interp)?;
    if stop.is_none() {
        let bound = to_bigint(start)?;
        if step.is_some() {
            return Err(wording::type_error("Missing a non-None stop argument"));
        }
        if !bound.is_positive() {
            return Err(wording::value_error("empty range for randrange()"));
        }
        return Ok(Value::int(below(interp, &bound)));
    }
    let Some(step_value) = step else {
        return between(interp, start, stop);
    };
    let first = to_bigint(start)?;
    let width = to_bigint(stop)? - &first;
    let step = to_bigint(step_value)?;
    if step.is_one() {
        return between(interp, start, stop);
    }
    if step.is_zero() {
        return Err(wording::value_error("zero step for randrange()"));
    }
    // How many steps fit: the width by the step, rounded up.
    let (count, sign) = (width, step.signum());
    let count = num_integer::Integer::div_floor(&(count + &step - sign), &step);
    if !count.is_positive() {
        let shown = [start, stop, step_value].map(|value| repr::str(interp, value));
        let [start, stop, step] = shown;
        return Err(wording::value_error(format!(
            "empty range in randrange({}, {}, {})",
            start?, stop?, step?
        )));
    }
    Ok(Value::int(first + step * below(interp, &count)))
}

/// An integer from `low` on and below `stop`.
fn between(interp: &mut Interp, low: &Value, stop: &Value) -> Result<Value> {
    if let (Value::Int(low), Value::Int(stop)) = (low, stop)
        && let Some(width) = stop
            .checked_sub(*low)
            .and_then(|width| u64::try_from(width).ok())
        && width > 0
    {
        let drawn = interp.chance.below(width);
        // Below the width, so it fits again.
        return Ok(Value::Int(low.saturating_add_unsigned(drawn)));
    }
    let first = to_bigint(low)?;
    let width = to_bigint(stop)? - &first;
    if !width.is_positive() {
        let (low, stop) = (repr::str(interp, low)?, repr::str(interp, stop)?);
        return Err(wording::value_error(format!(
            "empty range in randrange({low}, {stop})"
        )));
    }
    Ok(Value::int(first + below(interp, &width)))
}

/// A number below a positive bound of any size.
fn below(interp: &mut Interp, bound: &BigInt) -> BigInt {
    match bound.to_u64() {
        Some(bound) => interp.chance.below(bound).into(),
        None => BigInt::from_biguint(Sign::Plus, interp.chance.below_big(bound.magnitude())),
    }
}
