//! `object`: what every value is an instance of.

use crate::runtime::table::TypeInfo;

/// The type itself.
pub static TYPE: TypeInfo = TypeInfo {
    name: "object",
    module: "builtins",
    doc: "The base of all types.",
    base: None,
    new: None,
    methods: &[],
    class_methods: &[],
    getters: &[],
};
