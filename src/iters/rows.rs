//! Rows picked from pools of items, one after the other: what `product`, `permutations` and `combinations` share.
//!
//! Each of them says how its positions go on; most of the time only the last place or two of the row change, and the
//! others stay. It does not know what arrangement the positions make.

use std::cell::RefCell;

use super::reuse::Reused;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{self, PyIter, Sink};
use crate::runtime::memory::{self, Charge};
use crate::runtime::table::TypeInfo;
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::value::Value;

/// Positions that go from one row to the next.
pub(super) trait Arrangement: 'static {
    /// The type of the iterator.
    fn type_info() -> &'static TypeInfo;

    /// How many items are in a row.
    fn width(&self) -> usize;

    /// The item at a place of the row.
    fn item(&self, place: usize) -> Option<&Value>;

    /// Goes on to the next row; the first place that changes, or `None` at the end.
    fn advance(&mut self) -> Option<usize>;

    /// How many positions were moved to change the row from that place on.
    fn moved(&self, from: usize) -> usize;

    /// What it picks from.
    fn pool(&self) -> &Pool;
}

/// The items that rows are picked from.
pub(super) struct Pool {
    items: Vec<Value>,
    _charge: Charge,
}

impl Pool {
    /// A pool of items whose memory was priced by whoever collected them.
    pub(super) fn new(items: Vec<Value>) -> Self {
        let charge = Charge::of(items.len() * size_of::<Value>());
        Pool {
            items,
            _charge: charge,
        }
    }

    /// The items of an iterable.
    pub(super) fn of(interp: &mut Interp, iterable: &Value) -> Result<Self> {
        iter::collect(interp, iterable).map(Pool::new)
    }

    /// How many items there are to pick from.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    /// The item at a position.
    #[inline]
    pub(super) fn get(&self, position: usize) -> Option<&Value> {
        self.items.get(position)
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        memory::dispose(std::mem::take(&mut self.items));
    }
}

/// The iterator over the rows of an arrangement.
pub(super) struct Rows<A> {
    /// `None` at the end.
    arrangement: RefCell<Option<A>>,
    last: Reused,
}

impl<A: Arrangement> Rows<A> {
    /// The rows from the one that the arrangement stands at, if there is any.
    pub(super) fn new(arrangement: Option<A>) -> Self {
        Rows {
            arrangement: RefCell::new(arrangement),
            last: Reused::default(),
        }
    }

    #[inline(always)]
    fn step(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let mut slot = self.arrangement.borrow_mut();
        let Some(arrangement) = slot.as_mut() else {
            return Ok(None);
        };
        if !self.last.is_started() {
            interp.reserve_items(arrangement.width())?;
            let row = (0..arrangement.width()).filter_map(|place| arrangement.item(place).cloned());
            return Ok(Some(self.last.start(row.collect())));
        }
        let Some(from) = arrangement.advance() else {
            let ended = slot.take();
            drop(slot);
            drop(ended);
            return Ok(None);
        };
        interp.charge(arrangement.moved(from) / 8)?;
        self.last.change(interp, |row| {
            let changed = row.get_mut(from..).unwrap_or_default();
            for (place, item) in (from..).zip(changed) {
                if let Some(chosen) = arrangement.item(place) {
                    item.put_copy(chosen);
                }
            }
        })
    }
}

impl<A: Arrangement> PyIter for Rows<A> {
    fn type_info(&self) -> &'static TypeInfo {
        A::type_info()
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        if let Some(arrangement) = &*self.arrangement.borrow() {
            arrangement.pool().items.trace(visit);
        }
        self.last.trace(visit);
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        self.step(interp)
    }

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        while let Some(row) = self.step(interp)? {
            interp.pull()?;
            if sink(interp, row).is_break() {
                break;
            }
        }
        Ok(())
    }
}
