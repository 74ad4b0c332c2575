//! The operators on complex numbers, as CPython 3.13 computes them: a real operand is made complex first.

use super::Complex;
use crate::runtime::error::Result;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::BinaryOp;
use std::rc::Rc;

/// Whole exponents up to this size multiply; others go through the polar form.
const MULTIPLIED: f64 = 100.0;

const ONE: Complex = Complex { re: 1.0, im: 0.0 };
const ZERO: Complex = Complex { re: 0.0, im: 0.0 };

/// `lhs op rhs`; `None` where complex numbers do not know the operator.
///
/// # Errors
/// `ZeroDivisionError`, and `OverflowError` of `**`.
pub fn binary(op: BinaryOp, lhs: Complex, rhs: Complex) -> Result<Option<Value>> {
    let result = match op {
        BinaryOp::Add => Complex {
            re: lhs.re + rhs.re,
            im: lhs.im + rhs.im,
        },
        BinaryOp::Sub => Complex {
            re: lhs.re - rhs.re,
            im: lhs.im - rhs.im,
        },
        BinaryOp::Mul => product(lhs, rhs),
        BinaryOp::Div => {
            quotient(lhs, rhs).ok_or_else(|| wording::zero_division("complex division by zero"))?
        }
        BinaryOp::Pow => power(lhs, rhs)?,
        BinaryOp::MatMul
        | BinaryOp::FloorDiv
        | BinaryOp::Mod
        | BinaryOp::Shl
        | BinaryOp::Shr
        | BinaryOp::And
        | BinaryOp::Or
        | BinaryOp::Xor => return Ok(None),
    };
    Ok(Some(Value::Complex(Rc::new(result))))
}

/// `a * b`
#[must_use]
pub fn product(a: Complex, b: Complex) -> Complex {
    Complex {
        re: a.re * b.re - a.im * b.im,
        im: a.re * b.im + a.im * b.re,
    }
}

/// `a / b` by Smith's method, which divides by the larger part first; `None` when `b` is zero.
#[must_use]
pub fn quotient(a: Complex, b: Complex) -> Option<Complex> {
    let (re, im) = (b.re.abs(), b.im.abs());
    if re >= im {
        if re == 0.0 {
            return None;
        }
        let ratio = b.im / b.re;
        let scale = b.re + b.im * ratio;
        return Some(Complex {
            re: (a.re + a.im * ratio) / scale,
            im: (a.im - a.re * ratio) / scale,
        });
    }
    if im >= re {
        let ratio = b.re / b.im;
        let scale = b.re * ratio + b.im;
        return Some(Complex {
            re: (a.re * ratio + a.im) / scale,
            im: (a.im * ratio - a.re) / scale,
        });
    }
    Some(Complex {
        re: f64::NAN,
        im: f64::NAN,
    })
}

/// `base ** exponent`
///
/// # Errors
/// `ZeroDivisionError` for zero to a power that is negative or complex, `OverflowError` when a part is infinite.
pub fn power(base: Complex, exponent: Complex) -> Result<Complex> {
    let whole = exponent.im == 0.0 && exponent.re == exponent.re.floor();
    let result = if whole && exponent.re.abs() <= MULTIPLIED {
        // At most one hundred.
        whole_power(base, exponent.re as i32)
    } else {
        polar_power(base, exponent)
    };
    let result =
        result.ok_or_else(|| wording::zero_division("0.0 to a negative or complex power"))?;
    if result.re.is_infinite() || result.im.is_infinite() {
        return Err(wording::overflow_error("complex exponentiation"));
    }
    Ok(result)
}

fn whole_power(base: Complex, exponent: i32) -> Option<Complex> {
    let times = exponent.unsigned_abs();
    let (mut result, mut square) = (ONE, base);
    let mut mask = 1;
    while times >= mask {
        if times & mask != 0 {
            result = product(result, square);
        }
        mask <<= 1;
        square = product(square, square);
    }
    if exponent > 0 {
        Some(result)
    } else {
        quotient(ONE, result)
    }
}

fn polar_power(base: Complex, exponent: Complex) -> Option<Complex> {
    if exponent == ZERO {
        return Some(ONE);
    }
    if base == ZERO {
        let defined = exponent.im == 0.0 && exponent.re >= 0.0;
        return defined.then_some(ZERO);
    }
    let size = base.re.hypot(base.im);
    let angle = base.im.atan2(base.re);
    let mut length = size.powf(exponent.re);
    let mut phase = angle * exponent.re;
    if exponent.im != 0.0 {
        length /= (angle * exponent.im).exp();
        phase += exponent.im * size.ln();
    }
    // C's cosine of an infinity reports a domain error, which CPython takes for this one.
    if phase.is_infinite() {
        return None;
    }
    Some(Complex {
        re: length * phase.cos(),
        im: length * phase.sin(),
    })
}
