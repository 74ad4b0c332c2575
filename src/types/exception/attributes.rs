//! What an exception lets one ask: `args`, and what its kind adds.

use crate::runtime::error::Result;
use crate::runtime::exception::{ExcKind, Exception};
use crate::runtime::interp::Interp;
use crate::runtime::ops::attr;
use crate::runtime::table::{Builtin, Getter, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

/// The attributes that a kind adds to those of the kinds it derives from, sorted by name.
pub(super) const fn of(kind: ExcKind) -> &'static [Getter] {
    match kind {
        ExcKind::BaseException => BASE,
        ExcKind::AttributeError => ATTRIBUTE_ERROR,
        ExcKind::BaseExceptionGroup | ExcKind::ExceptionGroup => GROUP,
        ExcKind::ImportError => IMPORT_ERROR,
        ExcKind::NameError => NAME_ERROR,
        ExcKind::OSError => OS_ERROR,
        ExcKind::StopIteration => STOP_ITERATION,
        ExcKind::SyntaxError => SYNTAX_ERROR,
        ExcKind::SystemExit => SYSTEM_EXIT,
        ExcKind::UnicodeDecodeError | ExcKind::UnicodeEncodeError => UNICODE_ERROR,
        ExcKind::UnicodeTranslateError => TRANSLATE_ERROR,
        _ => &[],
    }
}

/// The exceptions of a group.
pub(super) fn members(exception: &Exception) -> Vec<Value> {
    match exception.detail("exceptions") {
        Some(Value::Tuple(items)) => items.as_slice().to_vec(),
        _ => Vec::new(),
    }
}

const fn getter(
    name: &'static str,
    doc: &'static str,
    get: fn(&mut Interp, &Value) -> Result<Value>,
) -> Getter {
    Getter { name, doc, get }
}

/// The argument at a position; `None` where there are fewer.
fn argument(this: &Value, position: usize) -> Result<Value> {
    let found = match this {
        Value::Exception(exception) => exception.args().get(position).cloned(),
        _ => None,
    };
    Ok(found.unwrap_or(Value::None))
}

/// What was given besides the arguments; `None` where it was not.
fn detail(this: &Value, name: &str) -> Result<Value> {
    let found = match this {
        Value::Exception(exception) => exception.detail(name),
        _ => None,
    };
    Ok(found.unwrap_or(Value::None))
}

/// The argument at a position, of those kinds that read them only when there are so many.
fn one_of(this: &Value, position: usize, counts: &[usize]) -> Result<Value> {
    match this {
        Value::Exception(exception) if counts.contains(&exception.args().len()) => {
            argument(this, position)
        }
        _ => Ok(Value::None),
    }
}

fn all(this: &Value) -> Result<Value> {
    Ok(match this {
        Value::Exception(exception) => Value::tuple(exception.args()),
        _ => Value::None,
    })
}

const BASE: &[Getter] = &[getter(
    "args",
    "The arguments it was made with.",
    |_, this| all(this),
)];

const ATTRIBUTE_ERROR: &[Getter] = &[
    getter("name", "The attribute that was asked for.", |_, this| {
        detail(this, "name")
    }),
    getter("obj", "The value that was asked.", |_, this| {
        detail(this, "obj")
    }),
];

const GROUP: &[Getter] = &[
    getter("exceptions", "The exceptions of the group.", |_, this| {
        detail(this, "exceptions")
    }),
    getter("message", "What the group says.", |_, this| {
        argument(this, 0)
    }),
];

const IMPORT_ERROR: &[Getter] = &[
    getter("msg", "The message.", |_, this| one_of(this, 0, &[1])),
    getter("name", "The module that was to be imported.", |_, this| {
        detail(this, "name")
    }),
    getter(
        "name_from",
        "The name that was to be imported.",
        |_, this| detail(this, "name_from"),
    ),
    getter("path", "Where it was looked for.", |_, this| {
        detail(this, "path")
    }),
];

const NAME_ERROR: &[Getter] = &[getter("name", "The name that was not found.", |_, this| {
    detail(this, "name")
})];

const OS_ERROR: &[Getter] = &[
    getter("errno", "The number of the error.", |_, this| {
        one_of(this, 0, OS_ARGUMENTS)
    }),
    getter("filename", "The file it is about.", |_, this| {
        detail(this, "filename")
    }),
    getter("filename2", "The other file it is about.", |_, this| {
        detail(this, "filename2")
    }),
    getter("strerror", "What the error is.", |_, this| {
        one_of(this, 1, OS_ARGUMENTS)
    }),
];

/// With so many arguments, an `OSError` takes the first two for a number and a reason.
pub(super) const OS_ARGUMENTS: &[usize] = &[2, 3, 4, 5];

const STOP_ITERATION: &[Getter] = &[getter("value", "What the iterator returned.", |_, this| {
    argument(this, 0)
})];

const SYNTAX_ERROR: &[Getter] = &[getter("msg", "The message.", |_, this| argument(this, 0))];

const SYSTEM_EXIT: &[Getter] = &[getter("code", "The exit status.", |_, this| match this {
    Value::Exception(exception) if exception.args().len() > 1 => all(this),
    _ => argument(this, 0),
})];

const UNICODE_ERROR: &[Getter] = &[
    getter("encoding", "The codec.", |_, this| argument(this, 0)),
    getter("end", "Where the failure ends.", |_, this| {
        argument(this, 3)
    }),
    getter("object", "What was to be converted.", |_, this| {
        argument(this, 1)
    }),
    getter("reason", "Why it failed.", |_, this| argument(this, 4)),
    getter("start", "Where the failure begins.", |_, this| {
        argument(this, 2)
    }),
];

const TRANSLATE_ERROR: &[Getter] = &[
    getter("end", "Where the failure ends.", |_, this| {
        argument(this, 2)
    }),
    getter("object", "What was to be translated.", |_, this| {
        argument(this, 0)
    }),
    getter("reason", "Why it failed.", |_, this| argument(this, 3)),
    getter("start", "Where the failure begins.", |_, this| {
        argument(this, 1)
    }),
];

static ADD_NOTE: Builtin = Builtin {
    name: "add_note",
    owner: "BaseException",
    params: Params::new(&[Param::new("note")]),
    wording: Wording::One,
    doc: "Adds a line to what a traceback shows.",
    examples: &[("ValueError('x').add_note('see below')", "None")],
    run: add_note,
};

fn add_note(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (note,): (&Value,) = args.unpack(interp)?;
    match note {
        Value::Str(_) => Ok(Value::None),
        other => Err(wording::type_error(format!(
            "note must be a str, not '{}'",
            attr::type_name(other)
        ))),
    }
}

static WITH_TRACEBACK: Builtin = Builtin {
    name: "with_traceback",
    owner: "BaseException",
    params: Params::new(&[Param::new("tb")]),
    wording: Wording::One,
    doc: "The exception itself; the only traceback there is to give is None.",
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

/// The methods of every exception, sorted by name.
pub(super) const METHODS: &[&Builtin] = &[&ADD_NOTE, &WITH_TRACEBACK];
