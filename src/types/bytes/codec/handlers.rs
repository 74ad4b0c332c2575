//! What becomes of what does not convert: the error handlers that Python knows by name.
//!
//! A handler's name is looked at only when there is a fault, as in CPython. The handlers that would put a lone
//! surrogate into a text answer as `strict` does, for a text here holds none.

use crate::runtime::error::{Error, Result};
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax;
use crate::types::str::Str;
use crate::types::str::escape::push_escape;

use super::{Encoding, Fault, decode, encode, is_no_text_encoding};

/// The name of an encoding or of a handler, as an argument.
///
/// # Errors
/// `TypeError` when it is no string, `ValueError` when it holds a NUL.
pub(crate) fn name_argument<'a>(
    function: &str,
    parameter: &str,
    value: &'a Value,
) -> Result<&'a str> {
    match value.as_str() {
        Some(name) if name.contains('\0') => Err(wording::value_error("embedded null character")),
        Some(name) => Ok(name),
        None => Err(wording::type_error(format!(
            "{function}() argument '{parameter}' must be str, not {}",
            wording::none_or_type_name(value)
        ))),
    }
}

/// `data.decode(encoding, errors)`
///
/// # Errors
/// `LookupError` for an unknown name, `UnicodeDecodeError` as the handler has it.
pub(crate) fn decode(
    interp: &mut Interp,
    data: &[u8],
    encoding: &str,
    errors: &str,
) -> Result<String> {
    let encoding = find(encoding, "decode")?;
    // Latin-1 doubles what is not ASCII; a replacement character is three bytes for one.
    interp.reserve(
        data.len()
            .saturating_mul(if data.is_ascii() { 1 } else { 3 }),
    )?;
    decode::decode(data, encoding, |out, fault| match errors {
        "strict" | "surrogateescape" | "surrogatepass" => Err(cannot_decode(data, fault)),
        "ignore" => Ok(()),
        "replace" => {
            out.push('\u{fffd}');
            Ok(())
        }
        "backslashreplace" => {
            let bytes = data.get(fault.start..fault.end).unwrap_or_default();
            for byte in bytes {
                out.push_str(&format!("\\x{byte:02x}"));
            }
            Ok(())
        }
        "xmlcharrefreplace" | "namereplace" => Err(wording::type_error(
            "don't know how to handle UnicodeDecodeError in error callback",
        )),
        _ => Err(unknown_handler(errors)),
    })
}

/// `text.encode(encoding, errors)`
///
/// # Errors
/// `LookupError` for an unknown name, `UnicodeEncodeError` as the handler has it.
pub(crate) fn encode(
    interp: &mut Interp,
    text: &Str,
    encoding: &str,
    errors: &str,
) -> Result<Vec<u8>> {
    let encoding = find(encoding, "encode")?;
    interp.reserve(encode::size_hint(text.as_str(), encoding))?;
    encode::encode(text.as_str(), encoding, |out, fault, faulty| {
        interp.charge(faulty.len())?;
        let mut substitute = String::new();
        for c in faulty.chars() {
            match errors {
                "strict" | "surrogateescape" | "surrogatepass" => {
                    return Err(cannot_encode(text, fault));
                }
                "ignore" => {}
                "replace" => substitute.push('?'),
                "backslashreplace" => push_escape(&mut substitute, c),
                "xmlcharrefreplace" => substitute.push_str(&format!("&#{};", u32::from(c))),
                "namereplace" => push_name(&mut substitute, c),
                _ => return Err(unknown_handler(errors)),
            }
        }
        out.extend_from_slice(substitute.as_bytes());
        Ok(())
    })
}

/// Appends `\N{EURO SIGN}`, or an escape for what has no name.
fn push_name(out: &mut String, c: char) {
    match syntax::name_of_character(c) {
        Some(name) => out.push_str(&format!("\\N{{{name}}}")),
        None => push_escape(out, c),
    }
}

fn find(encoding: &str, act: &str) -> Result<Encoding> {
    Encoding::named(encoding).ok_or_else(|| {
        let message = if is_no_text_encoding(encoding) {
            format!(
                "'{encoding}' is not a text encoding; use codecs.{act}() to handle arbitrary codecs"
            )
        } else {
            format!("unknown encoding: {encoding}")
        };
        Error::new(ExcKind::LookupError, message)
    })
}

fn unknown_handler(errors: &str) -> Error {
    Error::new(
        ExcKind::LookupError,
        format!("unknown error handler name '{errors}'"),
    )
}

fn cannot_decode(data: &[u8], fault: Fault) -> Error {
    unicode_error(ExcKind::UnicodeDecodeError, Value::bytes(data), fault)
}

fn cannot_encode(text: &Str, fault: Fault) -> Error {
    unicode_error(
        ExcKind::UnicodeEncodeError,
        Value::str(text.as_str()),
        fault,
    )
}

/// The exception with its five arguments; its message is made from them.
fn unicode_error(kind: ExcKind, object: Value, fault: Fault) -> Error {
    Error::with_args(
        kind,
        vec![
            Value::str(fault.codec),
            object,
            Value::from(fault.start),
            Value::from(fault.end),
            Value::str(fault.reason),
        ],
    )
}

/// `str(UnicodeDecodeError(...))` and its two relatives, made from the five arguments (four for translating).
pub(crate) fn message(kind: ExcKind, args: &[Value]) -> Option<String> {
    match (kind, args) {
        (
            ExcKind::UnicodeDecodeError,
            [
                Value::Str(codec),
                Value::Bytes(data),
                Value::Int(start),
                Value::Int(end),
                Value::Str(reason),
            ],
        ) => {
            let byte = usize::try_from(*start)
                .ok()
                .and_then(|at| data.as_slice().get(at));
            let what = match byte {
                Some(byte) if end.checked_sub(1) == Some(*start) => {
                    format!("byte 0x{byte:02x} in position {start}")
                }
                _ => format!("bytes in position {start}-{}", end.saturating_sub(1)),
            };
            Some(format!(
                "'{}' codec can't decode {what}: {}",
                codec.as_str(),
                reason.as_str()
            ))
        }
        (
            ExcKind::UnicodeEncodeError,
            [
                Value::Str(codec),
                Value::Str(text),
                Value::Int(start),
                Value::Int(end),
                Value::Str(reason),
            ],
        ) => Some(format!(
            "'{}' codec can't encode {}: {}",
            codec.as_str(),
            characters(text, *start, *end),
            reason.as_str()
        )),
        (
            ExcKind::UnicodeTranslateError,
            [
                Value::Str(text),
                Value::Int(start),
                Value::Int(end),
                Value::Str(reason),
            ],
        ) => Some(format!(
            "can't translate {}: {}",
            characters(text, *start, *end),
            reason.as_str()
        )),
        _ => None,
    }
}

/// `character '\xe9' in position 0`, `characters in position 0-1`
fn characters(text: &Str, start: i64, end: i64) -> String {
    let c = usize::try_from(start).ok().and_then(|at| text.char_at(at));
    match c {
        Some(c) if end.checked_sub(1) == Some(start) => {
            let code = u32::from(c);
            let escaped = match code {
                0..0x100 => format!("\\x{code:02x}"),
                0x100..0x1_0000 => format!("\\u{code:04x}"),
                _ => format!("\\U{code:08x}"),
            };
            format!("character '{escaped}' in position {start}")
        }
        _ => format!("characters in position {start}-{}", end.saturating_sub(1)),
    }
}
