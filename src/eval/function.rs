//! Lambdas: making the closure, binding a frame, running the body.

use std::rc::Rc;

use super::{Scope, eval};
use crate::resolve::tree::{Lambda, Source};
use crate::runtime::call::CallArgs;
use crate::runtime::error::{Error, Result};
use crate::runtime::interp::Interp;
use crate::runtime::spending::Spender;
use crate::runtime::value::Value;
use crate::runtime::wording::{self, arity, keyword};
use crate::types::dict::Dict;
use crate::types::function::Function;
use crate::types::tuple::Tuple;

/// `lambda …`: makes the closure.
#[inline(never)]
pub(super) fn make_function(interp: &mut Interp, scope: &Scope<'_>, number: u32) -> Result<Value> {
    let Some(lambda) = scope.unit.code.lambdas.get(number as usize) else {
        return Ok(Value::None);
    };
    let defaults = lambda
        .defaults
        .iter()
        .map(|node| eval(interp, scope, node))
        .collect::<Result<_>>()?;
    let captures = capture(scope, &lambda.captures);
    Ok(Value::Function(Rc::new(Function::new(
        Rc::clone(scope.unit),
        number,
        defaults,
        captures,
    ))))
}

/// Copies what a closure takes along; cells are shared by the copy.
pub(super) fn capture(scope: &Scope<'_>, sources: &[Source]) -> Box<[Value]> {
    sources
        .iter()
        .map(|source| captured(scope, *source))
        .collect()
}

/// One value that a closure takes along.
pub(super) fn captured(scope: &Scope<'_>, source: Source) -> Value {
    let value = match source {
        Source::Local(slot) => scope.locals.get(slot as usize),
        Source::Captured(slot) => scope.captures.get(slot as usize),
    };
    value.cloned().unwrap_or(Value::Missing)
}

/// Calls a lambda.
///
/// # Errors
/// What it raises; `TypeError` when the arguments do not fit.
pub fn call_function(
    interp: &mut Interp,
    function: &Rc<Function>,
    args: CallArgs<'_>,
) -> Result<Value> {
    if args.named.is_empty() {
        return call_with_values(interp, function, args.positional);
    }
    bind_and_enter(interp, function, args)
}

/// Calls a lambda with arguments by position; they are its frame when they fit its parameters one for one.
#[inline]
pub(super) fn call_with_values(
    interp: &mut Interp,
    function: &Rc<Function>,
    values: &[Value],
) -> Result<Value> {
    match function.code() {
        Some(lambda) if lambda.params.simple && values.len() == lambda.params.positional => {
            interp.meter.tick_for(|| Spender::of(lambda))?;
            enter(interp, function, lambda, values)
        }
        _ => bind_and_enter(interp, function, CallArgs::positional(values)),
    }
}

#[inline(never)]
fn bind_and_enter(
    interp: &mut Interp,
    function: &Rc<Function>,
    args: CallArgs<'_>,
) -> Result<Value> {
    let Some(lambda) = function.code() else {
        return Ok(Value::None);
    };
    interp.meter.tick_for(|| Spender::of(lambda))?;
    let mut few = [const { Value::Missing }; FEW];
    if args.named.is_empty() && fill(&mut few, function, lambda, args.positional) {
        let frame = few.get(..lambda.params.list.len()).unwrap_or_default();
        let result = enter(interp, function, lambda, frame);
        let [first, second, third] = few;
        first.let_go();
        second.let_go();
        third.let_go();
        return result;
    }
    with_frame(interp, function, lambda, args, |interp, frame| {
        enter(interp, function, lambda, frame)
    })
}

/// As many parameters are a few.
const FEW: usize = 3;

/// Fills the frame of a lambda of a few parameters, each of which has its argument by position or its default; answers
/// `false` where more is to be asked.
#[inline(always)]
fn fill(frame: &mut [Value; FEW], function: &Function, lambda: &Lambda, given: &[Value]) -> bool {
    let params = &lambda.params;
    let list = &*params.list;
    if list.len() > FEW || given.len() > params.positional {
        return false;
    }
    if params.rest.is_some() || params.options.is_some() {
        return false;
    }
    for ((at, param), slot) in list.iter().enumerate().zip(frame) {
        let default = || function.defaults.get(param.default? as usize);
        match given.get(at).or_else(default) {
            Some(value) => slot.put(value.clone()),
            None => return false,
        }
    }
    true
}

/// Binds arguments to parameters in the general case, and hands the frame to `body`.
///
/// # Errors
/// `TypeError` when they do not fit, or what `body` returns.
pub fn with_frame<T>(
    interp: &mut Interp,
    function: &Function,
    lambda: &Lambda,
    args: CallArgs<'_>,
    body: impl FnOnce(&mut Interp, &[Value]) -> Result<T>,
) -> Result<T> {
    match lambda.params.list.len() {
        0..=4 => with_small_frame::<4, T>(interp, function, lambda, args, body),
        5..=8 => with_small_frame::<8, T>(interp, function, lambda, args, body),
        slots => {
            let mut frame = vec![Value::Missing; slots];
            bind_frame(interp, function, lambda, args, &mut frame)?;
            body(interp, &frame)
        }
    }
}

/// The same with a frame of at most `N` slots, on the native stack.
fn with_small_frame<const N: usize, T>(
    interp: &mut Interp,
    function: &Function,
    lambda: &Lambda,
    args: CallArgs<'_>,
    body: impl FnOnce(&mut Interp, &[Value]) -> Result<T>,
) -> Result<T> {
    let mut slots = [const { Value::Missing }; N];
    let frame = slots.get_mut(..lambda.params.list.len());
    let frame = frame.unwrap_or_default();
    bind_frame(interp, function, lambda, args, frame)?;
    let result = body(interp, frame);
    slots.into_iter().for_each(Value::let_go);
    result
}

#[inline]
fn enter(
    interp: &mut Interp,
    function: &Function,
    lambda: &Lambda,
    frame: &[Value],
) -> Result<Value> {
    let scope = &Scope::new(&function.unit, frame, &function.captures);
    interp.deeper(|interp| eval(interp, scope, &lambda.body))
}

/// Fills a frame of missing values, in CPython's order of complaints.
fn bind_frame(
    interp: &mut Interp,
    function: &Function,
    lambda: &Lambda,
    args: CallArgs<'_>,
    frame: &mut [Value],
) -> Result<()> {
    let params = &lambda.params;
    let direct = args.positional.len().min(params.positional);
    let (first, rest) = args.positional.split_at(direct);
    for (slot, value) in frame.iter_mut().zip(first) {
        slot.put(value.clone());
    }
    if args.named.is_empty() && rest.is_empty() && params.rest.is_none() && params.options.is_none()
    {
        return fill_defaults(function, lambda, frame);
    }
    let options = Dict::new();
    for (name, value) in args.named {
        let nameable = |position: usize| {
            position >= params.positional_only
                && Some(position) != params.rest
                && Some(position) != params.options
        };
        let found = (0..)
            .zip(&params.list)
            .find(|(at, param)| nameable(*at) && *param.name == *name.as_str());
        match found {
            Some((position, _)) => match frame.get_mut(position) {
                Some(slot) if slot.is_missing() => *slot = value.clone(),
                _ => {
                    return Err(arity::multiple_values(
                        &lambda.qualified_name,
                        name.as_str(),
                    ));
                }
            },
            None if params.options.is_some() => {
                options.insert(interp, Value::Str(Rc::clone(name)), value.clone())?;
            }
            None => return Err(unexpected_name(lambda, args, name.as_str())),
        }
    }
    if !rest.is_empty() && params.rest.is_none() {
        return Err(too_many(lambda, args, frame));
    }
    if let Some(slot) = params.rest.and_then(|at| frame.get_mut(at)) {
        interp.meter.reserve(size_of_val(rest))?;
        *slot = Value::Tuple(Rc::new(Tuple::from(rest.to_vec())));
    }
    if let Some(slot) = params.options.and_then(|at| frame.get_mut(at)) {
        *slot = Value::Dict(Rc::new(options));
    }
    fill_defaults(function, lambda, frame)
}

fn fill_defaults(function: &Function, lambda: &Lambda, frame: &mut [Value]) -> Result<()> {
    for (slot, param) in frame.iter_mut().zip(&lambda.params.list) {
        if slot.is_missing() {
            let default = param.default.map(|at| at as usize);
            match default.and_then(|at| function.defaults.get(at)) {
                Some(default) => slot.put(default.clone()),
                None => return Err(missing(lambda, frame)),
            }
        }
    }
    Ok(())
}

/// Names what is missing: parameters that can be passed by position, or else the others.
#[cold]
fn missing(lambda: &Lambda, frame: &[Value]) -> Error {
    let slots = frame.iter().zip(&lambda.params.list).enumerate();
    let missing = slots.filter(|(_, (slot, param))| slot.is_missing() && param.default.is_none());
    let (positional, named): (Vec<_>, Vec<_>) = missing
        .map(|(position, (_, param))| (position, &*param.name))
        .partition(|(position, _)| *position < lambda.params.positional);
    let (kind, names) = if positional.is_empty() {
        ("keyword-only", named)
    } else {
        ("positional", positional)
    };
    let names: Vec<&str> = names.into_iter().map(|(_, name)| name).collect();
    arity::missing_names(&lambda.qualified_name, kind, &names)
}

#[cold]
fn too_many(lambda: &Lambda, args: CallArgs<'_>, frame: &[Value]) -> Error {
    let params = &lambda.params;
    let most = params.positional;
    let defaults = params
        .list
        .iter()
        .take(most)
        .filter(|param| param.default.is_some())
        .count();
    let keyword_only = frame
        .iter()
        .skip(most)
        .filter(|slot| !slot.is_missing())
        .count();
    arity::too_many_positional(
        &lambda.qualified_name,
        most - defaults,
        most,
        args.positional.len(),
        keyword_only,
    )
}

/// A name that no parameter takes; positional-only parameters passed by name have a message of their own.
#[cold]
fn unexpected_name(lambda: &Lambda, args: CallArgs<'_>, name: &str) -> Error {
    let only: Vec<&str> = lambda
        .params
        .list
        .iter()
        .take(lambda.params.positional_only)
        .map(|param| &*param.name)
        .filter(|param| args.named.iter().any(|(given, _)| given.as_str() == *param))
        .collect();
    if only.is_empty() {
        let named = lambda.params.list.get(lambda.params.positional_only..);
        let keywords = named.unwrap_or_default().iter().map(|param| &*param.name);
        return keyword::unexpected_keyword(&lambda.qualified_name, name, keywords);
    }
    wording::type_error(format!(
        "{}() got some positional-only arguments passed as keyword arguments: '{}'",
        lambda.qualified_name,
        only.join(", ")
    ))
}
