//! `count(start=0, step=1)`: evenly spaced numbers without end.
//!
//! Python's manual: <https://docs.python.org/3.13/library/itertools.html#itertools.count>.

use std::cell::RefCell;

use super::type_info;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{PyIter, Sink};
use crate::runtime::ops::{arith, repr};
use crate::runtime::table::{Builtin, Fallback, Param, Params, TypeInfo, Wording};
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::BinaryOp;

/// The type itself.
pub static TYPE: TypeInfo = type_info(
    "itertools",
    "count",
    "Evenly spaced numbers without end.",
    Some(&NEW),
);

static NEW: Builtin = Builtin {
    name: "count",
    owner: "",
    params: Params::new(&[
        Param::new("start").or_named().or(Fallback::Int(0)),
        Param::new("step").or_named().or(Fallback::Int(1)),
    ]),
    wording: Wording::Clinic,
    doc: "Counts from a number on, in steps of any number, without end.",
    examples: &[
        ("list(islice(count(10), 3))", "[10, 11, 12]"),
        ("list(islice(count(1, 0.5), 3))", "[1, 1.5, 2.0]"),
    ],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (start, step): (&Value, &Value) = args.unpack(interp)?;
    if !is_number(interp, start) || !is_number(interp, step) {
        return Err(wording::type_error("a number is required"));
    }
    let by_one = matches!(step, Value::Int(1) | Value::Bool(true));
    // CPython counts in a machine word while it can: a bool becomes the int that it stands for.
    let start = match start {
        Value::Bool(start) if by_one => Value::Int(i64::from(*start)),
        start => start.clone(),
    };
    Ok(Value::iter(Count {
        next: RefCell::new(start),
        step: step.clone(),
        by_one,
    }))
}

fn is_number(interp: &mut Interp, value: &Value) -> bool {
    match value {
        Value::Int(_) | Value::Big(_) | Value::Bool(_) | Value::Float(_) | Value::Complex(_) => {
            true
        }
        Value::Object(object) => object.to_float(interp).is_some(),
        _ => false,
    }
}

struct Count {
    next: RefCell<Value>,
    step: Value,
    /// Whether the step is one: then the `repr` does not show it.
    by_one: bool,
}

impl PyIter for Count {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.next.trace(visit);
        self.step.trace(visit);
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        self.step(interp).map(Some)
    }

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        loop {
            let item = self.step(interp)?;
            interp.pull()?;
            if sink(interp, item).is_break() {
                return Ok(());
            }
        }
    }

    fn repr(&self, interp: &mut Interp) -> Result<Option<String>> {
        let next = self.next.borrow().clone();
        let mut out = "count(".to_owned();
        repr::write_repr(interp, &next, &mut out)?;
        if !self.by_one {
            out.push_str(", ");
            repr::write_repr(interp, &self.step, &mut out)?;
        }
        out.push(')');
        Ok(Some(out))
    }
}

impl Count {
    /// Counts on; what it stood at.
    #[inline]
    fn step(&self, interp: &mut Interp) -> Result<Value> {
        if let (Value::Int(next), Value::Int(step)) = (&mut *self.next.borrow_mut(), &self.step)
            && let Some(after) = next.checked_add(*step)
        {
            return Ok(Value::Int(std::mem::replace(next, after)));
        }
        let item = self.next.borrow().clone();
        let next = arith::binary(interp, BinaryOp::Add, &item, &self.step)?;
        self.next.replace(next);
        Ok(item)
    }
}
