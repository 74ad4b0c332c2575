//! The elementary functions of a complex number, by the formulas that keep every digit near the branch cuts.

use std::f64::consts::{E, FRAC_PI_2, LN_2, LN_10};

use super::special::{self, look_up};
use super::{domain_error, range_error};
use crate::modules::math::asinh;
use crate::runtime::error::Result;
use crate::types::complex::Complex;
use crate::types::float::ldexp;

/// Beyond this a sum of squares may overflow.
const LARGE: f64 = f64::MAX / 4.0;
/// The root of the smallest normal float.
const SMALL_ROOT: f64 = 1.491_668_146_240_041_3e-154;
/// A shift that makes the smallest floats normal.
const SHIFT: i64 = 53;

fn complex(re: f64, im: f64) -> Complex {
    Complex { re, im }
}

/// `z * i`
fn turned(z: Complex) -> Complex {
    complex(-z.im, z.re)
}

/// `z / i`
fn turned_back(z: Complex) -> Complex {
    complex(z.im, -z.re)
}

/// The logarithm of the size, which may itself be too large for a float.
fn ln_of_large(z: Complex) -> f64 {
    (z.re / 2.0).hypot(z.im / 2.0).ln() + 2.0 * LN_2
}

fn is_large(z: Complex) -> bool {
    z.re.abs() > LARGE || z.im.abs() > LARGE
}

fn in_range(z: Complex) -> Result<Complex> {
    if z.re.is_infinite() || z.im.is_infinite() {
        Err(range_error())
    } else {
        Ok(z)
    }
}

pub(super) fn sqrt(z: Complex) -> Result<Complex> {
    if let Some(special) = look_up(&special::SQRT, z.re, z.im)? {
        return Ok(special);
    }
    if z.re == 0.0 && z.im == 0.0 {
        return Ok(complex(0.0, z.im));
    }
    let (ax, ay) = (z.re.abs(), z.im.abs());
    let root = if ax < f64::MIN_POSITIVE && ay < f64::MIN_POSITIVE {
        let ax = ldexp(ax, SHIFT);
        ldexp((ax + ax.hypot(ldexp(ay, SHIFT))).sqrt(), -(SHIFT + 1) / 2)
    } else {
        let ax = ax / 8.0;
        2.0 * (ax + ax.hypot(ay / 8.0)).sqrt()
    };
    let other = ay / (2.0 * root);
    Ok(if z.re >= 0.0 {
        complex(root, other.copysign(z.im))
    } else {
        complex(other, root.copysign(z.im))
    })
}

pub(super) fn acos(z: Complex) -> Result<Complex> {
    if let Some(special) = look_up(&special::ACOS, z.re, z.im)? {
        return Ok(special);
    }
    if is_large(z) {
        let size = ln_of_large(z);
        let im = if z.re < 0.0 {
            -size.copysign(z.im)
        } else {
            size.copysign(-z.im)
        };
        return Ok(complex(z.im.abs().atan2(z.re), im));
    }
    let below = sqrt(complex(1.0 - z.re, -z.im))?;
    let above = sqrt(complex(1.0 + z.re, z.im))?;
    Ok(complex(
        2.0 * below.re.atan2(above.re),
        asinh(above.re * below.im - above.im * below.re),
    ))
}

pub(super) fn acosh(z: Complex) -> Result<Complex> {
    if let Some(special) = look_up(&special::ACOSH, z.re, z.im)? {
        return Ok(special);
    }
    if is_large(z) {
        return Ok(complex(ln_of_large(z), z.im.atan2(z.re)));
    }
    let below = sqrt(complex(z.re - 1.0, z.im))?;
    let above = sqrt(complex(z.re + 1.0, z.im))?;
    Ok(complex(
        asinh(below.re * above.re + below.im * above.im),
        2.0 * below.im.atan2(above.re),
    ))
}

pub(super) fn asinh_complex(z: Complex) -> Result<Complex> {
    if let Some(special) = look_up(&special::ASINH, z.re, z.im)? {
        return Ok(special);
    }
    if is_large(z) {
        let size = ln_of_large(z);
        let re = if z.im >= 0.0 {
            size.copysign(z.re)
        } else {
            -size.copysign(-z.re)
        };
        return Ok(complex(re, z.im.atan2(z.re.abs())));
    }
    let one = sqrt(complex(1.0 + z.im, -z.re))?;
    let two = sqrt(complex(1.0 - z.im, z.re))?;
    Ok(complex(
        asinh(one.re * two.im - two.re * one.im),
        z.im.atan2(one.re * two.re - one.im * two.im),
    ))
}

pub(super) fn asin(z: Complex) -> Result<Complex> {
    asinh_complex(turned(z)).map(turned_back)
}

pub(super) fn atanh(z: Complex) -> Result<Complex> {
    if let Some(special) = look_up(&special::ATANH, z.re, z.im)? {
        return Ok(special);
    }
    if z.re.is_sign_negative() {
        let result = atanh(complex(-z.re, -z.im))?;
        return Ok(complex(-result.re, -result.im));
    }
    let ay = z.im.abs();
    if z.re > LARGE.sqrt() || ay > LARGE.sqrt() {
        let half = (z.re / 2.0).hypot(z.im / 2.0);
        return Ok(complex(
            z.re / 4.0 / half / half,
            -FRAC_PI_2.copysign(-z.im),
        ));
    }
    if z.re == 1.0 && ay < SMALL_ROOT {
        if ay == 0.0 {
            return Err(domain_error());
        }
        return Ok(complex(
            -(ay.sqrt() / ay.hypot(2.0).sqrt()).ln(),
            (2.0_f64.atan2(-ay) / 2.0).copysign(z.im),
        ));
    }
    let gap = 1.0 - z.re;
    Ok(complex(
        (4.0 * z.re / (gap * gap + ay * ay)).ln_1p() / 4.0,
        -(-2.0 * z.im).atan2(gap * (1.0 + z.re) - ay * ay) / 2.0,
    ))
}

pub(super) fn atan(z: Complex) -> Result<Complex> {
    atanh(turned(z)).map(turned_back)
}

pub(super) fn cosh(z: Complex) -> Result<Complex> {
    if let Some(special) = look_up(&special::COSH, z.re, z.im)? {
        return Ok(special);
    }
    if z.re.is_infinite() {
        let re = f64::INFINITY.copysign(z.im.cos());
        let im = f64::INFINITY.copysign(z.im.sin());
        return Ok(complex(re, if z.re > 0.0 { im } else { -im }));
    }
    let (cos, sin) = (z.im.cos(), z.im.sin());
    if z.re.abs() > LARGE.ln() {
        let less = z.re - 1.0_f64.copysign(z.re);
        return in_range(complex(cos * less.cosh() * E, sin * less.sinh() * E));
    }
    in_range(complex(cos * z.re.cosh(), sin * z.re.sinh()))
}

pub(super) fn sinh(z: Complex) -> Result<Complex> {
    if let Some(special) = look_up(&special::SINH, z.re, z.im)? {
        return Ok(special);
    }
    if z.re.is_infinite() {
        let re = f64::INFINITY.copysign(z.im.cos());
        let im = f64::INFINITY.copysign(z.im.sin());
        return Ok(complex(if z.re > 0.0 { re } else { -re }, im));
    }
    let (cos, sin) = (z.im.cos(), z.im.sin());
    if z.re.abs() > LARGE.ln() {
        let less = z.re - 1.0_f64.copysign(z.re);
        return in_range(complex(cos * less.sinh() * E, sin * less.cosh() * E));
    }
    in_range(complex(cos * z.re.sinh(), sin * z.re.cosh()))
}

pub(super) fn tanh(z: Complex) -> Result<Complex> {
    if let Some(special) = look_up(&special::TANH, z.re, z.im)? {
        return Ok(special);
    }
    if z.re.is_infinite() {
        let im = 0.0_f64.copysign(2.0 * z.im.sin() * z.im.cos());
        return Ok(complex(1.0_f64.copysign(z.re), im));
    }
    if z.re.abs() > LARGE.ln() {
        let im = 4.0 * z.im.sin() * z.im.cos() * (-2.0 * z.re.abs()).exp();
        return Ok(complex(1.0_f64.copysign(z.re), im));
    }
    let (tanh, tan) = (z.re.tanh(), z.im.tan());
    let secant = 1.0 / z.re.cosh();
    let both = tanh * tan;
    let scale = 1.0 + both * both;
    Ok(complex(
        tanh * (1.0 + tan * tan) / scale,
        ((tan / scale) * secant) * secant,
    ))
}

pub(super) fn cos(z: Complex) -> Result<Complex> {
    cosh(turned(z))
}

pub(super) fn sin(z: Complex) -> Result<Complex> {
    sinh(turned(z)).map(turned_back)
}

pub(super) fn tan(z: Complex) -> Result<Complex> {
    tanh(turned(z)).map(turned_back)
}

pub(super) fn exp(z: Complex) -> Result<Complex> {
    if let Some(special) = look_up(&special::EXP, z.re, z.im)? {
        return Ok(special);
    }
    if z.re.is_infinite() {
        let size = if z.re > 0.0 { f64::INFINITY } else { 0.0 };
        return Ok(complex(
            size.copysign(z.im.cos()),
            size.copysign(z.im.sin()),
        ));
    }
    if z.re > LARGE.ln() {
        let size = (z.re - 1.0).exp();
        return in_range(complex(size * z.im.cos() * E, size * z.im.sin() * E));
    }
    let size = z.re.exp();
    in_range(complex(size * z.im.cos(), size * z.im.sin()))
}

pub(super) fn log(z: Complex) -> Result<Complex> {
    if let Some(special) = look_up(&special::LOG, z.re, z.im)? {
        return Ok(special);
    }
    let (ax, ay) = (z.re.abs(), z.im.abs());
    let re = if is_large(z) {
        (ax / 2.0).hypot(ay / 2.0).ln() + LN_2
    } else if ax < f64::MIN_POSITIVE && ay < f64::MIN_POSITIVE {
        if ax == 0.0 && ay == 0.0 {
            return Err(domain_error());
        }
        ldexp(ax, SHIFT).hypot(ldexp(ay, SHIFT)).ln() - 53.0 * LN_2
    } else {
        let size = ax.hypot(ay);
        if (0.71..=1.73).contains(&size) {
            // Near the unit circle the logarithm is small, and the size alone has lost it.
            let (more, less) = (ax.max(ay), ax.min(ay));
            ((more - 1.0) * (more + 1.0) + less * less).ln_1p() / 2.0
        } else {
            size.ln()
        }
    };
    Ok(complex(re, z.im.atan2(z.re)))
}

pub(super) fn log10(z: Complex) -> Result<Complex> {
    let natural = log(z)?;
    Ok(complex(natural.re / LN_10, natural.im / LN_10))
}

/// The number of that size and angle.
pub(super) fn rect(size: f64, angle: f64) -> Result<Complex> {
    if let Some(special) = look_up(&special::RECT, size, angle)? {
        return Ok(special);
    }
    if size.is_infinite() {
        let (re, im) = (
            f64::INFINITY.copysign(angle.cos()),
            f64::INFINITY.copysign(angle.sin()),
        );
        return Ok(if size > 0.0 {
            complex(re, im)
        } else {
            complex(-re, -im)
        });
    }
    if angle == 0.0 {
        return Ok(complex(size, size * angle));
    }
    Ok(complex(size * angle.cos(), size * angle.sin()))
}
