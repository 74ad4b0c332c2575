//! The format mini-language, on plain Rust data: a specification is read once, then applied to text or a number.
//!
//! Which type gets which treatment, and `__format__` itself, are `ops::format`; nothing here knows a `Value`.
//! Python's manual: <https://docs.python.org/3.13/library/string.html#format-specification-mini-language>.

pub(crate) mod complex;
pub(crate) mod directive;
pub(crate) mod float;
pub(crate) mod group;
pub(crate) mod int;
pub(crate) mod spec;
pub(crate) mod text;

/// Why a specification cannot be applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FormatError {
    /// `ValueError` with that message.
    Value(String),
}

impl FormatError {
    fn value(message: impl Into<String>) -> Self {
        FormatError::Value(message.into())
    }
}

/// `Unknown format code 'y' for object of type 'int'`
pub(crate) fn unknown_code(code: char, type_name: &str) -> FormatError {
    let shown = shown_code(code);
    FormatError::Value(format!(
        "Unknown format code '{shown}' for object of type '{type_name}'"
    ))
}

/// A code as messages show it: itself when it is printable ASCII, in hexadecimal otherwise.
fn shown_code(code: char) -> String {
    if code.is_ascii_graphic() || code == '\x7f' {
        code.to_string()
    } else {
        format!("\\x{:x}", u32::from(code))
    }
}
