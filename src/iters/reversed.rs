//! `reversed(x)`: a reverse iterator of the value's own kind, or one that counts down through a sequence.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::sequence::ListReverse;
use super::{range, table};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{Iter, PyIter};
use crate::runtime::ops::attr::type_name;
use crate::runtime::table::{Builtin, Param, Params, TypeInfo, Wording};
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

/// The type `reversed`, and that of `reversed('ab')`.
pub static TYPE: TypeInfo = super::type_info(
    "builtins",
    "reversed",
    "The items of a sequence, last to first.",
    Some(&NEW),
);

static NEW: Builtin = Builtin {
    name: "reversed",
    owner: "reversed",
    params: Params::new(&[Param::new("sequence")]),
    wording: Wording::Positional,
    doc: "The items of a sequence, last to first.",
    examples: &[("list(reversed('abc'))", "['c', 'b', 'a']")],
    run: reversed,
};

fn reversed(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (sequence,): (&Value,) = args.unpack(interp)?;
    let iter = match sequence {
        Value::Object(object) => object.reversed(interp, sequence).transpose()?,
        _ => over(sequence),
    };
    iter.map(Value::Iter).ok_or_else(|| {
        wording::type_error(format!(
            "'{}' object is not reversible",
            type_name(sequence)
        ))
    })
}

/// `reversed(value)` for the containers that CPython gives a reverse iterator of their own, and for other
/// sequences; `None` when the value has no order to turn around.
fn over(value: &Value) -> Option<Rc<Iter>> {
    Some(match value {
        Value::List(list) => Iter::new(ListReverse::new(list)),
        Value::Tuple(tuple) => sequence_reverse(value, tuple.as_slice().len()),
        Value::Str(text) => sequence_reverse(value, text.len()),
        Value::Bytes(bytes) => sequence_reverse(value, bytes.as_slice().len()),
        Value::Range(range) => range::reversed(range),
        _ => return table::reversed(value),
    })
}

fn sequence_reverse(value: &Value, length: usize) -> Rc<Iter> {
    Iter::new(SequenceReverse {
        sequence: RefCell::new(Some(value.clone())),
        left: Cell::new(length),
    })
}

/// `reversed((1, 2))`, `reversed('ab')`: what CPython does for a sequence without a reverse iterator of its own.
struct SequenceReverse {
    sequence: RefCell<Option<Value>>,
    left: Cell<usize>,
}

impl PyIter for SequenceReverse {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.sequence.trace(visit);
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let left = self.left.get();
        let item = match (&*self.sequence.borrow(), left.checked_sub(1)) {
            (Some(Value::Tuple(tuple)), Some(at)) => tuple.as_slice().get(at).cloned(),
            (Some(Value::Str(text)), Some(at)) => text
                .char_at(at)
                .map(|character| interp.character(character)),
            (Some(Value::Bytes(bytes)), Some(at)) => {
                let byte = bytes.as_slice().get(at);
                byte.map(|byte| Value::Int(i64::from(*byte)))
            }
            _ => None,
        };
        if item.is_some() {
            self.left.set(left - 1);
        } else {
            drop(self.sequence.take());
        }
        Ok(item)
    }

    fn length_hint(&self) -> Option<usize> {
        Some(self.left.get())
    }
}
