//! The comparisons, identity and truth as functions, and the operators of one operand.

use super::{one, two};
use crate::modules::builtins;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::{arith, compare, convert, truth};
use crate::runtime::table::{Builtin, Item};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::syntax::ast::{CompareOp, UnaryOp};

fn comparison(interp: &mut Interp, args: Args<'_>, op: CompareOp) -> Result<Value> {
    let (lhs, rhs): (&Value, &Value) = args.unpack(interp)?;
    compare::compare(interp, op, lhs, rhs)
}

fn unary(interp: &mut Interp, args: Args<'_>, op: UnaryOp) -> Result<Value> {
    let (value,): (&Value,) = args.unpack(interp)?;
    arith::unary(interp, op, value)
}

fn truth_is(interp: &mut Interp, args: Args<'_>, wanted: bool) -> Result<Value> {
    let (value,): (&Value,) = args.unpack(interp)?;
    truth::truth(interp, value).map(|truth| Value::Bool(truth == wanted))
}

/// The builtin `abs` under another name.
fn abs(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    match builtins::get("abs") {
        Some(Item::Function(abs)) => (abs.run)(interp, args),
        _ => Ok(Value::None),
    }
}

fn index(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (value,): (&Value,) = args.unpack(interp)?;
    convert::to_bigint(value).map(Value::int)
}

pub(super) static EQ: Builtin = two(
    "eq",
    "`a == b`.",
    &[("operator.eq(1, 1.0)", "True")],
    |interp, args| comparison(interp, args, CompareOp::Eq),
);
pub(super) static GE: Builtin = two(
    "ge",
    "`a >= b`.",
    &[("operator.ge(1, 1)", "True")],
    |interp, args| comparison(interp, args, CompareOp::Ge),
);
pub(super) static GT: Builtin = two(
    "gt",
    "`a > b`.",
    &[("operator.gt(1, 2)", "False")],
    |interp, args| comparison(interp, args, CompareOp::Gt),
);
pub(super) static IS: Builtin = two(
    "is_",
    "`a is b`.",
    &[("operator.is_(None, None)", "True")],
    |interp, args| comparison(interp, args, CompareOp::Is),
);
pub(super) static IS_NOT: Builtin = two(
    "is_not",
    "`a is not b`.",
    &[("operator.is_not(1, None)", "True")],
    |interp, args| comparison(interp, args, CompareOp::IsNot),
);
pub(super) static LE: Builtin = two(
    "le",
    "`a <= b`.",
    &[("operator.le(1, 1)", "True")],
    |interp, args| comparison(interp, args, CompareOp::Le),
);
pub(super) static LT: Builtin = two(
    "lt",
    "`a < b`.",
    &[("operator.lt(1, 2)", "True")],
    |interp, args| comparison(interp, args, CompareOp::Lt),
);
pub(super) static NE: Builtin = two(
    "ne",
    "`a != b`.",
    &[("operator.ne(1, 2)", "True")],
    |interp, args| comparison(interp, args, CompareOp::Ne),
);
pub(super) static ABS: Builtin = one(
    "abs",
    "The absolute value.",
    &[("operator.abs(-1)", "1")],
    abs,
);
pub(super) static INDEX: Builtin = one(
    "index",
    "The integer itself; anything else is refused.",
    &[("operator.index(True)", "1")],
    index,
);
pub(super) static INV: Builtin = one(
    "inv",
    "`~a`.",
    &[("operator.inv(5)", "-6")],
    |interp, args| unary(interp, args, UnaryOp::Invert),
);
pub(super) static INVERT: Builtin = one(
    "invert",
    "Same as ~a.",
    &[("operator.invert(5)", "-6")],
    |interp, args| unary(interp, args, UnaryOp::Invert),
);
pub(super) static NEG: Builtin = one(
    "neg",
    "`-a`.",
    &[("operator.neg(5)", "-5")],
    |interp, args| unary(interp, args, UnaryOp::Neg),
);
pub(super) static NOT: Builtin = one(
    "not_",
    "`not a`.",
    &[("operator.not_([])", "True")],
    |interp, args| truth_is(interp, args, false),
);
pub(super) static POS: Builtin = one(
    "pos",
    "`+a`.",
    &[("operator.pos(True)", "1")],
    |interp, args| unary(interp, args, UnaryOp::Pos),
);
pub(super) static TRUTH: Builtin = one(
    "truth",
    "Whether a is true.",
    &[("operator.truth([])", "False")],
    |interp, args| truth_is(interp, args, true),
);
