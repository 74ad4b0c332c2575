//! `dict`: the mapping, in insertion order, and its views.

pub mod counter;
pub mod default;
mod index;
mod merge;
mod methods;
pub mod ordered;
mod slots;
mod table;
mod view;

use std::borrow::Cow;
use std::cell::Cell;
use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::memory;
use crate::runtime::ops::{compare, repr};
use crate::runtime::table::TypeInfo;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::{BinaryOp, CompareOp, UnaryOp};
pub use merge::{merge_mapping, try_merge_mapping};
pub use table::{Looking, Table};
pub use view::{DictView, ViewKind, view_contains, view_equal, view_order};

/// The payload.
#[derive(Default)]
pub struct Dict {
    /// The entries.
    pub table: Table<Value>,
    /// What it is besides a dict.
    pub kind: Kind,
    /// Whether it was remembered as a possible part of a cycle.
    pub(crate) noted: Cell<bool>,
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
        Ok(Dict::of_kind(self.kind.clone(), self.table.copy(interp)?))
    }

    /// The value of a key.
    ///
    /// # Errors
    /// `TypeError` when the key is unhashable.
    #[inline]
    pub fn get(&self, interp: &mut Interp, key: &Value) -> Result<Option<Value>> {
        if let Value::Str(text) = key
            && let Some(value) = self.table.get_text(text)
        {
            return Ok(Some(value));
        }
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
            memory::dispose_of(self.table.take());
        }
        if let Kind::Default(factory) = &mut self.kind {
            memory::dispose(vec![std::mem::replace(factory, Value::None)]);
        }
    }
}

impl Dict {
    /// A dict of that kind with those entries.
    #[must_use]
    pub fn of_kind(kind: Kind, table: Table<Value>) -> Self {
        Dict {
            table,
            kind,
            noted: Cell::new(false),
        }
    }

    /// Whether it is an `OrderedDict`.
    #[must_use]
    pub fn is_ordered(&self) -> bool {
        matches!(self.kind, Kind::Ordered)
    }

    /// The type, by kind.
    #[must_use]
    pub fn type_info(&self) -> &'static TypeInfo {
        match &self.kind {
            Kind::Plain => &TYPE,
            Kind::Default(_) => &default::TYPE,
            Kind::Counter => &counter::TYPE,
            Kind::Ordered => &ordered::TYPE,
        }
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
pub fn get_item(interp: &mut Interp, dict: &Dict, key: &Value) -> Result<Value> {
    match dict.get(interp, key)? {
        Some(value) => Ok(value),
        None => missing(interp, dict, key),
    }
}

/// What stands for a key that is not there.
#[cold]
fn missing(interp: &mut Interp, dict: &Dict, key: &Value) -> Result<Value> {
    match &dict.kind {
        Kind::Counter => Ok(Value::Int(0)),
        Kind::Default(factory) if !factory.is_none() => {
            let value = interp.call(factory, &[])?;
            dict.insert(interp, key.clone(), value.clone())?;
            Ok(value)
        }
        Kind::Default(_) | Kind::Plain | Kind::Ordered => Err(wording::key_error(key)),
    }
}

/// `a == b`: the same keys with equal values.
///
/// # Errors
/// What comparing raises.
pub fn equal(interp: &mut Interp, a: &Dict, b: &Dict) -> Result<bool> {
    match (&a.kind, &b.kind) {
        (Kind::Counter, Kind::Counter) => counter::equal(interp, a, b),
        (Kind::Ordered, Kind::Ordered) => {
            Ok(same_entries(interp, a, b)? && ordered::same_order(interp, a, b)?)
        }
        _ => same_entries(interp, a, b),
    }
}

fn same_entries(interp: &mut Interp, a: &Dict, b: &Dict) -> Result<bool> {
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
        (_, Value::Dict(a), Value::Dict(b)) => {
            if let (Kind::Counter, Kind::Counter) = (&a.kind, &b.kind)
                && let Some(result) = counter::binary(interp, op, a, b)?
            {
                return Ok(Some(result));
            }
            if op != BinaryOp::Or {
                return Ok(None);
            }
            let result = Dict::of_kind(merged_kind(&a.kind, &b.kind), a.table.copy(interp)?);
            merge_mapping(interp, &result, rhs)?;
            Ok(Some(Value::Dict(Rc::new(result))))
        }
        (_, Value::DictView(_), _) | (_, _, Value::DictView(_)) => {
            view::binary(interp, op, lhs, rhs)
        }
        _ => Ok(None),
    }
}

/// What `a | b` is: the type of the first that is no plain dict, but a `Counter` has no such operator of its own.
fn merged_kind(a: &Kind, b: &Kind) -> Kind {
    match (a, b) {
        (Kind::Default(_) | Kind::Ordered, _) => a.clone(),
        (_, Kind::Default(_) | Kind::Ordered) => b.clone(),
        _ => Kind::Plain,
    }
}

/// `+counter`, `-counter`; `None` for any other dict or operator.
///
/// # Errors
/// What comparing and subtracting raise.
pub fn unary(interp: &mut Interp, op: UnaryOp, dict: &Dict) -> Result<Option<Value>> {
    match dict.kind {
        Kind::Counter => counter::unary(interp, op, dict),
        Kind::Plain | Kind::Default(_) | Kind::Ordered => Ok(None),
    }
}

/// `a < b` and its relatives, which counters alone have; `None` where they do not apply.
///
/// # Errors
/// What comparing raises.
pub fn order(interp: &mut Interp, op: CompareOp, a: &Dict, b: &Dict) -> Result<Option<bool>> {
    match (&a.kind, &b.kind) {
        (Kind::Counter, Kind::Counter) => counter::order(interp, op, a, b).map(Some),
        _ => Ok(None),
    }
}

/// What stands for a dict inside its own `repr`.
///
/// # Errors
/// As `repr`.
pub fn cyclic_repr(interp: &mut Interp, dict: &Dict) -> Result<Cow<'static, str>> {
    Ok(match &dict.kind {
        Kind::Default(factory) => {
            let factory = repr::repr(interp, factory)?;
            format!("defaultdict({factory}, {{...}})").into()
        }
        Kind::Ordered => "...".into(),
        Kind::Plain | Kind::Counter => "{...}".into(),
    })
}

/// Appends the `repr`, by kind.
///
/// # Errors
/// As `repr`.
pub fn write_repr(interp: &mut Interp, dict: &Dict, out: &mut String) -> Result<()> {
    match &dict.kind {
        Kind::Plain => write_braces(interp, dict, out),
        Kind::Default(factory) => {
            out.push_str("defaultdict(");
            // CPython guards the factory against itself here, so that a partial, which does too, shows as dots.
            repr::guarded(interp, factory, out, "...", |interp, out| {
                repr::write_repr(interp, factory, out)
            })?;
            out.push_str(", ");
            write_braces(interp, dict, out)?;
            out.push(')');
            Ok(())
        }
        Kind::Counter | Kind::Ordered => {
            out.push_str(dict.type_info().name);
            out.push('(');
            if let (Kind::Counter, false) = (&dict.kind, dict.is_empty()) {
                let by_count = counter::by_count(interp, dict)?;
                write_braces(interp, &by_count, out)?;
            } else if !dict.is_empty() {
                write_braces(interp, dict, out)?;
            }
            out.push(')');
            Ok(())
        }
    }
}

fn write_braces(interp: &mut Interp, dict: &Dict, out: &mut String) -> Result<()> {
    out.push('{');
    repr::write_entries(interp, dict, out)?;
    out.push('}');
    Ok(())
}
