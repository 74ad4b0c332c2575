//! The constructor and the methods of `list`.

use std::rc::Rc;

use super::{List, sort};
use crate::runtime::error::Result;
use crate::runtime::heap;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::memory;
use crate::runtime::ops::repr;
use crate::runtime::table::{Builtin, Fallback, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::slice::{self, ClampedIndex};

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
        owner: "list",
        params: Params::new(params),
        wording,
        doc,
        examples,
        run,
    }
}

fn this<'a>(args: Args<'a>) -> Result<&'a Rc<List>> {
    if let Value::List(list) = args.this {
        Ok(list)
    } else {
        Err(wording::expected("list", args.this))
    }
}

pub(super) static NEW: Builtin = method(
    "list",
    &[Param::new("iterable").or(Fallback::Omitted)],
    Wording::Positional,
    "A list of the items of an iterable.",
    &[("list('abc')", "['a', 'b', 'c']"), ("list()", "[]")],
    |interp, args| {
        let (iterable,): (Option<&Value>,) = args.unpack(interp)?;
        Ok(Value::list(match iterable {
            Some(iterable) => iter::collect(interp, iterable)?,
            None => Vec::new(),
        }))
    },
);

static APPEND: Builtin = method(
    "append",
    &[Param::new("object")],
    Wording::One,
    "Adds an item at the end.",
    &[("(lambda l: (l.append(3), l))([1, 2])", "(None, [1, 2, 3])")],
    |interp, args| {
        let (item,): (&Value,) = args.unpack(interp)?;
        this(args)?.push(interp, item.clone())?;
        heap::note(interp, args.this, item)?;
        Ok(Value::None)
    },
);

static CLEAR: Builtin = method(
    "clear",
    &[],
    Wording::NoArguments,
    "Removes every item.",
    &[("(lambda l: (l.clear(), l))([1, 2])", "(None, [])")],
    |_, args| {
        memory::dispose(this(args)?.take()?);
        Ok(Value::None)
    },
);

static COPY: Builtin = method(
    "copy",
    &[],
    Wording::NoArguments,
    "A new list of the same items.",
    &[("[1, 2].copy()", "[1, 2]")],
    |interp, args| {
        let list = this(args)?;
        interp.reserve_items(list.len())?;
        Ok(Value::list(list.to_vec()))
    },
);

static COUNT: Builtin = method(
    "count",
    &[Param::new("value")],
    Wording::One,
    "How many items equal the value.",
    &[("[1, 2, 1.0].count(1)", "2")],
    |interp, args| {
        let (wanted,): (&Value,) = args.unpack(interp)?;
        let list = this(args)?;
        let mut count = 0_i64;
        let mut position = 0;
        while let Some(found) = super::find(interp, list, wanted, position, usize::MAX)? {
            count += 1;
            position = found + 1;
        }
        Ok(Value::Int(count))
    },
);

static EXTEND: Builtin = method(
    "extend",
    &[Param::new("iterable")],
    Wording::One,
    "Adds the items of an iterable at the end.",
    &[(
        "(lambda l: (l.extend('ab'), l))([1])",
        "(None, [1, 'a', 'b'])",
    )],
    |interp, args| {
        let (iterable,): (&Value,) = args.unpack(interp)?;
        extend(interp, this(args)?, iterable)?;
        heap::note_source(interp, args.this, iterable)?;
        Ok(Value::None)
    },
);

/// Adds the items of an iterable, one by one: user code may look at the list meanwhile.
fn extend(interp: &mut Interp, list: &List, iterable: &Value) -> Result<()> {
    match iterable {
        // A copy first, for a list may be extended by itself.
        Value::List(_) | Value::Tuple(_) => {
            let more = iter::collect(interp, iterable)?;
            list.append(interp, more)
        }
        _ => iter::for_each(interp, iterable, |interp, item| list.push(interp, item)),
    }
}

static INDEX: Builtin = method(
    "index",
    &[
        Param::new("value"),
        Param::new("start").or(Fallback::Int(0)),
        Param::new("stop").or(Fallback::Int(i64::MAX)),
    ],
    Wording::Positional,
    "The first position of an item that equals the value.",
    &[("['a', 'b', 'a'].index('a', 1)", "2")],
    |interp, args| {
        let (wanted, start, stop): (&Value, ClampedIndex, ClampedIndex) = args.unpack(interp)?;
        let list = this(args)?;
        let (start, stop) = slice::clamped_range(start, stop, list.len());
        if let Some(position) = super::find(interp, list, wanted, start, stop)? {
            return Ok(Value::from(position));
        }
        let shown = repr::repr(interp, wanted)?;
        Err(wording::value_error(format!("{shown} is not in list")))
    },
);

static INSERT: Builtin = method(
    "insert",
    &[Param::new("index"), Param::new("object")],
    Wording::Positional,
    "Puts an item before the position.",
    &[(
        "(lambda l: (l.insert(1, 'x'), l))([1, 2])",
        "(None, [1, 'x', 2])",
    )],
    |interp, args| {
        let (index, item): (i64, &Value) = args.unpack(interp)?;
        let list = this(args)?;
        let at = slice::insertion_point(index, list.len());
        interp.charge((list.len() - at) / 16)?;
        // Appending prices the growth; the item then moves to its place.
        list.push(interp, item.clone())?;
        heap::note(interp, args.this, item)?;
        list.edit(|items| {
            if let Some(tail) = items.get_mut(at..) {
                tail.rotate_right(1);
            }
        })?;
        Ok(Value::None)
    },
);

static POP: Builtin = method(
    "pop",
    &[Param::new("index").or(Fallback::Int(-1))],
    Wording::Positional,
    "Removes the item at a position, the last one unless told, and returns it.",
    &[("[1, 2, 3].pop()", "3"), ("[1, 2, 3].pop(0)", "1")],
    |interp, args| {
        let (index,): (i64,) = args.unpack(interp)?;
        let list = this(args)?;
        let length = list.len();
        if length == 0 {
            return Err(wording::index_error("pop from empty list"));
        }
        let Some(at) = slice::position(index, length) else {
            return Err(wording::index_error("pop index out of range"));
        };
        interp.charge((length - at) / 16)?;
        list.edit(|items| items.remove(at))
    },
);

static REMOVE: Builtin = method(
    "remove",
    &[Param::new("value")],
    Wording::One,
    "Removes the first item that equals the value.",
    &[("(lambda l: (l.remove(1), l))([1, 2, 1])", "(None, [2, 1])")],
    |interp, args| {
        let (wanted,): (&Value,) = args.unpack(interp)?;
        let list = this(args)?;
        let Some(position) = super::find(interp, list, wanted, 0, usize::MAX)? else {
            return Err(wording::value_error("list.remove(x): x not in list"));
        };
        interp.charge(list.len().saturating_sub(position) / 16)?;
        // The comparison may have shortened the list.
        let old = list.edit(|items| (position < items.len()).then(|| items.remove(position)))?;
        drop(old);
        Ok(Value::None)
    },
);

static REVERSE: Builtin = method(
    "reverse",
    &[],
    Wording::NoArguments,
    "Turns the order around, in place.",
    &[("(lambda l: (l.reverse(), l))([1, 2])", "(None, [2, 1])")],
    |interp, args| {
        let list = this(args)?;
        interp.charge(list.len() / 16)?;
        list.edit(|items| items.reverse())?;
        Ok(Value::None)
    },
);

static SORT: Builtin = method(
    "sort",
    &[
        Param::new("key").or(Fallback::None).only_named(),
        Param::new("reverse").or(Fallback::Bool(false)).only_named(),
    ],
    Wording::Clinic,
    "Sorts in place: stable, by the key of each item, downwards if reverse.",
    &[("(lambda l: (l.sort(), l))([3, 1, 2])", "(None, [1, 2, 3])")],
    |interp, args| {
        let (key, reverse): (&Value, bool) = args.unpack(interp)?;
        sort::sort_list(interp, this(args)?, key, reverse)?;
        Ok(Value::None)
    },
);

/// The methods, sorted by name.
pub(super) static METHODS: &[&Builtin] = &[
    &APPEND, &CLEAR, &COPY, &COUNT, &EXTEND, &INDEX, &INSERT, &POP, &REMOVE, &REVERSE, &SORT,
];
