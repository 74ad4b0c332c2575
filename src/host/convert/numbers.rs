//! Integers of every width, floats, and integers without bound.

use num_bigint::{BigInt, BigUint};

use super::{FromValue, IntoValue, Unfit};
use crate::runtime::error::Result;
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::ops::convert;
use crate::runtime::value::Value;

macro_rules! integers {
    ($($name:ident)*) => {$(
        impl IntoValue for $name {
            #[inline]
            fn into_value(self, _: &mut Interp) -> Result<Value> {
                Ok(i64::try_from(self).map_or_else(|_| Value::int(BigInt::from(self)), Value::Int))
            }
        }

        /// An `int` that fits; a `bool` is none here.
        impl FromValue for $name {
            #[inline]
            fn from_value(_: &mut Interp, value: &Value) -> Result<Self, Unfit> {
                let fit = if let Value::Int(number) = value {
                    $name::try_from(*number).ok()
                } else if let Value::Big(big) = value {
                    $name::try_from(&***big).ok()
                } else {
                    return Err(Unfit::expected("int", value));
                };
                fit.ok_or_else(|| too_large(value, stringify!($name)))
            }
        }
    )*};
}

integers! { i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize }

#[cold]
fn too_large(value: &Value, width: &str) -> Unfit {
    let message = match value {
        Value::Int(number) => format!("{number} does not fit in {width}"),
        _ => format!("an int of more than 64 bits does not fit in {width}"),
    };
    Unfit::new(ExcKind::OverflowError, message)
}

impl IntoValue for BigInt {
    fn into_value(self, interp: &mut Interp) -> Result<Value> {
        interp.reserve(usize::try_from(self.bits() / 8).unwrap_or(usize::MAX))?;
        Ok(Value::int(self))
    }
}

impl FromValue for BigInt {
    fn from_value(_: &mut Interp, value: &Value) -> Result<Self, Unfit> {
        if let Value::Int(number) = value {
            Ok(BigInt::from(*number))
        } else if let Value::Big(big) = value {
            Ok(BigInt::clone(big))
        } else {
            Err(Unfit::expected("int", value))
        }
    }
}

impl IntoValue for BigUint {
    fn into_value(self, interp: &mut Interp) -> Result<Value> {
        BigInt::from(self).into_value(interp)
    }
}

impl FromValue for BigUint {
    fn from_value(interp: &mut Interp, value: &Value) -> Result<Self, Unfit> {
        let number = BigInt::from_value(interp, value)?;
        BigUint::try_from(number)
            .map_err(|_| Unfit::new(ExcKind::OverflowError, "must not be negative"))
    }
}

impl IntoValue for f64 {
    #[inline]
    fn into_value(self, _: &mut Interp) -> Result<Value> {
        Ok(Value::Float(self))
    }
}

/// A `float`, or another number that `float(x)` takes without parsing.
impl FromValue for f64 {
    #[inline]
    fn from_value(interp: &mut Interp, value: &Value) -> Result<Self, Unfit> {
        if let Value::Float(number) = value {
            return Ok(*number);
        }
        if matches!(value, Value::Bool(_)) {
            return Err(Unfit::expected("float", value));
        }
        match convert::try_float(interp, value) {
            Some(number) => Ok(number?),
            None => Err(Unfit::expected("float", value)),
        }
    }
}

impl IntoValue for f32 {
    fn into_value(self, _: &mut Interp) -> Result<Value> {
        Ok(Value::Float(f64::from(self)))
    }
}

/// The nearest `f32`; a finite number beyond its range does not fit.
impl FromValue for f32 {
    fn from_value(interp: &mut Interp, value: &Value) -> Result<Self, Unfit> {
        let wide = f64::from_value(interp, value)?;
        // Rounding to the nearest is what `as` does between floats.
        let narrow = wide as f32;
        if narrow.is_infinite() && wide.is_finite() {
            return Err(Unfit::new(
                ExcKind::OverflowError,
                format!("{wide:?} does not fit in f32"),
            ));
        }
        Ok(narrow)
    }
}
