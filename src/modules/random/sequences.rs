//! `choice`, `choices`, `sample` and `shuffle`.

use std::collections::HashSet;

use num_traits::ToPrimitive;

use super::{compute, holds, method};
use crate::modules::collections::deque;
use crate::runtime::error::Result;
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::ops::attr::type_of;
use crate::runtime::ops::convert::{to_bigint, to_float};
use crate::runtime::ops::{arith, compare, index, length, repr, truth};
use crate::runtime::table::{Builtin, Fallback, Param};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::{BinaryOp, CompareOp};
use crate::types::int::Int;

pub(super) static CHOICE: Builtin = method(
    "choice",
    &[Param::new("seq").or_named()],
    "An item of a sequence.",
    &[("random.choice('abc')", "'b'")],
    |interp, args| {
        let (sequence,): (&Value,) = args.unpack(interp)?;
        let count = length::length(interp, sequence)?;
        if count == 0 {
            return Err(wording::index_error("Cannot choose from an empty sequence"));
        }
        pick(interp, sequence, count)
    },
);

/// One of the first `count` items, of which there is at least one.
fn pick(interp: &mut Interp, sequence: &Value, count: usize) -> Result<Value> {
    let at = below(interp, count);
    item(interp, sequence, at)
}

fn below(interp: &mut Interp, count: usize) -> usize {
    // Both are as wide on every machine that has this much memory.
    let drawn = interp.chance.below(count as u64);
    usize::try_from(drawn).unwrap_or(usize::MAX)
}

fn item(interp: &mut Interp, sequence: &Value, at: usize) -> Result<Value> {
    index::get_item(interp, sequence, &position(at))
}

fn position(at: usize) -> Value {
    Value::Int(i64::try_from(at).unwrap_or(i64::MAX))
}

pub(super) static SHUFFLE: Builtin = method(
    "shuffle",
    &[Param::new("x").or_named()],
    "Brings a list into another order, in place.",
    &[(
        "(lambda a: random.shuffle(a) or a)([1, 2, 3, 4])",
        "[3, 1, 2, 4]",
    )],
    |interp, args| {
        let (sequence,): (&Value,) = args.unpack(interp)?;
        for last in (1..length::length(interp, sequence)?).rev() {
            interp.tick()?;
            let other = below(interp, last + 1);
            let (here, there) = (
                item(interp, sequence, last)?,
                item(interp, sequence, other)?,
            );
            index::set_item(interp, sequence, &position(last), there)?;
            index::set_item(interp, sequence, &position(other), here)?;
        }
        Ok(Value::None)
    },
);

pub(super) static SAMPLE: Builtin = method(
    "sample",
    &[
        Param::new("population").or_named(),
        Param::new("k").or_named(),
        Param::new("counts").only_named().or(Fallback::None),
    ],
    "That many items of a sequence, each of them once or as often as `counts` says.",
    &[
        ("random.sample(range(100), 3)", "[49, 97, 53]"),
        ("random.sample('ab', 3, counts=[2, 2])", "['b', 'a', 'a']"),
    ],
    sample,
);

fn sample(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (population, count, counts): (&Value, &Value, &Value) = args.unpack(interp)?;
    if !is_sequence(population) {
        return Err(wording::type_error(
            "Population must be a sequence.  For dicts or sets, use sorted(d).",
        ));
    }
    let size = length::length(interp, population)?;
    if counts.is_none() {
        let picked = places(interp, size, count)?;
        return chosen(interp, population, &picked);
    }
    let mut sums = sums(interp, counts)?;
    if sums.len() != size {
        return Err(wording::value_error(
            "The number of counts does not match the population",
        ));
    }
    let Some(total) = sums.pop() else {
        return Err(wording::index_error("pop from empty list"));
    };
    if Int::of(&total).is_none() {
        return Err(wording::type_error("Counts must be integers"));
    }
    if holds(interp, CompareOp::Le, &total, &Value::Int(0))? {
        return Err(wording::value_error(
            "Total of counts must be greater than zero",
        ));
    }
    let Some(total) = to_bigint(&total)?.to_usize() else {
        return Err(wording::too_large_for_ssize());
    };
    let sums = Value::list(sums);
    let mut picked = places(interp, total, count)?;
    for place in &mut picked {
        *place = after(interp, &sums, &position(*place), None)?;
    }
    chosen(interp, population, &picked)
}

fn is_sequence(value: &Value) -> bool {
    matches!(
        value,
        Value::List(_) | Value::Tuple(_) | Value::Str(_) | Value::Bytes(_) | Value::Range(_)
    ) || std::ptr::eq(type_of(value), &deque::TYPE)
}

/// Different places below `size`, `count` of them.
fn places(interp: &mut Interp, size: usize, count: &Value) -> Result<Vec<usize>> {
    let least = compare::compare(interp, CompareOp::Le, &Value::Int(0), count)?;
    let fits = truth::truth(interp, &least)? && {
        let most = compare::compare(interp, CompareOp::Le, count, &position(size))?;
        truth::truth(interp, &most)?
    };
    if !fits {
        return Err(wording::value_error(
            "Sample larger than population or is negative",
        ));
    }
    // Refuses what is no integer as `[None] * k` does.
    compute(interp, BinaryOp::Mul, &Value::list(Vec::new()), count)?;
    let count = to_bigint(count)?.to_usize().unwrap_or(usize::MAX);
    interp.reserve_items(count)?;
    let picked = Vec::with_capacity(count);
    if size <= set_size(count) {
        from_pool(interp, size, count, picked)
    } else {
        by_trying(interp, size, count, picked)
    }
}

/// How large a pool may be before CPython finds a set of places cheaper.
fn set_size(count: usize) -> usize {
    if count <= 5 {
        return 21;
    }
    // The count is below 2**53 by far: a list of so many items fits into memory.
    let levels = ((count as f64 * 3.0).ln() / 4.0_f64.ln()).ceil();
    let table = 4.0_f64.powf(levels).to_usize();
    table.unwrap_or(usize::MAX).saturating_add(21)
}

/// Takes places out of a pool of all of them.
fn from_pool(
    interp: &mut Interp,
    size: usize,
    count: usize,
    mut picked: Vec<usize>,
) -> Result<Vec<usize>> {
    interp.reserve_items(size)?;
    let mut pool: Vec<usize> = (0..size).collect();
    for _ in 0..count {
        interp.tick()?;
        let at = below(interp, pool.len());
        picked.push(pool.swap_remove(at));
    }
    Ok(picked)
}

/// Draws places until each is a new one.
fn by_trying(
    interp: &mut Interp,
    size: usize,
    count: usize,
    mut picked: Vec<usize>,
) -> Result<Vec<usize>> {
    interp.reserve_items(count)?;
    let mut seen = HashSet::with_capacity(count);
    while picked.len() < count {
        interp.tick()?;
        let at = below(interp, size);
        if seen.insert(at) {
            picked.push(at);
        }
    }
    Ok(picked)
}

/// The items at those places.
fn chosen(interp: &mut Interp, population: &Value, places: &[usize]) -> Result<Value> {
    interp.reserve_items(places.len())?;
    let items = places.iter().map(|at| item(interp, population, *at));
    items.collect::<Result<_>>().map(Value::list)
}

pub(super) static CHOICES: Builtin = method(
    "choices",
    &[
        Param::new("population").or_named(),
        Param::new("weights").or_named().or(Fallback::None),
        Param::new("cum_weights").only_named().or(Fallback::None),
        Param::new("k").only_named().or(Fallback::Int(1)),
    ],
    "That many items, the same ones again perhaps, each as likely as its weight says.",
    &[
        ("random.choices('abc', k=4)", "['c', 'c', 'b', 'a']"),
        (
            "random.choices(['red', 'green'], [9, 1], k=3)",
            "['red', 'red', 'red']",
        ),
    ],
    choices,
);

fn choices(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (population, weights, given, count): (&Value, &Value, &Value, &Value) =
        args.unpack(interp)?;
    let size = length::length(interp, population)?;
    let sums = match (given.is_none(), weights.is_none()) {
        (true, true) => None,
        (true, false) => Some(cumulated(interp, weights)?),
        (false, true) => Some(given.clone()),
        (false, false) => {
            return Err(wording::type_error(
                "Cannot specify both weights and cumulative weights",
            ));
        }
    };
    let total = match &sums {
        Some(sums) => total(interp, sums, size)?,
        // A population is far smaller than 2**53.
        None => size as f64,
    };
    let (count,): (i64,) = Args {
        slots: std::slice::from_ref(count),
        ..args
    }
    .unpack(interp)?;
    let count = usize::try_from(count).unwrap_or(0);
    interp.reserve_items(count)?;
    let mut items = Vec::with_capacity(count);
    for _ in 0..count {
        interp.tick()?;
        let drawn = interp.chance.float() * total;
        let at = match &sums {
            Some(sums) => after(interp, sums, &Value::Float(drawn), size.checked_sub(1))?,
            None => drawn.to_usize().unwrap_or(0),
        };
        items.push(item(interp, population, at)?);
    }
    Ok(Value::list(items))
}

/// The sums of weights, as a list.
fn cumulated(interp: &mut Interp, weights: &Value) -> Result<Value> {
    match sums(interp, weights) {
        Ok(sums) => Ok(Value::list(sums)),
        Err(error) if error.is(ExcKind::TypeError) && Int::of(weights).is_some() => {
            let shown = repr::repr(interp, weights)?;
            Err(wording::type_error(format!(
                "The number of choices must be a keyword argument: k={shown}"
            )))
        }
        Err(error) => Err(error),
    }
}

/// The last sum as a float, where it is one to draw below.
fn total(interp: &mut Interp, sums: &Value, size: usize) -> Result<f64> {
    if length::length(interp, sums)? != size {
        return Err(wording::value_error(
            "The number of weights does not match the population",
        ));
    }
    let last = index::get_item(interp, sums, &Value::Int(-1))?;
    let total = compute(interp, BinaryOp::Add, &last, &Value::Float(0.0))?;
    if holds(interp, CompareOp::Le, &total, &Value::Float(0.0))? {
        return Err(wording::value_error(
            "Total of weights must be greater than zero",
        ));
    }
    let total = to_float(interp, &total)?;
    if total.is_finite() {
        Ok(total)
    } else {
        Err(wording::value_error("Total of weights must be finite"))
    }
}

/// `list(accumulate(items))`
fn sums(interp: &mut Interp, items: &Value) -> Result<Vec<Value>> {
    let mut sums: Vec<Value> = Vec::new();
    iter::for_each(interp, items, |interp, item| {
        let sum = match sums.last() {
            Some(last) => arith::binary(interp, BinaryOp::Add, last, &item)?,
            None => item,
        };
        if sums.len() == sums.capacity() {
            interp.reserve_items(sums.len().max(4))?;
        }
        sums.push(sum);
        Ok(())
    })?;
    Ok(sums)
}

/// `bisect.bisect(sums, value, 0, most)`: the first place whose sum is greater.
fn after(interp: &mut Interp, sums: &Value, value: &Value, most: Option<usize>) -> Result<usize> {
    let mut high = match most {
        Some(most) => most,
        None => length::length(interp, sums)?,
    };
    let mut low = 0;
    while low < high {
        let middle = low.midpoint(high);
        let sum = item(interp, sums, middle)?;
        if compare::less(interp, value, &sum)? {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Ok(low)
}
