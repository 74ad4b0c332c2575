//! `dict`: the mapping, in insertion order, and its views.

mod merge;
mod methods;
mod slots;
mod table;
mod view;

use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::memory;
use crate::runtime::ops::{compare, repr};
use crate::runtime::table::TypeInfo;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::BinaryOp;
pub use merge::{merge_mapping, try_merge_mapping};
pub use table::Table;
pub use view::{DictView, ViewKind, view_contains, view_equal, view_order};

/// The payload.
#[derive(Default)]
pub struct Dict {
    /// The entries.
    pub table: Table<Value>,
    /// What it is besides a dict.
    pub kind: Kind,
}

/// The dicts of `collections` are dicts with one more trait each.
#[derive(Clone, Default)]
pub enum Kind {
    /// `{}`
    #[default]
    Plain,
    /// `collections.defaultdict(factory)`
    Default(Value),
    /// `collections.Counter()`
    Counter,
    /// `collections.OrderedDict()`
    Ordered,
}

impl Dict {
    /// An empty dict.
    #[must_use]
    pub fn new() -> Self {
        Dict::default()
    }

    /// How many entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A dict of the same kind with the same entries.
    ///
    /// # Errors
    /// A halt when the memory is spent.
    pub fn copy(&self, interp: &mut Interp) -> Result<Dict> {
        Ok(Dict {
            table: self.table.copy(interp)?,
            kind: self.kind.clone(),
        })
    }

    /// The value of a key.
    ///
    /// # Errors
    /// `TypeError` when the key is unhashable.
    pub fn get(&self, interp: &mut Interp, key: &Value) -> Result<Option<Value>> {
        self.table.get(interp, key)
    }

    /// Sets the value of a key.
    ///
    /// # Errors
    /// `TypeError` when the key is unhashable; a halt when the memory is spent.
    pub fn insert(&self, interp: &mut Interp, key: Value, value: Value) -> Result<()> {
        self.table.insert(interp, key, value).map(drop)
    }
}

impl Drop for Dict {
    fn drop(&mut self) {
        if self
            .table
            .any(|key, value| key.holds_values() || value.holds_values())
        {
            let entries = self.table.take();
            memory::dispose(entries.flat_map(|(key, value)| [key, value]).collect());
        }
    }
}

impl Dict {
    /// The type, by kind.
    #[must_use]
    pub fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }
}

/// The type itself.
pub static TYPE: TypeInfo = TypeInfo {
    name: "dict",
    module: "builtins",
    doc: "A mapping from keys to values, in insertion order.",
    base: None,
    new: Some(&methods::NEW),
    methods: methods::METHODS,
    class_methods: &[&methods::FROMKEYS],
    getters: &[],
};

/// `dict[key]`; a missing key asks the kind of dict first.
///
/// # Errors
/// `KeyError`, `TypeError` when the key is unhashable.
#[inline]
pub fn get_item(interp: &mut Interp, dict: &Dict, this: &Value, key: &Value) -> Result<Value> {
    match dict.get(interp, key)? {
        Some(value) => Ok(value),
        None => missing(interp, dict, this, key),
    }
}

/// What stands for a key that is not there.
#[cold]
fn missing(_: &mut Interp, _: &Dict, _: &Value, key: &Value) -> Result<Value> {
    Err(wording::key_error(key))
}

/// `a == b`: the same keys with equal values.
///
/// # Errors
/// What comparing raises.
pub fn equal(interp: &mut Interp, a: &Dict, b: &Dict) -> Result<bool> {
    if a.len() != b.len() {
        return Ok(false);
    }
    let mut cursor = 0;
    while let Some((hash, key, value)) = a.table.step_hashed(&mut cursor) {
        interp.tick()?;
        match b.table.get_hashed(interp, hash, &key)? {
            Some(other) if compare::same_key(interp, &value, &other)? => {}
            _ => return Ok(false),
        }
    }
    Ok(true)
}

/// `a | b` of dicts, and the set operations of views; `None` where the types do not fit.
///
/// # Errors
/// What comparing or iterating raises; a halt when the memory is spent.
pub fn binary(
    interp: &mut Interp,
    op: BinaryOp,
    lhs: &Value,
    rhs: &Value,
) -> Result<Option<Value>> {
    match (op, lhs, rhs) {
        (BinaryOp::Or, Value::Dict(a), Value::Dict(_)) => {
            let result = a.copy(interp)?;
            merge_mapping(interp, &result, rhs)?;
            Ok(Some(Value::Dict(Rc::new(result))))
        }
        (_, Value::DictView(_), _) | (_, _, Value::DictView(_)) => {
            view::binary(interp, op, lhs, rhs)
        }
        _ => Ok(None),
    }
}

/// What stands for a dict inside its own `repr`.
#[must_use]
pub fn cyclic_repr(_: &Dict) -> &'static str {
    "{...}"
}

/// Appends the `repr`, by kind.
///
/// # Errors
/// As `repr`.
pub fn write_repr(interp: &mut Interp, dict: &Dict, out: &mut String) -> Result<()> {
    out.push('{');
    repr::write_entries(interp, dict, out)?;
    out.push('}');
    Ok(())
}
