//! `cycle(iterable)`: the items over and over.
//!
//! Python's manual: <https://docs.python.org/3.13/library/itertools.html#itertools.cycle>.

use std::cell::{Cell, RefCell};
use std::ops::ControlFlow;
use std::rc::Rc;

use super::type_info;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{self, Iter, PyIter, Sink};
use crate::runtime::memory;
use crate::runtime::table::{Builtin, Param, Params, TypeInfo, Wording};
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::types::list::List;

/// The type itself.
pub static TYPE: TypeInfo = type_info("itertools", "cycle", "The items over and over.", Some(&NEW));

static NEW: Builtin = Builtin {
    name: "cycle",
    owner: "",
    params: Params::new(&[Param::new("iterable")]),
    wording: Wording::Positional,
    doc: "The items of an iterable, again and again from the first; keeps a copy of each.",
    examples: &[("list(islice(cycle('ab'), 5))", "['a', 'b', 'a', 'b', 'a']")],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (source,): (Rc<Iter>,) = args.unpack(interp)?;
    Ok(Value::iter(Cycle {
        source: RefCell::new(Some(source)),
        saved: List::new(Vec::new()),
        position: Cell::new(0),
    }))
}

struct Cycle {
    /// `None` once it has ended.
    source: RefCell<Option<Rc<Iter>>>,
    /// What it gave: a list, so that its memory is accounted for as it grows.
    saved: List,
    position: Cell<usize>,
}

impl PyIter for Cycle {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.source.trace(visit);
        self.saved.borrow().trace(visit);
    }

    fn let_go(&self) {
        drop(self.source.take());
        memory::dispose(self.saved.take().unwrap_or_default());
    }

    fn keeps_items(&self) -> bool {
        true
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let source = self.source.borrow().clone();
        if let Some(source) = source {
            if let Some(item) = source.next(interp)? {
                self.saved.push(interp, item.clone())?;
                return Ok(Some(item));
            }
            self.source.take();
        }
        Ok(self.again())
    }

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        let source = self.source.borrow().clone();
        if let Some(source) = source {
            let mut stopped = false;
            iter::drive(interp, &source, |interp, item| {
                self.saved.push(interp, item.clone())?;
                stopped = sink(interp, item).is_break();
                // The consumer may have pulled from this iterator too, up to the source's end.
                let ended = self.source.borrow().is_none();
                Ok(if stopped || ended {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                })
            })?;
            if stopped {
                return Ok(());
            }
            self.source.take();
        }
        while let Some(item) = self.again() {
            interp.pull()?;
            if sink(interp, item).is_break() {
                break;
            }
        }
        Ok(())
    }
}

impl Cycle {
    /// The next of the saved items.
    #[inline]
    fn again(&self) -> Option<Value> {
        let saved = self.saved.borrow();
        let position = self.position.get();
        let item = saved.get(position)?;
        let next = position + 1;
        self.position.set(if next < saved.len() { next } else { 0 });
        Some(item.clone())
    }
}
