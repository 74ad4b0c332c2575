//! `iter(d)` and `reversed(d)` of a deque: they notice when items come or go meanwhile.

use std::cell::Cell;
use std::rc::Rc;

use super::{Deque, of};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{Iter, PyIter};
use crate::runtime::table::TypeInfo;
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::value::Value;
use crate::runtime::wording;

static FORWARD: TypeInfo = crate::iters::type_info(
    "collections",
    "_deque_iterator",
    "The items of a deque, left to right.",
    None,
);
static BACKWARD: TypeInfo = crate::iters::type_info(
    "collections",
    "_deque_reverse_iterator",
    "The items of a deque, right to left.",
    None,
);

/// `iter(d)`
pub(super) fn forward(this: &Value, deque: &Deque) -> Rc<Iter> {
    Iter::new(DequeIter::new(this, deque, false))
}

/// `reversed(d)`
pub(super) fn backward(this: &Value, deque: &Deque) -> Rc<Iter> {
    Iter::new(DequeIter::new(this, deque, true))
}

struct DequeIter {
    deque: Value,
    backward: bool,
    /// How many items are left.
    left: Cell<usize>,
    version: u64,
}

impl DequeIter {
    fn new(this: &Value, deque: &Deque, backward: bool) -> Self {
        DequeIter {
            deque: this.clone(),
            backward,
            left: Cell::new(deque.count()),
            version: deque.version.get(),
        }
    }
}

impl PyIter for DequeIter {
    fn type_info(&self) -> &'static TypeInfo {
        if self.backward { &BACKWARD } else { &FORWARD }
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.deque.trace(visit);
    }

    fn next(&self, _: &mut Interp) -> Result<Option<Value>> {
        let deque = of(&self.deque)?;
        let left = self.left.get();
        if self.version != deque.version.get() {
            self.left.set(0);
            return Err(wording::changed_during_iteration("deque mutated"));
        }
        let Some(rest) = left.checked_sub(1) else {
            return Ok(None);
        };
        self.left.set(rest);
        Ok(deque.get(if self.backward {
            rest
        } else {
            deque.count().saturating_sub(left)
        }))
    }

    fn length_hint(&self) -> Option<usize> {
        Some(self.left.get())
    }
}
