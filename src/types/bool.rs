//! `bool`: the two truth values, which are also the integers 0 and 1.

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::table::{Builtin, Fallback, Param, Params, TypeInfo, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;

static NEW: Builtin = Builtin {
    name: "bool",
    owner: "",
    params: Params::new(&[Param::new("object").or(Fallback::Bool(false))]),
    wording: Wording::Positional,
    doc: "Whether a value counts as true: not zero, not empty, not None.",
    examples: &[("bool([])", "False"), ("bool('False')", "True")],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (truth,): (bool,) = args.unpack(interp)?;
    Ok(Value::Bool(truth))
}

/// The type itself.
pub static TYPE: TypeInfo = TypeInfo {
    name: "bool",
    module: "builtins",
    doc: "A truth value, True or False.",
    base: Some(|| &super::int::TYPE),
    new: Some(&NEW),
    methods: &[],
    class_methods: &[],
    getters: &[],
};
