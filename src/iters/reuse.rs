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

/// The last tuple that was handed out, and the one before it: most consumers that keep a tuple keep it until they get
/// the next.
#[derive(Default)]
pub(super) struct Reused {
    last: RefCell<Option<Rc<Tuple>>>,
    before: RefCell<Option<Rc<Tuple>>>,
    /// The memory of a row that is being put together.
    scratch: Cell<Vec<Value>>,
}

impl Trace for Reused {
    fn trace(&self, visit: &mut Visit<'_>) {
        self.last.trace(visit);
        self.before.trace(visit);
    }

    fn let_go(&self) {
        drop(self.last.take());
        drop(self.before.take());
    }
}

impl Reused {
    /// A pair, in the memory of an earlier one when nobody else holds that.
    #[inline]
    pub(super) fn pair(&self, first: Value, second: Value) -> Value {
        let mut slot = self.last.borrow_mut();
        let Some(last) = slot.as_mut() else {
            return keep(&mut slot, Tuple::pair(first, second));
        };
        if let Some([first_slot, second_slot]) = Tuple::pair_mut(last) {
            first_slot.put(first);
            second_slot.put(second);
            return Value::Tuple(Rc::clone(last));
        }
        drop(slot);
        self.another_pair(first, second)
    }

    /// A pair while the last one is held by somebody else.
    fn another_pair(&self, first: Value, second: Value) -> Value {
        let mut last = self.last.borrow_mut();
        let mut before = self.before.borrow_mut();
        std::mem::swap(&mut *last, &mut *before);
        if let Some(pair) = last.as_mut()
            && let Some(items) = Tuple::pair_mut(pair)
        {
            *items = [first, second];
            return Value::Tuple(Rc::clone(pair));
        }
        keep(&mut last, Tuple::pair(first, second))
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
    #[inline]
    pub(super) fn is_started(&self) -> bool {
        self.last.borrow().is_some()
    }

    /// The first tuple, from which [`Reused::change`] goes on; its memory was priced.
    pub(super) fn start(&self, items: Vec<Value>) -> Value {
        keep(&mut self.last.borrow_mut(), Tuple::from(items))
    }

    /// The last tuple with some of its items changed, in place when nobody else holds it; `None` when there is no last
    /// one.
    #[inline(always)]
    pub(super) fn change(
        &self,
        interp: &mut Interp,
        change: impl FnOnce(&mut [Value]),
    ) -> Result<Option<Value>> {
        let mut slot = self.last.borrow_mut();
        let Some(last) = slot.as_mut() else {
            return Ok(None);
        };
        if Rc::strong_count(last) > 1 {
            self.copy(interp, last)?;
        }
        if let Some(items) = Tuple::items_mut(last) {
            change(items);
        }
        Ok(Some(Value::Tuple(Rc::clone(last))))
    }

    /// Puts a copy in the last one's place, which somebody else holds: in the memory of the one before when nobody
    /// holds that any more.
    #[inline(never)]
    fn copy(&self, interp: &mut Interp, last: &mut Rc<Tuple>) -> Result<()> {
        interp.reserve_items(last.as_slice().len())?;
        let mut before = self.before.borrow_mut();
        if let Some(spare) = before.as_mut()
            && let Some(items) = Tuple::items_mut(spare)
        {
            for (slot, item) in items.iter_mut().zip(last.as_slice()) {
                slot.put_copy(item);
            }
            std::mem::swap(last, spare);
            return Ok(());
        }
        let copy = Rc::new(Tuple::from(last.as_slice().to_vec()));
        *before = Some(std::mem::replace(last, copy));
        Ok(())
    }
}

/// Remembers a tuple and hands it out.
#[inline]
fn keep(slot: &mut Option<Rc<Tuple>>, tuple: Tuple) -> Value {
    let tuple = Rc::new(tuple);
    *slot = Some(Rc::clone(&tuple));
    Value::Tuple(tuple)
}
