//! `zip_longest(*iterables, fillvalue=None)`: tuples of the items, as long as there are any.
//!
//! Python's manual: <https://docs.python.org/3.13/library/itertools.html#itertools.zip_longest>.

use std::cell::{Cell, RefCell};
use std::ops::ControlFlow;
use std::rc::Rc;

use super::reuse::Reused;
use super::type_info;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{self, Iter, PyIter, Sink};
use crate::runtime::table::{Builtin, Fallback, Param, Params, TypeInfo, Wording};
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

/// The type itself.
pub static TYPE: TypeInfo = type_info(
    "itertools",
    "zip_longest",
    "Tuples of the items of several iterables, as long as there are any.",
    Some(&NEW),
);

static NEW: Builtin = Builtin {
    name: "zip_longest",
    owner: "",
    params: Params::new(&[
        Param::rest("iterables"),
        Param::new("fillvalue").only_named().or(Fallback::None),
    ]),
    wording: Wording::Checked(|args| match args.named {
        [] => Ok(()),
        [(name, _)] if name.as_str() == "fillvalue" => Ok(()),
        _ => Err(wording::type_error(
            "zip_longest() got an unexpected keyword argument",
        )),
    }),
    doc: "Like zip(), but goes on to the end of the longest; fillvalue stands in for what is missing.",
    examples: &[(
        "list(zip_longest('ABC', 'x', fillvalue='-'))",
        "[('A', 'x'), ('B', '-'), ('C', '-')]",
    )],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (fill,): (&Value,) = args.unpack(interp)?;
    let sources = super::open_all(interp, args.rest)?;
    Ok(Value::iter(ZipLongest {
        active: Cell::new(i64::try_from(sources.len()).unwrap_or(i64::MAX)),
        sources: sources
            .into_iter()
            .map(|source| RefCell::new(Some(source)))
            .collect(),
        fill: fill.clone(),
        last: Reused::default(),
    }))
}

struct ZipLongest {
    /// `None` for those that have ended.
    sources: Box<[RefCell<Option<Rc<Iter>>>]>,
    /// How many have not. As in CPython, one that ends again in a call within its own call is counted once more: the
    /// number may fall below zero, and then nothing ends the rows.
    active: Cell<i64>,
    fill: Value,
    last: Reused,
}

impl PyIter for ZipLongest {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.sources.trace(visit);
        self.fill.trace(visit);
        self.last.trace(visit);
    }

    fn let_go(&self) {
        self.last.let_go();
    }

    fn keeps_items(&self) -> bool {
        true
    }

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        if self.active.get() == 0 || self.pairs(interp, sink)?.is_break() {
            return Ok(());
        }
        while let Some(row) = self.next(interp)? {
            interp.pull()?;
            if sink(interp, row).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        if self.active.get() == 0 {
            return Ok(None);
        }
        if let [first, second] = &*self.sources {
            let Some(first) = self.item(interp, first)? else {
                return Ok(None);
            };
            let second = self.item(interp, second)?;
            return Ok(second.map(|second| self.last.pair(first, second)));
        }
        self.last.row(interp, |interp, row| {
            for source in &self.sources {
                let Some(item) = self.item(interp, source)? else {
                    return Ok(false);
                };
                row.push(item);
            }
            Ok(true)
        })
    }
}

impl ZipLongest {
    /// Feeds the pairs of two sources up to the one where the first has ended; breaks when there is no more to feed.
    fn pairs(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<ControlFlow<()>> {
        let [first, second] = &*self.sources else {
            return Ok(ControlFlow::Continue(()));
        };
        let Some(source) = first.borrow().clone() else {
            return Ok(ControlFlow::Continue(()));
        };
        let mut pair = |interp: &mut Interp, item: Value| {
            let Some(other) = self.item(interp, second)? else {
                return Ok(ControlFlow::Break(()));
            };
            interp.pull()?;
            Ok(sink(interp, self.last.pair(item, other)))
        };
        let mut flow = ControlFlow::Continue(());
        let mut overtaken = false;
        iter::drive(interp, &source, |interp, item| {
            flow = pair(interp, item)?;
            // The consumer may have asked on its own, up to the end of this source.
            overtaken = first.borrow().is_none() || self.active.get() == 0;
            Ok(if overtaken {
                ControlFlow::Break(())
            } else {
                flow
            })
        })
        .inspect_err(|_| self.active.set(0))?;
        if overtaken || flow.is_break() {
            return Ok(flow);
        }
        match self.ended(first) {
            Some(fill) => pair(interp, fill),
            None => Ok(ControlFlow::Break(())),
        }
    }

    /// The next item of a source, or what stands in for it; `None` when it was the last one to end.
    fn item(&self, interp: &mut Interp, slot: &RefCell<Option<Rc<Iter>>>) -> Result<Option<Value>> {
        let Some(source) = slot.borrow().clone() else {
            return Ok(Some(self.fill.clone()));
        };
        let item = source.next(interp).inspect_err(|_| self.active.set(0))?;
        if item.is_some() {
            return Ok(item);
        }
        Ok(self.ended(slot))
    }

    /// What stands in for the items of a source that has ended; `None` when it was the last one to end.
    fn ended(&self, slot: &RefCell<Option<Rc<Iter>>>) -> Option<Value> {
        self.active.set(self.active.get() - 1);
        if self.active.get() == 0 {
            return None;
        }
        slot.take();
        Some(self.fill.clone())
    }
}
