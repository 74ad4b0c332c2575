//! `complex`: numbers with a real and an imaginary part.

use crate::runtime::table::TypeInfo;

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
    new: None,
    methods: &[],
    class_methods: &[],
    getters: &[],
};

/// The `repr`.
#[must_use]
pub fn repr(number: &Complex) -> String {
    format!("({:?}{:+?}j)", number.re, number.im)
}
