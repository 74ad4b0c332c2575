//! `module`: the type of `math` and its like.

use crate::runtime::table::TypeInfo;

/// The type itself.
pub static TYPE: TypeInfo = TypeInfo {
    name: "module",
    module: "builtins",
    doc: "A named group of functions and types.",
    base: None,
    new: None,
    methods: &[],
    class_methods: &[],
    getters: &[],
};
