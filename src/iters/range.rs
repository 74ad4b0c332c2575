//! `iter(range(3))` and `reversed(range(3))`, within 64 bits and beyond.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use num_bigint::BigInt;
use num_traits::{One, ToPrimitive, Zero};

use super::sequence::iterator_type;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{Iter, PyIter, Sink};
use crate::runtime::table::TypeInfo;
use crate::runtime::trace::Visit;
use crate::runtime::value::Value;
use crate::types::range::Range;

static RANGE_ITERATOR: TypeInfo = iterator_type("range_iterator");
static LONG_RANGE_ITERATOR: TypeInfo = iterator_type("longrange_iterator");

/// `iter(range(3))`
pub(super) fn over(range: &Range) -> Rc<Iter> {
    match range {
        Range::Small {
            start,
            step,
            length,
            ..
        } => small(*start, *step, *length),
        Range::Big(parts) => {
            let [start, _, step] = &**parts;
            long(start.clone(), step.clone(), range.length())
        }
    }
}

/// `reversed(range(3))`
pub(super) fn reversed(range: &Range) -> Rc<Iter> {
    match range {
        Range::Small {
            start,
            step,
            length,
            ..
        } => {
            // An empty range has no last item, and its iterator never looks at where it begins.
            let last = start.wrapping_add(length.wrapping_sub(1).wrapping_mul(*step));
            match step.checked_neg() {
                Some(back) => small(last, back, *length),
                None => long(BigInt::from(last), -BigInt::from(*step), range.length()),
            }
        }
        Range::Big(parts) => {
            let [start, _, step] = &**parts;
            let length = range.length();
            let last = start + (&length - 1) * step;
            long(last, -step, length)
        }
    }
}

fn small(start: i64, step: i64, length: i64) -> Rc<Iter> {
    Iter::new(RangeIter {
        next: Cell::new(start),
        step,
        left: Cell::new(length),
    })
}

fn long(start: BigInt, step: BigInt, length: BigInt) -> Rc<Iter> {
    Iter::new(LongRangeIter {
        state: RefCell::new((start, length)),
        step,
    })
}

struct RangeIter {
    next: Cell<i64>,
    step: i64,
    left: Cell<i64>,
}

impl PyIter for RangeIter {
    fn type_info(&self) -> &'static TypeInfo {
        &RANGE_ITERATOR
    }

    fn trace(&self, _: &mut Visit<'_>) {}

    fn next(&self, _: &mut Interp) -> Result<Option<Value>> {
        let left = self.left.get();
        if left == 0 {
            return Ok(None);
        }
        let item = self.next.get();
        self.left.set(left - 1);
        self.next.set(item.wrapping_add(self.step));
        Ok(Some(Value::Int(item)))
    }

    fn length_hint(&self) -> Option<usize> {
        usize::try_from(self.left.get()).ok()
    }

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        while self.left.get() > 0 {
            let item = self.next.get();
            self.left.set(self.left.get() - 1);
            self.next.set(item.wrapping_add(self.step));
            interp.pull()?;
            if sink(interp, Value::Int(item)).is_break() {
                break;
            }
        }
        Ok(())
    }
}

struct LongRangeIter {
    /// The next item and how many are left.
    state: RefCell<(BigInt, BigInt)>,
    step: BigInt,
}

impl PyIter for LongRangeIter {
    fn type_info(&self) -> &'static TypeInfo {
        &LONG_RANGE_ITERATOR
    }

    fn trace(&self, _: &mut Visit<'_>) {}

    fn next(&self, _: &mut Interp) -> Result<Option<Value>> {
        let mut state = self.state.borrow_mut();
        let (next, left) = &mut *state;
        if left.is_zero() {
            return Ok(None);
        }
        *left -= BigInt::one();
        let after = &*next + &self.step;
        Ok(Some(Value::int(std::mem::replace(next, after))))
    }

    fn length_hint(&self) -> Option<usize> {
        self.state.borrow().1.to_usize()
    }
}
