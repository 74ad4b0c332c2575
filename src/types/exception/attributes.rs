//! The attributes of each kind of exception: `args` of all, `errno` of an `OSError`, `value` of a `StopIteration`.

use crate::runtime::error::{Error, Result};
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::table::Getter;
use crate::runtime::value::Value;

/// The attributes that a kind adds to those of its parents, sorted by name.
pub(super) const fn of(kind: ExcKind) -> &'static [Getter] {
    match kind {
        ExcKind::BaseException => BASE,
        ExcKind::AttributeError => ATTRIBUTE_ERROR,
        ExcKind::BaseExceptionGroup => GROUP,
        ExcKind::ImportError => IMPORT_ERROR,
        ExcKind::NameError => NAME_ERROR,
        ExcKind::OSError => OS_ERROR,
        ExcKind::StopIteration => STOP_ITERATION,
        ExcKind::SyntaxError => SYNTAX_ERROR,
        ExcKind::SystemExit => SYSTEM_EXIT,
        ExcKind::UnicodeDecodeError
        | ExcKind::UnicodeEncodeError
        | ExcKind::UnicodeTranslateError => UNICODE,
        _ => &[],
    }
}

/// A row: the value that the constructor set, or `None`.
macro_rules! set {
    ($name:literal, $doc:literal) => {
        Getter {
            name: $name,
            doc: $doc,
            get: |_, this| Ok(attribute(this, $name)),
        }
    };
}

const BASE: &[Getter] = &[Getter {
    name: "args",
    doc: "The arguments it was made with.",
    get: |_, this| Ok(Value::tuple(args(this))),
}];

const ATTRIBUTE_ERROR: &[Getter] = &[
    set!("name", "The attribute that was asked for."),
    set!("obj", "What it was asked of."),
];

const GROUP: &[Getter] = &[
    set!("exceptions", "The exceptions in the group."),
    set!("message", "What the group is about."),
];

const IMPORT_ERROR: &[Getter] = &[
    Getter {
        name: "msg",
        doc: "The message.",
        get: |_, this| {
            Ok(match args(this).as_slice() {
                [only] => only.clone(),
                _ => Value::None,
            })
        },
    },
    set!("name", "The module."),
    set!("name_from", "The name wanted from it."),
    set!("path", "Where it was looked for."),
];

const NAME_ERROR: &[Getter] = &[set!("name", "The name that was not found.")];

const OS_ERROR: &[Getter] = &[
    Getter {
        name: "characters_written",
        doc: "How much was written before it would have blocked.",
        get: characters_written,
    },
    set!("errno", "The number of the error."),
    set!("filename", "The file."),
    set!("filename2", "The second file."),
    set!("strerror", "The message of the system."),
];

const STOP_ITERATION: &[Getter] = &[Getter {
    name: "value",
    doc: "What the iterator returned.",
    get: |_, this| Ok(args(this).into_iter().next().unwrap_or(Value::None)),
}];

const SYNTAX_ERROR: &[Getter] = &[
    set!("end_lineno", "The line where it ends."),
    set!("end_offset", "The column where it ends."),
    set!("filename", "The file."),
    set!("lineno", "The line."),
    Getter {
        name: "msg",
        doc: "The message.",
        get: |_, this| Ok(args(this).into_iter().next().unwrap_or(Value::None)),
    },
    set!("offset", "The column."),
    set!("print_file_and_line", "Never set."),
    set!("text", "The text of the line."),
];

const SYSTEM_EXIT: &[Getter] = &[Getter {
    name: "code",
    doc: "The exit status.",
    get: |_, this| {
        let args = args(this);
        Ok(match args.as_slice() {
            [] => Value::None,
            [only] => only.clone(),
            _ => Value::tuple(args),
        })
    },
}];

const UNICODE: &[Getter] = &[
    set!("encoding", "The encoding."),
    set!("end", "After the last position that failed."),
    set!("object", "What was coded."),
    set!("reason", "Why it failed."),
    set!("start", "The first position that failed."),
];

fn args(this: &Value) -> Vec<Value> {
    match this {
        Value::Exception(exception) => exception.args(),
        _ => Vec::new(),
    }
}

fn attribute(this: &Value, name: &str) -> Value {
    match this {
        Value::Exception(exception) => exception.detail(name).unwrap_or(Value::None),
        _ => Value::None,
    }
}

fn characters_written(_: &mut Interp, this: &Value) -> Result<Value> {
    match attribute(this, "characters_written") {
        Value::None => Err(Error::new(ExcKind::AttributeError, "characters_written")),
        count => Ok(count),
    }
}
