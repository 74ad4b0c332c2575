//! A text with its name, and what can be asked about places in it.
//!
//! Offsets are bytes everywhere else; lines and columns are worked out here, only when somebody asks.

use super::diagnostic::Diagnostic;
use super::span::Span;

/// A named source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    name: String,
    text: String,
}

impl Source {
    /// The text under that name.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Source {
            name: name.into(),
            text: text.into(),
        }
    }

    /// The text that `bytes` encode, or why they encode none.
    ///
    /// ```
    /// use lambkin::syntax::Source;
    /// assert_eq!(Source::decode("a.py", b"1 + 1".to_vec()).unwrap().text(), "1 + 1");
    /// assert!(Source::decode("a.py", vec![0xff]).is_err());
    /// ```
    ///
    /// # Errors
    /// Bytes that are not UTF-8. The offsets of the diagnostic count in `String::from_utf8_lossy` of the bytes.
    pub fn decode(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, Box<Diagnostic>> {
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Source::new(name, text)),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let bytes = error.as_bytes();
                let byte = bytes.get(at).copied().unwrap_or_default();
                let valid = str::from_utf8(bytes.get(..at).unwrap_or_default()).unwrap_or_default();
                let line = line_of(valid, at);
                let reason = utf8_reason(&error);
                let message = format!(
                    "(unicode error) 'utf-8' codec can't decode byte 0x{byte:02x} in position {at}: {reason}"
                );
                let place = span(at, at + '\u{FFFD}'.len_utf8());
                let help =
                    format!("save the text as UTF-8; the first wrong byte is on line {line}");
                Err(Box::new(
                    Diagnostic::error("not-utf8", message, place).with_help(help),
                ))
            }
        }
    }

    /// What messages call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column of a byte offset, both counted from 1, the column in characters.
    ///
    /// ```
    /// use lambkin::syntax::Source;
    /// assert_eq!(Source::new("a", "é\n+ 1").position(5), (2, 3));
    /// ```
    #[must_use]
    pub fn position(&self, offset: u32) -> (u32, u32) {
        let at = boundary(&self.text, offset as usize);
        let before = &self.text[..at];
        let line_start = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let column = before[line_start..].chars().count() + 1;
        (
            line_of(&self.text, at),
            u32::try_from(column).unwrap_or(u32::MAX),
        )
    }
}

fn utf8_reason(error: &std::string::FromUtf8Error) -> &'static str {
    let at = error.utf8_error().valid_up_to();
    match error.utf8_error().error_len() {
        None => "unexpected end of data",
        Some(_) => match error.as_bytes().get(at) {
            Some(0xc2..=0xf4) => "invalid continuation byte",
            _ => "invalid start byte",
        },
    }
}

/// What makes a text unfit to be read at all.
pub(super) fn check(text: &str) -> Result<(), Box<Diagnostic>> {
    if u32::try_from(text.len()).is_err() {
        let message = "source text is longer than 4 GiB";
        return Err(Box::new(Diagnostic::error(
            "too-long",
            message,
            Span::at(0),
        )));
    }
    if let Some(at) = text.find('\0') {
        let message = "source code string cannot contain null bytes";
        let diagnostic = Diagnostic::error("null-byte", message, span(at, at + 1));
        return Err(Box::new(diagnostic));
    }
    Ok(())
}

/// The span `start..end`; `check` has refused texts whose offsets do not fit.
pub(super) fn span(start: usize, end: usize) -> Span {
    let fit = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
    Span::new(fit(start), fit(end))
}

/// The line on which `offset` stands, counted from 1; a lone carriage return ends a line too.
pub(super) fn line_of(text: &str, offset: usize) -> u32 {
    let before = text.as_bytes().get(..offset).unwrap_or(text.as_bytes());
    let mut lines: u32 = 1;
    for (at, byte) in before.iter().enumerate() {
        let ends = match byte {
            b'\n' => true,
            b'\r' => text.as_bytes().get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        lines += u32::from(ends);
    }
    lines
}

/// The line that a reader has reached at `offset`: at the end of the text it has not yet begun another.
pub(super) fn line_read(text: &str, offset: usize) -> u32 {
    if offset < text.len() {
        return line_of(text, offset);
    }
    let text = text.strip_suffix('\n').unwrap_or(text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    line_of(text, text.len())
}

/// The first character boundary at or after `offset`, at most the end.
pub(super) fn boundary(text: &str, mut offset: usize) -> usize {
    while offset < text.len() && !text.is_char_boundary(offset) {
        offset += 1;
    }
    offset.min(text.len())
}

/// Whether Python's `repr` would show the character as itself.
pub(super) fn is_printable(letter: char) -> bool {
    // The standard library's `Debug` follows the same rule, but would also escape quotes, the backslash and, at the
    // start of a text, combining marks.
    if matches!(letter, '\'' | '"' | '\\') {
        return true;
    }
    let shown = format!("{:?}", ["a", letter.encode_utf8(&mut [0; 4])].concat());
    shown == format!("\"a{letter}\"")
}
