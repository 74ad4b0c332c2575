//! `format(n, spec)` of an int whose digits are already known in the wanted base.

use super::group::{Pieces, push_number};
use super::spec::{Align, Defaults, Sign, Spec};
use super::{FormatError, unknown_code};

/// What an int assumes, or a bool, which messages name as it is.
pub(crate) const fn defaults(type_name: &'static str) -> Defaults {
    Defaults {
        type_name,
        code: Some('d'),
        align: Align::Right,
    }
}

/// What a specification makes of an int.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presentation {
    /// Digits in that base, with that prefix when `#` is given, in upper case for `X`.
    Digits {
        /// 2, 8, 10 or 16.
        base: u32,
        /// `0b`, `0o`, `0x`, `0X` or nothing.
        prefix: &'static str,
        /// `X`
        upper: bool,
    },
    /// `c`: the character with that code point.
    Character,
    /// `e`, `f`, `g`, `%`: the int is turned into a float first.
    Float,
}

/// How `spec` presents an int, or why it cannot.
pub(crate) fn presentation(spec: &Spec, type_name: &str) -> Result<Presentation, FormatError> {
    let code = spec.code.unwrap_or('d');
    let (base, prefix, upper) = match code {
        'b' => (2, "0b", false),
        'o' => (8, "0o", false),
        'd' | 'n' | 'c' => (10, "", false),
        'x' => (16, "0x", false),
        'X' => (16, "0X", true),
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%' => return Ok(Presentation::Float),
        _ => return Err(unknown_code(code, type_name)),
    };
    if spec.precision.is_some() {
        return Err(FormatError::value(
            "Precision not allowed in integer format specifier",
        ));
    }
    if spec.no_negative_zero {
        return Err(FormatError::value(
            "Negative zero coercion (z) not allowed in integer format specifier",
        ));
    }
    if code != 'c' {
        return Ok(Presentation::Digits {
            base,
            prefix,
            upper,
        });
    }
    if spec.sign != Sign::Unsaid {
        return Err(FormatError::value(
            "Sign not allowed with integer format specifier 'c'",
        ));
    }
    if spec.alternate {
        return Err(FormatError::value(
            "Alternate form (#) not allowed with integer format specifier 'c'",
        ));
    }
    Ok(Presentation::Character)
}

/// Appends an int given by its digits, without sign, in the base and case of its presentation.
pub(crate) fn push_int(out: &mut String, negative: bool, digits: &str, prefix: &str, spec: &Spec) {
    let pieces = Pieces {
        negative,
        prefix: if spec.alternate { prefix } else { "" },
        digits,
        rest: "",
    };
    push_number(out, &pieces, spec);
}

/// Appends the character that an int stands for under `c`.
pub(crate) fn push_character(out: &mut String, character: char, spec: &Spec) {
    let mut buffer = [0; 4];
    let pieces = Pieces {
        negative: false,
        prefix: "",
        digits: "",
        rest: character.encode_utf8(&mut buffer),
    };
    push_number(out, &pieces, spec);
}
