//! `==`, `<` and their relatives.
//!
//! Equality never fails on values of different types; order does. Containers take an item as equal to itself, so
//! that a list holding a NaN equals itself. Integers and floats compare exactly, whatever their size.

use std::cmp::Ordering;
use std::rc::Rc;

use num_bigint::BigInt;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::CompareOp;
use crate::types::{dict, range, set};

/// `lhs op rhs` as Python's rich comparison: any value may come of it.
///
/// # Errors
/// `TypeError` when the two cannot be ordered; what host objects raise.
pub fn compare(interp: &mut Interp, op: CompareOp, lhs: &Value, rhs: &Value) -> Result<Value> {
    match op {
        CompareOp::Is => Ok(Value::Bool(lhs.is(rhs))),
        CompareOp::IsNot => Ok(Value::Bool(!lhs.is(rhs))),
        CompareOp::In => super::contains::contains(interp, rhs, lhs).map(Value::Bool),
        CompareOp::NotIn => {
            super::contains::contains(interp, rhs, lhs).map(|found| Value::Bool(!found))
        }
        CompareOp::Eq
        | CompareOp::Ne
        | CompareOp::Lt
        | CompareOp::Le
        | CompareOp::Gt
        | CompareOp::Ge => {
            if let (Value::Object(_), _) | (_, Value::Object(_)) = (lhs, rhs) {
                return of_objects(interp, op, lhs, rhs);
            }
            match op {
                CompareOp::Eq => equal(interp, lhs, rhs).map(Value::Bool),
                CompareOp::Ne => equal(interp, lhs, rhs).map(|equal| Value::Bool(!equal)),
                _ => order(interp, op, lhs, rhs).map(Value::Bool),
            }
        }
    }
}

/// The operator seen from the other side.
fn reflected(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Lt => CompareOp::Gt,
        CompareOp::Le => CompareOp::Ge,
        CompareOp::Gt => CompareOp::Lt,
        CompareOp::Ge => CompareOp::Le,
        CompareOp::Eq
        | CompareOp::Ne
        | CompareOp::In
        | CompareOp::NotIn
        | CompareOp::Is
        | CompareOp::IsNot => op,
    }
}

fn of_objects(interp: &mut Interp, op: CompareOp, lhs: &Value, rhs: &Value) -> Result<Value> {
    if let Value::Object(object) = lhs
        && let Some(answer) = interp.nested(" in comparison", |interp| {
            object.compare(interp, op, lhs, rhs)
        })?
    {
        return Ok(answer);
    }
    if let Value::Object(object) = rhs
        && let Some(answer) = interp.nested(" in comparison", |interp| {
            object.compare(interp, reflected(op), rhs, lhs)
        })?
    {
        return Ok(answer);
    }
    match op {
        CompareOp::Eq => Ok(Value::Bool(lhs.is(rhs))),
        CompareOp::Ne => Ok(Value::Bool(!lhs.is(rhs))),
        _ => Err(wording::not_comparable(op.symbol(), lhs, rhs)),
    }
}

/// `lhs is rhs or lhs == rhs`: how containers compare their items.
///
/// # Errors
/// What host objects raise, `RecursionError` when values are nested too deep.
#[inline]
pub fn same_key(interp: &mut Interp, lhs: &Value, rhs: &Value) -> Result<bool> {
    match (lhs, rhs) {
        (Value::Str(a), Value::Str(b)) => Ok(Rc::ptr_eq(a, b) || a.same_text(b)),
        (Value::Int(a), Value::Int(b)) => Ok(a == b),
        _ if lhs.is(rhs) => Ok(true),
        _ => equal_others(interp, lhs, rhs),
    }
}

/// `lhs is rhs or lhs == rhs` where no user code is needed to say so; `None` where it may be.
#[inline]
#[must_use]
pub fn settled(lhs: &Value, rhs: &Value) -> Option<bool> {
    match (lhs, rhs) {
        (Value::Str(a), Value::Str(b)) => Some(Rc::ptr_eq(a, b) || a.same_text(b)),
        (Value::Int(a), Value::Int(b)) => Some(a == b),
        _ => settled_within(lhs, rhs, 4),
    }
}

/// How many of the items, from the first on, are surely other values: no more than a thousand or so at once, and none
/// where looking at an item may take long.
#[must_use]
pub fn others(items: &[Value], wanted: &Value) -> usize {
    const AT_ONCE: usize = 1024;
    let items = items.get(..AT_ONCE).unwrap_or(items);
    let found = if let Value::Int(wanted) = wanted {
        items
            .iter()
            .position(|item| !matches!(item, Value::Int(number) if number != wanted))
    } else if let Value::None | Value::Bool(_) | Value::Float(_) | Value::Str(_) = wanted {
        items
            .iter()
            .position(|item| settled(item, wanted) != Some(false))
    } else {
        Some(0)
    };
    found.unwrap_or(items.len())
}

/// [`settled`] for tuples in tuples, down to a few levels.
fn settled_within(lhs: &Value, rhs: &Value, levels: u32) -> Option<bool> {
    if lhs.is(rhs) {
        return Some(true);
    }
    match (lhs, rhs) {
        (Value::Tuple(a), Value::Tuple(b)) => {
            let (a, b) = (a.as_slice(), b.as_slice());
            if a.len() != b.len() {
                return Some(false);
            }
            for (x, y) in a.iter().zip(b) {
                if levels == 0 || !settled_within(x, y, levels - 1)? {
                    return (levels > 0).then_some(false);
                }
            }
            Some(true)
        }
        (Value::Str(a), Value::Str(b)) => Some(a.as_str() == b.as_str()),
        (Value::Bytes(a), Value::Bytes(b)) => Some(a.as_slice() == b.as_slice()),
        _ if is_real(lhs) && is_real(rhs) => Some(real_order(lhs, rhs) == Some(Ordering::Equal)),
        _ if is_plain(lhs) && is_plain(rhs) => Some(false),
        _ => None,
    }
}

/// Whether equality with another plain value, of another type, is identity.
fn is_plain(value: &Value) -> bool {
    is_real(value) || matches!(value, Value::Str(_) | Value::Bytes(_) | Value::None)
}

/// `lhs == rhs`, as a truth value.
///
/// # Errors
/// What host objects raise, `RecursionError` when values are nested too deep.
#[inline]
pub fn equal(interp: &mut Interp, lhs: &Value, rhs: &Value) -> Result<bool> {
    match (lhs, rhs) {
        (Value::Int(a), Value::Int(b)) => Ok(a == b),
        (Value::Str(a), Value::Str(b)) => Ok(a.same_text(b)),
        _ => equal_others(interp, lhs, rhs),
    }
}

/// Equality of anything but two small integers or two strings.
#[inline(never)]
fn equal_others(interp: &mut Interp, lhs: &Value, rhs: &Value) -> Result<bool> {
    match (lhs, rhs) {
        (Value::Float(a), Value::Float(b)) => Ok(a == b),
        (Value::Bytes(a), Value::Bytes(b)) => Ok(a.as_slice() == b.as_slice()),
        (Value::Tuple(a), Value::Tuple(b)) => equal_items(interp, a.as_slice(), b.as_slice()),
        (Value::List(a), Value::List(b)) => {
            if a.len() != b.len() {
                return Ok(false);
            }
            for position in 0.. {
                interp.tick()?;
                let (Some(x), Some(y)) = (a.get(position), b.get(position)) else {
                    break;
                };
                if !interp.nested(" in comparison", |interp| same_key(interp, &x, &y))? {
                    return Ok(false);
                }
            }
            Ok(a.len() == b.len())
        }
        (Value::Dict(a), Value::Dict(b)) => {
            interp.nested(" in comparison", |interp| dict::equal(interp, a, b))
        }
        (Value::DictView(a), _) => dict::view_equal(interp, a, rhs),
        (_, Value::DictView(b)) => dict::view_equal(interp, b, lhs),
        (Value::Set(a) | Value::FrozenSet(a), Value::Set(b) | Value::FrozenSet(b)) => {
            set::equal(interp, a, b)
        }
        (Value::Range(a), Value::Range(b)) => Ok(range::equal(a, b)),
        (Value::Slice(a), Value::Slice(b)) => {
            for (x, y) in [(&a.start, &b.start), (&a.stop, &b.stop), (&a.step, &b.step)] {
                if !interp.nested(" in comparison", |interp| same_key(interp, x, y))? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        (Value::Method(a), Value::Method(b)) => {
            Ok(std::ptr::eq(a.builtin, b.builtin) && a.receiver.is(&b.receiver))
        }
        (Value::Union(a), Value::Union(b)) => Ok(a.members.len() == b.members.len()
            && a.members.iter().all(|x| b.members.iter().any(|y| x.is(y)))),
        (Value::Object(_), _) | (_, Value::Object(_)) => {
            let answer = of_objects(interp, CompareOp::Eq, lhs, rhs)?;
            super::truth::truth(interp, &answer)
        }
        (Value::Complex(a), Value::Complex(b)) => Ok(a.re == b.re && a.im == b.im),
        (Value::Complex(a), _) => {
            Ok(a.im == 0.0 && real_order(&Value::Float(a.re), rhs) == Some(Ordering::Equal))
        }
        (_, Value::Complex(b)) => {
            Ok(b.im == 0.0 && real_order(lhs, &Value::Float(b.re)) == Some(Ordering::Equal))
        }
        _ => Ok(match real_order(lhs, rhs) {
            Some(ordering) => ordering == Ordering::Equal,
            None => !is_real(lhs) && lhs.is(rhs),
        }),
    }
}

fn equal_items(interp: &mut Interp, lhs: &[Value], rhs: &[Value]) -> Result<bool> {
    if lhs.len() != rhs.len() {
        return Ok(false);
    }
    for (x, y) in lhs.iter().zip(rhs) {
        interp.tick()?;
        if !interp.nested(" in comparison", |interp| same_key(interp, x, y))? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// `lhs < rhs`, the one comparison that sorting asks for.
///
/// # Errors
/// `TypeError` when the two cannot be ordered.
#[inline]
pub fn less(interp: &mut Interp, lhs: &Value, rhs: &Value) -> Result<bool> {
    match (lhs, rhs) {
        (Value::Int(a), Value::Int(b)) => Ok(a < b),
        (Value::Str(a), Value::Str(b)) => {
            let ordering = order_bytes(interp, a.as_str().as_bytes(), b.as_str().as_bytes())?;
            Ok(ordering.is_lt())
        }
        (Value::Float(a), Value::Float(b)) => Ok(a < b),
        (Value::Object(_), _) | (_, Value::Object(_)) => {
            let answer = of_objects(interp, CompareOp::Lt, lhs, rhs)?;
            super::truth::truth(interp, &answer)
        }
        _ => order(interp, CompareOp::Lt, lhs, rhs),
    }
}

/// Orders bytes, and with them texts, whose bytes are in the order of their characters; long ones are paid for.
#[inline]
fn order_bytes(interp: &mut Interp, a: &[u8], b: &[u8]) -> Result<Ordering> {
    if a.len().min(b.len()) <= BLOCK {
        return Ok(a.cmp(b));
    }
    order_long_bytes(interp, a, b)
}

/// How many bytes are compared for one step.
const BLOCK: usize = 4096;

#[cold]
fn order_long_bytes(interp: &mut Interp, a: &[u8], b: &[u8]) -> Result<Ordering> {
    for (a, b) in a.chunks(BLOCK).zip(b.chunks(BLOCK)) {
        interp.tick()?;
        let ordering = a.cmp(b);
        if ordering.is_ne() {
            return Ok(ordering);
        }
    }
    Ok(a.len().cmp(&b.len()))
}

/// `<`, `<=`, `>`, `>=` between values of which none is an object.
fn order(interp: &mut Interp, op: CompareOp, lhs: &Value, rhs: &Value) -> Result<bool> {
    let ordering = match (lhs, rhs) {
        (Value::Str(a), Value::Str(b)) => {
            let (a, b) = (a.as_str().as_bytes(), b.as_str().as_bytes());
            Some(order_bytes(interp, a, b)?)
        }
        (Value::Bytes(a), Value::Bytes(b)) => {
            Some(order_bytes(interp, a.as_slice(), b.as_slice())?)
        }
        (Value::Tuple(a), Value::Tuple(b)) => {
            let (a, b) = (a.as_slice(), b.as_slice());
            return order_items(interp, op, |at| (a.get(at).cloned(), b.get(at).cloned()));
        }
        (Value::List(a), Value::List(b)) => {
            return order_items(interp, op, |at| (a.get(at), b.get(at)));
        }
        (Value::Slice(a), Value::Slice(b)) => {
            let (a, b) = (a.parts(), b.parts());
            return order_items(interp, op, |at| (a.get(at).cloned(), b.get(at).cloned()));
        }
        (Value::Set(a) | Value::FrozenSet(a), Value::Set(b) | Value::FrozenSet(b)) => {
            return set::order(interp, op, a, b);
        }
        (Value::Dict(a), Value::Dict(b)) => {
            return dict::order(interp, op, a, b)?
                .ok_or_else(|| wording::not_comparable(op.symbol(), lhs, rhs));
        }
        (Value::DictView(view), _) if view.kind != dict::ViewKind::Values => {
            return dict::view_order(interp, op, lhs, rhs);
        }
        (_, Value::DictView(view)) if view.kind != dict::ViewKind::Values => {
            return dict::view_order(interp, op, lhs, rhs);
        }
        _ if is_real(lhs) && is_real(rhs) => real_order(lhs, rhs),
        _ => return Err(wording::not_comparable(op.symbol(), lhs, rhs)),
    };
    Ok(holds(op, ordering))
}

/// Whether an ordering satisfies an operator; NaN has none.
#[must_use]
pub fn holds(op: CompareOp, ordering: Option<Ordering>) -> bool {
    match (op, ordering) {
        (CompareOp::Ne, None) => true,
        (_, None) => false,
        (CompareOp::Eq, Some(ordering)) => ordering.is_eq(),
        (CompareOp::Ne, Some(ordering)) => ordering.is_ne(),
        (CompareOp::Lt, Some(ordering)) => ordering.is_lt(),
        (CompareOp::Le, Some(ordering)) => ordering.is_le(),
        (CompareOp::Gt, Some(ordering)) => ordering.is_gt(),
        (CompareOp::Ge, Some(ordering)) => ordering.is_ge(),
        (CompareOp::In | CompareOp::NotIn | CompareOp::Is | CompareOp::IsNot, _) => false,
    }
}

/// The first pair that differs decides; without one the shorter sequence is the smaller.
fn order_items(
    interp: &mut Interp,
    op: CompareOp,
    pair: impl Fn(usize) -> (Option<Value>, Option<Value>),
) -> Result<bool> {
    for position in 0.. {
        interp.tick()?;
        match pair(position) {
            (Some(x), Some(y)) => {
                if !interp.nested(" in comparison", |interp| same_key(interp, &x, &y))? {
                    let answer =
                        interp.nested(" in comparison", |interp| compare(interp, op, &x, &y))?;
                    return super::truth::truth(interp, &answer);
                }
            }
            (x, y) => return Ok(holds(op, Some(x.is_some().cmp(&y.is_some())))),
        }
    }
    Ok(false)
}

fn is_real(value: &Value) -> bool {
    matches!(
        value,
        Value::Bool(_) | Value::Int(_) | Value::Big(_) | Value::Float(_)
    )
}

/// The exact order of two real numbers; `None` when one is a NaN or no number.
#[must_use]
pub fn real_order(lhs: &Value, rhs: &Value) -> Option<Ordering> {
    match (lhs, rhs) {
        (Value::Float(a), Value::Float(b)) => a.partial_cmp(b),
        (Value::Float(a), _) => int_to_float_order(rhs, *a).map(Ordering::reverse),
        (_, Value::Float(b)) => int_to_float_order(lhs, *b),
        (Value::Big(a), Value::Big(b)) => Some(a.cmp(b)),
        (Value::Big(a), _) => small(rhs).map(|_| sign_order(a)),
        (_, Value::Big(b)) => small(lhs).map(|_| sign_order(b).reverse()),
        _ => Some(small(lhs)?.cmp(&small(rhs)?)),
    }
}

/// A big integer is larger than every small one, or smaller than all, by its sign.
fn sign_order(number: &BigInt) -> Ordering {
    number.sign().cmp(&num_bigint::Sign::NoSign)
}

fn small(value: &Value) -> Option<i64> {
    match value {
        Value::Bool(value) => Some(i64::from(*value)),
        Value::Int(number) => Some(*number),
        _ => None,
    }
}

fn int_to_float_order(int: &Value, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        return None;
    }
    if let Value::Big(big) = int {
        if float.is_infinite() {
            return Some(if float > 0.0 {
                Ordering::Less
            } else {
                Ordering::Greater
            });
        }
        let whole =
            num_traits::FromPrimitive::from_f64(float.trunc()).unwrap_or_else(BigInt::default);
        // The fraction decides nothing: a big integer equals its own whole part or is apart by one at least.
        return Some(
            (**big)
                .cmp(&whole)
                .then_with(|| 0.0.partial_cmp(&float.fract()).unwrap_or(Ordering::Equal)),
        );
    }
    let int = small(int)?;
    // Beyond 2**63 the float decides alone; within, its whole part fits 64 bits exactly.
    if float >= 9_223_372_036_854_775_808.0 {
        return Some(Ordering::Less);
    }
    if float < -9_223_372_036_854_775_808.0 {
        return Some(Ordering::Greater);
    }
    let whole = float.trunc() as i64;
    Some(
        int.cmp(&whole)
            .then_with(|| 0.0.partial_cmp(&float.fract()).unwrap_or(Ordering::Equal)),
    )
}
