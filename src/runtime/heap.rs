//! Cycles: a container that leads back to itself is never let go of by counting alone.
//!
//! Only changing a container that is there already can close a cycle, so the operations that put a value into one
//! tell [`note`], and the container is remembered once, by a weak pointer; so are iterators that keep what they were
//! given. [`collect`] then looks at everything that these lead to: what is held more often than from within is held
//! from outside, together with all that it leads to, and the rest is emptied. What does not show what it holds counts
//! as held from outside, so nothing that is in use is ever touched.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::rc::{Rc, Weak};

use super::error::Result;
use super::interp::Interp;
use super::iter::Iter;
use super::memory;
use super::object::{ObjectRef, WeakObject};
use super::trace::{Held, Trace, Visit};
use super::value::Value;
use crate::types::dict::{Dict, Kind};
use crate::types::function::Cell;
use crate::types::list::List;
use crate::types::set::Set;

/// How many containers are remembered before it is worth looking for cycles.
const FEW: usize = 1000;

thread_local! {
    static HEAP: RefCell<Heap> = const {
        RefCell::new(Heap {
            remembered: Vec::new(),
            limit: FEW,
        })
    };
}

struct Heap {
    remembered: Vec<Remembered>,
    /// The number at which cycles are looked for.
    limit: usize,
}

enum Remembered {
    List(Weak<List>),
    Dict(Weak<Dict>),
    Set(Weak<Set>),
    Cell(Weak<Cell>),
    Object(WeakObject),
    Iter(Weak<Iter>),
}

/// Remembers `container`, into which `item` goes, if the two may come to form a cycle.
///
/// # Errors
/// A halt when the steps are spent: looking for cycles is paid for.
#[inline]
pub fn note(interp: &mut Interp, container: &Value, item: &Value) -> Result<()> {
    if leads_on(item) {
        remember(interp, container)
    } else {
        Ok(())
    }
}

/// Remembers an iterator that keeps items which it is given, and so may come to hold itself.
pub fn watch(iter: &Rc<Iter>) {
    let _ = HEAP.try_with(|heap| {
        let mut heap = heap.borrow_mut();
        heap.remembered.push(Remembered::Iter(Rc::downgrade(iter)));
        if heap.remembered.len() >= heap.limit && heap.is_full() {
            // Nothing can be charged here; the next container that changes will see that it is time to look.
            heap.limit = heap.remembered.len() * 2;
        }
    });
}

/// The same for a container that takes over what another holds; an iterator may bring anything.
///
/// # Errors
/// As [`note`].
pub fn note_source(interp: &mut Interp, container: &Value, source: &Value) -> Result<()> {
    let mut found = false;
    match source {
        Value::Str(_) | Value::Bytes(_) | Value::Range(_) => {}
        Value::Iter(_) => found = true,
        _ => children(
            source,
            &mut Visit::new(&mut |held| {
                found = found || matches!(&held, Held::Value(item) if leads_on(item));
            }),
        ),
    }
    if found {
        remember(interp, container)
    } else {
        Ok(())
    }
}

/// Whether a cycle may go through the value.
#[inline]
fn leads_on(value: &Value) -> bool {
    match value {
        Value::Tuple(tuple) => tuple.as_slice().iter().any(Value::holds_values),
        Value::Range(_) => false,
        _ => value.holds_values(),
    }
}

fn remember(interp: &mut Interp, container: &Value) -> Result<()> {
    let remembered = match container {
        Value::List(list) if !list.noted.replace(true) => Remembered::List(Rc::downgrade(list)),
        Value::Dict(dict) if !dict.noted.replace(true) => Remembered::Dict(Rc::downgrade(dict)),
        Value::Set(set) if !set.noted.replace(true) => Remembered::Set(Rc::downgrade(set)),
        Value::Cell(cell) if !cell.noted.replace(true) => Remembered::Cell(Rc::downgrade(cell)),
        Value::Object(object) if !object.note() => Remembered::Object(object.downgrade()),
        _ => return Ok(()),
    };
    keep(interp, remembered)
}

fn keep(interp: &mut Interp, remembered: Remembered) -> Result<()> {
    // While the thread ends the list may be gone already.
    let full = HEAP.try_with(|heap| {
        let mut heap = heap.borrow_mut();
        heap.remembered.push(remembered);
        heap.remembered.len() >= heap.limit && heap.is_full()
    });
    if full.unwrap_or(false) {
        let steps = collect();
        interp.charge(steps)?;
    }
    Ok(())
}

impl Heap {
    /// Forgets what is gone anyway; whether much is left then.
    fn is_full(&mut self) -> bool {
        self.remembered.retain(Remembered::is_there);
        self.remembered.len() >= self.limit / 2
    }
}

impl Remembered {
    fn upgrade(&self) -> Option<Value> {
        match self {
            Remembered::List(list) => list.upgrade().map(Value::List),
            Remembered::Dict(dict) => dict.upgrade().map(Value::Dict),
            Remembered::Set(set) => set.upgrade().map(Value::Set),
            Remembered::Cell(cell) => cell.upgrade().map(Value::Cell),
            Remembered::Object(object) => object.upgrade().map(Value::Object),
            Remembered::Iter(iter) => iter.upgrade().map(Value::Iter),
        }
    }

    fn is_there(&self) -> bool {
        match self {
            Remembered::List(list) => list.strong_count() > 0,
            Remembered::Dict(dict) => dict.strong_count() > 0,
            Remembered::Set(set) => set.strong_count() > 0,
            Remembered::Cell(cell) => cell.strong_count() > 0,
            Remembered::Object(object) => object.is_there(),
            Remembered::Iter(iter) => iter.strong_count() > 0,
        }
    }
}

/// Empties what only cycles keep alive. Returns how many steps that was worth.
pub fn collect() -> usize {
    let Ok(mut remembered) =
        HEAP.try_with(|heap| std::mem::take(&mut heap.borrow_mut().remembered))
    else {
        return 0;
    };
    remembered.retain(Remembered::is_there);
    let mut graph = Graph::default();
    for container in &remembered {
        if let Some(value) = container.upgrade() {
            graph.enter(Held::Made(value), 0);
        }
    }
    graph.follow();
    // Looking at a reference is far cheaper than a call.
    let steps = graph.nodes.len() + graph.references / 8;
    let garbage = graph.unreachable();
    drop(graph);
    for holder in &garbage {
        holder.empty();
    }
    memory::dispose_of(garbage);
    remembered.retain(Remembered::is_there);
    let _ = HEAP.try_with(|heap| {
        let mut heap = heap.borrow_mut();
        heap.limit = FEW.max(remembered.len().saturating_mul(2));
        heap.remembered.append(&mut remembered);
    });
    steps
}

/// What the remembered containers lead to.
#[derive(Default)]
struct Graph {
    nodes: Vec<Node>,
    positions: HashMap<usize, usize, BuildHasherDefault<AddressHasher>>,
    /// How many references were looked at.
    references: usize,
}

/// Spreads addresses by one multiplication: the system chooses them, so that nobody can make them collide.
#[derive(Default)]
struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes
            .iter()
            .for_each(|byte| self.write_usize((*byte).into()));
    }

    fn write_usize(&mut self, address: usize) {
        // The upper half of the product is the better spread one, and tables look at the lowest bits first.
        let mixed = (self.0 ^ address as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed.rotate_left(32);
    }
}

struct Node {
    holder: Holder,
    /// How many references there were before the graph took one.
    held: usize,
    /// How many of them were found within the graph.
    within: usize,
    reachable: bool,
}

/// What a node of the graph is.
#[derive(Clone)]
enum Holder {
    Value(Value),
    Shared(Rc<dyn Trace>),
}

impl Holder {
    fn trace(&self, visit: &mut Visit<'_>) {
        match self {
            Holder::Value(value) => children(value, visit),
            Holder::Shared(shared) => shared.trace(visit),
        }
    }

    fn empty(&self) {
        match self {
            Holder::Value(value) => empty(value),
            Holder::Shared(shared) => shared.let_go(),
        }
    }
}

impl Held<'_> {
    /// The address, and how many references there are that were not made for this look.
    fn identity(&self) -> Option<(usize, usize)> {
        match self {
            Held::Value(value) => identity(value),
            Held::Made(value) => identity(value).map(|(address, held)| (address, held - 1)),
            Held::Shared(shared) => {
                let address = Rc::as_ptr(shared).cast::<()>().addr();
                Some((address, Rc::strong_count(shared) - 1))
            }
        }
    }

    fn into_holder(self) -> Holder {
        match self {
            Held::Value(value) => Holder::Value(value.clone()),
            Held::Made(value) => Holder::Value(value),
            Held::Shared(shared) => Holder::Shared(shared),
        }
    }
}

impl Graph {
    /// Takes something in, or counts `within` more references to it.
    fn enter(&mut self, found: Held<'_>, within: usize) {
        self.references += 1;
        let Some((address, held)) = found.identity() else {
            return;
        };
        match self.positions.get(&address) {
            Some(position) => {
                if let Some(node) = self.nodes.get_mut(*position) {
                    node.within += within;
                }
            }
            None => {
                self.positions.insert(address, self.nodes.len());
                self.nodes.push(Node {
                    holder: found.into_holder(),
                    held,
                    within,
                    reachable: false,
                });
            }
        }
    }

    /// Takes in everything that the nodes lead to.
    fn follow(&mut self) {
        let mut position = 0;
        while let Some(node) = self.nodes.get(position) {
            let holder = node.holder.clone();
            holder.trace(&mut Visit::new(&mut |found| self.enter(found, 1)));
            position += 1;
        }
    }

    /// What nothing outside leads to.
    fn unreachable(&mut self) -> Vec<Holder> {
        let mut pending: Vec<usize> = Vec::new();
        for (position, node) in self.nodes.iter_mut().enumerate() {
            if node.held > node.within {
                node.reachable = true;
                pending.push(position);
            }
        }
        while let Some(position) = pending.pop() {
            let Some(node) = self.nodes.get(position) else {
                continue;
            };
            let holder = node.holder.clone();
            holder.trace(&mut Visit::new(&mut |found| {
                let position =
                    (found.identity()).and_then(|(address, _)| self.positions.get(&address));
                if let Some(position) = position
                    && let Some(node) = self.nodes.get_mut(*position)
                    && !node.reachable
                {
                    node.reachable = true;
                    pending.push(*position);
                }
            }));
        }
        let lost = self.nodes.iter().filter(|node| !node.reachable);
        lost.map(|node| node.holder.clone()).collect()
    }
}

/// The address of a value that may hold others, and how many references there are to it.
fn identity(value: &Value) -> Option<(usize, usize)> {
    fn of<T>(shared: &Rc<T>) -> Option<(usize, usize)> {
        Some((Rc::as_ptr(shared).addr(), Rc::strong_count(shared)))
    }
    match value {
        Value::List(list) => of(list),
        Value::Tuple(tuple) => of(tuple),
        Value::Dict(dict) => of(dict),
        Value::DictView(view) => of(view),
        Value::Set(set) | Value::FrozenSet(set) => of(set),
        Value::Slice(slice) => of(slice),
        Value::Function(function) => of(function),
        Value::Method(method) => of(method),
        Value::Iter(iter) => of(iter),
        Value::Exception(exception) => of(exception),
        Value::Cell(cell) => of(cell),
        Value::Object(object) => Some((object.address(), object.references())),
        Value::Missing
        | Value::None
        | Value::Ellipsis
        | Value::NotImplemented
        | Value::Bool(_)
        | Value::Int(_)
        | Value::Big(_)
        | Value::Float(_)
        | Value::Complex(_)
        | Value::Str(_)
        | Value::Bytes(_)
        | Value::Range(_)
        | Value::Builtin(_)
        | Value::Type(_)
        | Value::Union(_)
        | Value::Module(_) => None,
    }
}

/// Shows what a value holds.
fn children(value: &Value, visit: &mut Visit<'_>) {
    match value {
        Value::List(list) => list.borrow().trace(visit),
        Value::Tuple(tuple) => {
            tuple.as_slice().trace(visit);
            if let Some(class) = tuple.class() {
                visit.made(Value::Object(ObjectRef::clone(class)));
            }
        }
        Value::Dict(dict) => {
            dict.table.visit(|key, value| {
                visit.value(key);
                visit.value(value);
            });
            if let Kind::Default(factory) = &dict.kind {
                visit.value(factory);
            }
        }
        Value::DictView(view) => view.dict.trace(visit),
        Value::Set(set) | Value::FrozenSet(set) => {
            set.table.visit(|item, ()| visit.value(item));
        }
        Value::Slice(slice) => {
            let parts = [&slice.start, &slice.stop, &slice.step];
            parts.into_iter().for_each(|part| visit.value(part));
        }
        Value::Function(function) => {
            function.captures.trace(visit);
            function.defaults.trace(visit);
            function.unit.trace(visit);
        }
        Value::Method(method) => method.receiver.trace(visit),
        Value::Cell(cell) => visit.made(cell.get()),
        Value::Object(object) => object.trace(visit),
        Value::Iter(iter) => iter.as_ref().trace(visit),
        Value::Exception(exception) => exception.trace(visit),
        Value::Missing
        | Value::None
        | Value::Ellipsis
        | Value::NotImplemented
        | Value::Bool(_)
        | Value::Int(_)
        | Value::Big(_)
        | Value::Float(_)
        | Value::Complex(_)
        | Value::Str(_)
        | Value::Bytes(_)
        | Value::Range(_)
        | Value::Builtin(_)
        | Value::Type(_)
        | Value::Union(_)
        | Value::Module(_) => {}
    }
}

/// Takes everything out that came into a value after it was made.
fn empty(holder: &Value) {
    match holder {
        Value::List(list) => memory::dispose(list.take().unwrap_or_default()),
        Value::Dict(dict) => dict.table.clear(),
        Value::Set(set) => set.table.clear(),
        Value::Cell(cell) => cell.set(Value::None),
        Value::Object(object) => object.let_go(),
        Value::Iter(iter) => iter.as_ref().let_go(),
        _ => {}
    }
}
