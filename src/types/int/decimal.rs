//! The decimal digits of an integer of one word, written without memory of their own.

/// How many characters `-9223372036854775808` has.
const MOST: usize = 20;

/// The digits of an integer, with its sign.
pub(crate) struct Decimal {
    /// Filled from the right.
    space: [u8; MOST],
    start: usize,
}

impl Decimal {
    /// The digits of `number`, after a `-` where it is negative.
    #[must_use]
    pub(crate) fn of(number: i64) -> Self {
        let mut digits = Decimal::of_size(number.unsigned_abs());
        if number < 0 {
            digits.put(b'-');
        }
        digits
    }

    /// The digits of a number without sign.
    #[must_use]
    pub(crate) fn of_size(size: u64) -> Self {
        let mut digits = Decimal {
            space: [0; MOST],
            start: MOST,
        };
        let mut rest = size;
        loop {
            // A digit fits into a byte.
            digits.put(b'0' + (rest % 10) as u8);
            rest /= 10;
            if rest == 0 {
                return digits;
            }
        }
    }

    #[inline]
    fn put(&mut self, character: u8) {
        self.start = self.start.saturating_sub(1);
        if let Some(slot) = self.space.get_mut(self.start) {
            *slot = character;
        }
    }

    /// The text.
    #[must_use]
    pub(crate) fn as_str(&self) -> &str {
        let written = self.space.get(self.start..).unwrap_or_default();
        std::str::from_utf8(written).unwrap_or_default()
    }
}
