//! The tuple that an iterator hands out and takes back.
//!
//! `zip`, `enumerate`, `product` and their like make a tuple for each step. When the consumer has let go of the last
//! one by the next step, its memory is filled anew instead of being freed and taken again, as CPython does.

use std::cell::Cell;
use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::value::Value;
use crate::types::tuple::Tuple;

/// The last tuple that was handed out.
#[derive(Default)]
pub(super) struct Reused {
    last: Cell<Option<Rc<Tuple>>>,
    /// The memory of a row that is being put together.
    scratch: Cell<Vec<Value>>,
}

impl Trace for Reused {
    fn trace(&self, visit: &mut Visit<'_>) {
        let last = self.last.take();
        last.trace(visit);
        self.last.set(last);
    }

    fn let_go(&self) {
        drop(self.last.take());
    }
}

impl Reused {
    /// A pair, in the last one's memory when nobody else holds that.
    #[inline]
    pub(super) fn pair(&self, first: Value, second: Value) -> Value {
        let (first, second) = match self.last.take() {
            Some(mut last) => match Tuple::refill(&mut last, first, second) {
                Ok(()) => return self.keep(last),
                Err(items) => items,
            },
            None => (first, second),
        };
        self.keep(Rc::new(Tuple::pair(first, second)))
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
        if let Some(mut last) = self.last.take()
            && Tuple::refill_from(&mut last, &mut items)
        {
            items.clear();
            self.scratch.set(items);
            return Ok(Some(self.keep(last)));
        }
        interp.reserve_items(items.len())?;
        Ok(Some(self.keep(Rc::new(Tuple::from(items)))))
    }

    /// Whether there is a last one to go on from.
    pub(super) fn is_started(&self) -> bool {
        let last = self.last.take();
        let started = last.is_some();
        self.last.set(last);
        started
    }

    /// The first tuple, from which [`Reused::change`] goes on.
    pub(super) fn start(
        &self,
        interp: &mut Interp,
        items: impl ExactSizeIterator<Item = Value>,
    ) -> Result<Value> {
        interp.reserve_items(items.len())?;
        Ok(self.keep(Rc::new(Tuple::from(items.collect::<Vec<_>>()))))
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
        let Some(mut last) = self.last.take() else {
            return Ok(None);
        };
        if let Some(items) = Tuple::items_mut(&mut last) {
            change(items);
            return Ok(Some(self.keep(last)));
        }
        let mut items = copied(interp, &last)?;
        change(&mut items);
        Ok(Some(self.keep(Rc::new(Tuple::from(items)))))
    }

    #[inline]
    fn keep(&self, tuple: Rc<Tuple>) -> Value {
        self.last.set(Some(Rc::clone(&tuple)));
        Value::Tuple(tuple)
    }
}

fn copied(interp: &mut Interp, tuple: &Tuple) -> Result<Vec<Value>> {
    interp.reserve_items(tuple.as_slice().len())?;
    Ok(tuple.as_slice().to_vec())
}
