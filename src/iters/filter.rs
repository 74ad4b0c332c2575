//! `filter(function, iterable)`: the items for which a function is true.
//!
//! Python's manual: <https://docs.python.org/3.13/library/functions.html#filter>.

use std::ops::ControlFlow;
use std::rc::Rc;

use super::type_info;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{self, Iter, PyIter, Sink};
use crate::runtime::ops::truth;
use crate::runtime::table::{Builtin, Param, Params, TypeInfo, Wording};
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;

/// The type itself.
pub static TYPE: TypeInfo = type_info(
    "builtins",
    "filter",
    "The items for which a function is true.",
    Some(&NEW),
);

static NEW: Builtin = Builtin {
    name: "filter",
    owner: "",
    params: Params::new(&[Param::new("function"), Param::new("iterable")]),
    wording: Wording::Positional,
    doc: "Keeps the items for which the function is true; None stands for the items' own truth.",
    examples: &[
        ("list(filter(lambda n: n % 2, range(6)))", "[1, 3, 5]"),
        ("list(filter(None, [0, 1, '', 'a']))", "[1, 'a']"),
    ],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (function, source): (&Value, Rc<Iter>) = args.unpack(interp)?;
    Ok(Value::iter(Filter {
        function: function.clone(),
        source,
    }))
}

struct Filter {
    /// `None` and `bool` stand for the items' own truth, without a call.
    function: Value,
    source: Rc<Iter>,
}

impl PyIter for Filter {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.function.trace(visit);
        self.source.trace(visit);
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        while let Some(item) = self.source.next(interp)? {
            if passes(interp, &self.function, &item)? {
                return Ok(Some(item));
            }
        }
        Ok(None)
    }

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        iter::drive(interp, &self.source, |interp, item| {
            Ok(if passes(interp, &self.function, &item)? {
                sink(interp, item)
            } else {
                ControlFlow::Continue(())
            })
        })
    }
}

/// Whether `function(item)` is true, or the item itself where there is no function.
pub(super) fn passes(interp: &mut Interp, function: &Value, item: &Value) -> Result<bool> {
    if function.is_none() || is_bool(function) {
        return truth::truth(interp, item);
    }
    let answer = interp.call(function, std::slice::from_ref(item))?;
    truth::truth(interp, &answer)
}

fn is_bool(function: &Value) -> bool {
    matches!(function, Value::Type(info) if std::ptr::eq(*info, &crate::types::bool::TYPE))
}
