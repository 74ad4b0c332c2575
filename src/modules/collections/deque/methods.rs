//! The constructor and the methods of `deque`.

use super::{Deque, of};
use crate::runtime::error::Result;
use crate::runtime::heap;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::memory;
use crate::runtime::ops::{compare, convert, repr};
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
        owner: "deque",
        params: Params::new(params),
        wording,
        doc,
        examples,
        run,
    }
}

pub(super) static NEW: Builtin = method(
    "deque",
    &[
        Param::new("iterable").or(Fallback::Omitted).or_named(),
        Param::new("maxlen").or(Fallback::None).or_named(),
    ],
    Wording::Clinic,
    "A deque of the items of an iterable; with maxlen it keeps only the last that many.",
    &[
        ("collections.deque('abc', 2)", "deque(['b', 'c'], maxlen=2)"),
        ("collections.deque([1, 2])[0]", "1"),
    ],
    |interp, args| {
        let (iterable, most): (Option<&Value>, &Value) = args.unpack(interp)?;
        let deque = Deque::new(limit(most)?);
        if let Some(iterable) = iterable {
            deque.extend(interp, iterable)?;
        }
        Ok(Value::object(deque))
    },
);

/// How many items fit.
fn limit(most: &Value) -> Result<Option<usize>> {
    match most {
        Value::None => Ok(None),
        Value::Int(_) | Value::Bool(_) | Value::Big(_) => {
            match usize::try_from(convert::to_ssize(most)?) {
                Ok(most) => Ok(Some(most)),
                Err(_) => Err(wording::value_error("maxlen must be non-negative")),
            }
        }
        _ => Err(wording::type_error("an integer is required")),
    }
}

const ITEM: &[Param] = &[Param::new("item")];
const ITERABLE: &[Param] = &[Param::new("iterable")];

static APPEND: Builtin = method(
    "append",
    ITEM,
    Wording::One,
    "Puts an item at the right end.",
    &[(
        "(lambda d: (d.append(2), d))(collections.deque([1]))",
        "(None, deque([1, 2]))",
    )],
    |interp, args| {
        let (item,): (&Value,) = args.unpack(interp)?;
        of(args.this)?.push(interp, item.clone())?;
        heap::note(interp, args.this, item)?;
        Ok(Value::None)
    },
);

static APPENDLEFT: Builtin = method(
    "appendleft",
    ITEM,
    Wording::One,
    "Puts an item at the left end.",
    &[(
        "(lambda d: (d.appendleft(2), d))(collections.deque([1]))",
        "(None, deque([2, 1]))",
    )],
    |interp, args| {
        let (item,): (&Value,) = args.unpack(interp)?;
        of(args.this)?.push_left(interp, item.clone())?;
        heap::note(interp, args.this, item)?;
        Ok(Value::None)
    },
);

static CLEAR: Builtin = method(
    "clear",
    &[],
    Wording::NoArguments,
    "Removes every item.",
    &[(
        "(lambda d: (d.clear(), d))(collections.deque([1]))",
        "(None, deque([]))",
    )],
    |_, args| {
        let deque = of(args.this)?;
        let old = deque.items.take();
        deque.changed();
        deque.recharge();
        memory::dispose(old.into());
        Ok(Value::None)
    },
);

static COPY: Builtin = method(
    "copy",
    &[],
    Wording::NoArguments,
    "A new deque of the same items and the same limit.",
    &[("collections.deque([1], 3).copy()", "deque([1], maxlen=3)")],
    |interp, args| Ok(Value::object(of(args.this)?.copy(interp)?)),
);

static COUNT: Builtin = method(
    "count",
    ITEM,
    Wording::One,
    "How many items equal the value.",
    &[("collections.deque('abca').count('a')", "2")],
    |interp, args| {
        let (wanted,): (&Value,) = args.unpack(interp)?;
        let mut count = 0_i64;
        iter::for_each(interp, args.this, |interp, item| {
            count += i64::from(compare::same_key(interp, &item, wanted)?);
            Ok(())
        })?;
        Ok(Value::Int(count))
    },
);

static EXTEND: Builtin = method(
    "extend",
    ITERABLE,
    Wording::One,
    "Puts the items of an iterable at the right end.",
    &[(
        "(lambda d: (d.extend('bc'), d))(collections.deque('a'))",
        "(None, deque(['a', 'b', 'c']))",
    )],
    |interp, args| {
        let (iterable,): (&Value,) = args.unpack(interp)?;
        of(args.this)?.extend(interp, iterable)?;
        heap::note_source(interp, args.this, iterable)?;
        Ok(Value::None)
    },
);

static EXTENDLEFT: Builtin = method(
    "extendleft",
    ITERABLE,
    Wording::One,
    "Puts the items of an iterable at the left end, one after the other.",
    &[(
        "(lambda d: (d.extendleft('bc'), d))(collections.deque('a'))",
        "(None, deque(['c', 'b', 'a']))",
    )],
    |interp, args| {
        let (iterable,): (&Value,) = args.unpack(interp)?;
        let deque = of(args.this)?;
        heap::note_source(interp, args.this, iterable)?;
        if iterable.is(args.this) {
            for item in iter::collect(interp, iterable)? {
                deque.push_left(interp, item)?;
            }
            return Ok(Value::None);
        }
        iter::for_each(interp, iterable, |interp, item| {
            deque.push_left(interp, item)
        })?;
        Ok(Value::None)
    },
);

static INDEX: Builtin = method(
    "index",
    &[
        Param::new("value"),
        Param::new("start").or(Fallback::Int(0)),
        Param::new("stop").or(Fallback::Int(i64::MAX)),
    ],
    Wording::Positional,
    "The first position of an item that equals the value.",
    &[("collections.deque('abca').index('a', 1)", "3")],
    |interp, args| {
        let (wanted, start, stop): (&Value, ClampedIndex, ClampedIndex) = args.unpack(interp)?;
        let deque = of(args.this)?;
        let (start, stop) = slice::clamped_range(start, stop, deque.count());
        match find(interp, deque, wanted, start, stop)? {
            Some(position) => Ok(Value::from(position)),
            None => not_there(interp, wanted),
        }
    },
);

/// The first position of an equal item within the bounds.
fn find(
    interp: &mut Interp,
    deque: &Deque,
    wanted: &Value,
    start: usize,
    stop: usize,
) -> Result<Option<usize>> {
    let version = deque.version.get();
    for position in start..stop {
        interp.tick()?;
        let Some(item) = deque.get(position) else {
            break;
        };
        let equal = compare::same_key(interp, &item, wanted)?;
        if deque.version.get() != version {
            return Err(wording::changed_during_iteration("deque mutated"));
        }
        if equal {
            return Ok(Some(position));
        }
    }
    Ok(None)
}

fn not_there(interp: &mut Interp, wanted: &Value) -> Result<Value> {
    let shown = repr::repr(interp, wanted)?;
    Err(wording::value_error(format!("{shown} is not in deque")))
}

static INSERT: Builtin = method(
    "insert",
    &[Param::new("index"), Param::new("value")],
    Wording::Positional,
    "Puts an item before the position.",
    &[(
        "(lambda d: (d.insert(1, 'x'), d))(collections.deque('ab'))",
        "(None, deque(['a', 'x', 'b']))",
    )],
    |interp, args| {
        let (index, item): (i64, &Value) = args.unpack(interp)?;
        let deque = of(args.this)?;
        let length = deque.count();
        if deque.most.is_some_and(|most| length >= most) {
            return Err(wording::index_error("deque already at its maximum size"));
        }
        let at = slice::insertion_point(index, length);
        interp.charge(at.min(length - at) / 16)?;
        deque.grow(interp)?;
        deque.items.borrow_mut().insert(at, item.clone());
        heap::note(interp, args.this, item)?;
        deque.recharge();
        Ok(Value::None)
    },
);

static POP: Builtin = method(
    "pop",
    &[],
    Wording::NoArguments,
    "Removes the item at the right end and returns it.",
    &[("collections.deque('ab').pop()", "'b'")],
    |_, args| {
        let deque = of(args.this)?;
        deque.changed();
        let item = deque.items.borrow_mut().pop_back();
        item.ok_or_else(|| wording::index_error("pop from an empty deque"))
    },
);

static POPLEFT: Builtin = method(
    "popleft",
    &[],
    Wording::NoArguments,
    "Removes the item at the left end and returns it.",
    &[("collections.deque('ab').popleft()", "'a'")],
    |_, args| {
        let deque = of(args.this)?;
        deque.changed();
        let item = deque.items.borrow_mut().pop_front();
        item.ok_or_else(|| wording::index_error("pop from an empty deque"))
    },
);

static REMOVE: Builtin = method(
    "remove",
    ITEM,
    Wording::One,
    "Removes the first item that equals the value.",
    &[(
        "(lambda d: (d.remove('a'), d))(collections.deque('aba'))",
        "(None, deque(['b', 'a']))",
    )],
    |interp, args| {
        let (wanted,): (&Value,) = args.unpack(interp)?;
        let deque = of(args.this)?;
        match find(interp, deque, wanted, 0, deque.count())? {
            Some(position) => {
                deque.changed();
                let old = deque.items.borrow_mut().remove(position);
                drop(old);
                Ok(Value::None)
            }
            None => not_there(interp, wanted),
        }
    },
);

static REVERSE: Builtin = method(
    "reverse",
    &[],
    Wording::NoArguments,
    "Turns the order around, in place.",
    &[(
        "(lambda d: (d.reverse(), d))(collections.deque('ab'))",
        "(None, deque(['b', 'a']))",
    )],
    |interp, args| {
        let deque = of(args.this)?;
        interp.charge(deque.count() / 16)?;
        deque.items.borrow_mut().make_contiguous().reverse();
        Ok(Value::None)
    },
);

static ROTATE: Builtin = method(
    "rotate",
    &[Param::new("n").or(Fallback::Int(1))],
    Wording::Positional,
    "Moves items from the right end to the left end, or the other way if n is negative.",
    &[(
        "(lambda d: (d.rotate(), d))(collections.deque('abc'))",
        "(None, deque(['c', 'a', 'b']))",
    )],
    |interp, args| {
        let (count,): (i64,) = args.unpack(interp)?;
        let deque = of(args.this)?;
        let length = i64::try_from(deque.count()).unwrap_or(i64::MAX);
        if length > 1 {
            let steps = usize::try_from(count.rem_euclid(length)).unwrap_or(0);
            interp.charge(steps.min(deque.count() - steps) / 16)?;
            deque.changed();
            deque.items.borrow_mut().rotate_right(steps);
        }
        Ok(Value::None)
    },
);

/// The methods, sorted by name.
pub(super) static METHODS: &[&Builtin] = &[
    &APPEND,
    &APPENDLEFT,
    &CLEAR,
    &COPY,
    &COUNT,
    &EXTEND,
    &EXTENDLEFT,
    &INDEX,
    &INSERT,
    &POP,
    &POPLEFT,
    &REMOVE,
    &REVERSE,
    &ROTATE,
];
