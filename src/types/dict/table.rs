//! The hash table under `dict` and `set`: insertion order, and equality that may fail or run user code.
//!
//! As in CPython, entries lie in a vector in the order of insertion, a removed one leaves a gap, and a table of
//! hashes points into the vector. A small table has no such table: comparing a handful of hashes is faster. Keys
//! that are equal by their bits alone are compared where they lie; for others the table is let go of first, and
//! searched again when the comparison changed it.

use std::cell::{Cell, RefCell};

use hashbrown::HashTable;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::memory::{self, Charge};
use crate::runtime::ops::{compare, hash};
use crate::runtime::value::Value;

/// How many entries are searched one by one before there is an index.
const UNINDEXED: usize = 8;

/// Hashed keys in insertion order, each with a `V`.
pub struct Table<V> {
    inner: RefCell<Inner<V>>,
    charge: Charge,
    /// Counts insertions and removals of keys.
    version: Cell<u64>,
}

struct Inner<V> {
    /// The entries and the gaps between them.
    slots: Vec<Slot<V>>,
    /// Positions by hash, once there are many.
    index: HashTable<usize>,
    /// How many entries there are.
    live: usize,
    /// No entry lies before this position.
    first: usize,
    /// How many slots there may be before gaps are closed and room is made.
    usable: usize,
}

/// An entry, or the gap that a removed one left.
struct Slot<V> {
    hash: i64,
    entry: Option<(Value, V)>,
}

/// What a search found without running code.
enum Search {
    /// An equal key at that position.
    At(usize),
    /// No equal key.
    Nowhere,
    /// Keys of the same hash whose equality is still to be asked.
    Ask((usize, Value), Vec<(usize, Value)>),
}

impl<V: Clone> Table<V> {
    /// An empty table.
    #[must_use]
    pub fn new() -> Self {
        Table {
            inner: RefCell::new(Inner::new()),
            charge: Charge::of(size_of::<Self>()),
            version: Cell::new(0),
        }
    }

    /// How many keys.
    #[must_use]
    #[inline]
    pub fn len(&self) -> usize {
        self.inner.borrow().live
    }

    /// Whether there is no key.
    #[must_use]
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where the key is.
    ///
    /// # Errors
    /// `TypeError` when it is unhashable; what comparing raises.
    #[inline]
    pub fn find(&self, interp: &mut Interp, key: &Value) -> Result<Option<usize>> {
        let hash = hash::hash(interp, key)?;
        self.find_hashed(interp, hash, key)
    }

    /// Where the key of that hash is.
    ///
    /// # Errors
    /// What comparing raises.
    #[inline]
    pub fn find_hashed(
        &self,
        interp: &mut Interp,
        hash: i64,
        key: &Value,
    ) -> Result<Option<usize>> {
        match self.inner.borrow().search(hash, key) {
            Search::At(position) => return Ok(Some(position)),
            Search::Nowhere => return Ok(None),
            Search::Ask(..) => {}
        }
        self.find_by_asking(interp, hash, key)
    }

    /// The search with comparisons that may run user code.
    fn find_by_asking(&self, interp: &mut Interp, hash: i64, key: &Value) -> Result<Option<usize>> {
        'again: loop {
            interp.tick()?;
            let version = self.version.get();
            let found = self.inner.borrow().search(hash, key);
            let (first, rest) = match found {
                Search::At(position) => return Ok(Some(position)),
                Search::Nowhere => return Ok(None),
                Search::Ask(first, rest) => (first, rest),
            };
            for (position, candidate) in std::iter::once(first).chain(rest) {
                let equal = compare::same_key(interp, &candidate, key)?;
                if self.version.get() != version {
                    continue 'again;
                }
                if equal {
                    return Ok(Some(position));
                }
            }
            return Ok(None);
        }
    }

    /// The value of a key.
    ///
    /// # Errors
    /// As [`Table::find`].
    #[inline]
    pub fn get(&self, interp: &mut Interp, key: &Value) -> Result<Option<V>> {
        let hash = hash::hash(interp, key)?;
        self.get_hashed(interp, hash, key)
    }

    /// The value of a key of that hash.
    ///
    /// # Errors
    /// What comparing raises.
    #[inline]
    pub fn get_hashed(&self, interp: &mut Interp, hash: i64, key: &Value) -> Result<Option<V>> {
        let found = self.find_hashed(interp, hash, key)?;
        Ok(found.and_then(|at| self.value_at(at)))
    }

    /// The value at that position.
    #[must_use]
    #[inline]
    pub fn value_at(&self, position: usize) -> Option<V> {
        let inner = self.inner.borrow();
        let slot = inner.slots.get(position)?;
        slot.entry.as_ref().map(|(_, value)| value.clone())
    }

    /// The next entry at or after `cursor`, which moves past it.
    #[must_use]
    #[inline]
    pub fn step(&self, cursor: &mut usize) -> Option<(Value, V)> {
        let inner = self.inner.borrow();
        inner
            .next(cursor)
            .map(|(key, value)| (key.clone(), value.clone()))
    }

    /// The next key at or after `cursor`, which moves past it.
    #[must_use]
    #[inline]
    pub fn step_key(&self, cursor: &mut usize) -> Option<Value> {
        self.inner.borrow().next(cursor).map(|(key, _)| key.clone())
    }

    /// The next value at or after `cursor`, which moves past it.
    #[must_use]
    #[inline]
    pub fn step_value(&self, cursor: &mut usize) -> Option<V> {
        let inner = self.inner.borrow();
        inner.next(cursor).map(|(_, value)| value.clone())
    }

    /// The next key at or after `cursor` with its hash.
    #[must_use]
    #[inline]
    pub fn step_hashed(&self, cursor: &mut usize) -> Option<(i64, Value, V)> {
        let inner = self.inner.borrow();
        let (key, value) = inner.next(cursor)?;
        let hash = inner.slots.get(*cursor - 1)?.hash;
        Some((hash, key.clone(), value.clone()))
    }

    /// The last entry before `cursor`, which moves onto it.
    #[must_use]
    pub fn step_back(&self, cursor: &mut usize) -> Option<(Value, V)> {
        let inner = self.inner.borrow();
        let mut at = (*cursor).min(inner.slots.len());
        while at > 0 {
            at -= 1;
            if let Some((key, value)) = inner.slots.get(at).and_then(|slot| slot.entry.as_ref()) {
                *cursor = at;
                return Some((key.clone(), value.clone()));
            }
        }
        *cursor = 0;
        None
    }

    /// The position past the last entry: where walking backwards begins.
    #[must_use]
    pub fn end(&self) -> usize {
        self.inner.borrow().slots.len()
    }

    /// Sets the value of a key; an equal key that is there already stays. Returns the value before.
    ///
    /// # Errors
    /// As [`Table::find`], or a halt when the memory is spent.
    #[inline]
    pub fn insert(&self, interp: &mut Interp, key: Value, value: V) -> Result<Option<V>> {
        let hash = hash::hash(interp, &key)?;
        self.insert_hashed(interp, hash, key, value)
    }

    /// Sets the value of a key of that hash.
    ///
    /// # Errors
    /// What comparing raises, or a halt when the memory is spent.
    pub fn insert_hashed(
        &self,
        interp: &mut Interp,
        hash: i64,
        key: Value,
        value: V,
    ) -> Result<Option<V>> {
        match self.find_hashed(interp, hash, &key)? {
            Some(at) => Ok(self.replace_at(at, value)),
            None => {
                self.push(interp, hash, key, value)?;
                Ok(None)
            }
        }
    }

    /// Puts another value at a position; returns the one before.
    pub fn replace_at(&self, position: usize, value: V) -> Option<V> {
        let mut inner = self.inner.borrow_mut();
        let slot = inner.slots.get_mut(position)?;
        let (_, old) = slot.entry.as_mut()?;
        Some(std::mem::replace(old, value))
    }

    /// Appends a key that is surely not there yet.
    ///
    /// # Errors
    /// A halt when the memory is spent.
    pub fn push(&self, interp: &mut Interp, hash: i64, key: Value, value: V) -> Result<()> {
        let full = {
            let inner = self.inner.borrow();
            (inner.slots.len() >= inner.usable).then_some(inner.live)
        };
        if let Some(live) = full {
            self.make_room(interp, usable_for(live.saturating_mul(3)))?;
        }
        self.version.set(self.version.get() + 1);
        self.inner.borrow_mut().push(hash, key, value);
        Ok(())
    }

    /// Closes the gaps and makes room for `usable` entries in all.
    fn make_room(&self, interp: &mut Interp, usable: usize) -> Result<()> {
        let capacity = self.inner.borrow().slots.capacity();
        if usable > capacity {
            interp.reserve(usable.saturating_mul(Self::ENTRY))?;
        }
        let mut inner = self.inner.borrow_mut();
        inner.rebuild(usable);
        self.recharge(&inner);
        Ok(())
    }

    /// Makes room for `count` more entries, before they are inserted.
    ///
    /// # Errors
    /// A halt when the memory is spent.
    pub fn reserve(&self, interp: &mut Interp, count: usize) -> Result<()> {
        let (live, room) = {
            let inner = self.inner.borrow();
            (inner.live, inner.usable - inner.slots.len())
        };
        if count <= room {
            return Ok(());
        }
        let wanted = live.saturating_add(count);
        self.make_room(interp, usable_for(wanted.saturating_mul(3) / 2 + 1))
    }

    /// Removes a key.
    ///
    /// # Errors
    /// As [`Table::find`].
    pub fn remove(&self, interp: &mut Interp, key: &Value) -> Result<Option<(Value, V)>> {
        let hash = hash::hash(interp, key)?;
        self.remove_hashed(interp, hash, key)
    }

    /// Removes a key of that hash.
    ///
    /// # Errors
    /// What comparing raises.
    pub fn remove_hashed(
        &self,
        interp: &mut Interp,
        hash: i64,
        key: &Value,
    ) -> Result<Option<(Value, V)>> {
        let found = self.find_hashed(interp, hash, key)?;
        Ok(found.and_then(|at| self.remove_at(at)))
    }

    /// Removes the entry at that position.
    pub fn remove_at(&self, position: usize) -> Option<(Value, V)> {
        let removed = self.inner.borrow_mut().remove_at(position);
        if removed.is_some() {
            self.version.set(self.version.get() + 1);
        }
        removed
    }

    /// Removes the last entry.
    pub fn pop_last(&self) -> Option<(Value, V)> {
        let mut end = self.end();
        self.step_back(&mut end)?;
        let removed = self.remove_at(end);
        let mut inner = self.inner.borrow_mut();
        inner.slots.truncate(end);
        inner.first = inner.first.min(end);
        removed
    }

    /// Removes the first entry.
    pub fn pop_first(&self) -> Option<(Value, V)> {
        let mut cursor = 0;
        self.step_key(&mut cursor)?;
        let removed = self.remove_at(cursor - 1);
        self.inner.borrow_mut().first = cursor;
        removed
    }

    /// Moves the entry at that position behind all others, or before them.
    ///
    /// # Errors
    /// A halt when the steps or the memory are spent.
    pub fn move_to_end(&self, interp: &mut Interp, position: usize, last: bool) -> Result<()> {
        let hash = self
            .inner
            .borrow()
            .slots
            .get(position)
            .map(|slot| slot.hash);
        let Some((hash, (key, value))) = hash.zip(self.remove_at(position)) else {
            return Ok(());
        };
        self.push(interp, hash, key, value)?;
        if !last {
            interp.charge(self.len())?;
            let mut inner = self.inner.borrow_mut();
            inner.slots.rotate_right(1);
            let usable = inner.usable;
            inner.rebuild(usable);
        }
        Ok(())
    }

    /// Removes every entry.
    pub fn clear(&self) {
        self.version.set(self.version.get() + 1);
        let old = self.inner.replace(Inner::new());
        self.charge.set(size_of::<Self>());
        memory::dispose(old.into_keys().collect());
    }

    /// Takes over the entries of another table in place of its own.
    pub fn assign(&self, mut other: Table<V>) {
        let inner = std::mem::replace(other.inner.get_mut(), Inner::new());
        self.recharge(&inner);
        self.version.set(self.version.get() + 1);
        let old = self.inner.replace(inner);
        memory::dispose(old.into_keys().collect());
    }

    /// A copy, priced before it is made.
    ///
    /// # Errors
    /// A halt when the memory is spent.
    pub fn copy(&self, interp: &mut Interp) -> Result<Self> {
        interp.reserve(self.len().saturating_mul(Self::ENTRY))?;
        Ok(self.clone())
    }

    fn recharge(&self, inner: &Inner<V>) {
        self.charge.set(size_of::<Self>() + inner.bytes());
    }

    /// Bytes of one entry: key, value, hash and index.
    const ENTRY: usize = size_of::<Slot<V>>() + INDEX_ENTRY;

    /// Gives up everything, for a drop at a bounded depth.
    pub fn take(&mut self) -> impl Iterator<Item = (Value, V)> + use<V> {
        let inner = std::mem::replace(self.inner.get_mut(), Inner::new());
        inner.slots.into_iter().filter_map(|slot| slot.entry)
    }

    /// Whether any key or value could own others in turn, so that dropping wants care.
    pub fn any(&self, mut holds: impl FnMut(&Value, &V) -> bool) -> bool {
        let inner = self.inner.borrow();
        let mut entries = inner.slots.iter().filter_map(|slot| slot.entry.as_ref());
        entries.any(|(key, value)| holds(key, value))
    }
}

/// Bytes of one entry of the index.
const INDEX_ENTRY: usize = size_of::<usize>() + 1;

/// How many entries a table gets that CPython would give room for `size` hashes: two thirds of a power of two.
fn usable_for(size: usize) -> usize {
    size.max(8)
        .checked_next_power_of_two()
        .map_or(usize::MAX / 64, |size| size / 3 * 2 + size % 3 * 2 / 3)
}

impl<V: Clone> Inner<V> {
    const fn new() -> Self {
        Inner {
            slots: Vec::new(),
            index: HashTable::new(),
            live: 0,
            first: 0,
            usable: 0,
        }
    }

    fn bytes(&self) -> usize {
        self.slots.capacity() * size_of::<Slot<V>>() + self.index.capacity() * INDEX_ENTRY
    }

    #[inline]
    fn search(&self, hash: i64, key: &Value) -> Search {
        let mut ask: Option<((usize, Value), Vec<(usize, Value)>)> = None;
        let mut same = |position: usize, slot: &Slot<V>| {
            let Some((candidate, _)) = slot.entry.as_ref().filter(|_| slot.hash == hash) else {
                return false;
            };
            match compare::settled(candidate, key) {
                Some(equal) => equal,
                None => {
                    let candidate = (position, candidate.clone());
                    match &mut ask {
                        Some((_, rest)) => rest.push(candidate),
                        None => ask = Some((candidate, Vec::new())),
                    }
                    false
                }
            }
        };
        let found = if self.slots.len() <= UNINDEXED {
            let mut slots = self.slots.iter().enumerate();
            slots.position(|(position, slot)| same(position, slot))
        } else {
            self.index
                .find(spread(hash), |position| {
                    self.slots
                        .get(*position)
                        .is_some_and(|slot| same(*position, slot))
                })
                .copied()
        };
        match (found, ask) {
            (Some(position), _) => Search::At(position),
            (None, Some((first, rest))) => Search::Ask(first, rest),
            (None, None) => Search::Nowhere,
        }
    }

    #[inline]
    fn next(&self, cursor: &mut usize) -> Option<&(Value, V)> {
        let mut at = (*cursor).max(self.first);
        loop {
            let slot = self.slots.get(at)?;
            at += 1;
            if let Some(entry) = &slot.entry {
                *cursor = at;
                return Some(entry);
            }
        }
    }

    fn push(&mut self, hash: i64, key: Value, value: V) {
        let position = self.slots.len();
        self.slots.push(Slot {
            hash,
            entry: Some((key, value)),
        });
        self.live += 1;
        if position == UNINDEXED {
            self.reindex();
        } else if position > UNINDEXED {
            let slots = &self.slots;
            self.index
                .insert_unique(spread(hash), position, |position| {
                    slots.get(*position).map_or(0, |slot| spread(slot.hash))
                });
        }
    }

    fn remove_at(&mut self, position: usize) -> Option<(Value, V)> {
        let slot = self.slots.get_mut(position)?;
        let removed = slot.entry.take()?;
        let hash = slot.hash;
        self.live -= 1;
        if position == self.first {
            self.first += 1;
        }
        if self.slots.len() > UNINDEXED
            && let Ok(entry) = self.index.find_entry(spread(hash), |at| *at == position)
        {
            entry.remove();
        }
        Some(removed)
    }

    /// Closes the gaps and makes room for `usable` entries in all.
    fn rebuild(&mut self, usable: usize) {
        self.slots.retain(|slot| slot.entry.is_some());
        self.first = 0;
        self.usable = usable.max(self.slots.len());
        self.slots.reserve_exact(self.usable - self.slots.len());
        self.index.clear();
        if self.usable > UNINDEXED {
            self.reindex();
        }
    }

    fn reindex(&mut self) {
        self.index.clear();
        let slots = &self.slots;
        let rehash = |position: &usize| slots.get(*position).map_or(0, |slot| spread(slot.hash));
        self.index.reserve(self.usable, rehash);
        for (position, slot) in slots.iter().enumerate() {
            if slot.entry.is_some() {
                self.index
                    .insert_unique(spread(slot.hash), position, rehash);
            }
        }
    }

    fn into_keys(self) -> impl Iterator<Item = Value> {
        let entries = self.slots.into_iter().filter_map(|slot| slot.entry);
        entries.map(|(key, _)| key)
    }
}

impl<V: Clone> Default for Table<V> {
    fn default() -> Self {
        Table::new()
    }
}

impl<V: Clone> Clone for Table<V> {
    fn clone(&self) -> Self {
        let from = self.inner.borrow();
        let mut inner = Inner::new();
        inner.slots.reserve_exact(from.live);
        for slot in &from.slots {
            if let Some(entry) = &slot.entry {
                inner.slots.push(Slot {
                    hash: slot.hash,
                    entry: Some(entry.clone()),
                });
            }
        }
        inner.live = inner.slots.len();
        inner.usable = inner.live;
        if inner.live > UNINDEXED {
            inner.reindex();
        }
        let charge = Charge::of(size_of::<Self>() + inner.bytes());
        Table {
            inner: RefCell::new(inner),
            charge,
            version: Cell::new(0),
        }
    }
}

/// Python's hashes of small integers are the integers: the table wants their bits spread.
#[inline]
fn spread(hash: i64) -> u64 {
    let mixed = hash.cast_unsigned().wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^ (mixed >> 32)
}
