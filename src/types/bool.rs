//! `bool`: the two truth values, which are also the integers 0 and 1.

use crate::runtime::table::TypeInfo;

/// The type itself.
pub static TYPE: TypeInfo = TypeInfo {
    name: "bool",
    module: "builtins",
    doc: "A truth value, True or False.",
    base: Some(|| &super::int::TYPE),
    new: None,
    methods: &[],
    class_methods: &[],
    getters: &[],
};
