//! `islice(iterable, [start,] stop[, step])`: some of the items, by position.
//!
//! Python's manual: <https://docs.python.org/3.13/library/itertools.html#itertools.islice>.

use std::cell::{Cell, RefCell};
use std::ops::ControlFlow;
use std::rc::Rc;

use super::type_info;
use crate::runtime::error::{Error, Result};
use crate::runtime::interp::Interp;
use crate::runtime::iter::{self, Iter, PyIter, Sink};
use crate::runtime::ops::convert;
use crate::runtime::table::{Builtin, Fallback, Param, Params, TypeInfo, Wording};
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

/// The type itself.
pub static TYPE: TypeInfo = type_info(
    "itertools",
    "islice",
    "Some of the items, by position.",
    Some(&NEW),
);

static NEW: Builtin = Builtin {
    name: "islice",
    owner: "",
    params: Params::new(&[
        Param::new("iterable"),
        Param::new("start"),
        Param::new("stop").or(Fallback::Omitted),
        Param::new("step").or(Fallback::Omitted),
    ]),
    wording: Wording::Positional,
    doc: "A slice, taken lazily: `islice(iterable, stop)` or `islice(iterable, start, stop[, step])`.",
    examples: &[
        ("list(islice('ABCDEFG', 2))", "['A', 'B']"),
        (
            "list(islice('ABCDEFG', 2, None))",
            "['C', 'D', 'E', 'F', 'G']",
        ),
        (
            "list(islice('ABCDEFG', 0, None, 2))",
            "['A', 'C', 'E', 'G']",
        ),
    ],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (iterable, first, second, step): (&Value, &Value, Option<&Value>, Option<&Value>) =
        args.unpack(interp)?;
    let (start, stop) = match second {
        None => (0, bound(first)?),
        Some(stop) => (index(first), bound(stop)?),
    };
    let (start, stop) = match (start, stop) {
        (start @ 0.., stop @ (None | Some(0..))) => (start, stop),
        _ => {
            return Err(wording::value_error(
                "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.",
            ));
        }
    };
    let step = match step {
        None | Some(Value::None) => 1,
        Some(step) => index(step),
    };
    if step < 1 {
        return Err(wording::value_error(
            "Step for islice() must be a positive integer or None.",
        ));
    }
    let source = iter::open(interp, iterable)?;
    Ok(Value::iter(ISlice {
        source: RefCell::new(Some(source)),
        taken: Cell::new(0),
        next: Cell::new(start),
        // Those before the first to hand out are pulled even where the end comes before it.
        end: stop.map_or(i64::MAX, |stop| stop.max(start)),
        step,
    }))
}

/// A start or step as an index; `None` is zero and what does not fit is minus one, as C has it.
fn index(value: &Value) -> i64 {
    match value {
        Value::None => 0,
        value => convert::to_ssize(value).unwrap_or(-1),
    }
}

/// A stop: `None` is no end.
fn bound(value: &Value) -> Result<Option<i64>> {
    match value {
        Value::None => Ok(None),
        value => match convert::to_ssize(value) {
            Err(_) | Ok(-1) => Err(bad_stop()),
            Ok(stop) => Ok(Some(stop)),
        },
    }
}

#[cold]
fn bad_stop() -> Error {
    wording::value_error(
        "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.",
    )
}

struct ISlice {
    /// `None` at the end.
    source: RefCell<Option<Rc<Iter>>>,
    /// How many items were pulled so far.
    taken: Cell<i64>,
    /// The position of the next item to hand out.
    next: Cell<i64>,
    /// How many items are pulled in all.
    end: i64,
    step: i64,
}

impl PyIter for ISlice {
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
        loop {
            if self.at_stop() {
                self.source.take();
                return Ok(None);
            }
            match source.next(interp) {
                Ok(Some(item)) => {
                    if self.count() {
                        return Ok(Some(item));
                    }
                }
                ended_or_failed => {
                    self.source.take();
                    return ended_or_failed;
                }
            }
        }
    }

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        let Some(source) = self.source.borrow().clone() else {
            return Ok(());
        };
        if self.at_stop() {
            self.source.take();
            return Ok(());
        }
        let mut stopped = false;
        let walked = source.each(interp, &mut |interp, item| {
            if self.count() && sink(interp, item).is_break() {
                stopped = true;
                return ControlFlow::Break(());
            }
            if self.at_stop() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        if !stopped {
            self.source.take();
        }
        walked
    }
}

impl ISlice {
    /// Whether nothing more is to be pulled.
    #[inline]
    fn at_stop(&self) -> bool {
        self.taken.get() >= self.end
    }

    /// Counts an item that was pulled; whether it is one to hand out.
    #[inline]
    fn count(&self) -> bool {
        let taken = self.taken.get();
        // Nobody pulls as many items as the counter can count.
        self.taken.set(taken.wrapping_add(1));
        if taken != self.next.get() {
            return false;
        }
        self.next.set(taken.saturating_add(self.step));
        true
    }
}
