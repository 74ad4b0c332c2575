//! `type` and unions of types: `int`, `int | str`.

use crate::runtime::table::TypeInfo;
use crate::runtime::value::Value;

/// `int | str`: each member once, in order; `None` stands for its type.
pub struct Union {
    /// The types, and `None`.
    pub members: Vec<Value>,
}

/// The type of types.
pub static TYPE: TypeInfo = TypeInfo {
    name: "type",
    module: "builtins",
    doc: "The type of a value.",
    base: None,
    new: None,
    methods: &[],
    class_methods: &[],
    getters: &[],
};

/// The type of `int | str`.
pub static UNION: TypeInfo = TypeInfo {
    name: "UnionType",
    module: "types",
    doc: "Either of several types.",
    base: None,
    new: None,
    methods: &[],
    class_methods: &[],
    getters: &[],
};
