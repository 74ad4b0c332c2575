//! `repr` and `ascii` of a string.

use std::fmt::Write;

use super::unicode::is_printable;

/// Appends `repr(text)`: single quotes unless the text holds those and no double ones.
pub(crate) fn push_repr(out: &mut String, text: &str) {
    let quote = quote_for(text.as_bytes());
    out.reserve(text.len() + 2);
    out.push(quote);
    let mut plain_from = 0;
    for (at, c) in text.char_indices() {
        let plain = if c.is_ascii() {
            matches!(c, ' '..='~') && c != quote && c != '\\'
        } else {
            is_printable(c)
        };
        if !plain {
            out.push_str(&text[plain_from..at]);
            push_escape(out, c);
            plain_from = at + c.len_utf8();
        }
    }
    out.push_str(&text[plain_from..]);
    out.push(quote);
}

/// `text`, a `repr`, with everything beyond ASCII escaped: what `ascii` makes of it.
pub(crate) fn to_ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            push_escape(&mut out, c);
        }
    }
    out
}

/// Appends `\n`, `\\`, `\x1b`, `\u200b` or `\U000e0001`: the shortest escape that holds `c`.
pub(crate) fn push_escape(out: &mut String, c: char) {
    // Writing to a `String` cannot fail.
    let _ = match c {
        '\t' => out.write_str("\\t"),
        '\n' => out.write_str("\\n"),
        '\r' => out.write_str("\\r"),
        '\\' | '\'' | '"' => write!(out, "\\{c}"),
        '\0'..='\u{ff}' => write!(out, "\\x{:02x}", u32::from(c)),
        '\u{100}'..='\u{ffff}' => write!(out, "\\u{:04x}", u32::from(c)),
        _ => write!(out, "\\U{:08x}", u32::from(c)),
    };
}

/// The quote that needs the fewest escapes, single where both would do.
pub(crate) fn quote_for(text: &[u8]) -> char {
    if text.contains(&b'\'') && !text.contains(&b'"') {
        '"'
    } else {
        '\''
    }
}
