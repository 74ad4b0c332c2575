//! `filterfalse(function, iterable)`: the items for which a function is false.
//!
//! Python's manual: <https://docs.python.org/3.13/library/itertools.html#itertools.filterfalse>.

use std::ops::ControlFlow;
use std::rc::Rc;

use super::filter::Test;
use super::type_info;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{self, Iter, PyIter, Sink};
use crate::runtime::table::{Builtin, Param, Params, TypeInfo, Wording};
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;

/// The type itself.
pub static TYPE: TypeInfo = type_info(
    "itertools",
    "filterfalse",
    "The items for which a function is false.",
    Some(&NEW),
);

static NEW: Builtin = Builtin {
    name: "filterfalse",
    owner: "",
    params: Params::new(&[Param::new("function"), Param::new("iterable")]),
    wording: Wording::Positional,
    doc: "Keeps the items for which the function is false; None stands for the items' own truth.",
    examples: &[("list(filterfalse(lambda n: n % 2, range(5)))", "[0, 2, 4]")],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (function, source): (&Value, Rc<Iter>) = args.unpack(interp)?;
    Ok(Value::iter(FilterFalse {
        test: Test::of(function),
        source,
    }))
}

struct FilterFalse {
    test: Test,
    source: Rc<Iter>,
}

impl PyIter for FilterFalse {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.test.trace(visit);
        self.source.trace(visit);
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        while let Some(item) = self.source.next(interp)? {
            if !self.test.passes(interp, &item)? {
                return Ok(Some(item));
            }
        }
        Ok(None)
    }

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        iter::drive(interp, &self.source, |interp, item| {
            Ok(if self.test.passes(interp, &item)? {
                ControlFlow::Continue(())
            } else {
                sink(interp, item)
            })
        })
    }
}
