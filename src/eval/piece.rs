//! `text.split(',')[1]`: an item of what a method returns. A piece of a text is taken without the others.

use super::call::{cached_method, method_call_on};
use super::{Scope, leaf, operand, placed};
use crate::resolve::tree::MethodCall;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::index;
use crate::runtime::spending::Spender;
use crate::runtime::value::Value;
use crate::syntax::Span;
use crate::types::str;

/// `receiver.name(args)[index]`; `spans` are those of the call and of the whole.
#[inline(never)]
pub(super) fn item_of_call(
    interp: &mut Interp,
    scope: &Scope<'_>,
    call: &MethodCall,
    index: i64,
    spans: [Span; 2],
) -> Result<Value> {
    let [of_call, of_item] = spans;
    let receiver = operand(interp, scope, &call.receiver)?;
    let piece = piece(interp, scope, call, receiver.get(), index);
    if let Some(piece) = piece.map_err(|error| placed(error, scope, of_call))? {
        return Ok(piece);
    }
    let value = method_call_on(interp, scope, call, receiver.get(), of_call)?;
    let index = Value::Int(index);
    index::get_item(interp, &value, &index).map_err(|error| placed(error, scope, of_item))
}

/// The piece, where the method cuts a text; nothing of the program runs before that is known.
fn piece(
    interp: &mut Interp,
    scope: &Scope<'_>,
    call: &MethodCall,
    receiver: &Value,
    index: i64,
) -> Result<Option<Value>> {
    let Value::Str(text) = receiver else {
        return Ok(None);
    };
    let separator = match &*call.args {
        [] => None,
        [separator] => match leaf(scope, separator) {
            Some(Value::Str(separator)) => Some(&**separator),
            _ => return Ok(None),
        },
        _ => return Ok(None),
    };
    match cached_method(scope, receiver, call) {
        Some(site) => interp.spending(Spender::of(call), |interp| {
            str::taken(interp, site.method, text, separator, index)
        }),
        None => Ok(None),
    }
}
