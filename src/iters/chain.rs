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
        position: Cell::new(0),
        turn: Cell::new(0),
    }))
}

struct Chain {
    /// The iterables; `None` at the end, or after one of them was not iterable.
    source: RefCell<Option<Rc<Iter>>>,
    /// The one that is under way: a list or a tuple, walked where it lies, or an iterator.
    active: RefCell<Option<Value>>,
    /// How many items of a list or tuple that is under way were handed out.
    position: Cell<usize>,
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
            let item = match &active {
                Value::Iter(active) => active.next(interp)?,
                items => {
                    // An iterator over them would have been paid for, too.
                    interp.pull()?;
                    self.at_hand(items)
                }
            };
            if item.is_some() {
                return Ok(item);
            }
            self.set_active(None);
        }
        Ok(None)
    }

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        while let Some(active) = self.active(interp)? {
            let turn = self.turn.get();
            let is_active = || self.turn.get() == turn;
            let mut stopped = false;
            if let Value::Iter(active) = &active {
                active.each(interp, &mut |interp, item| {
                    stopped = sink(interp, item).is_break();
                    if stopped || !is_active() {
                        return ControlFlow::Break(());
                    }
                    ControlFlow::Continue(())
                })?;
            } else {
                while is_active()
                    && !stopped
                    && let Some(item) = self.at_hand(&active)
                {
                    interp.pull()?;
                    stopped = sink(interp, item).is_break();
                }
            }
            if stopped {
                break;
            }
            // The consumer may have pulled this chain on to the next one already.
            if is_active() {
                self.set_active(None);
            }
        }
        Ok(())
    }
}

impl Chain {
    fn set_active(&self, active: Option<Value>) {
        self.turn.set(self.turn.get().wrapping_add(1));
        self.position.set(0);
        self.active.replace(active);
    }

    /// The next item of a list or tuple that is under way.
    #[inline]
    fn at_hand(&self, items: &Value) -> Option<Value> {
        let position = self.position.get();
        let item = if let Value::List(list) = items {
            list.get(position)
        } else if let Value::Tuple(tuple) = items {
            tuple.as_slice().get(position).cloned()
        } else {
            None
        };
        if item.is_some() {
            self.position.set(position + 1);
        }
        item
    }

    /// The iterable that is under way, or the next one.
    fn active(&self, interp: &mut Interp) -> Result<Option<Value>> {
        if let Some(active) = &*self.active.borrow() {
            return Ok(Some(active.clone()));
        }
        let Some(source) = self.source.borrow().clone() else {
            return Ok(None);
        };
        let begun = match source.next(interp) {
            Ok(Some(iterable)) => begin(interp, iterable).map(Some),
            other => other,
        };
        if let Ok(Some(active)) = &begun {
            self.set_active(Some(active.clone()));
        } else {
            self.source.take();
        }
        begun
    }
}

/// What to walk for an iterable: itself, or an iterator over it. Who watches sees an iterator in any case.
fn begin(interp: &mut Interp, iterable: Value) -> Result<Value> {
    if let Value::List(_) | Value::Tuple(_) = iterable
        && !interp.is_observed()
    {
        return Ok(iterable);
    }
    iter::open(interp, &iterable).map(Value::Iter)
}
