//! Writing JSON: the little of it that reports for tools need.

use std::fmt::Write;

/// An object under construction: `{"step":1,"text":"1 + 2"}`.
pub(crate) struct Object(String);

impl Object {
    /// `{}`
    pub(crate) fn new() -> Self {
        Object(String::from("{"))
    }

    /// With a member that is JSON already: a number, a list, `null`.
    pub(crate) fn raw(mut self, name: &str, json: impl std::fmt::Display) -> Self {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        quote(&mut self.0, name);
        // Writing to a text cannot fail.
        let _ = write!(self.0, ":{json}");
        self
    }

    /// With a text.
    pub(crate) fn text(self, name: &str, text: &str) -> Self {
        let text = quoted(text);
        self.raw(name, text)
    }

    /// The object's text.
    pub(crate) fn end(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

/// A list of what is JSON already.
pub(crate) fn list(items: impl IntoIterator<Item = String>) -> String {
    let items: Vec<String> = items.into_iter().collect();
    format!("[{}]", items.join(","))
}

/// A text as JSON.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    quote(&mut out, text);
    out
}

fn quote(out: &mut String, text: &str) {
    out.push('"');
    for letter in text.chars() {
        let _ = match letter {
            '"' => out.write_str("\\\""),
            '\\' => out.write_str("\\\\"),
            '\n' => out.write_str("\\n"),
            '\r' => out.write_str("\\r"),
            '\t' => out.write_str("\\t"),
            // A page that holds this text inside a script must not see the script end.
            '<' => out.write_str("\\u003c"),
            '\u{2028}' => out.write_str("\\u2028"),
            '\u{2029}' => out.write_str("\\u2029"),
            letter if letter < ' ' => write!(out, "\\u{:04x}", u32::from(letter)),
            letter => out.write_char(letter),
        };
    }
    out.push('"');
}
