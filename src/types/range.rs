//! `range`: an arithmetic progression of integers of any size, never stored.

use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::table::TypeInfo;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::slice;

/// The payload.
#[derive(Clone, Debug, PartialEq)]
pub enum Range {
    /// Bounds and step fit 64 bits, and so does every item and the length.
    Small {
        /// The first item.
        start: i64,
        /// The bound.
        stop: i64,
        /// The difference, never zero.
        step: i64,
        /// How many items.
        length: i64,
    },
    /// Anything larger: start, stop, step.
    Big(Box<[BigInt; 3]>),
}

/// The type itself.
pub static TYPE: TypeInfo = TypeInfo {
    name: "range",
    module: "builtins",
    doc: "An arithmetic progression of integers.",
    base: None,
    new: None,
    methods: &[],
    class_methods: &[],
    getters: &[],
};

impl Range {
    /// A range with those bounds; the step is not zero.
    #[must_use]
    pub fn new(start: BigInt, stop: BigInt, step: BigInt) -> Self {
        let small = (
            i64::try_from(&start),
            i64::try_from(&stop),
            i64::try_from(&step),
        );
        if let (Ok(start), Ok(stop), Ok(step)) = small
            && let Some(range) = Range::small(start, stop, step)
        {
            return range;
        }
        Range::Big(Box::new([start, stop, step]))
    }

    /// A range whose bounds are small; `None` when it has too many items for that.
    #[must_use]
    pub fn small(start: i64, stop: i64, step: i64) -> Option<Self> {
        let (low, high, stride) = if step > 0 {
            (start, stop, step)
        } else {
            (stop, start, step.checked_neg()?)
        };
        let length = if low < high {
            high.checked_sub(low)?.checked_sub(1)? / stride + 1
        } else {
            0
        };
        Some(Range::Small {
            start,
            stop,
            step,
            length,
        })
    }

    /// How many items.
    #[must_use]
    pub fn length(&self) -> BigInt {
        match self {
            Range::Small { length, .. } => BigInt::from(*length),
            Range::Big(parts) => {
                let [start, stop, step] = &**parts;
                let (low, high, stride) = if step.is_positive() {
                    (start, stop, step.clone())
                } else {
                    (stop, start, -step)
                };
                if low < high {
                    (high - low - 1) / stride + 1
                } else {
                    BigInt::zero()
                }
            }
        }
    }

    /// Start, stop and step as values.
    #[must_use]
    pub fn parts(&self) -> (Value, Value, Value) {
        match self {
            Range::Small {
                start, stop, step, ..
            } => (Value::Int(*start), Value::Int(*stop), Value::Int(*step)),
            Range::Big(parts) => {
                let [start, stop, step] = &**parts;
                (
                    Value::int(start.clone()),
                    Value::int(stop.clone()),
                    Value::int(step.clone()),
                )
            }
        }
    }
}

/// `a == b`: the same items.
#[must_use]
pub fn equal(a: &Range, b: &Range) -> bool {
    a == b
}

/// `item in range`
///
/// # Errors
/// What comparing raises.
pub fn contains(interp: &mut Interp, range: &Range, item: &Value) -> Result<bool> {
    let _ = interp;
    match (range, item) {
        (
            Range::Small {
                start, stop, step, ..
            },
            Value::Int(item),
        ) => {
            let within = if *step > 0 {
                start <= item && item < stop
            } else {
                stop < item && item <= start
            };
            Ok(within && (i128::from(*item) - i128::from(*start)) % i128::from(*step) == 0)
        }
        _ => Ok(false),
    }
}

/// `range[key]`
///
/// # Errors
/// `TypeError` for a key of another type, `IndexError`.
pub fn get_item(interp: &mut Interp, range: &Range, key: &Value) -> Result<Value> {
    let _ = interp;
    match (range, key) {
        (
            Range::Small {
                start,
                step,
                length,
                ..
            },
            Value::Int(index),
        ) => slice::position(*index, usize::try_from(*length).unwrap_or(usize::MAX))
            .and_then(|at| i64::try_from(at).ok())
            .map(|at| Value::Int(start + at * step))
            .ok_or_else(|| wording::index_error("range object index out of range")),
        _ => Err(wording::not_subscriptable(key)),
    }
}

/// Appends the `repr`.
pub fn write_repr(range: &Range, out: &mut String) {
    match range {
        Range::Small {
            start,
            stop,
            step: 1,
            ..
        } => out.push_str(&format!("range({start}, {stop})")),
        Range::Small {
            start, stop, step, ..
        } => out.push_str(&format!("range({start}, {stop}, {step})")),
        Range::Big(parts) => {
            let [start, stop, step] = &**parts;
            if *step == BigInt::from(1) {
                out.push_str(&format!("range({start}, {stop})"));
            } else {
                out.push_str(&format!("range({start}, {stop}, {step})"));
            }
        }
    }
}
