//! `slice`: the three parts of `a:b:c`, and what they mean for a sequence.

use crate::runtime::error::Result;
use crate::runtime::memory;
use crate::runtime::table::TypeInfo;
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
    new: None,
    methods: &[],
    class_methods: &[],
    getters: &[],
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

impl Slice {
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
        _ => Err(wording::type_error(
            "slice indices must be integers or None or have an __index__ method",
        )),
    }
}
