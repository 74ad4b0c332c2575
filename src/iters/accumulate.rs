//! `accumulate(iterable, func=None, *, initial=None)`: running totals.
//!
//! Python's manual: <https://docs.python.org/3.13/library/itertools.html#itertools.accumulate>.

use std::cell::RefCell;
use std::ops::ControlFlow;
use std::rc::Rc;

use super::type_info;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{self, Iter, PyIter, Sink};
use crate::runtime::ops::arith;
use crate::runtime::table::{Builtin, Fallback, Param, Params, TypeInfo, Wording};
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::unpack::{Args, OrNone};
use crate::runtime::value::Value;
use crate::syntax::ast::BinaryOp;

/// The type itself.
pub static TYPE: TypeInfo = type_info("itertools", "accumulate", "Running totals.", Some(&NEW));

static NEW: Builtin = Builtin {
    name: "accumulate",
    owner: "",
    params: Params::new(&[
        Param::new("iterable").or_named(),
        Param::new("func").or_named().or(Fallback::None),
        Param::new("initial").only_named().or(Fallback::None),
    ]),
    wording: Wording::Clinic,
    doc: "The running totals of the items, or of what a function of two arguments makes of them.",
    examples: &[
        ("list(accumulate([1, 2, 3]))", "[1, 3, 6]"),
        ("list(accumulate([3, 1, 4], max))", "[3, 3, 4]"),
        ("list(accumulate([1, 2], initial=10))", "[10, 11, 13]"),
    ],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (source, OrNone(function), OrNone(initial)): (Rc<Iter>, OrNone<&Value>, OrNone<&Value>) =
        args.unpack(interp)?;
    Ok(Value::iter(Accumulate {
        source,
        function: function.cloned(),
        initial: RefCell::new(initial.cloned()),
        total: RefCell::new(None),
    }))
}

struct Accumulate {
    source: Rc<Iter>,
    /// `None` stands for addition.
    function: Option<Value>,
    /// What comes before the first item, until it has been handed out.
    initial: RefCell<Option<Value>>,
    total: RefCell<Option<Value>>,
}

impl PyIter for Accumulate {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.source.trace(visit);
        self.function.trace(visit);
        self.initial.trace(visit);
        self.total.trace(visit);
    }

    fn let_go(&self) {
        drop(self.initial.take());
        drop(self.total.take());
    }

    fn keeps_items(&self) -> bool {
        true
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        if let Some(first) = self.take_initial() {
            return Ok(Some(first));
        }
        match self.source.next(interp)? {
            Some(item) => self.add(interp, item).map(Some),
            None => Ok(None),
        }
    }

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        if let Some(first) = self.take_initial()
            && sink(interp, first) == ControlFlow::Break(())
        {
            return Ok(());
        }
        iter::drive(interp, &self.source, |interp, item| {
            let total = self.add(interp, item)?;
            Ok(sink(interp, total))
        })
    }
}

impl Accumulate {
    fn take_initial(&self) -> Option<Value> {
        let initial = self.initial.take()?;
        self.total.replace(Some(initial.clone()));
        Some(initial)
    }

    /// The total with `item` added; a failure leaves the total as it was.
    fn add(&self, interp: &mut Interp, item: Value) -> Result<Value> {
        let total = self.total.borrow().clone();
        let total = match (total, &self.function) {
            (None, _) => item,
            (Some(total), None) => arith::binary(interp, BinaryOp::Add, &total, &item)?,
            (Some(total), Some(function)) => interp.call(function, &[total, item])?,
        };
        self.total.replace(Some(total.clone()));
        Ok(total)
    }
}
