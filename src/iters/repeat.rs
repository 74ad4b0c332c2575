//! `repeat(object[, times])`: the same object again and again.
//!
//! Python's manual: <https://docs.python.org/3.13/library/itertools.html#itertools.repeat>.

use std::cell::Cell;

use super::type_info;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{PyIter, Sink};
use crate::runtime::ops::repr;
use crate::runtime::table::{Builtin, Fallback, Param, Params, TypeInfo, Wording};
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;

/// The type itself.
pub static TYPE: TypeInfo = type_info(
    "itertools",
    "repeat",
    "The same object again and again.",
    Some(&NEW),
);

static NEW: Builtin = Builtin {
    name: "repeat",
    owner: "",
    params: Params::new(&[
        Param::new("object").or_named(),
        Param::new("times").or_named().or(Fallback::Omitted),
    ]),
    wording: Wording::Clinic,
    doc: "The same object, that many times or without end.",
    examples: &[("list(repeat('x', 3))", "['x', 'x', 'x']")],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (object, times): (&Value, Option<i64>) = args.unpack(interp)?;
    Ok(Value::iter(Repeat {
        object: object.clone(),
        left: times.map(|times| Cell::new(usize::try_from(times).unwrap_or(0))),
    }))
}

struct Repeat {
    object: Value,
    /// How often it still comes; `None` is without end.
    left: Option<Cell<usize>>,
}

impl Repeat {
    /// Counts one repetition; `false` when there was none left.
    fn count(&self) -> bool {
        let Some(left) = &self.left else {
            return true;
        };
        let before = left.get();
        left.set(before.saturating_sub(1));
        before > 0
    }
}

impl PyIter for Repeat {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.object.trace(visit);
    }

    fn next(&self, _: &mut Interp) -> Result<Option<Value>> {
        Ok(self.count().then(|| self.object.clone()))
    }

    fn length_hint(&self) -> Option<usize> {
        self.left.as_ref().map(Cell::get)
    }

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        while self.count() {
            interp.pull()?;
            if sink(interp, self.object.clone()).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn repr(&self, interp: &mut Interp) -> Result<Option<String>> {
        let mut out = "repeat(".to_owned();
        repr::write_repr(interp, &self.object, &mut out)?;
        if let Some(left) = &self.left {
            out.push_str(&format!(", {}", left.get()));
        }
        out.push(')');
        Ok(Some(out))
    }
}
