//! The arithmetic operators as functions, and their in-place forms.
//!
//! The in-place forms are plain functions: `iadd(a, b)` returns what `a += b` would leave in `a`, and changes a list, a
//! set or a dict on the way.

use super::two;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::{arith, in_place};
use crate::runtime::table::Builtin;
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::syntax::ast::BinaryOp;

fn plain(interp: &mut Interp, args: Args<'_>, op: BinaryOp) -> Result<Value> {
    let (lhs, rhs): (&Value, &Value) = args.unpack(interp)?;
    arith::binary(interp, op, lhs, rhs)
}

fn changing(interp: &mut Interp, args: Args<'_>, op: BinaryOp) -> Result<Value> {
    let (lhs, rhs): (&Value, &Value) = args.unpack(interp)?;
    in_place::binary(interp, op, lhs, rhs)
}

pub(super) static ADD: Builtin = two(
    "add",
    "`a + b`.",
    &[("operator.add(1, 2)", "3")],
    |interp, args| plain(interp, args, BinaryOp::Add),
);
pub(super) static AND: Builtin = two(
    "and_",
    "`a & b`.",
    &[("operator.and_(6, 3)", "2")],
    |interp, args| plain(interp, args, BinaryOp::And),
);
pub(super) static FLOORDIV: Builtin = two(
    "floordiv",
    "`a // b`.",
    &[("operator.floordiv(7, 2)", "3")],
    |interp, args| plain(interp, args, BinaryOp::FloorDiv),
);
pub(super) static LSHIFT: Builtin = two(
    "lshift",
    "`a << b`.",
    &[("operator.lshift(1, 4)", "16")],
    |interp, args| plain(interp, args, BinaryOp::Shl),
);
pub(super) static MATMUL: Builtin = two("matmul", "`a @ b`.", &[], |interp, args| {
    plain(interp, args, BinaryOp::MatMul)
});
pub(super) static MOD: Builtin = two(
    "mod",
    "`a % b`.",
    &[("operator.mod(7, 3)", "1")],
    |interp, args| plain(interp, args, BinaryOp::Mod),
);
pub(super) static MUL: Builtin = two(
    "mul",
    "`a * b`.",
    &[("operator.mul('ab', 2)", "'abab'")],
    |interp, args| plain(interp, args, BinaryOp::Mul),
);
pub(super) static OR: Builtin = two(
    "or_",
    "`a | b`.",
    &[("operator.or_(4, 1)", "5")],
    |interp, args| plain(interp, args, BinaryOp::Or),
);
pub(super) static POW: Builtin = two(
    "pow",
    "`a ** b`.",
    &[("operator.pow(2, 10)", "1024")],
    |interp, args| plain(interp, args, BinaryOp::Pow),
);
pub(super) static RSHIFT: Builtin = two(
    "rshift",
    "`a >> b`.",
    &[("operator.rshift(16, 2)", "4")],
    |interp, args| plain(interp, args, BinaryOp::Shr),
);
pub(super) static SUB: Builtin = two(
    "sub",
    "`a - b`.",
    &[("operator.sub(5, 3)", "2")],
    |interp, args| plain(interp, args, BinaryOp::Sub),
);
pub(super) static TRUEDIV: Builtin = two(
    "truediv",
    "`a / b`.",
    &[("operator.truediv(1, 4)", "0.25")],
    |interp, args| plain(interp, args, BinaryOp::Div),
);
pub(super) static XOR: Builtin = two(
    "xor",
    "`a ^ b`.",
    &[("operator.xor(6, 3)", "5")],
    |interp, args| plain(interp, args, BinaryOp::Xor),
);
pub(super) static IADD: Builtin = two(
    "iadd",
    "What a += b leaves in a.",
    &[("operator.iadd([1], (2, 3))", "[1, 2, 3]")],
    |interp, args| changing(interp, args, BinaryOp::Add),
);
pub(super) static IAND: Builtin = two(
    "iand",
    "What a &= b leaves in a.",
    &[("operator.iand({1, 2}, {2, 3})", "{2}")],
    |interp, args| changing(interp, args, BinaryOp::And),
);
pub(super) static IFLOORDIV: Builtin = two(
    "ifloordiv",
    "What a //= b leaves in a.",
    &[("operator.ifloordiv(7, 2)", "3")],
    |interp, args| changing(interp, args, BinaryOp::FloorDiv),
);
pub(super) static ILSHIFT: Builtin = two(
    "ilshift",
    "What a <<= b leaves in a.",
    &[("operator.ilshift(1, 4)", "16")],
    |interp, args| changing(interp, args, BinaryOp::Shl),
);
pub(super) static IMATMUL: Builtin = two(
    "imatmul",
    "What a @= b leaves in a.",
    &[],
    |interp, args| changing(interp, args, BinaryOp::MatMul),
);
pub(super) static IMOD: Builtin = two(
    "imod",
    "What a %= b leaves in a.",
    &[("operator.imod(7, 3)", "1")],
    |interp, args| changing(interp, args, BinaryOp::Mod),
);
pub(super) static IMUL: Builtin = two(
    "imul",
    "What a *= b leaves in a.",
    &[("operator.imul([1], 2)", "[1, 1]")],
    |interp, args| changing(interp, args, BinaryOp::Mul),
);
pub(super) static IOR: Builtin = two(
    "ior",
    "What a |= b leaves in a.",
    &[("operator.ior({'a': 1}, {'b': 2})", "{'a': 1, 'b': 2}")],
    |interp, args| changing(interp, args, BinaryOp::Or),
);
pub(super) static IPOW: Builtin = two(
    "ipow",
    "What a **= b leaves in a.",
    &[("operator.ipow(2, 3)", "8")],
    |interp, args| changing(interp, args, BinaryOp::Pow),
);
pub(super) static IRSHIFT: Builtin = two(
    "irshift",
    "What a >>= b leaves in a.",
    &[("operator.irshift(16, 2)", "4")],
    |interp, args| changing(interp, args, BinaryOp::Shr),
);
pub(super) static ISUB: Builtin = two(
    "isub",
    "What a -= b leaves in a.",
    &[("operator.isub(5, 3)", "2")],
    |interp, args| changing(interp, args, BinaryOp::Sub),
);
pub(super) static ITRUEDIV: Builtin = two(
    "itruediv",
    "What a /= b leaves in a.",
    &[("operator.itruediv(1, 4)", "0.25")],
    |interp, args| changing(interp, args, BinaryOp::Div),
);
pub(super) static IXOR: Builtin = two(
    "ixor",
    "What a ^= b leaves in a.",
    &[("operator.ixor(6, 3)", "5")],
    |interp, args| changing(interp, args, BinaryOp::Xor),
);
