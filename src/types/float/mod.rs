//! `float`: IEEE 754 double-precision numbers.

mod arith;
pub(crate) mod layout;
pub(crate) mod parse;
pub(crate) mod repr;
pub(crate) mod round;

use crate::runtime::table::TypeInfo;

pub use arith::{binary, div_mod, ldexp, out_of_range, power};
pub(crate) use repr::repr;

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
