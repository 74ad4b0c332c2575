//! `takewhile(predicate, iterable)`: the items before the first that fails.
//!
//! Python's manual: <https://docs.python.org/3.13/library/itertools.html#itertools.takewhile>.

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
    "takewhile",
    "The items before the first that fails.",
    Some(&NEW),
);

static NEW: Builtin = Builtin {
    name: "takewhile",
    owner: "",
    params: Params::new(&[Param::new("predicate"), Param::new("iterable")]),
    wording: Wording::Positional,
    doc: "Keeps items as long as the predicate is true; the first that fails is taken and dropped.",
    examples: &[("list(takewhile(lambda x: x < 3, [1, 2, 4, 1]))", "[1, 2]")],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (predicate, source): (&Value, Rc<Iter>) = args.unpack(interp)?;
    Ok(Value::iter(TakeWhile {
        predicate: predicate.clone(),
        source,
        ended: Cell::new(false),
    }))
}

struct TakeWhile {
    predicate: Value,
    source: Rc<Iter>,
    ended: Cell<bool>,
}

impl PyIter for TakeWhile {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.predicate.trace(visit);
        self.source.trace(visit);
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        if self.ended.get() {
            return Ok(None);
        }
        match self.source.next(interp)? {
            Some(item) if self.passes(interp, &item)? => Ok(Some(item)),
            _ => Ok(None),
        }
    }

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        if self.ended.get() {
            return Ok(());
        }
        iter::drive(interp, &self.source, |interp, item| {
            if !self.passes(interp, &item)? {
                return Ok(ControlFlow::Break(()));
            }
            let flow = sink(interp, item);
            // The consumer may have pulled on its own and met the end.
            Ok(if self.ended.get() {
                ControlFlow::Break(())
            } else {
                flow
            })
        })
    }
}

impl TakeWhile {
    /// Whether the item comes through; the first that does not ends the iteration.
    fn passes(&self, interp: &mut Interp, item: &Value) -> Result<bool> {
        let answer = interp.call(&self.predicate, std::slice::from_ref(item))?;
        let passes = truth::truth(interp, &answer)?;
        if !passes {
            self.ended.set(true);
        }
        Ok(passes)
    }
}
