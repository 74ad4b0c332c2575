//! `str(exception)`: for most the argument itself, for some a sentence made of their attributes.

use crate::runtime::error::Result;
use crate::runtime::exception::{ExcKind, Exception};
use crate::runtime::interp::Interp;
use crate::runtime::ops::repr;
use crate::runtime::value::Value;
use crate::types::bytes::codec::handlers;

/// `str(exception)`
///
/// # Errors
/// As `str` of the arguments.
pub fn str(interp: &mut Interp, exception: &Exception) -> Result<String> {
    let args = exception.args();
    let kind = exception.kind;
    if kind == ExcKind::KeyError
        && let [key] = args.as_slice()
    {
        return repr::repr(interp, key);
    }
    let own = if kind.is_a(ExcKind::OSError) {
        of_os_error(interp, exception)?
    } else if kind.is_a(ExcKind::SyntaxError) {
        Some(of_syntax_error(interp, exception, &args)?)
    } else if kind.is_a(ExcKind::UnicodeError) {
        handlers::message(kind, &args)
    } else if kind.is_a(ExcKind::BaseExceptionGroup) {
        of_group(exception)
    } else {
        None
    };
    match (own, args.as_slice()) {
        (Some(own), _) => Ok(own),
        (None, []) => Ok(String::new()),
        (None, [only]) => repr::str(interp, only),
        (None, _) => repr::repr(interp, &Value::tuple(args)),
    }
}

/// `[Errno 2] No such file: 'a' -> 'b'`
fn of_os_error(interp: &mut Interp, exception: &Exception) -> Result<Option<String>> {
    let (Some(number), Some(message)) = (exception.detail("errno"), exception.detail("strerror"))
    else {
        return Ok(None);
    };
    let mut out = format!(
        "[Errno {}] {}",
        repr::str(interp, &number)?,
        repr::str(interp, &message)?
    );
    if let Some(name) = exception.detail("filename") {
        out.push_str(": ");
        repr::write_repr(interp, &name, &mut out)?;
        if let Some(second) = exception.detail("filename2") {
            out.push_str(" -> ");
            repr::write_repr(interp, &second, &mut out)?;
        }
    }
    Ok(Some(out))
}

/// `invalid syntax (file.py, line 3)`; made without a message it is `None`.
fn of_syntax_error(interp: &mut Interp, exception: &Exception, args: &[Value]) -> Result<String> {
    let message = args.first().cloned().unwrap_or(Value::None);
    let message = repr::str(interp, &message)?;
    let file = match exception.detail("filename") {
        Some(Value::Str(name)) => name.as_str().rsplit('/').next().map(str::to_owned),
        _ => None,
    };
    let line = match exception.detail("lineno") {
        Some(line @ (Value::Int(_) | Value::Big(_))) => Some(repr::str(interp, &line)?),
        _ => None,
    };
    Ok(match (file, line) {
        (Some(file), Some(line)) => format!("{message} ({file}, line {line})"),
        (Some(file), None) => format!("{message} ({file})"),
        (None, Some(line)) => format!("{message} (line {line})"),
        (None, None) => message,
    })
}

/// `several things went wrong (2 sub-exceptions)`
fn of_group(exception: &Exception) -> Option<String> {
    let (Some(Value::Str(message)), Some(Value::Tuple(members))) =
        (exception.detail("message"), exception.detail("exceptions"))
    else {
        return None;
    };
    let count = members.as_slice().len();
    let plural = if count == 1 { "" } else { "s" };
    Some(format!(
        "{} ({count} sub-exception{plural})",
        message.as_str()
    ))
}
