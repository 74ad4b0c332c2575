//! The one constructor of all exception types; some kinds look at their arguments.

use std::rc::Rc;

use super::{group, kind_of};
use crate::runtime::error::Result;
use crate::runtime::exception::{ExcKind, Exception};
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::ops::attr::type_name;
use crate::runtime::ops::convert;
use crate::runtime::table::{Builtin, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording::{self, keyword};

pub(super) static NEW: Builtin = Builtin {
    name: "BaseException",
    owner: "",
    params: Params::new(&[Param::rest("args"), Param::options("attributes")]),
    wording: Wording::Own,
    doc: "Makes an exception, without raising it.",
    examples: &[("ValueError('x')", "ValueError('x')")],
    run: new,
};

/// Attributes besides `args`.
type Attributes = Vec<(&'static str, Value)>;

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let kind = match args.this {
        Value::Type(info) => kind_of(info).unwrap_or(ExcKind::Exception),
        _ => ExcKind::Exception,
    };
    interp.reserve_items(args.rest.len())?;
    if kind.is_a(ExcKind::BaseExceptionGroup) {
        let [message, exceptions] = args.rest else {
            return Err(wording::type_error(format!(
                "BaseExceptionGroup.__new__() takes exactly 2 arguments ({} given)",
                args.rest.len()
            )));
        };
        refuse_names(kind, args)?;
        return group::new(interp, kind, message, exceptions);
    }
    let mut kind = kind;
    let mut given = args.rest.to_vec();
    let attributes = if kind.is_a(ExcKind::ImportError) {
        named(args, "ImportError", &["name", "path", "name_from"])?
    } else if kind.is_a(ExcKind::AttributeError) {
        named(args, "AttributeError", &["name", "obj"])?
    } else if kind.is_a(ExcKind::NameError) {
        named(args, "NameError", &["name"])?
    } else {
        refuse_names(kind, args)?;
        if kind.is_a(ExcKind::OSError) {
            os_error(&mut kind, &mut given)
        } else if kind.is_a(ExcKind::SyntaxError) {
            syntax_error(interp, args.rest)?
        } else {
            unicode_error(kind, args.rest)?
        }
    };
    Ok(Value::Exception(Rc::new(Exception::with_details(
        kind, given, attributes,
    ))))
}

fn refuse_names(kind: ExcKind, args: Args<'_>) -> Result<()> {
    if args.named.is_empty() {
        return Ok(());
    }
    Err(wording::type_error(format!(
        "{}() takes no keyword arguments",
        kind.name()
    )))
}

/// `AttributeError('x', name='n', obj=o)`: some kinds take attributes by name.
fn named(args: Args<'_>, type_name: &str, allowed: &[&'static str]) -> Result<Attributes> {
    if args.named.len() > allowed.len() {
        return Err(wording::type_error(format!(
            "{type_name}() takes at most {} keyword argument{} ({} given)",
            allowed.len(),
            if allowed.len() == 1 { "" } else { "s" },
            args.named.len()
        )));
    }
    args.named
        .iter()
        .map(|(name, value)| {
            allowed
                .iter()
                .find(|known| **known == name.as_str())
                .map(|known| (*known, value.clone()))
                .ok_or_else(|| {
                    let keywords = allowed.iter().copied();
                    keyword::unexpected_keyword(type_name, name.as_str(), keywords)
                })
        })
        .collect()
}

/// `OSError(number, message, file, _, second_file)`: the number decides the kind, and the files leave the arguments.
fn os_error(kind: &mut ExcKind, args: &mut Vec<Value>) -> Attributes {
    let (Some(number), Some(message)) = (args.first().cloned(), args.get(1).cloned()) else {
        return Vec::new();
    };
    if args.len() > 5 {
        return Vec::new();
    }
    if *kind == ExcKind::OSError
        && let Value::Int(number) = number
    {
        *kind = by_number(number);
    }
    let mut attributes = vec![("errno", number), ("strerror", message)];
    let file = args.get(2).filter(|file| !file.is_none()).cloned();
    if let Some(file) = file {
        // A number here is how much a call wrote before it would have blocked.
        if *kind == ExcKind::BlockingIOError && matches!(file, Value::Int(_) | Value::Bool(_)) {
            attributes.push(("characters_written", file));
            return attributes;
        }
        attributes.push(("filename", file));
        if let Some(second) = args.get(4).filter(|file| !file.is_none()) {
            attributes.push(("filename2", second.clone()));
        }
        args.truncate(2);
    }
    attributes
}

/// The kind for an error number of Linux, which CPython maps when it makes an `OSError`.
fn by_number(number: i64) -> ExcKind {
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

/// `SyntaxError(message, (file, line, column, text[, end line, end column]))`
fn syntax_error(interp: &mut Interp, args: &[Value]) -> Result<Attributes> {
    const PLACE: [&str; 6] = [
        "filename",
        "lineno",
        "offset",
        "text",
        "end_lineno",
        "end_offset",
    ];
    let mut attributes = Vec::new();
    let [_, place] = args else {
        return Ok(attributes);
    };
    let place = iter::collect(interp, place)?;
    match place.len() {
        4 | 6 => {}
        5 => {
            return Err(wording::type_error(
                "end_offset must be provided when end_lineno is provided",
            ));
        }
        given => {
            let (how, bound) = if given < 4 {
                ("at least", 4)
            } else {
                ("at most", 6)
            };
            return Err(wording::type_error(format!(
                "function takes {how} {bound} arguments ({given} given)"
            )));
        }
    }
    attributes.extend(PLACE.into_iter().zip(place));
    Ok(attributes)
}

/// `UnicodeDecodeError(encoding, bytes, start, end, reason)` and its two relatives; nothing for any other kind.
fn unicode_error(kind: ExcKind, args: &[Value]) -> Result<Attributes> {
    const NAMES: [&str; 5] = ["encoding", "object", "start", "end", "reason"];
    let names = match kind {
        ExcKind::UnicodeDecodeError | ExcKind::UnicodeEncodeError => &NAMES[..],
        ExcKind::UnicodeTranslateError => &NAMES[1..],
        _ => return Ok(Vec::new()),
    };
    if args.len() != names.len() {
        return Err(wording::type_error(format!(
            "function takes exactly {} arguments ({} given)",
            names.len(),
            args.len()
        )));
    }
    for ((name, value), number) in names.iter().zip(args).zip(1..) {
        match (*name, value) {
            ("start" | "end", value) => {
                convert::to_ssize(value)?;
            }
            ("object", value) if kind == ExcKind::UnicodeDecodeError => {
                if !matches!(value, Value::Bytes(_)) {
                    return Err(wording::expected_bytes_like(value));
                }
            }
            (_, Value::Str(_)) => {}
            (_, value) => {
                return Err(wording::type_error(format!(
                    "argument {number} must be str, not {}",
                    type_name(value)
                )));
            }
        }
    }
    let pairs = names.iter().copied().zip(args.iter().cloned());
    Ok(pairs.collect())
}
