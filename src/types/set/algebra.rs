//! Union, intersection, difference: of sets with sets, and with anything iterable.
//!
//! Sets and dicts bring the hashes of their keys along, so nothing is hashed twice.

use std::ops::ControlFlow;

use super::{Set, of};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::ops::hash;
use crate::runtime::value::Value;
use crate::types::dict::Table;

/// Runs `body` for each item of an iterable with its hash, until it breaks.
///
/// # Errors
/// What iterating, hashing or `body` raises.
fn each_key(
    interp: &mut Interp,
    iterable: &Value,
    mut body: impl FnMut(&mut Interp, i64, Value) -> Result<ControlFlow<()>>,
) -> Result<()> {
    match iterable {
        Value::Set(set) | Value::FrozenSet(set) => each_of(interp, &set.table, body),
        Value::Dict(dict) => each_of(interp, &dict.table, body),
        _ => iter::walk(interp, iterable, |interp, item| {
            let hash = hash::hash(interp, &item)?;
            body(interp, hash, item)
        }),
    }
}

fn each_of<V: Clone>(
    interp: &mut Interp,
    table: &Table<V>,
    mut body: impl FnMut(&mut Interp, i64, Value) -> Result<ControlFlow<()>>,
) -> Result<()> {
    let mut cursor = 0;
    while let Some((hash, key, _)) = table.step_hashed(&mut cursor) {
        interp.tick()?;
        if body(interp, hash, key)?.is_break() {
            break;
        }
    }
    Ok(())
}

/// How many keys a set or dict has.
fn known_size(value: &Value) -> Option<usize> {
    match value {
        Value::Dict(dict) => Some(dict.len()),
        _ => of(value).map(|set| set.len()),
    }
}

/// Whether a set or dict has that key; `None` for any other value.
fn lookup(interp: &mut Interp, value: &Value, hash: i64, key: &Value) -> Option<Result<bool>> {
    let found = match value {
        Value::Set(set) | Value::FrozenSet(set) => set.table.find_hashed(interp, hash, key),
        Value::Dict(dict) => dict.table.find_hashed(interp, hash, key),
        _ => return None,
    };
    Some(found.map(|found| found.is_some()))
}

impl Set {
    fn is_table_of(&self, value: &Value) -> bool {
        of(value).is_some_and(|set| std::ptr::eq(&**set, self))
    }

    /// `s.update(iterable)`
    ///
    /// # Errors
    /// What iterating and hashing raise.
    pub fn update(&self, interp: &mut Interp, iterable: &Value) -> Result<()> {
        if self.is_table_of(iterable) {
            return Ok(());
        }
        if let Some(count) = known_size(iterable).filter(|_| self.is_empty()) {
            self.table.reserve(interp, count)?;
        }
        each_key(interp, iterable, |interp, hash, item| {
            self.table.insert_hashed(interp, hash, item, ())?;
            Ok(ControlFlow::Continue(()))
        })
    }

    /// `s | iterable`
    pub(super) fn union(&self, interp: &mut Interp, iterable: &Value) -> Result<Set> {
        let result = self.copy(interp)?;
        result.update(interp, iterable)?;
        Ok(result)
    }

    pub(super) fn copy(&self, interp: &mut Interp) -> Result<Set> {
        self.table.copy(interp).map(Set::of_table)
    }

    /// `s & iterable`: the items of the smaller of two sets, as CPython takes them.
    pub(crate) fn intersection(&self, interp: &mut Interp, iterable: &Value) -> Result<Set> {
        if self.is_table_of(iterable) {
            return self.copy(interp);
        }
        let result = Set::new();
        if let Some(other) = of(iterable).filter(|other| other.len() > self.len()) {
            each_of(interp, &self.table, |interp, hash, item| {
                if other.table.find_hashed(interp, hash, &item)?.is_some() {
                    result.table.insert_hashed(interp, hash, item, ())?;
                }
                Ok(ControlFlow::Continue(()))
            })?;
            return Ok(result);
        }
        each_key(interp, iterable, |interp, hash, item| {
            if self.table.find_hashed(interp, hash, &item)?.is_some() {
                result.table.insert_hashed(interp, hash, item, ())?;
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(result)
    }

    /// `s - iterable`
    pub(super) fn difference(&self, interp: &mut Interp, iterable: &Value) -> Result<Set> {
        if known_size(iterable).is_none() {
            let result = self.copy(interp)?;
            result.difference_update(interp, iterable)?;
            return Ok(result);
        }
        let result = Set::new();
        each_of(interp, &self.table, |interp, hash, item| {
            let found = lookup(interp, iterable, hash, &item).unwrap_or(Ok(false))?;
            if !found {
                result.table.push(interp, hash, item, ())?;
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(result)
    }

    /// `s.difference_update(iterable)`
    pub(crate) fn difference_update(&self, interp: &mut Interp, iterable: &Value) -> Result<()> {
        if self.is_table_of(iterable) {
            self.table.clear();
            return Ok(());
        }
        each_key(interp, iterable, |interp, hash, item| {
            self.table.remove_hashed(interp, hash, &item)?;
            Ok(ControlFlow::Continue(()))
        })
    }

    /// `s ^ iterable`
    pub(super) fn symmetric_difference(
        &self,
        interp: &mut Interp,
        iterable: &Value,
    ) -> Result<Set> {
        let result = self.copy(interp)?;
        if self.is_table_of(iterable) {
            result.table.clear();
        } else {
            result.symmetric_difference_update(interp, iterable)?;
        }
        Ok(result)
    }

    /// `s.symmetric_difference_update(iterable)`; an item that comes twice counts once.
    pub(crate) fn symmetric_difference_update(
        &self,
        interp: &mut Interp,
        iterable: &Value,
    ) -> Result<()> {
        if self.is_table_of(iterable) {
            self.table.clear();
            return Ok(());
        }
        let distinct;
        let source = if known_size(iterable).is_some() {
            iterable
        } else {
            distinct = Value::Set(std::rc::Rc::new(Set::collect(interp, iterable)?));
            &distinct
        };
        each_key(interp, source, |interp, hash, item| {
            if self.table.remove_hashed(interp, hash, &item)?.is_none() {
                self.table.push(interp, hash, item, ())?;
            }
            Ok(ControlFlow::Continue(()))
        })
    }

    /// Whether every item is in `other`.
    pub(super) fn is_subset(&self, interp: &mut Interp, other: &Set) -> Result<bool> {
        if self.len() > other.len() {
            return Ok(false);
        }
        let mut all = true;
        each_of(interp, &self.table, |interp, hash, item| {
            all = other.table.find_hashed(interp, hash, &item)?.is_some();
            Ok(if all {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            })
        })?;
        Ok(all)
    }

    /// `s.issubset(iterable)`
    pub(super) fn is_subset_of(&self, interp: &mut Interp, iterable: &Value) -> Result<bool> {
        match of(iterable) {
            Some(other) => self.is_subset(interp, other),
            None => Ok(self.intersection(interp, iterable)?.len() == self.len()),
        }
    }

    /// `s.issuperset(iterable)`
    pub(super) fn is_superset_of(&self, interp: &mut Interp, iterable: &Value) -> Result<bool> {
        if let Some(other) = of(iterable) {
            return other.is_subset(interp, self);
        }
        self.search(interp, iterable, false).map(|found| !found)
    }

    /// `s.isdisjoint(iterable)`
    pub(super) fn is_disjoint(&self, interp: &mut Interp, iterable: &Value) -> Result<bool> {
        if self.is_table_of(iterable) {
            return Ok(self.is_empty());
        }
        if let Some(other) = of(iterable).filter(|other| other.len() > self.len()) {
            let mut common = false;
            each_of(interp, &self.table, |interp, hash, item| {
                common = other.table.find_hashed(interp, hash, &item)?.is_some();
                Ok(stop_if(common))
            })?;
            return Ok(!common);
        }
        self.search(interp, iterable, true).map(|found| !found)
    }

    /// Whether some item of the iterable is in the set, or is not, as `wanted` says.
    fn search(&self, interp: &mut Interp, iterable: &Value, wanted: bool) -> Result<bool> {
        let mut found = false;
        each_key(interp, iterable, |interp, hash, item| {
            found = self.table.find_hashed(interp, hash, &item)?.is_some() == wanted;
            Ok(stop_if(found))
        })?;
        Ok(found)
    }
}

fn stop_if(stop: bool) -> ControlFlow<()> {
    if stop {
        ControlFlow::Break(())
    } else {
        ControlFlow::Continue(())
    }
}
