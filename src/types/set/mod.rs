//! `set` and `frozenset`: distinct items, in insertion order.

mod algebra;
mod methods;

use std::cell::Cell;
use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::memory;
use crate::runtime::table::TypeInfo;
use crate::runtime::value::Value;
use crate::syntax::ast::{BinaryOp, CompareOp};
use crate::types::dict::Table;

/// The payload of both; a frozen one is never changed.
#[derive(Default)]
pub struct Set {
    /// The items.
    pub table: Table<()>,
    /// Whether it was remembered as a possible part of a cycle.
    pub(crate) noted: Cell<bool>,
}

impl Set {
    /// An empty set.
    #[must_use]
    pub fn new() -> Self {
        Set::default()
    }

    /// A set of those items.
    #[must_use]
    pub fn of_table(table: Table<()>) -> Self {
        Set {
            table,
            noted: Cell::new(false),
        }
    }

    /// The distinct items of an iterable.
    ///
    /// # Errors
    /// `TypeError` when an item is unhashable; what iterating raises; a halt when the memory is spent.
    pub fn collect(interp: &mut Interp, iterable: &Value) -> Result<Self> {
        let set = Set::new();
        set.update(interp, iterable)?;
        Ok(set)
    }

    /// How many items.
    #[must_use]
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Puts an item in.
    ///
    /// # Errors
    /// `TypeError` when it is unhashable; a halt when the memory is spent.
    pub fn insert(&self, interp: &mut Interp, item: Value) -> Result<()> {
        self.table.insert(interp, item, ()).map(drop)
    }

    /// Whether an equal item is in it.
    ///
    /// # Errors
    /// `TypeError` when it is unhashable.
    pub fn contains(&self, interp: &mut Interp, item: &Value) -> Result<bool> {
        self.table.find(interp, item).map(|found| found.is_some())
    }
}

impl Drop for Set {
    fn drop(&mut self) {
        if self.table.any(|item, ()| item.holds_values()) {
            memory::dispose_of(self.table.take());
        }
    }
}

/// The type `set`.
pub static TYPE: TypeInfo = TypeInfo {
    name: "set",
    module: "builtins",
    doc: "Distinct items.",
    base: None,
    new: Some(&methods::NEW),
    methods: methods::METHODS,
    class_methods: &[],
    getters: &[],
};

/// The type `frozenset`.
pub static FROZEN: TypeInfo = TypeInfo {
    name: "frozenset",
    module: "builtins",
    doc: "Distinct items, immutable and hashable.",
    base: None,
    new: Some(&methods::NEW_FROZEN),
    methods: methods::FROZEN_METHODS,
    class_methods: &[],
    getters: &[],
};

/// The set of a `set` or `frozenset`.
#[must_use]
pub fn of(value: &Value) -> Option<&Rc<Set>> {
    match value {
        Value::Set(set) | Value::FrozenSet(set) => Some(set),
        _ => None,
    }
}

/// `item in set`; a set asked for stands for the frozenset of its items, as in Python.
///
/// # Errors
/// `TypeError` when the item is unhashable.
pub fn contains(interp: &mut Interp, set: &Set, item: &Value) -> Result<bool> {
    match item {
        Value::Set(item) => set.contains(interp, &Value::FrozenSet(Rc::clone(item))),
        _ => set.contains(interp, item),
    }
}

/// `a == b`
///
/// # Errors
/// What comparing raises.
pub fn equal(interp: &mut Interp, a: &Set, b: &Set) -> Result<bool> {
    Ok(a.len() == b.len() && a.is_subset(interp, b)?)
}

/// `a < b` and its relatives: inclusion.
///
/// # Errors
/// What comparing raises.
pub fn order(interp: &mut Interp, op: CompareOp, a: &Set, b: &Set) -> Result<bool> {
    match op {
        CompareOp::Lt => Ok(a.len() < b.len() && a.is_subset(interp, b)?),
        CompareOp::Le => a.is_subset(interp, b),
        CompareOp::Gt => Ok(b.len() < a.len() && b.is_subset(interp, a)?),
        _ => b.is_subset(interp, a),
    }
}

/// `a | b`, `a & b`, `a - b`, `a ^ b` of two sets; `None` where one is none, or for another operator.
///
/// # Errors
/// What comparing raises; a halt when the memory is spent.
pub fn binary(
    interp: &mut Interp,
    op: BinaryOp,
    lhs: &Value,
    rhs: &Value,
) -> Result<Option<Value>> {
    let (Some(a), Some(_)) = (of(lhs), of(rhs)) else {
        return Ok(None);
    };
    let result = match op {
        BinaryOp::Or => a.union(interp, rhs)?,
        BinaryOp::And => a.intersection(interp, rhs)?,
        BinaryOp::Sub => a.difference(interp, rhs)?,
        BinaryOp::Xor => a.symmetric_difference(interp, rhs)?,
        _ => return Ok(None),
    };
    Ok(Some(alike(lhs, result)))
}

/// A new set of the same type as `model`.
fn alike(model: &Value, set: Set) -> Value {
    if matches!(model, Value::FrozenSet(_)) {
        Value::FrozenSet(Rc::new(set))
    } else {
        Value::Set(Rc::new(set))
    }
}
