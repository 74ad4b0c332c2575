//! The hash table under `dict` and `set`: insertion order, and equality that may fail or run user code.
//!
//! Keys that are equal by their bits alone are compared where they lie, under a borrow of the [`Slots`]; for others
//! the borrow ends first, and the search begins again when the comparison changed the table.

use std::cell::{Cell, Ref, RefCell};
use std::rc::Rc;

use super::index;
use super::slots::{Search, Slots, usable_for};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::memory::{self, Charge};
use crate::runtime::ops::{compare, hash};
use crate::runtime::value::Value;
use crate::types::str::Str;

/// Hashed keys in insertion order, each with a `V`.
pub struct Table<V> {
    inner: RefCell<Slots<V>>,
    charge: Charge,
    /// Counts insertions and removals of keys.
    version: Cell<u64>,
}

impl<V: Clone> Table<V> {
    /// An empty table.
    #[must_use]
    pub fn new() -> Self {
        Table {
            inner: RefCell::new(Slots::new()),
            charge: Charge::of(size_of::<Self>()),
            version: Cell::new(0),
        }
    }

    /// How many keys.
    #[must_use]
    #[inline]
    pub fn len(&self) -> usize {
        self.inner.borrow().len()
    }

    /// Whether there is no key.
    #[must_use]
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
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
            Search::Nowhere(_) => return Ok(None),
            Search::Ask(_) => {}
        }
        self.find_by_asking(interp, hash, key)
    }

    /// The search with comparisons that may run user code.
    fn find_by_asking(&self, interp: &mut Interp, hash: i64, key: &Value) -> Result<Option<usize>> {
        'again: loop {
            interp.tick()?;
            let version = self.version.get();
            let found = self.inner.borrow().search(hash, key);
            let candidates = match found {
                Search::At(position) => return Ok(Some(position)),
                Search::Nowhere(_) => return Ok(None),
                Search::Ask(candidates) => candidates,
            };
            for (position, candidate) in candidates {
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

    /// The value of a text key, the most frequent kind; `None` too where only comparing with a key of another type
    /// could say whether it is there.
    #[must_use]
    #[inline]
    pub fn get_text(&self, key: &Rc<Str>) -> Option<V> {
        let inner = self.inner.borrow();
        let at = inner.find_text(hash::of_str(key), key)?;
        inner.value_at(at).cloned()
    }

    /// For who only looks at values where they lie, and runs no user code meanwhile.
    #[must_use]
    #[inline(always)]
    pub fn look(&self) -> Looking<'_, V> {
        Looking(self.inner.borrow())
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
        self.inner.borrow().value_at(position).cloned()
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
        let mut inner = self.inner.borrow_mut();
        match inner.search(hash, &key) {
            Search::At(position) => return Ok(inner.replace_at(position, value)),
            Search::Nowhere(probe) if inner.has_room() => {
                self.version.set(self.version.get() + 1);
                inner.push(probe, hash, key, value);
                return Ok(None);
            }
            Search::Nowhere(_) => {
                drop(inner);
                self.push(interp, hash, key, value)?;
                return Ok(None);
            }
            Search::Ask(_) => {}
        }
        drop(inner);
        self.insert_by_asking(interp, hash, key, value)
    }

    /// The same where keys are to be asked.
    #[inline(never)]
    fn insert_by_asking(
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
        self.inner.borrow_mut().replace_at(position, value)
    }

    /// Appends a key that is surely not there yet.
    ///
    /// # Errors
    /// A halt when the memory is spent.
    pub fn push(&self, interp: &mut Interp, hash: i64, key: Value, value: V) -> Result<()> {
        let full = {
            let inner = self.inner.borrow();
            (!inner.has_room()).then_some(inner.live)
        };
        if let Some(live) = full {
            self.make_room(interp, usable_for(live.saturating_mul(3)))?;
        }
        self.version.set(self.version.get() + 1);
        let mut inner = self.inner.borrow_mut();
        let probe = inner.vacancy(hash);
        inner.push(probe, hash, key, value);
        Ok(())
    }

    /// Closes the gaps and makes room for `usable` entries in all.
    fn make_room(&self, interp: &mut Interp, usable: usize) -> Result<()> {
        let capacity = self.inner.borrow().slots.capacity();
        if usable > capacity {
            // More than the index can tell apart is more memory than there is.
            let fits = usable <= index::MOST;
            interp.reserve(if fits {
                Slots::<V>::bytes_for(usable)
            } else {
                usize::MAX
            })?;
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
            (inner.live, inner.usable.saturating_sub(inner.slots.len()))
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
        self.inner.borrow_mut().truncate(end);
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
        let old = self.inner.replace(Slots::new());
        self.charge.set(size_of::<Self>());
        memory::dispose(old.into_entries().map(|(key, _)| key).collect());
    }

    /// Takes over the entries of another table in place of its own.
    pub fn assign(&self, mut other: Table<V>) {
        let inner = std::mem::replace(other.inner.get_mut(), Slots::new());
        self.recharge(&inner);
        self.version.set(self.version.get() + 1);
        let old = self.inner.replace(inner);
        memory::dispose(old.into_entries().map(|(key, _)| key).collect());
    }

    /// A copy, priced before it is made.
    ///
    /// # Errors
    /// A halt when the memory is spent.
    pub fn copy(&self, interp: &mut Interp) -> Result<Self> {
        interp.reserve(Slots::<V>::bytes_for(self.len()))?;
        Ok(self.clone())
    }

    fn recharge(&self, inner: &Slots<V>) {
        self.charge.set(size_of::<Self>() + inner.bytes());
    }

    /// Gives up everything, for a drop at a bounded depth.
    pub fn take(&mut self) -> impl Sized + use<V> {
        std::mem::replace(self.inner.get_mut(), Slots::new())
    }

    /// Shows every key with its value.
    pub(crate) fn visit(&self, mut visit: impl FnMut(&Value, &V)) {
        let inner = self.inner.borrow();
        inner.entries().for_each(|(key, value)| visit(key, value));
    }

    /// Whether any key or value could own others in turn, so that dropping wants care.
    pub fn any(&self, mut holds: impl FnMut(&Value, &V) -> bool) -> bool {
        let inner = self.inner.borrow();
        inner.entries().any(|(key, value)| holds(key, value))
    }
}

/// A look at a table, which nobody changes as long as it lasts.
pub struct Looking<'a, V>(Ref<'a, Slots<V>>);

impl<V: Clone> Looking<'_, V> {
    /// The value of a text key; `None` too where only comparing with a key of another type could say whether it is
    /// there. `hint` is where such a key was last: it is likely to be there again, and is found without a search.
    #[must_use]
    #[inline(always)]
    pub fn text(&self, key: &Rc<Str>, hint: &Cell<u32>) -> Option<&V> {
        match self.0.text_at(hint.get() as usize, key) {
            Some(value) => Some(value),
            None => self.0.text_elsewhere(key, hint),
        }
    }
}

impl<V: Clone> Default for Table<V> {
    fn default() -> Self {
        Table::new()
    }
}

impl<V: Clone> Clone for Table<V> {
    fn clone(&self) -> Self {
        let inner = self.inner.borrow().copy();
        let charge = Charge::of(size_of::<Self>() + inner.bytes());
        Table {
            inner: RefCell::new(inner),
            charge,
            version: Cell::new(0),
        }
    }
}
