//! Subscripts, membership, concatenation and calls as functions.

use std::ops::ControlFlow;

use super::two;
use crate::runtime::call::CallArgs;
use crate::runtime::error::Result;
use crate::runtime::iter;
use crate::runtime::ops::{arith, attr, compare, contains, in_place, index, length};
use crate::runtime::table::{Builtin, Fallback, Param, Params, Wording};
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::BinaryOp;

pub(super) static CALL: Builtin = Builtin {
    name: "call",
    owner: "",
    params: Params::new(&[
        Param::new("obj"),
        Param::rest("args"),
        Param::options("kwargs"),
    ]),
    wording: Wording::Positional,
    doc: "`obj(*args, **kwargs)`.",
    examples: &[("operator.call(max, 3, 5)", "5")],
    run: |interp, args| {
        let (callee,): (&Value,) = args.unpack(interp)?;
        interp.call_with(
            callee,
            CallArgs {
                positional: args.rest,
                named: args.named,
            },
        )
    },
};

pub(super) static CONCAT: Builtin = two(
    "concat",
    "`a + b`, for sequences.",
    &[("operator.concat([1], [2])", "[1, 2]")],
    |interp, args| {
        let (lhs, rhs): (&Value, &Value) = args.unpack(interp)?;
        refuse_unless_sequence(lhs)?;
        arith::binary(interp, BinaryOp::Add, lhs, rhs)
    },
);

pub(super) static ICONCAT: Builtin = two(
    "iconcat",
    "What a += b leaves in a, for sequences.",
    &[("operator.iconcat([1], (2, 3))", "[1, 2, 3]")],
    |interp, args| {
        let (lhs, rhs): (&Value, &Value) = args.unpack(interp)?;
        refuse_unless_sequence(lhs)?;
        in_place::binary(interp, BinaryOp::Add, lhs, rhs)
    },
);

fn refuse_unless_sequence(value: &Value) -> Result<()> {
    match value {
        Value::Str(_) | Value::Bytes(_) | Value::List(_) | Value::Tuple(_) => Ok(()),
        Value::Object(object) if object.type_info().name == "deque" => Ok(()),
        _ => Err(wording::type_error(format!(
            "'{}' object can't be concatenated",
            attr::type_name(value)
        ))),
    }
}

pub(super) static CONTAINS: Builtin = two(
    "contains",
    "`b in a`: the container comes first.",
    &[("operator.contains([1, 2], 2)", "True")],
    |interp, args| {
        let (container, item): (&Value, &Value) = args.unpack(interp)?;
        contains::contains(interp, container, item).map(Value::Bool)
    },
);

pub(super) static COUNT_OF: Builtin = two(
    "countOf",
    "How often b is among the items of a.",
    &[("operator.countOf('banana', 'a')", "3")],
    |interp, args| {
        let (items, wanted): (&Value, &Value) = args.unpack(interp)?;
        let mut count = 0_i64;
        let iter = iter::try_open(interp, items)?.ok_or_else(|| wording::not_a_container(items))?;
        iter::drive(interp, &iter, |interp, item| {
            count += i64::from(compare::same_key(interp, &item, wanted)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(Value::Int(count))
    },
);

pub(super) static INDEX_OF: Builtin = two(
    "indexOf",
    "The position of the first b among the items of a.",
    &[("operator.indexOf('abc', 'c')", "2")],
    |interp, args| {
        let (items, wanted): (&Value, &Value) = args.unpack(interp)?;
        let iter = iter::try_open(interp, items)?.ok_or_else(|| wording::not_a_container(items))?;
        let mut position = 0_i64;
        while let Some(item) = iter.next(interp)? {
            if compare::same_key(interp, &item, wanted)? {
                return Ok(Value::Int(position));
            }
            position += 1;
        }
        Err(wording::value_error("sequence.index(x): x not in sequence"))
    },
);

pub(super) static GETITEM: Builtin = two(
    "getitem",
    "`a[b]`.",
    &[("operator.getitem('abc', 1)", "'b'")],
    |interp, args| {
        let (container, key): (&Value, &Value) = args.unpack(interp)?;
        index::get_item(interp, container, key)
    },
);

pub(super) static DELITEM: Builtin = two(
    "delitem",
    "Takes a[b] out of a list or dict.",
    &[(
        "(lambda d: (operator.delitem(d, 'a'), d))({'a': 1, 'b': 2})",
        "(None, {'b': 2})",
    )],
    |interp, args| {
        let (container, key): (&Value, &Value) = args.unpack(interp)?;
        index::delete_item(interp, container, key).map(|()| Value::None)
    },
);

pub(super) static SETITEM: Builtin = Builtin {
    name: "setitem",
    owner: "",
    params: Params::new(&[Param::new("a"), Param::new("b"), Param::new("c")]),
    wording: Wording::In("_operator", &Wording::Positional),
    doc: "Puts c into a list or dict as a[b].",
    examples: &[(
        "(lambda l: (operator.setitem(l, 0, 'x'), l))(['a', 'b'])",
        "(None, ['x', 'b'])",
    )],
    run: |interp, args| {
        let (container, key, item): (&Value, &Value, &Value) = args.unpack(interp)?;
        index::set_item(interp, container, key, item.clone()).map(|()| Value::None)
    },
};

pub(super) static LENGTH_HINT: Builtin = Builtin {
    name: "length_hint",
    owner: "",
    params: Params::new(&[
        Param::new("obj"),
        Param::new("default").or(Fallback::Int(0)),
    ]),
    wording: Wording::In("_operator", &Wording::Positional),
    doc: "The length, or what an iterator knows of it, or the default.",
    examples: &[("operator.length_hint(iter([1, 2]))", "2")],
    run: |interp, args| {
        let (value, default): (&Value, i64) = args.unpack(interp)?;
        let hint = match value {
            Value::Iter(iter) => iter.length_hint(),
            Value::Object(object) => object.len(interp).transpose()?,
            _ if length::has_length(value) => Some(length::length(interp, value)?),
            _ => None,
        };
        Ok(hint.map_or(Value::Int(default), Value::from))
    },
};
