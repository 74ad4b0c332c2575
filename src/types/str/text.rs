//! Where a string keeps its text: a short one in itself, a longer one on the heap.
//!
//! Most strings that programs make are words, and for a word the second allocation would cost more than all the rest.

use std::cell::{Cell, OnceCell};

use arrayvec::ArrayString;

/// How many bytes lie in the string itself.
const SHORT: usize = 24;

/// The text of a string.
pub(super) enum Text {
    /// `'word'`
    Short(ArrayString<SHORT>),
    /// `'a text of more than a word or two'`
    Long(Box<str>, OnceCell<Checkpoints>, Cell<u32>),
}

/// Nobody has counted the characters yet, or there are too many for a word of 32 bits.
const UNCOUNTED: u32 = u32::MAX;

/// Offsets of characters at equal distances; most texts are never asked for them, and spend one word on them instead
/// of a slice's two.
pub(super) struct Checkpoints(Box<Box<[usize]>>);

impl Text {
    /// Takes a text in; a short one is copied and needs no memory of its own.
    #[inline]
    pub(super) fn new(text: impl AsRef<str> + Into<Box<str>>) -> Self {
        match ArrayString::from(text.as_ref()) {
            Ok(short) => Text::Short(short),
            Err(_) => Text::long(text.into()),
        }
    }

    fn long(text: Box<str>) -> Self {
        Text::Long(text, OnceCell::new(), Cell::new(UNCOUNTED))
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
        Text::long(long.into())
    }

    #[inline]
    pub(super) fn as_str(&self) -> &str {
        match self {
            Text::Short(text) => text,
            Text::Long(text, ..) => text,
        }
    }

    pub(super) fn as_mut_str(&mut self) -> &mut str {
        match self {
            Text::Short(text) => text,
            Text::Long(text, ..) => text,
        }
    }

    /// How many characters; a long text is counted once, a short one whenever somebody asks.
    pub(super) fn length(&self) -> usize {
        match self {
            Text::Short(text) if text.is_ascii() => text.len(),
            Text::Short(text) => text.chars().count(),
            Text::Long(text, _, known) => match known.get() {
                UNCOUNTED => {
                    let count = text.chars().count();
                    self.is_counted(count);
                    count
                }
                known => known as usize,
            },
        }
    }

    /// Notes how many characters there are.
    pub(super) fn is_counted(&self, count: usize) {
        if let (Text::Long(_, _, known), Ok(count)) = (self, u32::try_from(count)) {
            known.set(count);
        }
    }

    /// The offsets of every so many characters from the second such on, worked out once; a short text has none.
    pub(super) fn checkpoints(&self, stride: usize) -> &[usize] {
        match self {
            Text::Short(_) => &[],
            Text::Long(text, known, _) => {
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
            Text::Long(text, ..) => text.len(),
        }
    }
}
