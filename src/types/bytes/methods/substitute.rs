//! `replace`, `join`, `translate`, `maketrans`.

use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::ops::attr::type_name;
use crate::runtime::table::{Builtin, Fallback, Param, Wording};
use crate::runtime::unpack::{Args, FromArg};
use crate::runtime::value::Value;
use crate::runtime::wording;

use super::super::search;
use super::{bytes_argument, method, receiver, scan};

pub(super) static REPLACE: Builtin = method(
    "replace",
    &[
        Param::new("old"),
        Param::new("new"),
        Param::new("count").or(Fallback::Int(-1)),
    ],
    Wording::Positional,
    "A copy with some bytes put in the place of others, `count` times at most.",
    &[("b'banana'.replace(b'an', b'AN', 1)", "b'bANana'")],
    replace,
);

pub(super) static JOIN: Builtin = method(
    "join",
    &[Param::new("iterable_of_bytes")],
    Wording::One,
    "The bytes of an iterable in one, with these between them.",
    &[("b'-'.join([b'a', b'b'])", "b'a-b'")],
    join,
);

pub(super) static TRANSLATE: Builtin = method(
    "translate",
    &[
        Param::new("table"),
        Param::new("delete").or_named().or(Fallback::Omitted),
    ],
    Wording::Clinic,
    "A copy with each byte replaced from a table of 256, and some deleted before.",
    &[("b'abc'.translate(None, b'b')", "b'ac'")],
    translate,
);

pub(super) static MAKETRANS: Builtin = method(
    "maketrans",
    &[Param::new("frm"), Param::new("to")],
    Wording::Positional,
    "A table for `translate` that maps each byte to the one at the same place.",
    &[("b'abc'.translate(bytes.maketrans(b'ab', b'xy'))", "b'xyc'")],
    maketrans,
);

fn replace(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let data = receiver(&args)?.as_slice();
    let (old, new, count): (&Value, &Value, &Value) = args.unpack(interp)?;
    let old = bytes_argument(old)?.as_slice();
    let new = bytes_argument(new)?.as_slice();
    let most = usize::try_from(i64::from_arg(interp, count)?).unwrap_or(usize::MAX);
    scan(interp, data)?;
    if old.is_empty() {
        return interleave(interp, args.this, data, new, most);
    }
    let (count, length) = search::replaced_length(data, old, new, most);
    if count == 0 || old == new {
        return Ok(args.this.clone());
    }
    interp.reserve(length)?;
    Ok(Value::bytes(search::replace(data, old, new, count, length)))
}

/// Puts `new` before each of the first bytes, and at the end when there is count left.
fn interleave(
    interp: &mut Interp,
    this: &Value,
    data: &[u8],
    new: &[u8],
    most: usize,
) -> Result<Value> {
    let times = most.min(data.len() + 1);
    if times == 0 || new.is_empty() {
        return Ok(this.clone());
    }
    let length = times.saturating_mul(new.len()).saturating_add(data.len());
    interp.reserve(length)?;
    let mut out = Vec::with_capacity(length);
    for (position, byte) in data.iter().enumerate() {
        if position < times {
            out.extend_from_slice(new);
        }
        out.push(*byte);
    }
    if times > data.len() {
        out.extend_from_slice(new);
    }
    Ok(Value::bytes(out))
}

fn join(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let separator = receiver(&args)?.as_slice();
    let (iterable,): (&Value,) = args.unpack(interp)?;
    match iterable {
        // Nothing runs while the borrow is held: the items are bytes, or the answer is an error.
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

fn join_items(interp: &mut Interp, separator: &[u8], items: &[Value]) -> Result<Value> {
    if let [Value::Bytes(only)] = items {
        return Ok(Value::Bytes(Rc::clone(only)));
    }
    let mut length = separator
        .len()
        .saturating_mul(items.len().saturating_sub(1));
    for (position, item) in items.iter().enumerate() {
        let Value::Bytes(data) = item else {
            return Err(wording::type_error(format!(
                "sequence item {position}: expected a bytes-like object, {} found",
                type_name(item)
            )));
        };
        length = length.saturating_add(data.as_slice().len());
    }
    interp.charge(items.len())?;
    interp.reserve(length)?;
    let mut out = Vec::with_capacity(length);
    for (position, item) in items.iter().enumerate() {
        if position > 0 {
            out.extend_from_slice(separator);
        }
        if let Value::Bytes(data) = item {
            out.extend_from_slice(data.as_slice());
        }
    }
    Ok(Value::bytes(out))
}

fn translate(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let data = receiver(&args)?.as_slice();
    let (table, delete): (&Value, &Value) = args.unpack(interp)?;
    let table = if table.is_none() {
        None
    } else {
        Some(bytes_argument(table)?.as_slice())
    };
    if table.is_some_and(|table| table.len() != 256) {
        return Err(wording::value_error(
            "translation table must be 256 characters long",
        ));
    }
    let mut deleted = [false; 256];
    if !delete.is_missing() {
        for byte in bytes_argument(delete)?.as_slice() {
            deleted[usize::from(*byte)] = true;
        }
    }
    interp.reserve(data.len())?;
    let kept = data.iter().filter(|byte| !deleted[usize::from(**byte)]);
    Ok(Value::bytes(match table {
        Some(table) => kept
            .map(|byte| table[usize::from(*byte)])
            .collect::<Vec<u8>>(),
        None => kept.copied().collect(),
    }))
}

fn maketrans(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (from, to): (&Value, &Value) = args.unpack(interp)?;
    let from = bytes_argument(from)?.as_slice();
    let to = bytes_argument(to)?.as_slice();
    if from.len() != to.len() {
        return Err(wording::value_error(
            "maketrans arguments must have same length",
        ));
    }
    scan(interp, from)?;
    let mut table: Vec<u8> = (0..=u8::MAX).collect();
    for (from, to) in from.iter().zip(to) {
        table[usize::from(*from)] = *to;
    }
    Ok(Value::bytes(table))
}
