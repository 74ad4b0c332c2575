//! Entries in the order of insertion and an index into them: the part of a table that runs no user code.
//!
//! As in CPython, a removed entry leaves a gap until the table is rebuilt, and room grows by its rule, so that an
//! iterator under way sees what CPython's would. A small table has no index: comparing a handful of hashes is faster.

use std::cell::Cell;
use std::rc::Rc;

use super::index::{Index, Probe};
use crate::runtime::ops::{compare, hash};
use crate::runtime::value::Value;
use crate::types::str::Str;

/// How many entries are searched one by one before there is an index.
const UNINDEXED: usize = 8;

/// The entries of a table and where to find them.
pub(super) struct Slots<V> {
    /// The entries and the gaps between them.
    pub(super) slots: Vec<Slot<V>>,
    /// Where they lie, once there are many.
    index: Index,
    /// How many entries there are.
    pub(super) live: usize,
    /// No entry lies before this position.
    pub(super) first: usize,
    /// How many slots there may be before gaps are closed and room is made.
    pub(super) usable: usize,
}

/// An entry, or the gap that a removed one left.
pub(super) struct Slot<V> {
    pub(super) hash: i64,
    pub(super) entry: Option<(Value, V)>,
}

impl<V> Slot<V> {
    /// Whether the key is that one; `None` where it is to be asked.
    #[inline]
    fn is_key(&self, hash: i64, key: &Value) -> Option<bool> {
        match &self.entry {
            Some((candidate, _)) if self.hash == hash => compare::settled(candidate, key),
            _ => Some(false),
        }
    }

    /// Whether the key is that text.
    #[inline]
    fn is_text(&self, hash: i64, text: &Rc<Str>) -> bool {
        self.hash == hash
            && matches!(&self.entry, Some((Value::Str(key), _))
                if Rc::ptr_eq(key, text) || key.same_text(text))
    }
}

/// What a search found without running code.
pub(super) enum Search {
    /// An equal key at that position.
    At(usize),
    /// No equal key, and where the index would lead to it.
    Nowhere(Probe),
    /// Keys of the same hash whose equality is still to be asked.
    Ask(Vec<Candidate>),
}

/// A key that may be the one searched for, and its position.
pub(super) type Candidate = (usize, Value);

/// How many entries a table gets that CPython would give room for `size` hashes: two thirds of a power of two.
pub(super) fn usable_for(size: usize) -> usize {
    size.max(8)
        .checked_next_power_of_two()
        .map_or(usize::MAX / 64, |size| size / 3 * 2 + size % 3 * 2 / 3)
}

impl<V: Clone> Slots<V> {
    /// Bytes that `usable` entries take with their index.
    pub(super) const fn bytes_for(usable: usize) -> usize {
        usable
            .saturating_mul(size_of::<Slot<V>>())
            .saturating_add(Index::bytes_for(usable))
    }

    pub(super) const fn new() -> Self {
        Slots {
            slots: Vec::new(),
            index: Index::new(),
            live: 0,
            first: 0,
            usable: 0,
        }
    }

    pub(super) fn bytes(&self) -> usize {
        self.slots.capacity() * size_of::<Slot<V>>() + self.index.bytes()
    }

    /// How many entries there are.
    pub(super) fn len(&self) -> usize {
        self.live
    }

    /// Whether another entry fits before room is to be made.
    #[inline]
    pub(super) fn has_room(&self) -> bool {
        self.slots.len() < self.usable
    }

    #[inline]
    pub(super) fn search(&self, hash: i64, key: &Value) -> Search {
        if self.slots.len() <= UNINDEXED {
            for (position, slot) in self.slots.iter().enumerate() {
                match slot.is_key(hash, key) {
                    Some(false) => {}
                    Some(true) => return Search::At(position),
                    None => return self.candidates(hash, key),
                }
            }
            return Search::Nowhere(Probe::NONE);
        }
        let mut probe = self.index.probe(hash);
        while let Some(position) = self.index.get(probe) {
            match self.slots.get(position).map(|slot| slot.is_key(hash, key)) {
                None | Some(Some(false)) => {}
                Some(Some(true)) => return Search::At(position),
                Some(None) => return self.candidates(hash, key),
            }
            probe = self.index.after(probe);
        }
        Search::Nowhere(probe)
    }

    /// The search when some key of that hash is to be asked.
    #[cold]
    fn candidates(&self, hash: i64, key: &Value) -> Search {
        let mut asked = Vec::new();
        for position in self.positions(hash) {
            let Some(slot) = self.slots.get(position) else {
                continue;
            };
            match (slot.is_key(hash, key), &slot.entry) {
                (Some(true), _) => return Search::At(position),
                (None, Some((candidate, _))) => asked.push((position, candidate.clone())),
                _ => {}
            }
        }
        Search::Ask(asked)
    }

    /// The positions to look at for that hash.
    fn positions(&self, hash: i64) -> Vec<usize> {
        if self.slots.len() <= UNINDEXED {
            return (0..self.slots.len()).collect();
        }
        let mut positions = Vec::new();
        let mut probe = self.index.probe(hash);
        while let Some(position) = self.index.get(probe) {
            positions.push(position);
            probe = self.index.after(probe);
        }
        positions
    }

    /// Where the entry is whose key is that text; a key that is no text is not asked.
    #[inline]
    pub(super) fn find_text(&self, hash: i64, text: &Rc<Str>) -> Option<usize> {
        if self.slots.len() <= UNINDEXED {
            self.slots.iter().position(|slot| slot.is_text(hash, text))
        } else {
            self.find_text_by_index(hash, text)
        }
    }

    #[inline(never)]
    fn find_text_by_index(&self, hash: i64, text: &Rc<Str>) -> Option<usize> {
        let mut probe = self.index.probe(hash);
        while let Some(position) = self.index.get(probe) {
            let slot = self.slots.get(position);
            if slot.is_some_and(|slot| slot.is_text(hash, text)) {
                return Some(position);
            }
            probe = self.index.after(probe);
        }
        None
    }

    /// The value at that position, if its key is that text.
    #[inline(always)]
    pub(super) fn text_at(&self, position: usize, text: &Rc<Str>) -> Option<&V> {
        match &self.slots.get(position)?.entry {
            Some((Value::Str(key), value)) if key.same_text(text) => Some(value),
            _ => None,
        }
    }

    /// The value of a text key wherever it is; `hint` becomes its position.
    #[inline(never)]
    pub(super) fn text_elsewhere(&self, text: &Rc<Str>, hint: &Cell<u32>) -> Option<&V> {
        let at = self.find_text(hash::of_str(text), text)?;
        hint.set(u32::try_from(at).unwrap_or(0));
        self.value_at(at)
    }

    #[inline]
    pub(super) fn value_at(&self, position: usize) -> Option<&V> {
        let entry = self.slots.get(position)?.entry.as_ref();
        entry.map(|(_, value)| value)
    }

    #[inline]
    pub(super) fn next(&self, cursor: &mut usize) -> Option<&(Value, V)> {
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

    /// Appends an entry whose key is not there, as a search found out.
    #[inline]
    pub(super) fn push(&mut self, probe: Probe, hash: i64, key: Value, value: V) {
        let position = self.slots.len();
        self.slots.push(Slot {
            hash,
            entry: Some((key, value)),
        });
        self.live += 1;
        if position > UNINDEXED {
            self.index.set(probe, position);
        } else if position == UNINDEXED {
            self.reindex();
        }
    }

    /// Where the index is free for another key of that hash.
    pub(super) fn vacancy(&self, hash: i64) -> Probe {
        if self.slots.len() <= UNINDEXED {
            return Probe::NONE;
        }
        self.index.vacancy(hash)
    }

    /// Puts another value at a position; returns the one before.
    #[inline]
    pub(super) fn replace_at(&mut self, position: usize, value: V) -> Option<V> {
        let (_, old) = self.slots.get_mut(position)?.entry.as_mut()?;
        Some(std::mem::replace(old, value))
    }

    pub(super) fn remove_at(&mut self, position: usize) -> Option<(Value, V)> {
        let removed = self.slots.get_mut(position)?.entry.take()?;
        self.live -= 1;
        if position == self.first {
            self.first += 1;
        }
        Some(removed)
    }

    /// Forgets the gaps from a position on. What the index keeps of them counts until it is made again, as in CPython.
    pub(super) fn truncate(&mut self, end: usize) {
        let gaps = self.slots.len().saturating_sub(end);
        self.slots.truncate(end);
        self.first = self.first.min(end);
        self.usable = self.usable.saturating_sub(gaps);
    }

    /// Closes the gaps and makes room for `usable` entries in all.
    pub(super) fn rebuild(&mut self, usable: usize) {
        if self.live < self.slots.len() {
            self.slots.retain(|slot| slot.entry.is_some());
        }
        self.first = 0;
        self.usable = usable.max(self.slots.len());
        self.slots.reserve_exact(self.usable - self.slots.len());
        if self.usable > UNINDEXED {
            self.reindex();
        } else {
            self.index = Index::new();
        }
    }

    fn reindex(&mut self) {
        self.index.clear(self.usable);
        for (position, slot) in self.slots.iter().enumerate() {
            if slot.entry.is_some() {
                self.index.insert(slot.hash, position);
            }
        }
    }

    /// The same entries without the gaps.
    pub(super) fn copy(&self) -> Self {
        let mut inner = Slots::new();
        inner.slots.reserve_exact(self.live);
        for slot in &self.slots {
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
        inner
    }

    /// The entries in order.
    pub(super) fn entries(&self) -> impl Iterator<Item = &(Value, V)> {
        self.slots.iter().filter_map(|slot| slot.entry.as_ref())
    }

    /// The entries themselves.
    pub(super) fn into_entries(self) -> impl Iterator<Item = (Value, V)> + use<V> {
        self.slots.into_iter().filter_map(|slot| slot.entry)
    }
}
