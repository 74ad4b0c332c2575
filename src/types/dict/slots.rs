//! Entries in the order of insertion and an index into them: the part of a table that runs no user code.
//!
//! As in CPython, a removed entry leaves a gap until the table is rebuilt, and room grows by its rule, so that an
//! iterator under way sees what CPython's would. A small table has no index: comparing a handful of hashes is faster.

use std::rc::Rc;

use hashbrown::HashTable;

use crate::runtime::ops::compare;
use crate::runtime::value::Value;
use crate::types::str::Str;

/// How many entries are searched one by one before there is an index.
const UNINDEXED: usize = 8;

/// The entries of a table and where to find them.
pub(super) struct Slots<V> {
    /// The entries and the gaps between them.
    pub(super) slots: Vec<Slot<V>>,
    /// Positions by hash, once there are many.
    index: HashTable<usize>,
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
    /// No equal key.
    Nowhere,
    /// Keys of the same hash whose equality is still to be asked.
    Ask(Candidate, Vec<Candidate>),
}

/// A key that may be the one searched for, and its position.
pub(super) type Candidate = (usize, Value);

/// Bytes of one entry of the index.
const INDEX_ENTRY: usize = size_of::<usize>() + 1;

/// How many entries a table gets that CPython would give room for `size` hashes: two thirds of a power of two.
pub(super) fn usable_for(size: usize) -> usize {
    size.max(8)
        .checked_next_power_of_two()
        .map_or(usize::MAX / 64, |size| size / 3 * 2 + size % 3 * 2 / 3)
}

impl<V: Clone> Slots<V> {
    /// Bytes of one entry: key, value, hash and index.
    pub(super) const ENTRY: usize = size_of::<Slot<V>>() + INDEX_ENTRY;

    pub(super) fn len(&self) -> usize {
        self.live
    }

    pub(super) const fn new() -> Self {
        Slots {
            slots: Vec::new(),
            index: HashTable::new(),
            live: 0,
            first: 0,
            usable: 0,
        }
    }

    pub(super) fn bytes(&self) -> usize {
        self.slots.capacity() * size_of::<Slot<V>>() + self.index.capacity() * INDEX_ENTRY
    }

    #[inline]
    pub(super) fn search(&self, hash: i64, key: &Value) -> Search {
        let mut ask: Option<(Candidate, Vec<Candidate>)> = None;
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

    /// The entry whose key is that text; a key that is no text is not asked.
    #[inline]
    pub(super) fn find_text(&self, hash: i64, text: &Rc<Str>) -> Option<&(Value, V)> {
        let slot = if self.slots.len() <= UNINDEXED {
            self.slots.iter().find(|slot| slot.is_text(hash, text))
        } else {
            self.find_text_by_index(hash, text)
        };
        slot.and_then(|slot| slot.entry.as_ref())
    }

    #[inline(never)]
    fn find_text_by_index(&self, hash: i64, text: &Rc<Str>) -> Option<&Slot<V>> {
        let found = self.index.find(spread(hash), |position| {
            (self.slots.get(*position)).is_some_and(|slot| slot.is_text(hash, text))
        });
        found.and_then(|position| self.slots.get(*position))
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

    pub(super) fn push(&mut self, hash: i64, key: Value, value: V) {
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

    pub(super) fn remove_at(&mut self, position: usize) -> Option<(Value, V)> {
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
    pub(super) fn rebuild(&mut self, usable: usize) {
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

/// Where the index looks first. Python's hashes of small integers are the integers, so those in a row stay near each
/// other, as they are in time; the highest bits, by which the index tells entries apart, want to differ all the same.
#[inline]
fn spread(hash: i64) -> u64 {
    const HIGH: u64 = !(u64::MAX >> 7);
    let bits = hash.cast_unsigned();
    let near = bits ^ (bits >> 8) ^ (bits >> 16) ^ (bits >> 32);
    (near & !HIGH) | (bits.wrapping_mul(0x9E37_79B9_7F4A_7C15) & HIGH)
}
