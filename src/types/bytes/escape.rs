//! `repr` of bytes.

use std::fmt::Write;

use crate::types::str::escape::quote_for;

/// Appends `repr(data)`: `b'...'`, with `\t`, `\n`, `\r`, `\\` and `\xff` for what is not printable ASCII.
pub(crate) fn push_repr(out: &mut String, data: &[u8]) {
    let quote = quote_for(data);
    out.reserve(data.len() + 3);
    out.push('b');
    out.push(quote);
    for &byte in data {
        let c = char::from(byte);
        // Writing to a `String` cannot fail.
        let _ = match c {
            '\t' => out.write_str("\\t"),
            '\n' => out.write_str("\\n"),
            '\r' => out.write_str("\\r"),
            '\\' => out.write_str("\\\\"),
            _ if c == quote => write!(out, "\\{c}"),
            ' '..='~' => out.write_char(c),
            _ => write!(out, "\\x{byte:02x}"),
        };
    }
    out.push(quote);
}
