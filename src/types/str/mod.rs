//! `str`: immutable text, indexed by code point.
//!
//! The text is UTF-8. ASCII text is indexed directly; in other text the offsets of every 64th character are kept
//! from the first time that somebody asks, so that indexing does not walk from the start.

pub(crate) mod bounds;
pub(crate) mod case;
pub(crate) mod classify;
pub(crate) mod escape;
mod methods;
mod new;
pub(crate) mod sequence;
pub(crate) mod split;
mod text;
pub(crate) mod unicode;
mod unicode_tables;

use std::cell::Cell;
use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::memory;
use crate::runtime::ops::attr::type_name;
use crate::runtime::ops::convert;
use crate::runtime::table::TypeInfo;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::bytes::search;
use crate::types::slice;

pub(crate) use escape::push_repr;
pub(crate) use methods::taken::taken;
pub use sequence::{concat, repeat};
use text::Text;

/// Every so many characters the offset is kept.
const STRIDE: usize = 64;

/// The payload.
pub struct Str {
    text: Text,
    /// The hash; zero until somebody asks.
    pub(crate) hash: Cell<i64>,
}

// With its two counts it fits into 64 bytes of the heap.
const _: () = assert!(size_of::<Str>() == 40);

impl Str {
    /// A string with that text.
    #[must_use]
    pub fn new(text: impl AsRef<str> + Into<Box<str>>) -> Self {
        Str::of(Text::new(text))
    }

    /// A string of so many characters.
    fn with_length(text: impl AsRef<str> + Into<Box<str>>, length: usize) -> Self {
        let text = Text::new(text);
        text.is_counted(length);
        Str::of(text)
    }

    /// A string of two texts, one after the other.
    fn joined(first: &str, second: &str) -> Self {
        Str::of(Text::joined(first, second))
    }

    fn of(text: Text) -> Self {
        memory::take(size_of::<Self>() + text.heap_bytes());
        Str {
            text,
            hash: Cell::new(0),
        }
    }

    /// Changes the text by a function that leaves its length as it is, before anybody shares it.
    fn edit(&mut self, change: fn(&mut str)) {
        change(self.text.as_mut_str());
    }

    /// The text.
    #[must_use]
    #[inline]
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// Whether the other is the same text.
    #[must_use]
    #[inline]
    pub fn same_text(&self, other: &Str) -> bool {
        let (a, b) = (self.as_str().as_bytes(), other.as_str().as_bytes());
        if a.len() != b.len() {
            return false;
        }
        // Most keys are a word or two long, and comparing those is less than calling for a comparison.
        match a.len() {
            0..=3 => a.iter().eq(b),
            4..=8 => {
                a.first_chunk::<4>() == b.first_chunk() && a.last_chunk::<4>() == b.last_chunk()
            }
            9..=16 => {
                a.first_chunk::<8>() == b.first_chunk() && a.last_chunk::<8>() == b.last_chunk()
            }
            _ => a == b,
        }
    }

    /// How many code points.
    #[must_use]
    pub fn len(&self) -> usize {
        self.text.length()
    }

    /// Whether there is no character.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.as_str().is_empty()
    }

    /// Whether every code point is one byte, so that positions are offsets.
    #[must_use]
    pub fn is_ascii(&self) -> bool {
        self.len() == self.as_str().len()
    }

    /// The byte offset of a code point; the length in bytes past the end.
    #[must_use]
    pub fn offset(&self, position: usize) -> usize {
        if self.is_ascii() {
            return position.min(self.as_str().len());
        }
        if position >= self.len() {
            return self.as_str().len();
        }
        let skipped = position / STRIDE;
        let start = match skipped.checked_sub(1) {
            None => 0,
            Some(at) => self.checkpoints().get(at).copied().unwrap_or(0),
        };
        let rest = self.as_str().get(start..).unwrap_or_default();
        rest.char_indices()
            .nth(position % STRIDE)
            .map_or(self.as_str().len(), |(offset, _)| start + offset)
    }

    /// How many code points stand before a byte offset.
    #[must_use]
    pub fn position(&self, offset: usize) -> usize {
        if self.is_ascii() {
            return offset;
        }
        let (skipped, start) = if offset < STRIDE {
            (0, 0)
        } else {
            let checkpoints = self.checkpoints();
            let skipped = checkpoints.partition_point(|checkpoint| *checkpoint <= offset);
            let last = skipped.checked_sub(1).and_then(|at| checkpoints.get(at));
            (skipped, last.copied().unwrap_or(0))
        };
        let between = self.as_str().get(start..offset).unwrap_or_default();
        skipped * STRIDE + between.chars().count()
    }

    fn checkpoints(&self) -> &[usize] {
        self.text.checkpoints(STRIDE)
    }

    /// The code point at that position.
    #[must_use]
    pub fn char_at(&self, position: usize) -> Option<char> {
        if self.is_ascii() {
            return self
                .as_str()
                .as_bytes()
                .get(position)
                .map(|byte| char::from(*byte));
        }
        self.as_str()
            .get(self.offset(position)..)
            .and_then(|rest| rest.chars().next())
    }

    /// The text from one code point up to another.
    #[must_use]
    pub fn slice(&self, start: usize, stop: usize) -> &str {
        self.as_str()
            .get(self.offset(start)..self.offset(stop))
            .unwrap_or_default()
    }
}

impl Drop for Str {
    fn drop(&mut self) {
        memory::give_back(size_of::<Self>() + self.text.heap_bytes());
    }
}

/// The type itself.
pub static TYPE: TypeInfo = TypeInfo {
    name: "str",
    module: "builtins",
    doc: "Immutable text.",
    base: None,
    new: Some(&new::NEW),
    methods: methods::METHODS,
    class_methods: methods::CLASS_METHODS,
    getters: &[],
};

/// `item in text`
///
/// # Errors
/// `TypeError` when the item is no `str`.
pub fn contains(interp: &mut Interp, text: &Str, item: &Value) -> Result<bool> {
    interp.charge(text.as_str().len() / 64)?;
    match item {
        Value::Str(item) => {
            Ok(search::find(text.as_str().as_bytes(), item.as_str().as_bytes()).is_some())
        }
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
            if bounds.step == 1 {
                return part(interp, text, bounds.start, bounds.count);
            }
            interp.charge(bounds.count)?;
            interp.reserve(bounds.count.saturating_mul(size_of::<char>()))?;
            Ok(Value::from(picked(text, bounds.positions())))
        }
        _ => Err(wording::type_error(format!(
            "string indices must be integers, not '{}'",
            type_name(key)
        ))),
    }
}

/// The characters at these positions.
fn picked(text: &Str, positions: impl Iterator<Item = usize>) -> String {
    if !text.is_ascii() {
        return positions.filter_map(|at| text.char_at(at)).collect();
    }
    let bytes = text.as_str().as_bytes();
    let picked = positions.filter_map(|at| bytes.get(at).copied());
    String::from_utf8(picked.collect()).unwrap_or_default()
}

/// `count` characters from `start` on; the whole text is itself, and the shortest texts are shared.
fn part(interp: &mut Interp, text: &Rc<Str>, start: usize, count: usize) -> Result<Value> {
    if count == text.len() {
        return Ok(Value::Str(Rc::clone(text)));
    }
    match count {
        0 => Ok(interp.empty_str()),
        1 => {
            let only = text.char_at(start).unwrap_or_default();
            Ok(interp.character(only))
        }
        _ => {
            let part = text.slice(start, start + count);
            interp.reserve(part.len())?;
            Ok(Value::Str(Rc::new(Str::with_length(part, count))))
        }
    }
}

/// The character with that code point.
///
/// # Errors
/// `ValueError` for a surrogate, which no text here holds.
pub fn character(code: u32) -> Result<char> {
    char::from_u32(code).ok_or_else(|| wording::lone_surrogate(code))
}
