//! `float`: IEEE 754 double-precision numbers.

use crate::runtime::table::TypeInfo;

/// The type itself.
pub static TYPE: TypeInfo = TypeInfo {
    name: "float",
    module: "builtins",
    doc: "A floating-point number.",
    base: None,
    new: None,
    methods: &[],
    class_methods: &[],
    getters: &[],
};

/// The `repr`.
#[must_use]
pub fn repr(number: f64) -> String {
    format!("{number:?}")
}
