//! A number set in its field: sign, prefix, padding, grouped digits and what follows them.
//!
//! Ints, floats and the parts of a complex number all end here.

use super::spec::{Align, Grouping, Sign, Spec};

/// A number taken apart, ready to be set.
pub(super) struct Pieces<'a> {
    /// Whether a `-` stands in front.
    pub(super) negative: bool,
    /// `0x`, when `#` asks for it.
    pub(super) prefix: &'a str,
    /// The digits that grouping applies to; may be empty, as in `inf`.
    pub(super) digits: &'a str,
    /// What is copied as it stands: a fraction with its point, an exponent, `inf`.
    pub(super) rest: &'a str,
}

/// Appends the number as `spec` wants it.
pub(super) fn push_number(out: &mut String, pieces: &Pieces, spec: &Spec) {
    let sign = match (pieces.negative, spec.sign) {
        (true, _) => "-",
        (false, Sign::Plus) => "+",
        (false, Sign::Space) => " ",
        (false, Sign::Unsaid | Sign::Minus) => "",
    };
    let width = spec.width.unwrap_or(0);
    let ungrouped = sign.len() + pieces.prefix.len() + pieces.rest.chars().count();
    let zeros_fill_digits = spec.fill == '0' && spec.align == Align::AfterSign;
    let digits_width = if zeros_fill_digits {
        width.saturating_sub(ungrouped)
    } else {
        0
    };
    let grouped;
    let (zeros, digits) = match separator(spec.grouping) {
        _ if pieces.digits.is_empty() => (0, ""),
        None => {
            let zeros = digits_width.saturating_sub(pieces.digits.len());
            (zeros, pieces.digits)
        }
        Some((separator, size)) => {
            grouped = group(pieces.digits, digits_width, separator, size);
            (0, grouped.as_str())
        }
    };
    let padding = width.saturating_sub(ungrouped + zeros + digits.len());
    let (before, after_sign, after) = match spec.align {
        Align::Left => (0, 0, padding),
        Align::Right => (padding, 0, 0),
        Align::Centre => (padding / 2, 0, padding - padding / 2),
        Align::AfterSign => (0, padding, 0),
    };
    push_fill(out, spec.fill, before);
    out.push_str(sign);
    out.push_str(pieces.prefix);
    push_fill(out, spec.fill, after_sign);
    push_fill(out, '0', zeros);
    out.push_str(digits);
    out.push_str(pieces.rest);
    push_fill(out, spec.fill, after);
}

/// Appends `count` times `fill`.
pub(super) fn push_fill(out: &mut String, fill: char, count: usize) {
    out.reserve(count.saturating_mul(fill.len_utf8()));
    for _ in 0..count {
        out.push(fill);
    }
}

/// What stands between digits, and how many digits are in a group.
fn separator(grouping: Grouping) -> Option<(char, usize)> {
    match grouping {
        Grouping::None => None,
        Grouping::Comma => Some((',', 3)),
        Grouping::Underscore => Some(('_', 3)),
        Grouping::UnderscoreFours => Some(('_', 4)),
    }
}

/// `digits` with separators, led by so many zeros that they fill `width`; a separator never comes first.
fn group(digits: &str, width: usize, separator: char, size: usize) -> String {
    // The fewest digits that fill `width` together with their separators: one cell in `size + 1` is a separator,
    // and where that would put one in front, one more digit is taken instead.
    let needed = width - width / (size + 1) + usize::from(width.is_multiple_of(size + 1));
    let count = digits.len().max(needed);
    let zeros = count - digits.len();
    let mut out = String::with_capacity(count + count / size);
    let all = std::iter::repeat_n('0', zeros).chain(digits.chars());
    for (place, digit) in all.enumerate() {
        if place > 0 && (count - place).is_multiple_of(size) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}
