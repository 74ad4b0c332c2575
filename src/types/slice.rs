//! `slice`: the three parts of `a:b:c`, and what they mean for a sequence.

use std::rc::Rc;

use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

use crate::runtime::error::{Error, Result};
use crate::runtime::interp::Interp;
use crate::runtime::memory;
use crate::runtime::ops::convert;
use crate::runtime::table::{Builtin, Fallback, Getter, Param, Params, TypeInfo, Wording};
use crate::runtime::unpack::FromArg;
use crate::runtime::value::Value;
use crate::runtime::wording;

/// The payload: any values.
pub struct Slice {
    /// Before the first colon.
    pub start: Value,
    /// After it.
    pub stop: Value,
    /// After the second.
    pub step: Value,
}

impl Drop for Slice {
    fn drop(&mut self) {
        let parts = [&mut self.start, &mut self.stop, &mut self.step];
        memory::dispose(
            parts
                .into_iter()
                .map(|part| std::mem::replace(part, Value::None))
                .collect(),
        );
    }
}

/// The type itself.
pub static TYPE: TypeInfo = TypeInfo {
    name: "slice",
    module: "builtins",
    doc: "The bounds and the step of a slice.",
    base: None,
    new: Some(&NEW),
    methods: &[&INDICES],
    class_methods: &[],
    getters: &[
        Getter {
            name: "start",
            doc: "What stands before the first colon.",
            get: |_, value| Ok(this(value)?.start.clone()),
        },
        Getter {
            name: "step",
            doc: "What stands after the second colon.",
            get: |_, value| Ok(this(value)?.step.clone()),
        },
        Getter {
            name: "stop",
            doc: "What stands between the colons.",
            get: |_, value| Ok(this(value)?.stop.clone()),
        },
    ],
};

fn this(value: &Value) -> Result<&Rc<Slice>> {
    if let Value::Slice(slice) = value {
        Ok(slice)
    } else {
        Err(wording::expected("slice", value))
    }
}

static NEW: Builtin = Builtin {
    name: "slice",
    owner: "slice",
    params: Params::new(&[
        Param::new("start"),
        Param::new("stop").or(Fallback::Omitted),
        Param::new("step").or(Fallback::None),
    ]),
    wording: Wording::Positional,
    doc: "The bounds and the step of a slice; a single argument is the stop.",
    examples: &[
        ("slice(3)", "slice(None, 3, None)"),
        ("'abcdef'[slice(1, 5, 2)]", "'bd'"),
    ],
    run: |interp, args| {
        let (first, second, step): (&Value, Option<&Value>, &Value) = args.unpack(interp)?;
        let (start, stop) = match second {
            Some(stop) => (first, stop),
            None => (&Value::None, first),
        };
        Ok(Value::Slice(Rc::new(Slice {
            start: start.clone(),
            stop: stop.clone(),
            step: step.clone(),
        })))
    },
};

static INDICES: Builtin = Builtin {
    name: "indices",
    owner: "slice",
    params: Params::new(&[Param::new("length")]),
    wording: Wording::One,
    doc: "Start, stop and step as they count in a sequence of that length.",
    examples: &[("slice(None, -1).indices(5)", "(0, 4, 1)")],
    run: |interp, args| {
        let (length,): (BigInt,) = args.unpack(interp)?;
        if length.is_negative() {
            return Err(wording::value_error("length should not be negative"));
        }
        let parts = this(args.this)?.indices(&length)?;
        Ok(Value::tuple(parts.map(Value::int).into()))
    },
};

/// The position that an index means in a sequence of that length, counted from the end when negative.
#[must_use]
#[inline]
pub fn position(index: i64, length: usize) -> Option<usize> {
    let length = i64::try_from(length).ok()?;
    let from_start = if index < 0 {
        index.checked_add(length)?
    } else {
        index
    };
    if (0..length).contains(&from_start) {
        usize::try_from(from_start).ok()
    } else {
        None
    }
}

/// Where a slice begins, how it steps, and how many items it takes, in a sequence of known length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The first position; meaningless when nothing is taken.
    pub start: usize,
    /// The difference of positions, never zero.
    pub step: i64,
    /// How many items.
    pub count: usize,
}

impl Bounds {
    /// The positions, in order.
    pub fn positions(self) -> impl Iterator<Item = usize> {
        let (start, step) = (self.start, self.step);
        (0..self.count).map(move |taken| {
            let moved = i64::try_from(taken).unwrap_or(0).saturating_mul(step);
            usize::try_from(i64::try_from(start).unwrap_or(0).saturating_add(moved)).unwrap_or(0)
        })
    }
}

impl Bounds {
    /// The items that are taken.
    #[must_use]
    pub fn take(self, items: &[Value]) -> Vec<Value> {
        if self.step == 1 {
            return items
                .get(self.start..self.start + self.count)
                .unwrap_or_default()
                .to_vec();
        }
        let step = usize::try_from(self.step.unsigned_abs()).unwrap_or(usize::MAX);
        if self.step > 0 {
            let items = items.get(self.start..).unwrap_or_default();
            copies(items.iter().step_by(step), self.count)
        } else {
            let items = items.get(..=self.start).unwrap_or_default();
            copies(items.iter().rev().step_by(step), self.count)
        }
    }
}

/// Copies of the first `count` items.
fn copies<'a>(items: impl Iterator<Item = &'a Value>, count: usize) -> Vec<Value> {
    let mut taken = Vec::with_capacity(count);
    taken.extend(items.take(count).cloned());
    taken
}

/// An index that may lie anywhere, clamped to 64 bits: the bounds of `index(x, start, stop)`.
#[derive(Clone, Copy)]
pub struct ClampedIndex(pub i64);

impl<'a> FromArg<'a> for ClampedIndex {
    fn from_arg(_: &mut Interp, value: &'a Value) -> Result<Self> {
        match value {
            Value::None => Err(not_an_index()),
            _ => match part(value) {
                Ok(Some(index)) => Ok(ClampedIndex(index)),
                _ => Err(not_an_index()),
            },
        }
    }
}

fn not_an_index() -> Error {
    wording::type_error("slice indices must be integers or have an __index__ method")
}

/// The positions from `start` up to `stop`, both counted from the end when negative, within that length.
#[must_use]
pub fn clamped_range(start: ClampedIndex, stop: ClampedIndex, length: usize) -> (usize, usize) {
    let clamp = |index: ClampedIndex| insertion_point(index.0, length);
    (clamp(start), clamp(stop))
}

/// Where an item goes that is inserted before `index`: anywhere from the front to the end.
#[must_use]
pub fn insertion_point(index: i64, length: usize) -> usize {
    let signed = i64::try_from(length).unwrap_or(i64::MAX);
    let from_start = if index < 0 {
        index.saturating_add(signed).max(0)
    } else {
        index.min(signed)
    };
    usize::try_from(from_start).unwrap_or(0)
}

impl Slice {
    /// Start, stop and step as they count in a sequence of that length, of any size.
    pub(crate) fn indices(&self, length: &BigInt) -> Result<[BigInt; 3]> {
        let step = whole_part(&self.step)?.unwrap_or_else(BigInt::one);
        if step.is_zero() {
            return Err(wording::value_error("slice step cannot be zero"));
        }
        let back = step.is_negative();
        let (low, high) = if back {
            (-BigInt::one(), length - 1)
        } else {
            (BigInt::zero(), length.clone())
        };
        let clamp = |index: BigInt| {
            if index.is_negative() {
                (index + length).max(low.clone())
            } else {
                index.min(high.clone())
            }
        };
        let (first, last) = if back { (&high, &low) } else { (&low, &high) };
        let start = whole_part(&self.start)?.map_or_else(|| first.clone(), clamp);
        let stop = whole_part(&self.stop)?.map_or_else(|| last.clone(), clamp);
        Ok([start, stop, step])
    }

    /// Its three parts, as `slice` objects compare them.
    pub(crate) fn parts(&self) -> [Value; 3] {
        [self.start.clone(), self.stop.clone(), self.step.clone()]
    }

    /// What the slice takes of a sequence of that length.
    ///
    /// # Errors
    /// `TypeError` when a part is no integer, `ValueError` when the step is zero.
    pub fn bounds(&self, length: usize) -> Result<Bounds> {
        let length = i64::try_from(length).unwrap_or(i64::MAX);
        let step = part(&self.step)?.unwrap_or(1);
        if step == 0 {
            return Err(wording::value_error("slice step cannot be zero"));
        }
        // CPython keeps the step away from the most negative number, so that it can be negated.
        let step = step.max(-i64::MAX);
        let (low, high) = if step < 0 {
            (-1, length - 1)
        } else {
            (0, length)
        };
        let clamp = |index: i64| {
            if index < 0 {
                index.saturating_add(length).max(low)
            } else {
                index.min(high)
            }
        };
        let start = part(&self.start)?.map_or(if step < 0 { high } else { low }, clamp);
        let stop = part(&self.stop)?.map_or(if step < 0 { low } else { high }, clamp);
        let count = if step < 0 {
            if stop < start {
                (start - stop - 1) / -step + 1
            } else {
                0
            }
        } else if start < stop {
            (stop - start - 1) / step + 1
        } else {
            0
        };
        Ok(Bounds {
            start: usize::try_from(start).unwrap_or(0),
            step,
            count: usize::try_from(count).unwrap_or(0),
        })
    }
}

/// One part as an integer of any size; `None` for `None`.
fn whole_part(value: &Value) -> Result<Option<BigInt>> {
    match value {
        Value::None | Value::Missing => Ok(None),
        _ => convert::to_bigint(value).map(Some).map_err(|_| bad_part()),
    }
}

fn bad_part() -> Error {
    wording::type_error("slice indices must be integers or None or have an __index__ method")
}

/// One part as an integer, clamped to 64 bits; `None` for `None`.
fn part(value: &Value) -> Result<Option<i64>> {
    match value {
        Value::None | Value::Missing => Ok(None),
        Value::Int(number) => Ok(Some(*number)),
        Value::Bool(value) => Ok(Some(i64::from(*value))),
        Value::Big(number) => Ok(Some(if number.sign() == num_bigint::Sign::Minus {
            i64::MIN
        } else {
            i64::MAX
        })),
        _ => Err(bad_part()),
    }
}
