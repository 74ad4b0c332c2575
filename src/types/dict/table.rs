//! The hash table under `dict` and `set`: insertion order, and equality that may fail.
//!
//! Python's `==` can raise, so keys are found by hash and a comparison of our own instead of Rust's `Eq`. The table is
//! borrowed while keys are compared; only objects of the host could run code then, and changes are refused meanwhile.

use std::cell::{Cell, Ref, RefCell};
use std::hash::{BuildHasherDefault, DefaultHasher};

use indexmap::IndexMap;
use indexmap::map::raw_entry_v1::{RawEntryApiV1, RawEntryMut};

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::memory::{self, Charge};
use crate::runtime::ops::{compare, hash};
use crate::runtime::value::Value;
use crate::runtime::wording;

type Map<V> = IndexMap<Value, V, BuildHasherDefault<DefaultHasher>>;

/// Hashed keys in insertion order, each with a `V`.
pub struct Table<V> {
    map: RefCell<Map<V>>,
    charge: Charge,
    /// Counts insertions and removals of keys, so that iterators notice.
    version: Cell<u64>,
}

impl<V: Clone> Table<V> {
    /// An empty table.
    #[must_use]
    pub fn new() -> Self {
        Table {
            map: RefCell::new(Map::default()),
            charge: Charge::of(size_of::<Self>()),
            version: Cell::new(0),
        }
    }

    /// How many keys.
    #[must_use]
    pub fn len(&self) -> usize {
        self.map.borrow().len()
    }

    /// How often the keys changed so far.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version.get()
    }

    /// Where the key is.
    ///
    /// # Errors
    /// `TypeError` when it is unhashable; what comparing raises.
    pub fn find(&self, interp: &mut Interp, key: &Value) -> Result<Option<usize>> {
        let hash = hash::hash(interp, key)?;
        self.find_hashed(interp, hash, key)
    }

    fn find_hashed(&self, interp: &mut Interp, hash: i64, key: &Value) -> Result<Option<usize>> {
        let map = self.map.borrow();
        let mut failed = None;
        let found = map
            .raw_entry_v1()
            .index_from_hash(spread(hash), |candidate| {
                compare::same_key(interp, candidate, key).unwrap_or_else(|error| {
                    failed.get_or_insert(error);
                    false
                })
            });
        failed.map_or(Ok(found), Err)
    }

    /// The value of a key.
    ///
    /// # Errors
    /// As [`Table::find`].
    pub fn get(&self, interp: &mut Interp, key: &Value) -> Result<Option<V>> {
        let found = self.find(interp, key)?;
        Ok(found.and_then(|at| self.entry(at)).map(|(_, value)| value))
    }

    /// The entry at that position.
    #[must_use]
    pub fn entry(&self, position: usize) -> Option<(Value, V)> {
        self.map
            .borrow()
            .get_index(position)
            .map(|(key, value)| (key.clone(), value.clone()))
    }

    /// The key at that position.
    #[must_use]
    pub fn key(&self, position: usize) -> Option<Value> {
        self.map
            .borrow()
            .get_index(position)
            .map(|(key, _)| key.clone())
    }

    /// Sets the value of a key; an equal key that is there already stays. Returns the value before.
    ///
    /// # Errors
    /// As [`Table::find`], or a halt when the memory is spent.
    pub fn insert(&self, interp: &mut Interp, key: Value, value: V) -> Result<Option<V>> {
        let hash = hash::hash(interp, &key)?;
        if let Some(at) = self.find_hashed(interp, hash, &key)? {
            return self.edit(|map| {
                map.get_index_mut(at)
                    .map(|(_, slot)| std::mem::replace(slot, value))
            });
        }
        let full = {
            let map = self.map.borrow();
            if map.len() == map.capacity() {
                map.len().max(4)
            } else {
                0
            }
        };
        if full > 0 {
            interp.reserve(full * Self::ENTRY)?;
        }
        self.version.set(self.version.get() + 1);
        self.edit(|map| {
            if let RawEntryMut::Vacant(vacant) =
                map.raw_entry_mut_v1().from_hash(spread(hash), |_| false)
            {
                vacant.insert_hashed_nocheck(spread(hash), key, value);
            }
            None
        })
    }

    /// Removes a key, keeping the order of the others.
    ///
    /// # Errors
    /// As [`Table::find`].
    pub fn remove(&self, interp: &mut Interp, key: &Value) -> Result<Option<(Value, V)>> {
        match self.find(interp, key)? {
            Some(at) => {
                interp.charge((self.len() - at) / 16)?;
                self.remove_at(at)
            }
            None => Ok(None),
        }
    }

    /// Removes the entry at that position, keeping the order of the others.
    ///
    /// # Errors
    /// `RuntimeError` when the table is being read further out.
    pub fn remove_at(&self, position: usize) -> Result<Option<(Value, V)>> {
        self.version.set(self.version.get() + 1);
        self.edit(|map| map.shift_remove_index(position))
    }

    /// Removes every entry.
    ///
    /// # Errors
    /// `RuntimeError` when the table is being read further out.
    pub fn clear(&self) -> Result<()> {
        self.version.set(self.version.get() + 1);
        let old = self.edit(std::mem::take)?;
        memory::dispose(old.into_keys().collect());
        Ok(())
    }

    /// The entries, for a loop that runs no user code.
    pub fn entries(&self) -> Ref<'_, Map<V>> {
        self.map.borrow()
    }

    /// Changes the table by a function that runs no user code.
    fn edit<T>(&self, change: impl FnOnce(&mut Map<V>) -> T) -> Result<T> {
        let Ok(mut map) = self.map.try_borrow_mut() else {
            return Err(wording::changed_during_iteration("dictionary changed"));
        };
        let result = change(&mut map);
        self.charge
            .set(size_of::<Self>() + map.capacity() * Self::ENTRY);
        Ok(result)
    }

    /// Bytes of one entry: key, value, hash and index.
    const ENTRY: usize = size_of::<(Value, V)>() + 16;

    /// Gives up everything, for a drop at a bounded depth.
    pub fn take(&mut self) -> impl Iterator<Item = (Value, V)> + use<V> {
        std::mem::take(self.map.get_mut()).into_iter()
    }
}

impl<V: Clone> Default for Table<V> {
    fn default() -> Self {
        Table::new()
    }
}

impl<V: Clone> Clone for Table<V> {
    fn clone(&self) -> Self {
        let map = self.map.borrow().clone();
        let charge = Charge::of(size_of::<Self>() + map.capacity() * Self::ENTRY);
        Table {
            map: RefCell::new(map),
            charge,
            version: Cell::new(0),
        }
    }
}

/// Python's hashes of small integers are the integers: the table wants their bits spread.
fn spread(hash: i64) -> u64 {
    let mixed = hash.cast_unsigned().wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^ (mixed >> 32)
}
