//! What the functions answer where a part is infinite or a NaN: the values that the C standard's Annex G lists.

use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};

use super::domain_error;
use crate::runtime::error::Result;
use crate::types::complex::Complex;

/// One row for each kind of real part, one pair of letters for each kind of imaginary part, both in the order of
/// [`kind`]: the real and the imaginary part of the result, `..` where it is computed, `EE` outside the domain.
pub(super) type Table = [&'static str; 7];

/// The result for a number with a part that is not finite; `None` where it must be computed.
///
/// # Errors
/// `ValueError` outside the domain.
pub(super) fn look_up(table: &Table, re: f64, im: f64) -> Result<Option<Complex>> {
    if re.is_finite() && im.is_finite() {
        return Ok(None);
    }
    let row = table.get(kind(re)).copied().unwrap_or_default();
    match row.as_bytes().get(3 * kind(im)..3 * kind(im) + 2) {
        Some(b"EE") => Err(domain_error()),
        Some([re, im]) if *re != b'.' => Ok(Some(Complex {
            re: value(*re),
            im: value(*im),
        })),
        _ => Ok(None),
    }
}

/// Negative infinity, negative, negative zero, zero, positive, infinity, NaN.
fn kind(number: f64) -> usize {
    if number.is_nan() {
        return 6;
    }
    let size = if number.is_infinite() {
        2
    } else {
        usize::from(number != 0.0)
    };
    if number.is_sign_negative() {
        2 - size
    } else {
        3 + size
    }
}

/// The number for a letter; a capital is the negative one.
fn value(letter: u8) -> f64 {
    let size = match letter.to_ascii_lowercase() {
        b'i' => f64::INFINITY,
        b'z' => 0.0,
        b'o' => 1.0,
        b'p' => PI,
        b'h' => FRAC_PI_2,
        b'q' => FRAC_PI_4,
        b't' => 3.0 * FRAC_PI_4,
        _ => f64::NAN,
    };
    if letter.is_ascii_uppercase() {
        -size
    } else {
        size
    }
}

pub(super) const ACOS: Table = [
    "ti pi pi pI pI tI ni",
    "hi .. .. .. .. hI nn",
    "hi .. .. .. .. hI hn",
    "hi .. .. .. .. hI hn",
    "hi .. .. .. .. hI nn",
    "qi zi zi zI zI qI ni",
    "ni nn nn nn nn nI nn",
];
pub(super) const ACOSH: Table = [
    "iT iP iP ip ip it in",
    "iH .. .. .. .. ih nn",
    "iH .. .. .. .. ih nn",
    "iH .. .. .. .. ih nn",
    "iH .. .. .. .. ih nn",
    "iQ iZ iZ iz iz iq in",
    "in nn nn nn nn in nn",
];
pub(super) const ASINH: Table = [
    "IQ IZ IZ Iz Iz Iq In",
    "IH .. .. .. .. Ih nn",
    "IH .. .. .. .. Ih nn",
    "iH .. .. .. .. ih nn",
    "iH .. .. .. .. ih nn",
    "iQ iZ iZ iz iz iq in",
    "in nn nZ nz nn in nn",
];
pub(super) const ATANH: Table = [
    "ZH ZH ZH Zh Zh Zh Zn",
    "ZH .. .. .. .. Zh nn",
    "ZH .. .. .. .. Zh Zn",
    "zH .. .. .. .. zh zn",
    "zH .. .. .. .. zh nn",
    "zH zH zH zh zh zh zn",
    "zH nn nn nn nn zh nn",
];
pub(super) const COSH: Table = [
    "EE .. iz iZ .. EE in",
    "EE .. .. .. .. EE nn",
    "EE .. .. .. .. EE nz",
    "EE .. .. .. .. EE nz",
    "EE .. .. .. .. EE nn",
    "EE .. iZ iz .. EE in",
    "nn nn nz nz nn nn nn",
];
pub(super) const EXP: Table = [
    "zz .. zZ zz .. zz zz",
    "EE .. .. .. .. EE nn",
    "EE .. .. .. .. EE nn",
    "EE .. .. .. .. EE nn",
    "EE .. .. .. .. EE nn",
    "EE .. iZ iz .. EE in",
    "nn nn nZ nz nn nn nn",
];
pub(super) const LOG: Table = [
    "iT iP iP ip ip it in",
    "iH .. .. .. .. ih nn",
    "iH .. .. .. .. ih nn",
    "iH .. .. .. .. ih nn",
    "iH .. .. .. .. ih nn",
    "iQ iZ iZ iz iz iq in",
    "in nn nn nn nn in nn",
];
pub(super) const SINH: Table = [
    "EE .. IZ Iz .. EE in",
    "EE .. .. .. .. EE nn",
    "EE .. .. .. .. EE zn",
    "EE .. .. .. .. EE zn",
    "EE .. .. .. .. EE nn",
    "EE .. iZ iz .. EE in",
    "nn nn nZ nz nn nn nn",
];
pub(super) const SQRT: Table = [
    "iI zI zI zi zi ii ni",
    "iI .. .. .. .. ii nn",
    "iI .. .. .. .. ii nn",
    "iI .. .. .. .. ii nn",
    "iI .. .. .. .. ii nn",
    "iI iZ iZ iz iz ii in",
    "iI nn nn nn nn ii nn",
];
pub(super) const TANH: Table = [
    "Oz .. OZ Oz .. Oz Oz",
    "EE .. .. .. .. EE nn",
    "EE .. .. .. .. EE nn",
    "EE .. .. .. .. EE nn",
    "EE .. .. .. .. EE nn",
    "oz .. oZ oz .. oz oz",
    "nn nn nZ nz nn nn nn",
];
pub(super) const RECT: Table = [
    "EE .. Iz IZ .. EE in",
    "EE .. .. .. .. EE nn",
    "zz .. .. .. .. zz zz",
    "zz .. .. .. .. zz zz",
    "EE .. .. .. .. EE nn",
    "EE .. iZ iz .. EE in",
    "nn nn nz nz nn nn nn",
];
