//! `format(s, spec)` of a string.

use super::group::push_fill;
use super::spec::{Align, Defaults, Sign, Spec};
use super::{FormatError, unknown_code};

/// What a string assumes.
pub(crate) const DEFAULTS: Defaults = Defaults {
    type_name: "str",
    code: Some('s'),
    align: Align::Left,
};

/// Appends `text`, cut to the precision and set in its field.
pub(crate) fn push(
    out: &mut String,
    text: &str,
    spec: &Spec,
    type_name: &str,
) -> Result<(), FormatError> {
    match spec.code {
        None | Some('s') => {}
        Some(code) => return Err(unknown_code(code, type_name)),
    }
    let refusal = if spec.sign == Sign::Space {
        Some("Space not allowed in string format specifier")
    } else if spec.sign != Sign::Unsaid {
        Some("Sign not allowed in string format specifier")
    } else if spec.no_negative_zero {
        Some("Negative zero coercion (z) not allowed in string format specifier")
    } else if spec.alternate {
        Some("Alternate form (#) not allowed in string format specifier")
    } else if spec.align == Align::AfterSign {
        Some("'=' alignment not allowed in string format specifier")
    } else {
        None
    };
    if let Some(message) = refusal {
        return Err(FormatError::value(message));
    }
    push_cut_and_padded(out, text, spec);
    Ok(())
}

/// Appends `text` cut to the precision and padded to the width.
pub(crate) fn push_cut_and_padded(out: &mut String, text: &str, spec: &Spec) {
    let shown = match spec.precision {
        Some(most) => first_chars(text, most),
        None => text,
    };
    push_padded(out, shown, spec);
}

/// Appends `text` padded to the width with the fill.
pub(super) fn push_padded(out: &mut String, text: &str, spec: &Spec) {
    let padding = match spec.width {
        Some(width) => width.saturating_sub(text.chars().count()),
        None => 0,
    };
    let before = match spec.align {
        Align::Left | Align::AfterSign => 0,
        Align::Right => padding,
        Align::Centre => padding / 2,
    };
    push_fill(out, spec.fill, before);
    out.push_str(text);
    push_fill(out, spec.fill, padding - before);
}

/// The first `most` characters of `text`.
fn first_chars(text: &str, most: usize) -> &str {
    match text.char_indices().nth(most) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}
