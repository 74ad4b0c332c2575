//! `list`: the mutable sequence.

mod gallop;
mod items;
mod merge;
mod methods;
pub mod sort;

pub use items::{find, get_item, out_of_range, set_item};

use std::cell::{Cell, Ref, RefCell};

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::memory::{self, Charge};
use crate::runtime::table::TypeInfo;
use crate::runtime::value::Value;
use crate::runtime::wording;

/// The payload. No borrow of the items outlives a call into this module, except in loops that run no user code.
pub struct List {
    items: RefCell<Vec<Value>>,
    charge: Charge,
    /// Whether it was remembered as a possible part of a cycle.
    pub(crate) noted: Cell<bool>,
}

impl List {
    /// A list of those items; their memory was priced by whoever collected them.
    #[must_use]
    pub fn new(items: Vec<Value>) -> Self {
        let charge = Charge::of(Self::bytes(&items));
        List {
            items: RefCell::new(items),
            charge,
            noted: Cell::new(false),
        }
    }

    fn bytes(items: &Vec<Value>) -> usize {
        size_of::<Self>() + items.capacity() * size_of::<Value>()
    }

    /// How many items.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.borrow().len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The item at that position.
    #[must_use]
    #[inline]
    pub fn get(&self, position: usize) -> Option<Value> {
        self.items.borrow().get(position).cloned()
    }

    /// The items, for a loop that runs no user code.
    pub fn borrow(&self) -> Ref<'_, Vec<Value>> {
        self.items.borrow()
    }

    /// A copy of the items.
    #[must_use]
    pub fn to_vec(&self) -> Vec<Value> {
        self.items.borrow().clone()
    }

    /// Changes the items by a function that runs no user code.
    ///
    /// # Errors
    /// `RuntimeError` when the list is being read by a loop further out, which host code alone can bring about.
    pub fn edit<T>(&self, change: impl FnOnce(&mut Vec<Value>) -> T) -> Result<T> {
        let Ok(mut items) = self.items.try_borrow_mut() else {
            return Err(wording::changed_during_iteration("list changed"));
        };
        let result = change(&mut items);
        self.charge.set(Self::bytes(&items));
        Ok(result)
    }

    /// Appends many items; growth is priced.
    ///
    /// # Errors
    /// A halt when the memory is spent.
    pub fn append(&self, interp: &mut Interp, more: Vec<Value>) -> Result<()> {
        interp.reserve_items(more.len())?;
        self.edit(|items| items.extend(more))
    }

    /// Takes every item out.
    ///
    /// # Errors
    /// As [`List::edit`].
    pub fn take(&self) -> Result<Vec<Value>> {
        self.edit(std::mem::take)
    }

    /// Appends one item; growth is priced.
    ///
    /// # Errors
    /// A halt when the memory is spent.
    pub fn push(&self, interp: &mut Interp, item: Value) -> Result<()> {
        let full = {
            let items = self.items.borrow();
            if items.len() == items.capacity() {
                Some(items.len().max(4))
            } else {
                None
            }
        };
        if let Some(more) = full {
            interp.reserve_items(more)?;
            return self.edit(|items| items.push(item));
        }
        match self.items.try_borrow_mut() {
            Ok(mut items) => {
                items.push(item);
                Ok(())
            }
            Err(_) => Err(wording::changed_during_iteration("list changed")),
        }
    }
}

impl Drop for List {
    fn drop(&mut self) {
        memory::dispose(self.items.take());
    }
}

/// The type itself.
pub static TYPE: TypeInfo = TypeInfo {
    name: "list",
    module: "builtins",
    doc: "A mutable sequence.",
    base: None,
    new: Some(&methods::NEW),
    methods: methods::METHODS,
    class_methods: &[],
    getters: &[],
};
