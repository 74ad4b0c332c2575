//! Exceptions as values: their type records, `str` and `repr`.

mod attributes;
mod new;

use crate::runtime::error::Result;
use crate::runtime::exception::{ExcKind, Exception};
use crate::runtime::interp::Interp;
use crate::runtime::ops::repr;
use crate::runtime::table::TypeInfo;
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
        module: kind.module(),
        doc,
        base: if matches!(kind, ExcKind::BaseException) {
            None
        } else {
            Some(parent)
        },
        new: Some(&new::NEW),
        methods: match kind {
            ExcKind::BaseException => attributes::METHODS,
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
    if let Some(text) = own_str(interp, exception, &args) {
        return text;
    }
    match args.as_slice() {
        [] => Ok(String::new()),
        [key] if exception.kind == ExcKind::KeyError => repr::repr(interp, key),
        [only] => repr::str(interp, only),
        _ => repr::repr(interp, &Value::tuple(args)),
    }
}

/// Whether a kind holds other exceptions; `ExceptionGroup` derives from `Exception` first.
fn is_group(kind: ExcKind) -> bool {
    kind.is_a(ExcKind::BaseExceptionGroup) || kind.is_a(ExcKind::ExceptionGroup)
}

/// The text of the kinds that do not simply show their arguments.
fn own_str(interp: &mut Interp, exception: &Exception, args: &[Value]) -> Option<Result<String>> {
    let kind = exception.kind;
    if kind.is_a(ExcKind::OSError) {
        let [number, reason] = args else {
            return None;
        };
        return Some(os_error(interp, exception, number, reason));
    }
    if kind.is_a(ExcKind::SyntaxError) {
        let message = args.first().unwrap_or(&Value::None);
        return Some(repr::str(interp, message));
    }
    if is_group(kind) {
        let message = args.first().unwrap_or(&Value::None);
        let count = attributes::members(exception).len();
        let plural = if count == 1 { "" } else { "s" };
        let text = repr::str(interp, message);
        return Some(text.map(|text| format!("{text} ({count} sub-exception{plural})")));
    }
    None
}

/// `[Errno 2] No such file: 'name'`
fn os_error(
    interp: &mut Interp,
    exception: &Exception,
    number: &Value,
    reason: &Value,
) -> Result<String> {
    let number = repr::str(interp, number)?;
    let mut text = format!("[Errno {number}] {}", repr::str(interp, reason)?);
    for (detail, before) in [("filename", ": "), ("filename2", " -> ")] {
        if let Some(name) = exception.detail(detail) {
            text.push_str(before);
            text.push_str(&repr::repr(interp, &name)?);
        }
    }
    Ok(text)
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
