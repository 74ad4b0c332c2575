//! `count`, `find`, `rfind`, `index`, `rindex`, `startswith`, `endswith`.

use std::ops::Range;
use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::attr::type_name;
use crate::runtime::table::{Builtin, Fallback, Param, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::str::bounds::window;

use super::super::{Bytes, search};
use super::{Body, Examples, bytes_argument, method, receiver, scan};

const SUB: &[Param] = &[
    Param::new("sub"),
    Param::new("start").or(Fallback::Omitted),
    Param::new("end").or(Fallback::Omitted),
];
const PREFIX: &[Param] = &[
    Param::new("prefix"),
    Param::new("start").or(Fallback::Omitted),
    Param::new("end").or(Fallback::Omitted),
];
const SUFFIX: &[Param] = &[
    Param::new("suffix"),
    Param::new("start").or(Fallback::Omitted),
    Param::new("end").or(Fallback::Omitted),
];

const fn finder(
    name: &'static str,
    params: &'static [Param],
    doc: &'static str,
    examples: Examples,
    run: Body,
) -> Builtin {
    method(name, params, Wording::Positional, doc, examples, run)
}

pub(super) static COUNT: Builtin = finder(
    "count",
    SUB,
    "How often some bytes, or one byte, occur, overlaps left out, between two positions.",
    &[
        ("b'banana'.count(b'an')", "2"),
        ("b'banana'.count(97)", "3"),
    ],
    count,
);

pub(super) static ENDSWITH: Builtin = finder(
    "endswith",
    SUFFIX,
    "Whether the bytes end with others, or with one of a tuple.",
    &[("b'file.txt'.endswith(b'.txt')", "True")],
    |interp, args| {
        has_affix(interp, args, "endswith", |data, affix| {
            data.ends_with(affix)
        })
    },
);

pub(super) static FIND: Builtin = finder(
    "find",
    SUB,
    "Where some bytes, or one byte, occur first, or -1.",
    &[("b'banana'.find(b'an')", "1")],
    |interp, args| Ok(found(position(interp, args, search::find)?)),
);

pub(super) static INDEX: Builtin = finder(
    "index",
    SUB,
    "Where some bytes, or one byte, occur first; an error when they do not.",
    &[("b'banana'.index(b'n')", "2")],
    |interp, args| must_be_found(position(interp, args, search::find)?),
);

pub(super) static RFIND: Builtin = finder(
    "rfind",
    SUB,
    "Where some bytes, or one byte, occur last, or -1.",
    &[("b'banana'.rfind(b'an')", "3")],
    |interp, args| Ok(found(position(interp, args, search::find_last)?)),
);

pub(super) static RINDEX: Builtin = finder(
    "rindex",
    SUB,
    "Where some bytes, or one byte, occur last; an error when they do not.",
    &[("b'banana'.rindex(b'a')", "5")],
    |interp, args| must_be_found(position(interp, args, search::find_last)?),
);

pub(super) static STARTSWITH: Builtin = finder(
    "startswith",
    PREFIX,
    "Whether the bytes start with others, or with one of a tuple.",
    &[("b'banana'.startswith(b'ban')", "True")],
    |interp, args| {
        has_affix(interp, args, "startswith", |data, affix| {
            data.starts_with(affix)
        })
    },
);

/// What is looked for: bytes, or one byte given as an integer.
fn with_needle<T>(value: &Value, use_it: impl FnOnce(&[u8]) -> T) -> Result<T> {
    match value {
        Value::Bytes(data) => Ok(use_it(data.as_slice())),
        Value::Int(_) | Value::Bool(_) | Value::Big(_) => {
            Ok(use_it(&[super::super::as_byte(value)?]))
        }
        other => Err(wording::type_error(format!(
            "argument should be integer or bytes-like object, not '{}'",
            type_name(other)
        ))),
    }
}

fn count(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let data = receiver(&args)?.as_slice();
    let (sub, start, end): (&Value, &Value, &Value) = args.unpack(interp)?;
    let window = window(start, end, data.len())?;
    scan(interp, data)?;
    with_needle(sub, |needle| match (window, needle) {
        (None, _) => Ok(0),
        (Some(window), []) => Ok(window.len() + 1),
        (Some(window), needle) => search::count(interp, &data[window], needle),
    })?
    .map(Value::from)
}

fn position(
    interp: &mut Interp,
    args: Args<'_>,
    find: fn(&[u8], &[u8]) -> Option<usize>,
) -> Result<Option<usize>> {
    let data = receiver(&args)?.as_slice();
    let (sub, start, end): (&Value, &Value, &Value) = args.unpack(interp)?;
    let window = window(start, end, data.len())?;
    scan(interp, data)?;
    with_needle(sub, |needle| {
        let window = window?;
        let start = window.start;
        find(&data[window], needle).map(|at| start + at)
    })
}

fn found(position: Option<usize>) -> Value {
    position.map_or(Value::Int(-1), Value::from)
}

fn must_be_found(position: Option<usize>) -> Result<Value> {
    position
        .map(Value::from)
        .ok_or_else(|| wording::value_error("subsection not found"))
}

fn has_affix(
    interp: &mut Interp,
    args: Args<'_>,
    function: &str,
    test: fn(&[u8], &[u8]) -> bool,
) -> Result<Value> {
    let data = receiver(&args)?.as_slice();
    let (affix, start, end): (&Value, &Value, &Value) = args.unpack(interp)?;
    let window: Option<Range<usize>> = window(start, end, data.len())?;
    let part = window.map(|window| &data[window]);
    let holds = |affix: &Rc<Bytes>| part.is_some_and(|part| test(part, affix.as_slice()));
    match affix {
        Value::Bytes(affix) => Ok(Value::Bool(holds(affix))),
        Value::Tuple(affixes) => {
            for affix in affixes.as_slice() {
                interp.tick()?;
                if holds(bytes_argument(affix)?) {
                    return Ok(Value::Bool(true));
                }
            }
            Ok(Value::Bool(false))
        }
        other => Err(wording::type_error(format!(
            "{function} first arg must be bytes or a tuple of bytes, not {}",
            type_name(other)
        ))),
    }
}
