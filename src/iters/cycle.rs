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
use crate::types::tuple::Tuple;

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
        round: RefCell::new(None),
        position: Cell::new(0),
    }))
}

struct Cycle {
    /// `None` once it has ended.
    source: RefCell<Option<Rc<Iter>>>,
    /// What it gave: a list, so that its memory is accounted for as it grows.
    saved: List,
    /// The same once the source has ended, when hardly anything changes them any more.
    round: RefCell<Option<Rc<Tuple>>>,
    position: Cell<usize>,
}

impl PyIter for Cycle {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.source.trace(visit);
        self.saved.borrow().trace(visit);
        self.round.trace(visit);
    }

    fn let_go(&self) {
        drop(self.source.take());
        memory::dispose(self.saved.take().unwrap_or_default());
        drop(self.round.take());
    }

    fn keeps_items(&self) -> bool {
        true
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let source = self.source.borrow().clone();
        if let Some(source) = source {
            if let Some(item) = source.next(interp)? {
                self.save(interp, item.clone())?;
                return Ok(Some(item));
            }
            self.source.take();
        }
        let round = self.round()?;
        Ok(self.again(round.as_slice()))
    }

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        let source = self.source.borrow().clone();
        if let Some(source) = source {
            let mut stopped = false;
            iter::drive(interp, &source, |interp, item| {
                self.save(interp, item.clone())?;
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
        let round = self.round()?;
        let items = round.as_slice();
        while let Some(item) = self.again(items) {
            interp.pull()?;
            if sink(interp, item).is_break() {
                break;
            }
        }
        Ok(())
    }
}

impl Cycle {
    /// Keeps an item that the source gave.
    fn save(&self, interp: &mut Interp, item: Value) -> Result<()> {
        // The source may have met its end in a call within its own call, and still give what that one was for.
        if let Some(round) = self.round.take() {
            self.saved.append(interp, round.as_slice().to_vec())?;
        }
        self.saved.push(interp, item)
    }

    /// The items that come again and again.
    fn round(&self) -> Result<Rc<Tuple>> {
        if let Some(round) = &*self.round.borrow() {
            return Ok(Rc::clone(round));
        }
        let round = Rc::new(Tuple::from(self.saved.take()?));
        self.round.replace(Some(Rc::clone(&round)));
        Ok(round)
    }

    /// The next of them.
    #[inline]
    fn again(&self, items: &[Value]) -> Option<Value> {
        let position = self.position.get();
        let item = items.get(position)?;
        let next = position + 1;
        self.position.set(if next < items.len() { next } else { 0 });
        Some(item.clone())
    }
}
