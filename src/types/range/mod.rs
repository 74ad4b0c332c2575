//! `range`: an arithmetic progression of integers of any size, never stored.

mod items;
mod methods;

use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

use crate::runtime::table::TypeInfo;
use crate::runtime::value::Value;

pub use items::{contains, get_item};

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
    new: Some(&methods::NEW),
    methods: methods::METHODS,
    class_methods: &[],
    getters: methods::GETTERS,
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

    /// Start, stop and step as numbers of any size.
    pub(crate) fn numbers(&self) -> [BigInt; 3] {
        match self {
            Range::Small {
                start, stop, step, ..
            } => [*start, *stop, *step].map(BigInt::from),
            Range::Big(parts) => (**parts).clone(),
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
    let length = a.length();
    if length != b.length() {
        return false;
    }
    let ([a_start, _, a_step], [b_start, _, b_step]) = (a.numbers(), b.numbers());
    length.is_zero() || a_start == b_start && (length.is_one() || a_step == b_step)
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
