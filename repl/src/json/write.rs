//! Data to JSON text.

use super::read::Json;

/// The data as JSON text without spaces, numbers as they were read.
pub(crate) fn write(out: &mut String, data: &Json) {
    match data {
        Json::Null => out.push_str("null"),
        Json::Bool(true) => out.push_str("true"),
        Json::Bool(false) => out.push_str("false"),
        Json::Int(digits) => out.push_str(digits),
        Json::Float(number) if number.is_nan() => out.push_str("NaN"),
        Json::Float(number) if number.is_infinite() && *number > 0.0 => out.push_str("Infinity"),
        Json::Float(number) if number.is_infinite() => out.push_str("-Infinity"),
        Json::Float(number) => out.push_str(&format!("{number:?}")),
        Json::Str(text) => quote(out, text),
        Json::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(out, item);
            }
            out.push(']');
        }
        Json::Object(entries) => {
            out.push('{');
            for (index, (key, value)) in entries.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                quote(out, key);
                out.push(':');
                write(out, value);
            }
            out.push('}');
        }
    }
}

/// The text as a JSON string, other characters than controls as they are.
pub(crate) fn quote(out: &mut String, text: &str) {
    quote_with(out, text, |c| c < ' ' || c == '\x7f');
}

/// The text as a JSON string in ASCII, as `json.dumps` writes it.
pub(crate) fn quote_ascii(out: &mut String, text: &str) {
    quote_with(out, text, |c| !(' '..='~').contains(&c));
}

fn quote_with(out: &mut String, text: &str, escape: impl Fn(char) -> bool) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\x08' => out.push_str("\\b"),
            '\x0c' => out.push_str("\\f"),
            c if escape(c) => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
