//! The tuple that an iterator hands out and takes back.
//!
//! `zip`, `enumerate`, `product` and their like make a tuple for each step. When the consumer has let go of the last
//! one by the next step, its memory is filled anew instead of being freed and taken again, as CPython does.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::value::Value;
use crate::types::tuple::Tuple;

/// The last tuple that was handed out.
#[derive(Default)]
pub(super) struct Reused {
    last: RefCell<Option<Rc<Tuple>>>,
    /// The memory of a row that is being put together.
    scratch: Cell<Vec<Value>>,
}

impl Trace for Reused {
    fn trace(&self, visit: &mut Visit<'_>) {
        self.last.trace(visit);
    }

    fn let_go(&self) {
        drop(self.last.take());
    }
}

impl Reused {
    /// A pair, in the last one's memory when nobody else holds that.
    #[inline]
    pub(super) fn pair(&self, first: Value, second: Value) -> Value {
        let mut slot = self.last.borrow_mut();
        let (first, second) = match slot.as_mut() {
            Some(last) => match Tuple::refill(last, first, second) {
                Ok(()) => return Value::Tuple(Rc::clone(last)),
                Err(items) => items,
            },
            None => (first, second),
        };
        keep(&mut slot, Tuple::pair(first, second))
    }

    /// A tuple of what `fill` puts into the empty vector that it is given; `None` when `fill` answers `false`.
    ///
    /// The tuple lies in the last one's memory when nobody else holds that.
    pub(super) fn row(
        &self,
        interp: &mut Interp,
        fill: impl FnOnce(&mut Interp, &mut Vec<Value>) -> Result<bool>,
    ) -> Result<Option<Value>> {
        let mut items = self.scratch.take();
        if !fill(interp, &mut items)? {
            return Ok(None);
        }
        let mut slot = self.last.borrow_mut();
        if let Some(last) = slot.as_mut()
            && Tuple::refill_from(last, &mut items)
        {
            let row = Value::Tuple(Rc::clone(last));
            drop(slot);
            items.clear();
            self.scratch.set(items);
            return Ok(Some(row));
        }
        interp.reserve_items(items.len())?;
        Ok(Some(keep(&mut slot, Tuple::from(items))))
    }

    /// Whether there is a last one to go on from.
    pub(super) fn is_started(&self) -> bool {
        self.last.borrow().is_some()
    }

    /// The first tuple, from which [`Reused::change`] goes on.
    pub(super) fn start(
        &self,
        interp: &mut Interp,
        items: impl ExactSizeIterator<Item = Value>,
    ) -> Result<Value> {
        interp.reserve_items(items.len())?;
        let first = Tuple::from(items.collect::<Vec<_>>());
        Ok(keep(&mut self.last.borrow_mut(), first))
    }

    /// The last tuple with some of its items changed: in place when nobody else holds it, else in a copy.
    ///
    /// `None` when there is no last one.
    #[inline]
    pub(super) fn change(
        &self,
        interp: &mut Interp,
        change: impl FnOnce(&mut [Value]),
    ) -> Result<Option<Value>> {
        let mut slot = self.last.borrow_mut();
        let Some(last) = slot.as_mut() else {
            return Ok(None);
        };
        if let Some(items) = Tuple::items_mut(last) {
            change(items);
            return Ok(Some(Value::Tuple(Rc::clone(last))));
        }
        let mut items = copied(interp, last)?;
        change(&mut items);
        Ok(Some(keep(&mut slot, Tuple::from(items))))
    }
}

/// Remembers a tuple and hands it out.
#[inline]
fn keep(slot: &mut Option<Rc<Tuple>>, tuple: Tuple) -> Value {
    let tuple = Rc::new(tuple);
    *slot = Some(Rc::clone(&tuple));
    Value::Tuple(tuple)
}

/// Puts a copy of an item into a row; most items are small integers, and most replace one.
#[inline]
pub(super) fn put(slot: &mut Value, item: &Value) {
    if let (Value::Int(slot), Value::Int(number)) = (&mut *slot, item) {
        *slot = *number;
    } else {
        slot.clone_from(item);
    }
}

fn copied(interp: &mut Interp, tuple: &Tuple) -> Result<Vec<Value>> {
    interp.reserve_items(tuple.as_slice().len())?;
    Ok(tuple.as_slice().to_vec())
}
