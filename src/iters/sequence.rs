//! Iterators over the containers: `iter([1, 2])`, `iter({'a': 1})`, `iter(range(3))`.

use std::cell::Cell;
use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{Iter, PyIter, Sink};
use crate::runtime::table::TypeInfo;
use crate::runtime::value::Value;
use crate::types::list::List;
use crate::types::range::Range;

use super::text::{BytesIter, StrIter};

/// An iterator over a container; `None` when the value is none.
#[must_use]
pub fn over(value: &Value) -> Option<Rc<Iter>> {
    match value {
        Value::List(list) => Some(Iter::new(ListIter {
            list: list.clone(),
            position: Cell::new(0),
        })),
        Value::Str(text) => Some(Iter::new(StrIter::new(text))),
        Value::Bytes(data) => Some(Iter::new(BytesIter::new(data))),
        Value::Range(range) => match &**range {
            Range::Small {
                start,
                step,
                length,
                ..
            } => Some(Iter::new(RangeIter {
                next: Cell::new(*start),
                step: *step,
                left: Cell::new(*length),
            })),
            Range::Big(_) => None,
        },
        _ => None,
    }
}

/// `iter([1, 2])`: sees items that are appended meanwhile.
struct ListIter {
    list: Rc<List>,
    /// The next position; `usize::MAX` once the end was met.
    position: Cell<usize>,
}

static LIST_ITERATOR: TypeInfo = iterator_type("list_iterator");
static RANGE_ITERATOR: TypeInfo = iterator_type("range_iterator");

const fn iterator_type(name: &'static str) -> TypeInfo {
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

impl PyIter for ListIter {
    fn type_info(&self) -> &'static TypeInfo {
        &LIST_ITERATOR
    }

    fn next(&self, _: &mut Interp) -> Result<Option<Value>> {
        let position = self.position.get();
        let item = self.list.get(position);
        self.position.set(if item.is_some() {
            position + 1
        } else {
            usize::MAX
        });
        Ok(item)
    }

    fn length_hint(&self) -> Option<usize> {
        Some(self.list.len().saturating_sub(self.position.get()))
    }
}

/// `iter(range(3))`
struct RangeIter {
    next: Cell<i64>,
    step: i64,
    left: Cell<i64>,
}

impl PyIter for RangeIter {
    fn type_info(&self) -> &'static TypeInfo {
        &RANGE_ITERATOR
    }

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
            interp.tick()?;
            if sink(interp, Value::Int(item)).is_break() {
                break;
            }
        }
        Ok(())
    }
}
