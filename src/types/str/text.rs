//! Where a string keeps its text: a short one in itself, a longer one on the heap.
//!
//! Most strings that programs make are words, and for a word the second allocation would cost more than all the rest.

use std::cell::OnceCell;

use arrayvec::ArrayString;

/// How many bytes lie in the string itself.
const SHORT: usize = 24;

/// The text of a string.
pub(super) enum Text {
    /// `'word'`
    Short(ArrayString<SHORT>),
    /// `'a text of more than a word or two'`
    Long(Box<str>, OnceCell<Checkpoints>),
}

/// Offsets of characters at equal distances; most texts are never asked for them, and spend one word on them instead
/// of a slice's two.
pub(super) struct Checkpoints(Box<Box<[usize]>>);

impl Text {
    /// Takes a text in; a short one is copied and needs no memory of its own.
    #[inline]
    pub(super) fn new(text: impl AsRef<str> + Into<Box<str>>) -> Self {
        match ArrayString::from(text.as_ref()) {
            Ok(short) => Text::Short(short),
            Err(_) => Text::Long(text.into(), OnceCell::new()),
        }
    }

    /// Two texts in one.
    pub(super) fn joined(first: &str, second: &str) -> Self {
        let mut short = ArrayString::new();
        if short.try_push_str(first).is_ok() && short.try_push_str(second).is_ok() {
            return Text::Short(short);
        }
        let mut long = String::with_capacity(first.len() + second.len());
        long.push_str(first);
        long.push_str(second);
        Text::Long(long.into(), OnceCell::new())
    }

    #[inline]
    pub(super) fn as_str(&self) -> &str {
        match self {
            Text::Short(text) => text,
            Text::Long(text, _) => text,
        }
    }

    pub(super) fn as_mut_str(&mut self) -> &mut str {
        match self {
            Text::Short(text) => text,
            Text::Long(text, _) => text,
        }
    }

    /// The offsets of every so many characters from the second such on, worked out once; a short text has none.
    pub(super) fn checkpoints(&self, stride: usize) -> &[usize] {
        match self {
            Text::Short(_) => &[],
            Text::Long(text, known) => {
                let made = known.get_or_init(|| {
                    let offsets = text.char_indices().map(|(offset, _)| offset);
                    Checkpoints(Box::new(offsets.step_by(stride).skip(1).collect()))
                });
                &made.0
            }
        }
    }

    /// Bytes on the heap.
    pub(super) fn heap_bytes(&self) -> usize {
        match self {
            Text::Short(_) => 0,
            Text::Long(text, _) => text.len(),
        }
    }
}
