//! Displays and f-strings: `(a, b)`, `[a, *b]`, `{k: v}`, `f'{x}'`.

use std::rc::Rc;

use super::{Scope, eval, operand, placed};
use crate::resolve::tree::{Element, Entry, Hole, Node, Part};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::ops::{format, repr};
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::Conversion;
use crate::types::dict::{self, Dict};
use crate::types::set::Set;

pub(super) fn tuple(interp: &mut Interp, scope: &Scope<'_>, nodes: &[Node]) -> Result<Value> {
    match nodes {
        [first, second] => {
            let first = eval(interp, scope, first)?;
            Ok(Value::pair(first, eval(interp, scope, second)?))
        }
        [first, second, third] => {
            let first = eval(interp, scope, first)?;
            let second = eval(interp, scope, second)?;
            Ok(Value::triple([first, second, eval(interp, scope, third)?]))
        }
        _ => items(interp, scope, nodes).map(Value::tuple),
    }
}

pub(super) fn items(interp: &mut Interp, scope: &Scope<'_>, nodes: &[Node]) -> Result<Vec<Value>> {
    interp.reserve_items(nodes.len())?;
    let mut items = Vec::with_capacity(nodes.len());
    for node in nodes {
        items.push(eval(interp, scope, node)?);
    }
    Ok(items)
}

/// The items of a display with stars.
pub(super) fn elements(
    interp: &mut Interp,
    scope: &Scope<'_>,
    elements: &[Element],
) -> Result<Vec<Value>> {
    let mut items = Vec::new();
    for element in elements {
        match element {
            Element::One(node) => items.push(eval(interp, scope, node)?),
            Element::Star(node) => {
                let value = operand(interp, scope, node)?;
                unpack_into(interp, value.get(), &mut items)
                    .map_err(|error| placed(error, scope, node.span))?;
            }
        }
    }
    Ok(items)
}

/// Appends the items of `*value`.
pub(super) fn unpack_into(
    interp: &mut Interp,
    value: &Value,
    items: &mut Vec<Value>,
) -> Result<()> {
    let Some(iter) = iter::try_open(interp, value)? else {
        return Err(wording::value_after_star_not_iterable(value));
    };
    iter::collect_into(interp, &iter, items)
}

pub(super) fn set(interp: &mut Interp, scope: &Scope<'_>, elements: &[Element]) -> Result<Value> {
    let set = Set::new();
    let stars = |element: &Element| matches!(element, Element::Star(_));
    let before_a_star = elements.iter().position(stars).unwrap_or(elements.len());
    let (first, rest) = if elements.len() > SET_DEFERRED {
        elements.split_at(0)
    } else {
        elements.split_at(before_a_star)
    };
    let mut pending = Vec::with_capacity(first.len());
    for element in first {
        if let Element::One(node) = element {
            pending.push((eval(interp, scope, node)?, node.span));
        }
    }
    for (item, span) in pending {
        set.insert(interp, item)
            .map_err(|error| placed(error, scope, span))?;
    }
    for element in rest {
        match element {
            Element::One(node) => {
                let item = eval(interp, scope, node)?;
                set.insert(interp, item)
                    .map_err(|error| placed(error, scope, node.span))?;
            }
            Element::Star(node) => {
                let value = operand(interp, scope, node)?;
                iter::for_each(interp, value.get(), |interp, item| set.insert(interp, item))
                    .map_err(|error| placed(error, scope, node.span))?;
            }
        }
    }
    Ok(Value::Set(Rc::new(set)))
}

pub(super) fn dict(interp: &mut Interp, scope: &Scope<'_>, entries: &[Entry]) -> Result<Value> {
    let made = Dict::new();
    if let [Entry::Pair(..)] = entries {
        dict_chunk(interp, scope, &made, entries)?;
        return Ok(Value::Dict(Rc::new(made)));
    }
    let unpacks = |entry: &Entry| matches!(entry, Entry::Unpack(_));
    for run in entries.chunk_by(|before, after| !unpacks(before) && !unpacks(after)) {
        for chunk in run.chunks(DICT_CHUNK) {
            dict_chunk(interp, scope, &made, chunk)?;
        }
    }
    Ok(Value::Dict(Rc::new(made)))
}

/// CPython compiles a long dict display in pieces of so many pairs.
const DICT_CHUNK: usize = 17;
/// Up to so many pairs are all evaluated before the first key is hashed; of more, each is inserted at once.
const DICT_DEFERRED: usize = 15;
/// The same for the items of a set display, before its first star.
const SET_DEFERRED: usize = 30;

fn dict_chunk(interp: &mut Interp, scope: &Scope<'_>, made: &Dict, chunk: &[Entry]) -> Result<()> {
    // A single pair has nothing to wait for.
    let waits = chunk.len() > 1 && chunk.len() <= DICT_DEFERRED;
    let mut pending = Vec::with_capacity(if waits { chunk.len() } else { 0 });
    for entry in chunk {
        match entry {
            Entry::Pair(key, value) => {
                let span = key.span;
                let key = eval(interp, scope, key)?;
                let value = eval(interp, scope, value)?;
                if waits {
                    pending.push((key, value, span));
                } else {
                    made.insert(interp, key, value)
                        .map_err(|error| placed(error, scope, span))?;
                }
            }
            Entry::Unpack(mapping) => {
                let value = operand(interp, scope, mapping)?;
                dict::merge_mapping(interp, made, value.get())
                    .map_err(|error| placed(error, scope, mapping.span))?;
            }
        }
    }
    for (key, value, span) in pending {
        made.insert(interp, key, value)
            .map_err(|error| placed(error, scope, span))?;
    }
    Ok(())
}

/// `f'{x}'`, written into a text that is there already.
pub(super) fn f_string(interp: &mut Interp, scope: &Scope<'_>, parts: &[Part]) -> Result<Value> {
    let mut text = interp.spare_text();
    let written = write_parts(interp, scope, parts, &mut text);
    let made = written.map(|()| Value::str(text.as_str()));
    interp.spare(text);
    made
}

fn write_parts(
    interp: &mut Interp,
    scope: &Scope<'_>,
    parts: &[Part],
    text: &mut String,
) -> Result<()> {
    for part in parts {
        match part {
            Part::Text(constant) => text.push_str(constant_text(scope, *constant)),
            Part::Hole(hole) => {
                let before = text.len();
                fill(interp, scope, hole, text)?;
                interp.grown(before, text.len())?;
            }
        }
    }
    Ok(())
}

fn constant_text<'a>(scope: &Scope<'a>, constant: u32) -> &'a str {
    let constant = scope.constants.get(constant as usize);
    constant.and_then(Value::as_str).unwrap_or_default()
}

fn fill(interp: &mut Interp, scope: &Scope<'_>, hole: &Hole, text: &mut String) -> Result<()> {
    let value = operand(interp, scope, &hole.value)?;
    let converted = match hole.conversion {
        None => None,
        Some(Conversion::Str) => Some(repr::str_value(interp, value.get())?),
        Some(Conversion::Repr) => Some(Value::from(repr::repr(interp, value.get())?)),
        Some(Conversion::Ascii) => Some(Value::from(repr::ascii(interp, value.get())?)),
    };
    let value = converted.as_ref().unwrap_or_else(|| value.get());
    let mut computed = String::new();
    let spec = match &*hole.spec {
        [] => "",
        [Part::Text(constant)] => constant_text(scope, *constant),
        parts => {
            write_parts(interp, scope, parts, &mut computed)?;
            &computed
        }
    };
    match value {
        Value::Str(piece) if spec.is_empty() => {
            interp.reserve(piece.as_str().len())?;
            text.push_str(piece.as_str());
        }
        _ => format::write(interp, value, spec, text)
            .map_err(|error| placed(error, scope, hole.value.span))?,
    }
    Ok(())
}
