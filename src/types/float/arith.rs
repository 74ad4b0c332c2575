//! The operators on floats, with C's edge cases where CPython has them.

use std::rc::Rc;

use crate::runtime::error::{Error, Result};
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::BinaryOp;
use crate::types::complex::{self, Complex};

/// `lhs op rhs`; `None` where floats do not know the operator.
///
/// # Errors
/// `ZeroDivisionError`, and `OverflowError` of `**`.
pub fn binary(interp: &mut Interp, op: BinaryOp, lhs: f64, rhs: f64) -> Result<Option<Value>> {
    let zero = |message| Err(wording::zero_division(message));
    let result = match op {
        BinaryOp::Add => lhs + rhs,
        BinaryOp::Sub => lhs - rhs,
        BinaryOp::Mul => lhs * rhs,
        BinaryOp::Div if rhs == 0.0 => return zero("float division by zero"),
        BinaryOp::Div => lhs / rhs,
        BinaryOp::FloorDiv if rhs == 0.0 => return zero("float floor division by zero"),
        BinaryOp::FloorDiv => div_mod(lhs, rhs).0,
        BinaryOp::Mod if rhs == 0.0 => return zero("float modulo by zero"),
        BinaryOp::Mod => div_mod(lhs, rhs).1,
        BinaryOp::Pow => return power(interp, lhs, rhs).map(Some),
        BinaryOp::MatMul
        | BinaryOp::Shl
        | BinaryOp::Shr
        | BinaryOp::And
        | BinaryOp::Or
        | BinaryOp::Xor => return Ok(None),
    };
    Ok(Some(interp.float(result)))
}

/// `divmod(lhs, rhs)`: the remainder has the sign of the divisor; `rhs` is not zero.
#[must_use]
pub fn div_mod(lhs: f64, rhs: f64) -> (f64, f64) {
    let mut rest = lhs % rhs;
    // What is left is a multiple of the divisor up to rounding.
    let mut quotient = (lhs - rest) / rhs;
    if rest == 0.0 {
        rest = 0.0_f64.copysign(rhs);
    } else if (rhs < 0.0) != (rest < 0.0) {
        rest += rhs;
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return (0.0_f64.copysign(lhs / rhs), rest);
    }
    let floor = quotient.floor();
    let nearest = if quotient - floor > 0.5 {
        floor + 1.0
    } else {
        floor
    };
    (nearest, rest)
}

/// `base ** exponent`; a negative base with a fraction as exponent makes a complex number.
///
/// # Errors
/// `ZeroDivisionError` for zero to a negative power, `OverflowError` when the result is too large.
pub fn power(interp: &mut Interp, base: f64, exponent: f64) -> Result<Value> {
    if base == 0.0 && exponent < 0.0 && exponent.is_finite() {
        return Err(wording::zero_division(
            "0.0 cannot be raised to a negative power",
        ));
    }
    if base < 0.0 && base.is_finite() && exponent.is_finite() && exponent.fract() != 0.0 {
        let base = Complex { re: base, im: 0.0 };
        let exponent = Complex {
            re: exponent,
            im: 0.0,
        };
        return complex::power(base, exponent).map(|number| Value::Complex(Rc::new(number)));
    }
    let result = base.powf(exponent);
    if result.is_infinite() && base.is_finite() && exponent.is_finite() {
        return Err(out_of_range());
    }
    Ok(interp.float(result))
}

/// C's ERANGE, as `OverflowError` shows it.
#[cold]
#[must_use]
pub fn out_of_range() -> Error {
    Error::with_args(
        ExcKind::OverflowError,
        vec![Value::Int(34), Value::str("Numerical result out of range")],
    )
}
