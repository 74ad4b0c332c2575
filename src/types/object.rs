//! `object`: what every value is an instance of.

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::object::Object;
use crate::runtime::table::{Builtin, Params, TypeInfo, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

/// The type itself.
pub static TYPE: TypeInfo = TypeInfo {
    name: "object",
    module: "builtins",
    doc: "The base of all types.",
    base: None,
    new: Some(&NEW),
    methods: &[],
    class_methods: &[],
    getters: &[],
};

static NEW: Builtin = Builtin {
    name: "object",
    owner: "",
    params: Params::new(&[]),
    wording: Wording::Checked(|args| {
        if args.is_empty() {
            Ok(())
        } else {
            Err(wording::type_error("object() takes no arguments"))
        }
    }),
    doc: "A value that is equal to nothing but itself.",
    examples: &[("object() == object()", "False")],
    run: new,
};

fn new(_: &mut Interp, _: Args<'_>) -> Result<Value> {
    Ok(Value::object(Plain))
}

/// `object()`
struct Plain;

impl Object for Plain {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }
}
