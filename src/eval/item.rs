//! Items of records: `record['key']`, with a key that is written out.
//!
//! Each place remembers where in a dict its key was last. Records of one shape have it there again, so that one text is
//! compared and nothing is hashed. What is only looked at stays where it lies; looking runs no code of the program.

use std::cell::Cell;

use super::{Scope, leaf, operand, placed};
use crate::resolve::tree::{Key, Node, NodeKind};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::index;
use crate::runtime::value::Value;
use crate::syntax::Span;
use crate::types::dict::{Looking, Table};

/// `record['key']`
#[inline(never)]
pub(super) fn item(
    interp: &mut Interp,
    scope: &Scope<'_>,
    parts: &Key,
    span: Span,
) -> Result<Value> {
    if let Some(record) = record(scope, parts)
        && let Some(item) = place(scope, parts).of(&record.look())
    {
        return Ok(item.clone());
    }
    item_of_any(interp, scope, parts, span)
}

/// What the short way does not know: other records, and keys that are not there.
#[inline(never)]
fn item_of_any(interp: &mut Interp, scope: &Scope<'_>, parts: &Key, span: Span) -> Result<Value> {
    if let Some(item) = item_within(scope, parts) {
        return Ok(item);
    }
    let record = operand(interp, scope, &parts.value)?;
    let place = place(scope, parts);
    if let Value::Dict(dict) = record.get()
        && let Some(item) = place.of(&dict.table.look())
    {
        return Ok(item.clone());
    }
    let key = scope.constants.get(parts.key as usize);
    index::get_item(interp, record.get(), key.unwrap_or(&Value::None))
        .map_err(|error| placed(error, scope, span))
}

/// The record before the bracket, if it is a dict and a name or literal stands for it.
#[inline(always)]
pub(super) fn record<'a>(scope: &Scope<'a>, parts: &'a Key) -> Option<&'a Table<Value>> {
    match leaf(scope, &parts.value) {
        Some(Value::Dict(dict)) => Some(&dict.table),
        _ => None,
    }
}

/// A place that looks up a key, with what it remembers.
#[derive(Clone, Copy)]
pub(super) struct Place<'a>(Option<(&'a Value, &'a Cell<u32>)>);

/// What the place of a node knows.
#[inline(always)]
pub(super) fn place<'a>(scope: &Scope<'a>, parts: &Key) -> Place<'a> {
    let key = scope.constants.get(parts.key as usize);
    Place(key.zip(scope.unit.hints.get(parts.site as usize)))
}

impl Place<'_> {
    /// The item of a record, if it is there.
    #[inline(always)]
    pub(super) fn of<'b>(self, record: &'b Looking<'_, Value>) -> Option<&'b Value> {
        match self.0 {
            Some((Value::Str(key), hint)) => record.text(key, hint),
            _ => None,
        }
    }
}

/// Looks at what a node stands for: at a name, a literal or an item where it lies, at an item of an item in a copy.
#[inline]
pub(super) fn look_at<T>(
    scope: &Scope<'_>,
    node: &Node,
    look: impl FnOnce(&Value) -> Option<T>,
) -> Option<T> {
    let copied;
    let record;
    let value = match &node.kind {
        NodeKind::Key(parts) => match self::record(scope, parts) {
            Some(table) => {
                record = table.look();
                place(scope, parts).of(&record)?
            }
            None => {
                copied = item_within(scope, parts)?;
                &copied
            }
        },
        _ => leaf(scope, node)?,
    };
    look(value)
}

/// `record['key']['key']`
#[inline(never)]
fn item_within(scope: &Scope<'_>, parts: &Key) -> Option<Value> {
    let NodeKind::Key(outer) = &parts.value.kind else {
        return None;
    };
    let around = record(scope, outer)?.look();
    match place(scope, outer).of(&around)? {
        Value::Dict(dict) => place(scope, parts).of(&dict.table.look()).cloned(),
        _ => None,
    }
}
