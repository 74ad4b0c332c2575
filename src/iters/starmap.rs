//! `starmap(function, iterable)`: a function over argument tuples.
//!
//! Python's manual: <https://docs.python.org/3.13/library/itertools.html#itertools.starmap>.

use std::rc::Rc;

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
    "starmap",
    "A function over argument tuples.",
    Some(&NEW),
);

static NEW: Builtin = Builtin {
    name: "starmap",
    owner: "",
    params: Params::new(&[Param::new("function"), Param::new("iterable")]),
    wording: Wording::Positional,
    doc: "Calls a function with the items of each item as its arguments.",
    examples: &[("list(starmap(pow, [(2, 5), (3, 2)]))", "[32, 9]")],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (function, source): (&Value, Rc<Iter>) = args.unpack(interp)?;
    Ok(Value::iter(StarMap {
        function: function.clone(),
        source,
    }))
}

struct StarMap {
    function: Value,
    source: Rc<Iter>,
}

impl PyIter for StarMap {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.function.trace(visit);
        self.source.trace(visit);
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        match self.source.next(interp)? {
            Some(row) => self.call(interp, &row).map(Some),
            None => Ok(None),
        }
    }

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        iter::drive(interp, &self.source, |interp, row| {
            let result = self.call(interp, &row)?;
            // Let go of the row first, so that whoever made it can fill it anew.
            drop(row);
            Ok(sink(interp, result))
        })
    }
}

impl StarMap {
    fn call(&self, interp: &mut Interp, row: &Value) -> Result<Value> {
        if let Value::Tuple(row) = row {
            return interp.call(&self.function, row.as_slice());
        }
        let row = iter::collect(interp, row)?;
        interp.call(&self.function, &row)
    }
}
