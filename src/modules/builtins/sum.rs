//! `sum`: one loop for small integers, one for floats with the lost digits kept, one for everything else.
//!
//! As in CPython, the loop for floats follows the one for integers, and whatever either does not know leads to the
//! last one for good. Floats are added by the improved Kahan-Babuska algorithm of Neumaier.

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::ops::arith;
use crate::runtime::table::{Builtin, Fallback, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::BinaryOp;
use crate::types::range::Range;

pub(super) static SUM: Builtin = Builtin {
    name: "sum",
    owner: "",
    params: Params::new(&[
        Param::new("iterable"),
        Param::new("start").or(Fallback::Int(0)).or_named(),
    ]),
    wording: Wording::Clinic,
    doc: "The items added up, from start on.",
    examples: &[
        ("sum([1, 2, 3])", "6"),
        ("sum([0.1] * 10)", "1.0"),
        ("sum([[1], [2]], [])", "[1, 2]"),
    ],
    run: sum,
};

fn sum(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (iterable, start): (&Value, &Value) = args.unpack(interp)?;
    let mut total = match start {
        Value::Str(_) => {
            iter::open(interp, iterable)?;
            return Err(wording::type_error(
                "sum() can't sum strings [use ''.join(seq) instead]",
            ));
        }
        Value::Bytes(_) => {
            iter::open(interp, iterable)?;
            return Err(wording::type_error(
                "sum() can't sum bytes [use b''.join(seq) instead]",
            ));
        }
        Value::Int(number) => Total::Int(*number),
        Value::Float(number) => Total::Float(*number, 0.0),
        _ => Total::Other(start.clone()),
    };
    if let Some(sum) = total.with_range(interp, iterable)? {
        return Ok(Value::Int(sum));
    }
    if let Some(left) = iter::stretches(interp, iterable, |items| total.add_numbers(items))? {
        iter::for_each_from(interp, iterable, left, |interp, item| {
            if total.add_number(&item) {
                item.let_go();
                return Ok(());
            }
            total.add_other(interp, &item)
        })?;
    }
    Ok(total.value(interp))
}

/// What was added up so far.
enum Total {
    /// `1 + 2`, within 64 bits.
    Int(i64),
    /// `0.1 + 0.2`, and what rounding has lost.
    Float(f64, f64),
    /// `[] + [1]`
    Other(Value),
}

impl Total {
    /// The total and all numbers of a range, which are as many as half as many pairs of the first and the last. They
    /// are paid for as if each were looked at.
    fn with_range(&self, interp: &mut Interp, iterable: &Value) -> Result<Option<i64>> {
        let (Total::Int(total), Value::Range(range)) = (self, iterable) else {
            return Ok(None);
        };
        let Range::Small {
            start,
            step,
            length,
            ..
        } = **range
        else {
            return Ok(None);
        };
        if interp.is_observed() || length == 0 {
            return Ok(None);
        }
        let (first, count) = (i128::from(start), i128::from(length));
        let last = first + i128::from(step) * (count - 1);
        let sum = (first + last).checked_mul(count).map(|twice| twice / 2);
        let sum = sum.and_then(|sum| i64::try_from(sum + i128::from(*total)).ok());
        if sum.is_some() {
            interp.meter.pull_many(length.unsigned_abs())?;
        }
        Ok(sum)
    }

    /// Adds numbers from the first on as far as that takes nothing else; how many.
    fn add_numbers(&mut self, items: &[Value]) -> usize {
        for (position, item) in items.iter().enumerate() {
            if !self.add_number(item) {
                return position;
            }
        }
        items.len()
    }

    /// Adds a number as far as that takes nothing else; whether it did.
    #[inline]
    fn add_number(&mut self, item: &Value) -> bool {
        match (&mut *self, item) {
            (Total::Int(total), Value::Int(number)) => {
                if let Some(sum) = total.checked_add(*number) {
                    *total = sum;
                    return true;
                }
            }
            (Total::Int(total), Value::Bool(truth)) => {
                if let Some(sum) = total.checked_add(i64::from(*truth)) {
                    *total = sum;
                    return true;
                }
            }
            (Total::Float(total, lost), Value::Float(number)) => {
                let sum = *total + number;
                *lost += if total.abs() >= number.abs() {
                    (*total - sum) + number
                } else {
                    (number - sum) + *total
                };
                *total = sum;
                return true;
            }
            (Total::Float(total, _), Value::Int(number)) => {
                *total += *number as f64;
                return true;
            }
            (Total::Float(total, _), Value::Bool(truth)) => {
                *total += f64::from(u8::from(*truth));
                return true;
            }
            _ => {}
        }
        false
    }

    #[inline(never)]
    fn add_other(&mut self, interp: &mut Interp, item: &Value) -> Result<()> {
        let before = self.value(interp);
        let sum = arith::binary(interp, BinaryOp::Add, &before, item)?;
        *self = match (&*self, sum) {
            (Total::Int(_), Value::Float(number)) => Total::Float(number, 0.0),
            (_, sum) => Total::Other(sum),
        };
        Ok(())
    }

    /// The sum as a value; it is taken out of the running total.
    fn value(&mut self, interp: &mut Interp) -> Value {
        match self {
            Total::Int(number) => Value::Int(*number),
            // A sum that has overflowed must not become a NaN, nor a negative zero lose its sign.
            Total::Float(number, lost) if *lost != 0.0 && lost.is_finite() => {
                interp.float(*number + *lost)
            }
            Total::Float(number, _) => interp.float(*number),
            Total::Other(value) => std::mem::replace(value, Value::None),
        }
    }
}
