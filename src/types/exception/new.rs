//! Making an exception: `ValueError('x')` is a value like any other.
//!
//! Most kinds take whatever they are given; this file holds the few that look at it.

use std::rc::Rc;

use super::attributes::OS_ARGUMENTS;
use super::{is_group, kind_of};
use crate::runtime::call::Named;
use crate::runtime::error::Result;
use crate::runtime::exception::{ExcKind, Exception};
use crate::runtime::interp::Interp;
use crate::runtime::ops::attr::type_name;
use crate::runtime::table::{Builtin, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

pub(super) static NEW: Builtin = Builtin {
    name: "BaseException",
    owner: "",
    params: Params::new(&[Param::rest("args"), Param::options("options")]),
    wording: Wording::Own,
    doc: "Makes an exception, without raising it.",
    examples: &[("ValueError('x')", "ValueError('x')")],
    run: new,
};

fn new(_: &mut Interp, args: Args<'_>) -> Result<Value> {
    let kind = match args.this {
        Value::Type(info) => kind_of(info).unwrap_or(ExcKind::Exception),
        _ => ExcKind::Exception,
    };
    let options = options(kind, args.named)?;
    let exception = if is_group(kind) {
        group(kind, args.rest)?
    } else if kind.is_a(ExcKind::OSError) {
        os_error(kind, args.rest)
    } else {
        check(kind, args.rest)?;
        Exception::with_details(kind, args.rest.to_vec(), options)
    };
    Ok(Value::Exception(Rc::new(exception)))
}

/// The named arguments that a kind takes, under their attributes' names.
fn options(kind: ExcKind, named: &[Named]) -> Result<Vec<(&'static str, Value)>> {
    // A derived kind complains in the name of the one that it has its constructor from.
    let (owner, known): (_, &[&'static str]) = if kind.is_a(ExcKind::AttributeError) {
        (ExcKind::AttributeError, &["name", "obj"])
    } else if kind.is_a(ExcKind::NameError) {
        (ExcKind::NameError, &["name"])
    } else if kind.is_a(ExcKind::ImportError) {
        (ExcKind::ImportError, &["name", "path", "name_from"])
    } else if named.is_empty() {
        return Ok(Vec::new());
    } else {
        return Err(wording::type_error(format!(
            "{}() takes no keyword arguments",
            kind.name()
        )));
    };
    let mut found = Vec::new();
    for (name, value) in named {
        match known.iter().find(|known| **known == name.as_str()) {
            Some(known) => found.push((*known, value.clone())),
            None => {
                return Err(wording::type_error(format!(
                    "{}() got an unexpected keyword argument '{}'",
                    owner.name(),
                    name.as_str()
                )));
            }
        }
    }
    Ok(found)
}

/// The arguments of the kinds that fix their number and types.
fn check(kind: ExcKind, args: &[Value]) -> Result<()> {
    let count = match kind {
        ExcKind::UnicodeDecodeError | ExcKind::UnicodeEncodeError => 5,
        ExcKind::UnicodeTranslateError => 4,
        _ => return Ok(()),
    };
    if args.len() != count {
        return Err(wording::type_error(format!(
            "function takes exactly {count} arguments ({} given)",
            args.len()
        )));
    }
    for (position, value) in args.iter().enumerate() {
        let from_the_end = count - position;
        let fits = match from_the_end {
            // The object: text to encode or translate, bytes to decode.
            4 if kind == ExcKind::UnicodeDecodeError => matches!(value, Value::Bytes(_)),
            2 | 3 => matches!(value, Value::Int(_) | Value::Big(_) | Value::Bool(_)),
            _ => matches!(value, Value::Str(_)),
        };
        if fits {
            continue;
        }
        let found = type_name(value);
        return Err(wording::type_error(match from_the_end {
            2 | 3 => format!("'{found}' object cannot be interpreted as an integer"),
            4 if kind == ExcKind::UnicodeDecodeError => {
                format!("a bytes-like object is required, not '{found}'")
            }
            _ => format!("argument {} must be str, not {found}", position + 1),
        }));
    }
    Ok(())
}

/// An error number makes the kind more precise, and file names are kept apart from the arguments.
fn os_error(kind: ExcKind, args: &[Value]) -> Exception {
    if !OS_ARGUMENTS.contains(&args.len()) {
        return Exception::new(kind, args.to_vec());
    }
    let kind = match args.first() {
        Some(Value::Int(number)) if kind == ExcKind::OSError => kind_of_number(*number),
        _ => kind,
    };
    let file = args.get(2).filter(|name| !name.is_none());
    let Some(file) = file else {
        return Exception::new(kind, args.to_vec());
    };
    let mut details = vec![("filename", file.clone())];
    let other = args.get(4).filter(|name| !name.is_none());
    details.extend(other.map(|name| ("filename2", name.clone())));
    let kept = args.iter().take(2).cloned().collect();
    Exception::with_details(kind, kept, details)
}

/// The kind that an error number of Linux stands for, on every machine alike.
fn kind_of_number(number: i64) -> ExcKind {
    match number {
        1 | 13 => ExcKind::PermissionError,
        2 => ExcKind::FileNotFoundError,
        3 => ExcKind::ProcessLookupError,
        4 => ExcKind::InterruptedError,
        10 => ExcKind::ChildProcessError,
        11 | 114 | 115 => ExcKind::BlockingIOError,
        17 => ExcKind::FileExistsError,
        20 => ExcKind::NotADirectoryError,
        21 => ExcKind::IsADirectoryError,
        32 | 108 => ExcKind::BrokenPipeError,
        103 => ExcKind::ConnectionAbortedError,
        104 => ExcKind::ConnectionResetError,
        110 => ExcKind::TimeoutError,
        111 => ExcKind::ConnectionRefusedError,
        _ => ExcKind::OSError,
    }
}

/// A group of exceptions; one that holds ordinary exceptions only is an `ExceptionGroup`.
fn group(kind: ExcKind, args: &[Value]) -> Result<Exception> {
    let [message, members] = args else {
        return Err(wording::type_error(format!(
            "BaseExceptionGroup.__new__() takes exactly 2 arguments ({} given)",
            args.len()
        )));
    };
    if !matches!(message, Value::Str(_)) {
        return Err(wording::type_error(format!(
            "BaseExceptionGroup.__new__() argument 1 must be str, not {}",
            type_name(message)
        )));
    }
    let members = match members {
        Value::List(items) => items.to_vec(),
        Value::Tuple(items) => items.as_slice().to_vec(),
        _ => {
            return Err(wording::type_error(
                "second argument (exceptions) must be a sequence",
            ));
        }
    };
    if members.is_empty() {
        return Err(wording::value_error(
            "second argument (exceptions) must be a non-empty sequence",
        ));
    }
    let mut ordinary = true;
    for (position, member) in members.iter().enumerate() {
        let Value::Exception(member) = member else {
            return Err(wording::value_error(format!(
                "Item {position} of second argument (exceptions) is not an exception"
            )));
        };
        ordinary &= member.kind.is_a(ExcKind::Exception);
    }
    let kind = match kind {
        ExcKind::ExceptionGroup if !ordinary => {
            return Err(wording::type_error(
                "Cannot nest BaseExceptions in an ExceptionGroup",
            ));
        }
        _ if ordinary => ExcKind::ExceptionGroup,
        other => other,
    };
    let details = vec![("exceptions", Value::tuple(members))];
    Ok(Exception::with_details(kind, args.to_vec(), details))
}
