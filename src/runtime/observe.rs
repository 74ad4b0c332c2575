//! Watching an evaluation: what an observer is told, and how it is told.
//!
//! The evaluator tells what happens and knows nothing of why somebody wants to know. Only a program that was lowered
//! for it tells of its expressions, and only an interpreter with an observer tells of its iterators, so a program that
//! nobody watches pays nothing.

use std::rc::Rc;

use super::error::Error;
use super::interp::Interp;
use super::iter::Iter;
use super::unit::Unit;
use super::value::Value;
use crate::syntax::Span;

/// Something that happened in an evaluation.
///
/// ```
/// use std::cell::RefCell;
/// use std::rc::Rc;
/// use lambkin::{Engine, Event, Observer};
///
/// struct Calls(Rc<RefCell<u32>>);
/// impl Observer for Calls {
///     fn see(&mut self, event: Event<'_>) {
///         if let Event::Call(_) = event {
///             *self.0.borrow_mut() += 1;
///         }
///     }
/// }
///
/// let calls = Rc::new(RefCell::new(0));
/// Engine::new().session().watch("list(map(lambda x: x * x, range(5)))", Box::new(Calls(Rc::clone(&calls))))?;
/// assert_eq!(*calls.borrow(), 5);
/// # Ok::<(), lambkin::Failure>(())
/// ```
pub enum Event<'a> {
    /// `a + b`: an expression is about to be evaluated.
    Enter(Span),
    /// `a + b`: it has a value, or failed.
    Leave(Span, Result<&'a Value, &'a Error>),
    /// `f(x)`: the body of a lambda is about to be evaluated, its arguments bound.
    Call(Closure<'a>),
    /// `f(x)`: the body is done, well or not.
    Return,
    /// `[… for x in xs]`: a clause has its next item, bound in the frame.
    Item(Item<'a>),
    /// `next(it)`: somebody asks an iterator for an item.
    Pull(&'a Iter),
    /// `next(it)`: it gives one.
    Give(&'a Iter, &'a Value),
    /// `next(it)`: it has none left.
    Done(&'a Iter),
}

/// A lambda at work.
#[derive(Clone, Copy)]
pub struct Closure<'a> {
    /// The program it stands in.
    pub unit: &'a Rc<Unit>,
    /// Which of its lambdas.
    pub lambda: u32,
    /// The values of its parameters, in slot order.
    pub frame: &'a [Value],
    /// What it took along.
    pub captures: &'a [Value],
}

/// A comprehension or generator with a new item.
#[derive(Clone, Copy)]
pub struct Item<'a> {
    /// The program it stands in.
    pub unit: &'a Rc<Unit>,
    /// Which of its comprehensions.
    pub comprehension: u32,
    /// Which of its clauses.
    pub clause: u32,
    /// The values of its variables, then what it took along.
    pub frame: &'a [Value],
}

/// Somebody who watches.
///
/// ```
/// use lambkin::{Event, Observer};
///
/// struct Printer;
/// impl Observer for Printer {
///     fn see(&mut self, event: Event<'_>) {
///         if let Event::Leave(span, Ok(value)) = event {
///             println!("bytes {span:?} are {value:?}");
///         }
///     }
/// }
/// lambkin::Engine::new().session().watch("1 + 1", Box::new(Printer))?;
/// # Ok::<(), lambkin::Failure>(())
/// ```
pub trait Observer {
    /// Is told what happened. The values are those of the program: whoever changes them changes the evaluation.
    fn see(&mut self, event: Event<'_>);
}

impl Interp {
    /// From here on, that observer is told; or nobody. Returns who was told before.
    ///
    /// ```
    /// let mut session = lambkin::Engine::new().session();
    /// assert!(session.interp().observed_by(None).is_none());
    /// ```
    pub fn observed_by(
        &mut self,
        observer: Option<Box<dyn Observer>>,
    ) -> Option<Box<dyn Observer>> {
        std::mem::replace(&mut self.observer, observer)
    }

    /// Whether somebody watches.
    #[doc(hidden)]
    #[inline]
    #[must_use]
    pub fn is_observed(&self) -> bool {
        self.observer.is_some()
    }

    /// Tells the observer, if there is one.
    #[doc(hidden)]
    #[cold]
    pub fn tell(&mut self, event: Event<'_>) {
        if let Some(observer) = &mut self.observer {
            observer.see(event);
        }
    }
}
