//! Exceptions as values: construction, `args`, `str`, `repr`.

use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::exception::{ExcKind, Exception};
use crate::runtime::interp::Interp;
use crate::runtime::ops::repr;
use crate::runtime::table::{Builtin, Getter, Param, Params, TypeInfo, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::types::bytes::codec::handlers;

/// The type record of one kind.
#[must_use]
pub const fn type_info(
    kind: ExcKind,
    doc: &'static str,
    parent: fn() -> &'static TypeInfo,
) -> TypeInfo {
    TypeInfo {
        name: kind.name(),
        module: "builtins",
        doc,
        base: if matches!(kind, ExcKind::BaseException) {
            None
        } else {
            Some(parent)
        },
        new: Some(&NEW),
        methods: &[],
        class_methods: &[],
        getters: &[Getter {
            name: "args",
            doc: "The arguments it was made with.",
            get: args,
        }],
    }
}

fn args(_: &mut Interp, this: &Value) -> Result<Value> {
    Ok(match this {
        Value::Exception(exception) => Value::tuple(exception.args()),
        _ => Value::None,
    })
}

/// The kind that a type record belongs to.
#[must_use]
pub fn kind_of(info: &'static TypeInfo) -> Option<ExcKind> {
    ExcKind::ALL
        .iter()
        .copied()
        .find(|kind| std::ptr::eq(kind.type_info(), info))
}

static NEW: Builtin = Builtin {
    name: "BaseException",
    owner: "",
    params: Params::new(&[Param::rest("args")]),
    wording: Wording::Positional,
    doc: "Makes an exception, without raising it.",
    examples: &[("ValueError('x')", "ValueError('x')")],
    run: new,
};

fn new(_: &mut Interp, args: Args<'_>) -> Result<Value> {
    let kind = match args.this {
        Value::Type(info) => kind_of(info).unwrap_or(ExcKind::Exception),
        _ => ExcKind::Exception,
    };
    Ok(Value::Exception(Rc::new(Exception::new(
        kind,
        args.rest.to_vec(),
    ))))
}

/// `str(exception)`
///
/// # Errors
/// As `str` of the arguments.
pub fn str(interp: &mut Interp, exception: &Exception) -> Result<String> {
    let args = exception.args();
    if exception.kind.is_a(ExcKind::UnicodeError)
        && let Some(message) = handlers::message(exception.kind, &args)
    {
        return Ok(message);
    }
    match args.as_slice() {
        [] => Ok(String::new()),
        [key] if exception.kind == ExcKind::KeyError => repr::repr(interp, key),
        [only] => repr::str(interp, only),
        _ => repr::repr(interp, &Value::tuple(args)),
    }
}

/// Appends the `repr`.
///
/// # Errors
/// As `repr` of the arguments.
pub fn write_repr(interp: &mut Interp, exception: &Exception, out: &mut String) -> Result<()> {
    out.push_str(exception.kind.name());
    out.push('(');
    for (position, item) in exception.args().iter().enumerate() {
        repr::write_item(interp, item, position, out)?;
    }
    out.push(')');
    Ok(())
}
