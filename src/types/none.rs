//! `None`, `...` and `NotImplemented`: the three singletons, and their types.

use crate::runtime::table::TypeInfo;

/// The type of `None`.
pub static NONE: TypeInfo = singleton("NoneType", "The type of None.");
/// The type of `...`.
pub static ELLIPSIS: TypeInfo = singleton("ellipsis", "The type of the ellipsis.");
/// The type of `NotImplemented`.
pub static NOT_IMPLEMENTED: TypeInfo =
    singleton("NotImplementedType", "The type of NotImplemented.");

const fn singleton(name: &'static str, doc: &'static str) -> TypeInfo {
    TypeInfo {
        name,
        module: "builtins",
        doc,
        base: None,
        new: None,
        methods: &[],
        class_methods: &[],
        getters: &[],
    }
}
