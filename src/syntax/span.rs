//! Byte ranges in the source text.
//!
//! A span is two `u32` offsets, so that every node can carry one: sources are at most 4 GiB.

use std::fmt;
use std::ops::Range;

/// A half-open range of byte offsets in one source text.
///
/// ```
/// let text = "1 + (2";
/// let diagnostics = lambkin::Engine::new().compile(text).unwrap_err();
/// assert_eq!(&text[diagnostics[0].span.range()], "(");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset just past the last byte.
    pub end: u32,
}

impl Span {
    /// The range `start..end`.
    ///
    /// ```
    /// use lambkin::Span;
    /// assert_eq!(Span::new(2, 5).len(), 3);
    /// ```
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Span { start, end }
    }

    /// The empty range at `offset`.
    ///
    /// ```
    /// assert!(lambkin::Span::at(7).is_empty());
    /// ```
    #[must_use]
    pub const fn at(offset: u32) -> Self {
        Span {
            start: offset,
            end: offset,
        }
    }

    /// The smallest range that covers both.
    ///
    /// ```
    /// use lambkin::Span;
    /// assert_eq!(Span::new(4, 5).to(Span::at(1)), Span::new(1, 5));
    /// ```
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Length in bytes.
    ///
    /// ```
    /// assert_eq!(lambkin::Span::new(2, 5).len(), 3);
    /// ```
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether no byte is covered.
    ///
    /// ```
    /// assert!(!lambkin::Span::new(2, 5).is_empty());
    /// ```
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The same range for slicing a `str`.
    ///
    /// ```
    /// assert_eq!(&"1 + x"[lambkin::Span::new(4, 5).range()], "x");
    /// ```
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}
