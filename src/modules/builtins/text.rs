//! Builtin functions over text: `ascii`, `chr`, `format`, `ord`, `print`, `repr`.

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::attr::type_name;
use crate::runtime::ops::{convert, format as formatting, repr as representing};
use crate::runtime::table::{Builtin, Fallback, Member, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::str::character;

static ASCII: Builtin = Builtin {
    name: "ascii",
    owner: "",
    params: Params::new(&[Param::new("obj")]),
    wording: Wording::One,
    doc: "The `repr` of a value with everything beyond ASCII escaped.",
    examples: &[("ascii('é')", "\"'\\\\xe9'\"")],
    run: ascii,
};

fn ascii(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (value,): (&Value,) = args.unpack(interp)?;
    representing::ascii(interp, value).map(Value::from)
}

static CHR: Builtin = Builtin {
    name: "chr",
    owner: "",
    params: Params::new(&[Param::new("i")]),
    wording: Wording::One,
    doc: "The character with that code point.",
    examples: &[("chr(8364)", "'€'")],
    run: chr,
};

fn chr(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (code,): (&Value,) = args.unpack(interp)?;
    let code = match code {
        Value::Big(_) => None,
        _ => u32::try_from(convert::to_ssize(code)?).ok(),
    };
    match code {
        Some(code @ 0..0x11_0000) => Ok(interp.character(character(code)?)),
        _ => Err(wording::value_error("chr() arg not in range(0x110000)")),
    }
}

static FORMAT: Builtin = Builtin {
    name: "format",
    owner: "",
    params: Params::new(&[
        Param::new("value"),
        Param::new("format_spec").or(Fallback::Str("")),
    ]),
    wording: Wording::Positional,
    doc: "A value as text, laid out as a format specification says.",
    examples: &[
        ("format(3.14159, '.2f')", "'3.14'"),
        ("format(1234567, ',')", "'1,234,567'"),
    ],
    run: format,
};

fn format(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (value, spec): (&Value, &Value) = args.unpack(interp)?;
    let Some(spec) = spec.as_str() else {
        return Err(wording::argument_must_be("format", 2, "str", spec));
    };
    match value {
        Value::Str(_) if spec.is_empty() => Ok(value.clone()),
        _ => formatting::format(interp, value, spec).map(Value::from),
    }
}

static ORD: Builtin = Builtin {
    name: "ord",
    owner: "",
    params: Params::new(&[Param::new("c")]),
    wording: Wording::One,
    doc: "The code point of a character, or the value of a single byte.",
    examples: &[("ord('€')", "8364")],
    run: ord,
};

fn ord(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (character,): (&Value,) = args.unpack(interp)?;
    let length = match character {
        Value::Str(text) => match text.char_at(0) {
            Some(c) if text.len() == 1 => return Ok(Value::Int(i64::from(u32::from(c)))),
            _ => text.len(),
        },
        Value::Bytes(data) => match data.as_slice() {
            [byte] => return Ok(Value::Int(i64::from(*byte))),
            data => data.len(),
        },
        other => {
            return Err(wording::type_error(format!(
                "ord() expected string of length 1, but {} found",
                type_name(other)
            )));
        }
    };
    Err(wording::type_error(format!(
        "ord() expected a character, but string of length {length} found"
    )))
}

static PRINT: Builtin = Builtin {
    name: "print",
    owner: "",
    params: Params::new(&[
        Param::rest("args"),
        Param::new("sep").only_named().or(Fallback::Str(" ")),
        Param::new("end").only_named().or(Fallback::Str("\n")),
        Param::new("file").only_named().or(Fallback::None),
        Param::new("flush").only_named().or(Fallback::Bool(false)),
    ]),
    wording: Wording::Clinic,
    doc: "Writes values to where the host says.",
    examples: &[("print()", "None")],
    run: print,
};

fn print(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (separator, end, file, _): (&Value, &Value, &Value, &Value) = args.unpack(interp)?;
    let separator = between("sep", separator, " ")?;
    let end = between("end", end, "\n")?;
    if !file.is_none() {
        return Err(wording::no_attribute(file, "write"));
    }
    for (position, value) in args.rest.iter().enumerate() {
        if position > 0 {
            interp.write(separator)?;
        }
        match value {
            Value::Str(text) => interp.write(text.as_str())?,
            _ => {
                let text = representing::str(interp, value)?;
                interp.write(&text)?;
            }
        }
    }
    interp.write(end)?;
    Ok(Value::None)
}

/// What `print` writes between or after values: `None` means the usual.
fn between<'a>(parameter: &str, value: &'a Value, usual: &'a str) -> Result<&'a str> {
    match value {
        Value::None => Ok(usual),
        Value::Str(text) => Ok(text.as_str()),
        other => Err(wording::type_error(format!(
            "{parameter} must be None or a string, not {}",
            type_name(other)
        ))),
    }
}

static REPR: Builtin = Builtin {
    name: "repr",
    owner: "",
    params: Params::new(&[Param::new("obj")]),
    wording: Wording::One,
    doc: "The text by which a value is shown; for most values an expression that makes it.",
    examples: &[("repr('a')", "\"'a'\"")],
    run: repr,
};

fn repr(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (value,): (&Value,) = args.unpack(interp)?;
    representing::repr(interp, value).map(Value::from)
}

/// The functions, sorted by name.
pub(super) static MEMBERS: &[Member] = &[
    Member::function(&ASCII),
    Member::function(&CHR),
    Member::function(&FORMAT),
    Member::function(&ORD),
    Member::function(&PRINT),
    Member::function(&REPR),
];
