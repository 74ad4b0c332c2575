//! Iterators over dicts, their views and sets: they notice when keys come or go meanwhile.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::reuse::Reused;
use super::sequence::iterator_type;
use crate::runtime::error::{Error, Result};
use crate::runtime::interp::Interp;
use crate::runtime::iter::{Iter, PyIter, Sink};
use crate::runtime::table::TypeInfo;
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::dict::{Dict, ViewKind};
use crate::types::set::Set;

/// `iter(d)`, `iter(d.items())`, `iter(s)`; `None` for any other value.
pub(super) fn over(value: &Value) -> Option<Rc<Iter>> {
    Some(match value {
        Value::Dict(dict) => dict_iter(dict, ViewKind::Keys),
        Value::DictView(view) => dict_iter(&view.dict, view.kind),
        Value::Set(set) | Value::FrozenSet(set) => Iter::new(SetIter {
            set: RefCell::new(Some(Rc::clone(set))),
            cursor: Cell::new(0),
            size: Cell::new(set.len()),
            left: Cell::new(set.len()),
        }),
        _ => return None,
    })
}

/// `reversed(d)`, `reversed(d.items())`; `None` for any other value.
pub(super) fn reversed(value: &Value) -> Option<Rc<Iter>> {
    match value {
        Value::Dict(dict) => Some(dict_reverse(dict, ViewKind::Keys)),
        Value::DictView(view) => Some(dict_reverse(&view.dict, view.kind)),
        _ => None,
    }
}

static KEYS: TypeInfo = iterator_type("dict_keyiterator");
static VALUES: TypeInfo = iterator_type("dict_valueiterator");
static ITEMS: TypeInfo = iterator_type("dict_itemiterator");
static REVERSE_KEYS: TypeInfo = iterator_type("dict_reversekeyiterator");
static REVERSE_VALUES: TypeInfo = iterator_type("dict_reversevalueiterator");
static REVERSE_ITEMS: TypeInfo = iterator_type("dict_reverseitemiterator");
static ORDERED: TypeInfo = iterator_type("odict_iterator");
static SET: TypeInfo = iterator_type("set_iterator");

/// `iter(d)`, `iter(d.values())`, `iter(d.items())`
struct DictIter {
    dict: RefCell<Option<Rc<Dict>>>,
    kind: ViewKind,
    /// Where the table goes on.
    cursor: Cell<usize>,
    /// How many entries there were at the beginning; `usize::MAX` once that was found wrong.
    size: Cell<usize>,
    /// How many entries are still expected.
    left: Cell<usize>,
    /// How often the keys of an ordered dict had changed at the beginning.
    version: Option<u64>,
    pairs: Reused,
}

fn dict_iter(dict: &Rc<Dict>, kind: ViewKind) -> Rc<Iter> {
    Iter::new(DictIter {
        dict: RefCell::new(Some(Rc::clone(dict))),
        kind,
        cursor: Cell::new(0),
        size: Cell::new(dict.len()),
        left: Cell::new(dict.len()),
        version: ordered_version(dict),
        pairs: Reused::default(),
    })
}

/// An iterator over an ordered dict notices any change of keys, not of their number alone.
fn ordered_version(dict: &Dict) -> Option<u64> {
    dict.is_ordered().then(|| dict.table.version())
}

/// Complains when an ordered dict has changed; its iterator is then at its end.
fn check_ordered(
    dict: &Dict,
    version: Option<u64>,
    slot: &RefCell<Option<Rc<Dict>>>,
) -> Result<()> {
    if version.is_some_and(|version| version != dict.table.version()) {
        drop(slot.take());
        return Err(wording::changed_during_iteration("OrderedDict mutated"));
    }
    Ok(())
}

/// The size of a table is no longer what it was.
#[cold]
fn size_changed(size: &Cell<usize>, what: &str) -> Error {
    // CPython keeps saying so from now on.
    size.set(usize::MAX);
    wording::changed_during_iteration(&format!("{what} changed size"))
}

impl DictIter {
    fn advance(&self, dict: &Dict) -> Result<Option<Value>> {
        check_ordered(dict, self.version, &self.dict)?;
        if dict.len() != self.size.get() {
            return Err(size_changed(&self.size, "dictionary"));
        }
        let mut cursor = self.cursor.get();
        let table = &dict.table;
        let item = match self.kind {
            ViewKind::Keys => table.step_key(&mut cursor),
            ViewKind::Values => table.step_value(&mut cursor),
            ViewKind::Items => table
                .step(&mut cursor)
                .map(|(key, value)| self.pairs.pair(key, value)),
        };
        if item.is_none() {
            drop(self.dict.take());
            return Ok(None);
        }
        self.cursor.set(cursor);
        let Some(left) = self.left.get().checked_sub(1) else {
            drop(self.dict.take());
            return Err(wording::changed_during_iteration("dictionary keys changed"));
        };
        self.left.set(left);
        Ok(item)
    }
}

impl PyIter for DictIter {
    fn type_info(&self) -> &'static TypeInfo {
        match self.kind {
            _ if self.version.is_some() => &ORDERED,
            ViewKind::Keys => &KEYS,
            ViewKind::Values => &VALUES,
            ViewKind::Items => &ITEMS,
        }
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.dict.trace(visit);
        self.pairs.trace(visit);
    }

    fn let_go(&self) {
        self.pairs.let_go();
    }

    fn keeps_items(&self) -> bool {
        matches!(self.kind, ViewKind::Items)
    }

    fn next(&self, _: &mut Interp) -> Result<Option<Value>> {
        let Some(dict) = self.dict.borrow().clone() else {
            return Ok(None);
        };
        self.advance(&dict)
    }

    fn length_hint(&self) -> Option<usize> {
        let dict = self.dict.borrow();
        let same = dict
            .as_ref()
            .is_some_and(|dict| dict.len() == self.size.get());
        Some(if same { self.left.get() } else { 0 })
    }

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        let Some(dict) = self.dict.borrow().clone() else {
            return Ok(());
        };
        while let Some(item) = self.advance(&dict)? {
            interp.pull()?;
            if sink(interp, item).is_break() {
                break;
            }
        }
        Ok(())
    }
}

/// `reversed(d)`, `reversed(d.values())`, `reversed(d.items())`
struct DictReverse {
    dict: RefCell<Option<Rc<Dict>>>,
    kind: ViewKind,
    cursor: Cell<usize>,
    size: Cell<usize>,
    left: Cell<usize>,
    version: Option<u64>,
}

fn dict_reverse(dict: &Rc<Dict>, kind: ViewKind) -> Rc<Iter> {
    Iter::new(DictReverse {
        dict: RefCell::new(Some(Rc::clone(dict))),
        kind,
        cursor: Cell::new(dict.table.end()),
        size: Cell::new(dict.len()),
        left: Cell::new(dict.len()),
        version: ordered_version(dict),
    })
}

impl PyIter for DictReverse {
    fn type_info(&self) -> &'static TypeInfo {
        match self.kind {
            _ if self.version.is_some() => &ORDERED,
            ViewKind::Keys => &REVERSE_KEYS,
            ViewKind::Values => &REVERSE_VALUES,
            ViewKind::Items => &REVERSE_ITEMS,
        }
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.dict.trace(visit);
    }

    fn next(&self, _: &mut Interp) -> Result<Option<Value>> {
        let Some(dict) = self.dict.borrow().clone() else {
            return Ok(None);
        };
        check_ordered(&dict, self.version, &self.dict)?;
        if dict.len() != self.size.get() {
            return Err(size_changed(&self.size, "dictionary"));
        }
        let mut cursor = self.cursor.get();
        let Some((key, value)) = dict.table.step_back(&mut cursor) else {
            drop(self.dict.take());
            return Ok(None);
        };
        self.cursor.set(cursor);
        self.left.set(self.left.get().saturating_sub(1));
        Ok(Some(match self.kind {
            ViewKind::Keys => key,
            ViewKind::Values => value,
            ViewKind::Items => Value::pair(key, value),
        }))
    }

    fn length_hint(&self) -> Option<usize> {
        let dict = self.dict.borrow();
        let same = dict
            .as_ref()
            .is_some_and(|dict| dict.len() == self.size.get());
        Some(if same { self.left.get() } else { 0 })
    }
}

/// `iter(s)`
struct SetIter {
    set: RefCell<Option<Rc<Set>>>,
    cursor: Cell<usize>,
    size: Cell<usize>,
    left: Cell<usize>,
}

impl SetIter {
    fn advance(&self, set: &Set) -> Result<Option<Value>> {
        if set.len() != self.size.get() {
            return Err(size_changed(&self.size, "Set"));
        }
        let mut cursor = self.cursor.get();
        let item = set.table.step_key(&mut cursor);
        if item.is_none() {
            drop(self.set.take());
        }
        self.cursor.set(cursor);
        self.left.set(self.left.get().saturating_sub(1));
        Ok(item)
    }
}

impl PyIter for SetIter {
    fn type_info(&self) -> &'static TypeInfo {
        &SET
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.set.trace(visit);
    }

    fn next(&self, _: &mut Interp) -> Result<Option<Value>> {
        let Some(set) = self.set.borrow().clone() else {
            return Ok(None);
        };
        self.advance(&set)
    }

    fn length_hint(&self) -> Option<usize> {
        let set = self.set.borrow();
        let same = set.as_ref().is_some_and(|set| set.len() == self.size.get());
        Some(if same { self.left.get() } else { 0 })
    }

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        let Some(set) = self.set.borrow().clone() else {
            return Ok(());
        };
        while let Some(item) = self.advance(&set)? {
            interp.pull()?;
            if sink(interp, item).is_break() {
                break;
            }
        }
        Ok(())
    }
}
