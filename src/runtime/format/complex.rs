//! `format(z, spec)` of a complex number: two floats set without a field, then padded together.

use crate::types::float::layout::float_text;

use super::float::{push_pieces, style};
use super::spec::{Align, Defaults, Sign, Spec};
use super::text::push_padded;
use super::{FormatError, unknown_code};

/// What a complex number assumes.
pub(crate) const DEFAULTS: Defaults = Defaults {
    type_name: "complex",
    code: None,
    align: Align::Right,
};

/// Appends `real + imag*j` as `spec` wants it.
pub(crate) fn push(
    out: &mut String,
    real: f64,
    imag: f64,
    spec: &Spec,
    type_name: &str,
) -> Result<(), FormatError> {
    if spec.code == Some('%') {
        return Err(unknown_code('%', type_name));
    }
    let style = style(spec, type_name)?;
    if spec.fill == '0' {
        return Err(FormatError::value(
            "Zero padding is not allowed in complex format specifier",
        ));
    }
    if spec.align == Align::AfterSign {
        return Err(FormatError::value(
            "'=' alignment flag is not allowed in complex format specifier",
        ));
    }
    // Without a code the result looks like `str(z)`: parentheses, unless the real part is a positive zero.
    let like_str = spec.code.is_none();
    let only_imag = like_str && real == 0.0 && real.is_sign_positive();
    let part = Spec {
        width: None,
        ..*spec
    };
    let mut text = String::new();
    if like_str && !only_imag {
        text.push('(');
    }
    if only_imag {
        push_pieces(&mut text, &float_text(imag, style), &part);
    } else {
        push_pieces(&mut text, &float_text(real, style), &part);
        let signed = Spec {
            sign: Sign::Plus,
            ..part
        };
        push_pieces(&mut text, &float_text(imag, style), &signed);
    }
    text.push('j');
    if like_str && !only_imag {
        text.push(')');
    }
    push_padded(out, &text, spec);
    Ok(())
}
