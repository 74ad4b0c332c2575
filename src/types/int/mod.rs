//! `int`: whole numbers of any size.

mod arith;
mod big;
mod bytes;
pub(crate) mod decimal;
mod divide;
mod euclid;
mod methods;
mod multiply;
mod new;
mod power;
mod text;
mod true_divide;

use crate::runtime::table::TypeInfo;

pub use arith::{binary, floor_mod, small};
pub use big::{Big, Int, limbs};
pub use divide::floor;
pub use euclid::{gcd, isqrt};
pub use multiply::multiply;
pub use new::from_float;
pub use power::modular;
pub(crate) use text::parse;
pub use text::to_decimal;
pub use true_divide::divide as true_divide;

/// The type itself.
pub static TYPE: TypeInfo = TypeInfo {
    name: "int",
    module: "builtins",
    doc: "A whole number of any size.",
    base: None,
    new: Some(&new::NEW),
    methods: methods::METHODS,
    class_methods: methods::CLASS_METHODS,
    getters: methods::GETTERS,
};
