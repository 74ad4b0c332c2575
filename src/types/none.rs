//! `None`, `...` and `NotImplemented`: the three singletons, and their types.

use crate::runtime::call::CallArgs;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::table::{Builtin, Param, Params, TypeInfo, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

/// The type of `None`.
pub static NONE: TypeInfo = singleton("NoneType", "The type of None.", &NEW_NONE);
/// The type of `...`.
pub static ELLIPSIS: TypeInfo = singleton("ellipsis", "The type of the ellipsis.", &NEW_ELLIPSIS);
/// The type of `NotImplemented`.
pub static NOT_IMPLEMENTED: TypeInfo = singleton(
    "NotImplementedType",
    "The type of NotImplemented.",
    &NEW_NOT_IMPLEMENTED,
);

const fn singleton(name: &'static str, doc: &'static str, new: &'static Builtin) -> TypeInfo {
    TypeInfo {
        name,
        module: "builtins",
        doc,
        base: None,
        new: Some(new),
        methods: &[],
        class_methods: &[],
        getters: &[],
    }
}

static NEW_NONE: Builtin = constructor(
    "NoneType",
    |args| check(args, "NoneType"),
    |_, _| Ok(Value::None),
    &[("type(None)() is None", "True")],
);

static NEW_ELLIPSIS: Builtin = constructor(
    "ellipsis",
    |args| check(args, "EllipsisType"),
    |_, _| Ok(Value::Ellipsis),
    &[("type(...)() is ...", "True")],
);

static NEW_NOT_IMPLEMENTED: Builtin = constructor(
    "NotImplementedType",
    |args| check(args, "NotImplementedType"),
    |_, _| Ok(Value::NotImplemented),
    &[("type(NotImplemented)() is NotImplemented", "True")],
);

const fn constructor(
    name: &'static str,
    check: fn(CallArgs<'_>) -> Result<()>,
    run: fn(&mut Interp, Args<'_>) -> Result<Value>,
    examples: &'static [(&'static str, &'static str)],
) -> Builtin {
    const NO_PARAMS: &[Param] = &[];
    Builtin {
        name,
        owner: "",
        params: Params::new(NO_PARAMS),
        wording: Wording::Checked(check),
        doc: "The only value of the type.",
        examples,
        run,
    }
}

fn check(args: CallArgs<'_>, name: &str) -> Result<()> {
    if args.positional.is_empty() && args.named.is_empty() {
        return Ok(());
    }
    Err(wording::type_error(format!("{name} takes no arguments")))
}
