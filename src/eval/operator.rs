//! Operators and comparisons: operands are looked at where they lie, and numbers are worked out on the spot.
//!
//! What the short ways here do not know is left to `runtime::ops`, which decides every case.

use std::mem::forget;

use super::item::{entry, look_at, record};
use super::{Scope, eval, leaf, operand, placed};
use crate::resolve::tree::{Binary, Comparison, Node, NodeKind, Operands};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::contains::among_few;
use crate::runtime::ops::{arith, compare, truth};
use crate::runtime::spending::Spender;
use crate::runtime::value::Value;
use crate::syntax::Span;
use crate::syntax::ast::{BinaryOp, CompareOp};
use crate::types::int;

/// `a + b`. Most operands are names and small integers, which need no more than a look.
#[inline(never)]
pub(super) fn binary(
    interp: &mut Interp,
    scope: &Scope<'_>,
    parts: &Binary,
    span: Span,
) -> Result<Value> {
    if let Some((lhs, rhs)) = small_integers(scope, parts.operands) {
        let result = match parts.op {
            BinaryOp::Add => lhs.checked_add(rhs),
            BinaryOp::Sub => lhs.checked_sub(rhs),
            BinaryOp::Mul => lhs.checked_mul(rhs),
            _ => None,
        };
        if let Some(result) = result {
            return Ok(Value::Int(result));
        }
    }
    match parts.operands {
        Operands::Any => binary_of_any(interp, scope, parts, span),
        Operands::Items => binary_of_items(interp, scope, parts, span),
        Operands::AnyAndInteger(rhs) => binary_with_integer(interp, scope, parts, rhs, span),
        _ => binary_of_leaves(interp, scope, parts, span),
    }
}

/// The values of both operands, where those are names of small integers or such integers themselves.
#[inline(always)]
fn small_integers(scope: &Scope<'_>, operands: Operands) -> Option<(i64, i64)> {
    let (lhs, rhs) = match operands {
        Operands::NameAndInteger(lhs, rhs) => (lhs, rhs),
        Operands::Names(lhs, rhs) => match scope.locals.get(rhs as usize)? {
            Value::Int(rhs) => (lhs, *rhs),
            _ => return None,
        },
        Operands::Leaves | Operands::Items | Operands::AnyAndInteger(_) | Operands::Any => {
            return None;
        }
    };
    match scope.locals.get(lhs as usize)? {
        Value::Int(lhs) => Some((*lhs, rhs)),
        _ => None,
    }
}

#[inline(never)]
fn binary_of_leaves(
    interp: &mut Interp,
    scope: &Scope<'_>,
    parts: &Binary,
    span: Span,
) -> Result<Value> {
    if let (Some(lhs), Some(rhs)) = (leaf(scope, &parts.lhs), leaf(scope, &parts.rhs))
        && let Some(result) = of_numbers(parts.op, lhs, rhs)
    {
        return Ok(result);
    }
    binary_of_any(interp, scope, parts, span)
}

/// `r['x'] + y`: what lies in a record is looked at there.
#[inline(never)]
fn binary_of_items(
    interp: &mut Interp,
    scope: &Scope<'_>,
    parts: &Binary,
    span: Span,
) -> Result<Value> {
    if let (Some(lhs), Some(rhs)) = (number_at(scope, &parts.lhs), number_at(scope, &parts.rhs))
        && let Some(result) = of_numbers(parts.op, &lhs, &rhs)
    {
        forget(lhs);
        forget(rhs);
        return Ok(result);
    }
    binary_of_any(interp, scope, parts, span)
}

/// The number of one word that a name, a literal or an item is.
#[inline(never)]
fn number_at(scope: &Scope<'_>, node: &Node) -> Option<Value> {
    look_at(scope, node, |value| match value {
        Value::Float(number) => Some(Value::Float(*number)),
        Value::Int(number) => Some(Value::Int(*number)),
        _ => None,
    })
}

#[inline(never)]
fn binary_of_any(
    interp: &mut Interp,
    scope: &Scope<'_>,
    parts: &Binary,
    span: Span,
) -> Result<Value> {
    let lhs = operand(interp, scope, &parts.lhs)?;
    let rhs = operand(interp, scope, &parts.rhs)?;
    if let Some(result) = of_numbers(parts.op, lhs.get(), rhs.get()) {
        // Numbers own nothing, so there is nothing to drop; forgetting them spares the question.
        forget(lhs);
        forget(rhs);
        return Ok(result);
    }
    binary_of_values(interp, scope, parts, lhs.get(), rhs.get(), span)
}

/// `f(x) + 1`
#[inline(never)]
fn binary_with_integer(
    interp: &mut Interp,
    scope: &Scope<'_>,
    parts: &Binary,
    rhs: i64,
    span: Span,
) -> Result<Value> {
    let lhs = eval(interp, scope, &parts.lhs)?;
    if let Value::Int(lhs) = lhs
        && let Some(result) = of_integers(parts.op, lhs, rhs)
    {
        return Ok(result);
    }
    let rhs = Value::Int(rhs);
    match of_numbers(parts.op, &lhs, &rhs) {
        Some(result) => Ok(result),
        None => binary_of_values(interp, scope, parts, &lhs, &rhs, span),
    }
}

/// What the short ways do not know.
#[inline(never)]
fn binary_of_values(
    interp: &mut Interp,
    scope: &Scope<'_>,
    parts: &Binary,
    lhs: &Value,
    rhs: &Value,
    span: Span,
) -> Result<Value> {
    interp
        .spending(Spender::of(parts), |interp| {
            arith::binary(interp, parts.op, lhs, rhs)
        })
        .map_err(|error| placed(error, scope, span))
}

/// The operators on numbers of one word; `None` where another type, size or operator needs more care.
#[inline(always)]
fn of_numbers(op: BinaryOp, lhs: &Value, rhs: &Value) -> Option<Value> {
    match (lhs, rhs) {
        (Value::Int(lhs), Value::Int(rhs)) => of_integers(op, *lhs, *rhs),
        (Value::Float(lhs), Value::Float(rhs)) => of_floats(op, *lhs, *rhs),
        // The conversion rounds to the nearest float, as Python's own does.
        (Value::Int(lhs), Value::Float(rhs)) => of_floats(op, *lhs as f64, *rhs),
        (Value::Float(lhs), Value::Int(rhs)) => of_floats(op, *lhs, *rhs as f64),
        _ => None,
    }
}

/// The most frequent operators stand here, the others are worth a call.
#[inline(always)]
fn of_integers(op: BinaryOp, lhs: i64, rhs: i64) -> Option<Value> {
    match op {
        BinaryOp::Add => lhs.checked_add(rhs).map(Value::Int),
        BinaryOp::Sub => lhs.checked_sub(rhs).map(Value::Int),
        BinaryOp::Mul => lhs.checked_mul(rhs).map(Value::Int),
        BinaryOp::Mod if rhs > 0 => Some(Value::Int(lhs.rem_euclid(rhs))),
        BinaryOp::FloorDiv if rhs > 0 => Some(Value::Int(lhs.div_euclid(rhs))),
        _ => int::small(op, lhs, rhs),
    }
}

/// The same between floats; a NaN is left to the slower way, which gives it an identity.
#[inline(always)]
fn of_floats(op: BinaryOp, lhs: f64, rhs: f64) -> Option<Value> {
    let result = match op {
        BinaryOp::Add => lhs + rhs,
        BinaryOp::Sub => lhs - rhs,
        BinaryOp::Mul => lhs * rhs,
        BinaryOp::Div if rhs != 0.0 => lhs / rhs,
        _ => return None,
    };
    (!result.is_nan()).then_some(Value::Float(result))
}

/// `a < b`
#[inline(never)]
pub(super) fn comparison(
    interp: &mut Interp,
    scope: &Scope<'_>,
    parts: &Comparison,
    span: Span,
) -> Result<Value> {
    match of_small(scope, parts) {
        Some(answer) => Ok(Value::Bool(answer)),
        None => comparison_of_any(interp, scope, parts, span),
    }
}

/// `a < b` as a condition.
#[inline(always)]
pub(super) fn holds(
    interp: &mut Interp,
    scope: &Scope<'_>,
    parts: &Comparison,
    span: Span,
) -> Result<bool> {
    match of_small(scope, parts) {
        Some(answer) => Ok(answer),
        None => any_holds(interp, scope, parts, span),
    }
}

#[inline(never)]
fn any_holds(
    interp: &mut Interp,
    scope: &Scope<'_>,
    parts: &Comparison,
    span: Span,
) -> Result<bool> {
    if let Operands::AnyAndInteger(rhs) = parts.operands {
        let lhs = eval(interp, scope, &parts.lhs)?;
        return match at_once(parts.op, &lhs, &Value::Int(rhs)) {
            Some(answer) => Ok(answer),
            None => {
                let answer =
                    comparison_of_values(interp, scope, parts, &lhs, &Value::Int(rhs), span)?;
                truth::truth(interp, &answer).map_err(|error| placed(error, scope, span))
            }
        };
    }
    match comparison_of_any(interp, scope, parts, span)? {
        Value::Bool(answer) => Ok(answer),
        answer => truth::truth(interp, &answer).map_err(|error| placed(error, scope, span)),
    }
}

/// The answer for small integers.
#[inline(always)]
fn of_small(scope: &Scope<'_>, parts: &Comparison) -> Option<bool> {
    let (lhs, rhs) = small_integers(scope, parts.operands)?;
    ordered(parts.op, &lhs, &rhs)
}

/// The answer for names, literals and items of records, where it can be had at once.
#[inline(always)]
fn of_leaves(scope: &Scope<'_>, parts: &Comparison) -> Option<bool> {
    match parts.operands {
        Operands::Items => of_items(scope, parts),
        _ => at_once(parts.op, leaf(scope, &parts.lhs)?, leaf(scope, &parts.rhs)?),
    }
}

/// `record['key'] < b`: the item is compared where it lies.
#[inline(never)]
fn of_items(scope: &Scope<'_>, parts: &Comparison) -> Option<bool> {
    if let (NodeKind::Key(key), Some(rhs)) = (&parts.lhs.kind, leaf(scope, &parts.rhs))
        && let Some(record) = record(scope, key)
    {
        return at_once(parts.op, entry(scope, key, &record.look())?, rhs);
    }
    look_at(scope, &parts.rhs, |rhs| {
        look_at(scope, &parts.lhs, |lhs| at_once_apart(parts.op, lhs, rhs))
    })
}

/// The same as [`at_once`], where it is less frequent.
#[inline(never)]
fn at_once_apart(op: CompareOp, lhs: &Value, rhs: &Value) -> Option<bool> {
    at_once(op, lhs, rhs)
}

#[inline(never)]
fn comparison_of_any(
    interp: &mut Interp,
    scope: &Scope<'_>,
    parts: &Comparison,
    span: Span,
) -> Result<Value> {
    if let Some(answer) = of_leaves(scope, parts) {
        return Ok(Value::Bool(answer));
    }
    let lhs = operand(interp, scope, &parts.lhs)?;
    let rhs = operand(interp, scope, &parts.rhs)?;
    if let Some(answer) = at_once(parts.op, lhs.get(), rhs.get()) {
        return Ok(Value::Bool(answer));
    }
    comparison_of_values(interp, scope, parts, lhs.get(), rhs.get(), span)
}

/// What the short ways do not know.
#[inline(never)]
fn comparison_of_values(
    interp: &mut Interp,
    scope: &Scope<'_>,
    parts: &Comparison,
    lhs: &Value,
    rhs: &Value,
    span: Span,
) -> Result<Value> {
    interp
        .spending(Spender::of(parts), |interp| {
            compare::compare(interp, parts.op, lhs, rhs)
        })
        .map_err(|error| placed(error, scope, span))
}

/// The comparisons of numbers of one word, and of text with one or a few others; `None` where it takes more.
#[inline(always)]
fn at_once(op: CompareOp, lhs: &Value, rhs: &Value) -> Option<bool> {
    match (lhs, rhs) {
        (Value::Int(lhs), Value::Int(rhs)) => ordered(op, lhs, rhs),
        (Value::Float(lhs), Value::Float(rhs)) => ordered(op, lhs, rhs),
        (Value::Str(lhs), Value::Str(rhs)) => match op {
            CompareOp::Eq => Some(lhs.same_text(rhs)),
            CompareOp::Ne => Some(!lhs.same_text(rhs)),
            _ => None,
        },
        (Value::Str(lhs), Value::Tuple(rhs)) => match op {
            CompareOp::In => among_few(rhs.as_slice(), lhs),
            CompareOp::NotIn => among_few(rhs.as_slice(), lhs).map(|found| !found),
            _ => None,
        },
        (Value::Str(lhs), Value::List(rhs)) => match op {
            CompareOp::In => among_few(&rhs.borrow(), lhs),
            CompareOp::NotIn => among_few(&rhs.borrow(), lhs).map(|found| !found),
            _ => None,
        },
        _ => None,
    }
}

#[inline(always)]
fn ordered<T: PartialOrd>(op: CompareOp, lhs: &T, rhs: &T) -> Option<bool> {
    match op {
        CompareOp::Eq => Some(lhs == rhs),
        CompareOp::Ne => Some(lhs != rhs),
        CompareOp::Lt => Some(lhs < rhs),
        CompareOp::Le => Some(lhs <= rhs),
        CompareOp::Gt => Some(lhs > rhs),
        CompareOp::Ge => Some(lhs >= rhs),
        CompareOp::In | CompareOp::NotIn | CompareOp::Is | CompareOp::IsNot => None,
    }
}

/// `a < b < c`: each operand once, and none after the first comparison that is false.
pub(super) fn comparison_chain(
    interp: &mut Interp,
    scope: &Scope<'_>,
    first: &Node,
    rest: &[(CompareOp, Node)],
    span: Span,
) -> Result<Value> {
    let mut left = operand(interp, scope, first)?;
    let mut answer = Value::Bool(true);
    for (position, (op, node)) in rest.iter().enumerate() {
        let right = operand(interp, scope, node)?;
        answer = match at_once(*op, left.get(), right.get()) {
            Some(answer) => Value::Bool(answer),
            None => interp
                .spending(Spender::of(rest), |interp| {
                    compare::compare(interp, *op, left.get(), right.get())
                })
                .map_err(|error| placed(error, scope, span))?,
        };
        if position + 1 < rest.len() && !truth::truth(interp, &answer)? {
            break;
        }
        left = right;
    }
    Ok(answer)
}
