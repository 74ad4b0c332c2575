//! Iterators over lists, tuples, text and bytes: `iter([1, 2])`, `reversed((1, 2))`, `iter('ab')`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::text::{BytesIter, StrIter};
use super::{range, table};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{Iter, PyIter, Sink};
use crate::runtime::table::TypeInfo;
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::value::Value;
use crate::types::list::List;
use crate::types::tuple::Tuple;

/// An iterator over a container; `None` when the value is none.
#[must_use]
pub fn over(value: &Value) -> Option<Rc<Iter>> {
    Some(match value {
        Value::List(list) => Iter::new(ListIter {
            list: RefCell::new(Some(Rc::clone(list))),
            position: Cell::new(0),
        }),
        Value::Tuple(tuple) => Iter::new(TupleIter {
            tuple: RefCell::new(Some(Rc::clone(tuple))),
            position: Cell::new(0),
        }),
        Value::Str(text) => Iter::new(StrIter::new(text)),
        Value::Bytes(bytes) => Iter::new(BytesIter::new(bytes)),
        Value::Range(range) => range::over(range),
        _ => return table::over(value),
    })
}

pub(super) const fn iterator_type(name: &'static str) -> TypeInfo {
    TypeInfo {
        name,
        module: "builtins",
        doc: "An iterator.",
        base: None,
        new: None,
        methods: &[],
        class_methods: &[],
        getters: &[],
    }
}

static LIST_ITERATOR: TypeInfo = iterator_type("list_iterator");
static LIST_REVERSE_ITERATOR: TypeInfo = iterator_type("list_reverseiterator");
static TUPLE_ITERATOR: TypeInfo = iterator_type("tuple_iterator");

/// `iter([1, 2])`: sees items that are appended meanwhile, until it has met the end.
struct ListIter {
    list: RefCell<Option<Rc<List>>>,
    position: Cell<usize>,
}

impl PyIter for ListIter {
    fn type_info(&self) -> &'static TypeInfo {
        &LIST_ITERATOR
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.list.trace(visit);
    }

    fn next(&self, _: &mut Interp) -> Result<Option<Value>> {
        let item = match &*self.list.borrow() {
            Some(list) => list.get(self.position.get()),
            None => return Ok(None),
        };
        if item.is_some() {
            self.position.set(self.position.get() + 1);
        } else {
            drop(self.list.take());
        }
        Ok(item)
    }

    fn length_hint(&self) -> Option<usize> {
        let list = self.list.borrow();
        let length = list.as_ref().map_or(0, |list| list.len());
        Some(length.saturating_sub(self.position.get()))
    }

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        let Some(list) = self.list.borrow().clone() else {
            return Ok(());
        };
        loop {
            let position = self.position.get();
            let Some(item) = list.get(position) else {
                drop(self.list.take());
                return Ok(());
            };
            self.position.set(position + 1);
            interp.pull()?;
            if sink(interp, item).is_break() {
                return Ok(());
            }
        }
    }
}

/// `reversed([1, 2])`
pub(super) struct ListReverse {
    list: RefCell<Option<Rc<List>>>,
    /// How many items are left; the next is the last of them.
    left: Cell<usize>,
}

impl ListReverse {
    pub(super) fn new(list: &Rc<List>) -> Self {
        ListReverse {
            list: RefCell::new(Some(Rc::clone(list))),
            left: Cell::new(list.len()),
        }
    }
}

impl PyIter for ListReverse {
    fn type_info(&self) -> &'static TypeInfo {
        &LIST_REVERSE_ITERATOR
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.list.trace(visit);
    }

    fn next(&self, _: &mut Interp) -> Result<Option<Value>> {
        let left = self.left.get();
        let item = match &*self.list.borrow() {
            Some(list) => left.checked_sub(1).and_then(|at| list.get(at)),
            None => return Ok(None),
        };
        if item.is_some() {
            self.left.set(left - 1);
        } else {
            drop(self.list.take());
        }
        Ok(item)
    }

    fn length_hint(&self) -> Option<usize> {
        let list = self.list.borrow();
        let length = list.as_ref().map_or(0, |list| list.len());
        // CPython gives up the count when the list has shrunk below it.
        Some(if self.left.get() > length {
            0
        } else {
            self.left.get()
        })
    }
}

/// `iter((1, 2))`
struct TupleIter {
    tuple: RefCell<Option<Rc<Tuple>>>,
    position: Cell<usize>,
}

impl PyIter for TupleIter {
    fn type_info(&self) -> &'static TypeInfo {
        &TUPLE_ITERATOR
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.tuple.trace(visit);
    }

    fn next(&self, _: &mut Interp) -> Result<Option<Value>> {
        let position = self.position.get();
        let item = match &*self.tuple.borrow() {
            Some(tuple) => tuple.as_slice().get(position).cloned(),
            None => return Ok(None),
        };
        if item.is_some() {
            self.position.set(position + 1);
        } else {
            drop(self.tuple.take());
        }
        Ok(item)
    }

    fn length_hint(&self) -> Option<usize> {
        let tuple = self.tuple.borrow();
        let length = tuple.as_ref().map_or(0, |tuple| tuple.as_slice().len());
        Some(length.saturating_sub(self.position.get()))
    }

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        let Some(tuple) = self.tuple.borrow().clone() else {
            return Ok(());
        };
        while let Some(item) = tuple.as_slice().get(self.position.get()) {
            self.position.set(self.position.get() + 1);
            interp.pull()?;
            if sink(interp, item.clone()).is_break() {
                return Ok(());
            }
        }
        drop(self.tuple.take());
        Ok(())
    }
}
