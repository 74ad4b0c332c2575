//! The payload of integers beyond 64 bits, and an operand of either size.

use std::borrow::Cow;
use std::ops::Deref;

use num_bigint::{BigInt, Sign};
use num_traits::{ToPrimitive, Zero};

use crate::runtime::error::Result;
use crate::runtime::memory::Charge;
use crate::runtime::ops::convert;
use crate::runtime::value::Value;

/// An integer that does not fit 64 bits, with the receipt for its bytes.
pub struct Big {
    number: BigInt,
    _charge: Charge,
}

impl Big {
    /// The payload of that number.
    #[must_use]
    pub fn new(number: BigInt) -> Self {
        let charge = Charge::of(size_of::<Self>() + 8 * limbs(&number));
        Big {
            number,
            _charge: charge,
        }
    }
}

impl Deref for Big {
    type Target = BigInt;

    fn deref(&self) -> &BigInt {
        &self.number
    }
}

/// How many 64-bit words a number takes.
#[must_use]
pub fn limbs(number: &BigInt) -> usize {
    usize::try_from(number.bits().div_ceil(64)).unwrap_or(usize::MAX)
}

/// An integer operand, looked at where it lies.
#[derive(Clone, Copy)]
pub enum Int<'a> {
    /// `12`, `True`
    Small(i64),
    /// `2 ** 100`
    Big(&'a BigInt),
}

impl<'a> Int<'a> {
    /// The value as an integer, where it is one.
    #[must_use]
    #[inline]
    pub fn of(value: &'a Value) -> Option<Self> {
        match value {
            Value::Int(number) => Some(Int::Small(*number)),
            Value::Bool(value) => Some(Int::Small(i64::from(*value))),
            Value::Big(number) => Some(Int::Big(number)),
            Value::Object(object) => object.index().map(Int::Small),
            _ => None,
        }
    }

    /// The number as a big integer, copied only when it is small.
    #[must_use]
    pub fn big(self) -> Cow<'a, BigInt> {
        match self {
            Int::Small(number) => Cow::Owned(BigInt::from(number)),
            Int::Big(number) => Cow::Borrowed(number),
        }
    }

    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(self) -> bool {
        match self {
            Int::Small(number) => number < 0,
            Int::Big(number) => number.sign() == Sign::Minus,
        }
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(self) -> bool {
        match self {
            Int::Small(number) => number == 0,
            Int::Big(number) => number.is_zero(),
        }
    }

    /// Whether it is odd.
    #[must_use]
    pub fn is_odd(self) -> bool {
        match self {
            Int::Small(number) => number & 1 == 1,
            Int::Big(number) => number.bit(0),
        }
    }

    /// How many bits its magnitude has.
    #[must_use]
    pub fn bits(self) -> u64 {
        match self {
            Int::Small(number) => u64::from(64 - number.unsigned_abs().leading_zeros()),
            Int::Big(number) => number.bits(),
        }
    }

    /// How many 64-bit words its magnitude takes.
    #[must_use]
    pub fn limbs(self) -> usize {
        match self {
            Int::Small(_) => 1,
            Int::Big(number) => limbs(number),
        }
    }

    /// The number as 64 unsigned bits, where it fits.
    #[must_use]
    pub fn to_u64(self) -> Option<u64> {
        match self {
            Int::Small(number) => u64::try_from(number).ok(),
            Int::Big(number) => number.to_u64(),
        }
    }

    /// The nearest float.
    ///
    /// # Errors
    /// `OverflowError` when it is too large.
    pub fn to_float(self) -> Result<f64> {
        match self {
            Int::Small(number) => Ok(number as f64),
            Int::Big(number) => convert::big_to_float(number),
        }
    }

    /// The number as a value.
    #[must_use]
    pub fn value(self) -> Value {
        match self {
            Int::Small(number) => Value::Int(number),
            Int::Big(number) => Value::int(number.clone()),
        }
    }
}
