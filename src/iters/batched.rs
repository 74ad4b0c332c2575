//! `batched(iterable, n, *, strict=False)`: tuples of up to n items.
//!
//! Python's manual: <https://docs.python.org/3.13/library/itertools.html#itertools.batched>.

use std::cell::RefCell;
use std::rc::Rc;

use super::type_info;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{self, Iter, PyIter};
use crate::runtime::table::{Builtin, Fallback, Param, Params, TypeInfo, Wording};
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

/// The type itself.
pub static TYPE: TypeInfo = type_info(
    "itertools",
    "batched",
    "Tuples of up to n items.",
    Some(&NEW),
);

static NEW: Builtin = Builtin {
    name: "batched",
    owner: "",
    params: Params::new(&[
        Param::new("iterable").or_named(),
        Param::new("n").or_named(),
        Param::new("strict").only_named().or(Fallback::Bool(false)),
    ]),
    wording: Wording::Clinic,
    doc: "Cuts an iterable into tuples of n items; the last may be shorter, unless strict.",
    examples: &[(
        "list(batched('ABCDE', 2))",
        "[('A', 'B'), ('C', 'D'), ('E',)]",
    )],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (iterable, size, strict): (&Value, i64, bool) = args.unpack(interp)?;
    let size = match usize::try_from(size) {
        Ok(size) if size > 0 => size,
        _ => return Err(wording::value_error("n must be at least one")),
    };
    let source = iter::open(interp, iterable)?;
    Ok(Value::iter(Batched {
        source: RefCell::new(Some(source)),
        size,
        strict,
    }))
}

struct Batched {
    /// `None` at the end.
    source: RefCell<Option<Rc<Iter>>>,
    size: usize,
    strict: bool,
}

impl PyIter for Batched {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.source.trace(visit);
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let Some(source) = self.source.borrow().clone() else {
            return Ok(None);
        };
        let batch = iter::take(interp, &source, self.size).inspect_err(|_| self.end())?;
        if batch.is_empty() {
            self.end();
            return Ok(None);
        }
        if self.strict && batch.len() < self.size {
            self.end();
            return Err(wording::value_error("batched(): incomplete batch"));
        }
        Ok(Some(Value::tuple(batch)))
    }
}

impl Batched {
    fn end(&self) {
        self.source.take();
    }
}
