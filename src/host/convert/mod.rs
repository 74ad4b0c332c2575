//! Rust data to values of the language and back.
//!
//! Both directions run under the limits of the interpreter that they are given, so data that is huge or deep is
//! refused like an expression that makes such data.

mod maps;
mod numbers;
mod sequences;
mod text;
mod tuples;
mod unfit;

#[cfg(feature = "serde")]
pub(super) use maps::MOST_AT_ONCE;
pub use maps::Pairs;
pub use text::Bytes;
pub use unfit::Unfit;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::value::Value;

/// Rust data that becomes a value.
///
/// ```
/// use lambkin::{Error, Interp, IntoValue, Value};
///
/// struct Celsius(f64);
///
/// impl IntoValue for Celsius {
///     fn into_value(self, interp: &mut Interp) -> Result<Value, Error> {
///         self.0.into_value(interp)
///     }
/// }
///
/// let program = lambkin::Engine::new().compile("t * 9 / 5 + 32")?;
/// assert_eq!(program.eval([("t", Celsius(100.0))])?.to::<f64>()?, 212.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait IntoValue {
    /// Makes the value.
    ///
    /// # Errors
    /// A halt where it needs more than the limits allow; `TypeError` for a map's key that cannot be hashed.
    fn into_value(self, interp: &mut Interp) -> Result<Value>;

    /// Makes the value as the key of a dict. Texts that were keys lately need not be made again, so a type that stands
    /// for a text may hand this on to its own.
    ///
    /// ```
    /// use lambkin::{Error, Interp, IntoValue, Pairs, Value};
    ///
    /// struct Header(&'static str);
    ///
    /// impl IntoValue for Header {
    ///     fn into_value(self, interp: &mut Interp) -> Result<Value, Error> {
    ///         self.0.into_value(interp)
    ///     }
    ///     fn into_key(self, interp: &mut Interp) -> Result<Value, Error> {
    ///         self.0.into_key(interp)
    ///     }
    /// }
    ///
    /// let program = lambkin::Engine::new().compile("headers['host']")?;
    /// let headers = Pairs([(Header("host"), "example.org")]);
    /// assert_eq!(program.eval([("headers", headers)])?.to::<String>()?, "example.org");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`IntoValue::into_value`].
    fn into_key(self, interp: &mut Interp) -> Result<Value>
    where
        Self: Sized,
    {
        self.into_value(interp)
    }
}

/// Rust data made from a value.
///
/// ```
/// use lambkin::{FromValue, Interp, Unfit, Value};
///
/// #[derive(Debug, PartialEq)]
/// struct Point { x: f64, y: f64 }
///
/// impl FromValue for Point {
///     fn from_value(interp: &mut Interp, value: &Value) -> Result<Self, Unfit> {
///         let (x, y) = FromValue::from_value(interp, value)?;
///         Ok(Point { x, y })
///     }
/// }
///
/// let outcome = lambkin::Engine::new().compile("(1, 2.5)")?.eval(())?;
/// assert_eq!(outcome.to::<Point>()?, Point { x: 1.0, y: 2.5 });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait FromValue: Sized {
    /// Whether an argument of this type may be left out of a call: true of `Option`.
    const OPTIONAL: bool = false;

    /// Reads the value.
    ///
    /// # Errors
    /// [`Unfit`]: the type is another one, a number does not fit, a part is missing.
    fn from_value(interp: &mut Interp, value: &Value) -> Result<Self, Unfit>;
}

impl IntoValue for Value {
    fn into_value(self, _: &mut Interp) -> Result<Value> {
        Ok(self)
    }
}

impl IntoValue for &Value {
    fn into_value(self, _: &mut Interp) -> Result<Value> {
        Ok(self.clone())
    }
}

impl FromValue for Value {
    fn from_value(_: &mut Interp, value: &Value) -> Result<Self, Unfit> {
        Ok(value.clone())
    }
}

/// `None`
impl IntoValue for () {
    fn into_value(self, _: &mut Interp) -> Result<Value> {
        Ok(Value::None)
    }
}

impl FromValue for () {
    fn from_value(_: &mut Interp, value: &Value) -> Result<Self, Unfit> {
        if value.is_none() {
            Ok(())
        } else {
            Err(Unfit::expected("None", value))
        }
    }
}

impl IntoValue for bool {
    fn into_value(self, _: &mut Interp) -> Result<Value> {
        Ok(Value::Bool(self))
    }
}

impl FromValue for bool {
    fn from_value(_: &mut Interp, value: &Value) -> Result<Self, Unfit> {
        if let Value::Bool(value) = value {
            Ok(*value)
        } else {
            Err(Unfit::expected("bool", value))
        }
    }
}

/// `None`, or the value itself.
impl<T: IntoValue> IntoValue for Option<T> {
    fn into_value(self, interp: &mut Interp) -> Result<Value> {
        self.map_or(Ok(Value::None), |value| value.into_value(interp))
    }
}

impl<T: FromValue> FromValue for Option<T> {
    const OPTIONAL: bool = true;

    fn from_value(interp: &mut Interp, value: &Value) -> Result<Self, Unfit> {
        if value.is_none() || value.is_missing() {
            Ok(None)
        } else {
            T::from_value(interp, value).map(Some)
        }
    }
}

impl<T: IntoValue> IntoValue for Box<T> {
    fn into_value(self, interp: &mut Interp) -> Result<Value> {
        (*self).into_value(interp)
    }
}

impl<T: FromValue> FromValue for Box<T> {
    fn from_value(interp: &mut Interp, value: &Value) -> Result<Self, Unfit> {
        T::from_value(interp, value).map(Box::new)
    }
}
