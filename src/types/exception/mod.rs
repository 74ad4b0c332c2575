//! Exceptions as values: their types, `args`, `str` and `repr`. Nothing in the language can raise one at will.
//!
//! Python's manual: <https://docs.python.org/3.13/library/exceptions.html>.

mod attributes;
mod group;
mod new;
mod str;

use crate::runtime::error::Result;
use crate::runtime::exception::{ExcKind, Exception};
use crate::runtime::interp::Interp;
use crate::runtime::ops::repr;
use crate::runtime::table::{Builtin, Param, Params, TypeInfo, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

pub use self::str::str;

/// The type record of one kind.
#[must_use]
pub const fn type_info(
    kind: ExcKind,
    doc: &'static str,
    parent: fn() -> &'static TypeInfo,
) -> TypeInfo {
    let is_root = matches!(kind, ExcKind::BaseException);
    TypeInfo {
        name: kind.name(),
        module: kind.module(),
        doc,
        base: if is_root { None } else { Some(parent) },
        new: Some(&new::NEW),
        methods: match kind {
            ExcKind::BaseException => METHODS,
            ExcKind::BaseExceptionGroup => group::METHODS,
            _ => &[],
        },
        class_methods: &[],
        getters: attributes::of(kind),
    }
}

/// The kind that a type record belongs to.
#[must_use]
pub fn kind_of(info: &'static TypeInfo) -> Option<ExcKind> {
    ExcKind::ALL
        .iter()
        .copied()
        .find(|kind| std::ptr::eq(kind.type_info(), info))
}

/// The methods of all exceptions, sorted by name.
const METHODS: &[&Builtin] = &[&ADD_NOTE, &WITH_TRACEBACK];

static ADD_NOTE: Builtin = Builtin {
    name: "add_note",
    owner: "BaseException",
    params: Params::new(&[Param::new("note")]),
    wording: Wording::One,
    doc: "Accepts a note; a traceback would show it.",
    examples: &[("ValueError('x').add_note('seen twice')", "None")],
    run: |interp, args| {
        let (note,): (&Value,) = args.unpack(interp)?;
        match note {
            Value::Str(_) => Ok(Value::None),
            _ => Err(wording::type_error(format!(
                "note must be a str, not '{}'",
                crate::runtime::ops::attr::type_name(note)
            ))),
        }
    },
};

static WITH_TRACEBACK: Builtin = Builtin {
    name: "with_traceback",
    owner: "BaseException",
    params: Params::new(&[Param::new("tb")]),
    wording: Wording::One,
    doc: "The exception itself; there are no tracebacks to give it.",
    examples: &[("ValueError('x').with_traceback(None)", "ValueError('x')")],
    run: with_traceback,
};

fn with_traceback(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (traceback,): (&Value,) = args.unpack(interp)?;
    if traceback.is_none() {
        return Ok(args.this.clone());
    }
    Err(wording::type_error(
        "__traceback__ must be a traceback or None",
    ))
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
