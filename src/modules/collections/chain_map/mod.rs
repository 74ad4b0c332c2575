//! `ChainMap`: several mappings seen as one; the first that has a key answers, and the first of all is changed.
//!
//! Python's manual: <https://docs.python.org/3.13/library/collections.html#collections.ChainMap>.

mod methods;
mod view;

use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::exception::ExcKind;
use crate::runtime::heap;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{self, Iter};
use crate::runtime::object::Object;
use crate::runtime::ops::attr::find_attr;
use crate::runtime::ops::{compare, contains, index, repr, truth};
use crate::runtime::table::{Getter, TypeInfo};
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::{BinaryOp, CompareOp};
use crate::types::dict::{self, Dict};
use crate::types::list::List;

/// The type itself.
pub static TYPE: TypeInfo = TypeInfo {
    name: "ChainMap",
    module: "collections",
    doc: "Several mappings seen as one.",
    base: None,
    new: Some(&methods::NEW),
    methods: methods::METHODS,
    class_methods: methods::CLASS_METHODS,
    getters: &[
        Getter {
            name: "maps",
            doc: "The mappings, a list that may be changed.",
            get: |_, this| Ok(Value::List(Rc::clone(&of(this)?.maps))),
        },
        Getter {
            name: "parents",
            doc: "All mappings but the first.",
            get: |interp, this| {
                let maps = of(this)?.maps.to_vec();
                make(interp, maps.into_iter().skip(1).collect())
            },
        },
    ],
};

/// The payload.
pub(super) struct ChainMap {
    maps: Rc<List>,
}

fn of(value: &Value) -> Result<&ChainMap> {
    value
        .downcast()
        .ok_or_else(|| wording::expected("ChainMap", value))
}

/// A chain of those mappings; of an empty dict if there are none.
fn make(interp: &mut Interp, mut maps: Vec<Value>) -> Result<Value> {
    if maps.is_empty() {
        maps.push(Value::Dict(Rc::new(Dict::new())));
    }
    interp.reserve_items(maps.len())?;
    Ok(Value::object(ChainMap {
        maps: Rc::new(List::new(maps)),
    }))
}

impl ChainMap {
    /// The mapping that is changed.
    fn first(&self) -> Result<Value> {
        self.maps
            .get(0)
            .ok_or_else(|| wording::index_error("list index out of range"))
    }

    /// The value of a key, from the first mapping that has it.
    fn get(&self, interp: &mut Interp, key: &Value) -> Result<Value> {
        let mut position = 0;
        while let Some(map) = self.maps.get(position) {
            interp.tick()?;
            match index::get_item(interp, &map, key) {
                Err(error) if error.is(ExcKind::KeyError) => position += 1,
                other => return other,
            }
        }
        Err(wording::key_error(key))
    }

    fn has(&self, interp: &mut Interp, key: &Value) -> Result<bool> {
        let mut position = 0;
        while let Some(map) = self.maps.get(position) {
            interp.tick()?;
            if contains::contains(interp, &map, key)? {
                return Ok(true);
            }
            position += 1;
        }
        Ok(false)
    }

    /// Every key once: those of the last mapping first, as CPython has it.
    fn keys(&self, interp: &mut Interp) -> Result<Rc<Dict>> {
        let keys = Dict::new();
        for map in self.maps.to_vec().iter().rev() {
            iter::for_each(interp, map, |interp, key| {
                keys.insert(interp, key, Value::None)
            })?;
        }
        Ok(Rc::new(keys))
    }

    /// The chain as one dict.
    fn flat(&self, interp: &mut Interp) -> Result<Dict> {
        let keys = self.keys(interp)?;
        let flat = Dict::new();
        let mut cursor = 0;
        while let Some(key) = keys.table.step_key(&mut cursor) {
            let value = self.get(interp, &key)?;
            flat.insert(interp, key, value)?;
        }
        Ok(flat)
    }
}

/// The entries of any mapping as a dict; `None` for a value that is none.
fn flattened(interp: &mut Interp, value: &Value) -> Result<Option<Dict>> {
    if !matches!(value, Value::Dict(_)) && find_attr(interp, value, "keys")?.is_none() {
        return Ok(None);
    }
    let flat = Dict::new();
    Ok(dict::try_merge_mapping(interp, &flat, value)?.then_some(flat))
}

impl Object for ChainMap {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn repr(&self, interp: &mut Interp, this: &Value) -> Result<String> {
        let mut out = String::new();
        repr::guarded(interp, this, &mut out, "...", |interp, out| {
            out.push_str("ChainMap(");
            for position in 0.. {
                let Some(map) = self.maps.get(position) else {
                    break;
                };
                repr::write_item(interp, &map, position, out)?;
            }
            out.push(')');
            Ok(())
        })?;
        Ok(out)
    }

    fn truth(&self, interp: &mut Interp) -> Result<bool> {
        for map in self.maps.to_vec() {
            if truth::truth(interp, &map)? {
                return Ok(true);
            }
        }
        Ok(false)
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
        if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
            return Ok(None);
        }
        let Some(other) = flattened(interp, other)? else {
            return Ok(None);
        };
        let flat = self.flat(interp)?;
        let (a, b) = (Value::Dict(Rc::new(flat)), Value::Dict(Rc::new(other)));
        compare::compare(interp, op, &a, &b).map(Some)
    }

    fn binary(
        &self,
        interp: &mut Interp,
        op: BinaryOp,
        this: &Value,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        if op != BinaryOp::Or {
            return Ok(None);
        }
        let Some(entries) = flattened(interp, other)? else {
            return Ok(None);
        };
        if reflected {
            for map in self.maps.to_vec().iter().rev() {
                dict::merge_mapping(interp, &entries, map)?;
            }
            return make(interp, vec![Value::Dict(Rc::new(entries))]).map(Some);
        }
        let copy = interp.call_method(this, "copy", &[])?;
        let first = of(&copy)?.first()?;
        interp.call_method(&first, "update", &[Value::Dict(Rc::new(entries))])?;
        Ok(Some(copy))
    }

    fn len(&self, interp: &mut Interp) -> Option<Result<usize>> {
        Some(self.keys(interp).map(|keys| keys.len()))
    }

    fn iter(&self, interp: &mut Interp, _: &Value) -> Option<Result<Rc<Iter>>> {
        let keys = self.keys(interp);
        Some(keys.and_then(|keys| iter::open(interp, &Value::Dict(keys))))
    }

    fn contains(&self, interp: &mut Interp, item: &Value) -> Option<Result<bool>> {
        Some(self.has(interp, item))
    }

    fn get_item(&self, interp: &mut Interp, key: &Value) -> Option<Result<Value>> {
        Some(self.get(interp, key))
    }

    fn set_item(&self, interp: &mut Interp, key: &Value, value: Value) -> Option<Result<()>> {
        let first = self.first();
        Some(first.and_then(|first| {
            heap::note(interp, &first, &value)?;
            index::set_item(interp, &first, key, value)
        }))
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.maps.trace(visit);
    }
}
