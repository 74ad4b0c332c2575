//! The walk over the resolved tree: one small function for each node.
//!
//! A frame is a borrowed slice, so parameters and literals are looked at without being cloned. Knows nothing of
//! source text, of modules or of teaching.

mod call;
mod comprehension;
mod display;
mod function;
mod generator;
mod spender;
mod watch;

pub use function::{call_function, with_frame};

use crate::resolve::tree::{Conditional, Node, NodeKind, SliceParts};
use crate::runtime::error::{Error, Place, Result};
use crate::runtime::interp::Interp;
use crate::runtime::ops::{arith, attr, compare, index, truth};
use crate::runtime::spending::Spender;
use crate::runtime::unit::Unit;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::Span;
use crate::syntax::ast::{BinaryOp, CompareOp};

use std::rc::Rc;
use std::sync::Arc;

/// Where names are found while a body runs.
#[derive(Clone, Copy)]
struct Scope<'a> {
    /// The program.
    unit: &'a Rc<Unit>,
    /// The frame: parameters of a lambda, or variables and captures of a comprehension.
    locals: &'a [Value],
    /// What the lambda took along.
    captures: &'a [Value],
}

/// Evaluates a whole program.
///
/// # Errors
/// What it raises, or a halt.
pub fn run(interp: &mut Interp, unit: &Rc<Unit>) -> Result<Value> {
    let scope = &Scope {
        unit,
        locals: &[],
        captures: &[],
    };
    let root = &unit.code.root;
    interp
        .spending(Spender::of(root), |interp| {
            interp.with_stack(|interp| eval(interp, scope, root))
        })
        .map_err(|error| spender::noted(error, &unit.code))
}

/// An operand: looked at where it lies when it is a name or a literal, else computed.
enum Operand<'a> {
    There(&'a Value),
    Made(Value),
}

impl Operand<'_> {
    #[inline]
    fn get(&self) -> &Value {
        match self {
            Operand::There(value) => value,
            Operand::Made(value) => value,
        }
    }
}

#[inline]
fn operand<'a>(interp: &mut Interp, scope: &Scope<'a>, node: &'a Node) -> Result<Operand<'a>> {
    match leaf(scope, node) {
        Some(value) => Ok(Operand::There(value)),
        None => eval(interp, scope, node).map(Operand::Made),
    }
}

/// The value of a node that only names one.
#[inline]
fn leaf<'a>(scope: &Scope<'a>, node: &'a Node) -> Option<&'a Value> {
    match &node.kind {
        NodeKind::Local(slot) => scope.locals.get(*slot as usize),
        NodeKind::Constant(number) => scope.unit.constants.get(*number as usize),
        NodeKind::Captured(slot) => scope.captures.get(*slot as usize),
        NodeKind::Global(number) => scope
            .unit
            .globals
            .get(*number as usize)
            .filter(|value| !value.is_missing()),
        _ => None,
    }
}

/// Notes the place of a failure.
#[cold]
fn placed(error: Error, scope: &Scope<'_>, span: Span) -> Error {
    error.at(|| Place {
        source: Arc::clone(&scope.unit.code.source),
        span,
    })
}

/// Evaluates one node. What is frequent stands here; each arm is one call, so that this function needs no frame of
/// its own to speak of.
fn eval(interp: &mut Interp, scope: &Scope<'_>, node: &Node) -> Result<Value> {
    match &node.kind {
        NodeKind::Local(_) | NodeKind::Constant(_) | NodeKind::Captured(_) => {
            Ok(leaf(scope, node).cloned().unwrap_or(Value::None))
        }
        NodeKind::Binary(op, operands) => binary(interp, scope, *op, operands, node.span),
        NodeKind::Compare(op, operands) => comparison(interp, scope, *op, operands, node.span),
        NodeKind::Call(callee, args) => call::call(interp, scope, callee, args, node.span),
        NodeKind::MethodCall(parts) => call::method_call(interp, scope, parts, node.span),
        NodeKind::Conditional(parts) => conditional(interp, scope, parts),
        NodeKind::And(operands) => short_circuit(interp, scope, operands, false),
        NodeKind::Or(operands) => short_circuit(interp, scope, operands, true),
        NodeKind::Subscript(parts) => subscript(interp, scope, parts, node.span),
        NodeKind::Comprehension(number) => comprehension::eval(interp, scope, *number),
        NodeKind::Global(_)
        | NodeKind::MaybeLocal(..)
        | NodeKind::LocalCell(..)
        | NodeKind::FreeCell(..)
        | NodeKind::CapturedCell(..)
        | NodeKind::Not(_)
        | NodeKind::Unary(..)
        | NodeKind::CompareChain(..)
        | NodeKind::CallWithNames(..)
        | NodeKind::Attribute(..)
        | NodeKind::SliceOf(..)
        | NodeKind::Slice(_)
        | NodeKind::Lambda(_)
        | NodeKind::Tuple(_)
        | NodeKind::List(_)
        | NodeKind::TupleWithStars(_)
        | NodeKind::ListWithStars(_)
        | NodeKind::Set(_)
        | NodeKind::Dict(_)
        | NodeKind::FString(_)
        | NodeKind::Deep(_)
        | NodeKind::Watched(_) => eval_rarer(interp, scope, node),
    }
}

/// The nodes whose own work is larger than a call.
#[inline(never)]
fn eval_rarer(interp: &mut Interp, scope: &Scope<'_>, node: &Node) -> Result<Value> {
    let result =
        match &node.kind {
            NodeKind::Global(number) => match leaf(scope, node) {
                Some(value) => return Ok(value.clone()),
                None => late(interp, scope, *number),
            },
            NodeKind::MaybeLocal(slot, name) => match scope.locals.get(*slot as usize) {
                Some(value) if !value.is_missing() => return Ok(value.clone()),
                _ => Err(wording::unbound_local(name)),
            },
            NodeKind::LocalCell(slot, name) => read_cell(scope.locals.get(*slot as usize))
                .ok_or_else(|| wording::unbound_local(name)),
            NodeKind::FreeCell(slot, name) => read_cell(scope.locals.get(*slot as usize))
                .ok_or_else(|| wording::unbound_free(name)),
            NodeKind::CapturedCell(slot, name) => read_cell(scope.captures.get(*slot as usize))
                .ok_or_else(|| wording::unbound_free(name)),
            NodeKind::Not(inner) => {
                return is_true(interp, scope, inner).map(|truth| Value::Bool(!truth));
            }
            NodeKind::Unary(op, inner) => {
                let value = operand(interp, scope, inner)?;
                arith::unary(interp, *op, value.get())
            }
            NodeKind::CompareChain(first, rest) => {
                return comparison_chain(interp, scope, first, rest, node.span);
            }
            NodeKind::CallWithNames(callee, args) => {
                return call::call_with_names(interp, scope, callee, args, node.span);
            }
            NodeKind::Attribute(value, attribute) => {
                let value = operand(interp, scope, value)?;
                call::attribute(interp, scope, value.get(), *attribute)
            }
            NodeKind::SliceOf(value, parts) => {
                let value = operand(interp, scope, value)?;
                let (start, stop, step) = slice_parts(interp, scope, parts)?;
                index::get_slice(interp, value.get(), start, stop, step)
            }
            NodeKind::Slice(parts) => {
                let (start, stop, step) = slice_parts(interp, scope, parts)?;
                return Ok(Value::Slice(Rc::new(crate::types::slice::Slice {
                    start,
                    stop,
                    step,
                })));
            }
            NodeKind::Lambda(number) => return function::make_function(interp, scope, *number),
            NodeKind::Tuple(items) => return display::tuple(interp, scope, items),
            NodeKind::List(items) => return display::items(interp, scope, items).map(Value::list),
            NodeKind::TupleWithStars(elements) => {
                return display::elements(interp, scope, elements).map(Value::tuple);
            }
            NodeKind::ListWithStars(elements) => {
                return display::elements(interp, scope, elements).map(Value::list);
            }
            NodeKind::Set(elements) => return display::set(interp, scope, elements),
            NodeKind::Dict(entries) => return display::dict(interp, scope, entries),
            NodeKind::FString(parts) => {
                return display::f_string(interp, scope, parts).map(Value::from);
            }
            NodeKind::Deep(inner) => return interp.with_stack(|interp| eval(interp, scope, inner)),
            NodeKind::Watched(watched) => return watch::eval(interp, scope, watched),
            NodeKind::Local(_)
            | NodeKind::Constant(_)
            | NodeKind::Captured(_)
            | NodeKind::Binary(..)
            | NodeKind::Compare(..)
            | NodeKind::Call(..)
            | NodeKind::MethodCall(_)
            | NodeKind::Conditional(_)
            | NodeKind::And(_)
            | NodeKind::Or(_)
            | NodeKind::Subscript(_)
            | NodeKind::Comprehension(_) => return eval(interp, scope, node),
        };
    result.map_err(|error| placed(error, scope, node.span))
}

#[inline(never)]
fn subscript(
    interp: &mut Interp,
    scope: &Scope<'_>,
    parts: &[Node; 2],
    span: Span,
) -> Result<Value> {
    let [value, key] = parts;
    let value = operand(interp, scope, value)?;
    let key = operand(interp, scope, key)?;
    index::get_item(interp, value.get(), key.get()).map_err(|error| placed(error, scope, span))
}

/// A name that had no value when the program was made ready.
#[cold]
fn late(interp: &Interp, scope: &Scope<'_>, number: u32) -> Result<Value> {
    let global = scope.unit.code.globals.get(number as usize);
    let name = global.map_or("", |global| &global.name);
    let value = interp.late.get(name).cloned();
    value.ok_or_else(|| wording::name_not_defined(name))
}

fn read_cell(slot: Option<&Value>) -> Option<Value> {
    match slot {
        Some(Value::Cell(cell)) => Some(cell.get()).filter(|value| !value.is_missing()),
        _ => None,
    }
}

fn is_true(interp: &mut Interp, scope: &Scope<'_>, node: &Node) -> Result<bool> {
    let value = operand(interp, scope, node)?;
    if let Value::Bool(value) = value.get() {
        return Ok(*value);
    }
    truth::truth(interp, value.get()).map_err(|error| placed(error, scope, node.span))
}

/// Evaluates both operands, the ones that only name a value without touching it, and hands them on.
#[inline(always)]
fn with_operands(
    interp: &mut Interp,
    scope: &Scope<'_>,
    operands: &[Node; 2],
    apply: impl FnOnce(&mut Interp, &Value, &Value) -> Result<Value>,
) -> Result<Value> {
    let [lhs, rhs] = operands;
    let lhs = operand(interp, scope, lhs)?;
    match leaf(scope, rhs) {
        Some(rhs) => apply(interp, lhs.get(), rhs),
        None => {
            let rhs = eval(interp, scope, rhs)?;
            apply(interp, lhs.get(), &rhs)
        }
    }
}

#[inline(never)]
fn binary(
    interp: &mut Interp,
    scope: &Scope<'_>,
    op: BinaryOp,
    operands: &[Node; 2],
    span: Span,
) -> Result<Value> {
    with_operands(interp, scope, operands, |interp, lhs, rhs| {
        let fast = match (lhs, rhs) {
            (Value::Int(lhs), Value::Int(rhs)) => small_binary(op, *lhs, *rhs),
            (Value::Float(lhs), Value::Float(rhs)) => float_binary(op, *lhs, *rhs),
            _ => None,
        };
        match fast {
            Some(value) => Ok(value),
            None => interp
                .spending(Spender::of(operands), |interp| {
                    arith::binary(interp, op, lhs, rhs)
                })
                .map_err(|error| placed(error, scope, span)),
        }
    })
}

/// The operators that most programs use, between integers whose result is one too.
#[inline(always)]
fn small_binary(op: BinaryOp, lhs: i64, rhs: i64) -> Option<Value> {
    match op {
        BinaryOp::Add => lhs.checked_add(rhs).map(Value::Int),
        BinaryOp::Sub => lhs.checked_sub(rhs).map(Value::Int),
        BinaryOp::Mul => lhs.checked_mul(rhs).map(Value::Int),
        BinaryOp::Mod if rhs > 0 => Some(Value::Int(lhs.rem_euclid(rhs))),
        _ => None,
    }
}

/// The same between floats; a NaN is left to the slower way, which gives it an identity.
#[inline(always)]
fn float_binary(op: BinaryOp, lhs: f64, rhs: f64) -> Option<Value> {
    let result = match op {
        BinaryOp::Add => lhs + rhs,
        BinaryOp::Sub => lhs - rhs,
        BinaryOp::Mul => lhs * rhs,
        BinaryOp::Div if rhs != 0.0 => lhs / rhs,
        _ => return None,
    };
    (!result.is_nan()).then_some(Value::Float(result))
}

#[inline(never)]
fn comparison(
    interp: &mut Interp,
    scope: &Scope<'_>,
    op: CompareOp,
    operands: &[Node; 2],
    span: Span,
) -> Result<Value> {
    with_operands(interp, scope, operands, |interp, lhs, rhs| {
        compare_values(interp, op, lhs, rhs, Spender::of(operands))
            .map_err(|error| placed(error, scope, span))
    })
}

#[inline]
fn compare_values(
    interp: &mut Interp,
    op: CompareOp,
    lhs: &Value,
    rhs: &Value,
    spender: Spender,
) -> Result<Value> {
    if let (Value::Int(a), Value::Int(b)) = (lhs, rhs) {
        let answer = match op {
            CompareOp::Eq => a == b,
            CompareOp::Ne => a != b,
            CompareOp::Lt => a < b,
            CompareOp::Le => a <= b,
            CompareOp::Gt => a > b,
            CompareOp::Ge => a >= b,
            CompareOp::In | CompareOp::NotIn | CompareOp::Is | CompareOp::IsNot => {
                return compare::compare(interp, op, lhs, rhs);
            }
        };
        return Ok(Value::Bool(answer));
    }
    match (op, lhs, rhs) {
        (CompareOp::Eq, Value::Str(a), Value::Str(b)) => Ok(Value::Bool(a.as_str() == b.as_str())),
        (CompareOp::Ne, Value::Str(a), Value::Str(b)) => Ok(Value::Bool(a.as_str() != b.as_str())),
        (CompareOp::Is, _, _) => Ok(Value::Bool(lhs.is(rhs))),
        _ => interp.spending(spender, |interp| compare::compare(interp, op, lhs, rhs)),
    }
}

/// `a < b < c`: each operand once, and none after the first comparison that is false.
fn comparison_chain(
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
        answer = compare_values(interp, *op, left.get(), right.get(), Spender::of(rest))
            .map_err(|error| placed(error, scope, span))?;
        if position + 1 < rest.len() && !truth::truth(interp, &answer)? {
            break;
        }
        left = right;
    }
    Ok(answer)
}

#[inline(never)]
fn conditional(interp: &mut Interp, scope: &Scope<'_>, parts: &Conditional) -> Result<Value> {
    let branch = if is_true(interp, scope, &parts.test)? {
        &parts.body
    } else {
        &parts.orelse
    };
    eval(interp, scope, branch)
}

/// `a and b`, `a or b`: the first operand that decides, or the last.
#[inline(never)]
fn short_circuit(
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
        let decides =
            truth::truth(interp, &value).map_err(|error| placed(error, scope, node.span))? == until;
        if decides {
            return Ok(value);
        }
    }
    eval(interp, scope, last)
}

fn slice_parts(
    interp: &mut Interp,
    scope: &Scope<'_>,
    parts: &SliceParts,
) -> Result<(Value, Value, Value)> {
    let mut part = |node: &Option<Node>| match node {
        Some(node) => eval(interp, scope, node),
        None => Ok(Value::None),
    };
    Ok((part(&parts.start)?, part(&parts.stop)?, part(&parts.step)?))
}

/// Stores into `value[key]` or refuses `value.name`, for a comprehension's target.
fn store(
    interp: &mut Interp,
    scope: &Scope<'_>,
    parts: &[Node; 2],
    span: Span,
    item: Value,
) -> Result<()> {
    let [value, key] = parts;
    let value = operand(interp, scope, value)?;
    let key = operand(interp, scope, key)?;
    index::set_item(interp, value.get(), key.get(), item)
        .map_err(|error| placed(error, scope, span))
}

fn refuse_attribute(
    interp: &mut Interp,
    scope: &Scope<'_>,
    value: &Node,
    name: &str,
    span: Span,
) -> Result<()> {
    let value = operand(interp, scope, value)?;
    Err(placed(attr::cannot_set(value.get(), name), scope, span))
}
