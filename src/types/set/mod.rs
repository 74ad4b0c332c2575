//! `set` and `frozenset`: distinct items, in insertion order.

use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::memory;
use crate::runtime::table::TypeInfo;
use crate::runtime::value::Value;
use crate::syntax::ast::{BinaryOp, CompareOp};
use crate::types::dict::Table;

/// The payload of both; a frozen one is never changed.
#[derive(Clone, Default)]
pub struct Set {
    /// The items.
    pub table: Table<()>,
}

impl Set {
    /// An empty set.
    #[must_use]
    pub fn new() -> Self {
        Set::default()
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
        memory::dispose(
            self.table
                .take()
                .map(|(item, ())| item)
                .filter(Value::holds_values)
                .collect(),
        );
    }
}

/// The type `set`.
pub static TYPE: TypeInfo = TypeInfo {
    name: "set",
    module: "builtins",
    doc: "Distinct items.",
    base: None,
    new: None,
    methods: &[],
    class_methods: &[],
    getters: &[],
};

/// The type `frozenset`.
pub static FROZEN: TypeInfo = TypeInfo {
    name: "frozenset",
    module: "builtins",
    doc: "Distinct items, immutable and hashable.",
    base: None,
    new: None,
    methods: &[],
    class_methods: &[],
    getters: &[],
};

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
    Ok(a.len() == b.len() && is_subset(interp, a, b)?)
}

/// `a < b` and its relatives: inclusion.
///
/// # Errors
/// What comparing raises.
pub fn order(interp: &mut Interp, op: CompareOp, a: &Set, b: &Set) -> Result<bool> {
    match op {
        CompareOp::Lt => Ok(a.len() < b.len() && is_subset(interp, a, b)?),
        CompareOp::Le => is_subset(interp, a, b),
        CompareOp::Gt => Ok(b.len() < a.len() && is_subset(interp, b, a)?),
        _ => is_subset(interp, b, a),
    }
}

fn is_subset(interp: &mut Interp, a: &Set, b: &Set) -> Result<bool> {
    for position in 0.. {
        interp.tick()?;
        let Some(item) = a.table.key(position) else {
            break;
        };
        if !b.contains(interp, &item)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// `lhs op rhs`; `None` where sets do not know the operator, or the other side is no set.
///
/// # Errors
/// What hashing and comparing raise.
pub fn binary(
    interp: &mut Interp,
    op: BinaryOp,
    lhs: &Value,
    rhs: &Value,
) -> Result<Option<Value>> {
    let _ = (interp, op, lhs, rhs);
    Ok(None)
}
