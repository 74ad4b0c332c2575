//! Calls: of anything, of methods without binding them first, and of lambdas.

use std::rc::Rc;
use std::slice;
use std::sync::Arc;

use super::function::call_with_values;
use super::{Scope, display, eval, leaf, operand, placed, spender, value_of};
use crate::resolve::tree::{Argument, Attribute, Call, MethodCall, Node};
use crate::runtime::bind;
use crate::runtime::call::{CallArgs, Named};
use crate::runtime::error::{Error, Frame, Place, Result};
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::ops::attr;
use crate::runtime::spending::Spender;
use crate::runtime::table::TypeInfo;
use crate::runtime::unit::{Home, Site};
use crate::runtime::value::Value;
use crate::runtime::wording::{self};
use crate::syntax::Span;
use crate::types::dict::{self, Dict};
use crate::types::function::Function;
use crate::types::str::{self, Str};

/// Runs `body` with the values of the arguments in a slice: a single name or literal is looked at where it lies, and up
/// to four arguments need no heap.
#[inline(always)]
fn with_args(
    interp: &mut Interp,
    scope: &Scope<'_>,
    nodes: &[Node],
    body: impl FnOnce(&mut Interp, &[Value]) -> Result<Value>,
) -> Result<Value> {
    match nodes {
        [] => body(interp, &[]),
        [a] => {
            let made;
            let arg = match leaf(scope, a) {
                Some(arg) => arg,
                None => {
                    made = eval(interp, scope, a)?;
                    &made
                }
            };
            body(interp, slice::from_ref(arg))
        }
        [a, b] => {
            let args = [value_of(interp, scope, a)?, value_of(interp, scope, b)?];
            body(interp, &args)
        }
        [a, b, c] => {
            let args = [
                value_of(interp, scope, a)?,
                value_of(interp, scope, b)?,
                value_of(interp, scope, c)?,
            ];
            body(interp, &args)
        }
        [a, b, c, d] => {
            let args = [
                value_of(interp, scope, a)?,
                value_of(interp, scope, b)?,
                value_of(interp, scope, c)?,
                value_of(interp, scope, d)?,
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
    parts: &Call,
    span: Span,
) -> Result<Value> {
    match leaf(scope, &parts.callee) {
        Some(callee @ Value::Function(function)) => {
            let result = call_lambda(interp, scope, function, &parts.args);
            result.map_err(|error| failed_call(error, scope, callee, span))
        }
        _ => call_any(interp, scope, parts, span),
    }
}

/// Calls a lambda that a name stands for; a few arguments are its frame.
#[inline(always)]
fn call_lambda(
    interp: &mut Interp,
    scope: &Scope<'_>,
    function: &Rc<Function>,
    nodes: &[Node],
) -> Result<Value> {
    match nodes {
        [a, b] => {
            let args = [value_of(interp, scope, a)?, value_of(interp, scope, b)?];
            let result = call_with_values(interp, function, &args);
            let [a, b] = args;
            a.let_go();
            b.let_go();
            result
        }
        _ => with_args(interp, scope, nodes, |interp, args| {
            call_with_values(interp, function, args)
        }),
    }
}

#[inline(never)]
fn call_any(interp: &mut Interp, scope: &Scope<'_>, parts: &Call, span: Span) -> Result<Value> {
    let callee = operand(interp, scope, &parts.callee)?;
    with_args(interp, scope, &parts.args, |interp, args| {
        let result = match callee.get() {
            Value::Function(function) => call_with_values(interp, function, args),
            other => interp.spending(Spender::of(parts), |interp| interp.call(other, args)),
        };
        result.map_err(|error| failed_call(error, scope, callee.get(), span))
    })
}

/// Notes the place of a failed call, and the call itself when a lambda was called.
#[cold]
fn failed_call(error: Error, scope: &Scope<'_>, callee: &Value, span: Span) -> Error {
    let place = || Place {
        source: Arc::clone(&scope.unit.code.source),
        span,
    };
    let error = error.at(place);
    if let Value::Function(function) = callee {
        spender::noted(error, &function.unit.code).through(|| Frame {
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
    if let Some(receiver) = leaf(scope, &parts.receiver) {
        return method_call_on(interp, scope, parts, receiver, span);
    }
    let receiver = eval(interp, scope, &parts.receiver)?;
    method_call_on(interp, scope, parts, &receiver, span)
}

/// The same on a receiver that is there.
#[inline(never)]
pub(super) fn method_call_on(
    interp: &mut Interp,
    scope: &Scope<'_>,
    parts: &MethodCall,
    receiver: &Value,
    span: Span,
) -> Result<Value> {
    let Some(site) = cached_method(scope, receiver, parts) else {
        return method_call_by_name(interp, scope, parts, receiver, span);
    };
    let result = match &*parts.args {
        [] => run_method(interp, parts, site, receiver, &[]),
        [arg] => match leaf(scope, arg) {
            Some(arg) => run_method(interp, parts, site, receiver, slice::from_ref(arg)),
            None => {
                let arg = eval(interp, scope, arg)?;
                run_method(interp, parts, site, receiver, slice::from_ref(&arg))
            }
        },
        [first, second] => {
            let args = [
                value_of(interp, scope, first)?,
                value_of(interp, scope, second)?,
            ];
            let result = run_method(interp, parts, site, receiver, &args);
            let [first, second] = args;
            first.let_go();
            second.let_go();
            result
        }
        args => {
            return with_args(interp, scope, args, |interp, args| {
                run_method(interp, parts, site, receiver, args)
                    .map_err(|error| placed(error, scope, span))
            });
        }
    };
    result.map_err(|error| placed(error, scope, span))
}

/// Runs the method that a place found for its receiver.
#[inline]
fn run_method(
    interp: &mut Interp,
    parts: &MethodCall,
    site: Site,
    receiver: &Value,
    args: &[Value],
) -> Result<Value> {
    interp.spending(Spender::of(parts), |interp| {
        let this = site.this(receiver);
        bind::call_by(interp, site.way, site.method, this, args)
    })
}

/// Calls what the value itself, a module or a class has under that name.
#[inline(never)]
fn method_call_by_name(
    interp: &mut Interp,
    scope: &Scope<'_>,
    parts: &MethodCall,
    receiver: &Value,
    span: Span,
) -> Result<Value> {
    let name = attribute_name(scope, parts.attribute);
    if let Value::Object(object) = receiver
        && object.has_method(name)
    {
        return with_args(interp, scope, &parts.args, |interp, args| {
            interp
                .spending(Spender::of(parts), |interp| {
                    object.call_method(interp, name, CallArgs::positional(args))
                })
                .map_err(|error| placed(error, scope, span))
        });
    }
    let callee = attr::get_attr(interp, receiver, name)
        .map_err(|error| placed(error, scope, parts.attribute_span))?;
    with_args(interp, scope, &parts.args, |interp, args| {
        interp
            .spending(Spender::of(parts), |interp| interp.call(&callee, args))
            .map_err(|error| failed_call(error, scope, &callee, span))
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

/// The method of the receiver's type, or the function of the module that the receiver is, if the name is one and
/// nothing of the value itself comes first.
#[inline]
pub(super) fn cached_method(
    scope: &Scope<'_>,
    receiver: &Value,
    parts: &MethodCall,
) -> Option<Site> {
    let cache = scope.unit.sites.get(parts.attribute.site as usize)?;
    let home = match receiver {
        Value::Str(_) => Home::Type(&str::TYPE),
        Value::Module(module) => Home::Module(module),
        _ => Home::Type(type_with_methods(receiver)?),
    };
    match cache.get() {
        Some(site) if site.home.is(home) => Some(site),
        _ => {
            let name = attribute_name(scope, parts.attribute);
            let site = Site::find(home, name, parts.args.len())?;
            cache.set(Some(site));
            Some(site)
        }
    }
}

/// The type of a value that has no attributes of its own before the methods of its type.
#[inline(never)]
fn type_with_methods(receiver: &Value) -> Option<&'static TypeInfo> {
    if matches!(
        receiver,
        Value::Module(_) | Value::Type(_) | Value::Object(_) | Value::Iter(_)
    ) {
        return None;
    }
    // A field of a named tuple comes before a method of the same name.
    if let Value::Tuple(tuple) = receiver
        && tuple.class().is_some()
    {
        return None;
    }
    Some(attr::type_of(receiver))
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
    let spender = Spender::of(callee);
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
        .spending(spender, |interp| interp.call_with(callee.get(), args))
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
    let mut cursor = 0;
    while let Some((key, value)) = entries.table.step(&mut cursor) {
        interp.tick()?;
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
