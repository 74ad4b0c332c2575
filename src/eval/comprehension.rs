//! List, set and dict comprehensions: loops that run at once, over a frame of their own.

use std::ops::ControlFlow;
use std::rc::Rc;

use super::condition::is_true;
use super::{Scope, function, generator, operand, placed, refuse_attribute, store};
use crate::resolve::tree::{Clause, Comprehension, ComprehensionKind, Node, Target};
use crate::runtime::error::Result;
use crate::runtime::heap;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{self, Iter};
use crate::runtime::spending::Spender;
use crate::runtime::unit::Unit;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::Span;
use crate::types::dict::Dict;
use crate::types::function::Cell;
use crate::types::list::List;
use crate::types::set::Set;

/// Evaluates a comprehension; a generator expression is only made.
#[inline(never)]
pub(super) fn eval(interp: &mut Interp, scope: &Scope<'_>, number: u32) -> Result<Value> {
    let unit = scope.unit;
    let Some(code) = unit.code.comprehensions.get(number as usize) else {
        return Ok(Value::None);
    };
    let first = {
        let iterable = operand(interp, scope, &code.first)?;
        iter::open(interp, iterable.get()).map_err(|error| placed(error, scope, code.first.span))?
    };
    let frame = new_frame(scope, code);
    if matches!(code.kind, ComprehensionKind::Generator(_)) {
        return Ok(generator::make(Rc::clone(unit), number, frame, first));
    }
    interp.spending(Spender::of(code), |interp| {
        gather(interp, unit, code, &first, frame)
    })
}

/// Runs the loops of a comprehension and gathers what they make.
fn gather(
    interp: &mut Interp,
    unit: &Rc<Unit>,
    code: &Comprehension,
    first: &Iter,
    mut frame: Vec<Value>,
) -> Result<Value> {
    match &code.kind {
        ComprehensionKind::List(element) => {
            let list = List::new(Vec::new());
            let mut collect = |interp: &mut Interp, scope: &Scope<'_>| {
                let item = super::eval(interp, scope, element)?;
                list.push(interp, item)
            };
            walk(interp, unit, &code.clauses, first, &mut frame, &mut collect)?;
            Ok(Value::List(Rc::new(list)))
        }
        ComprehensionKind::Set(element) => {
            let set = Set::new();
            let mut collect = |interp: &mut Interp, scope: &Scope<'_>| {
                let item = super::eval(interp, scope, element)?;
                set.insert(interp, item)
                    .map_err(|error| placed(error, scope, element.span))
            };
            walk(interp, unit, &code.clauses, first, &mut frame, &mut collect)?;
            Ok(Value::Set(Rc::new(set)))
        }
        ComprehensionKind::Dict(key, value) => {
            let dict = Dict::new();
            let mut collect = |interp: &mut Interp, scope: &Scope<'_>| {
                let span = key.span;
                let key = super::eval(interp, scope, key)?;
                let value = super::eval(interp, scope, value)?;
                dict.insert(interp, key, value)
                    .map_err(|error| placed(error, scope, span))
            };
            walk(interp, unit, &code.clauses, first, &mut frame, &mut collect)?;
            Ok(Value::Dict(Rc::new(dict)))
        }
        // Made and not run: it gathers nothing.
        ComprehensionKind::Generator(_) => Ok(Value::None),
    }
}

/// The frame of a comprehension: its variables, unbound, then what it takes along.
fn new_frame(scope: &Scope<'_>, code: &Comprehension) -> Vec<Value> {
    let mut frame = vec![Value::Missing; code.variables as usize];
    for slot in &code.cells {
        if let Some(slot) = frame.get_mut(*slot as usize) {
            *slot = Value::Cell(Cell::empty());
        }
    }
    frame.extend(
        code.captures
            .iter()
            .map(|source| function::captured(scope, *source)),
    );
    frame
}

/// Runs the clauses from the first of `clauses` on, whose iterable is open already.
fn walk(
    interp: &mut Interp,
    unit: &Rc<Unit>,
    clauses: &[Clause],
    items: &Iter,
    frame: &mut [Value],
    collect: &mut dyn FnMut(&mut Interp, &Scope<'_>) -> Result<()>,
) -> Result<()> {
    let Some((clause, inner)) = clauses.split_first() else {
        return Ok(());
    };
    iter::drive(interp, items, |interp, item| {
        assign(interp, unit, &clause.target, frame, item)?;
        let scope = &Scope::new(unit, frame, &[]);
        if !all_hold(interp, scope, &clause.conditions)? {
            return Ok(ControlFlow::Continue(()));
        }
        match inner.first().and_then(|next| next.iterable.as_ref()) {
            None => collect(interp, scope)?,
            Some(iterable) => {
                let items = open(interp, scope, iterable)?;
                interp.nested("", |interp| {
                    walk(interp, unit, inner, &items, frame, collect)
                })?;
            }
        }
        Ok(ControlFlow::Continue(()))
    })
}

/// Whether every condition of a clause holds.
#[inline(always)]
pub(super) fn all_hold(
    interp: &mut Interp,
    scope: &Scope<'_>,
    conditions: &[Node],
) -> Result<bool> {
    for condition in conditions {
        if !is_true(interp, scope, condition)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Opens the iterable of an inner clause.
pub(super) fn open(interp: &mut Interp, scope: &Scope<'_>, iterable: &Node) -> Result<Rc<Iter>> {
    let value = operand(interp, scope, iterable)?;
    iter::open(interp, value.get()).map_err(|error| placed(error, scope, iterable.span))
}

/// Puts an item where the target says: into a slot, most often.
#[inline(always)]
pub(super) fn assign(
    interp: &mut Interp,
    unit: &Rc<Unit>,
    target: &Target,
    frame: &mut [Value],
    item: Value,
) -> Result<()> {
    if let Target::Slot(slot) = target
        && let Some(slot) = frame.get_mut(*slot as usize)
    {
        slot.put(item);
        return Ok(());
    }
    if let Target::Unpack(targets, None, _) = target
        && let Value::Tuple(tuple) = &item
        && fill(frame, targets, tuple.as_slice())
    {
        return Ok(());
    }
    assign_elsewhere(interp, unit, target, frame, item)
}

/// Puts parts into the slots that as many targets are; `false` when they are not, and more is to be done.
#[inline(never)]
fn fill(frame: &mut [Value], targets: &[Target], parts: &[Value]) -> bool {
    if targets.len() != parts.len() {
        return false;
    }
    for (target, part) in targets.iter().zip(parts) {
        let Target::Slot(slot) = target else {
            return false;
        };
        if let Some(slot) = frame.get_mut(*slot as usize) {
            slot.put_copy(part);
        }
    }
    true
}

fn assign_elsewhere(
    interp: &mut Interp,
    unit: &Rc<Unit>,
    target: &Target,
    frame: &mut [Value],
    item: Value,
) -> Result<()> {
    match target {
        Target::Slot(_) => Ok(()),
        Target::Cell(slot) => {
            if let Some(value @ Value::Cell(cell)) = frame.get(*slot as usize) {
                heap::note(interp, value, &item)?;
                cell.set(item);
            }
            Ok(())
        }
        Target::Unpack(targets, star, span) => {
            unpack(interp, unit, targets, *star, *span, frame, &item)
        }
        Target::Subscript(parts, span) => {
            store(interp, &Scope::new(unit, frame, &[]), parts, *span, item)
        }
        Target::Attribute(value, name, span) => {
            refuse_attribute(interp, &Scope::new(unit, frame, &[]), value, name, *span)
        }
    }
}

/// `a, *b`: takes the item apart.
fn unpack(
    interp: &mut Interp,
    unit: &Rc<Unit>,
    targets: &[Target],
    star: Option<usize>,
    span: Span,
    frame: &mut [Value],
    item: &Value,
) -> Result<()> {
    if let (Value::Tuple(tuple), None) = (item, star)
        && tuple.as_slice().len() == targets.len()
    {
        for (target, part) in targets.iter().zip(tuple.as_slice()) {
            if let Target::Slot(slot) = target
                && let Some(slot) = frame.get_mut(*slot as usize)
            {
                slot.put_copy(part);
            } else {
                assign_elsewhere(interp, unit, target, frame, part.clone())?;
            }
        }
        return Ok(());
    }
    let parts = {
        let scope = &Scope::new(unit, frame, &[]);
        take_apart(interp, item, targets.len(), star).map_err(|error| placed(error, scope, span))?
    };
    for (target, part) in targets.iter().zip(parts) {
        assign(interp, unit, target, frame, part)?;
    }
    Ok(())
}

/// The parts of an item for that many targets, the starred one as a list.
fn take_apart(
    interp: &mut Interp,
    item: &Value,
    targets: usize,
    star: Option<usize>,
) -> Result<Vec<Value>> {
    let Some(iter) = iter::try_open(interp, item)? else {
        return Err(wording::cannot_unpack(item));
    };
    let mut parts = Vec::new();
    let before = star.unwrap_or(targets);
    while parts.len() < before {
        match iter.next(interp)? {
            Some(part) => parts.push(part),
            None => {
                return Err(wording::too_few_to_unpack(
                    targets,
                    star.is_some(),
                    parts.len(),
                ));
            }
        }
    }
    let Some(star) = star else {
        return match iter.next(interp)? {
            None => Ok(parts),
            Some(_) => Err(wording::too_many_to_unpack(targets)),
        };
    };
    let after = targets - star - 1;
    let mut rest = Vec::new();
    iter::collect_into(interp, &iter, &mut rest)?;
    if rest.len() < after {
        return Err(wording::too_few_to_unpack(
            targets,
            true,
            before + rest.len(),
        ));
    }
    let tail = rest.split_off(rest.len() - after);
    parts.push(Value::list(rest));
    parts.extend(tail);
    Ok(parts)
}
