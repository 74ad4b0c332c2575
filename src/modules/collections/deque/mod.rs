//! `deque`: a sequence that grows and shrinks at both ends, and forgets at one end what does not fit.
//!
//! Python's manual: <https://docs.python.org/3.13/library/collections.html#collections.deque>.

mod iter;
mod methods;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use crate::runtime::error::{Error, Result};
use crate::runtime::interp::Interp;
use crate::runtime::iter::{self as iterators, Iter};
use crate::runtime::memory::{self, Charge};
use crate::runtime::object::Object;
use crate::runtime::ops::attr::type_name;
use crate::runtime::ops::{compare, convert, repr};
use crate::runtime::table::{Getter, TypeInfo};
use crate::runtime::trace::Visit;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::{BinaryOp, CompareOp};
use crate::types::slice;

/// The type itself.
pub static TYPE: TypeInfo = TypeInfo {
    name: "deque",
    module: "collections",
    doc: "A sequence that grows and shrinks at both ends.",
    base: None,
    new: Some(&methods::NEW),
    methods: methods::METHODS,
    class_methods: &[],
    getters: &[Getter {
        name: "maxlen",
        doc: "How many items fit, or None.",
        get: |_, this| {
            Ok(match of(this)?.most {
                Some(most) => Value::from(most),
                None => Value::None,
            })
        },
    }],
};

/// The payload.
pub(super) struct Deque {
    items: RefCell<VecDeque<Value>>,
    /// How many items fit.
    most: Option<usize>,
    /// Counts insertions and removals, so that iterators notice.
    version: Cell<u64>,
    charge: Charge,
}

/// The deque of a value that is one.
fn of(value: &Value) -> Result<&Deque> {
    value
        .downcast()
        .ok_or_else(|| wording::expected("deque", value))
}

#[cold]
fn out_of_range() -> Error {
    wording::index_error("deque index out of range")
}

impl Deque {
    fn new(most: Option<usize>) -> Self {
        Deque {
            items: RefCell::new(VecDeque::new()),
            most,
            version: Cell::new(0),
            charge: Charge::of(0),
        }
    }

    fn count(&self) -> usize {
        self.items.borrow().len()
    }

    fn get(&self, position: usize) -> Option<Value> {
        self.items.borrow().get(position).cloned()
    }

    fn changed(&self) {
        self.version.set(self.version.get() + 1);
    }

    /// Prices the next item before it is taken in.
    fn grow(&self, interp: &mut Interp) -> Result<()> {
        let (length, capacity) = {
            let items = self.items.borrow();
            (items.len(), items.capacity())
        };
        self.changed();
        if length == capacity {
            interp.reserve_items(length.max(4))?;
        }
        Ok(())
    }

    fn recharge(&self) {
        let capacity = self.items.borrow().capacity();
        self.charge.set(capacity * size_of::<Value>());
    }

    /// Puts an item at the right end; one at the left may have to go.
    fn push(&self, interp: &mut Interp, item: Value) -> Result<()> {
        self.grow(interp)?;
        self.items.borrow_mut().push_back(item);
        self.recharge();
        if self.most.is_some_and(|most| self.count() > most) {
            let old = self.items.borrow_mut().pop_front();
            drop(old);
        }
        Ok(())
    }

    /// Puts an item at the left end; one at the right may have to go.
    fn push_left(&self, interp: &mut Interp, item: Value) -> Result<()> {
        self.grow(interp)?;
        self.items.borrow_mut().push_front(item);
        self.recharge();
        if self.most.is_some_and(|most| self.count() > most) {
            let old = self.items.borrow_mut().pop_back();
            drop(old);
        }
        Ok(())
    }

    /// A new deque of the same limit and the same items.
    fn copy(&self, interp: &mut Interp) -> Result<Deque> {
        interp.reserve_items(self.count())?;
        let copy = Deque::new(self.most);
        copy.items.replace(self.items.borrow().clone());
        copy.recharge();
        Ok(copy)
    }

    /// Puts the items of an iterable at the right end.
    fn extend(&self, interp: &mut Interp, iterable: &Value) -> Result<()> {
        if let Ok(other) = of(iterable)
            && std::ptr::eq(other, self)
        {
            let items = iterators::collect(interp, iterable)?;
            for item in items {
                self.push(interp, item)?;
            }
            return Ok(());
        }
        iterators::for_each(interp, iterable, |interp, item| self.push(interp, item))
    }

    /// `d * count`
    fn repeat(&self, interp: &mut Interp, count: &Value) -> Result<Value> {
        let (Value::Int(_) | Value::Bool(_) | Value::Big(_)) = count else {
            return Err(wording::type_error(format!(
                "can't multiply sequence by non-int of type '{}'",
                type_name(count)
            )));
        };
        let times = usize::try_from(convert::to_ssize(count)?).unwrap_or(0);
        let result = Deque::new(self.most);
        let items: Vec<Value> = self.items.borrow().iter().cloned().collect();
        if items.is_empty() {
            return Ok(Value::object(result));
        }
        let kept = self.most.unwrap_or(usize::MAX);
        let total = items.len().saturating_mul(times);
        interp.reserve_items(total.min(kept))?;
        for item in items
            .iter()
            .cycle()
            .skip(total.saturating_sub(kept) % items.len())
            .take(total.min(kept))
        {
            result.push(interp, item.clone())?;
        }
        Ok(Value::object(result))
    }

    /// The position that a key means.
    fn position(&self, key: &Value) -> Result<usize> {
        let (Value::Int(_) | Value::Bool(_) | Value::Big(_)) = key else {
            return Err(wording::type_error(format!(
                "sequence index must be integer, not '{}'",
                type_name(key)
            )));
        };
        let index = convert::to_ssize(key).map_err(|_| wording::not_index_sized(key))?;
        slice::position(index, self.count()).ok_or_else(out_of_range)
    }

    /// Compares as a list of the same items does.
    fn compare_items(&self, interp: &mut Interp, op: CompareOp, other: &Deque) -> Result<Value> {
        if matches!(op, CompareOp::Eq | CompareOp::Ne) && self.count() != other.count() {
            return Ok(Value::Bool(op == CompareOp::Ne));
        }
        let mut position = 0;
        loop {
            interp.tick()?;
            let (Some(x), Some(y)) = (self.get(position), other.get(position)) else {
                let lengths = self.count().cmp(&other.count());
                return Ok(Value::Bool(compare::holds(op, Some(lengths))));
            };
            if !compare::same_key(interp, &x, &y)? {
                return match op {
                    CompareOp::Eq => Ok(Value::Bool(false)),
                    CompareOp::Ne => Ok(Value::Bool(true)),
                    _ => compare::compare(interp, op, &x, &y),
                };
            }
            position += 1;
        }
    }
}

impl Object for Deque {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn repr(&self, interp: &mut Interp, this: &Value) -> Result<String> {
        let mut out = String::from("deque(");
        // CPython writes a list of the items, and a deque inside itself looks like a list inside itself.
        let mut inside = String::new();
        repr::guarded(interp, this, &mut inside, "[...]", |interp, out| {
            out.push('[');
            for position in 0.. {
                let Some(item) = self.get(position) else {
                    break;
                };
                repr::write_item(interp, &item, position, out)?;
            }
            out.push(']');
            Ok(())
        })?;
        if inside == "[...]" {
            return Ok(inside);
        }
        out.push_str(&inside);
        if let Some(most) = self.most {
            out.push_str(&format!(", maxlen={most}"));
        }
        out.push(')');
        Ok(out)
    }

    fn truth(&self, _: &mut Interp) -> Result<bool> {
        Ok(self.count() > 0)
    }

    fn hash(&self, _: &mut Interp, this: &Value) -> Result<i64> {
        Err(wording::unhashable(this))
    }

    fn compare(
        &self,
        interp: &mut Interp,
        op: CompareOp,
        _: &Value,
        other: &Value,
    ) -> Result<Option<Value>> {
        match other.downcast::<Deque>() {
            Some(other) => self.compare_items(interp, op, other).map(Some),
            None => Ok(None),
        }
    }

    fn binary(
        &self,
        interp: &mut Interp,
        op: BinaryOp,
        _: &Value,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        match op {
            BinaryOp::Mul => self.repeat(interp, other).map(Some),
            BinaryOp::Add if !reflected => {
                if other.downcast::<Deque>().is_none() {
                    return Err(wording::type_error(format!(
                        "can only concatenate deque (not \"{}\") to deque",
                        type_name(other)
                    )));
                }
                let result = self.copy(interp)?;
                result.extend(interp, other)?;
                Ok(Some(Value::object(result)))
            }
            _ => Ok(None),
        }
    }

    fn len(&self, _: &mut Interp) -> Option<Result<usize>> {
        Some(Ok(self.count()))
    }

    fn iter(&self, _: &mut Interp, this: &Value) -> Option<Result<Rc<Iter>>> {
        Some(Ok(iter::forward(this, self)))
    }

    fn reversed(&self, _: &mut Interp, this: &Value) -> Option<Result<Rc<Iter>>> {
        Some(Ok(iter::backward(this, self)))
    }

    fn get_item(&self, _: &mut Interp, key: &Value) -> Option<Result<Value>> {
        let item = self
            .position(key)
            .and_then(|at| self.get(at).ok_or_else(out_of_range));
        Some(item)
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        let items = self.items.borrow();
        items.iter().for_each(|item| visit.value(item));
    }

    fn let_go(&self) {
        memory::dispose(self.items.take().into());
    }

    fn set_item(&self, _: &mut Interp, key: &Value, value: Value) -> Option<Result<()>> {
        Some(self.position(key).map(|at| {
            let old = self
                .items
                .borrow_mut()
                .get_mut(at)
                .map(|slot| std::mem::replace(slot, value));
            drop(old);
        }))
    }
}
