//! What a value holds, shown one by one to whoever looks for cycles.
//!
//! A part is shown once for each reference that is kept to it, since counting references is how a cycle is told from
//! what is in use. What cannot be looked at just now (an iterator that is running) shows nothing, and then counts as in
//! use.

use std::cell::RefCell;
use std::rc::Rc;

use super::call::Named;
use super::iter::Iter;
use super::unit::Unit;
use super::value::Value;
use crate::types::dict::Dict;
use crate::types::list::List;
use crate::types::set::Set;
use crate::types::tuple::Tuple;

/// Something that holds values.
pub trait Trace {
    /// Shows every value that it holds, once for each reference.
    fn trace(&self, visit: &mut Visit<'_>);

    /// Lets go of what it came to hold after it was made, since nothing but a cycle leads to it.
    fn let_go(&self) {}
}

/// Who is shown what is held.
pub struct Visit<'a>(&'a mut dyn FnMut(Held<'_>));

/// What is held.
pub(crate) enum Held<'a> {
    /// A value, as it lies there.
    Value(&'a Value),
    /// A value made only to show what lies there.
    Made(Value),
    /// What several values share that is none itself.
    Shared(Rc<dyn Trace>),
}

impl<'a> Visit<'a> {
    pub(crate) fn new(see: &'a mut dyn FnMut(Held<'_>)) -> Self {
        Visit(see)
    }

    /// Shows a value.
    pub fn value(&mut self, value: &Value) {
        (self.0)(Held::Value(value));
    }

    /// Shows a value that was made, from a reference of its own kind, only to be shown.
    pub fn made(&mut self, value: Value) {
        (self.0)(Held::Made(value));
    }

    /// Shows what is shared with others and holds values.
    pub fn shared<T: Trace + 'static>(&mut self, shared: &Rc<T>) {
        (self.0)(Held::Shared(Rc::<T>::clone(shared)));
    }
}

impl Trace for Value {
    fn trace(&self, visit: &mut Visit<'_>) {
        visit.value(self);
    }
}

impl Trace for Rc<Iter> {
    fn trace(&self, visit: &mut Visit<'_>) {
        visit.made(Value::Iter(Rc::clone(self)));
    }
}

impl Trace for Rc<List> {
    fn trace(&self, visit: &mut Visit<'_>) {
        visit.made(Value::List(Rc::clone(self)));
    }
}

impl Trace for Rc<Dict> {
    fn trace(&self, visit: &mut Visit<'_>) {
        visit.made(Value::Dict(Rc::clone(self)));
    }
}

impl Trace for Rc<Set> {
    fn trace(&self, visit: &mut Visit<'_>) {
        visit.made(Value::Set(Rc::clone(self)));
    }
}

impl Trace for Rc<Tuple> {
    fn trace(&self, visit: &mut Visit<'_>) {
        visit.made(Value::Tuple(Rc::clone(self)));
    }
}

impl Trace for Rc<Unit> {
    fn trace(&self, visit: &mut Visit<'_>) {
        visit.shared(self);
    }
}

/// The constants hold nothing that could lead back.
impl Trace for Unit {
    fn trace(&self, visit: &mut Visit<'_>) {
        self.globals.trace(visit);
    }
}

impl Trace for Named {
    fn trace(&self, visit: &mut Visit<'_>) {
        visit.value(&self.1);
    }
}

impl Trace for (Value, Value) {
    fn trace(&self, visit: &mut Visit<'_>) {
        visit.value(&self.0);
        visit.value(&self.1);
    }
}

impl<T: Trace> Trace for Option<T> {
    fn trace(&self, visit: &mut Visit<'_>) {
        self.iter().for_each(|held| held.trace(visit));
    }
}

impl<T: Trace> Trace for [T] {
    fn trace(&self, visit: &mut Visit<'_>) {
        self.iter().for_each(|held| held.trace(visit));
    }
}

impl<T: Trace> Trace for Vec<T> {
    fn trace(&self, visit: &mut Visit<'_>) {
        self.as_slice().trace(visit);
    }
}

impl<T: Trace> Trace for RefCell<T> {
    fn trace(&self, visit: &mut Visit<'_>) {
        if let Ok(held) = self.try_borrow() {
            held.trace(visit);
        }
    }
}
