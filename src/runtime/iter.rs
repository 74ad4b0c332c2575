//! Lazy iterators: the trait, and the handle; the ways to consume one are in [`super::consume`].
//!
//! An iterator gets the interpreter as an argument and itself as `&self`: its state is in cells, and no borrow is
//! held while user code runs, so an iterator that is re-entered behaves as CPython's does instead of panicking.
//! `Ok(None)` is exhaustion. A `StopIteration` raised by user code inside `next` ends the iteration too, as in
//! CPython; [`Iter::next`] is the one place where the two become one.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::ops::ControlFlow;
use std::rc::Rc;

use super::error::Result;
use super::exception::ExcKind;
use super::heap;
use super::interp::Interp;
use super::memory::{self, Charge};
use super::observe::Event;
use super::table::TypeInfo;
use super::trace::{Trace, Visit};
use super::value::Value;
use super::wording;
use crate::iters::sequence;

pub use super::consume::{
    collect, collect_into, drive, for_each, for_each_from, stretches, take, walk,
};

/// The behaviour of one kind of iterator.
pub trait PyIter: Any {
    /// Its type: name, methods.
    fn type_info(&self) -> &'static TypeInfo;

    /// The next item; `None` at the end, and again after it.
    fn next(&self, interp: &mut Interp) -> Result<Option<Value>>;

    /// Shows every value that it holds, once for each reference, so that cycles through it are found.
    fn trace(&self, visit: &mut Visit<'_>);

    /// Lets go of what it came to hold after it was made, since nothing but a cycle leads to it.
    fn let_go(&self) {}

    /// Whether it keeps items that it was given, and so may come to hold itself; then it lets go of them in
    /// [`PyIter::let_go`].
    fn keeps_items(&self) -> bool {
        false
    }

    /// A lower bound of what is left, where it is known without running anything.
    fn length_hint(&self) -> Option<usize> {
        None
    }

    /// Feeds every item to `sink` until it breaks: internal iteration, for consumers that take all.
    ///
    /// The state after each item must be what `next` would have left. The sink never fails: a consumer keeps its
    /// own failure aside and breaks (see [`walk`]).
    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        while let Some(item) = self.next(interp)? {
            interp.pull()?;
            if sink(interp, item).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// `repr(it)`, where it says more than the type.
    fn repr(&self, interp: &mut Interp) -> Result<Option<String>> {
        let _ = interp;
        Ok(None)
    }

    /// Attributes besides those of the type's table: a named iterator's `func`, say.
    fn attribute(&self, name: &str) -> Option<Value> {
        let _ = name;
        None
    }
}

/// What internal iteration feeds.
pub type Sink<'a> = dyn FnMut(&mut Interp, Value) -> ControlFlow<()> + 'a;

/// An iterator as a value.
pub struct Iter {
    inner: Box<dyn PyIter>,
    progress: Cell<Progress>,
    /// Items that were taken and given back, the next one last.
    returned: RefCell<Vec<Value>>,
    _charge: Charge,
}

/// How far an iterator is, as far as that can be told from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Nobody asked for an item yet.
    Fresh,
    /// Somebody did.
    Begun,
    /// Items lie here that were given back.
    Returned,
}

impl Iter {
    /// Puts an iterator on the heap.
    pub fn new<T: PyIter + 'static>(inner: T) -> Rc<Iter> {
        let charge = Charge::of(size_of::<T>() + size_of::<Iter>());
        let keeps_items = inner.keeps_items();
        let iter = Rc::new(Iter {
            inner: Box::new(inner),
            progress: Cell::new(Progress::Fresh),
            returned: RefCell::default(),
            _charge: charge,
        });
        if keeps_items {
            heap::watch(&iter);
        }
        iter
    }

    /// The next item, or `None` at the end. Pays one step.
    #[inline]
    pub fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        interp.pull()?;
        if self.progress.get() != Progress::Begun
            && let Some(item) = self.begin()
        {
            return Ok(Some(item));
        }
        if interp.is_observed() {
            return self.next_observed(interp);
        }
        match interp.nested("", |interp| self.inner.next(interp)) {
            Err(error) if error.is(ExcKind::StopIteration) => Ok(None),
            other => other,
        }
    }

    /// Whether anybody asked for an item yet.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress.get()
    }

    /// Looks at the next items without taking them: they are computed, and given again to whoever asks next.
    ///
    /// # Errors
    /// What computing them raises; those that were computed before stay.
    pub fn peek(&self, interp: &mut Interp, most: usize) -> Result<Vec<Value>> {
        let mut items = Vec::new();
        let mut failed = None;
        while items.len() < most {
            match self.next(interp) {
                Ok(Some(item)) => items.push(item),
                Ok(None) => break,
                Err(error) => {
                    failed = Some(error);
                    break;
                }
            }
        }
        self.returned
            .borrow_mut()
            .extend(items.iter().rev().cloned());
        if !items.is_empty() {
            self.progress.set(Progress::Returned);
        }
        failed.map_or(Ok(items), Err)
    }

    /// Notes that items are asked for; one that was given back, if any.
    #[cold]
    fn begin(&self) -> Option<Value> {
        let mut returned = self.returned.borrow_mut();
        let item = returned.pop();
        if returned.is_empty() {
            self.progress.set(Progress::Begun);
        }
        item
    }

    /// The same while somebody watches.
    #[cold]
    fn next_observed(&self, interp: &mut Interp) -> Result<Option<Value>> {
        interp.tell(Event::Pull(self));
        let item = match interp.nested("", |interp| self.inner.next(interp)) {
            Err(error) if error.is(ExcKind::StopIteration) => None,
            other => other?,
        };
        interp.tell(match &item {
            Some(item) => Event::Give(self, item),
            None => Event::Done(self),
        });
        Ok(item)
    }

    /// Its type.
    #[must_use]
    pub fn type_info(&self) -> &'static TypeInfo {
        self.inner.type_info()
    }

    /// The iterator as its own Rust type.
    #[must_use]
    pub fn downcast<T: PyIter>(&self) -> Option<&T> {
        let any: &dyn Any = &*self.inner;
        any.downcast_ref()
    }

    /// A lower bound of what is left, where it is known.
    #[must_use]
    pub fn length_hint(&self) -> Option<usize> {
        let returned = self.returned.borrow().len();
        (self.inner.length_hint()).map(|hint| hint.saturating_add(returned))
    }

    /// Its `repr`, where that says more than the type.
    ///
    /// # Errors
    /// As `repr` of what it holds.
    pub fn repr(&self, interp: &mut Interp) -> Result<Option<String>> {
        self.inner.repr(interp)
    }

    /// An attribute of its own.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<Value> {
        self.inner.attribute(name)
    }

    /// Feeds every item to `sink`; see [`PyIter::each`].
    pub fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        while self.progress.get() != Progress::Begun
            && let Some(item) = self.begin()
        {
            interp.tick()?;
            if sink(interp, item).is_break() {
                return Ok(());
            }
        }
        if interp.is_observed() {
            return self.each_observed(interp, sink);
        }
        match interp.nested("", |interp| self.inner.each(interp, sink)) {
            Err(error) if error.is(ExcKind::StopIteration) => Ok(()),
            other => other,
        }
    }

    /// The same while somebody watches: the walk is the same, and what passes through is told as pulls.
    #[cold]
    fn each_observed(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        interp.tell(Event::Pull(self));
        let mut stopped = false;
        let walked = interp.nested("", |interp| {
            self.inner.each(interp, &mut |interp, item| {
                interp.tell(Event::Give(self, &item));
                let flow = sink(interp, item);
                stopped = flow.is_break();
                if !stopped {
                    interp.tell(Event::Pull(self));
                }
                flow
            })
        });
        match walked {
            Err(error) if !error.is(ExcKind::StopIteration) => return Err(error),
            _ if !stopped => interp.tell(Event::Done(self)),
            _ => {}
        }
        Ok(())
    }
}

impl Trace for Iter {
    fn trace(&self, visit: &mut Visit<'_>) {
        self.inner.trace(visit);
        self.returned.trace(visit);
    }

    fn let_go(&self) {
        self.inner.let_go();
        drop(self.returned.take());
    }
}

impl Drop for Iter {
    fn drop(&mut self) {
        if !self.returned.get_mut().is_empty() {
            memory::dispose(self.returned.take());
        }
        memory::dispose_of(std::mem::replace(&mut self.inner, Box::new(Gone)));
    }
}

/// Stands in for an iterator that is being dropped.
struct Gone;

impl PyIter for Gone {
    fn type_info(&self) -> &'static TypeInfo {
        &crate::types::object::TYPE
    }

    fn trace(&self, _: &mut Visit<'_>) {}

    fn next(&self, _: &mut Interp) -> Result<Option<Value>> {
        Ok(None)
    }
}

impl Value {
    /// Wraps an iterator.
    pub(crate) fn iter<T: PyIter + 'static>(inner: T) -> Value {
        Value::Iter(Iter::new(inner))
    }
}

/// `iter(value)`.
///
/// # Errors
/// `TypeError` when the value is not iterable.
pub fn open(interp: &mut Interp, value: &Value) -> Result<Rc<Iter>> {
    try_open(interp, value)?.ok_or_else(|| wording::not_iterable(value))
}

/// `iter(value)`, or `None` when the value is not iterable, for callers with a message of their own.
pub fn try_open(interp: &mut Interp, value: &Value) -> Result<Option<Rc<Iter>>> {
    match value {
        Value::Iter(iter) => Ok(Some(Rc::clone(iter))),
        Value::Object(object) => object.iter(interp, value).transpose(),
        Value::List(_)
        | Value::Tuple(_)
        | Value::Str(_)
        | Value::Bytes(_)
        | Value::Range(_)
        | Value::Dict(_)
        | Value::DictView(_)
        | Value::Set(_)
        | Value::FrozenSet(_) => Ok(sequence::over(value)),
        Value::Missing
        | Value::None
        | Value::Ellipsis
        | Value::NotImplemented
        | Value::Bool(_)
        | Value::Int(_)
        | Value::Big(_)
        | Value::Float(_)
        | Value::Complex(_)
        | Value::Slice(_)
        | Value::Function(_)
        | Value::Builtin(_)
        | Value::Method(_)
        | Value::Type(_)
        | Value::Union(_)
        | Value::Module(_)
        | Value::Exception(_)
        | Value::Cell(_) => Ok(None),
    }
}
