//! `format(x, spec)` of a float.

use crate::types::float::layout::{FloatStyle, Layout, float_text, push_float};

use super::group::{Pieces, push_number};
use super::spec::{Align, Defaults, Grouping, Sign, Spec};
use super::{FormatError, unknown_code};

/// What a float assumes.
pub(crate) const DEFAULTS: Defaults = Defaults {
    type_name: "float",
    code: None,
    align: Align::Right,
};

/// The largest precision, as CPython has it.
const MOST_PRECISION: usize = 0x7fff_ffff;

/// Appends `number` as `spec` wants it.
pub(crate) fn push(
    out: &mut String,
    number: f64,
    spec: &Spec,
    type_name: &str,
) -> Result<(), FormatError> {
    let percent = spec.code == Some('%');
    let mut style = style(spec, type_name)?;
    style.point_zero = spec.code.is_none();
    let shown = if percent { number * 100.0 } else { number };
    let plain = spec.width.is_none()
        && spec.grouping == Grouping::None
        && matches!(spec.sign, Sign::Unsaid | Sign::Minus);
    if plain {
        push_float(out, shown, style);
        if percent {
            out.push('%');
        }
    } else {
        let mut text = float_text(shown, style);
        if percent {
            text.push('%');
        }
        push_pieces(out, &text, spec);
    }
    Ok(())
}

/// The style that a specification's code, precision and flags amount to.
pub(crate) fn style(spec: &Spec, type_name: &str) -> Result<FloatStyle, FormatError> {
    let code = match spec.code {
        None => None,
        Some(code @ ('e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n' | '%')) => Some(code),
        Some(code) => return Err(unknown_code(code, type_name)),
    };
    if spec.precision.is_some_and(|digits| digits > MOST_PRECISION) {
        return Err(FormatError::value("precision too big"));
    }
    let precision = spec.precision.unwrap_or(6);
    Ok(FloatStyle {
        layout: match code {
            None => spec.precision.map_or(Layout::Shortest, Layout::General),
            Some('e' | 'E') => Layout::Exponent(precision),
            Some('f' | 'F' | '%') => Layout::Fixed(precision),
            Some(_) => Layout::General(precision),
        },
        alternate: spec.alternate,
        point_zero: false,
        no_negative_zero: spec.no_negative_zero,
        upper: matches!(code, Some('E' | 'F' | 'G')),
    })
}

/// Sets a float's text in its field, the digits before the point grouped.
pub(crate) fn push_pieces(out: &mut String, text: &str, spec: &Spec) {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let whole = unsigned.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = unsigned.split_at(whole);
    let pieces = Pieces {
        negative: unsigned.len() < text.len(),
        prefix: "",
        digits,
        rest,
    };
    push_number(out, &pieces, spec);
}
