//! From slots to typed arguments: the first line of every body is its contract.

use std::rc::Rc;

use num_bigint::BigInt;

use super::call::Named;
use super::error::Result;
use super::interp::Interp;
use super::iter::{self, Iter};
use super::ops::convert;
use super::value::Value;
use super::wording;
use crate::types::bytes::Bytes;
use crate::types::dict::Dict;
use crate::types::str::Str;

/// The bound arguments of one call.
#[derive(Clone, Copy)]
pub struct Args<'a> {
    /// The receiver of a method, the type of a constructor or class method; else `Missing`.
    pub this: &'a Value,
    /// One value for each parameter but `*rest` and `**options`; `Missing` where it was left out.
    pub slots: &'a [Value],
    /// What `*rest` took.
    pub rest: &'a [Value],
    /// What `**options` took.
    pub named: &'a [Named],
}

impl<'a> Args<'a> {
    /// Converts the slots, left to right.
    ///
    /// # Errors
    /// CPython's `TypeError` for the first slot that does not fit.
    #[inline]
    pub fn unpack<T: Unpack<'a>>(self, interp: &mut Interp) -> Result<T> {
        T::unpack(interp, self.slots)
    }
}

/// A tuple of typed arguments.
pub trait Unpack<'a>: Sized {
    /// Converts the slots, left to right.
    fn unpack(interp: &mut Interp, slots: &'a [Value]) -> Result<Self>;
}

/// One typed argument.
pub trait FromArg<'a>: Sized {
    /// Converts one slot; a slot left out is `Missing`.
    fn from_arg(interp: &mut Interp, value: &'a Value) -> Result<Self>;
}

macro_rules! unpack_tuples {
    ($(($($name:ident),+);)*) => {
        $(impl<'a, $($name: FromArg<'a>),+> Unpack<'a> for ($($name,)+) {
            #[inline]
            fn unpack(interp: &mut Interp, slots: &'a [Value]) -> Result<Self> {
                let mut slots = slots.iter();
                Ok(($($name::from_arg(interp, slots.next().unwrap_or(&Value::Missing))?,)+))
            }
        })*
    };
}

unpack_tuples! {
    (A);
    (A, B);
    (A, B, C);
    (A, B, C, D);
    (A, B, C, D, E);
    (A, B, C, D, E, F);
    (A, B, C, D, E, F, G);
    (A, B, C, D, E, F, G, H);
}

impl<'a> FromArg<'a> for &'a Value {
    #[inline]
    fn from_arg(_: &mut Interp, value: &'a Value) -> Result<Self> {
        Ok(value)
    }
}

/// `None` when the argument was left out; a `None` that was passed is converted like any value.
impl<'a, T: FromArg<'a>> FromArg<'a> for Option<T> {
    #[inline]
    fn from_arg(interp: &mut Interp, value: &'a Value) -> Result<Self> {
        if value.is_missing() {
            Ok(None)
        } else {
            T::from_arg(interp, value).map(Some)
        }
    }
}

/// An argument for which `None` means the same as leaving it out.
pub struct OrNone<T>(pub Option<T>);

impl<'a, T: FromArg<'a>> FromArg<'a> for OrNone<T> {
    #[inline]
    fn from_arg(interp: &mut Interp, value: &'a Value) -> Result<Self> {
        if value.is_missing() || value.is_none() {
            Ok(OrNone(None))
        } else {
            T::from_arg(interp, value).map(|value| OrNone(Some(value)))
        }
    }
}

/// An integer that C would take as `Py_ssize_t`: `OverflowError` when it does not fit.
impl<'a> FromArg<'a> for i64 {
    #[inline]
    fn from_arg(interp: &mut Interp, value: &'a Value) -> Result<Self> {
        if let Value::Int(number) = value {
            return Ok(*number);
        }
        let _ = interp;
        convert::to_ssize(value)
    }
}

/// An integer of any size.
impl<'a> FromArg<'a> for BigInt {
    fn from_arg(_: &mut Interp, value: &'a Value) -> Result<Self> {
        convert::to_bigint(value)
    }
}

/// A number that converts to float as in C's `PyFloat_AsDouble`.
impl<'a> FromArg<'a> for f64 {
    #[inline]
    fn from_arg(interp: &mut Interp, value: &'a Value) -> Result<Self> {
        convert::to_float(interp, value)
    }
}

/// Any value, by its truth.
impl<'a> FromArg<'a> for bool {
    fn from_arg(interp: &mut Interp, value: &'a Value) -> Result<Self> {
        super::ops::truth::truth(interp, value)
    }
}

/// Any iterable, opened.
impl<'a> FromArg<'a> for Rc<Iter> {
    fn from_arg(interp: &mut Interp, value: &'a Value) -> Result<Self> {
        iter::open(interp, value)
    }
}

/// A `str`; the message is that of a conversion without a function's name.
impl<'a> FromArg<'a> for &'a Rc<Str> {
    fn from_arg(_: &mut Interp, value: &'a Value) -> Result<Self> {
        if let Value::Str(text) = value {
            Ok(text)
        } else {
            Err(wording::expected("str", value))
        }
    }
}

/// A `bytes` object.
impl<'a> FromArg<'a> for &'a Rc<Bytes> {
    fn from_arg(_: &mut Interp, value: &'a Value) -> Result<Self> {
        if let Value::Bytes(bytes) = value {
            Ok(bytes)
        } else {
            Err(wording::expected_bytes_like(value))
        }
    }
}

/// A `dict`.
impl<'a> FromArg<'a> for &'a Rc<Dict> {
    fn from_arg(_: &mut Interp, value: &'a Value) -> Result<Self> {
        if let Value::Dict(dict) = value {
            Ok(dict)
        } else {
            Err(wording::expected("dict", value))
        }
    }
}
