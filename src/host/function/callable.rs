//! A callable value that a host's function was given.

use super::super::convert::{FromValue, IntoValue, Unfit};
use super::arguments::IntoArguments;
use crate::runtime::call::is_callable;
use crate::runtime::error::{Error, Result};
use crate::runtime::interp::Interp;
use crate::runtime::value::Value;

/// A lambda, builtin or other callable value, as a parameter of a host's function.
///
/// ```
/// use lambkin::{Callable, Engine, Error, Function, Interp, Value};
///
/// let twice = Function::with_interp("twice(f, x)", |interp: &mut Interp, f: Callable, x: Value| {
///     let once = f.call(interp, (x,))?;
///     f.call(interp, (once,))
/// });
/// let engine = Engine::builder().register(twice).build()?;
/// let outcome = engine.compile("twice(lambda x: x * 10, 7)")?.eval(())?;
/// assert_eq!(outcome.to::<i64>()?, 700);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Callable(Value);

impl Callable {
    /// Calls it.
    ///
    /// ```
    /// use lambkin::{Callable, Engine, Function, Interp};
    /// let apply = Function::with_interp("apply", |interp: &mut Interp, f: Callable| f.call(interp, ()));
    /// let engine = Engine::builder().register(apply).build()?;
    /// assert_eq!(engine.compile("apply(lambda x=1: x + 1)")?.eval(())?.to::<i64>()?, 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// What it raises, or a halt.
    pub fn call(&self, interp: &mut Interp, args: impl IntoArguments) -> Result<Value, Error> {
        args.with(interp, |interp, args| interp.call(&self.0, args))
    }

    /// The value itself.
    ///
    /// ```
    /// use lambkin::{Callable, Engine, Function, Interp};
    /// let apply = Function::with_interp("apply", |interp: &mut Interp, f: Callable| interp.call(f.value(), &[]));
    /// let engine = Engine::builder().register(apply).build()?;
    /// assert_eq!(engine.compile("apply(lambda x=1: x + 1)")?.eval(())?.to::<i64>()?, 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.0
    }
}

impl FromValue for Callable {
    fn from_value(_: &mut Interp, value: &Value) -> Result<Self, Unfit> {
        if is_callable(value) {
            Ok(Callable(value.clone()))
        } else {
            Err(Unfit::expected("callable", value))
        }
    }
}

impl IntoValue for Callable {
    fn into_value(self, _: &mut Interp) -> Result<Value> {
        Ok(self.0)
    }
}
