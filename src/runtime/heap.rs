//! Cycles: a container that leads back to itself is never let go of by counting alone.
//!
//! Only changing a container that is there already can close a cycle, so the operations that put a value into one
//! tell [`note`], and the container is remembered once, by a weak pointer; so are iterators that keep what they were
//! given. [`collect`] then looks at everything that these lead to: what is held more often than from within is held
//! from outside, together with all that it leads to, and the rest is emptied. What does not show what it holds counts
//! as held from outside, so nothing that is in use is ever touched.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use super::error::Result;
use super::graph::{self, Graph};
use super::interp::Interp;
use super::iter::Iter;
use super::memory;
use super::object::WeakObject;
use super::trace::{Held, Visit};
use super::value::Value;
use crate::types::dict::Dict;
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
        _ => graph::children(
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
#[inline]
pub fn collect() -> usize {
    // Most evaluations remember nothing, and a hook asks before each of its calls.
    let taken = HEAP.try_with(|heap| {
        let remembered = &mut heap.borrow_mut().remembered;
        (!remembered.is_empty()).then(|| std::mem::take(remembered))
    });
    match taken {
        Ok(Some(remembered)) => collect_from(remembered),
        Ok(None) | Err(_) => 0,
    }
}

#[inline(never)]
fn collect_from(mut remembered: Vec<Remembered>) -> usize {
    remembered.retain(Remembered::is_there);
    let mut graph = Graph::default();
    for container in &remembered {
        if let Some(value) = container.upgrade() {
            graph.enter(Held::Made(value), 0);
        }
    }
    graph.follow();
    let steps = graph.steps();
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
