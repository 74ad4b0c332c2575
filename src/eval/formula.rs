//! Formulas: arithmetic on names, numbers and items of records alone, tried on floats or small integers in a row of
//! steps.
//!
//! Looking at any of these changes nothing, so a try that fails leaves no trace, and the tree is walked as any
//! other. It fails for every other type, for a result that does not fit, for a NaN and for a division by zero.

use super::item::{entry, look_at, record};
use super::{Scope, eval, leaf};
use crate::resolve::tree::{Formula, Key, Node, NodeKind, Step};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::value::Value;
use crate::syntax::ast::BinaryOp;
use crate::types::int;

/// `a*a + b*b`
#[inline(never)]
pub(super) fn formula(interp: &mut Interp, scope: &Scope<'_>, parts: &Formula) -> Result<Value> {
    let attempted = if parts.leaves.len() + parts.steps.len() <= FEW {
        attempt::<FEW>(scope, parts)
    } else {
        attempt::<{ Formula::CELLS }>(scope, parts)
    };
    match attempted {
        Some(result) => Ok(result),
        None => eval(interp, scope, &parts.whole),
    }
}

/// As many cells are enough for most formulas, and sooner made ready than all.
const FEW: usize = 8;

/// The bits of an integer or of a float: which of the two, the steps know.
type Cells<const N: usize> = [u64; N];

#[inline]
fn attempt<const N: usize>(scope: &Scope<'_>, parts: &Formula) -> Option<Value> {
    let mut cells: Cells<N> = [0; N];
    let mut integers = 0_u32;
    for (position, (node, cell)) in parts.leaves.iter().zip(&mut cells).enumerate() {
        let (bits, is_integer) = match &node.kind {
            NodeKind::Key(key) => number_in_record(scope, node, key)?,
            _ => number(leaf(scope, node)?)?,
        };
        *cell = bits;
        integers |= u32::from(is_integer) << position;
    }
    if integers == 0 {
        return floats(&parts.steps, &mut cells);
    }
    if integers + 1 == 1 << parts.leaves.len() {
        return small_integers(&parts.steps, &mut cells);
    }
    if (parts.steps.iter()).any(|step| both(integers, step)) {
        return None;
    }
    let mut left = integers;
    while let Some(cell) = cells.get_mut(left.trailing_zeros() as usize) {
        // The conversion rounds to the nearest float, as Python's own does.
        *cell = (cell.cast_signed() as f64).to_bits();
        left &= left - 1;
    }
    floats(&parts.steps, &mut cells)
}

/// The bits of a number, and whether it is an integer.
#[inline(always)]
fn number(value: &Value) -> Option<(u64, bool)> {
    match value {
        Value::Float(number) => Some((number.to_bits(), false)),
        Value::Int(number) => Some((number.cast_unsigned(), true)),
        _ => None,
    }
}

/// The number at `record['key']`.
#[inline(never)]
fn number_in_record(scope: &Scope<'_>, node: &Node, key: &Key) -> Option<(u64, bool)> {
    match record(scope, key) {
        Some(record) => number(entry(scope, key, &record.look())?),
        None => look_at(scope, node, number),
    }
}

/// Whether a step works on two integers, so that it cannot be taken on floats.
fn both(integers: u32, step: &Step) -> bool {
    let is_integer = |cell: u8| integers & (1 << cell) != 0;
    is_integer(step.lhs) && is_integer(step.rhs)
}

#[inline]
fn floats<const N: usize>(steps: &[Step], cells: &mut Cells<N>) -> Option<Value> {
    let mut result = 0.0;
    for step in steps {
        let lhs = f64::from_bits(*cells.get(usize::from(step.lhs))?);
        let rhs = f64::from_bits(*cells.get(usize::from(step.rhs))?);
        result = match step.op {
            BinaryOp::Add => lhs + rhs,
            BinaryOp::Sub => lhs - rhs,
            BinaryOp::Mul => lhs * rhs,
            BinaryOp::Div if rhs != 0.0 => lhs / rhs,
            _ => return None,
        };
        *cells.get_mut(usize::from(step.to))? = result.to_bits();
    }
    // None of these operators makes anything but a NaN of a NaN.
    (!result.is_nan()).then_some(Value::Float(result))
}

#[inline]
fn small_integers<const N: usize>(steps: &[Step], cells: &mut Cells<N>) -> Option<Value> {
    let mut result = 0;
    for step in steps {
        let lhs = cells.get(usize::from(step.lhs))?.cast_signed();
        let rhs = cells.get(usize::from(step.rhs))?.cast_signed();
        result = match step.op {
            BinaryOp::Add => lhs.checked_add(rhs)?,
            BinaryOp::Sub => lhs.checked_sub(rhs)?,
            BinaryOp::Mul => lhs.checked_mul(rhs)?,
            BinaryOp::Mod => int::floor_mod(lhs, rhs)?,
            _ => return None,
        };
        *cells.get_mut(usize::from(step.to))? = result.cast_unsigned();
    }
    Some(Value::Int(result))
}
