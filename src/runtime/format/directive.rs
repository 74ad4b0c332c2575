//! One `%` directive as data: `%(key)-08.3f`.
//!
//! `str` and `bytes` share the syntax, which is ASCII, so both are read as bytes. What a directive makes of a value,
//! and where a `*` takes its number from, are `ops::percent`.

use super::spec::{Align, Grouping, Sign, Spec};

/// The flags of a directive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flags {
    /// `-`
    pub(crate) left: bool,
    /// `+`
    pub(crate) plus: bool,
    /// A space.
    pub(crate) space: bool,
    /// `#`
    pub(crate) alternate: bool,
    /// `0`
    pub(crate) zero: bool,
}

/// A directive, its `*` already replaced by numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Directive {
    /// The flags.
    pub(crate) flags: Flags,
    /// The least number of characters.
    pub(crate) width: Option<usize>,
    /// What follows the point.
    pub(crate) precision: Option<usize>,
}

impl Directive {
    /// Takes a width from `*`: a negative one means the left.
    pub(crate) fn set_width(&mut self, width: i64) {
        self.flags.left |= width < 0;
        self.width = Some(usize::try_from(width.unsigned_abs()).unwrap_or(usize::MAX));
    }

    /// The field that a number is set in: under `%`, zeros go behind the sign and never to the right.
    pub(crate) fn number_spec(&self) -> Spec {
        let zero = self.flags.zero && !self.flags.left;
        Spec {
            fill: if zero { '0' } else { ' ' },
            align: match (self.flags.left, zero) {
                (true, _) => Align::Left,
                (false, true) => Align::AfterSign,
                (false, false) => Align::Right,
            },
            sign: match (self.flags.plus, self.flags.space) {
                (true, _) => Sign::Plus,
                (false, true) => Sign::Space,
                (false, false) => Sign::Unsaid,
            },
            no_negative_zero: false,
            alternate: self.flags.alternate,
            width: self.width,
            grouping: Grouping::None,
            precision: None,
            code: None,
        }
    }

    /// The field that text is set in.
    pub(crate) fn text_spec(&self) -> Spec {
        let flags = Flags {
            left: self.flags.left,
            ..Flags::default()
        };
        Spec {
            precision: self.precision,
            ..Directive { flags, ..*self }.number_spec()
        }
    }
}

/// A place in a `%` template.
pub(crate) struct Cursor<'a> {
    /// The whole template.
    pub(crate) data: &'a [u8],
    /// The next byte to read.
    pub(crate) at: usize,
}

impl<'a> Cursor<'a> {
    /// The next byte, if there is one.
    pub(crate) fn peek(&self) -> Option<u8> {
        self.data.get(self.at).copied()
    }

    /// Goes past `byte`, if it is next.
    pub(crate) fn accept(&mut self, byte: u8) -> bool {
        let next = self.peek() == Some(byte);
        self.at += usize::from(next);
        next
    }

    /// What stands before the next `%`, or before the end; the `%` is passed.
    pub(crate) fn literal(&mut self) -> (&'a [u8], bool) {
        let rest = self.data.get(self.at..).unwrap_or_default();
        let length = memchr::memchr(b'%', rest).unwrap_or(rest.len());
        self.at += length;
        let (literal, _) = rest.split_at(length);
        (literal, self.accept(b'%'))
    }

    /// `(key)`, parentheses in it balanced; `None` when it does not end. The opening one was passed.
    pub(crate) fn key(&mut self) -> Option<&'a [u8]> {
        let start = self.at;
        let mut open = 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => open -= 1,
                _ => {}
            }
            if open == 0 {
                return self.data.get(start..self.at - 1);
            }
        }
        None
    }

    /// Any number of flags.
    pub(crate) fn flags(&mut self) -> Flags {
        let mut flags = Flags::default();
        loop {
            let flag = match self.peek() {
                Some(b'-') => &mut flags.left,
                Some(b'+') => &mut flags.plus,
                Some(b' ') => &mut flags.space,
                Some(b'#') => &mut flags.alternate,
                Some(b'0') => &mut flags.zero,
                _ => return flags,
            };
            *flag = true;
            self.at += 1;
        }
    }

    /// A number no larger than `most`; the outer `None` says that it is larger, the inner that there is none.
    #[expect(
        clippy::option_option,
        reason = "too large and absent are different answers"
    )]
    pub(crate) fn number(&mut self, most: usize) -> Option<Option<usize>> {
        let mut number = None;
        while let Some(byte @ b'0'..=b'9') = self.peek() {
            let digit = usize::from(byte - b'0');
            let grown = number
                .unwrap_or(0usize)
                .checked_mul(10)?
                .checked_add(digit)?;
            if grown > most {
                return None;
            }
            number = Some(grown);
            self.at += 1;
        }
        Some(number)
    }
}
