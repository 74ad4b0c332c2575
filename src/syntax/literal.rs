//! What a literal's text means: numbers, strings, bytes and the text of f-strings.
//!
//! Separate from the lexer because it is needed only for texts that parse, and because its complaints (a truncated
//! escape, a number of too many digits) come later than those about tokens.
//! Python's manual: <https://docs.python.org/3.13/reference/lexical_analysis.html#literals>.

use super::names;
use std::borrow::Cow;
use std::sync::Arc;

use num_bigint::BigInt;
use unicode_normalization::UnicodeNormalization;

use super::ast::{Constant, Name};

/// How many decimal digits an integer may have, as in CPython.
const MOST_DIGITS: usize = 4300;

/// Why a literal has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LiteralError {
    /// A stable word in kebab case.
    pub(super) kind: &'static str,
    /// What CPython says.
    pub(super) message: String,
}

impl LiteralError {
    fn new(kind: &'static str, message: impl Into<String>) -> Self {
        LiteralError {
            kind,
            message: message.into(),
        }
    }
}

/// A string or a bytes literal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Text {
    /// `'text'`
    Str(String),
    /// `b'bytes'`
    Bytes(Vec<u8>),
}

/// The name as Python compares it.
pub(super) fn name(text: &str) -> Name {
    if text.is_ascii() {
        return Arc::from(text);
    }
    Arc::from(text.nfkc().collect::<String>())
}

/// The value of a number.
pub(super) fn number(text: &str) -> Result<Constant, LiteralError> {
    let text = if text.contains('_') {
        Cow::Owned(text.replace('_', ""))
    } else {
        Cow::Borrowed(text)
    };
    let radix = match text.as_bytes() {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 10,
    };
    if radix != 10 {
        return integer(&text[2..], radix);
    }
    if let Some(imaginary) = text.strip_suffix(['j', 'J']) {
        return float(imaginary).map(Constant::Imaginary);
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return integer(&text, 10);
    }
    float(&text).map(Constant::Float)
}

fn float(digits: &str) -> Result<f64, LiteralError> {
    digits
        .parse()
        .map_err(|_| LiteralError::new("invalid-number", "invalid decimal literal"))
}

fn integer(digits: &str, radix: u32) -> Result<Constant, LiteralError> {
    if let Ok(small) = i64::from_str_radix(digits, radix) {
        return Ok(Constant::Int(small));
    }
    if radix == 10 && digits.len() > MOST_DIGITS {
        let message = format!(
            "Exceeds the limit ({MOST_DIGITS} digits) for integer string conversion: value has {} digits; \
             use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer \
             literals to avoid decimal conversion limits.",
            digits.len()
        );
        return Err(LiteralError::new("too-many-digits", message));
    }
    BigInt::parse_bytes(digits.as_bytes(), radix)
        .map(|big| Constant::BigInt(Arc::new(big)))
        .ok_or_else(|| LiteralError::new("invalid-number", "invalid decimal literal"))
}

/// The value of one string token, prefix and quotes included.
pub(super) fn string(token: &str) -> Result<Text, LiteralError> {
    let prefix_length = token.find(['\'', '"']).unwrap_or_default();
    let prefix = &token.as_bytes()[..prefix_length];
    let raw = prefix.iter().any(|byte| matches!(byte, b'r' | b'R'));
    let bytes = prefix.iter().any(|byte| matches!(byte, b'b' | b'B'));
    let quoted = &token[prefix_length..];
    let quotes = if quoted.len() >= 6 && (quoted.starts_with("'''") || quoted.starts_with("\"\"\""))
    {
        3
    } else {
        1
    };
    let body = with_line_feeds(&quoted[quotes..quoted.len() - quotes]);
    if bytes {
        return decode_bytes(&body, raw).map(Text::Bytes);
    }
    if raw || !body.contains('\\') {
        return Ok(Text::Str(body.into_owned()));
    }
    unescape(&body).map(Text::Str)
}

/// The value of a piece of text in an f-string.
pub(super) fn fstring_text(text: &str, raw: bool) -> Result<String, LiteralError> {
    let text = with_line_feeds(text);
    if raw || !text.contains('\\') {
        return Ok(text.into_owned());
    }
    unescape(&text)
}

/// The text of `value=` in an f-string, where it is shown: without comments, and with escapes read as in the text
/// around it, even those that stand in a string of its own.
pub(super) fn shown_text(text: &str, raw: bool) -> Result<String, LiteralError> {
    if !text.contains('#') {
        return fstring_text(text, raw);
    }
    let mut plain = String::with_capacity(text.len());
    let mut quote = None;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '#' if quote.is_none() => {
                while letters.next_if(|next| *next != '\n').is_some() {}
                continue;
            }
            '\'' | '"' if quote == Some(letter) => quote = None,
            '\'' | '"' if quote.is_none() => quote = Some(letter),
            _ => {}
        }
        plain.push(letter);
    }
    fstring_text(&plain, raw)
}

/// The text that is shown of a hole whose brace ends at `open` and whose `=` ends at `equal`: blanks count.
pub(super) fn shown_range(text: &str, open: u32, equal: u32) -> &str {
    let after = text.get(equal as usize..).unwrap_or_default();
    let blank = after.len() - after.trim_start().len();
    text.get(open as usize..equal as usize + blank)
        .unwrap_or_default()
}

/// Every end of line is a line feed to Python.
fn with_line_feeds(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

fn decode_bytes(body: &str, raw: bool) -> Result<Vec<u8>, LiteralError> {
    if !body.is_ascii() {
        let message = "bytes can only contain ASCII literal characters";
        return Err(LiteralError::new("invalid-bytes", message));
    }
    if raw {
        return Ok(body.as_bytes().to_vec());
    }
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first != b'\\' {
            out.push(*first);
            continue;
        }
        let position = body.len() - tail.len() - 1;
        let [escape, tail @ ..] = rest else {
            break;
        };
        rest = tail;
        match escape {
            b'x' => {
                let value = rest.get(..2).and_then(hex).ok_or_else(|| {
                    let message =
                        format!("(value error) invalid \\x escape at position {position}");
                    LiteralError::new("invalid-escape", message)
                })?;
                out.push(u8::try_from(value).unwrap_or_default());
                rest = &rest[2..];
            }
            b'0'..=b'7' => {
                let (value, length) = octal(*escape, rest);
                // Python keeps the low eight bits.
                out.push(value.to_le_bytes()[0]);
                rest = &rest[length..];
            }
            b'\n' => {}
            other => match simple_escape(*other) {
                Some(byte) => out.push(byte),
                None => out.extend([b'\\', *other]),
            },
        }
    }
    Ok(out)
}

/// The character that a backslash and one letter stand for.
fn simple_escape(letter: u8) -> Option<u8> {
    Some(match letter {
        b'\\' | b'\'' | b'"' => letter,
        b'a' => 0x07,
        b'b' => 0x08,
        b'f' => 0x0c,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' => 0x0b,
        _ => return None,
    })
}

/// Up to three octal digits, the first already read: the value and how many more were used.
fn octal(first: u8, rest: &[u8]) -> (u32, usize) {
    let mut value = u32::from(first - b'0');
    let mut length = 0;
    for digit in rest.iter().take(2) {
        if !(b'0'..=b'7').contains(digit) {
            break;
        }
        value = value * 8 + u32::from(digit - b'0');
        length += 1;
    }
    (value, length)
}

fn hex(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0_u32, |value, digit| {
        Some(value.wrapping_mul(16) | char::from(*digit).to_digit(16)?)
    })
}

fn unescape(body: &str) -> Result<String, LiteralError> {
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let escape = &rest[at..];
        let used = unescape_one(body, escape, &mut out)?;
        rest = &escape[used..];
    }
    out.push_str(rest);
    Ok(out)
}

/// Decodes the escape that `escape` begins with; answers how many bytes it takes.
fn unescape_one(body: &str, escape: &str, out: &mut String) -> Result<usize, LiteralError> {
    let bytes = escape.as_bytes();
    let letter = bytes.get(1).copied().unwrap_or(b'\\');
    let complain = |length: usize, reason: &str| {
        let start = decoder_position(&body[..body.len() - escape.len()]);
        let end = start + decoder_position(&escape[..length]) - 1;
        LiteralError::new(
            "invalid-escape",
            format!(
                "(unicode error) 'unicodeescape' codec can't decode bytes in position {start}-{end}: {reason}"
            ),
        )
    };
    let (digits, reason) = match letter {
        b'x' => (2, "truncated \\xXX escape"),
        b'u' => (4, "truncated \\uXXXX escape"),
        b'U' => (8, "truncated \\UXXXXXXXX escape"),
        b'N' => {
            let (letter, used) =
                named(escape).map_err(|(length, reason)| complain(length, reason))?;
            out.push(letter);
            return Ok(used);
        }
        b'\n' => return Ok(2),
        b'0'..=b'7' => {
            let (value, length) = octal(letter, &bytes[2..]);
            out.push(char::from_u32(value).unwrap_or_default());
            return Ok(2 + length);
        }
        other => {
            if let Some(byte) = simple_escape(other) {
                out.push(char::from(byte));
                return Ok(bytes.len().min(2));
            }
            out.push('\\');
            return Ok(1);
        }
    };
    let found = bytes[2..]
        .iter()
        .take(digits)
        .take_while(|byte| byte.is_ascii_hexdigit())
        .count();
    if found < digits {
        return Err(complain(2 + found, reason));
    }
    let code = hex(&bytes[2..2 + digits]).unwrap_or_default();
    match char::from_u32(code) {
        Some(letter) => out.push(letter),
        None if code > 0x10_FFFF => {
            return Err(complain(2 + digits, "illegal Unicode character"));
        }
        None => {
            let message = format!(
                "(unicode error) '\\u{code:04x}' is a lone surrogate, which no string can hold here"
            );
            return Err(LiteralError::new("lone-surrogate", message));
        }
    }
    Ok(2 + digits)
}

/// The character of `\N{name}`, or how much of it was read and what is wrong.
fn named(escape: &str) -> Result<(char, usize), (usize, &'static str)> {
    let malformed = "malformed \\N character escape";
    let Some(braced) = escape.get(2..).and_then(|rest| rest.strip_prefix('{')) else {
        return Err((2, malformed));
    };
    match braced.find('}') {
        None => Err((escape.len(), malformed)),
        Some(0) => Err((3, malformed)),
        Some(length) => names::character(&braced[..length])
            .map(|letter| (letter, 3 + length + 1))
            .ok_or((3 + length + 1, "unknown Unicode character name")),
    }
}

/// Where CPython's decoder stands after `text`: it is handed every non-ASCII character as an escape of ten.
fn decoder_position(text: &str) -> usize {
    text.chars()
        .map(|letter| if letter.is_ascii() { 1 } else { 10 })
        .sum()
}
