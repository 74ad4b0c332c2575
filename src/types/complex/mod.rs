//! `complex`: numbers with a real and an imaginary part.

mod arith;
mod methods;
mod new;
mod parse;

use crate::runtime::table::TypeInfo;
use crate::types::float::repr::push_part;

pub use arith::{binary, power, product, quotient};

/// The payload.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Complex {
    /// The real part.
    pub re: f64,
    /// The imaginary part.
    pub im: f64,
}

/// The type itself.
pub static TYPE: TypeInfo = TypeInfo {
    name: "complex",
    module: "builtins",
    doc: "A complex number.",
    base: None,
    new: Some(&new::NEW),
    methods: methods::METHODS,
    class_methods: &[],
    getters: methods::GETTERS,
};

/// The `repr`: `(1+2j)`, or `2j` alone when the real part is a positive zero.
#[must_use]
pub fn repr(number: &Complex) -> String {
    let mut out = String::new();
    if number.re == 0.0 && number.re.is_sign_positive() {
        push_part(&mut out, number.im);
        out.push('j');
        return out;
    }
    out.push('(');
    push_part(&mut out, number.re);
    if number.im.is_nan() || number.im.is_sign_positive() {
        out.push('+');
    }
    push_part(&mut out, number.im);
    out.push_str("j)");
    out
}
