//! JSON text to data.
//!
//! Accepts what Python's `json.loads` accepts: besides the standard, `NaN`, `Infinity` and `-Infinity`.

use std::fmt;

/// Arrays and objects within one another, at most.
const DEPTH: usize = 1000;

/// One JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    /// `null`
    Null,
    /// `true`
    Bool(bool),
    /// `12`, digit by digit, for it may have any number of them
    Int(String),
    /// `1.5e3`, `NaN`
    Float(f64),
    /// `"text"`
    Str(String),
    /// `[1, 2]`
    Array(Vec<Json>),
    /// `{"a": 1}`, in the order of the text
    Object(Vec<(String, Json)>),
}

/// What is wrong with a JSON text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReadError {
    /// What is wrong.
    pub(crate) message: &'static str,
    /// The line, from one.
    pub(crate) line: usize,
    /// The column in characters, from one.
    pub(crate) column: usize,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ReadError {
            message,
            line,
            column,
        } = self;
        write!(f, "line {line} column {column}: {message}")
    }
}

/// Reads one JSON value that is the whole text.
pub(crate) fn read(text: &str) -> Result<Json, ReadError> {
    let mut reader = Reader {
        text,
        at: 0,
        depth: 0,
    };
    reader
        .value_and_end()
        .map_err(|message| reader.error(message))
}

struct Reader<'a> {
    text: &'a str,
    /// Where reading stands; an error is at this place.
    at: usize,
    depth: usize,
}

type Step<T> = Result<T, &'static str>;

impl Reader<'_> {
    fn error(&self, message: &'static str) -> ReadError {
        let before = self.text.get(..self.at).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        ReadError {
            message,
            line: 1 + before.matches('\n').count(),
            column: 1 + before.get(line_start..).unwrap_or("").chars().count(),
        }
    }

    fn value_and_end(&mut self) -> Step<Json> {
        if self.text.starts_with('\u{feff}') {
            return Err("unexpected byte-order mark");
        }
        let value = self.value()?;
        self.space();
        match self.peek() {
            None => Ok(value),
            Some(_) => Err("extra data after the value"),
        }
    }

    fn value(&mut self) -> Step<Json> {
        self.space();
        match self.peek() {
            Some(b'{') => self.nested(Self::object),
            Some(b'[') => self.nested(Self::array),
            Some(b'"') => Ok(Json::Str(self.string()?)),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => self.word(),
        }
    }

    fn nested(&mut self, read: fn(&mut Self) -> Step<Json>) -> Step<Json> {
        if self.depth == DEPTH {
            return Err("too many arrays and objects within one another");
        }
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn array(&mut self) -> Step<Json> {
        self.at += 1;
        let mut items = Vec::new();
        self.space();
        if self.eat(b']') {
            return Ok(Json::Array(items));
        }
        loop {
            items.push(self.value()?);
            self.space();
            if self.eat(b']') {
                return Ok(Json::Array(items));
            }
            if !self.eat(b',') {
                return Err("expected ',' or ']'");
            }
        }
    }

    fn object(&mut self) -> Step<Json> {
        self.at += 1;
        let mut entries = Vec::new();
        self.space();
        if self.eat(b'}') {
            return Ok(Json::Object(entries));
        }
        loop {
            self.space();
            if self.peek() != Some(b'"') {
                return Err("expected a property name in double quotes");
            }
            let key = self.string()?;
            self.space();
            if !self.eat(b':') {
                return Err("expected ':'");
            }
            entries.push((key, self.value()?));
            self.space();
            if self.eat(b'}') {
                return Ok(Json::Object(entries));
            }
            if !self.eat(b',') {
                return Err("expected ',' or '}'");
            }
        }
    }

    fn string(&mut self) -> Step<String> {
        let start = self.at;
        self.at += 1;
        let mut value = String::new();
        loop {
            let rest = self.rest();
            let Some(plain) = rest.find(['"', '\\']) else {
                return Err(self.unfinished(start));
            };
            let run = rest.get(..plain).unwrap_or_default();
            if let Some(control) = run.find(|c: char| c < ' ') {
                self.at += control;
                return Err("control character in a string");
            }
            value.push_str(run);
            self.at += plain;
            if self.eat(b'"') {
                return Ok(value);
            }
            value.push(self.escape(start)?);
        }
    }

    /// An unfinished string is reported where it began, unless a control character such as a line break cut it short.
    fn unfinished(&mut self, start: usize) -> &'static str {
        if let Some(control) = self.rest().find(|c: char| c < ' ') {
            self.at += control;
            return "control character in a string";
        }
        self.at = start;
        "this string is not finished"
    }

    fn escape(&mut self, start: usize) -> Step<char> {
        let at = self.at;
        self.at += 1;
        let Some(letter) = self.peek() else {
            return Err(self.unfinished(start));
        };
        self.at += 1;
        let c = match letter {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\x08',
            b'f' => '\x0c',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode(at),
            _ => {
                self.at = at;
                return Err("no such escape");
            }
        };
        Ok(c)
    }

    fn unicode(&mut self, at: usize) -> Step<char> {
        let first = self.hex(at)?;
        if let Some(c) = char::from_u32(first) {
            return Ok(c);
        }
        // Not a character by itself: the first half of a pair, if its second half follows.
        if first < 0xdc00 && self.rest().starts_with("\\u") {
            self.at += 2;
            let second = self.hex(at)?;
            if (0xdc00..0xe000).contains(&second) {
                let code = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                if let Some(c) = char::from_u32(code) {
                    return Ok(c);
                }
            }
        }
        self.at = at;
        Err("half of a surrogate pair is no character")
    }

    fn hex(&mut self, at: usize) -> Step<u32> {
        let digits = self.rest().get(..4).unwrap_or_default();
        match u32::from_str_radix(digits, 16) {
            Ok(code)
                if digits.bytes().all(|digit| digit.is_ascii_hexdigit()) && digits.len() == 4 =>
            {
                self.at += 4;
                Ok(code)
            }
            Ok(_) | Err(_) => {
                self.at = at;
                Err("expected four hexadecimal digits after \\u")
            }
        }
    }

    fn number(&mut self) -> Step<Json> {
        let start = self.at;
        self.eat(b'-');
        if self.rest().starts_with("Infinity") {
            self.at += "Infinity".len();
            return Ok(Json::Float(f64::NEG_INFINITY));
        }
        let whole = self.at;
        if !self.eat(b'0') && self.digits() == 0 {
            self.at = start;
            return Err("expected a value");
        }
        debug_assert!(whole < self.at);
        let mut is_int = true;
        // A dot or an exponent without digits is not part of the number, and then is data too many.
        for lead in [&b"."[..], b"eE"] {
            let back = self.at;
            if self.peek().is_some_and(|byte| lead.contains(&byte)) {
                self.at += 1;
                if lead == b"eE" && !self.eat(b'+') {
                    self.eat(b'-');
                }
                if self.digits() == 0 {
                    self.at = back;
                } else {
                    is_int = false;
                }
            }
        }
        let text = self.text.get(start..self.at).unwrap_or_default();
        if is_int {
            return Ok(Json::Int(text.to_owned()));
        }
        text.parse()
            .map(Json::Float)
            .map_err(|_| "expected a value")
    }

    fn digits(&mut self) -> usize {
        let rest = self.rest();
        let count = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        self.at += count;
        count
    }

    fn word(&mut self) -> Step<Json> {
        let words = [
            ("null", Json::Null),
            ("true", Json::Bool(true)),
            ("false", Json::Bool(false)),
            ("NaN", Json::Float(f64::NAN)),
            ("Infinity", Json::Float(f64::INFINITY)),
        ];
        for (word, value) in words {
            if self.rest().starts_with(word) {
                self.at += word.len();
                return Ok(value);
            }
        }
        Err("expected a value")
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn eat(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        if there {
            self.at += 1;
        }
        there
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Json, read};

    #[test]
    fn values() {
        let text = r#" {"a": [1, -0, 2.5e1, true, null], "b": {}, "\u00e9\ud83d\ude00\n": ""} "#;
        let expected = Json::Object(vec![
            (
                "a".into(),
                Json::Array(vec![
                    Json::Int("1".into()),
                    Json::Int("-0".into()),
                    Json::Float(25.0),
                    Json::Bool(true),
                    Json::Null,
                ]),
            ),
            ("b".into(), Json::Object(vec![])),
            ("é😀\n".into(), Json::Str(String::new())),
        ]);
        assert_eq!(read(text), Ok(expected));
        let digits = "9".repeat(10_000);
        assert_eq!(read(&digits), Ok(Json::Int(digits.clone())));
    }

    #[test]
    fn errors() {
        for (text, place) in [
            ("", (1, 1, "expected a value")),
            ("[1,\n 2,\n]", (3, 1, "expected a value")),
            ("{\"a\" 1}", (1, 6, "expected ':'")),
            (
                "{'a': 1}",
                (1, 2, "expected a property name in double quotes"),
            ),
            ("[1 2]", (1, 4, "expected ',' or ']'")),
            ("[\"é\", x]", (1, 7, "expected a value")),
            ("\"ab", (1, 1, "this string is not finished")),
            ("\"a\nb\"", (1, 3, "control character in a string")),
            ("\"\\q\"", (1, 2, "no such escape")),
            (
                "\"\\ud800\"",
                (1, 2, "half of a surrogate pair is no character"),
            ),
            (
                "\"\\u12",
                (1, 2, "expected four hexadecimal digits after \\u"),
            ),
            ("01", (1, 2, "extra data after the value")),
            ("1.", (1, 2, "extra data after the value")),
            ("-", (1, 1, "expected a value")),
            ("\u{feff}1", (1, 1, "unexpected byte-order mark")),
        ] {
            let error = read(text).expect_err(text);
            assert_eq!((error.line, error.column, error.message), place, "{text}");
        }
    }

    #[test]
    fn nesting_is_bounded() {
        let deep = |depth| "[".repeat(depth) + &"]".repeat(depth);
        assert!(read(&deep(1000)).is_ok());
        assert!(read(&deep(100_000)).is_err());
        assert!(read(&"[".repeat(1_000_000)).is_err());
    }
}
