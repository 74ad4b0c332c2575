//! Calls: of anything, of methods without binding them first, and of lambdas.

use std::rc::Rc;
use std::sync::Arc;

use super::{Operand, Scope, display, eval, operand, placed};
use crate::resolve::tree::{Argument, Attribute, Lambda, MethodCall, Node, Source};
use crate::runtime::bind;
use crate::runtime::call::{CallArgs, Named};
use crate::runtime::error::{Frame, Place, Result};
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::ops::attr;
use crate::runtime::value::Value;
use crate::runtime::wording::{self, arity};
use crate::syntax::Span;
use crate::types::dict::{self, Dict};
use crate::types::function::Function;
use crate::types::str::Str;
use crate::types::tuple::Tuple;

/// Runs `body` with the values of the arguments in a slice; up to four of them need no heap.
fn with_args(
    interp: &mut Interp,
    scope: &Scope<'_>,
    nodes: &[Node],
    body: impl FnOnce(&mut Interp, &[Value]) -> Result<Value>,
) -> Result<Value> {
    match nodes {
        [] => body(interp, &[]),
        [a] => {
            let args = [eval(interp, scope, a)?];
            body(interp, &args)
        }
        [a, b] => {
            let args = [eval(interp, scope, a)?, eval(interp, scope, b)?];
            body(interp, &args)
        }
        [a, b, c] => {
            let args = [
                eval(interp, scope, a)?,
                eval(interp, scope, b)?,
                eval(interp, scope, c)?,
            ];
            body(interp, &args)
        }
        [a, b, c, d] => {
            let args = [
                eval(interp, scope, a)?,
                eval(interp, scope, b)?,
                eval(interp, scope, c)?,
                eval(interp, scope, d)?,
            ];
            body(interp, &args)
        }
        _ => {
            interp.reserve_items(nodes.len())?;
            let args = nodes
                .iter()
                .map(|node| eval(interp, scope, node))
                .collect::<Result<Vec<_>>>()?;
            body(interp, &args)
        }
    }
}

/// `f(a, b)`
#[inline(never)]
pub(super) fn call(
    interp: &mut Interp,
    scope: &Scope<'_>,
    callee: &Node,
    args: &[Node],
    span: Span,
) -> Result<Value> {
    let callee = operand(interp, scope, callee)?;
    with_args(interp, scope, args, |interp, args| {
        let result = match callee.get() {
            Value::Function(function) => {
                call_function(interp, function, CallArgs::positional(args))
            }
            other => interp.call(other, args),
        };
        result.map_err(|error| failed_call(error, scope, callee.get(), span))
    })
}

/// Notes the place of a failed call, and the call itself when a lambda was called.
#[cold]
fn failed_call(
    error: crate::runtime::error::Error,
    scope: &Scope<'_>,
    callee: &Value,
    span: Span,
) -> crate::runtime::error::Error {
    let place = || Place {
        source: Arc::clone(&scope.unit.code.source),
        span,
    };
    let error = error.at(place);
    if matches!(callee, Value::Function(_)) {
        error.through(|| Frame {
            place: place(),
            name: "<lambda>",
        })
    } else {
        error
    }
}

/// `receiver.name(a, b)`
#[inline(never)]
pub(super) fn method_call(
    interp: &mut Interp,
    scope: &Scope<'_>,
    parts: &MethodCall,
    span: Span,
) -> Result<Value> {
    let receiver = operand(interp, scope, &parts.receiver)?;
    if let Some(method) = cached_method(scope, receiver.get(), parts.attribute) {
        return with_args(interp, scope, &parts.args, |interp, args| {
            bind::invoke(interp, method, receiver.get(), CallArgs::positional(args))
                .map_err(|error| placed(error, scope, span))
        });
    }
    let name = attribute_name(scope, parts.attribute);
    let callee = attr::get_attr(interp, receiver.get(), name)
        .map_err(|error| placed(error, scope, parts.attribute_span))?;
    let callee = Operand::Made(callee);
    with_args(interp, scope, &parts.args, |interp, args| {
        interp
            .call(callee.get(), args)
            .map_err(|error| failed_call(error, scope, callee.get(), span))
    })
}

fn attribute_name<'a>(scope: &Scope<'a>, attribute: Attribute) -> &'a str {
    scope
        .unit
        .code
        .names
        .get(attribute.name as usize)
        .map_or("", |name| name)
}

/// The method of the receiver's type, if the name is one and nothing of the value itself comes first.
fn cached_method(
    scope: &Scope<'_>,
    receiver: &Value,
    attribute: Attribute,
) -> Option<&'static crate::runtime::table::Builtin> {
    if matches!(
        receiver,
        Value::Module(_) | Value::Type(_) | Value::Object(_) | Value::Iter(_)
    ) {
        return None;
    }
    let info = attr::type_of(receiver);
    let site = scope.unit.sites.get(attribute.site as usize)?;
    if let Some((seen, method)) = site.get()
        && std::ptr::eq(seen, info)
    {
        return Some(method);
    }
    let method = info.method(attribute_name(scope, attribute))?;
    site.set(Some((info, method)));
    Some(method)
}

/// `value.name`
pub(super) fn attribute(
    interp: &mut Interp,
    scope: &Scope<'_>,
    value: &Value,
    attribute: Attribute,
) -> Result<Value> {
    attr::get_attr(interp, value, attribute_name(scope, attribute))
}

/// `f(a, *b, k=c, **d)`
#[inline(never)]
pub(super) fn call_with_names(
    interp: &mut Interp,
    scope: &Scope<'_>,
    callee: &Node,
    args: &[Argument],
    span: Span,
) -> Result<Value> {
    let callee = operand(interp, scope, callee)?;
    let positional = positional_args(interp, scope, args)?;
    let named = named_args(interp, scope, callee.get(), args, span)?;
    let positional = match positional {
        Positional::Listed(values) => values,
        Positional::OneStar(value, span) => {
            star(interp, callee.get(), &value).map_err(|error| placed(error, scope, span))?
        }
    };
    let args = CallArgs {
        positional: &positional,
        named: &named,
    };
    interp
        .call_with(callee.get(), args)
        .map_err(|error| failed_call(error, scope, callee.get(), span))
}

/// The positional arguments of a call with stars.
enum Positional {
    /// `f(a, *b, c)`: a list grows from left to right.
    Listed(Vec<Value>),
    /// `f(*a)`: CPython unpacks a single star last, after the named arguments were evaluated.
    OneStar(Value, Span),
}

fn positional_args(
    interp: &mut Interp,
    scope: &Scope<'_>,
    args: &[Argument],
) -> Result<Positional> {
    let mut values = Vec::new();
    let mut parts = args
        .iter()
        .filter(|arg| matches!(arg, Argument::Positional(_) | Argument::Star(_)))
        .peekable();
    if let (Some(Argument::Star(node)), None) = (parts.next(), parts.peek()) {
        return Ok(Positional::OneStar(eval(interp, scope, node)?, node.span));
    }
    for arg in args {
        match arg {
            Argument::Positional(node) => values.push(eval(interp, scope, node)?),
            Argument::Star(node) => {
                let value = operand(interp, scope, node)?;
                display::unpack_into(interp, value.get(), &mut values)
                    .map_err(|error| placed(error, scope, node.span))?;
            }
            Argument::Named(..) | Argument::DoubleStar(_) => {}
        }
    }
    Ok(Positional::Listed(values))
}

fn named_args(
    interp: &mut Interp,
    scope: &Scope<'_>,
    callee: &Value,
    args: &[Argument],
    span: Span,
) -> Result<Vec<Named>> {
    let mut named = Vec::new();
    for arg in args {
        match arg {
            Argument::Named(name, node) => {
                let value = eval(interp, scope, node)?;
                if let Some(Value::Str(name)) = scope.unit.constants.get(*name as usize) {
                    add_named(callee, &mut named, Rc::clone(name), value)
                        .map_err(|error| placed(error, scope, span))?;
                }
            }
            Argument::DoubleStar(node) => {
                let value = operand(interp, scope, node)?;
                double_star(interp, callee, value.get(), &mut named)
                    .map_err(|error| placed(error, scope, node.span))?;
            }
            Argument::Positional(_) | Argument::Star(_) => {}
        }
    }
    Ok(named)
}

fn star(interp: &mut Interp, callee: &Value, value: &Value) -> Result<Vec<Value>> {
    let Some(iter) = iter::try_open(interp, value)? else {
        return Err(wording::argument_after_star(callee, value));
    };
    let mut values = Vec::new();
    iter::collect_into(interp, &iter, &mut values)?;
    Ok(values)
}

fn double_star(
    interp: &mut Interp,
    callee: &Value,
    value: &Value,
    named: &mut Vec<Named>,
) -> Result<()> {
    let entries = Dict::new();
    if !dict::try_merge_mapping(interp, &entries, value)? {
        return Err(wording::argument_after_double_star(callee, value));
    }
    for position in 0..entries.len() {
        interp.tick()?;
        let Some((key, value)) = entries.table.entry(position) else {
            break;
        };
        let Value::Str(name) = key else {
            return Err(wording::keywords_must_be_strings());
        };
        add_named(callee, named, name, value)?;
    }
    Ok(())
}

fn add_named(callee: &Value, named: &mut Vec<Named>, name: Rc<Str>, value: Value) -> Result<()> {
    if named
        .iter()
        .any(|(known, _)| known.as_str() == name.as_str())
    {
        return Err(wording::multiple_keyword_values(callee, name.as_str()));
    }
    named.push((name, value));
    Ok(())
}

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

/// Calls a lambda; the arguments are its frame when they fit its parameters one for one.
pub fn call_function(
    interp: &mut Interp,
    function: &Rc<Function>,
    args: CallArgs<'_>,
) -> Result<Value> {
    let Some(lambda) = function.code() else {
        return Ok(Value::None);
    };
    interp.tick()?;
    if lambda.params.simple
        && args.named.is_empty()
        && args.positional.len() == lambda.params.positional
    {
        return enter(interp, function, lambda, args.positional);
    }
    let frame = bind_frame(interp, function, lambda, args)?;
    enter(interp, function, lambda, &frame)
}

#[inline]
fn enter(
    interp: &mut Interp,
    function: &Function,
    lambda: &Lambda,
    frame: &[Value],
) -> Result<Value> {
    let scope = &Scope {
        unit: &function.unit,
        locals: frame,
        captures: &function.captures,
    };
    interp.deeper(|interp| eval(interp, scope, &lambda.body))
}

/// The name that messages give a lambda.
const NAME: &str = "<lambda>";

/// Binds arguments to parameters in the general case, in CPython's order of complaints.
fn bind_frame(
    interp: &mut Interp,
    function: &Function,
    lambda: &Lambda,
    args: CallArgs<'_>,
) -> Result<Vec<Value>> {
    let params = &lambda.params;
    let mut frame = vec![Value::Missing; params.list.len()];
    let direct = args.positional.len().min(params.positional);
    let (first, rest) = args.positional.split_at(direct);
    frame
        .iter_mut()
        .zip(first)
        .for_each(|(slot, value)| *slot = value.clone());
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
                _ => return Err(arity::multiple_values(NAME, name.as_str())),
            },
            None if params.options.is_some() => {
                options.insert(interp, Value::Str(Rc::clone(name)), value.clone())?;
            }
            None => return Err(unexpected_name(lambda, args, name.as_str())),
        }
    }
    if !rest.is_empty() && params.rest.is_none() {
        return Err(too_many(lambda, args, &frame));
    }
    if let Some(slot) = params.rest.and_then(|at| frame.get_mut(at)) {
        interp.meter.reserve(size_of_val(rest))?;
        *slot = Value::Tuple(Rc::new(Tuple::from(rest.to_vec())));
    }
    if let Some(slot) = params.options.and_then(|at| frame.get_mut(at)) {
        *slot = Value::Dict(Rc::new(options));
    }
    fill_defaults(function, lambda, &mut frame)?;
    Ok(frame)
}

fn fill_defaults(function: &Function, lambda: &Lambda, frame: &mut [Value]) -> Result<()> {
    let mut missing_positional = Vec::new();
    let mut missing_named = Vec::new();
    for (position, (slot, param)) in frame.iter_mut().zip(&lambda.params.list).enumerate() {
        if !slot.is_missing() {
            continue;
        }
        match param
            .default
            .and_then(|at| function.defaults.get(at as usize))
        {
            Some(default) => *slot = default.clone(),
            None if position < lambda.params.positional => missing_positional.push(&*param.name),
            None => missing_named.push(&*param.name),
        }
    }
    if !missing_positional.is_empty() {
        return Err(arity::missing_names(
            NAME,
            "positional",
            &missing_positional,
        ));
    }
    if !missing_named.is_empty() {
        return Err(arity::missing_names(NAME, "keyword-only", &missing_named));
    }
    Ok(())
}

#[cold]
fn too_many(lambda: &Lambda, args: CallArgs<'_>, frame: &[Value]) -> crate::runtime::error::Error {
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
        NAME,
        most - defaults,
        most,
        args.positional.len(),
        keyword_only,
    )
}

/// A name that no parameter takes; positional-only parameters passed by name have a message of their own.
#[cold]
fn unexpected_name(
    lambda: &Lambda,
    args: CallArgs<'_>,
    name: &str,
) -> crate::runtime::error::Error {
    let only: Vec<&str> = lambda
        .params
        .list
        .iter()
        .take(lambda.params.positional_only)
        .map(|param| &*param.name)
        .filter(|param| args.named.iter().any(|(given, _)| given.as_str() == *param))
        .collect();
    if only.is_empty() {
        return wording::type_error(format!(
            "{NAME}() got an unexpected keyword argument '{name}'"
        ));
    }
    wording::type_error(format!(
        "{NAME}() got some positional-only arguments passed as keyword arguments: '{}'",
        only.join(", ")
    ))
}
