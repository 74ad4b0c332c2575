//! Cycles: a container that leads back to itself is never let go of by counting alone.
//!
//! Only changing a container that is there already can close a cycle, so the operations that put a value into one
//! tell [`note`], and the container is remembered once, by a weak pointer. [`collect`] then looks at everything that
//! the remembered containers lead to: what is held more often than from within is held from outside, together with all
//! that it leads to, and the containers among the rest are emptied. Values that do not show what they hold (most
//! iterators) count as held from outside, so nothing that is in use is ever touched.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::{Rc, Weak};

use super::error::Result;
use super::interp::Interp;
use super::memory;
use super::object::{ObjectRef, WeakObject};
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

/// The same for a container that takes over what another holds; an iterator may bring anything.
///
/// # Errors
/// As [`note`].
pub fn note_source(interp: &mut Interp, container: &Value, source: &Value) -> Result<()> {
    let mut found = false;
    match source {
        Value::Str(_) | Value::Bytes(_) | Value::Range(_) => {}
        Value::Iter(_) => found = true,
        _ => children(source, &mut |item, _| found = found || leads_on(item)),
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
    // While the thread ends the list may be gone already.
    let full = HEAP.try_with(|heap| {
        let mut heap = heap.borrow_mut();
        heap.remembered.push(remembered);
        heap.remembered.len() >= heap.limit
    });
    if full.unwrap_or(false) {
        let steps = collect();
        interp.charge(steps)?;
    }
    Ok(())
}

impl Remembered {
    fn upgrade(&self) -> Option<Value> {
        match self {
            Remembered::List(list) => list.upgrade().map(Value::List),
            Remembered::Dict(dict) => dict.upgrade().map(Value::Dict),
            Remembered::Set(set) => set.upgrade().map(Value::Set),
            Remembered::Cell(cell) => cell.upgrade().map(Value::Cell),
            Remembered::Object(object) => object.upgrade().map(Value::Object),
        }
    }
}

/// Empties the containers that only cycles keep alive. Returns how many steps that was worth.
pub fn collect() -> usize {
    let Ok(mut remembered) =
        HEAP.try_with(|heap| std::mem::take(&mut heap.borrow_mut().remembered))
    else {
        return 0;
    };
    remembered.retain(|container| container.upgrade().is_some());
    let mut graph = Graph::default();
    for container in &remembered {
        if let Some(value) = container.upgrade() {
            // One of the references is the one just made.
            graph.enter(&value, 1, 0);
        }
    }
    graph.follow();
    // Looking at a reference is far cheaper than a call.
    let steps = graph.nodes.len() + graph.references / 8;
    let garbage = graph.unreachable();
    drop(graph);
    for container in &garbage {
        empty(container);
    }
    memory::dispose(garbage);
    remembered.retain(|container| container.upgrade().is_some());
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
    positions: HashMap<usize, usize>,
    /// How many references were looked at.
    references: usize,
}

struct Node {
    value: Value,
    /// How many references there were before the graph took one.
    held: usize,
    /// How many of them were found within the graph.
    within: usize,
    reachable: bool,
}

impl Graph {
    /// Takes a value in, `own` of whose references are temporary, or counts `within` more references to it.
    fn enter(&mut self, value: &Value, own: usize, within: usize) {
        self.references += 1;
        let Some((address, held)) = identity(value) else {
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
                    value: value.clone(),
                    held: held.saturating_sub(own),
                    within,
                    reachable: false,
                });
            }
        }
    }

    /// Takes in everything that the values lead to.
    fn follow(&mut self) {
        let mut position = 0;
        while let Some(node) = self.nodes.get(position) {
            let value = node.value.clone();
            children(&value, &mut |child, own| self.enter(child, own, 1));
            position += 1;
        }
    }

    /// The values that nothing outside leads to.
    fn unreachable(&mut self) -> Vec<Value> {
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
            let value = node.value.clone();
            children(&value, &mut |child, _| {
                let position =
                    identity(child).and_then(|(address, _)| self.positions.get(&address));
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
        lost.map(|node| node.value.clone()).collect()
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

/// Shows what a value holds, each with the number of references to it that are temporary.
fn children(value: &Value, visit: &mut dyn FnMut(&Value, usize)) {
    match value {
        Value::List(list) => list.borrow().iter().for_each(|item| visit(item, 0)),
        Value::Tuple(tuple) => {
            tuple.as_slice().iter().for_each(|item| visit(item, 0));
            if let Some(class) = tuple.class() {
                visit(&Value::Object(ObjectRef::clone(class)), 1);
            }
        }
        Value::Dict(dict) => {
            dict.table.visit(|key, value| {
                visit(key, 0);
                visit(value, 0);
            });
            if let Kind::Default(factory) = &dict.kind {
                visit(factory, 0);
            }
        }
        Value::DictView(view) => visit(&Value::Dict(Rc::clone(&view.dict)), 1),
        Value::Set(set) | Value::FrozenSet(set) => set.table.visit(|item, ()| visit(item, 0)),
        Value::Slice(slice) => {
            let parts = [&slice.start, &slice.stop, &slice.step];
            parts.into_iter().for_each(|part| visit(part, 0));
        }
        Value::Function(function) => {
            let held = function.captures.iter().chain(&function.defaults);
            held.for_each(|value| visit(value, 0));
        }
        Value::Method(method) => visit(&method.receiver, 0),
        Value::Cell(cell) => visit(&cell.get(), 1),
        Value::Object(object) => object.visit(visit),
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
        | Value::Module(_)
        | Value::Iter(_)
        | Value::Exception(_) => {}
    }
}

/// Takes everything out of a container that can be changed.
fn empty(container: &Value) {
    match container {
        Value::List(list) => memory::dispose(list.take().unwrap_or_default()),
        Value::Dict(dict) => dict.table.clear(),
        Value::Set(set) => set.table.clear(),
        Value::Cell(cell) => cell.set(Value::None),
        Value::Object(object) => object.let_go(),
        _ => {}
    }
}
