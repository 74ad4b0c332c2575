//! Items of records: `record['key']`, with a key that is written out.
//!
//! Each place remembers where in a dict its key was last. Records of one shape have it there again, so that one text is
//! compared and nothing is hashed. What is only looked at stays where it lies; looking runs no code of the program.

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
        && let Some(item) = entry(scope, parts, &record.look())
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
    if let Value::Dict(dict) = record.get()
        && let Some(item) = entry(scope, parts, &dict.table.look())
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

/// The item of a record, if it is there.
#[inline(always)]
pub(super) fn entry<'a>(
    scope: &Scope<'_>,
    parts: &Key,
    record: &'a Looking<'_, Value>,
) -> Option<&'a Value> {
    let site = scope.unit.keys.get(parts.site as usize)?;
    record.text(&site.key, &site.at)
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
                entry(scope, parts, &record)?
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
    match entry(scope, outer, &around)? {
        Value::Dict(dict) => entry(scope, parts, &dict.table.look()).cloned(),
        _ => None,
    }
}
