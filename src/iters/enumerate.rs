//! `enumerate(iterable, start=0)`: each item with a running count.
//!
//! Python's manual: <https://docs.python.org/3.13/library/functions.html#enumerate>.

use std::cell::RefCell;
use std::rc::Rc;

use num_bigint::BigInt;

use super::reuse::Reused;
use super::type_info;
use crate::runtime::call::CallArgs;
use crate::runtime::error::Result;
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
    "builtins",
    "enumerate",
    "Pairs of a running count and an item.",
    Some(&NEW),
);

static NEW: Builtin = Builtin {
    name: "enumerate",
    owner: "",
    params: Params::new(&[
        Param::new("iterable").or_named(),
        Param::new("start").or_named().or(Fallback::Int(0)),
    ]),
    wording: Wording::Checked(check),
    doc: "Pairs each item with a running count.",
    examples: &[
        ("list(enumerate('ab'))", "[(0, 'a'), (1, 'b')]"),
        ("list(enumerate('ab', start=5))", "[(5, 'a'), (6, 'b')]"),
    ],
    run: new,
};

/// CPython takes these arguments apart by hand, with messages of its own.
fn check(args: CallArgs<'_>) -> Result<()> {
    let names: Vec<&str> = args.named.iter().map(|(name, _)| name.as_str()).collect();
    let wrong = match (args.positional.len(), names.as_slice()) {
        (0, [name]) if *name != "iterable" => name,
        (1, [name]) if *name != "start" => name,
        (0, ["start", second]) if *second != "iterable" => second,
        (0, ["iterable", second]) if *second != "start" => second,
        (0, [first, _]) if *first != "start" && *first != "iterable" => first,
        (0, []) | (0, [_, _, _, ..]) => {
            return Err(wording::type_error(
                "enumerate() missing required argument 'iterable'",
            ));
        }
        (positional, names) if positional + names.len() > 2 => {
            return Err(wording::type_error(format!(
                "enumerate() takes at most 2 arguments ({} given)",
                positional + names.len()
            )));
        }
        _ => return Ok(()),
    };
    Err(wording::type_error(format!(
        "'{wrong}' is an invalid keyword argument for enumerate()"
    )))
}

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (iterable, start): (&Value, &Value) = args.unpack(interp)?;
    let start = Counter::new(convert::to_bigint(start)?);
    let source = iter::open(interp, iterable)?;
    Ok(Value::iter(Enumerate {
        source,
        count: start,
        last: Reused::default(),
    }))
}

struct Enumerate {
    source: Rc<Iter>,
    count: Counter,
    last: Reused,
}

impl PyIter for Enumerate {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.source.trace(visit);
        self.last.trace(visit);
    }

    fn let_go(&self) {
        self.last.let_go();
    }

    fn keeps_items(&self) -> bool {
        true
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        Ok(self
            .source
            .next(interp)?
            .map(|item| self.last.pair(self.count.take(), item)))
    }

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        self.source.each(interp, &mut |interp, item| {
            let pair = self.last.pair(self.count.take(), item);
            sink(interp, pair)
        })
    }
}

/// A running integer that may leave 64 bits.
struct Counter(RefCell<Value>);

impl Counter {
    fn new(start: BigInt) -> Self {
        Counter(RefCell::new(Value::int(start)))
    }

    /// The count; the next is one more.
    fn take(&self) -> Value {
        let mut count = self.0.borrow_mut();
        let next = match &*count {
            Value::Int(number) => number
                .checked_add(1)
                .map_or_else(|| Value::int(BigInt::from(*number) + 1), Value::Int),
            Value::Big(number) => Value::int(&***number + 1),
            _ => Value::None,
        };
        std::mem::replace(&mut count, next)
    }
}
