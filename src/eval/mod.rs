//! The walk over the resolved tree: one small function for each node.
//!
//! A frame is a borrowed slice, so parameters and literals are looked at without being cloned. Knows nothing of
//! source text, of modules or of teaching.

mod call;
mod comprehension;
mod condition;
mod display;
mod formula;
mod function;
mod generator;
mod item;
mod operator;
mod piece;
mod spender;
mod watch;

pub use function::{call_function, with_frame};

use crate::resolve::tree::{Node, NodeKind, SliceParts};
use crate::runtime::error::{Error, Place, Result};
use crate::runtime::interp::Interp;
use crate::runtime::ops::{arith, attr, index};
use crate::runtime::spending::Spender;
use crate::runtime::unit::Unit;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::Span;

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
    /// The literals of the program.
    constants: &'a [Value],
}

impl<'a> Scope<'a> {
    #[inline]
    fn new(unit: &'a Rc<Unit>, locals: &'a [Value], captures: &'a [Value]) -> Self {
        Scope {
            unit,
            locals,
            captures,
            constants: &unit.constants,
        }
    }
}

/// Evaluates a whole program.
///
/// # Errors
/// What it raises, or a halt.
pub fn run(interp: &mut Interp, unit: &Rc<Unit>) -> Result<Value> {
    let scope = &Scope::new(unit, &[], &[]);
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

/// The value of a node, as one of its own.
#[inline]
fn value_of(interp: &mut Interp, scope: &Scope<'_>, node: &Node) -> Result<Value> {
    match leaf(scope, node) {
        Some(value) => Ok(value.clone()),
        None => eval(interp, scope, node),
    }
}

/// The value of a node that only names one.
#[inline]
fn leaf<'a>(scope: &Scope<'a>, node: &'a Node) -> Option<&'a Value> {
    match &node.kind {
        NodeKind::Local(slot) => scope.locals.get(*slot as usize),
        NodeKind::Constant(number) => scope.constants.get(*number as usize),
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
        NodeKind::Local(_) | NodeKind::Constant(_) | NodeKind::Captured(_) => copy(scope, node),
        NodeKind::Binary(parts) => operator::binary(interp, scope, parts, node.span),
        NodeKind::Compare(parts) => operator::comparison(interp, scope, parts, node.span),
        NodeKind::Call(parts) => call::call(interp, scope, parts, node.span),
        NodeKind::Formula(parts) => formula::formula(interp, scope, parts),
        NodeKind::MethodCall(parts) => call::method_call(interp, scope, parts, node.span),
        NodeKind::Conditional(parts) => condition::conditional(interp, scope, parts),
        NodeKind::And(operands) => condition::short_circuit(interp, scope, operands, false),
        NodeKind::Or(operands) => condition::short_circuit(interp, scope, operands, true),
        NodeKind::Subscript(parts) => subscript(interp, scope, parts, node.span),
        NodeKind::Key(parts) => item::item(interp, scope, parts, node.span),
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
                return condition::is_true(interp, scope, inner).map(|truth| Value::Bool(!truth));
            }
            NodeKind::Unary(op, inner) => {
                let value = operand(interp, scope, inner)?;
                arith::unary(interp, *op, value.get())
            }
            NodeKind::CompareChain(first, rest) => {
                return operator::comparison_chain(interp, scope, first, rest, node.span);
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
                return display::f_string(interp, scope, parts);
            }
            NodeKind::Deep(inner) => return interp.with_stack(|interp| eval(interp, scope, inner)),
            NodeKind::Watched(watched) => return watch::eval(interp, scope, watched),
            NodeKind::Local(_)
            | NodeKind::Constant(_)
            | NodeKind::Captured(_)
            | NodeKind::Binary(_)
            | NodeKind::Formula(_)
            | NodeKind::Compare(_)
            | NodeKind::Call(_)
            | NodeKind::MethodCall(_)
            | NodeKind::Conditional(_)
            | NodeKind::And(_)
            | NodeKind::Or(_)
            | NodeKind::Subscript(_)
            | NodeKind::Key(_)
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
    if let (NodeKind::MethodCall(call), Some(Value::Int(index))) = (&value.kind, leaf(scope, key)) {
        return piece::item_of_call(interp, scope, call, *index, [value.span, span]);
    }
    let value = operand(interp, scope, value)?;
    let key = operand(interp, scope, key)?;
    index::get_item(interp, value.get(), key.get()).map_err(|error| placed(error, scope, span))
}

/// A name or literal as a value of its own.
#[inline(never)]
fn copy(scope: &Scope<'_>, node: &Node) -> Result<Value> {
    match leaf(scope, node) {
        Some(value) => Ok(value.clone()),
        None => Ok(Value::None),
    }
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
