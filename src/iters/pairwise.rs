//! `pairwise(iterable)`: overlapping pairs of neighbours.
//!
//! Python's manual: <https://docs.python.org/3.13/library/itertools.html#itertools.pairwise>.

use std::cell::RefCell;
use std::rc::Rc;

use super::reuse::Reused;
use super::type_info;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{Iter, PyIter};
use crate::runtime::table::{Builtin, Param, Params, TypeInfo, Wording};
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;

/// The type itself.
pub static TYPE: TypeInfo = type_info(
    "itertools",
    "pairwise",
    "Overlapping pairs of neighbours.",
    Some(&NEW),
);

static NEW: Builtin = Builtin {
    name: "pairwise",
    owner: "",
    params: Params::new(&[Param::new("iterable")]),
    wording: Wording::Positional,
    doc: "Each item with the one that follows it.",
    examples: &[("list(pairwise('ABC'))", "[('A', 'B'), ('B', 'C')]")],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (source,): (Rc<Iter>,) = args.unpack(interp)?;
    Ok(Value::iter(Pairwise {
        source: RefCell::new(Some(source)),
        before: RefCell::new(None),
        last: Reused::default(),
    }))
}

struct Pairwise {
    /// `None` at the end.
    source: RefCell<Option<Rc<Iter>>>,
    /// The item that was pulled last.
    before: RefCell<Option<Value>>,
    last: Reused,
}

impl PyIter for Pairwise {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.source.trace(visit);
        self.before.trace(visit);
        self.last.trace(visit);
    }

    fn let_go(&self) {
        drop(self.source.take());
        drop(self.before.take());
        self.last.let_go();
    }

    fn keeps_items(&self) -> bool {
        true
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let before = self.before.borrow().clone();
        let before = match before {
            Some(before) => Some(before),
            None => {
                let first = self.pull(interp)?;
                // The source may have led back here and have been exhausted meanwhile.
                self.before.replace(first.clone());
                first
            }
        };
        let Some(before) = before else {
            return Ok(None);
        };
        let Some(after) = self.pull(interp)? else {
            self.before.take();
            return Ok(None);
        };
        self.before.replace(Some(after.clone()));
        Ok(Some(self.last.pair(before, after)))
    }
}

impl Pairwise {
    /// The next item; an end or a failure is the last that is heard of the source.
    fn pull(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let Some(source) = self.source.borrow().clone() else {
            return Ok(None);
        };
        let item = source.next(interp);
        if !matches!(item, Ok(Some(_))) {
            self.source.take();
            self.before.take();
        }
        item
    }
}
