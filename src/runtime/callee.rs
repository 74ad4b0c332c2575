//! A callable that is called again and again with as many arguments, as `map` calls its function: the way to call it is
//! found once.

use super::bind::{Way, call_by};
use super::error::Result;
use super::interp::Interp;
use super::table::Builtin;
use super::trace::{Trace, Visit};
use super::value::Value;

/// A callable with the way to call it.
pub struct Callee {
    function: Value,
    kind: Kind,
}

/// What the callable is, where that spares questions.
enum Kind {
    /// `len`: a builtin without a receiver.
    Builtin(&'static Builtin, Way),
    /// `str`: a type with its constructor.
    Type(&'static Builtin, Way),
    /// `lambda x: x`, and whatever else may be called or not.
    Any,
}

impl Callee {
    /// The callable, to be called with `given` arguments by position.
    #[must_use]
    pub fn new(function: &Value, given: usize) -> Self {
        let kind = match function {
            Value::Builtin(builtin) if builtin.owner.is_empty() => {
                Kind::Builtin(builtin, Way::of(builtin, given))
            }
            Value::Type(info) => info
                .new
                .map_or(Kind::Any, |new| Kind::Type(new, Way::of(new, given))),
            _ => Kind::Any,
        };
        Callee {
            function: function.clone(),
            kind,
        }
    }

    /// Calls it.
    ///
    /// # Errors
    /// As [`Interp::call`].
    #[inline]
    pub fn call(&self, interp: &mut Interp, args: &[Value]) -> Result<Value> {
        match self.kind {
            Kind::Any => interp.call(&self.function, args),
            Kind::Builtin(builtin, way) => call_by(interp, way, builtin, &Value::Missing, args),
            Kind::Type(new, way) => call_by(interp, way, new, &self.function, args),
        }
    }
}

impl Trace for Callee {
    fn trace(&self, visit: &mut Visit<'_>) {
        self.function.trace(visit);
    }
}
