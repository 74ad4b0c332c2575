//! `range(9)[2]`, `range(9)[::2]`, `3 in range(9)`.

use std::rc::Rc;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{FromPrimitive, Signed, Zero};

use super::Range;
use crate::runtime::error::{Error, Result};
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::ops::attr::type_name;
use crate::runtime::ops::{compare, convert};
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::slice;

impl Range {
    /// Where an integer stands in it.
    pub(super) fn position(&self, item: &BigInt) -> Option<BigInt> {
        let [start, stop, step] = self.numbers();
        let within = if step.is_positive() {
            start <= *item && *item < stop
        } else {
            stop < *item && *item <= start
        };
        let (position, rest) = (item - start).div_mod_floor(&step);
        (within && rest.is_zero()).then_some(position)
    }
}

/// `item in range`
///
/// # Errors
/// What comparing raises.
pub fn contains(interp: &mut Interp, range: &Range, item: &Value) -> Result<bool> {
    if let (
        Range::Small {
            start, stop, step, ..
        },
        Value::Int(item),
    ) = (range, item)
    {
        let within = if *step > 0 {
            start <= item && item < stop
        } else {
            stop < item && item <= start
        };
        return Ok(within && (i128::from(*item) - i128::from(*start)) % i128::from(*step) == 0);
    }
    match as_integer(item) {
        Some(Some(number)) => Ok(range.position(&number).is_some()),
        Some(None) => Ok(false),
        None => by_comparison(interp, range, item),
    }
}

/// The integer that a value equals, if any; `None` where only comparing can tell.
fn as_integer(value: &Value) -> Option<Option<BigInt>> {
    match value {
        Value::Bool(_) | Value::Int(_) | Value::Big(_) => Some(convert::to_bigint(value).ok()),
        Value::Float(number) => Some(whole(*number)),
        Value::Complex(number) => Some(whole(number.re).filter(|_| number.im == 0.0)),
        Value::Object(_) => None,
        Value::Missing
        | Value::None
        | Value::Ellipsis
        | Value::NotImplemented
        | Value::Str(_)
        | Value::Bytes(_)
        | Value::List(_)
        | Value::Tuple(_)
        | Value::Dict(_)
        | Value::DictView(_)
        | Value::Set(_)
        | Value::FrozenSet(_)
        | Value::Range(_)
        | Value::Slice(_)
        | Value::Function(_)
        | Value::Builtin(_)
        | Value::Method(_)
        | Value::Type(_)
        | Value::Union(_)
        | Value::Module(_)
        | Value::Iter(_)
        | Value::Exception(_)
        | Value::Cell(_) => Some(None),
    }
}

fn whole(number: f64) -> Option<BigInt> {
    BigInt::from_f64(number).filter(|_| number.fract() == 0.0)
}

fn by_comparison(interp: &mut Interp, range: &Range, item: &Value) -> Result<bool> {
    let mut found = false;
    let iter = iter::open(interp, &Value::Range(Rc::new(range.clone())))?;
    iter::drive(interp, &iter, |interp, candidate| {
        found = compare::same_key(interp, &candidate, item)?;
        Ok(if found {
            std::ops::ControlFlow::Break(())
        } else {
            std::ops::ControlFlow::Continue(())
        })
    })?;
    Ok(found)
}

#[cold]
fn out_of_range() -> Error {
    wording::index_error("range object index out of range")
}

/// `range[key]`
///
/// # Errors
/// `TypeError` for a key of another type, `IndexError`.
pub fn get_item(_: &mut Interp, range: &Range, key: &Value) -> Result<Value> {
    if let (
        Range::Small {
            start,
            step,
            length,
            ..
        },
        Value::Int(index),
    ) = (range, key)
    {
        let at = slice::position(*index, usize::try_from(*length).unwrap_or(usize::MAX));
        return at
            .and_then(|at| i64::try_from(at).ok())
            .map(|at| Value::Int(start.wrapping_add(at.wrapping_mul(*step))))
            .ok_or_else(out_of_range);
    }
    match key {
        Value::Int(_) | Value::Bool(_) | Value::Big(_) => {
            let mut index = convert::to_bigint(key)?;
            let length = range.length();
            if index.is_negative() {
                index += &length;
            }
            if index.is_negative() || index >= length {
                return Err(out_of_range());
            }
            let [start, _, step] = range.numbers();
            Ok(Value::int(start + index * step))
        }
        Value::Slice(slice) => {
            let [from, to, by] = slice.indices(&range.length())?;
            let [start, _, step] = range.numbers();
            Ok(Value::Range(Rc::new(Range::new(
                &start + from * &step,
                &start + to * &step,
                by * step,
            ))))
        }
        _ => Err(wording::type_error(format!(
            "range indices must be integers or slices, not {}",
            type_name(key)
        ))),
    }
}
