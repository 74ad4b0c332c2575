//! The constructor and the methods of `dict`.

use std::rc::Rc;

use super::{Dict, DictView, Kind, Table, ViewKind, default, merge, ordered};
use crate::runtime::call::Named;
use crate::runtime::error::{Error, Result};
use crate::runtime::exception::ExcKind;
use crate::runtime::heap;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::ops::hash;
use crate::runtime::table::{Builtin, Fallback, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

const fn method(
    name: &'static str,
    params: &'static [Param],
    wording: Wording,
    doc: &'static str,
    examples: &'static [(&'static str, &'static str)],
    run: fn(&mut Interp, Args<'_>) -> Result<Value>,
) -> Builtin {
    Builtin {
        name,
        owner: "dict",
        params: Params::new(params),
        wording,
        doc,
        examples,
        run,
    }
}

pub(super) fn this<'a>(args: Args<'a>) -> Result<&'a Rc<Dict>> {
    if let Value::Dict(dict) = args.this {
        Ok(dict)
    } else {
        Err(wording::expected("dict", args.this))
    }
}

pub(super) static NEW: Builtin = method(
    "dict",
    &[
        Param::new("entries").or(Fallback::Omitted),
        Param::options("named"),
    ],
    Wording::Positional,
    "A dict of the entries of a mapping or of pairs, and of named values.",
    &[
        ("dict([('a', 1)], b=2)", "{'a': 1, 'b': 2}"),
        ("dict()", "{}"),
    ],
    |interp, args| {
        let (entries,): (Option<&Value>,) = args.unpack(interp)?;
        let dict = Dict::new();
        add_all(interp, &dict, entries, args.named)?;
        Ok(Value::Dict(Rc::new(dict)))
    },
);

/// Adds the entries of the positional argument, then the named ones.
pub(super) fn add_all(
    interp: &mut Interp,
    dict: &Dict,
    entries: Option<&Value>,
    named: &[Named],
) -> Result<()> {
    if let Some(entries) = entries {
        merge::update(interp, dict, entries)?;
    }
    for (name, value) in named {
        dict.insert(interp, Value::Str(Rc::clone(name)), value.clone())?;
    }
    Ok(())
}

static CLEAR: Builtin = method(
    "clear",
    &[],
    Wording::NoArguments,
    "Removes every entry.",
    &[("(lambda d: (d.clear(), d))({'a': 1})", "(None, {})")],
    |_, args| {
        this(args)?.table.clear();
        Ok(Value::None)
    },
);

static COPY: Builtin = method(
    "copy",
    &[],
    Wording::NoArguments,
    "A new dict with the same entries.",
    &[("{'a': 1}.copy()", "{'a': 1}")],
    |interp, args| {
        let dict = this(args)?;
        let kind = match &dict.kind {
            // It has a `copy` of its own, and `dict.copy` knows nothing of the function.
            Kind::Default(_) => Kind::Plain,
            Kind::Plain | Kind::Counter | Kind::Ordered => dict.kind.clone(),
        };
        let copy = Dict::of_kind(kind, dict.table.copy(interp)?);
        Ok(Value::Dict(Rc::new(copy)))
    },
);

pub(super) static FROMKEYS: Builtin = method(
    "fromkeys",
    &[
        Param::new("iterable"),
        Param::new("value").or(Fallback::None),
    ],
    Wording::Positional,
    "A dict that gives each item of an iterable the same value.",
    &[("dict.fromkeys('ab', 0)", "{'a': 0, 'b': 0}")],
    fromkeys,
);

/// `T.fromkeys(keys, value)` of `dict` and the types that derive from it.
pub(super) fn fromkeys(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (keys, value): (&Value, &Value) = args.unpack(interp)?;
    let kind = match args.this {
        Value::Type(info) if std::ptr::eq(*info, &ordered::TYPE) => Kind::Ordered,
        Value::Type(info) if std::ptr::eq(*info, &default::TYPE) => Kind::Default(Value::None),
        _ => Kind::Plain,
    };
    let dict = Dict::of_kind(kind, Table::new());
    iter::for_each(interp, keys, |interp, key| {
        dict.insert(interp, key, value.clone())
    })?;
    Ok(Value::Dict(Rc::new(dict)))
}

static GET: Builtin = method(
    "get",
    &[Param::new("key"), Param::new("default").or(Fallback::None)],
    Wording::Positional,
    "The value of a key, or the default.",
    &[("{'a': 1}.get('a')", "1"), ("{'a': 1}.get('b', 0)", "0")],
    |interp, args| {
        let (key, default): (&Value, &Value) = args.unpack(interp)?;
        let found = this(args)?.get(interp, key)?;
        Ok(found.unwrap_or_else(|| default.clone()))
    },
);

static ITEMS: Builtin = method(
    "items",
    &[],
    Wording::NoArguments,
    "The entries as pairs, as they are now and will be.",
    &[("list({'a': 1}.items())", "[('a', 1)]")],
    |_, args| view(args, ViewKind::Items),
);

static KEYS: Builtin = method(
    "keys",
    &[],
    Wording::NoArguments,
    "The keys, as they are now and will be.",
    &[("list({'a': 1}.keys())", "['a']")],
    |_, args| view(args, ViewKind::Keys),
);

static VALUES: Builtin = method(
    "values",
    &[],
    Wording::NoArguments,
    "The values, as they are now and will be.",
    &[("list({'a': 1}.values())", "[1]")],
    |_, args| view(args, ViewKind::Values),
);

fn view(args: Args<'_>, kind: ViewKind) -> Result<Value> {
    let dict = Rc::clone(this(args)?);
    Ok(Value::DictView(Rc::new(DictView { dict, kind })))
}

static POP: Builtin = method(
    "pop",
    &[
        Param::new("key"),
        Param::new("default").or(Fallback::Omitted),
    ],
    Wording::Positional,
    "Removes a key and returns its value, or the default.",
    &[("{'a': 1}.pop('a')", "1"), ("{'a': 1}.pop('b', 0)", "0")],
    |interp, args| {
        let (key, default): (&Value, Option<&Value>) = args.unpack(interp)?;
        let dict = this(args)?;
        // CPython does not even hash the key for an empty dict.
        let removed = if dict.is_empty() {
            None
        } else {
            dict.table.remove(interp, key)?
        };
        match (removed, default) {
            (Some((_, value)), _) => Ok(value),
            (None, Some(default)) => Ok(default.clone()),
            (None, None) => Err(wording::key_error(key)),
        }
    },
);

static POPITEM: Builtin = method(
    "popitem",
    &[],
    Wording::NoArguments,
    "Removes the last entry and returns it as a pair.",
    &[("{'a': 1, 'b': 2}.popitem()", "('b', 2)")],
    |_, args| match this(args)?.table.pop_last() {
        Some((key, value)) => Ok(Value::pair(key, value)),
        None => Err(Error::new(
            ExcKind::KeyError,
            "popitem(): dictionary is empty",
        )),
    },
);

static SETDEFAULT: Builtin = method(
    "setdefault",
    &[Param::new("key"), Param::new("default").or(Fallback::None)],
    Wording::Positional,
    "The value of a key, which is set to the default first if it is not there.",
    &[("(lambda d: (d.setdefault('a', 1), d))({})", "(1, {'a': 1})")],
    setdefault,
);

pub(super) fn setdefault(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (key, default): (&Value, &Value) = args.unpack(interp)?;
    let table = &this(args)?.table;
    let hash = hash::hash(interp, key)?;
    if let Some(value) = table.get_hashed(interp, hash, key)? {
        return Ok(value);
    }
    table.push(interp, hash, key.clone(), default.clone())?;
    heap::note(interp, args.this, default)?;
    Ok(default.clone())
}

static UPDATE: Builtin = method(
    "update",
    &[
        Param::new("entries").or(Fallback::Omitted),
        Param::options("named"),
    ],
    Wording::Positional,
    "Adds the entries of a mapping or of pairs, and named values.",
    &[(
        "(lambda d: (d.update({'b': 2}, c=3), d))({'a': 1})",
        "(None, {'a': 1, 'b': 2, 'c': 3})",
    )],
    update,
);

pub(super) fn update(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (entries,): (Option<&Value>,) = args.unpack(interp)?;
    add_all(interp, this(args)?, entries, args.named)?;
    if let Some(entries) = entries {
        heap::note_source(interp, args.this, entries)?;
    }
    for (_, value) in args.named {
        heap::note(interp, args.this, value)?;
    }
    Ok(Value::None)
}

/// The methods, sorted by name.
pub(super) static METHODS: &[&Builtin] = &[
    &CLEAR,
    &COPY,
    &GET,
    &ITEMS,
    &KEYS,
    &POP,
    &POPITEM,
    &SETDEFAULT,
    &UPDATE,
    &VALUES,
];
