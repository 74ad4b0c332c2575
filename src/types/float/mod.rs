//! `float`: IEEE 754 double-precision numbers.

mod arith;
mod bits;
mod hex;
pub(crate) mod layout;
mod methods;
pub(crate) mod parse;
pub(crate) mod repr;
pub(crate) mod round;
mod scaled;

use crate::runtime::table::TypeInfo;

pub use arith::{binary, div_mod, out_of_range, power};
pub use bits::{TINIEST, compose, decompose, frexp, ldexp};
pub use methods::ratio;
pub(crate) use repr::{push_repr, repr};

/// The type itself.
pub static TYPE: TypeInfo = TypeInfo {
    name: "float",
    module: "builtins",
    doc: "A floating-point number.",
    base: None,
    new: Some(&methods::NEW),
    methods: methods::METHODS,
    class_methods: methods::CLASS_METHODS,
    getters: methods::GETTERS,
};
