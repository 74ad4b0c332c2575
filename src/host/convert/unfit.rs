//! Why a value is not what the host asked for, and where in it.

use std::fmt::Write as _;

use super::super::failure::{Failure, Mismatch};
use crate::runtime::error::Error;
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::ops::attr;
use crate::runtime::value::Value;

/// Why a value is not what the host asked for.
///
/// Whoever reads the parts of a value says where: [`Unfit::at_index`], [`Unfit::in_field`].
///
/// ```
/// use lambkin::{FromValue, Interp, Unfit, Value};
/// struct Even(i64);
/// impl FromValue for Even {
///     fn from_value(interp: &mut Interp, value: &Value) -> Result<Self, Unfit> {
///         let number = i64::from_value(interp, value)?;
///         if number % 2 == 0 { Ok(Even(number)) } else { Err(Unfit::expected("an even int", value)) }
///     }
/// }
/// let outcome = lambkin::Engine::new().compile("[2, 3]")?.eval(())?;
/// let unfit = outcome.to::<Vec<Even>>().map(|_| ()).unwrap_err();
/// assert_eq!(unfit.to_string(), "[1] must be an even int, not int");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Unfit(Box<Reason>);

enum Reason {
    /// The value does not fit.
    Mismatch {
        kind: ExcKind,
        message: String,
        /// The steps that lead to it, innermost first.
        path: Vec<Step>,
    },
    /// Reading it raised an exception or halted.
    Failed(Error),
}

enum Step {
    Index(usize),
    Field(String),
    Key(String),
}

impl Unfit {
    /// The value is of another type than `what`.
    ///
    /// ```
    /// use lambkin::{Unfit, Value};
    /// let unfit = Unfit::expected("str", &Value::Int(1));
    /// # drop(unfit);
    /// ```
    #[must_use]
    #[cold]
    pub fn expected(what: &str, value: &Value) -> Self {
        let given = if value.is_none() {
            "None".to_owned()
        } else {
            attr::type_name(value)
        };
        Unfit::new(ExcKind::TypeError, format!("must be {what}, not {given}"))
    }

    /// It does not fit, and where it is an argument of a function, that exception says so.
    ///
    /// ```
    /// use lambkin::{ExcKind, Unfit};
    /// let unfit = Unfit::new(ExcKind::ValueError, "must not be empty");
    /// # drop(unfit);
    /// ```
    #[must_use]
    #[cold]
    pub fn new(kind: ExcKind, message: impl Into<String>) -> Self {
        Unfit(Box::new(Reason::Mismatch {
            kind,
            message: message.into(),
            path: Vec::new(),
        }))
    }

    /// It stands at that position of a sequence.
    ///
    /// ```
    /// use lambkin::{Unfit, Value};
    /// let unfit = Unfit::expected("str", &Value::Int(1)).at_index(3);
    /// # drop(unfit);
    /// ```
    #[must_use]
    pub fn at_index(self, index: usize) -> Self {
        self.within(Step::Index(index))
    }

    /// It stands in that field of a record.
    ///
    /// ```
    /// use lambkin::{Unfit, Value};
    /// let unfit = Unfit::expected("str", &Value::Int(1)).in_field("age");
    /// # drop(unfit);
    /// ```
    #[must_use]
    pub fn in_field(self, name: impl Into<String>) -> Self {
        self.within(Step::Field(name.into()))
    }

    /// It stands under that key, given as its `repr`, of a dict.
    ///
    /// ```
    /// use lambkin::{Unfit, Value};
    /// let unfit = Unfit::expected("str", &Value::Int(1)).under_key("'a b'");
    /// # drop(unfit);
    /// ```
    #[must_use]
    pub fn under_key(self, key: impl Into<String>) -> Self {
        self.within(Step::Key(key.into()))
    }

    fn within(mut self, step: Step) -> Self {
        if let Reason::Mismatch { path, .. } = &mut *self.0 {
            path.push(step);
        }
        self
    }

    /// The failure for the host that asked.
    #[must_use]
    pub(crate) fn failure(self, interp: &mut Interp) -> Failure {
        match *self.0 {
            Reason::Mismatch { message, path, .. } => Failure::Unfit(Mismatch {
                path: spell(&path),
                message,
            }),
            Reason::Failed(error) => Failure::new(interp, error),
        }
    }

    /// The exception for the program whose argument does not fit; `subject` names it: `geo() argument 'lat'`.
    #[must_use]
    pub(crate) fn raise(self, subject: &str) -> Error {
        match *self.0 {
            Reason::Mismatch {
                kind,
                message,
                path,
            } => {
                let path = spell(&path);
                let path = if path.is_empty() || path.starts_with('[') {
                    path
                } else {
                    format!(".{path}")
                };
                let words = [subject, &path];
                let text = match (words.concat(), message.starts_with("must")) {
                    (place, _) if place.is_empty() => message,
                    (place, true) => format!("{place} {message}"),
                    (place, false) => format!("{place}: {message}"),
                };
                Error::new(kind, text)
            }
            Reason::Failed(error) => error,
        }
    }
}

impl From<Error> for Unfit {
    fn from(error: Error) -> Self {
        Unfit(Box::new(Reason::Failed(error)))
    }
}

/// The steps from the outermost value: `orders[3].customer['age']`.
fn spell(path: &[Step]) -> String {
    let mut text = String::new();
    for step in path.iter().rev() {
        // Writing to a string does not fail.
        let _ = match step {
            Step::Index(index) => write!(text, "[{index}]"),
            Step::Key(key) => write!(text, "[{key}]"),
            Step::Field(name) if text.is_empty() => write!(text, "{name}"),
            Step::Field(name) => write!(text, ".{name}"),
        };
    }
    text
}
