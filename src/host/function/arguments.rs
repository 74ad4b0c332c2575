//! The arguments of a call, in both directions: what a host's function gets, and what a host passes.

use super::super::convert::{FromValue, IntoValue, Unfit};
use crate::runtime::error::{Error, Result};
use crate::runtime::interp::Interp;
use crate::runtime::value::Value;

/// What a parameter of a host's function may be: everything that is [`FromValue`], and `&str` and `&Value`, which are
/// looked at where they lie.
///
/// ```
/// use lambkin::{Engine, Value};
/// let engine = Engine::builder()
///     .function("same", |text: &str, value: &Value| value.as_str() == Some(text))
///     .build()?;
/// assert!(engine.compile("same('a', 'a')")?.eval(())?.to::<bool>()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Argument<'a> {
    /// The parameter's type with the lifetime of the call.
    type Output;
    /// Whether it may be left out where no signature says so.
    const OPTIONAL: bool;

    /// Reads one argument.
    ///
    /// # Errors
    /// [`Unfit`] when the value is another one.
    fn read(interp: &mut Interp, value: &'a Value) -> Result<Self::Output, Unfit>;
}

impl<'a, T: FromValue> Argument<'a> for T {
    type Output = T;
    const OPTIONAL: bool = T::OPTIONAL;

    #[inline]
    fn read(interp: &mut Interp, value: &'a Value) -> Result<Self::Output, Unfit> {
        T::from_value(interp, value)
    }
}

impl<'a> Argument<'a> for &str {
    type Output = &'a str;
    const OPTIONAL: bool = false;

    #[inline]
    fn read(_: &mut Interp, value: &'a Value) -> Result<Self::Output, Unfit> {
        value.as_str().ok_or_else(|| Unfit::expected("str", value))
    }
}

impl<'a> Argument<'a> for &Value {
    type Output = &'a Value;
    const OPTIONAL: bool = false;

    #[inline]
    fn read(_: &mut Interp, value: &'a Value) -> Result<Self::Output, Unfit> {
        Ok(value)
    }
}

/// A tuple of parameters, up to ten.
///
/// ```
/// use lambkin::Engine;
/// let engine = Engine::builder().function("add", |a: i64, b: Option<i64>| a + b.unwrap_or(1)).build()?;
/// assert_eq!(engine.compile("add(1) + add(1, 2)")?.eval(())?.to::<i64>()?, 5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Arguments<'a> {
    /// The parameters' types with the lifetime of the call.
    type Output;
    /// Which of them may be left out.
    const OPTIONAL: &'static [bool];

    /// Reads all of them; `subject` names the one at that position in messages.
    ///
    /// # Errors
    /// The exception for the first that does not fit.
    fn read(
        interp: &mut Interp,
        slots: &'a [Value],
        subject: &dyn Fn(usize) -> String,
    ) -> Result<Self::Output>;
}

/// The arguments that a host passes to a lambda: a tuple of up to ten, or values made before.
///
/// ```
/// use lambkin::{Engine, Value};
/// let program = Engine::new().compile("lambda a, b: a * b")?;
/// assert_eq!(program.call((2, "ab"))?.to::<String>()?, "abab");
/// assert_eq!(program.call(&[Value::Int(2), Value::Int(3)])?.to::<i64>()?, 6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait IntoArguments {
    /// Hands the values to `body`.
    ///
    /// # Errors
    /// What making the values raises, or what `body` does.
    fn with<R>(
        self,
        interp: &mut Interp,
        body: impl FnOnce(&mut Interp, &[Value]) -> Result<R>,
    ) -> Result<R>;
}

impl IntoArguments for &[Value] {
    fn with<R>(
        self,
        interp: &mut Interp,
        body: impl FnOnce(&mut Interp, &[Value]) -> Result<R>,
    ) -> Result<R> {
        body(interp, self)
    }
}

impl<const N: usize> IntoArguments for &[Value; N] {
    fn with<R>(
        self,
        interp: &mut Interp,
        body: impl FnOnce(&mut Interp, &[Value]) -> Result<R>,
    ) -> Result<R> {
        body(interp, self)
    }
}

impl IntoArguments for &Vec<Value> {
    fn with<R>(
        self,
        interp: &mut Interp,
        body: impl FnOnce(&mut Interp, &[Value]) -> Result<R>,
    ) -> Result<R> {
        body(interp, self)
    }
}

macro_rules! tuples {
    ($($($name:ident $index:tt),*;)*) => {$(
        impl<'a, $($name: Argument<'a>),*> Arguments<'a> for ($($name,)*) {
            type Output = ($($name::Output,)*);
            const OPTIONAL: &'static [bool] = &[$($name::OPTIONAL),*];

            #[inline]
            #[allow(unused_variables, clippy::unused_unit, reason = "no arguments need nothing")]
            fn read(
                interp: &mut Interp,
                slots: &'a [Value],
                subject: &dyn Fn(usize) -> String,
            ) -> Result<Self::Output> {
                Ok(($({
                    let slot = slots.get($index).unwrap_or(&Value::Missing);
                    $name::read(interp, slot).map_err(|unfit| raised(unfit, subject, $index))?
                },)*))
            }
        }

        impl<$($name: IntoValue),*> IntoArguments for ($($name,)*) {
            #[inline]
            fn with<R>(
                self,
                interp: &mut Interp,
                body: impl FnOnce(&mut Interp, &[Value]) -> Result<R>,
            ) -> Result<R> {
                let values: &[Value] = &[$(self.$index.into_value(interp)?),*];
                body(interp, values)
            }
        }
    )*};
}

#[cold]
fn raised(unfit: Unfit, subject: &dyn Fn(usize) -> String, index: usize) -> Error {
    unfit.raise(&subject(index))
}

tuples! {
    ;
    A 0;
    A 0, B 1;
    A 0, B 1, C 2;
    A 0, B 1, C 2, D 3;
    A 0, B 1, C 2, D 3, E 4;
    A 0, B 1, C 2, D 3, E 4, F 5;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9;
}
