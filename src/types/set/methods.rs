//! The constructors and the methods of `set` and `frozenset`.

use std::rc::Rc;

use super::{Set, alike, of};
use crate::runtime::error::{Error, Result};
use crate::runtime::exception::ExcKind;
use crate::runtime::heap;
use crate::runtime::interp::Interp;
use crate::runtime::table::{Builtin, Fallback, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

type Run = fn(&mut Interp, Args<'_>) -> Result<Value>;
type Examples = &'static [(&'static str, &'static str)];

const fn record(
    owner: &'static str,
    name: &'static str,
    (params, wording): (Params, Wording),
    doc: &'static str,
    examples: Examples,
    run: Run,
) -> Builtin {
    Builtin {
        name,
        owner,
        params,
        wording,
        doc,
        examples,
        run,
    }
}

const NONE: (Params, Wording) = (Params::new(&[]), Wording::NoArguments);
const ITEM: (Params, Wording) = (Params::new(&[Param::new("object")]), Wording::One);
const OTHER: (Params, Wording) = (Params::new(&[Param::new("other")]), Wording::One);
const OTHERS: (Params, Wording) = (Params::new(&[Param::rest("others")]), Wording::Positional);
const ITERABLE: (Params, Wording) = (
    Params::new(&[Param::new("iterable").or(Fallback::Omitted)]),
    Wording::Positional,
);

fn this<'a>(args: Args<'a>) -> Result<&'a Rc<Set>> {
    of(args.this).ok_or_else(|| wording::expected("set", args.this))
}

pub(super) static NEW: Builtin = record(
    "set",
    "set",
    ITERABLE,
    "The distinct items of an iterable.",
    &[("set([1, 2, 1])", "{1, 2}"), ("set()", "set()")],
    |interp, args| {
        let (iterable,): (Option<&Value>,) = args.unpack(interp)?;
        Ok(Value::Set(Rc::new(match iterable {
            Some(iterable) => Set::collect(interp, iterable)?,
            None => Set::new(),
        })))
    },
);

pub(super) static NEW_FROZEN: Builtin = record(
    "frozenset",
    "frozenset",
    ITERABLE,
    "The distinct items of an iterable, immutable.",
    &[("frozenset('a')", "frozenset({'a'})")],
    |interp, args| {
        let (iterable,): (Option<&Value>,) = args.unpack(interp)?;
        match iterable {
            Some(Value::FrozenSet(set)) => Ok(Value::FrozenSet(Rc::clone(set))),
            Some(iterable) => Ok(Value::FrozenSet(Rc::new(Set::collect(interp, iterable)?))),
            None => Ok(Value::FrozenSet(Rc::new(Set::new()))),
        }
    },
);

static ADD: Builtin = record(
    "set",
    "add",
    ITEM,
    "Puts an item in.",
    &[("(lambda s: (s.add(2), s))({1})", "(None, {1, 2})")],
    |interp, args| {
        let (item,): (&Value,) = args.unpack(interp)?;
        this(args)?.insert(interp, item.clone())?;
        heap::note(interp, args.this, item)?;
        Ok(Value::None)
    },
);

static CLEAR: Builtin = record(
    "set",
    "clear",
    NONE,
    "Removes every item.",
    &[("(lambda s: (s.clear(), s))({1})", "(None, set())")],
    |_, args| {
        this(args)?.table.clear();
        Ok(Value::None)
    },
);

static COPY: Builtin = record(
    "set",
    "copy",
    NONE,
    "A new set of the same items.",
    &[("{1}.copy()", "{1}")],
    |interp, args| Ok(Value::Set(Rc::new(this(args)?.copy(interp)?))),
);

static FROZEN_COPY: Builtin = record(
    "frozenset",
    "copy",
    NONE,
    "The set itself, since it never changes.",
    &[("frozenset({1}).copy()", "frozenset({1})")],
    |_, args| Ok(args.this.clone()),
);

const fn difference(owner: &'static str) -> Builtin {
    record(
        owner,
        "difference",
        OTHERS,
        "The items that no other iterable has.",
        &[("{1, 2, 3}.difference([1], [2])", "{3}")],
        |interp, args| {
            let set = this(args)?;
            let Some((first, rest)) = args.rest.split_first() else {
                return copied(interp, args);
            };
            let result = set.difference(interp, first)?;
            for other in rest {
                result.difference_update(interp, other)?;
            }
            Ok(alike(args.this, result))
        },
    )
}
static DIFFERENCE: Builtin = difference("set");
static FROZEN_DIFFERENCE: Builtin = difference("frozenset");

/// What a method without arguments returns: a copy, or the frozen set itself.
fn copied(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    match args.this {
        Value::FrozenSet(_) => Ok(args.this.clone()),
        _ => Ok(alike(args.this, this(args)?.copy(interp)?)),
    }
}

static DIFFERENCE_UPDATE: Builtin = record(
    "set",
    "difference_update",
    OTHERS,
    "Removes the items that another iterable has.",
    &[(
        "(lambda s: (s.difference_update([1]), s))({1, 2})",
        "(None, {2})",
    )],
    |interp, args| {
        let set = this(args)?;
        for other in args.rest {
            set.difference_update(interp, other)?;
        }
        Ok(Value::None)
    },
);

static DISCARD: Builtin = record(
    "set",
    "discard",
    ITEM,
    "Removes an item if it is there.",
    &[("(lambda s: (s.discard(5), s))({1})", "(None, {1})")],
    |interp, args| {
        remove(interp, args)?;
        Ok(Value::None)
    },
);

/// Removes an item; a set stands for the frozenset of its items.
fn remove(interp: &mut Interp, args: Args<'_>) -> Result<bool> {
    let (item,): (&Value,) = args.unpack(interp)?;
    let table = &this(args)?.table;
    let removed = match item {
        Value::Set(item) => {
            let frozen = Set::of_table(item.table.copy(interp)?);
            table.remove(interp, &Value::FrozenSet(Rc::new(frozen)))?
        }
        _ => table.remove(interp, item)?,
    };
    Ok(removed.is_some())
}

const fn intersection(owner: &'static str) -> Builtin {
    record(
        owner,
        "intersection",
        OTHERS,
        "The items that every other iterable has too.",
        &[("{1, 2, 3}.intersection([1, 2], [2])", "{2}")],
        |interp, args| {
            if args.rest.is_empty() {
                return copied(interp, args);
            }
            Ok(alike(args.this, intersect_all(interp, args)?))
        },
    )
}
static INTERSECTION: Builtin = intersection("set");
static FROZEN_INTERSECTION: Builtin = intersection("frozenset");

fn intersect_all(interp: &mut Interp, args: Args<'_>) -> Result<Set> {
    let set = this(args)?;
    let Some((first, rest)) = args.rest.split_first() else {
        return set.copy(interp);
    };
    let mut result = set.intersection(interp, first)?;
    for other in rest {
        result = result.intersection(interp, other)?;
    }
    Ok(result)
}

static INTERSECTION_UPDATE: Builtin = record(
    "set",
    "intersection_update",
    OTHERS,
    "Keeps only the items that every other iterable has too.",
    &[(
        "(lambda s: (s.intersection_update([1]), s))({1, 2})",
        "(None, {1})",
    )],
    |interp, args| {
        let mut result = intersect_all(interp, args)?;
        this(args)?.table.assign(std::mem::take(&mut result.table));
        Ok(Value::None)
    },
);

const fn isdisjoint(owner: &'static str) -> Builtin {
    record(
        owner,
        "isdisjoint",
        OTHER,
        "Whether no item is in both.",
        &[("{1}.isdisjoint([2])", "True")],
        |interp, args| {
            let (other,): (&Value,) = args.unpack(interp)?;
            this(args)?.is_disjoint(interp, other).map(Value::Bool)
        },
    )
}
static ISDISJOINT: Builtin = isdisjoint("set");
static FROZEN_ISDISJOINT: Builtin = isdisjoint("frozenset");

const fn issubset(owner: &'static str) -> Builtin {
    record(
        owner,
        "issubset",
        OTHER,
        "Whether the other has every item.",
        &[("{1}.issubset([1, 2])", "True")],
        |interp, args| {
            let (other,): (&Value,) = args.unpack(interp)?;
            this(args)?.is_subset_of(interp, other).map(Value::Bool)
        },
    )
}
static ISSUBSET: Builtin = issubset("set");
static FROZEN_ISSUBSET: Builtin = issubset("frozenset");

const fn issuperset(owner: &'static str) -> Builtin {
    record(
        owner,
        "issuperset",
        OTHER,
        "Whether it has every item of the other.",
        &[("{1, 2}.issuperset([1])", "True")],
        |interp, args| {
            let (other,): (&Value,) = args.unpack(interp)?;
            this(args)?.is_superset_of(interp, other).map(Value::Bool)
        },
    )
}
static ISSUPERSET: Builtin = issuperset("set");
static FROZEN_ISSUPERSET: Builtin = issuperset("frozenset");

static POP: Builtin = record(
    "set",
    "pop",
    NONE,
    "Removes an item, the one that is longest there, and returns it.",
    &[("{1}.pop()", "1")],
    |_, args| match this(args)?.table.pop_first() {
        Some((item, ())) => Ok(item),
        None => Err(Error::new(ExcKind::KeyError, "pop from an empty set")),
    },
);

static REMOVE: Builtin = record(
    "set",
    "remove",
    ITEM,
    "Removes an item that must be there.",
    &[("(lambda s: (s.remove(1), s))({1})", "(None, set())")],
    |interp, args| {
        let (item,): (&Value,) = args.unpack(interp)?;
        if remove(interp, args)? {
            Ok(Value::None)
        } else {
            Err(wording::key_error(item))
        }
    },
);

const fn symmetric_difference(owner: &'static str) -> Builtin {
    record(
        owner,
        "symmetric_difference",
        OTHER,
        "The items that just one of the two has.",
        &[("{1, 2}.symmetric_difference([2, 3])", "{1, 3}")],
        |interp, args| {
            let (other,): (&Value,) = args.unpack(interp)?;
            let result = this(args)?.symmetric_difference(interp, other)?;
            Ok(alike(args.this, result))
        },
    )
}
static SYMMETRIC_DIFFERENCE: Builtin = symmetric_difference("set");
static FROZEN_SYMMETRIC_DIFFERENCE: Builtin = symmetric_difference("frozenset");

static SYMMETRIC_DIFFERENCE_UPDATE: Builtin = record(
    "set",
    "symmetric_difference_update",
    OTHER,
    "Keeps the items that just one of the two has.",
    &[(
        "(lambda s: (s.symmetric_difference_update([2, 3]), s))({1, 2})",
        "(None, {1, 3})",
    )],
    |interp, args| {
        let (other,): (&Value,) = args.unpack(interp)?;
        this(args)?.symmetric_difference_update(interp, other)?;
        Ok(Value::None)
    },
);

const fn union(owner: &'static str) -> Builtin {
    record(
        owner,
        "union",
        OTHERS,
        "The items of all of them.",
        &[("{1}.union([2], 'a')", "{1, 2, 'a'}")],
        |interp, args| {
            let result = this(args)?.copy(interp)?;
            for other in args.rest {
                result.update(interp, other)?;
            }
            Ok(alike(args.this, result))
        },
    )
}
static UNION: Builtin = union("set");
static FROZEN_UNION: Builtin = union("frozenset");

static UPDATE: Builtin = record(
    "set",
    "update",
    OTHERS,
    "Puts the items of other iterables in.",
    &[("(lambda s: (s.update([2]), s))({1})", "(None, {1, 2})")],
    |interp, args| {
        let set = this(args)?;
        for other in args.rest {
            set.update(interp, other)?;
            heap::note_source(interp, args.this, other)?;
        }
        Ok(Value::None)
    },
);

/// The methods of `set`, sorted by name.
pub(super) static METHODS: &[&Builtin] = &[
    &ADD,
    &CLEAR,
    &COPY,
    &DIFFERENCE,
    &DIFFERENCE_UPDATE,
    &DISCARD,
    &INTERSECTION,
    &INTERSECTION_UPDATE,
    &ISDISJOINT,
    &ISSUBSET,
    &ISSUPERSET,
    &POP,
    &REMOVE,
    &SYMMETRIC_DIFFERENCE,
    &SYMMETRIC_DIFFERENCE_UPDATE,
    &UNION,
    &UPDATE,
];

/// The methods of `frozenset`, sorted by name.
pub(super) static FROZEN_METHODS: &[&Builtin] = &[
    &FROZEN_COPY,
    &FROZEN_DIFFERENCE,
    &FROZEN_INTERSECTION,
    &FROZEN_ISDISJOINT,
    &FROZEN_ISSUBSET,
    &FROZEN_ISSUPERSET,
    &FROZEN_SYMMETRIC_DIFFERENCE,
    &FROZEN_UNION,
];
