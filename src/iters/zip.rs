//! `zip(*iterables, strict=False)`: tuples of the items of several iterables.
//!
//! Python's manual: <https://docs.python.org/3.13/library/functions.html#zip>.

use std::ops::ControlFlow;
use std::rc::Rc;

use super::reuse::Reused;
use super::type_info;
use crate::runtime::error::{Error, Result};
use crate::runtime::interp::Interp;
use crate::runtime::iter::{self, Iter, PyIter, Sink};
use crate::runtime::ops::truth;
use crate::runtime::table::{Builtin, Fallback, Param, Params, TypeInfo, Wording};
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording::{self, arity};

/// The type itself.
pub static TYPE: TypeInfo = type_info(
    "builtins",
    "zip",
    "Tuples of the items of several iterables.",
    Some(&NEW),
);

static NEW: Builtin = Builtin {
    name: "zip",
    owner: "",
    params: Params::new(&[
        Param::rest("iterables"),
        Param::new("strict").only_named().or(Fallback::Bool(false)),
    ]),
    wording: Wording::Checked(|args| arity::one_keyword("zip", args)),
    doc: "Takes one item of each iterable at a time; stops with the shortest, or refuses unequal lengths when strict.",
    examples: &[
        ("list(zip('abc', [1, 2]))", "[('a', 1), ('b', 2)]"),
        ("dict(zip('ab', range(2)))", "{'a': 0, 'b': 1}"),
    ],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (strict,): (&Value,) = args.unpack(interp)?;
    let strict = truth::truth(interp, strict)?;
    let sources = super::open_all(interp, args.rest)?;
    Ok(Value::iter(Zip {
        sources,
        strict,
        last: Reused::default(),
    }))
}

struct Zip {
    sources: Box<[Rc<Iter>]>,
    strict: bool,
    last: Reused,
}

impl PyIter for Zip {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.sources.trace(visit);
        self.last.trace(visit);
    }

    fn let_go(&self) {
        self.last.let_go();
    }

    fn keeps_items(&self) -> bool {
        true
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let Some((first, others)) = self.sources.split_first() else {
            return Ok(None);
        };
        match first.next(interp)? {
            Some(item) => self.row(interp, item, others),
            None => self.first_ended(interp, others),
        }
    }

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        let Some((first, others)) = self.sources.split_first() else {
            return Ok(());
        };
        let mut stopped = false;
        iter::drive(interp, first, |interp, item| {
            let flow = match self.row(interp, item, others)? {
                Some(row) => sink(interp, row),
                None => ControlFlow::Break(()),
            };
            stopped = flow.is_break();
            Ok(flow)
        })?;
        if !stopped {
            self.first_ended(interp, others)?;
        }
        Ok(())
    }
}

impl Zip {
    /// The tuple that begins with `item`; `None` when another source has ended.
    #[inline]
    fn row(&self, interp: &mut Interp, item: Value, others: &[Rc<Iter>]) -> Result<Option<Value>> {
        if let [second] = others {
            return match second.next(interp)? {
                Some(other) => Ok(Some(self.last.pair(item, other))),
                None => self.ended_at(2),
            };
        }
        let mut shorter = None;
        let row = self.last.row(interp, |interp, row| {
            row.push(item);
            for (number, source) in (2..).zip(others) {
                match source.next(interp)? {
                    Some(item) => row.push(item),
                    None => {
                        shorter = Some(number);
                        return Ok(false);
                    }
                }
            }
            Ok(true)
        })?;
        match shorter {
            Some(number) => self.ended_at(number),
            None => Ok(row),
        }
    }

    /// A source after the first, counted from one, has ended before those in front of it.
    fn ended_at(&self, number: usize) -> Result<Option<Value>> {
        if self.strict {
            return Err(unequal(number, "shorter"));
        }
        Ok(None)
    }

    /// The first source has ended: when strict, every other one must end too.
    fn first_ended(&self, interp: &mut Interp, others: &[Rc<Iter>]) -> Result<Option<Value>> {
        if self.strict {
            for (number, source) in (2..).zip(others) {
                if source.next(interp)?.is_some() {
                    return Err(unequal(number, "longer"));
                }
            }
        }
        Ok(None)
    }
}

#[cold]
fn unequal(number: usize, how: &str) -> Error {
    let others = if number == 2 {
        "argument 1".to_owned()
    } else {
        format!("arguments 1-{}", number - 1)
    };
    wording::value_error(format!("zip() argument {number} is {how} than {others}"))
}
