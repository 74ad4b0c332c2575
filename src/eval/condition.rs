//! Conditions: what decides a branch is asked for its truth, and no value is made only to be asked.

use super::call::method_call;
use super::item::look_at;
use super::operator::holds;
use super::{Scope, eval, operand, placed};
use crate::resolve::tree::{Conditional, Node, NodeKind};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::truth;
use crate::runtime::value::Value;

/// The truth of a node.
pub(super) fn is_true(interp: &mut Interp, scope: &Scope<'_>, node: &Node) -> Result<bool> {
    match &node.kind {
        NodeKind::Compare(parts) => holds(interp, scope, parts, node.span),
        NodeKind::Not(inner) => is_false(interp, scope, inner),
        NodeKind::And(operands) => all_are(interp, scope, operands, true),
        NodeKind::Or(operands) => any_is_true(interp, scope, operands),
        _ => truth_of(interp, scope, node),
    }
}

#[inline(never)]
fn is_false(interp: &mut Interp, scope: &Scope<'_>, node: &Node) -> Result<bool> {
    Ok(!is_true(interp, scope, node)?)
}

#[inline(never)]
fn any_is_true(interp: &mut Interp, scope: &Scope<'_>, operands: &[Node]) -> Result<bool> {
    Ok(!all_are(interp, scope, operands, false)?)
}

/// Whether every operand has that truth; those after the first that has not are left alone.
#[inline(never)]
fn all_are(
    interp: &mut Interp,
    scope: &Scope<'_>,
    operands: &[Node],
    wanted: bool,
) -> Result<bool> {
    for node in operands {
        if is_true(interp, scope, node)? != wanted {
            return Ok(false);
        }
    }
    Ok(true)
}

#[inline(never)]
fn truth_of(interp: &mut Interp, scope: &Scope<'_>, node: &Node) -> Result<bool> {
    if let NodeKind::Key(_) = &node.kind
        && let Some(truth) = look_at(scope, node, truth::known)
    {
        return Ok(truth);
    }
    if let NodeKind::MethodCall(parts) = &node.kind {
        let value = method_call(interp, scope, parts, node.span)?;
        return match value {
            Value::Bool(truth) => Ok(truth),
            value => truth::truth(interp, &value).map_err(|error| placed(error, scope, node.span)),
        };
    }
    let value = operand(interp, scope, node)?;
    match value.get() {
        Value::Bool(value) => return Ok(*value),
        Value::Int(number) => return Ok(*number != 0),
        _ => {}
    }
    truth::truth(interp, value.get()).map_err(|error| placed(error, scope, node.span))
}

/// `body if test else orelse`
#[inline(never)]
pub(super) fn conditional(
    interp: &mut Interp,
    scope: &Scope<'_>,
    parts: &Conditional,
) -> Result<Value> {
    let branch = if is_true(interp, scope, &parts.test)? {
        &parts.body
    } else {
        &parts.orelse
    };
    eval(interp, scope, branch)
}

/// `a and b`, `a or b`: the first operand whose truth is `until`, or the last.
#[inline(never)]
pub(super) fn short_circuit(
    interp: &mut Interp,
    scope: &Scope<'_>,
    operands: &[Node],
    until: bool,
) -> Result<Value> {
    let Some((last, others)) = operands.split_last() else {
        return Ok(Value::Bool(!until));
    };
    for node in others {
        let value = eval(interp, scope, node)?;
        let truth = match value {
            Value::Bool(truth) => truth,
            _ => truth::truth(interp, &value).map_err(|error| placed(error, scope, node.span))?,
        };
        if truth == until {
            return Ok(value);
        }
    }
    eval(interp, scope, last)
}
