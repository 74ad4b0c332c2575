//! `iter` and `next`, which make and pull iterators, and the table of the lazy types `map`, `filter`, `zip`, …

use crate::iters;
use crate::iters::callable::CallableIterator;
use crate::runtime::call::is_callable;
use crate::runtime::error::{Error, Result};
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::table::{Builtin, Fallback, Member, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

static ITER: Builtin = Builtin {
    name: "iter",
    owner: "",
    params: Params::new(&[
        Param::new("object"),
        Param::new("sentinel").or(Fallback::Omitted),
    ]),
    wording: Wording::Positional,
    doc: "An iterator over an iterable, or over the results of a function up to a sentinel.",
    examples: &[
        ("list(iter([1, 2]))", "[1, 2]"),
        ("list(iter([3, 2, 1, 0].pop, 3))", "[0, 1, 2]"),
    ],
    run: iter,
};

fn iter(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (object, sentinel): (&Value, Option<&Value>) = args.unpack(interp)?;
    let Some(sentinel) = sentinel else {
        return iter::open(interp, object).map(Value::Iter);
    };
    if !is_callable(object) {
        return Err(wording::type_error("iter(v, w): v must be callable"));
    }
    Ok(Value::iter(CallableIterator::new(
        object.clone(),
        sentinel.clone(),
    )))
}

static NEXT: Builtin = Builtin {
    name: "next",
    owner: "",
    params: Params::new(&[
        Param::new("iterator"),
        Param::new("default").or(Fallback::Omitted),
    ]),
    wording: Wording::Positional,
    doc: "The next item of an iterator, or the default when there is none.",
    examples: &[
        ("next(iter('ab'))", "'a'"),
        ("next(iter(''), 'none')", "'none'"),
    ],
    run: next,
};

fn next(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (iterator, default): (&Value, Option<&Value>) = args.unpack(interp)?;
    let Value::Iter(iterator) = iterator else {
        return Err(wording::not_an_iterator(iterator));
    };
    match (iterator.next(interp)?, default) {
        (Some(item), _) => Ok(item),
        (None, Some(default)) => Ok(default.clone()),
        (None, None) => Err(Error::with_args(ExcKind::StopIteration, Vec::new())),
    }
}

/// The functions and types, sorted by name.
pub(super) static MEMBERS: &[Member] = &[
    Member::type_(&iters::enumerate::TYPE),
    Member::type_(&iters::filter::TYPE),
    Member::function(&ITER),
    Member::type_(&iters::map::TYPE),
    Member::function(&NEXT),
    Member::type_(&iters::zip::TYPE),
];
