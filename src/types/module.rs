//! `module`: the type of `math` and its like.

use crate::runtime::table::{Builtin, Params, TypeInfo, Wording};
use crate::runtime::wording;

/// The type itself.
pub static TYPE: TypeInfo = TypeInfo {
    name: "module",
    module: "builtins",
    doc: "A named group of functions and types.",
    base: None,
    new: Some(&NEW),
    methods: &[],
    class_methods: &[],
    getters: &[],
};

/// Nobody can make one: the name it asks for would lead to nothing.
static NEW: Builtin = Builtin {
    name: "module",
    owner: "",
    params: Params::new(&[]),
    wording: Wording::Checked(|_| Err(wording::cannot_create(&TYPE))),
    doc: "Modules are there from the start; none can be made.",
    examples: &[],
    run: |_, _| {
        Err(wording::type_error(
            "module() missing required argument 'name' (pos 1)",
        ))
    },
};
