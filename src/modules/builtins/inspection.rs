//! Builtin functions that look at values: `callable`, `dir`, `getattr`, `hash`, `isinstance`, and `eval`.

use crate::runtime::call::is_callable;
use crate::runtime::error::{Error, Result};
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::ops::{attr, hash as hashing};
use crate::runtime::table::{Builtin, Fallback, Member, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::Source;
use crate::types::type_;

static CALLABLE: Builtin = Builtin {
    name: "callable",
    owner: "",
    params: Params::new(&[Param::new("obj")]),
    wording: Wording::One,
    doc: "Whether a value can be called.",
    examples: &[("callable(len), callable(1)", "(True, False)")],
    run: callable,
};

fn callable(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (value,): (&Value,) = args.unpack(interp)?;
    Ok(Value::Bool(is_callable(value)))
}

static DIR: Builtin = Builtin {
    name: "dir",
    owner: "",
    params: Params::new(&[Param::new("object").or(Fallback::Omitted)]),
    wording: Wording::Positional,
    doc: "The names of a value's attributes, sorted.",
    examples: &[("dir(())", "['count', 'index']")],
    run: dir,
};

fn dir(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (value,): (Option<&Value>,) = args.unpack(interp)?;
    let names = value.map(attr::attribute_names).unwrap_or_default();
    interp.reserve_items(names.len().saturating_mul(4))?;
    Ok(names
        .into_iter()
        .map(Value::from)
        .collect::<Vec<_>>()
        .into())
}

static EVAL: Builtin = Builtin {
    name: "eval",
    owner: "",
    params: Params::new(&[
        Param::new("source"),
        Param::new("globals").or_named().or(Fallback::None),
        Param::new("locals").or_named().or(Fallback::None),
    ]),
    wording: Wording::Clinic,
    doc: "The value of a text that is an expression of this language, with the names of dicts bound.",
    examples: &[("eval('x + 1', {'x': 2})", "3")],
    run: eval,
};

/// What may stand before a text in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

fn eval(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (source, globals, locals): (&Value, &Value, &Value) = args.unpack(interp)?;
    let is_mapping = |value: &Value| matches!(value, Value::Dict(_));
    let subscriptable = |value: &Value| {
        let list_like = matches!(value, Value::List(_) | Value::Tuple(_) | Value::Range(_));
        is_mapping(value) || list_like || matches!(value, Value::Str(_) | Value::Bytes(_))
    };
    if !(locals.is_none() || subscriptable(locals)) {
        return Err(wording::type_error("locals must be a mapping"));
    }
    if !(globals.is_none() || is_mapping(globals)) {
        return Err(wording::type_error(if subscriptable(globals) {
            "globals must be a real dict; try eval(expr, {}, mapping)"
        } else {
            "globals must be a dict"
        }));
    }
    let decoded;
    let text = match source {
        Value::Str(text) => text.as_str(),
        Value::Bytes(bytes) => {
            let bytes = bytes.as_slice();
            interp.reserve(bytes.len())?;
            let encoded = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
            decoded = Source::decode("<string>", encoded.to_vec())
                .map_err(|found| Error::new(ExcKind::SyntaxError, found.message))?;
            decoded.text()
        }
        _ => {
            return Err(wording::type_error(
                "eval() arg 1 must be a string, bytes or code object",
            ));
        }
    };
    let evaluate = interp.hooks.evaluate;
    evaluate(interp, text, globals, locals)
}

static GETATTR: Builtin = Builtin {
    name: "getattr",
    owner: "",
    params: Params::new(&[
        Param::new("object"),
        Param::new("name"),
        Param::new("default").or(Fallback::Omitted),
    ]),
    wording: Wording::Positional,
    doc: "The attribute of that name, or the default when there is none.",
    examples: &[
        ("getattr(1, 'real')", "1"),
        ("getattr(1, 'nope', 'default')", "'default'"),
    ],
    run: getattr,
};

fn getattr(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (object, name, default): (&Value, &Value, Option<&Value>) = args.unpack(interp)?;
    let found = attr::get_attr(interp, object, attribute_name(name)?);
    match (found, default) {
        (Err(error), Some(default)) if error.is(ExcKind::AttributeError) => Ok(default.clone()),
        (found, _) => found,
    }
}

static HASATTR: Builtin = Builtin {
    name: "hasattr",
    owner: "",
    params: Params::new(&[Param::new("obj"), Param::new("name")]),
    wording: Wording::Positional,
    doc: "Whether a value has an attribute of that name.",
    examples: &[(
        "hasattr([], 'append'), hasattr((), 'append')",
        "(True, False)",
    )],
    run: hasattr,
};

fn hasattr(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (object, name): (&Value, &Value) = args.unpack(interp)?;
    match attr::get_attr(interp, object, attribute_name(name)?) {
        Ok(_) => Ok(Value::Bool(true)),
        Err(error) if error.is(ExcKind::AttributeError) => Ok(Value::Bool(false)),
        Err(error) => Err(error),
    }
}

fn attribute_name(name: &Value) -> Result<&str> {
    name.as_str().ok_or_else(|| {
        wording::type_error(format!(
            "attribute name must be string, not '{}'",
            attr::type_name(name)
        ))
    })
}

static HASH: Builtin = Builtin {
    name: "hash",
    owner: "",
    params: Params::new(&[Param::new("obj")]),
    wording: Wording::One,
    doc: "An integer that is the same for equal values.",
    examples: &[("hash(1) == hash(1.0) == hash(True)", "True")],
    run: hash,
};

fn hash(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (value,): (&Value,) = args.unpack(interp)?;
    hashing::hash(interp, value).map(Value::Int)
}

static ISINSTANCE: Builtin = Builtin {
    name: "isinstance",
    owner: "",
    params: Params::new(&[Param::new("obj"), Param::new("class_or_tuple")]),
    wording: Wording::Positional,
    doc: "Whether a value is of a type, or of any of several.",
    examples: &[
        ("isinstance(True, int)", "True"),
        ("isinstance('a', (int, float))", "False"),
        ("isinstance(None, str | None)", "True"),
    ],
    run: isinstance,
};

fn isinstance(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (value, class): (&Value, &Value) = args.unpack(interp)?;
    type_::is_instance(interp, value, class).map(Value::Bool)
}

static ISSUBCLASS: Builtin = Builtin {
    name: "issubclass",
    owner: "",
    params: Params::new(&[Param::new("cls"), Param::new("class_or_tuple")]),
    wording: Wording::Positional,
    doc: "Whether a type is, or derives from, another or any of several.",
    examples: &[("issubclass(KeyError, (LookupError, OSError))", "True")],
    run: issubclass,
};

fn issubclass(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (class, parent): (&Value, &Value) = args.unpack(interp)?;
    type_::is_subclass(interp, class, parent).map(Value::Bool)
}

/// The functions, sorted by name.
pub(super) static MEMBERS: &[Member] = &[
    Member::function(&CALLABLE),
    Member::function(&DIR),
    Member::function(&EVAL),
    Member::function(&GETATTR),
    Member::function(&HASATTR),
    Member::function(&HASH),
    Member::function(&ISINSTANCE),
    Member::function(&ISSUBCLASS),
];
