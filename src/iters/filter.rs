//! `filter(function, iterable)`: the items for which a function is true.
//!
//! Python's manual: <https://docs.python.org/3.13/library/functions.html#filter>.

use std::ops::ControlFlow;
use std::rc::Rc;
use std::slice;

use super::type_info;
use crate::runtime::callee::Callee;
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
        test: Test::of(function),
        source,
    }))
}

struct Filter {
    test: Test,
    source: Rc<Iter>,
}

impl PyIter for Filter {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.test.trace(visit);
        self.source.trace(visit);
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        while let Some(item) = self.source.next(interp)? {
            if self.test.passes(interp, &item)? {
                return Ok(Some(item));
            }
        }
        Ok(None)
    }

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        iter::drive(interp, &self.source, |interp, item| {
            Ok(if self.test.passes(interp, &item)? {
                sink(interp, item)
            } else {
                ControlFlow::Continue(())
            })
        })
    }
}

/// What decides over items.
pub(super) enum Test {
    /// `filter(None, xs)`, and `bool`, which needs no call: the items' own truth.
    Itself,
    /// `filter(lambda x: x > 2, xs)`
    By(Callee),
}

impl Test {
    /// The test that a function stands for.
    pub(super) fn of(function: &Value) -> Self {
        match function {
            Value::None => Test::Itself,
            Value::Type(info) if std::ptr::eq(*info, &crate::types::bool::TYPE) => Test::Itself,
            _ => Test::By(Callee::new(function, 1)),
        }
    }

    /// Whether the item passes.
    pub(super) fn passes(&self, interp: &mut Interp, item: &Value) -> Result<bool> {
        match self {
            Test::Itself => truth::truth(interp, item),
            Test::By(function) => {
                let answer = function.call(interp, slice::from_ref(item))?;
                truth::truth(interp, &answer)
            }
        }
    }
}

impl Trace for Test {
    fn trace(&self, visit: &mut Visit<'_>) {
        if let Test::By(function) = self {
            function.trace(visit);
        }
    }
}
