//! `count`, `find`, `rfind`, `index`, `rindex`, `startswith`, `endswith`.

use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::attr::type_name;
use crate::runtime::table::{Builtin, Fallback, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::bytes::search;

use super::super::Str;
use super::super::bounds::Window;
use super::{receiver, scan, str_argument};

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

const fn method(
    name: &'static str,
    params: &'static [Param],
    doc: &'static str,
    examples: &'static [(&'static str, &'static str)],
    run: fn(&mut Interp, Args<'_>) -> Result<Value>,
) -> Builtin {
    Builtin {
        name,
        owner: "str",
        params: Params::new(params),
        wording: Wording::Positional,
        doc,
        examples,
        run,
    }
}

pub(super) static COUNT: Builtin = method(
    "count",
    SUB,
    "How often a string occurs, overlaps left out, between two positions.",
    &[("'banana'.count('an')", "2")],
    count,
);

pub(super) static ENDSWITH: Builtin = method(
    "endswith",
    SUFFIX,
    "Whether the string ends with another, or with one of a tuple.",
    &[("'file.txt'.endswith(('.txt', '.md'))", "True")],
    |interp, args| {
        has_affix(interp, args, "endswith", |text, affix| {
            text.ends_with(affix)
        })
    },
);

pub(super) static FIND: Builtin = method(
    "find",
    SUB,
    "Where a string occurs first, or -1.",
    &[("'banana'.find('an')", "1"), ("'banana'.find('x')", "-1")],
    |interp, args| Ok(found(position(interp, args, "find", search::find)?)),
);

pub(super) static INDEX: Builtin = method(
    "index",
    SUB,
    "Where a string occurs first; an error when it does not.",
    &[("'banana'.index('n')", "2")],
    |interp, args| must_be_found(position(interp, args, "index", search::find)?),
);

pub(super) static RFIND: Builtin = method(
    "rfind",
    SUB,
    "Where a string occurs last, or -1.",
    &[("'banana'.rfind('an')", "3")],
    |interp, args| Ok(found(position(interp, args, "rfind", search::find_last)?)),
);

pub(super) static RINDEX: Builtin = method(
    "rindex",
    SUB,
    "Where a string occurs last; an error when it does not.",
    &[("'banana'.rindex('a')", "5")],
    |interp, args| must_be_found(position(interp, args, "rindex", search::find_last)?),
);

pub(super) static STARTSWITH: Builtin = method(
    "startswith",
    PREFIX,
    "Whether the string starts with another, or with one of a tuple.",
    &[("'banana'.startswith('ban')", "True")],
    |interp, args| {
        has_affix(interp, args, "startswith", |text, affix| {
            text.starts_with(affix)
        })
    },
);

fn count(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let text = receiver(&args)?;
    let (sub, start, end): (&Value, &Value, &Value) = args.unpack(interp)?;
    let sub = str_argument("count", 1, sub)?;
    let Some(window) = Window::new(text, start, end)? else {
        return Ok(Value::Int(0));
    };
    scan(interp, window.text)?;
    Ok(Value::from(if sub.is_empty() {
        window.text.chars().count() + 1
    } else {
        search::count(interp, window.text.as_bytes(), sub.as_str().as_bytes())?
    }))
}

/// Where the first argument is found in the window that the others select, counted in characters.
fn position(
    interp: &mut Interp,
    args: Args<'_>,
    function: &str,
    find: fn(&[u8], &[u8]) -> Option<usize>,
) -> Result<Option<usize>> {
    let text = receiver(&args)?;
    let (sub, start, end): (&Value, &Value, &Value) = args.unpack(interp)?;
    let sub = str_argument(function, 1, sub)?;
    let Some(window) = Window::new(text, start, end)? else {
        return Ok(None);
    };
    scan(interp, window.text)?;
    let at = find(window.text.as_bytes(), sub.as_str().as_bytes());
    Ok(at.map(|at| text.position(window.offset + at)))
}

fn found(position: Option<usize>) -> Value {
    position.map_or(Value::Int(-1), Value::from)
}

fn must_be_found(position: Option<usize>) -> Result<Value> {
    position
        .map(Value::from)
        .ok_or_else(|| wording::value_error("substring not found"))
}

fn has_affix(
    interp: &mut Interp,
    args: Args<'_>,
    function: &str,
    test: impl Fn(&str, &str) -> bool,
) -> Result<Value> {
    let text = receiver(&args)?;
    if let [Value::Str(affix)] = args.slots {
        return Ok(Value::Bool(test(text.as_str(), affix.as_str())));
    }
    let (affix, start, end): (&Value, &Value, &Value) = args.unpack(interp)?;
    let window = Window::new(text, start, end)?;
    let holds = |affix: &Rc<Str>| {
        window
            .as_ref()
            .is_some_and(|window| test(window.text, affix.as_str()))
    };
    match affix {
        Value::Str(affix) => Ok(Value::Bool(holds(affix))),
        Value::Tuple(affixes) => {
            for affix in affixes.as_slice() {
                interp.tick()?;
                match affix {
                    Value::Str(affix) if holds(affix) => return Ok(Value::Bool(true)),
                    Value::Str(_) => {}
                    other => {
                        return Err(wording::type_error(format!(
                            "tuple for {function} must only contain str, not {}",
                            type_name(other)
                        )));
                    }
                }
            }
            Ok(Value::Bool(false))
        }
        other => Err(wording::type_error(format!(
            "{function} first arg must be str or a tuple of str, not {}",
            type_name(other)
        ))),
    }
}
