//! Calling: from any callable value to the body that runs.

use std::rc::Rc;

use super::bind;
use super::error::Result;
use super::interp::Interp;
use super::table::TypeInfo;
use super::value::Value;
use super::wording;
use crate::types::str::Str;

/// An argument passed by name.
pub type Named = (Rc<Str>, Value);

/// The arguments of one call, stars already unpacked.
#[derive(Clone, Copy, Default)]
pub struct CallArgs<'a> {
    /// Those passed by position.
    pub positional: &'a [Value],
    /// Those passed by name, in order, no name twice.
    pub named: &'a [Named],
}

impl<'a> CallArgs<'a> {
    /// Positional arguments alone.
    #[must_use]
    pub fn positional(positional: &'a [Value]) -> Self {
        CallArgs {
            positional,
            named: &[],
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.positional.len() + self.named.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Interp {
    /// Calls any callable with positional arguments.
    ///
    /// ```
    /// use lambkin::{Engine, Error, Function, Interp, Value};
    ///
    /// let twice = |interp: &mut Interp, f: Value, x: Value| -> Result<Value, Error> {
    ///     let once = interp.call(&f, &[x])?;
    ///     interp.call(&f, &[once])
    /// };
    /// let engine = Engine::builder().register(Function::with_interp("twice(f, x)", twice)).build()?;
    /// assert_eq!(engine.compile("twice(lambda x: x * x, 3)")?.eval(())?.to::<i64>()?, 81);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// What the callee raises, or `TypeError` when the value is not callable.
    #[inline]
    pub fn call(&mut self, callee: &Value, positional: &[Value]) -> Result<Value> {
        self.call_with(callee, CallArgs::positional(positional))
    }

    /// Calls any callable.
    #[doc(hidden)]
    ///
    /// # Errors
    /// What the callee raises, or `TypeError` when the value is not callable.
    pub fn call_with(&mut self, callee: &Value, args: CallArgs<'_>) -> Result<Value> {
        match callee {
            Value::Function(function) => (self.hooks.call_function)(self, function, args),
            Value::Builtin(builtin) => bind::call_unbound(self, builtin, args),
            Value::Method(method) => bind::invoke(self, method.builtin, &method.receiver, args),
            Value::Type(info) => construct(self, info, callee, args),
            Value::Object(object) => {
                self.tick()?;
                object.call(self, callee, args)
            }
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
            | Value::List(_)
            | Value::Tuple(_)
            | Value::Dict(_)
            | Value::DictView(_)
            | Value::Set(_)
            | Value::FrozenSet(_)
            | Value::Range(_)
            | Value::Slice(_)
            | Value::Union(_)
            | Value::Module(_)
            | Value::Iter(_)
            | Value::Exception(_)
            | Value::Cell(_) => Err(wording::not_callable(callee)),
        }
    }

    /// `receiver.name(args)`, the way a builtin calls a method.
    ///
    /// ```
    /// use lambkin::{Engine, Value};
    ///
    /// let mut session = Engine::new().session();
    /// let words = session.with(|interp| interp.call_method(&Value::str("a b"), "split", &[]))?;
    /// assert_eq!(session.repr(&words)?, "['a', 'b']");
    /// # Ok::<(), lambkin::Failure>(())
    /// ```
    ///
    /// # Errors
    /// `AttributeError` when there is no such method, or what it raises.
    pub fn call_method(
        &mut self,
        receiver: &Value,
        name: &str,
        positional: &[Value],
    ) -> Result<Value> {
        let method = super::ops::attr::get_attr(self, receiver, name)?;
        self.call(&method, positional)
    }
}

/// `T(args)`; every exception type shares one constructor.
fn construct(
    interp: &mut Interp,
    info: &'static TypeInfo,
    this: &Value,
    args: CallArgs<'_>,
) -> Result<Value> {
    match info.new {
        Some(new) => bind::invoke(interp, new, this, args),
        None => Err(wording::cannot_create(info)),
    }
}

/// Whether `callable(value)`.
#[must_use]
pub fn is_callable(value: &Value) -> bool {
    match value {
        Value::Function(_) | Value::Builtin(_) | Value::Method(_) | Value::Type(_) => true,
        Value::Object(object) => object.is_callable(),
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
        | Value::List(_)
        | Value::Tuple(_)
        | Value::Dict(_)
        | Value::DictView(_)
        | Value::Set(_)
        | Value::FrozenSet(_)
        | Value::Range(_)
        | Value::Slice(_)
        | Value::Union(_)
        | Value::Module(_)
        | Value::Iter(_)
        | Value::Exception(_)
        | Value::Cell(_) => false,
    }
}
