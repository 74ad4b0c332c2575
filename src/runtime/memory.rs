//! What values cost and how they are let go.
//!
//! Every payload on the heap holds a [`Charge`], a receipt for its bytes; dropping the payload gives the bytes
//! back. The smallest and most frequent payloads never change their size, and so need no receipt: they [`take`] bytes
//! and [`give_back`] as many. The count is per thread, which is exact because values never leave their thread. [`dispose`] lets go of
//! nested values without nesting the native stack, so that a list nested a million deep drops safely.

use std::any::Any;
use std::cell::{Cell, RefCell};

use super::value::Value;

/// How many payload drops may nest before the rest is queued.
const NESTED_DROPS: u32 = 64;

thread_local! {
    static LIVE: Cell<usize> = const { Cell::new(0) };
    static DROPS: Cell<u32> = const { Cell::new(0) };
    static QUEUE: RefCell<Vec<Box<dyn Any>>> = const { RefCell::new(Vec::new()) };
}

/// Bytes that the values of this thread hold at the moment.
#[must_use]
pub fn live() -> usize {
    LIVE.get()
}

/// Takes that many bytes, for a payload that knows how many it has to [`give_back`].
#[inline]
pub fn take(bytes: usize) {
    LIVE.set(LIVE.get().wrapping_add(bytes));
}

/// Gives bytes back that were taken without a receipt.
#[inline]
pub fn give_back(bytes: usize) {
    LIVE.set(LIVE.get().wrapping_sub(bytes));
}

/// A receipt for bytes taken; dropping it gives them back.
#[derive(Debug)]
pub struct Charge(Cell<usize>);

impl Charge {
    /// Takes that many bytes.
    #[must_use]
    #[inline]
    pub fn of(bytes: usize) -> Self {
        take(bytes);
        Charge(Cell::new(bytes))
    }

    /// Changes the receipt to `bytes`, after a container grew or shrank.
    pub fn set(&self, bytes: usize) {
        let before = self.0.replace(bytes);
        LIVE.set(LIVE.get().wrapping_sub(before).wrapping_add(bytes));
    }
}

impl Drop for Charge {
    fn drop(&mut self) {
        give_back(self.0.get());
    }
}

/// Drops values whose own drop may lead to more of them, at a bounded depth of the native stack.
///
/// Payloads that hold values call this from their `Drop`. Values without children are dropped on the spot.
pub fn dispose(items: Vec<Value>) {
    let mut items = items.into_iter();
    while let Some(item) = items.next() {
        if item.owns_nothing() {
            item.let_go();
        } else if item.holds_values() {
            return dispose_of((item, items));
        }
    }
}

/// Drops anything that may own values, at a bounded depth of the native stack.
pub fn dispose_of<T: 'static>(items: T) {
    let depth = DROPS.get();
    if depth >= NESTED_DROPS {
        let mut items = Some(items);
        // While the thread itself ends the queue may be gone already: then the plain drop has to do.
        let _ = QUEUE.try_with(|queue| {
            if let Ok(mut queue) = queue.try_borrow_mut() {
                queue.extend(items.take().map(|items| Box::new(items) as Box<dyn Any>));
            }
        });
        return;
    }
    DROPS.set(depth + 1);
    drop(items);
    if depth == 0 {
        while let Some(next) = next_queued() {
            drop(next);
        }
    }
    DROPS.set(depth);
}

fn next_queued() -> Option<Box<dyn Any>> {
    QUEUE
        .try_with(|queue| {
            queue
                .try_borrow_mut()
                .ok()
                .and_then(|mut queue| queue.pop())
        })
        .ok()
        .flatten()
}
