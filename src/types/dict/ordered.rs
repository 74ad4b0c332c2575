//! `collections.OrderedDict`: a dict whose order counts in comparisons and can be changed.
//!
//! Python's manual: <https://docs.python.org/3.13/library/collections.html#collections.OrderedDict>.

use std::rc::Rc;

use super::{Dict, Kind, methods};
use crate::runtime::call::CallArgs;
use crate::runtime::error::{Error, Result};
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::ops::compare;
use crate::runtime::table::{Builtin, Fallback, Param, Params, TypeInfo, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

/// The type itself.
pub static TYPE: TypeInfo = TypeInfo {
    name: "OrderedDict",
    module: "collections",
    doc: "A dict that is equal to another only in the same order.",
    base: Some(|| &super::TYPE),
    new: Some(&NEW),
    methods: &[&MOVE_TO_END, &POP, &POPITEM, &SETDEFAULT, &UPDATE],
    class_methods: &[&FROMKEYS],
    getters: &[],
};

const fn method(
    name: &'static str,
    params: &'static [Param],
    doc: &'static str,
    examples: &'static [(&'static str, &'static str)],
    run: fn(&mut Interp, Args<'_>) -> Result<Value>,
) -> Builtin {
    Builtin {
        name,
        owner: "OrderedDict",
        params: Params::new(params),
        wording: Wording::Clinic,
        doc,
        examples,
        run,
    }
}

static NEW: Builtin = Builtin {
    name: "OrderedDict",
    owner: "",
    params: Params::new(&[
        Param::new("entries").or(Fallback::Omitted),
        Param::options("named"),
    ]),
    wording: Wording::Checked(|args| at_most_one(args, "expected at most 1 arguments, got")),
    doc: "A dict of the entries of a mapping or of pairs, and of named values.",
    examples: &[(
        "collections.OrderedDict(a=1) == collections.OrderedDict([('a', 1)])",
        "True",
    )],
    run: |interp, args| {
        let (entries,): (Option<&Value>,) = args.unpack(interp)?;
        let dict = Dict::of_kind(Kind::Ordered, super::Table::new());
        methods::add_all(interp, &dict, entries, args.named)?;
        Ok(Value::Dict(Rc::new(dict)))
    },
};

fn at_most_one(args: CallArgs<'_>, message: &str) -> Result<()> {
    match args.positional.len() {
        0 | 1 => Ok(()),
        given => Err(wording::type_error(format!("{message} {given}"))),
    }
}

static FROMKEYS: Builtin = method(
    "fromkeys",
    &[
        Param::new("iterable").or_named(),
        Param::new("value").or(Fallback::None).or_named(),
    ],
    "A dict that gives each item of an iterable the same value.",
    &[(
        "collections.OrderedDict.fromkeys('ab', 0)",
        "OrderedDict({'a': 0, 'b': 0})",
    )],
    methods::fromkeys,
);

static MOVE_TO_END: Builtin = method(
    "move_to_end",
    &[
        Param::new("key").or_named(),
        Param::new("last").or(Fallback::Bool(true)).or_named(),
    ],
    "Moves a key behind all others, or before them.",
    &[(
        "(lambda d: (d.move_to_end('a'), d))(collections.OrderedDict(a=1, b=2))",
        "(None, OrderedDict({'b': 2, 'a': 1}))",
    )],
    |interp, args| {
        let (key, last): (&Value, bool) = args.unpack(interp)?;
        let table = &methods::this(args)?.table;
        match table.find(interp, key)? {
            Some(position) => {
                table.move_to_end(interp, position, last)?;
                Ok(Value::None)
            }
            None => Err(wording::key_error(key)),
        }
    },
);

static POP: Builtin = method(
    "pop",
    &[
        Param::new("key").or_named(),
        Param::new("default").or(Fallback::Omitted).or_named(),
    ],
    "Removes a key and returns its value, or the default.",
    &[("collections.OrderedDict(a=1).pop('a')", "1")],
    |interp, args| {
        let (key, default): (&Value, Option<&Value>) = args.unpack(interp)?;
        let removed = methods::this(args)?.table.remove(interp, key)?;
        match (removed, default) {
            (Some((_, value)), _) => Ok(value),
            (None, Some(default)) => Ok(default.clone()),
            (None, None) => Err(wording::key_error(key)),
        }
    },
);

static POPITEM: Builtin = method(
    "popitem",
    &[Param::new("last").or(Fallback::Bool(true)).or_named()],
    "Removes the last entry, or the first, and returns it as a pair.",
    &[(
        "collections.OrderedDict(a=1, b=2).popitem(last=False)",
        "('a', 1)",
    )],
    |interp, args| {
        let (last,): (bool,) = args.unpack(interp)?;
        let table = &methods::this(args)?.table;
        let removed = if last {
            table.pop_last()
        } else {
            table.pop_first()
        };
        match removed {
            Some((key, value)) => Ok(Value::pair(key, value)),
            None => Err(Error::new(ExcKind::KeyError, "dictionary is empty")),
        }
    },
);

static SETDEFAULT: Builtin = method(
    "setdefault",
    &[
        Param::new("key").or_named(),
        Param::new("default").or(Fallback::None).or_named(),
    ],
    "The value of a key, which is set to the default first if it is not there.",
    &[("collections.OrderedDict(a=1).setdefault('a', 2)", "1")],
    methods::setdefault,
);

static UPDATE: Builtin = Builtin {
    wording: Wording::Checked(|args| match args.positional.len() {
        0 | 1 => Ok(()),
        given => Err(wording::type_error(format!(
            "update() takes at most 1 positional argument ({given} given)"
        ))),
    }),
    ..method(
        "update",
        &[
            Param::new("entries").or(Fallback::Omitted),
            Param::options("named"),
        ],
        "Adds the entries of a mapping or of pairs, and named values.",
        &[(
            "(lambda d: (d.update(b=2), d))(collections.OrderedDict(a=1))",
            "(None, OrderedDict({'a': 1, 'b': 2}))",
        )],
        methods::update,
    )
};

/// Whether the keys of two dicts with the same entries come in the same order.
pub(super) fn same_order(interp: &mut Interp, a: &Dict, b: &Dict) -> Result<bool> {
    let (mut left, mut right) = (0, 0);
    while let (Some(x), Some(y)) = (a.table.step_key(&mut left), b.table.step_key(&mut right)) {
        interp.tick()?;
        if !compare::same_key(interp, &x, &y)? {
            return Ok(false);
        }
    }
    Ok(true)
}
