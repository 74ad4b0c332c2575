//! Why an evaluation gave no value: as data, as Python's last line, and drawn.

use std::fmt;

use crate::runtime::error::{self, Error, Frame, Halted, HostError, Limit, Place};
use crate::runtime::interp::Interp;
use crate::runtime::meter::Budget;
use crate::syntax::{Diagnostic, Span};
use crate::types::exception as exceptions;

/// Why there is no value.
///
/// Its text is Python's last line: `ZeroDivisionError: division by zero`.
///
/// ```
/// use lambkin::{Engine, Failure};
/// let failure = Engine::new().compile("1 / 0")?.eval(()).unwrap_err();
/// assert!(matches!(failure, Failure::Raised(_)));
/// assert_eq!(failure.to_string(), "ZeroDivisionError: division by zero");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub enum Failure {
    /// `1 +`: the text is no expression.
    Refused(Diagnostics),
    /// `1 / 0`: a Python exception.
    Raised(Exception),
    /// `sum(iter(int, 1))`: a limit was reached, or the host cancelled.
    Halted(Halt),
    /// The value is not what the host asked for: `orders[3].age: 300 does not fit in u8`.
    Unfit(Mismatch),
}

/// Everything that is wrong with a text. Its text is Python's last line for the first finding.
///
/// ```
/// use lambkin::Engine;
/// let refused = Engine::new().compile("f(x for x in y, 1)").unwrap_err();
/// assert_eq!(refused.len(), 1);
/// assert_eq!(refused.to_string(), "SyntaxError: Generator expression must be parenthesized");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostics(Vec<Diagnostic>);

/// A value that is not what the host asked for.
///
/// ```
/// use lambkin::{Engine, Failure};
/// let outcome = Engine::new().compile("[1, 'a']")?.eval(())?;
/// let Err(Failure::Unfit(mismatch)) = outcome.to::<Vec<i64>>() else { unreachable!() };
/// assert_eq!((mismatch.path.as_str(), mismatch.message.as_str()), ("[1]", "must be int, not str"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// Where in the value: `orders[3].age`; empty for the value itself.
    pub path: String,
    /// What is wrong there: `300 does not fit in u8`, `must be str, not int`.
    pub message: String,
}

/// A Python exception that came out of an evaluation.
///
/// ```
/// use lambkin::{Engine, Failure};
/// let Err(Failure::Raised(exception)) = Engine::new().compile("(lambda x: x.y)(1)")?.eval(()) else {
///     unreachable!()
/// };
/// assert_eq!(exception.type_name, "AttributeError");
/// assert_eq!(exception.calls.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Exception {
    /// The name of its type.
    pub type_name: &'static str,
    /// Its message, as after `TypeError: `.
    pub message: String,
    /// The sub-expression that raised it.
    pub place: Option<Place>,
    /// The calls that led there, innermost first.
    pub calls: Vec<Frame>,
    /// How many calls further out were not kept.
    pub omitted: usize,
    /// The host's own error behind it, where a function of the host failed.
    pub source: Option<HostError>,
}

/// A limit that was reached.
///
/// ```
/// use lambkin::{Engine, Failure, Limit};
/// let Err(Failure::Halted(halt)) = Engine::new().compile("[0] * 10**12")?.eval(()) else {
///     unreachable!()
/// };
/// assert_eq!(halt.limit, Limit::Memory);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Halt {
    /// Which.
    pub limit: Limit,
    /// What would have been exceeded: `more than 1000 steps`.
    pub message: String,
    /// The sub-expression that was running.
    pub place: Option<Place>,
    /// The sub-expression that spent most until then: a call, a comprehension, the body of a lambda, an operation on
    /// large values. Samples decide, taken every few thousand steps, so it is the same on every machine.
    pub spent_at: Option<Place>,
}

impl Failure {
    /// The failure as the host sees it.
    #[cold]
    pub(super) fn new(interp: &mut Interp, error: Error) -> Self {
        match error.into_failure() {
            error::Failure::Halted(halted) => {
                Failure::Halted(Halt::new(halted, interp.meter.budget()))
            }
            error::Failure::Raised(raised) => {
                // The message may itself be too much to write; the type is still worth saying.
                let message = exceptions::str(interp, &raised.exception).unwrap_or_default();
                Failure::Raised(Exception {
                    type_name: raised.exception.kind.qualified_name(),
                    message,
                    place: raised.place,
                    calls: raised.calls,
                    omitted: raised.omitted,
                    source: raised.source,
                })
            }
        }
    }

    /// What the failure is called: the exception's type, `SyntaxError`, `LimitExceeded`, or `KeyboardInterrupt` where
    /// the host cancelled.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let failure = Engine::new().session().eval("[][0]").unwrap_err();
    /// assert_eq!(failure.kind(), "IndexError");
    /// ```
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Failure::Refused(findings) => findings.kind(),
            Failure::Unfit(_) => "TypeError",
            Failure::Raised(exception) => exception.type_name,
            Failure::Halted(halt) => match halt.limit {
                Limit::Cancelled => "KeyboardInterrupt",
                Limit::Steps
                | Limit::Memory
                | Limit::Time
                | Limit::Output
                | Limit::Items
                | Limit::HostCalls => "LimitExceeded",
            },
        }
    }

    /// What it says, as after `TypeError: `; of several findings, the first.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let failure = Engine::new().session().eval("[][0]").unwrap_err();
    /// assert_eq!(failure.message(), "list index out of range");
    /// ```
    #[must_use]
    pub fn message(&self) -> &str {
        match self {
            Failure::Refused(findings) => findings.first().map_or("", |first| &first.message),
            Failure::Raised(exception) => &exception.message,
            Failure::Halted(halt) => &halt.message,
            Failure::Unfit(mismatch) => &mismatch.message,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Failure::Unfit(mismatch) = self {
            return mismatch.fmt(f);
        }
        match self.message() {
            "" => f.write_str(self.kind()),
            message => write!(f, "{}: {message}", self.kind()),
        }
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        if let Failure::Raised(exception) = self {
            exception.source.as_deref().map(|source| source as _)
        } else {
            None
        }
    }
}

impl From<Diagnostics> for Failure {
    fn from(findings: Diagnostics) -> Self {
        Failure::Refused(findings)
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&*self.path, self.message.starts_with("must")) {
            ("", true) => write!(f, "the value {}", self.message),
            ("", false) => f.write_str(&self.message),
            (path, true) => write!(f, "{path} {}", self.message),
            (path, false) => write!(f, "{path}: {}", self.message),
        }
    }
}

impl Diagnostics {
    /// What Python calls the first finding: `SyntaxError`, `IndentationError`; `NameError` for an undeclared input.
    ///
    /// ```
    /// use lambkin::Engine;
    /// assert_eq!(Engine::new().compile("(").unwrap_err().kind(), "SyntaxError");
    /// ```
    #[must_use]
    pub fn kind(&self) -> &'static str {
        self.first()
            .map_or("SyntaxError", |first| match first.kind {
                "unknown-name" => "NameError",
                _ => first.exception_name(),
            })
    }
}

impl From<Vec<Diagnostic>> for Diagnostics {
    fn from(findings: Vec<Diagnostic>) -> Self {
        Diagnostics(findings)
    }
}

impl std::ops::Deref for Diagnostics {
    type Target = [Diagnostic];

    fn deref(&self) -> &[Diagnostic] {
        &self.0
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = self.first().map_or("", |first| &first.message);
        write!(f, "{}: {message}", self.kind())
    }
}

impl std::error::Error for Diagnostics {}

impl Exception {
    /// The span of the sub-expression that raised it, in the program's own text.
    ///
    /// ```
    /// use lambkin::{Engine, Failure};
    /// let Err(Failure::Raised(exception)) = Engine::new().compile("1 + len(2)")?.eval(()) else {
    ///     unreachable!()
    /// };
    /// assert_eq!(exception.span().map(|span| span.range()), Some(4..10));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.place.as_ref().map(|place| place.span)
    }
}

impl Halt {
    /// The halt as a host sees it, under that budget.
    pub(super) fn new(halted: Halted, budget: &Budget) -> Self {
        let message = match halted.limit {
            Limit::Steps => format!("more than {} steps", budget.steps.unwrap_or_default()),
            Limit::Memory => format!(
                "more than {} of memory",
                size(budget.memory.unwrap_or_default())
            ),
            Limit::Time => format!("more than {:?}", budget.time.unwrap_or_default()),
            Limit::Output => format!(
                "more than {} of output",
                size(budget.output.unwrap_or_default())
            ),
            Limit::Items => format!(
                "more than {} items pulled",
                budget.items.unwrap_or_default()
            ),
            Limit::HostCalls => format!(
                "more than {} calls of host functions",
                budget.host_calls.unwrap_or_default()
            ),
            Limit::Cancelled => String::new(),
        };
        // A cancelled evaluation did nothing wrong.
        let spent_at = halted.spent_at.filter(|_| halted.limit != Limit::Cancelled);
        Halt {
            limit: halted.limit,
            message,
            place: halted.place.or_else(|| spent_at.clone()),
            spent_at,
        }
    }
}

/// A number of bytes in the largest unit that divides it.
fn size(bytes: usize) -> String {
    for (unit, name) in [(30, "GiB"), (20, "MiB"), (10, "KiB")] {
        if bytes >= 1 << unit && bytes.is_multiple_of(1 << unit) {
            return format!("{} {name}", bytes >> unit);
        }
    }
    format!("{bytes} bytes")
}
