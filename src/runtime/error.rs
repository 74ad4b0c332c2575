//! The two ways in which an evaluation fails.
//!
//! A *raised* failure is a Python exception; a *halted* one says that a limit was reached or that the host
//! cancelled. Builtins that swallow exceptions (`next(it, default)`, `hasattr`) match on the first and cannot
//! touch the second. An error is one word, so that `Result<Value>` stays two.

use std::rc::Rc;

use super::exception::{ExcKind, Exception};
use super::spending::Spender;
use super::value::Value;
use crate::syntax::Span;

/// The result of everything that may fail while running.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failure on its way out: what functions and objects of the host give back.
///
/// ```
/// use lambkin::{Engine, Error, ExcKind, Function};
///
/// let root = |x: f64| match x < 0.0 {
///     true => Err(Error::new(ExcKind::ValueError, "math domain error")),
///     false => Ok(x.sqrt()),
/// };
/// let engine = Engine::builder().register(Function::new("root(x)", root)).build()?;
/// let failure = engine.compile("root(-1.0)")?.eval(()).unwrap_err();
/// assert_eq!(failure.to_string(), "ValueError: math domain error");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Error(Box<Failure>);

/// Which of the two it is.
pub enum Failure {
    /// A Python exception.
    Raised(Raised),
    /// A limit, or the host's word.
    Halted(Halted),
}

/// A raised exception with the way it came.
pub struct Raised {
    /// The exception itself.
    pub exception: Rc<Exception>,
    /// The innermost sub-expression that raised it.
    pub place: Option<Place>,
    /// The calls that led there, innermost first.
    pub calls: Vec<Frame>,
    /// How many calls further out were not kept.
    pub omitted: usize,
    /// The host's own error behind it.
    pub source: Option<HostError>,
}

/// An error of the host.
pub type HostError = Box<dyn std::error::Error + Send + Sync>;

/// A halted evaluation.
pub struct Halted {
    /// Which limit.
    pub limit: Limit,
    /// The sub-expression that was running.
    pub place: Option<Place>,
    /// The sub-expression that spent most, by its node until its text was found.
    pub spender: Spender,
    /// Its place.
    pub spent_at: Option<Place>,
}

/// A span in one of the sources of an evaluation: `eval` brings sources of its own.
///
/// ```
/// use lambkin::{Engine, Failure};
///
/// let Err(Failure::Raised(exception)) = Engine::new().compile("1 + eval('2 / 0')")?.eval(()) else { unreachable!() };
/// let place = exception.place.unwrap();
/// assert_eq!(&place.source[place.span.range()], "2 / 0");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Place {
    /// The text the span is in.
    pub source: std::sync::Arc<str>,
    /// Where in it.
    pub span: Span,
}

/// One call on the way to a failure.
///
/// ```
/// use lambkin::{Engine, Failure};
///
/// let Err(Failure::Raised(exception)) = Engine::new().compile("(lambda x: 1 / x)(0)")?.eval(()) else { unreachable!() };
/// assert_eq!(exception.calls[0].name, "<lambda>");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Frame {
    /// Where the call stands.
    pub place: Place,
    /// What was called, as Python names it: `<lambda>`, `<genexpr>`.
    pub name: &'static str,
}

/// What stops an evaluation from outside the language.
///
/// ```
/// use lambkin::{Engine, Failure, Limit, Limits};
///
/// let engine = Engine::builder().limits(Limits { steps: Some(1000), ..Limits::untrusted() }).build()?;
/// let failure = engine.compile("sum(range(10**6))")?.eval(()).unwrap_err();
/// assert!(matches!(failure, Failure::Halted(halt) if halt.limit == Limit::Steps));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Too many steps.
    Steps,
    /// Too many live bytes.
    Memory,
    /// Too much time.
    Time,
    /// Too much printed.
    Output,
    /// Too many items pulled from iterators.
    Items,
    /// Too many calls of the host's functions.
    HostCalls,
    /// The host cancelled.
    Cancelled,
}

impl Limit {
    /// The limit's stable name: `steps`, `memory`, `time`, `output`, `items`, `host_calls`, `cancelled`.
    ///
    /// ```
    /// assert_eq!(lambkin::Limit::HostCalls.name(), "host_calls");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Limit::Steps => "steps",
            Limit::Memory => "memory",
            Limit::Time => "time",
            Limit::Output => "output",
            Limit::Items => "items",
            Limit::HostCalls => "host_calls",
            Limit::Cancelled => "cancelled",
        }
    }
}

impl Error {
    /// An exception with one message.
    ///
    /// ```
    /// use lambkin::{Error, ExcKind};
    ///
    /// let error = Error::new(ExcKind::KeyError, "no such user");
    /// assert!(error.is(ExcKind::LookupError));
    /// ```
    #[must_use]
    #[cold]
    pub fn new(kind: ExcKind, message: impl Into<String>) -> Self {
        Error::raise(Rc::new(Exception::new(
            kind,
            vec![Value::str(message.into())],
        )))
    }

    /// An exception with these arguments.
    ///
    /// ```
    /// use lambkin::{Error, ExcKind, Value};
    ///
    /// let error = Error::with_args(ExcKind::KeyError, vec![Value::Int(3)]);
    /// assert!(error.is(ExcKind::KeyError));
    /// ```
    #[must_use]
    #[cold]
    pub fn with_args(kind: ExcKind, args: Vec<Value>) -> Self {
        Error::raise(Rc::new(Exception::new(kind, args)))
    }

    /// Raises that exception.
    #[doc(hidden)]
    #[must_use]
    #[cold]
    pub fn raise(exception: Rc<Exception>) -> Self {
        Error(Box::new(Failure::Raised(Raised {
            exception,
            place: None,
            calls: Vec::new(),
            omitted: 0,
            source: None,
        })))
    }

    /// An exception behind which stands an error of the host; that error is its message.
    ///
    /// ```
    /// use lambkin::{Engine, Error, ExcKind, Failure, Function};
    ///
    /// let port = |text: String| {
    ///     let read = text.parse::<u16>();
    ///     read.map_err(|error| Error::caused_by(ExcKind::ValueError, Box::new(error)))
    /// };
    /// let engine = Engine::builder().register(Function::new("port(text)", port)).build()?;
    /// let Err(Failure::Raised(exception)) = engine.compile("port('x')")?.eval(()) else { unreachable!() };
    /// assert_eq!(exception.message, "invalid digit found in string");
    /// assert!(exception.source.is_some_and(|source| source.is::<std::num::ParseIntError>()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    #[cold]
    pub fn caused_by(kind: ExcKind, source: HostError) -> Self {
        let mut error = Error::new(kind, source.to_string());
        if let Failure::Raised(raised) = &mut *error.0 {
            raised.source = Some(source);
        }
        error
    }

    /// Stops the evaluation, on which `spender` spent most.
    #[doc(hidden)]
    #[must_use]
    #[cold]
    pub fn halt(limit: Limit, spender: Spender) -> Self {
        Error(Box::new(Failure::Halted(Halted {
            limit,
            place: None,
            spender,
            spent_at: None,
        })))
    }

    /// Which failure it is.
    #[doc(hidden)]
    #[must_use]
    pub fn failure(&self) -> &Failure {
        &self.0
    }

    /// The failure itself.
    #[doc(hidden)]
    #[must_use]
    pub fn into_failure(self) -> Failure {
        *self.0
    }

    /// Whether it is an exception of that kind or of one below it. A halt is of no kind.
    ///
    /// ```
    /// use lambkin::{Error, ExcKind};
    ///
    /// let error = Error::new(ExcKind::ZeroDivisionError, "division by zero");
    /// assert!(error.is(ExcKind::ArithmeticError));
    /// assert!(!error.is(ExcKind::ValueError));
    /// ```
    #[must_use]
    pub fn is(&self, kind: ExcKind) -> bool {
        match self.failure() {
            Failure::Raised(raised) => raised.exception.kind.is_a(kind),
            Failure::Halted(_) => false,
        }
    }

    /// Notes where it happened, unless a place further in is known already.
    #[doc(hidden)]
    #[must_use]
    #[cold]
    pub fn at(mut self, place: impl FnOnce() -> Place) -> Self {
        let slot = match &mut *self.0 {
            Failure::Raised(raised) => &mut raised.place,
            Failure::Halted(halted) => &mut halted.place,
        };
        if slot.is_none() {
            *slot = Some(place());
        }
        self
    }

    /// Notes the text of who spent most, where `find` knows it; an exception does not care.
    #[doc(hidden)]
    #[must_use]
    #[cold]
    pub fn spent(mut self, find: impl FnOnce(Spender) -> Option<Place>) -> Self {
        if let Failure::Halted(halted) = &mut *self.0
            && halted.spent_at.is_none()
        {
            halted.spent_at = find(halted.spender);
        }
        self
    }

    /// Notes a call that led there; the innermost hundred are kept.
    #[doc(hidden)]
    #[must_use]
    #[cold]
    pub fn through(mut self, frame: impl FnOnce() -> Frame) -> Self {
        if let Failure::Raised(raised) = &mut *self.0 {
            if raised.calls.len() < 100 {
                raised.calls.push(frame());
            } else {
                raised.omitted += 1;
            }
        }
        self
    }
}

const _: () = assert!(size_of::<Error>() == size_of::<usize>());
