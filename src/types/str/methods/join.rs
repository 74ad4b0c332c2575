//! `join`.

use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::ops::attr::type_name;
use crate::runtime::table::{Builtin, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

use super::receiver;

pub(super) static JOIN: Builtin = Builtin {
    name: "join",
    owner: "str",
    params: Params::new(&[Param::new("iterable")]),
    wording: Wording::One,
    doc: "The strings of an iterable in one, with this one between them.",
    examples: &[("'-'.join(['a', 'b', 'c'])", "'a-b-c'")],
    run: join,
};

fn join(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let separator = receiver(&args)?.as_str();
    let (iterable,): (&Value,) = args.unpack(interp)?;
    match iterable {
        // Nothing runs while the borrow is held: the items are strings, or the answer is an error.
        Value::List(list) => join_items(interp, separator, &list.borrow()),
        Value::Tuple(tuple) => join_items(interp, separator, tuple.as_slice()),
        _ => {
            let Some(iter) = iter::try_open(interp, iterable)? else {
                return Err(wording::type_error("can only join an iterable"));
            };
            // As in CPython, every item is taken before the first is looked at.
            let mut items = Vec::new();
            iter::collect_into(interp, &iter, &mut items)?;
            join_items(interp, separator, &items)
        }
    }
}

fn join_items(interp: &mut Interp, separator: &str, items: &[Value]) -> Result<Value> {
    if let [Value::Str(only)] = items {
        return Ok(Value::Str(Rc::clone(only)));
    }
    let mut length = separator
        .len()
        .saturating_mul(items.len().saturating_sub(1));
    for (position, item) in items.iter().enumerate() {
        let Value::Str(text) = item else {
            return Err(wording::type_error(format!(
                "sequence item {position}: expected str instance, {} found",
                type_name(item)
            )));
        };
        length = length.saturating_add(text.as_str().len());
    }
    interp.charge(items.len())?;
    interp.reserve(length)?;
    let mut out = String::with_capacity(length);
    for (position, text) in items.iter().filter_map(Value::as_str).enumerate() {
        if position > 0 {
            out.push_str(separator);
        }
        out.push_str(text);
    }
    Ok(Value::from(out))
}
