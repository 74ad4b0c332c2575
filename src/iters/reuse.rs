//! The tuple that an iterator hands out and takes back.
//!
//! `zip`, `enumerate`, `product` and their like make a tuple for each step. When the consumer has let go of the last
//! one by the next step, its memory is filled anew instead of being freed and taken again, as CPython does.

use std::cell::Cell;
use std::rc::Rc;

use crate::runtime::value::Value;
use crate::types::tuple::Tuple;

/// The last tuple that was handed out.
#[derive(Default)]
pub(super) struct Reused(Cell<Option<Rc<Tuple>>>);

impl Reused {
    /// A pair, in the last one's memory when nobody else holds that.
    #[inline]
    pub(super) fn pair(&self, first: Value, second: Value) -> Value {
        let (first, second) = match self.0.take() {
            Some(mut last) => match Tuple::refill(&mut last, first, second) {
                Ok(()) => return self.keep(last),
                Err(items) => items,
            },
            None => (first, second),
        };
        self.keep(Rc::new(Tuple::pair(first, second)))
    }

    /// A tuple of any length, in the last one's memory when nobody else holds that.
    ///
    /// `fill` overwrites every item of the slice it is given; it is called once.
    pub(super) fn row(&self, items: &mut Vec<Value>) -> Value {
        if let Some(mut last) = self.0.take()
            && Tuple::refill_from(&mut last, items)
        {
            return self.keep(last);
        }
        self.keep(Rc::new(Tuple::from(std::mem::take(items))))
    }

    #[inline]
    fn keep(&self, tuple: Rc<Tuple>) -> Value {
        self.0.set(Some(Rc::clone(&tuple)));
        Value::Tuple(tuple)
    }
}
