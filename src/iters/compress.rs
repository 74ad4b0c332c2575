//! `compress(data, selectors)`: the items whose selector is true.
//!
//! Python's manual: <https://docs.python.org/3.13/library/itertools.html#itertools.compress>.

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
    "compress",
    "The items whose selector is true.",
    Some(&NEW),
);

static NEW: Builtin = Builtin {
    name: "compress",
    owner: "",
    params: Params::new(&[
        Param::new("data").or_named(),
        Param::new("selectors").or_named(),
    ]),
    wording: Wording::Clinic,
    doc: "Keeps the items of data whose counterpart in selectors is true; stops with the shorter.",
    examples: &[("list(compress('ABCD', [1, 0, 1, 0]))", "['A', 'C']")],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (data, selectors): (Rc<Iter>, Rc<Iter>) = args.unpack(interp)?;
    Ok(Value::iter(Compress { data, selectors }))
}

struct Compress {
    data: Rc<Iter>,
    selectors: Rc<Iter>,
}

impl PyIter for Compress {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.data.trace(visit);
        self.selectors.trace(visit);
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        while let Some(item) = self.data.next(interp)? {
            let Some(selector) = self.selectors.next(interp)? else {
                break;
            };
            if truth::truth(interp, &selector)? {
                return Ok(Some(item));
            }
        }
        Ok(None)
    }

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        iter::drive(interp, &self.data, |interp, item| {
            let Some(selector) = self.selectors.next(interp)? else {
                return Ok(ControlFlow::Break(()));
            };
            if truth::truth(interp, &selector)? {
                return Ok(sink(interp, item));
            }
            Ok(ControlFlow::Continue(()))
        })
    }
}
