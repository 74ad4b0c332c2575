//! The method and the attributes of `complex`.

use std::rc::Rc;

use super::Complex;
use crate::runtime::error::Result;
use crate::runtime::table::{Builtin, Getter, Params, Wording};
use crate::runtime::value::Value;
use crate::runtime::wording;

fn receiver(this: &Value) -> Result<Complex> {
    match this {
        Value::Complex(number) => Ok(**number),
        other => Err(wording::expected("complex", other)),
    }
}

static CONJUGATE: Builtin = Builtin {
    name: "conjugate",
    owner: "complex",
    params: Params::new(&[]),
    wording: Wording::NoArguments,
    doc: "The number with its imaginary part negated.",
    examples: &[("(1+2j).conjugate()", "(1-2j)")],
    run: |_, args| {
        let number = receiver(args.this)?;
        Ok(Value::Complex(Rc::new(Complex {
            re: number.re,
            im: -number.im,
        })))
    },
};

/// The methods, sorted by name.
pub(super) static METHODS: &[&Builtin] = &[&CONJUGATE];

/// The computed attributes, sorted by name.
pub(super) static GETTERS: &[Getter] = &[
    Getter {
        name: "imag",
        doc: "The imaginary part.",
        get: |interp, value| receiver(value).map(|number| interp.float(number.im)),
    },
    Getter {
        name: "real",
        doc: "The real part.",
        get: |interp, value| receiver(value).map(|number| interp.float(number.re)),
    },
];
