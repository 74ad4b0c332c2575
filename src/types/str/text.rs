//! Where a string keeps its text: a short one in itself, a longer one on the heap.
//!
//! Most strings that programs make are words, and for a word the second allocation would cost more than all the rest.

use arrayvec::ArrayString;

/// How many bytes lie in the string itself.
const SHORT: usize = 24;

/// The text of a string.
pub(super) enum Text {
    /// `'word'`
    Short(ArrayString<SHORT>),
    /// `'a text of more than a word or two'`
    Long(Box<str>),
}

impl Text {
    /// Takes a text in; a short one is copied and needs no memory of its own.
    #[inline]
    pub(super) fn new(text: impl AsRef<str> + Into<Box<str>>) -> Self {
        match ArrayString::from(text.as_ref()) {
            Ok(short) => Text::Short(short),
            Err(_) => Text::Long(text.into()),
        }
    }

    #[inline]
    pub(super) fn as_str(&self) -> &str {
        match self {
            Text::Short(text) => text,
            Text::Long(text) => text,
        }
    }

    pub(super) fn as_mut_str(&mut self) -> &mut str {
        match self {
            Text::Short(text) => text,
            Text::Long(text) => text,
        }
    }

    /// Bytes on the heap.
    pub(super) fn heap_bytes(&self) -> usize {
        match self {
            Text::Short(_) => 0,
            Text::Long(text) => text.len(),
        }
    }
}
