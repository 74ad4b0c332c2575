//! Methods and functions written in Rust, as values: `len`, `str.upper`, `'x'.upper`.

use crate::runtime::memory;
use crate::runtime::table::{Builtin, Getter, TypeInfo};
use crate::runtime::value::Value;

/// A method with its receiver.
pub struct Method {
    /// What it is called on; for a class method, the type.
    pub receiver: Value,
    /// The method.
    pub builtin: &'static Builtin,
}

impl Drop for Method {
    fn drop(&mut self) {
        memory::dispose(vec![std::mem::replace(&mut self.receiver, Value::None)]);
    }
}

/// The type of `len` and of `'x'.upper`.
pub static BOUND: TypeInfo = builtin_type(
    "builtin_function_or_method",
    "A function or bound method written in Rust.",
);
/// The type of `collections.Counter().update`, whose class is written in Python there.
pub static OF_PYTHON: TypeInfo = builtin_type("method", "A method bound to its receiver.");
/// The type of `str.upper`.
pub static UNBOUND: TypeInfo = builtin_type(
    "method_descriptor",
    "A method of a type, without its receiver.",
);

const fn builtin_type(name: &'static str, doc: &'static str) -> TypeInfo {
    TypeInfo {
        name,
        module: "builtins",
        doc,
        base: None,
        new: None,
        methods: &[],
        class_methods: &[],
        getters: &[
            Getter {
                name: "__doc__",
                doc: "What it does.",
                get: |_, this| Ok(Value::str(of(this).map_or("", |b| b.doc))),
            },
            Getter {
                name: "__name__",
                doc: "Its name.",
                get: |_, this| Ok(Value::str(of(this).map_or("", |b| b.name))),
            },
            Getter {
                name: "__qualname__",
                doc: "Its name with its type's.",
                get: |_, this| {
                    let name = of(this).map(Builtin::qualified_name);
                    Ok(name.map_or(Value::None, Value::str))
                },
            },
        ],
    }
}

fn of(this: &Value) -> Option<&'static Builtin> {
    match this {
        Value::Builtin(builtin) => Some(builtin),
        Value::Method(method) => Some(method.builtin),
        _ => None,
    }
}
