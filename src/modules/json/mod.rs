//! `json`: text in JSON to values and back.
//!
//! Python's manual: <https://docs.python.org/3.13/library/json.html>. There are no files here, so there is neither
//! `load` nor `dump`.

mod read;
mod write;

use crate::runtime::error::{Error, Result};
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::ops::attr::type_name;
use crate::runtime::ops::convert;
use crate::runtime::table::{Builtin, Fallback, Item, Member, Module, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording::{self, keyword};
use crate::types::bytes::codec::handlers;

/// The module.
pub static MODULE: Module = Module {
    name: "json",
    doc: "Text in JSON to values and back.",
    members: &[
        Member {
            name: "JSONDecodeError",
            item: Item::Value(|| Value::Type(ExcKind::JSONDecodeError.type_info())),
        },
        Member::function(&DUMPS),
        Member::function(&LOADS),
    ],
};

static LOADS: Builtin = Builtin {
    name: "loads",
    owner: "",
    params: Params::new(&[
        Param::new("s").or_named(),
        Param::new("cls").only_named().or(Fallback::None),
        Param::new("object_hook").only_named().or(Fallback::None),
        Param::new("parse_float").only_named().or(Fallback::None),
        Param::new("parse_int").only_named().or(Fallback::None),
        Param::new("parse_constant").only_named().or(Fallback::None),
        Param::new("object_pairs_hook")
            .only_named()
            .or(Fallback::None),
        Param::new("strict").only_named().or(Fallback::Bool(true)),
        Param::options("kw"),
    ]),
    wording: Wording::Def,
    doc: "The value that a text in JSON stands for.",
    examples: &[(
        "json.loads('{\"a\": [1, true, null]}')",
        "{'a': [1, True, None]}",
    )],
    run: loads,
};

fn loads(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (source, cls, object_hook, parse_float, parse_int, parse_constant, pairs_hook, strict): (
        &Value,
        &Value,
        &Value,
        &Value,
        &Value,
        &Value,
        &Value,
        bool,
    ) = args.unpack(interp)?;
    let decoded;
    let text = match source {
        Value::Str(text) => text.as_str(),
        Value::Bytes(data) => {
            let encoding = detected_encoding(data.as_slice());
            decoded = handlers::decode(interp, data.as_slice(), encoding, "strict")?;
            &decoded
        }
        other => {
            return Err(wording::type_error(format!(
                "the JSON object must be str, bytes or bytearray, not {}",
                type_name(other)
            )));
        }
    };
    if source
        .as_str()
        .is_some_and(|text| text.starts_with('\u{feff}'))
    {
        let what = "Unexpected UTF-8 BOM (decode using utf-8-sig)";
        return Err(read::decode_error(what, text, 0));
    }
    refuse_class(cls)?;
    if let Some((name, _)) = args.named.first() {
        return Err(unexpected("JSONDecoder", name.as_str(), &LOADS));
    }
    let hook = |value| {
        if Value::is_none(value) {
            None
        } else {
            Some(value)
        }
    };
    let hooks = read::Hooks {
        object: hook(object_hook),
        pairs: hook(pairs_hook),
        float: hook(parse_float),
        int: hook(parse_int),
        constant: hook(parse_constant),
        strict,
    };
    read::read(interp, text, hooks)
}

/// The encoding that JSON in bytes begins like: a mark, or zeros around the first characters.
fn detected_encoding(data: &[u8]) -> &'static str {
    match data {
        [0, 0, 0xfe, 0xff, ..] | [0xff, 0xfe, 0, 0, ..] => "utf-32",
        [0xfe, 0xff, ..] | [0xff, 0xfe, ..] => "utf-16",
        [0xef, 0xbb, 0xbf, ..] => "utf-8-sig",
        [0, 0, _, _, ..] => "utf-32-be",
        [0, _, _, _, ..] | [0, _] => "utf-16-be",
        [_, 0, 0, 0, ..] => "utf-32-le",
        [_, 0, _, _, ..] | [_, 0] => "utf-16-le",
        _ => "utf-8",
    }
}

static DUMPS: Builtin = Builtin {
    name: "dumps",
    owner: "",
    params: Params::new(&[
        Param::new("obj").or_named(),
        Param::new("skipkeys")
            .only_named()
            .or(Fallback::Bool(false)),
        Param::new("ensure_ascii")
            .only_named()
            .or(Fallback::Bool(true)),
        Param::new("check_circular")
            .only_named()
            .or(Fallback::Bool(true)),
        Param::new("allow_nan")
            .only_named()
            .or(Fallback::Bool(true)),
        Param::new("cls").only_named().or(Fallback::None),
        Param::new("indent").only_named().or(Fallback::None),
        Param::new("separators").only_named().or(Fallback::None),
        Param::new("default").only_named().or(Fallback::None),
        Param::new("sort_keys")
            .only_named()
            .or(Fallback::Bool(false)),
        Param::options("kw"),
    ]),
    wording: Wording::Def,
    doc: "A value as text in JSON.",
    examples: &[
        (
            "json.dumps({'a': [1, True, None]})",
            "'{\"a\": [1, true, null]}'",
        ),
        ("json.dumps([1, 2], indent=2)", "'[\\n  1,\\n  2\\n]'"),
    ],
    run: dumps,
};

fn dumps(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (value,): (&Value,) = args.unpack(interp)?;
    let option = |position: usize| args.slots.get(position).unwrap_or(&Value::None);
    let mut flag = |position| crate::runtime::ops::truth::truth(interp, option(position));
    let (skip_keys, ascii, check, nan) = (flag(1)?, flag(2)?, flag(3)?, flag(4)?);
    let sort_keys = flag(9)?;
    refuse_class(option(5))?;
    if let Some((name, _)) = args.named.first() {
        return Err(unexpected("JSONEncoder", name.as_str(), &DUMPS));
    }
    let indent = indent_of(interp, option(6))?;
    let usual = if indent.is_some() { "," } else { ", " };
    let (item, key) = separators_of(interp, option(7), usual)?;
    let style = write::Style {
        skip_keys,
        ascii,
        check_cycles: check,
        allow_nan: nan,
        indent,
        item_separator: item,
        key_separator: key,
        default: if option(8).is_none() {
            None
        } else {
            Some(option(8))
        },
        sort_keys,
    };
    write::write(interp, value, &style).map(Value::from)
}

/// One level of indentation, when there is to be any.
fn indent_of(interp: &mut Interp, indent: &Value) -> Result<Option<String>> {
    match indent {
        Value::None => Ok(None),
        Value::Str(text) => Ok(Some(text.as_str().to_owned())),
        Value::Int(_) | Value::Bool(_) | Value::Big(_) => {
            let count = usize::try_from(convert::to_ssize(indent)?).unwrap_or(0);
            interp.reserve(count)?;
            Ok(Some(" ".repeat(count)))
        }
        other => Err(wording::type_error(format!(
            "can't multiply sequence by non-int of type '{}'",
            type_name(other)
        ))),
    }
}

/// What stands between items and after keys.
fn separators_of(interp: &mut Interp, separators: &Value, usual: &str) -> Result<(String, String)> {
    if separators.is_none() {
        return Ok((usual.to_owned(), ": ".to_owned()));
    }
    let Some(iter) = iter::try_open(interp, separators)? else {
        return Err(wording::type_error(format!(
            "cannot unpack non-iterable {} object",
            type_name(separators)
        )));
    };
    let mut parts = Vec::new();
    while let Some(part) = iter.next(interp)? {
        parts.push(part);
        if parts.len() > 2 {
            return Err(wording::value_error(
                "too many values to unpack (expected 2)",
            ));
        }
    }
    let [item, key] = parts.as_slice() else {
        return Err(wording::value_error(format!(
            "not enough values to unpack (expected 2, got {})",
            parts.len()
        )));
    };
    // CPython's encoder takes the key's separator as its fifth argument and the item's as its sixth.
    let key = separator(key, 5)?;
    Ok((separator(item, 6)?, key))
}

fn separator(value: &Value, position: usize) -> Result<String> {
    match value.as_str() {
        Some(text) => Ok(text.to_owned()),
        None => Err(wording::argument_must_be(
            "make_encoder",
            position,
            "str",
            value,
        )),
    }
}

/// There are no classes to derive from, so `cls` has nothing to be.
fn refuse_class(cls: &Value) -> Result<()> {
    if cls.is_none() {
        Ok(())
    } else {
        Err(wording::not_callable(cls))
    }
}

/// The class that options are handed on to knows those that the function itself does not.
fn unexpected(class: &str, name: &str, function: &Builtin) -> Error {
    let options = function.params.slotted().map(|param| param.name);
    let options = options.filter(|option| !matches!(*option, "obj" | "s" | "cls"));
    keyword::unexpected_keyword(&format!("{class}.__init__"), name, options)
}
