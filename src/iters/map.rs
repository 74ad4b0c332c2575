//! `map(function, *iterables)`: the results of a function over one or more iterables.
//!
//! Python's manual: <https://docs.python.org/3.13/library/functions.html#map>.

use std::ops::ControlFlow;
use std::rc::Rc;

use super::type_info;
use crate::runtime::call::CallArgs;
use crate::runtime::callee::Callee;
use crate::runtime::error::{Error, Result};
use crate::runtime::interp::Interp;
use crate::runtime::iter::{self, Iter, PyIter, Sink};
use crate::runtime::table::{Builtin, Param, Params, TypeInfo, Wording};
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

/// The type itself.
pub static TYPE: TypeInfo = type_info(
    "builtins",
    "map",
    "The results of a function over one or more iterables.",
    Some(&NEW),
);

static NEW: Builtin = Builtin {
    name: "map",
    owner: "",
    params: Params::new(&[Param::new("function"), Param::rest("iterables")]),
    wording: Wording::Checked(check),
    doc: "Calls a function with the items of one or more iterables; stops with the shortest.",
    examples: &[
        ("list(map(str, [1, 2]))", "['1', '2']"),
        ("list(map(lambda x, y: x * y, [1, 2], [3, 4]))", "[3, 8]"),
    ],
    run: new,
};

fn check(args: CallArgs<'_>) -> Result<()> {
    if args.named.is_empty() {
        return Err(too_few());
    }
    Err(wording::type_error("map() takes no keyword arguments"))
}

#[cold]
fn too_few() -> Error {
    wording::type_error("map() must have at least two arguments.")
}

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (function,): (&Value,) = args.unpack(interp)?;
    let iterables = args.rest;
    let function = Callee::new(function, iterables.len());
    if iterables.is_empty() {
        return Err(too_few());
    }
    if let [iterable] = iterables {
        let source = iter::open(interp, iterable)?;
        return Ok(Value::iter(Map { function, source }));
    }
    let sources = super::open_all(interp, iterables)?;
    Ok(Value::iter(MapMany { function, sources }))
}

/// `map(f, xs)`, the frequent form: each item is passed where it lies.
struct Map {
    function: Callee,
    source: Rc<Iter>,
}

impl PyIter for Map {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.function.trace(visit);
        self.source.trace(visit);
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        match self.source.next(interp)? {
            Some(item) => self.function.call(interp, &[item]).map(Some),
            None => Ok(None),
        }
    }

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        iter::drive(interp, &self.source, |interp, item| {
            let result = self.function.call(interp, &[item])?;
            Ok(sink(interp, result))
        })
    }
}

/// `map(f, xs, ys)`
struct MapMany {
    function: Callee,
    sources: Box<[Rc<Iter>]>,
}

impl PyIter for MapMany {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.function.trace(visit);
        self.sources.trace(visit);
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let Some((first, others)) = self.sources.split_first() else {
            return Ok(None);
        };
        match first.next(interp)? {
            Some(item) => self.call(interp, item, others),
            None => Ok(None),
        }
    }

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        let Some((first, others)) = self.sources.split_first() else {
            return Ok(());
        };
        iter::drive(interp, first, |interp, item| {
            Ok(match self.call(interp, item, others)? {
                Some(result) => sink(interp, result),
                None => ControlFlow::Break(()),
            })
        })
    }
}

impl MapMany {
    /// Calls the function with `item` and the next of the other sources; `None` when one of them has ended.
    fn call(&self, interp: &mut Interp, item: Value, others: &[Rc<Iter>]) -> Result<Option<Value>> {
        if let [second] = others {
            return match second.next(interp)? {
                Some(other) => self.function.call(interp, &[item, other]).map(Some),
                None => Ok(None),
            };
        }
        let mut row = Vec::with_capacity(self.sources.len());
        row.push(item);
        for source in others {
            match source.next(interp)? {
                Some(item) => row.push(item),
                None => return Ok(None),
            }
        }
        self.function.call(interp, &row).map(Some)
    }
}
