//! `fractions`: exact ratios of integers.
//!
//! Python's manual: <https://docs.python.org/3.13/library/fractions.html>.

mod arith;
mod compare;
mod format;
mod methods;
mod new;
mod round;
mod value;

use crate::runtime::table::{Member, Module, TypeInfo};

pub(crate) use arith::exact;
pub(crate) use value::Fraction;

/// The type itself.
pub(crate) static TYPE: TypeInfo = TypeInfo {
    name: "Fraction",
    module: "fractions",
    doc: "An exact ratio of two integers, in lowest terms.",
    base: None,
    new: Some(&new::NEW),
    methods: methods::METHODS,
    class_methods: methods::CLASS_METHODS,
    getters: methods::GETTERS,
};

/// The module.
pub static MODULE: Module = Module {
    name: "fractions",
    doc: "Exact ratios of integers.",
    members: MEMBERS,
};

static MEMBERS: &[Member] = &[Member::type_(&TYPE)];
