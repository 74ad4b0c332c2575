//! Text and bytes.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use super::{FromValue, IntoValue, Unfit};
use crate::runtime::error::Result;
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::value::Value;

fn text(value: &Value) -> Result<&str, Unfit> {
    value.as_str().ok_or_else(|| Unfit::expected("str", value))
}

macro_rules! texts {
    ($($name:ty)*) => {$(
        impl IntoValue for $name {
            fn into_value(self, interp: &mut Interp) -> Result<Value> {
                interp.reserve(self.len())?;
                Ok(Value::str(self))
            }

            fn into_key(self, interp: &mut Interp) -> Result<Value> {
                interp.key(&self)
            }
        }
    )*};
}

texts! { &str String Box<str> Cow<'_, str> }

macro_rules! owned_texts {
    ($($name:ty)*) => {$(
        impl FromValue for $name {
            fn from_value(_: &mut Interp, value: &Value) -> Result<Self, Unfit> {
                text(value).map(Self::from)
            }
        }
    )*};
}

owned_texts! { String Box<str> Rc<str> Arc<str> }

impl FromValue for Cow<'static, str> {
    fn from_value(interp: &mut Interp, value: &Value) -> Result<Self, Unfit> {
        String::from_value(interp, value).map(Cow::Owned)
    }
}

macro_rules! shared_texts {
    ($($name:ty)*) => {$(
        impl IntoValue for $name {
            fn into_value(self, interp: &mut Interp) -> Result<Value> {
                let text: &str = &self;
                text.into_value(interp)
            }

            fn into_key(self, interp: &mut Interp) -> Result<Value> {
                interp.key(&self)
            }
        }
    )*};
}

shared_texts! { &String Rc<str> Arc<str> }

/// A `str` of one character.
impl IntoValue for char {
    fn into_value(self, interp: &mut Interp) -> Result<Value> {
        Ok(interp.character(self))
    }
}

impl FromValue for char {
    fn from_value(_: &mut Interp, value: &Value) -> Result<Self, Unfit> {
        let mut characters = text(value)?.chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) => Ok(character),
            _ => Err(Unfit::new(
                ExcKind::TypeError,
                "must be a str of one character",
            )),
        }
    }
}

/// A Rust byte string: `Bytes(vec![1, 2])` is `b'\x01\x02'`, where `vec![1, 2]` is a list of numbers.
///
/// ```
/// use lambkin::{Bytes, Engine};
/// let outcome = Engine::new().compile("data[::-1]")?.eval([("data", Bytes(b"abc".to_vec()))])?;
/// assert_eq!(outcome.to::<Bytes>()?.0, b"cba");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bytes(pub Vec<u8>);

impl IntoValue for Bytes {
    fn into_value(self, interp: &mut Interp) -> Result<Value> {
        interp.reserve(self.0.len())?;
        Ok(Value::bytes(self.0))
    }
}

impl FromValue for Bytes {
    fn from_value(_: &mut Interp, value: &Value) -> Result<Self, Unfit> {
        if let Value::Bytes(bytes) = value {
            Ok(Bytes(bytes.as_slice().to_vec()))
        } else {
            Err(Unfit::expected("bytes", value))
        }
    }
}
