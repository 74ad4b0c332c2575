//! `dropwhile(predicate, iterable)`: everything from the first item that fails on.
//!
//! Python's manual: <https://docs.python.org/3.13/library/itertools.html#itertools.dropwhile>.

use std::cell::Cell;
use std::ops::ControlFlow;
use std::rc::Rc;

use super::type_info;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{self, Iter, PyIter, Sink};
use crate::runtime::ops::truth;
use crate::runtime::table::{Builtin, Param, Params, TypeInfo, Wording};
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;

/// The type itself.
pub static TYPE: TypeInfo = type_info(
    "itertools",
    "dropwhile",
    "Everything from the first item that fails on.",
    Some(&NEW),
);

static NEW: Builtin = Builtin {
    name: "dropwhile",
    owner: "",
    params: Params::new(&[Param::new("predicate"), Param::new("iterable")]),
    wording: Wording::Positional,
    doc: "Drops items as long as the predicate is true; then keeps every item.",
    examples: &[("list(dropwhile(lambda x: x < 3, [1, 4, 2]))", "[4, 2]")],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (predicate, source): (&Value, Rc<Iter>) = args.unpack(interp)?;
    Ok(Value::iter(DropWhile {
        predicate: predicate.clone(),
        source,
        started: Cell::new(false),
    }))
}

struct DropWhile {
    predicate: Value,
    source: Rc<Iter>,
    started: Cell<bool>,
}

impl PyIter for DropWhile {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.predicate.trace(visit);
        self.source.trace(visit);
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        while let Some(item) = self.source.next(interp)? {
            if self.passes(interp, &item)? {
                return Ok(Some(item));
            }
        }
        Ok(None)
    }

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        iter::drive(interp, &self.source, |interp, item| {
            Ok(if self.passes(interp, &item)? {
                sink(interp, item)
            } else {
                ControlFlow::Continue(())
            })
        })
    }
}

impl DropWhile {
    /// Whether the item comes through; after the first that does, every one.
    fn passes(&self, interp: &mut Interp, item: &Value) -> Result<bool> {
        if !self.started.get() {
            let answer = interp.call(&self.predicate, std::slice::from_ref(item))?;
            if truth::truth(interp, &answer)? {
                return Ok(false);
            }
            self.started.set(true);
        }
        Ok(true)
    }
}
