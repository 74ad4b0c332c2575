//! The constructor and the methods of `ChainMap`.

use super::view::ChainView;
use super::{make, of};
use crate::runtime::call::CallArgs;
use crate::runtime::error::{Error, Result};
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::ops::{index, repr};
use crate::runtime::table::{Builtin, Fallback, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::types::dict::{self, ViewKind};

const fn method(
    name: &'static str,
    params: &'static [Param],
    doc: &'static str,
    examples: &'static [(&'static str, &'static str)],
    run: fn(&mut Interp, Args<'_>) -> Result<Value>,
) -> Builtin {
    Builtin {
        name,
        owner: "ChainMap",
        params: Params::new(params),
        wording: Wording::Def,
        doc,
        examples,
        run,
    }
}

pub(super) static NEW: Builtin = method(
    "ChainMap",
    &[Param::rest("maps")],
    "A chain of mappings; the first that has a key answers.",
    &[("collections.ChainMap({'a': 1}, {'a': 2, 'b': 3})['b']", "3")],
    |interp, args| make(interp, args.rest.to_vec()),
);

static CLEAR: Builtin = method(
    "clear",
    &[],
    "Removes every entry of the first mapping.",
    &[(
        "(lambda c: (c.clear(), c))(collections.ChainMap({'a': 1}))",
        "(None, ChainMap({}))",
    )],
    |interp, args| {
        let first = of(args.this)?.first()?;
        interp.call_method(&first, "clear", &[])?;
        Ok(Value::None)
    },
);

static COPY: Builtin = method(
    "copy",
    &[],
    "A chain of a copy of the first mapping and of the same others.",
    &[(
        "collections.ChainMap({'a': 1}).copy()",
        "ChainMap({'a': 1})",
    )],
    |interp, args| {
        let chain = of(args.this)?;
        let mut maps = chain.maps.to_vec();
        let first = interp.call_method(&chain.first()?, "copy", &[])?;
        if let Some(slot) = maps.first_mut() {
            *slot = first;
        }
        make(interp, maps)
    },
);

static FROMKEYS: Builtin = method(
    "fromkeys",
    &[
        Param::new("iterable"),
        Param::new("value").or(Fallback::None),
    ],
    "A chain of one dict that gives each item of an iterable the same value.",
    &[(
        "collections.ChainMap.fromkeys('a', 1)",
        "ChainMap({'a': 1})",
    )],
    |interp, args| {
        let (keys, value): (&Value, &Value) = args.unpack(interp)?;
        let args = [keys.clone(), value.clone()];
        let dict = interp.call_method(&Value::Type(&dict::TYPE), "fromkeys", &args)?;
        make(interp, vec![dict])
    },
);

static GET: Builtin = method(
    "get",
    &[
        Param::new("key").or_named(),
        Param::new("default").or(Fallback::None).or_named(),
    ],
    "The value of a key, or the default.",
    &[("collections.ChainMap({'a': 1}).get('b', 0)", "0")],
    |interp, args| {
        let (key, default): (&Value, &Value) = args.unpack(interp)?;
        let chain = of(args.this)?;
        if chain.has(interp, key)? {
            chain.get(interp, key)
        } else {
            Ok(default.clone())
        }
    },
);

static ITEMS: Builtin = method(
    "items",
    &[],
    "The entries as pairs.",
    &[("list(collections.ChainMap({'a': 1}).items())", "[('a', 1)]")],
    |_, args| Ok(view(args, ViewKind::Items)),
);

static KEYS: Builtin = method(
    "keys",
    &[],
    "The keys.",
    &[("list(collections.ChainMap({'a': 1}).keys())", "['a']")],
    |_, args| Ok(view(args, ViewKind::Keys)),
);

static VALUES: Builtin = method(
    "values",
    &[],
    "The values.",
    &[("list(collections.ChainMap({'a': 1}).values())", "[1]")],
    |_, args| Ok(view(args, ViewKind::Values)),
);

fn view(args: Args<'_>, kind: ViewKind) -> Value {
    Value::object(ChainView {
        chain: args.this.clone(),
        kind,
    })
}

static NEW_CHILD: Builtin = method(
    "new_child",
    &[
        Param::new("m").or(Fallback::None).or_named(),
        Param::options("named"),
    ],
    "A chain of a new first mapping and of all these.",
    &[(
        "collections.ChainMap({'a': 1}).new_child({'b': 2})",
        "ChainMap({'b': 2}, {'a': 1})",
    )],
    |interp, args| {
        let (child,): (&Value,) = args.unpack(interp)?;
        let named = CallArgs {
            positional: &[],
            named: args.named,
        };
        let child = if child.is_none() {
            interp.call_with(&Value::Type(&dict::TYPE), named)?
        } else {
            if !args.named.is_empty() {
                let more = interp.call_with(&Value::Type(&dict::TYPE), named)?;
                interp.call_method(child, "update", &[more])?;
            }
            child.clone()
        };
        let mut maps = vec![child];
        maps.extend(of(args.this)?.maps.to_vec());
        make(interp, maps)
    },
);

static POP: Builtin = method(
    "pop",
    &[Param::new("key").or_named(), Param::rest("default")],
    "Removes a key of the first mapping and returns its value, or the default.",
    &[("collections.ChainMap({'a': 1}).pop('a')", "1")],
    |interp, args| {
        let (key,): (&Value,) = args.unpack(interp)?;
        let first = of(args.this)?.first()?;
        let mut arguments = vec![key.clone()];
        arguments.extend_from_slice(args.rest);
        match interp.call_method(&first, "pop", &arguments) {
            Err(error) if error.is(ExcKind::KeyError) => {
                let shown = repr::repr(interp, key)?;
                Err(Error::new(
                    ExcKind::KeyError,
                    format!("Key not found in the first mapping: {shown}"),
                ))
            }
            other => other,
        }
    },
);

static POPITEM: Builtin = method(
    "popitem",
    &[],
    "Removes the last entry of the first mapping and returns it as a pair.",
    &[("collections.ChainMap({'a': 1}).popitem()", "('a', 1)")],
    |interp, args| {
        let first = of(args.this)?.first()?;
        match interp.call_method(&first, "popitem", &[]) {
            Err(error) if error.is(ExcKind::KeyError) => Err(Error::new(
                ExcKind::KeyError,
                "No keys found in the first mapping.",
            )),
            other => other,
        }
    },
);

static SETDEFAULT: Builtin = method(
    "setdefault",
    &[
        Param::new("key").or_named(),
        Param::new("default").or(Fallback::None).or_named(),
    ],
    "The value of a key, which the first mapping gets with the default if no mapping has it.",
    &[("collections.ChainMap({}, {'a': 1}).setdefault('a', 2)", "1")],
    |interp, args| {
        let (key, default): (&Value, &Value) = args.unpack(interp)?;
        match of(args.this)?.get(interp, key) {
            Err(error) if error.is(ExcKind::KeyError) => {
                index::set_item(interp, args.this, key, default.clone())?;
                Ok(default.clone())
            }
            other => other,
        }
    },
);

static UPDATE: Builtin = method(
    "update",
    &[
        Param::new("other").or(Fallback::Omitted),
        Param::options("named"),
    ],
    "Adds entries to the first mapping.",
    &[(
        "(lambda c: (c.update(b=2), c))(collections.ChainMap({'a': 1}))",
        "(None, ChainMap({'a': 1, 'b': 2}))",
    )],
    |interp, args| {
        let (other,): (Option<&Value>,) = args.unpack(interp)?;
        let entries = interp.call_with(
            &Value::Type(&dict::TYPE),
            CallArgs {
                positional: other.map_or(&[], std::slice::from_ref),
                named: args.named,
            },
        )?;
        if let Value::Dict(entries) = &entries {
            let mut cursor = 0;
            while let Some((key, value)) = entries.table.step(&mut cursor) {
                interp.tick()?;
                index::set_item(interp, args.this, &key, value)?;
            }
        }
        Ok(Value::None)
    },
);

/// The methods, sorted by name.
pub(super) static METHODS: &[&Builtin] = &[
    &CLEAR,
    &COPY,
    &GET,
    &ITEMS,
    &KEYS,
    &NEW_CHILD,
    &POP,
    &POPITEM,
    &SETDEFAULT,
    &UPDATE,
    &VALUES,
];

/// The class methods, sorted by name.
pub(super) static CLASS_METHODS: &[&Builtin] = &[&FROMKEYS];
