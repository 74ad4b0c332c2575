//! Literals as text: the inverse of `literal`.

use std::fmt::Write;

use super::ast::{Constant, Conversion, Expr, FStringPart};
use super::source::is_printable;

/// Whether the literal is written with a sign, which only a computed one can have.
pub(super) fn is_negative(constant: &Constant) -> bool {
    match constant {
        Constant::Int(value) => *value < 0,
        Constant::BigInt(value) => value.sign() == num_bigint::Sign::Minus,
        Constant::Float(value) | Constant::Imaginary(value) => value.is_sign_negative(),
        Constant::None
        | Constant::Bool(_)
        | Constant::Ellipsis
        | Constant::Str(_)
        | Constant::Bytes(_) => false,
    }
}

pub(super) fn write_constant(out: &mut String, constant: &Constant) {
    // Writing to a text cannot fail.
    let _ = match constant {
        Constant::None => out.write_str("None"),
        Constant::Bool(true) => out.write_str("True"),
        Constant::Bool(false) => out.write_str("False"),
        Constant::Ellipsis => out.write_str("..."),
        Constant::Int(value) => write!(out, "{value}"),
        // Decimal digits beyond the limit could not be read again.
        Constant::BigInt(value) if value.bits() > 14_000 => write!(out, "{:#x}", &**value),
        Constant::BigInt(value) => write!(out, "{value}"),
        Constant::Float(value) => {
            write_float(out, *value);
            Ok(())
        }
        Constant::Imaginary(value) => {
            write_float(out, *value);
            out.write_str("j")
        }
        Constant::Str(text) => {
            write_str(out, text);
            Ok(())
        }
        Constant::Bytes(bytes) => {
            write_bytes(out, bytes);
            Ok(())
        }
    };
}

/// The shortest digits that give the number again; infinity is a number too large to hold.
fn write_float(out: &mut String, value: f64) {
    if value.is_infinite() {
        out.push_str(if value < 0.0 { "-1e309" } else { "1e309" });
    } else {
        let _ = write!(out, "{value:?}");
    }
}

/// The quote to use: the single one, unless only the double one avoids escapes.
fn quote_for(has_single: bool, has_double: bool) -> char {
    if has_single && !has_double { '"' } else { '\'' }
}

fn write_str(out: &mut String, text: &str) {
    let quote = quote_for(text.contains('\''), text.contains('"'));
    out.push(quote);
    for letter in text.chars() {
        write_letter(out, letter, quote);
    }
    out.push(quote);
}

fn write_letter(out: &mut String, letter: char, quote: char) {
    let code = u32::from(letter);
    let _ = match letter {
        '\\' => out.write_str("\\\\"),
        '\n' => out.write_str("\\n"),
        '\r' => out.write_str("\\r"),
        '\t' => out.write_str("\\t"),
        _ if letter == quote => write!(out, "\\{letter}"),
        ' '..='~' => out.write_char(letter),
        _ if code > 0xa0 && is_printable(letter) => out.write_char(letter),
        _ if code <= 0xff => write!(out, "\\x{code:02x}"),
        _ if code <= 0xffff => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
}

fn write_bytes(out: &mut String, bytes: &[u8]) {
    let quote = quote_for(bytes.contains(&b'\''), bytes.contains(&b'"'));
    out.push('b');
    out.push(quote);
    for &byte in bytes {
        if byte.is_ascii() {
            write_letter(out, char::from(byte), quote);
        } else {
            let _ = write!(out, "\\x{byte:02x}");
        }
    }
    out.push(quote);
}

/// An f-string; `write_value` writes the expression of a hole.
pub(super) fn write_fstring(
    out: &mut String,
    parts: &[FStringPart],
    write_value: impl Fn(&mut String, &Expr) + Copy,
) {
    let mut texts = String::new();
    collect_text(parts, &mut texts);
    let quote = quote_for(texts.contains('\''), texts.contains('"'));
    out.push('f');
    out.push(quote);
    write_parts(out, parts, quote, false, write_value);
    out.push(quote);
}

fn collect_text(parts: &[FStringPart], texts: &mut String) {
    for part in parts {
        match part {
            FStringPart::Text(text) => texts.push_str(text),
            FStringPart::Hole(hole) => {
                collect_text(hole.spec.as_deref().unwrap_or_default(), texts)
            }
        }
    }
}

fn write_parts(
    out: &mut String,
    parts: &[FStringPart],
    quote: char,
    in_spec: bool,
    write_value: impl Fn(&mut String, &Expr) + Copy,
) {
    for part in parts {
        match part {
            FStringPart::Text(text) => {
                for letter in text.chars() {
                    match letter {
                        // A doubled brace is not an escape in a format spec.
                        '{' if in_spec => out.push_str("\\x7b"),
                        '}' if in_spec => out.push_str("\\x7d"),
                        '{' => out.push_str("{{"),
                        '}' => out.push_str("}}"),
                        _ => write_letter(out, letter, quote),
                    }
                }
            }
            FStringPart::Hole(hole) => {
                out.push('{');
                write_value(out, &hole.value);
                match hole.conversion {
                    Some(Conversion::Str) => out.push_str("!s"),
                    Some(Conversion::Repr) => out.push_str("!r"),
                    Some(Conversion::Ascii) => out.push_str("!a"),
                    None => {}
                }
                if let Some(spec) = &hole.spec {
                    out.push(':');
                    write_parts(out, spec, quote, true, write_value);
                }
                out.push('}');
            }
        }
    }
}
