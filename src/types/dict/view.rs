//! `d.keys()`, `d.values()`, `d.items()`: windows on a dict; those on keys and entries behave as sets.

use std::ops::ControlFlow;
use std::rc::Rc;

use super::Dict;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::ops::{compare, contains, length};
use crate::runtime::table::{Builtin, Param, Params, TypeInfo, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::{BinaryOp, CompareOp};
use crate::types::set::{self, Set};

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

impl DictView {
    /// The type, by kind.
    #[must_use]
    pub fn type_info(&self) -> &'static TypeInfo {
        match (self.kind, self.dict.is_ordered()) {
            (ViewKind::Keys, false) => &KEYS,
            (ViewKind::Values, false) => &VALUES,
            (ViewKind::Items, false) => &ITEMS,
            (ViewKind::Keys, true) => &ORDERED_KEYS,
            (ViewKind::Values, true) => &ORDERED_VALUES,
            (ViewKind::Items, true) => &ORDERED_ITEMS,
        }
    }
}

/// The type of `d.keys()`.
pub(super) static KEYS: TypeInfo = view(
    "dict_keys",
    "The keys of a dict, as they are now.",
    &[&KEYS_ISDISJOINT],
);
/// The type of `d.values()`.
pub(super) static VALUES: TypeInfo =
    view("dict_values", "The values of a dict, as they are now.", &[]);
/// The type of `d.items()`.
pub(super) static ITEMS: TypeInfo = view(
    "dict_items",
    "The entries of a dict, as they are now.",
    &[&ITEMS_ISDISJOINT],
);

static ORDERED_KEYS: TypeInfo = TypeInfo {
    base: Some(|| &KEYS),
    ..view(
        "odict_keys",
        "The keys of an ordered dict, as they are now.",
        &[],
    )
};
static ORDERED_VALUES: TypeInfo = TypeInfo {
    base: Some(|| &VALUES),
    ..view(
        "odict_values",
        "The values of an ordered dict, as they are now.",
        &[],
    )
};
static ORDERED_ITEMS: TypeInfo = TypeInfo {
    base: Some(|| &ITEMS),
    ..view(
        "odict_items",
        "The entries of an ordered dict, as they are now.",
        &[],
    )
};

const fn view(
    name: &'static str,
    doc: &'static str,
    methods: &'static [&'static Builtin],
) -> TypeInfo {
    TypeInfo {
        name,
        module: "builtins",
        doc,
        base: None,
        new: None,
        methods,
        class_methods: &[],
        getters: &[],
    }
}

static KEYS_ISDISJOINT: Builtin = isdisjoint("dict_keys");
static ITEMS_ISDISJOINT: Builtin = isdisjoint("dict_items");

const OTHER: &[Param] = &[Param::new("other")];

const fn isdisjoint(owner: &'static str) -> Builtin {
    Builtin {
        name: "isdisjoint",
        owner,
        params: Params::new(OTHER),
        wording: Wording::One,
        doc: "Whether no item is in both.",
        examples: &[("{'a': 1}.keys().isdisjoint('b')", "True")],
        run: |interp, args| run_isdisjoint(interp, args).map(Value::Bool),
    }
}

fn run_isdisjoint(interp: &mut Interp, args: Args<'_>) -> Result<bool> {
    let (other,): (&Value,) = args.unpack(interp)?;
    let mut this = args.this;
    let size = length::length(interp, this)?;
    if this.is(other) {
        return Ok(size == 0);
    }
    let mut other = other;
    if is_set_like(other) && length::length(interp, other)? > size {
        std::mem::swap(&mut this, &mut other);
    }
    let iter = iter::open(interp, other)?;
    let mut common = false;
    iter::drive(interp, &iter, |interp, item| {
        common = contains::contains(interp, this, &item)?;
        Ok(if common {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        })
    })?;
    Ok(!common)
}

/// Whether the value is a set, or a view that behaves as one.
fn is_set_like(value: &Value) -> bool {
    set::of(value).is_some() || is_set_view(value)
}

fn is_set_view(value: &Value) -> bool {
    matches!(value, Value::DictView(view) if view.kind != ViewKind::Values)
}

/// `view == other`: views of keys and items compare as sets do.
///
/// # Errors
/// What comparing raises.
pub fn view_equal(interp: &mut Interp, view: &Rc<DictView>, other: &Value) -> Result<bool> {
    let this = Value::DictView(Rc::clone(view));
    if !is_set_view(&this) || !is_set_like(other) {
        return Ok(this.is(other));
    }
    Ok(view.dict.len() == length::length(interp, other)? && all_in(interp, &this, other)?)
}

/// `view < other` and its relatives, for views of keys and items.
///
/// # Errors
/// `TypeError` when the other side is no set.
pub fn view_order(interp: &mut Interp, op: CompareOp, lhs: &Value, rhs: &Value) -> Result<bool> {
    if !is_set_like(lhs) || !is_set_like(rhs) {
        return Err(wording::not_comparable(op.symbol(), lhs, rhs));
    }
    let left = length::length(interp, lhs)?;
    let right = length::length(interp, rhs)?;
    match op {
        CompareOp::Lt => Ok(left < right && all_in(interp, lhs, rhs)?),
        CompareOp::Le => Ok(left <= right && all_in(interp, lhs, rhs)?),
        CompareOp::Gt => Ok(left > right && all_in(interp, rhs, lhs)?),
        _ => Ok(left >= right && all_in(interp, rhs, lhs)?),
    }
}

/// Whether every item of the first is in the second.
fn all_in(interp: &mut Interp, items: &Value, container: &Value) -> Result<bool> {
    let iter = iter::open(interp, items)?;
    let mut all = true;
    iter::drive(interp, &iter, |interp, item| {
        all = contains::contains(interp, container, &item)?;
        Ok(if all {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        })
    })?;
    Ok(all)
}

/// `item in view`
///
/// # Errors
/// `TypeError` when a key is unhashable.
pub fn view_contains(interp: &mut Interp, view: &DictView, item: &Value) -> Result<bool> {
    let table = &view.dict.table;
    match view.kind {
        ViewKind::Keys => Ok(table.find(interp, item)?.is_some()),
        ViewKind::Items => match item {
            Value::Tuple(pair) => match pair.as_slice() {
                [key, value] => match table.get(interp, key)? {
                    Some(found) => compare::same_key(interp, &found, value),
                    None => Ok(false),
                },
                _ => Ok(false),
            },
            _ => Ok(false),
        },
        ViewKind::Values => {
            let mut cursor = 0;
            while let Some(value) = table.step_value(&mut cursor) {
                interp.tick()?;
                if compare::same_key(interp, &value, item)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
    }
}

/// `view & x`, `x - view` and their relatives, where either side is a view of keys or items.
///
/// # Errors
/// `TypeError` when the other side is not iterable; what comparing and hashing raise.
pub(super) fn binary(
    interp: &mut Interp,
    op: BinaryOp,
    lhs: &Value,
    rhs: &Value,
) -> Result<Option<Value>> {
    if !is_set_view(lhs) && !is_set_view(rhs) {
        return Ok(None);
    }
    if op == BinaryOp::And {
        return intersection(interp, lhs, rhs).map(Some);
    }
    if !matches!(op, BinaryOp::Or | BinaryOp::Sub | BinaryOp::Xor) {
        return Ok(None);
    }
    let result = Set::collect(interp, lhs)?;
    match op {
        BinaryOp::Or => result.update(interp, rhs)?,
        BinaryOp::Sub => result.difference_update(interp, rhs)?,
        _ => result.symmetric_difference_update(interp, rhs)?,
    }
    Ok(Some(Value::Set(Rc::new(result))))
}

/// The items of the other side that the view has, as CPython chooses which is which.
fn intersection(interp: &mut Interp, lhs: &Value, rhs: &Value) -> Result<Value> {
    let (mut view, mut other) = if is_set_view(lhs) {
        (lhs, rhs)
    } else {
        (rhs, lhs)
    };
    let size = length::length(interp, view)?;
    if let Value::Set(set) = other
        && size <= set.len()
    {
        return Ok(Value::Set(Rc::new(set.intersection(interp, view)?)));
    }
    if is_set_view(other) && length::length(interp, other)? > size {
        std::mem::swap(&mut view, &mut other);
    }
    let result = Set::new();
    iter::for_each(interp, other, |interp, item| {
        if contains::contains(interp, view, &item)? {
            result.insert(interp, item)?;
        }
        Ok(())
    })?;
    Ok(Value::Set(Rc::new(result)))
}
