//! What remembered containers lead to, and how much of it is held from outside.
//!
//! Only what may be held twice is a node; what one reference alone leads to is looked through on the way.
//! Which containers are worth a look, and when, [`heap`](super::heap) knows.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::rc::Rc;

use super::memory;
use super::object::ObjectRef;
use super::trace::{Held, Trace, Visit};
use super::value::Value;
use crate::types::dict::Kind;

/// How many values that hold one another are looked through on the native stack.
const DEEP: usize = 32;

/// What the remembered containers lead to.
#[derive(Default)]
pub(super) struct Graph {
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
pub(super) enum Holder {
    Value(Value),
    Shared(Rc<dyn Trace>),
}

impl Holder {
    /// Shows what it leads to, through all that it alone holds; returns how many references that were.
    fn trace(&self, see: &mut dyn FnMut(Held<'_>)) -> usize {
        let mut look = Look {
            see,
            deeper: Vec::new(),
            references: 0,
        };
        let mut show = |found: Held<'_>| look.through(found, 0);
        match self {
            Holder::Value(value) => children(value, &mut Visit::new(&mut show)),
            Holder::Shared(shared) => shared.trace(&mut Visit::new(&mut show)),
        }
        while let Some(value) = look.deeper.pop() {
            children(&value, &mut Visit::new(&mut |found| look.through(found, 0)));
        }
        look.references
    }

    pub(super) fn empty(&self) {
        match self {
            Holder::Value(value) => empty(value),
            Holder::Shared(shared) => shared.let_go(),
        }
    }
}

/// A look at all that one holder leads to.
struct Look<'a> {
    see: &'a mut dyn FnMut(Held<'_>),
    /// What lies too deep for the native stack, and is put off.
    deeper: Vec<Value>,
    references: usize,
}

impl Look<'_> {
    /// Shows `found`, or what it leads to if nothing else does.
    fn through(&mut self, found: Held<'_>, depth: usize) {
        self.references += 1;
        if !found.is_alone() {
            return (self.see)(found);
        }
        match found {
            Held::Value(value) if depth < DEEP => self.descend(value, depth),
            Held::Made(value) if depth < DEEP => self.descend(&value, depth),
            Held::Value(value) => self.deeper.push(value.clone()),
            Held::Made(value) => self.deeper.push(value),
            Held::Shared(_) => {}
        }
    }

    fn descend(&mut self, value: &Value, depth: usize) {
        children(
            value,
            &mut Visit::new(&mut |found| self.through(found, depth + 1)),
        );
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

    /// Whether the reference that is shown is the only one to a plain value.
    ///
    /// Such a value shares the fate of whoever holds it, and goes with it: no cycle is closed by it, unless it was
    /// changed, and then it is remembered and held by the graph as well.
    fn is_alone(&self) -> bool {
        let value = match self {
            Held::Value(value) => *value,
            Held::Made(value) => value,
            Held::Shared(_) => return false,
        };
        let is_plain = matches!(
            value,
            Value::List(_)
                | Value::Tuple(_)
                | Value::Dict(_)
                | Value::Set(_)
                | Value::FrozenSet(_)
                | Value::Function(_)
        );
        is_plain && matches!(self.identity(), Some((_, 1)))
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
    pub(super) fn enter(&mut self, found: Held<'_>, within: usize) {
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
    pub(super) fn follow(&mut self) {
        let mut position = 0;
        while let Some(node) = self.nodes.get(position) {
            let holder = node.holder.clone();
            self.references += holder.trace(&mut |found| self.enter(found, 1));
            position += 1;
        }
    }

    /// What looking was worth: a reference is far cheaper than a call.
    pub(super) fn steps(&self) -> usize {
        self.nodes.len() + self.references / 8
    }

    /// What nothing outside leads to.
    pub(super) fn unreachable(&mut self) -> Vec<Holder> {
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
            holder.trace(&mut |found| {
                let position =
                    (found.identity()).and_then(|(address, _)| self.positions.get(&address));
                if let Some(position) = position
                    && let Some(node) = self.nodes.get_mut(*position)
                    && !node.reachable
                {
                    node.reachable = true;
                    pending.push(*position);
                }
            });
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
pub(super) fn children(value: &Value, visit: &mut Visit<'_>) {
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
