//! `dict`: the mapping, in insertion order, and its views.

mod table;

use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::memory;
use crate::runtime::ops::attr::type_name;
use crate::runtime::ops::{compare, repr};
use crate::runtime::table::TypeInfo;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::{BinaryOp, CompareOp};
pub use table::Table;

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
        memory::dispose(
            self.table
                .take()
                .flat_map(|(key, value)| [key, value])
                .filter(Value::holds_values)
                .collect(),
        );
    }
}

/// `d.keys()`, `d.values()`, `d.items()`: a window on a dict.
pub struct DictView {
    /// The dict.
    pub dict: Rc<Dict>,
    /// What is seen of it.
    pub kind: ViewKind,
}

/// Which view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewKind {
    /// `d.keys()`
    Keys,
    /// `d.values()`
    Values,
    /// `d.items()`
    Items,
}

impl Dict {
    /// The type, by kind.
    #[must_use]
    pub fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }
}

impl DictView {
    /// The type, by kind.
    #[must_use]
    pub fn type_info(&self) -> &'static TypeInfo {
        match self.kind {
            ViewKind::Keys => &KEYS,
            ViewKind::Values => &VALUES,
            ViewKind::Items => &ITEMS,
        }
    }
}

/// The type itself.
pub static TYPE: TypeInfo = TypeInfo {
    name: "dict",
    module: "builtins",
    doc: "A mapping from keys to values, in insertion order.",
    base: None,
    new: None,
    methods: &[],
    class_methods: &[],
    getters: &[],
};

/// The type of `d.keys()`.
pub static KEYS: TypeInfo = TypeInfo {
    name: "dict_keys",
    ..view("The keys of a dict, as they are now.")
};
/// The type of `d.values()`.
pub static VALUES: TypeInfo = TypeInfo {
    name: "dict_values",
    ..view("The values of a dict, as they are now.")
};
/// The type of `d.items()`.
pub static ITEMS: TypeInfo = TypeInfo {
    name: "dict_items",
    ..view("The entries of a dict, as they are now.")
};

const fn view(doc: &'static str) -> TypeInfo {
    TypeInfo {
        name: "",
        module: "builtins",
        doc,
        base: None,
        new: None,
        methods: &[],
        class_methods: &[],
        getters: &[],
    }
}

/// `dict[key]`; a missing key asks the kind of dict first.
///
/// # Errors
/// `KeyError`, `TypeError` when the key is unhashable.
pub fn get_item(interp: &mut Interp, dict: &Dict, this: &Value, key: &Value) -> Result<Value> {
    match dict.get(interp, key)? {
        Some(value) => Ok(value),
        None => {
            let _ = this;
            Err(wording::key_error(key))
        }
    }
}

/// `a == b`: the same keys with equal values.
///
/// # Errors
/// What comparing raises.
pub fn equal(interp: &mut Interp, a: &Dict, b: &Dict) -> Result<bool> {
    if a.len() != b.len() {
        return Ok(false);
    }
    for position in 0.. {
        interp.tick()?;
        let Some((key, value)) = a.table.entry(position) else {
            break;
        };
        match b.get(interp, &key)? {
            Some(other) if compare::same_key(interp, &value, &other)? => {}
            _ => return Ok(false),
        }
    }
    Ok(true)
}

/// `view == other`: views of keys and items compare as sets do.
///
/// # Errors
/// What comparing raises.
pub fn view_equal(interp: &mut Interp, view: &Rc<DictView>, other: &Value) -> Result<bool> {
    let _ = interp;
    Ok(matches!(other, Value::DictView(other) if Rc::ptr_eq(view, other)))
}

/// `view < other` and its relatives, for views of keys and items.
///
/// # Errors
/// `TypeError` when the other side is no set.
pub fn view_order(interp: &mut Interp, op: CompareOp, lhs: &Value, rhs: &Value) -> Result<bool> {
    let _ = interp;
    Err(wording::not_comparable(op.symbol(), lhs, rhs))
}

/// `item in view`
///
/// # Errors
/// `TypeError` when a key is unhashable.
pub fn view_contains(interp: &mut Interp, view: &DictView, item: &Value) -> Result<bool> {
    Ok(view.dict.table.find(interp, item)?.is_some())
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

/// `{**value}`: adds the entries of a mapping.
///
/// # Errors
/// `TypeError` when it is no mapping.
pub fn merge_mapping(interp: &mut Interp, into: &Dict, value: &Value) -> Result<()> {
    if try_merge_mapping(interp, into, value)? {
        return Ok(());
    }
    Err(wording::type_error(format!(
        "'{}' object is not a mapping",
        type_name(value)
    )))
}

/// Adds the entries of a mapping; `false` when the value is none.
///
/// # Errors
/// A halt when the memory is spent.
pub fn try_merge_mapping(interp: &mut Interp, into: &Dict, value: &Value) -> Result<bool> {
    let Value::Dict(from) = value else {
        return Ok(false);
    };
    for position in 0.. {
        interp.tick()?;
        let Some((key, value)) = from.table.entry(position) else {
            break;
        };
        into.insert(interp, key, value)?;
    }
    Ok(true)
}

/// `lhs op rhs` where one side is a dict or a view of one; `None` where they do not know the operator.
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
