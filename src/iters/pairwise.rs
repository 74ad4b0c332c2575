//! `pairwise(iterable)`: overlapping pairs of neighbours.
//!
//! Python's manual: <https://docs.python.org/3.13/library/itertools.html#itertools.pairwise>.

use std::cell::RefCell;
use std::ops::ControlFlow;
use std::rc::Rc;

use super::reuse::Reused;
use super::type_info;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{Iter, PyIter, Sink};
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

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        if self.before.borrow().is_none() {
            let first = self.pull(interp)?;
            self.before.replace(first);
        }
        let Some(source) = self.source.borrow().clone() else {
            return Ok(());
        };
        let Some(mut before) = self.before.borrow().clone() else {
            return Ok(());
        };
        let mut stopped = false;
        let walked = source.each(interp, &mut |interp, after| {
            self.before.replace(Some(after.clone()));
            let before_it = std::mem::replace(&mut before, Value::None);
            stopped = sink(interp, self.last.pair(before_it, after)).is_break();
            // The consumer may have pulled from this iterator too, up to the end.
            match &*self.before.borrow() {
                Some(item) if !stopped => {
                    before = item.clone();
                    ControlFlow::Continue(())
                }
                _ => {
                    stopped = true;
                    ControlFlow::Break(())
                }
            }
        });
        if !stopped || walked.is_err() {
            self.end();
        }
        walked
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
            self.end();
        }
        item
    }

    fn end(&self) {
        self.source.take();
        self.before.take();
    }
}
