//! `str`: immutable text, indexed by code point.

use std::cell::Cell;
use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::memory::Charge;
use crate::runtime::ops::attr::type_name;
use crate::runtime::ops::convert;
use crate::runtime::table::TypeInfo;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::slice;

/// The payload.
pub struct Str {
    text: Box<str>,
    /// How many code points; `usize::MAX` until somebody asks. ASCII text has as many as bytes.
    length: Cell<usize>,
    /// The hash; zero until somebody asks.
    pub(crate) hash: Cell<i64>,
    _charge: Charge,
}

impl Str {
    /// A string with that text.
    #[must_use]
    pub fn new(text: Box<str>) -> Self {
        let charge = Charge::of(size_of::<Self>() + text.len());
        Str {
            text,
            length: Cell::new(usize::MAX),
            hash: Cell::new(0),
            _charge: charge,
        }
    }

    /// The text.
    #[must_use]
    #[inline]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// How many code points.
    #[must_use]
    pub fn len(&self) -> usize {
        let known = self.length.get();
        if known != usize::MAX {
            return known;
        }
        let count = if self.text.is_ascii() {
            self.text.len()
        } else {
            self.text.chars().count()
        };
        self.length.set(count);
        count
    }

    /// Whether there is no character.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether every code point is one byte, so that positions are offsets.
    #[must_use]
    pub fn is_ascii(&self) -> bool {
        self.len() == self.text.len()
    }

    /// The byte offset of a code point; the length in bytes past the end.
    #[must_use]
    pub fn offset(&self, position: usize) -> usize {
        if self.is_ascii() {
            return position.min(self.text.len());
        }
        self.text
            .char_indices()
            .nth(position)
            .map_or(self.text.len(), |(offset, _)| offset)
    }

    /// The code point at that position.
    #[must_use]
    pub fn char_at(&self, position: usize) -> Option<char> {
        if self.is_ascii() {
            return self
                .text
                .as_bytes()
                .get(position)
                .map(|byte| char::from(*byte));
        }
        self.text
            .get(self.offset(position)..)
            .and_then(|rest| rest.chars().next())
    }

    /// The text from one code point up to another.
    #[must_use]
    pub fn slice(&self, start: usize, stop: usize) -> &str {
        self.text
            .get(self.offset(start)..self.offset(stop))
            .unwrap_or_default()
    }
}

/// The type itself.
pub static TYPE: TypeInfo = TypeInfo {
    name: "str",
    module: "builtins",
    doc: "Immutable text.",
    base: None,
    new: None,
    methods: &[],
    class_methods: &[],
    getters: &[],
};

/// `item in text`
///
/// # Errors
/// `TypeError` when the item is no `str`.
pub fn contains(interp: &mut Interp, text: &Str, item: &Value) -> Result<bool> {
    interp.charge(text.as_str().len() / 64)?;
    match item {
        Value::Str(item) => Ok(text.as_str().contains(item.as_str())),
        _ => Err(wording::type_error(format!(
            "'in <string>' requires string as left operand, not {}",
            type_name(item)
        ))),
    }
}

/// `text[key]`
///
/// # Errors
/// `TypeError` for a key of another type, `IndexError`.
pub fn get_item(interp: &mut Interp, text: &Rc<Str>, key: &Value) -> Result<Value> {
    match key {
        Value::Int(_) | Value::Bool(_) | Value::Big(_) => {
            let index = convert::to_ssize(key).map_err(|_| wording::not_index_sized(key))?;
            match slice::position(index, text.len()).and_then(|at| text.char_at(at)) {
                Some(character) => Ok(interp.character(character)),
                None => Err(wording::index_error("string index out of range")),
            }
        }
        Value::Slice(slice) => {
            let bounds = slice.bounds(text.len())?;
            interp.reserve(bounds.count)?;
            if bounds.step == 1 {
                return Ok(Value::str(
                    text.slice(bounds.start, bounds.start + bounds.count),
                ));
            }
            Ok(Value::from(
                bounds
                    .positions()
                    .filter_map(|at| text.char_at(at))
                    .collect::<String>(),
            ))
        }
        _ => Err(wording::type_error(format!(
            "string indices must be integers, not '{}'",
            type_name(key)
        ))),
    }
}

/// Appends the `repr`.
pub fn write_repr(text: &str, out: &mut String) {
    out.push('\'');
    out.push_str(text);
    out.push('\'');
}
