//! Closures with typed parameters, and what they may return.

use super::super::convert::IntoValue;
use super::arguments::Argument;
use crate::runtime::error::{Error, HostError, Result};
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::value::Value;

/// A closure that programs may call: `Fn(A, B) -> R`.
///
/// ```
/// use lambkin::Function;
/// let area = Function::new("area(width, height)", |width: f64, height: f64| width * height);
/// # drop(area);
/// ```
pub trait HostFunction<Return, Args>: Send + Sync + 'static {
    /// Calls it.
    fn call(&self, args: Args) -> Return;
}

/// A closure that programs may call and that calls back or makes values itself: `Fn(&mut Interp, A, B) -> R`.
///
/// ```
/// use lambkin::{Callable, Function, Interp};
/// let call = Function::with_interp("call(f)", |interp: &mut Interp, f: Callable| f.call(interp, ()));
/// # drop(call);
/// ```
pub trait HostFunctionWithInterp<Return, Args>: Send + Sync + 'static {
    /// Calls it.
    fn call(&self, interp: &mut Interp, args: Args) -> Return;
}

/// What a host's function may return: anything that is [`IntoValue`], or a `Result` of it.
///
/// ```
/// use lambkin::{Engine, Error, ExcKind};
/// let engine = Engine::builder()
///     .function("pair", || (1, "a"))
///     .function("refuse", || -> Result<(), Error> { Err(Error::new(ExcKind::ValueError, "no")) })
///     .build()?;
/// assert_eq!(engine.compile("pair()")?.eval(())?.repr()?, "(1, 'a')");
/// assert_eq!(engine.compile("refuse()")?.eval(()).unwrap_err().to_string(), "ValueError: no");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait IntoReturn {
    /// The value, or the exception.
    ///
    /// # Errors
    /// The host's error as an exception.
    fn into_return(self, interp: &mut Interp) -> Result<Value>;
}

impl<T: IntoValue> IntoReturn for T {
    #[inline]
    fn into_return(self, interp: &mut Interp) -> Result<Value> {
        self.into_value(interp)
    }
}

impl<T: IntoValue, E: IntoError> IntoReturn for Result<T, E> {
    #[inline]
    fn into_return(self, interp: &mut Interp) -> Result<Value> {
        match self {
            Ok(value) => value.into_value(interp),
            Err(error) => Err(error.into_error()),
        }
    }
}

/// What a host's function may fail with: an [`Error`] of the language, or anything that is an error in Rust, which
/// programs see as `RuntimeError` and the host gets back as the failure's source.
///
/// ```
/// use std::error::Error as _;
/// use lambkin::Engine;
/// let engine = Engine::builder().function("number", |text: &str| text.parse::<u8>()).build()?;
/// let failure = engine.compile("number('x')")?.eval(()).unwrap_err();
/// assert_eq!(failure.kind(), "RuntimeError");
/// assert!(failure.source().is_some_and(|source| source.is::<std::num::ParseIntError>()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait IntoError {
    /// The exception.
    fn into_error(self) -> Error;
}

impl IntoError for Error {
    fn into_error(self) -> Error {
        self
    }
}

impl<E: Into<HostError>> IntoError for E {
    fn into_error(self) -> Error {
        Error::caused_by(ExcKind::RuntimeError, self.into())
    }
}

macro_rules! closures {
    ($($($name:ident $arg:ident),*;)*) => {$(
        impl<Func, Return, $($name),*> HostFunction<Return, ($($name,)*)> for Func
        where
            Func: Fn($($name),*) -> Return + Send + Sync + 'static,
            $($name: for<'a> Argument<'a>,)*
        {
            #[inline]
            fn call(&self, ($($arg,)*): ($($name,)*)) -> Return {
                self($($arg),*)
            }
        }

        impl<Func, Return, $($name),*> HostFunctionWithInterp<Return, ($($name,)*)> for Func
        where
            Func: Fn(&mut Interp, $($name),*) -> Return + Send + Sync + 'static,
            $($name: for<'a> Argument<'a>,)*
        {
            #[inline]
            fn call(&self, interp: &mut Interp, ($($arg,)*): ($($name,)*)) -> Return {
                self(interp, $($arg),*)
            }
        }
    )*};
}

closures! {
    ;
    A a;
    A a, B b;
    A a, B b, C c;
    A a, B b, C c, D d;
    A a, B b, C c, D d, E e;
    A a, B b, C c, D d, E e, F f;
    A a, B b, C c, D d, E e, F f, G g;
    A a, B b, C c, D d, E e, F f, G g, H h;
    A a, B b, C c, D d, E e, F f, G g, H h, I i;
    A a, B b, C c, D d, E e, F f, G g, H h, I i, J j;
}
