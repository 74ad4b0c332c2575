//! `chain(*iterables)`: the items of one iterable after the other.
//!
//! Python's manual: <https://docs.python.org/3.13/library/itertools.html#itertools.chain>.

use std::cell::{Cell, RefCell};
use std::ops::ControlFlow;
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
pub static TYPE: TypeInfo = TypeInfo {
    class_methods: &[&FROM_ITERABLE],
    ..type_info(
        "itertools",
        "chain",
        "The items of several iterables, one after the other.",
        Some(&NEW),
    )
};

static NEW: Builtin = Builtin {
    name: "chain",
    owner: "",
    params: Params::new(&[Param::rest("iterables")]),
    wording: Wording::Positional,
    doc: "The items of the first iterable, then those of the next, until all have ended.",
    examples: &[("list(chain('ab', [1, 2]))", "['a', 'b', 1, 2]")],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    interp.reserve_items(args.rest.len())?;
    from(interp, &Value::tuple(args.rest.to_vec()))
}

static FROM_ITERABLE: Builtin = Builtin {
    name: "from_iterable",
    owner: "chain",
    params: Params::new(&[Param::new("iterable")]),
    wording: Wording::One,
    doc: "Like chain(), with the iterables taken lazily from a single iterable.",
    examples: &[(
        "list(chain.from_iterable(['ab', 'cd']))",
        "['a', 'b', 'c', 'd']",
    )],
    run: from_iterable,
};

fn from_iterable(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (iterable,): (&Value,) = args.unpack(interp)?;
    from(interp, iterable)
}

fn from(interp: &mut Interp, iterables: &Value) -> Result<Value> {
    let source = iter::open(interp, iterables)?;
    Ok(Value::iter(Chain {
        source: RefCell::new(Some(source)),
        active: RefCell::new(None),
        turn: Cell::new(0),
    }))
}

struct Chain {
    /// The iterables; `None` at the end, or after one of them was not iterable.
    source: RefCell<Option<Rc<Iter>>>,
    /// The one that is under way.
    active: RefCell<Option<Rc<Iter>>>,
    /// Counts the changes of `active`: a consumer may pull this chain on to another one meanwhile.
    turn: Cell<u64>,
}

impl PyIter for Chain {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.source.trace(visit);
        self.active.trace(visit);
    }

    fn let_go(&self) {
        drop(self.source.take());
        drop(self.active.take());
    }

    fn keeps_items(&self) -> bool {
        true
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        while let Some(active) = self.active(interp)? {
            if let Some(item) = active.next(interp)? {
                return Ok(Some(item));
            }
            self.set_active(None);
        }
        Ok(None)
    }

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        while let Some(active) = self.active(interp)? {
            let mut stopped = false;
            let turn = self.turn.get();
            active.each(interp, &mut |interp, item| {
                stopped = sink(interp, item).is_break();
                if stopped || self.turn.get() != turn {
                    return ControlFlow::Break(());
                }
                ControlFlow::Continue(())
            })?;
            if stopped {
                break;
            }
            self.leave(&active);
        }
        Ok(())
    }
}

impl Chain {
    fn set_active(&self, iter: Option<Rc<Iter>>) {
        self.turn.set(self.turn.get().wrapping_add(1));
        self.active.replace(iter);
    }

    /// Whether this one is still under way.
    fn is_active(&self, iter: &Rc<Iter>) -> bool {
        let active = self.active.borrow();
        active
            .as_ref()
            .is_some_and(|active| Rc::ptr_eq(active, iter))
    }

    /// Lets go of an iterator that has ended, unless the consumer has pulled this chain on to the next one already.
    fn leave(&self, ended: &Rc<Iter>) {
        if self.is_active(ended) {
            self.set_active(None);
        }
    }

    /// The iterator that is under way, or the next one.
    fn active(&self, interp: &mut Interp) -> Result<Option<Rc<Iter>>> {
        if let Some(active) = &*self.active.borrow() {
            return Ok(Some(Rc::clone(active)));
        }
        let Some(source) = self.source.borrow().clone() else {
            return Ok(None);
        };
        let opened = match source.next(interp) {
            Ok(Some(iterable)) => iter::open(interp, &iterable).map(Some),
            other => other.map(|_| None),
        };
        if let Ok(Some(active)) = &opened {
            self.set_active(Some(Rc::clone(active)));
        } else {
            self.source.take();
        }
        opened
    }
}
