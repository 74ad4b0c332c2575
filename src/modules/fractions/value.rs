//! The payload of a fraction, and what the language asks of it as of any object.

use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

use super::{TYPE, arith, compare, format, round};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::object::{Object, ObjectRef, Rounding};
use crate::runtime::table::TypeInfo;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::{BinaryOp, CompareOp, UnaryOp};
use crate::types::float;
use crate::types::int::{self, Int};

/// A ratio in lowest terms; the denominator is positive.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fraction {
    pub(crate) numerator: BigInt,
    pub(crate) denominator: BigInt,
}

impl Fraction {
    /// A whole number.
    pub(crate) fn whole(numerator: BigInt) -> Self {
        Fraction {
            numerator,
            denominator: BigInt::one(),
        }
    }

    /// The ratio of two integers, brought to lowest terms.
    ///
    /// # Errors
    /// `ZeroDivisionError` when the denominator is zero.
    pub(crate) fn reduced(
        interp: &mut Interp,
        numerator: BigInt,
        denominator: BigInt,
    ) -> Result<Self> {
        if denominator.is_zero() {
            return Err(zero_denominator(interp, &numerator)?);
        }
        let mut common = int::gcd(interp, &numerator, &denominator)?;
        if denominator.is_negative() {
            common = -common;
        }
        if common.is_one() {
            return Ok(Fraction {
                numerator,
                denominator,
            });
        }
        Ok(Fraction {
            numerator: int::floor(interp, &numerator, &common)?.0,
            denominator: int::floor(interp, &denominator, &common)?.0,
        })
    }

    /// The exact value of a finite float.
    pub(crate) fn from_float(number: f64) -> Self {
        let (numerator, denominator) = float::ratio(number);
        Fraction {
            numerator,
            denominator,
        }
    }

    /// An integer or a fraction, as a fraction.
    pub(crate) fn of(value: &Value) -> Option<Self> {
        match Int::of(value) {
            Some(number) => Some(Fraction::whole(number.big().into_owned())),
            None => value.downcast::<Fraction>().cloned(),
        }
    }

    /// The nearest float.
    ///
    /// # Errors
    /// `OverflowError` when it is too large.
    pub(crate) fn float(&self, interp: &mut Interp) -> Result<f64> {
        int::true_divide(
            interp,
            Int::Big(&self.numerator),
            Int::Big(&self.denominator),
        )
    }

    /// The fraction as a value.
    pub(crate) fn into_value(self) -> Value {
        let bytes = 8 * (int::limbs(&self.numerator) + int::limbs(&self.denominator));
        Value::Object(ObjectRef::new(self, bytes))
    }
}

/// `Fraction(1, 0)`, as the message of a ZeroDivisionError.
pub(super) fn zero_denominator(
    interp: &mut Interp,
    numerator: &BigInt,
) -> Result<crate::runtime::error::Error> {
    let digits = int::to_decimal(interp, numerator)?;
    Ok(wording::zero_division(format!("Fraction({digits}, 0)")))
}

impl Object for Fraction {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn repr(&self, interp: &mut Interp, _: &Value) -> Result<String> {
        let numerator = int::to_decimal(interp, &self.numerator)?;
        let denominator = int::to_decimal(interp, &self.denominator)?;
        Ok(format!("Fraction({numerator}, {denominator})"))
    }

    fn str(&self, interp: &mut Interp, _: &Value) -> Result<String> {
        let numerator = int::to_decimal(interp, &self.numerator)?;
        if self.denominator.is_one() {
            return Ok(numerator);
        }
        let denominator = int::to_decimal(interp, &self.denominator)?;
        Ok(format!("{numerator}/{denominator}"))
    }

    fn format(&self, interp: &mut Interp, spec: &str) -> Result<Option<String>> {
        format::format(interp, self, spec).map(Some)
    }

    fn truth(&self, _: &mut Interp) -> Result<bool> {
        Ok(!self.numerator.is_zero())
    }

    fn hash(&self, _: &mut Interp, _: &Value) -> Result<i64> {
        Ok(compare::hash(self))
    }

    fn compare(
        &self,
        interp: &mut Interp,
        op: CompareOp,
        _: &Value,
        other: &Value,
    ) -> Result<Option<Value>> {
        compare::compare(interp, op, self, other)
    }

    fn binary(
        &self,
        interp: &mut Interp,
        op: BinaryOp,
        this: &Value,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        if reflected {
            arith::reflected(interp, op, other, self)
        } else {
            arith::forward(interp, op, self, this, other)
        }
    }

    fn unary(&self, _: &mut Interp, op: UnaryOp) -> Result<Option<Value>> {
        let numerator = match op {
            UnaryOp::Neg => -&self.numerator,
            UnaryOp::Pos => self.numerator.clone(),
            UnaryOp::Not | UnaryOp::Invert => return Ok(None),
        };
        let denominator = self.denominator.clone();
        Ok(Some(
            Fraction {
                numerator,
                denominator,
            }
            .into_value(),
        ))
    }

    fn to_float(&self, interp: &mut Interp) -> Option<Result<f64>> {
        Some(self.float(interp))
    }

    fn whole(&self, interp: &mut Interp, side: Rounding) -> Option<Result<Value>> {
        Some(round::whole(interp, self, side).map(Value::int))
    }

    fn round(&self, interp: &mut Interp, digits: Option<&Value>) -> Option<Result<Value>> {
        Some(round::round(interp, self, digits))
    }

    fn abs(&self, _: &mut Interp) -> Option<Result<Value>> {
        let numerator = self.numerator.abs();
        let denominator = self.denominator.clone();
        Some(Ok(Fraction {
            numerator,
            denominator,
        }
        .into_value()))
    }
}
