//! Builtin functions that take a whole iterable: `len`, `min`, `max`, `any`, `all`, `sorted`; `sum` has a file of its own.

use std::ops::ControlFlow;

use crate::iters::reversed;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::ops::{compare, length, truth};
use crate::runtime::table::{Builtin, Fallback, Member, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::CompareOp;
use crate::types::list::sort;

static ALL: Builtin = Builtin {
    name: "all",
    owner: "",
    params: Params::new(&[Param::new("iterable")]),
    wording: Wording::One,
    doc: "Whether every item is true; nothing is asked for after the first that is not.",
    examples: &[("all([1, 'a'])", "True"), ("all([])", "True")],
    run: |interp, args| Ok(Value::Bool(!has(interp, args, false)?)),
};

static ANY: Builtin = Builtin {
    name: "any",
    owner: "",
    params: Params::new(&[Param::new("iterable")]),
    wording: Wording::One,
    doc: "Whether some item is true; nothing is asked for after the first that is.",
    examples: &[("any([0, 'a'])", "True"), ("any([])", "False")],
    run: |interp, args| Ok(Value::Bool(has(interp, args, true)?)),
};

/// Whether an item has that truth.
fn has(interp: &mut Interp, args: Args<'_>, wanted: bool) -> Result<bool> {
    let (iterable,): (&Value,) = args.unpack(interp)?;
    let mut found = false;
    iter::walk(interp, iterable, |interp, item| {
        found = truth::truth(interp, &item)? == wanted;
        Ok(if found {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        })
    })?;
    Ok(found)
}

static LEN: Builtin = Builtin {
    name: "len",
    owner: "",
    params: Params::new(&[Param::new("obj")]),
    wording: Wording::One,
    doc: "How many items a container has.",
    examples: &[("len('abc')", "3")],
    run: len,
};

fn len(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (container,): (&Value,) = args.unpack(interp)?;
    length::length(interp, container).map(Value::from)
}

const EXTREME: &[Param] = &[
    Param::new("first"),
    Param::rest("others"),
    Param::new("key").or(Fallback::None).only_named(),
    Param::new("default").or(Fallback::Omitted).only_named(),
];

static MAX: Builtin = Builtin {
    name: "max",
    owner: "",
    params: Params::new(EXTREME),
    wording: Wording::Positional,
    doc: "The largest item of an iterable, or of several arguments; the first of equals.",
    examples: &[
        ("max([3, 1, 2])", "3"),
        ("max('aa', 'b', key=len)", "'aa'"),
        ("max([], default=0)", "0"),
    ],
    run: |interp, args| extreme(interp, args, "max", CompareOp::Gt),
};

static MIN: Builtin = Builtin {
    name: "min",
    owner: "",
    params: Params::new(EXTREME),
    wording: Wording::Positional,
    doc: "The smallest item of an iterable, or of several arguments; the first of equals.",
    examples: &[("min([3, 1, 2])", "1"), ("min(4, 2)", "2")],
    run: |interp, args| extreme(interp, args, "min", CompareOp::Lt),
};

/// The item that is ahead of all others by `op`.
fn extreme(interp: &mut Interp, args: Args<'_>, name: &str, op: CompareOp) -> Result<Value> {
    let (first, key, default): (&Value, &Value, Option<&Value>) = args.unpack(interp)?;
    let mut best = Best {
        found: None,
        key,
        op,
    };
    if args.rest.is_empty() {
        if let Some(left) = iter::stretches(interp, first, |items| best.offer_numbers(items))? {
            iter::for_each_from(interp, first, left, |interp, item| best.offer(interp, item))?;
        }
    } else {
        if default.is_some() {
            return Err(wording::type_error(format!(
                "Cannot specify a default for {name}() with multiple positional arguments"
            )));
        }
        for item in std::iter::once(first).chain(args.rest) {
            interp.tick()?;
            best.offer(interp, item.clone())?;
        }
    }
    match (best.found, default) {
        (Some((item, _)), _) => Ok(item),
        (None, Some(default)) => Ok(default.clone()),
        (None, None) => Err(wording::value_error(format!(
            "{name}() iterable argument is empty"
        ))),
    }
}

/// The best item so far.
struct Best<'a> {
    /// The item, and its key where there is a key function.
    found: Option<(Value, Value)>,
    key: &'a Value,
    op: CompareOp,
}

impl Best<'_> {
    /// Compares numbers from the first on with the best one so far, as far as that takes nothing else; how many.
    fn offer_numbers(&mut self, items: &[Value]) -> usize {
        for (position, item) in items.iter().enumerate() {
            if !self.offer_number(item) {
                return position;
            }
        }
        items.len()
    }

    /// Compares a number with the best one so far, as far as that takes nothing else; whether it did.
    #[inline]
    fn offer_number(&mut self, item: &Value) -> bool {
        let is_less = self.op == CompareOp::Lt;
        match (&mut self.found, item) {
            (Some((Value::Int(best), Value::Missing)), Value::Int(number)) => {
                if *number != *best && (*number < *best) == is_less {
                    *best = *number;
                }
                true
            }
            (Some((Value::Float(best), Value::Missing)), Value::Float(number)) => {
                if if is_less {
                    number < best
                } else {
                    number > best
                } {
                    *best = *number;
                }
                true
            }
            (None, Value::Int(_) | Value::Float(_)) if self.key.is_none() => {
                self.found = Some((item.clone(), Value::Missing));
                true
            }
            _ => false,
        }
    }

    #[inline]
    fn offer(&mut self, interp: &mut Interp, item: Value) -> Result<()> {
        if self.offer_number(&item) {
            item.let_go();
            return Ok(());
        }
        if self.key.is_none() {
            let ahead = match &self.found {
                Some((best, _)) => ahead(interp, self.op, &item, best)?,
                None => true,
            };
            if ahead {
                self.found = Some((item, Value::Missing));
            }
            return Ok(());
        }
        let key = interp.call(self.key, std::slice::from_ref(&item))?;
        let ahead = match &self.found {
            Some((_, best)) => ahead(interp, self.op, &key, best)?,
            None => true,
        };
        if ahead {
            self.found = Some((item, key));
        }
        Ok(())
    }
}

#[inline]
fn ahead(interp: &mut Interp, op: CompareOp, item: &Value, best: &Value) -> Result<bool> {
    match (item, best) {
        (Value::Int(a), Value::Int(b)) => Ok(if op == CompareOp::Lt { a < b } else { a > b }),
        (Value::Float(a), Value::Float(b)) => Ok(if op == CompareOp::Lt { a < b } else { a > b }),
        _ => {
            let answer = compare::compare(interp, op, item, best)?;
            truth::truth(interp, &answer)
        }
    }
}

static SORTED: Builtin = Builtin {
    name: "sorted",
    owner: "",
    params: Params::new(&[
        Param::new("iterable"),
        Param::new("key").or(Fallback::None).only_named(),
        Param::new("reverse").or(Fallback::Bool(false)).only_named(),
    ]),
    wording: Wording::Positional,
    doc: "A new list of the items in order: stable, by the key of each item, downwards if reverse.",
    examples: &[
        ("sorted([3, 1, 2])", "[1, 2, 3]"),
        ("sorted('bA', key=str.lower)", "['A', 'b']"),
        ("sorted([1, 3, 2], reverse=True)", "[3, 2, 1]"),
    ],
    run: sorted,
};

fn sorted(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (iterable, key, reverse): (&Value, &Value, &Value) = args.unpack(interp)?;
    let mut items = iter::collect(interp, iterable)?;
    let reverse = truth::truth(interp, reverse)?;
    sort::sort_items(interp, &mut items, key, reverse)?;
    Ok(Value::list(items))
}

/// The functions, sorted by name.
pub(super) static MEMBERS: &[Member] = &[
    Member::function(&ALL),
    Member::function(&ANY),
    Member::function(&LEN),
    Member::function(&MAX),
    Member::function(&MIN),
    Member::type_(&reversed::TYPE),
    Member::function(&SORTED),
    Member::function(&super::sum::SUM),
];
