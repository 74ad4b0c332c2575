//! From JSON to values, with CPython's complaints at CPython's places.

use std::collections::HashMap;
use std::rc::Rc;

use num_bigint::BigInt;

use crate::runtime::error::{Error, Result};
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::dict::Dict;
use crate::types::str::character;

/// Python converts no more decimal digits than these.
const MOST_DIGITS: usize = 4300;

/// What the caller wants done with the parts.
#[derive(Clone, Copy)]
pub(super) struct Hooks<'a> {
    /// Called with each object as a dict.
    pub(super) object: Option<&'a Value>,
    /// Called with each object as a list of pairs; goes before `object`.
    pub(super) pairs: Option<&'a Value>,
    /// Called with the text of each float.
    pub(super) float: Option<&'a Value>,
    /// Called with the text of each integer.
    pub(super) int: Option<&'a Value>,
    /// Called with `NaN`, `Infinity` and `-Infinity`.
    pub(super) constant: Option<&'a Value>,
    /// Whether control characters in strings are refused.
    pub(super) strict: bool,
}

/// Reads one value and nothing else.
///
/// # Errors
/// `JSONDecodeError`, and what hooks raise.
pub(super) fn read(interp: &mut Interp, text: &str, hooks: Hooks<'_>) -> Result<Value> {
    interp.charge(text.len() / 16)?;
    let mut reader = Reader {
        text,
        data: text.as_bytes(),
        at: 0,
        hooks,
        keys: HashMap::new(),
    };
    reader.skip_space();
    let value = reader.value(interp)?;
    reader.skip_space();
    if reader.at < reader.data.len() {
        return Err(reader.error("Extra data", reader.at));
    }
    Ok(value)
}

/// `Expecting value: line 1 column 1 (char 0)`, of the byte `at`.
#[cold]
pub(super) fn decode_error(what: &str, text: &str, at: usize) -> Error {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
    let position = before.chars().count();
    Error::new(
        ExcKind::JSONDecodeError,
        format!("{what}: line {line} column {column} (char {position})"),
    )
}

struct Reader<'a> {
    text: &'a str,
    data: &'a [u8],
    /// The next byte.
    at: usize,
    hooks: Hooks<'a>,
    /// Keys seen before: equal ones are the same object.
    keys: HashMap<String, Value>,
}

impl Reader<'_> {
    fn error(&self, what: &str, at: usize) -> Error {
        decode_error(what, self.text, at)
    }

    fn peek(&self) -> Option<u8> {
        self.data.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn accept(&mut self, word: &str) -> bool {
        let found = self
            .data
            .get(self.at..)
            .is_some_and(|rest| rest.starts_with(word.as_bytes()));
        if found {
            self.at += word.len();
        }
        found
    }

    fn value(&mut self, interp: &mut Interp) -> Result<Value> {
        interp.tick()?;
        match self.peek() {
            Some(b'"') => {
                self.at += 1;
                let text = self.string(interp)?;
                Ok(Value::from(text))
            }
            Some(b'{') => {
                self.at += 1;
                let what = " while decoding a JSON object from a unicode string";
                interp.nested(what, |interp| self.object(interp))
            }
            Some(b'[') => {
                self.at += 1;
                let what = " while decoding a JSON array from a unicode string";
                interp.nested(what, |interp| self.array(interp))
            }
            Some(b'n') if self.accept("null") => Ok(Value::None),
            Some(b't') if self.accept("true") => Ok(Value::Bool(true)),
            Some(b'f') if self.accept("false") => Ok(Value::Bool(false)),
            Some(b'N') if self.accept("NaN") => self.constant(interp, "NaN", f64::NAN),
            Some(b'I') if self.accept("Infinity") => {
                self.constant(interp, "Infinity", f64::INFINITY)
            }
            Some(b'-') if self.accept("-Infinity") => {
                self.constant(interp, "-Infinity", f64::NEG_INFINITY)
            }
            Some(b'-' | b'0'..=b'9') => self.number(interp),
            _ => Err(self.error("Expecting value", self.at)),
        }
    }

    fn constant(&self, interp: &mut Interp, name: &str, number: f64) -> Result<Value> {
        match self.hooks.constant {
            Some(hook) => interp.call(hook, &[Value::str(name)]),
            None => Ok(Value::Float(number)),
        }
    }

    fn array(&mut self, interp: &mut Interp) -> Result<Value> {
        let mut items = Vec::new();
        self.skip_space();
        if self.accept("]") {
            return Ok(Value::list(items));
        }
        loop {
            if items.len() == items.capacity() {
                interp.reserve_items(items.len().max(4))?;
            }
            items.push(self.value(interp)?);
            self.skip_space();
            if self.accept("]") {
                return Ok(Value::list(items));
            }
            let comma = self.comma()?;
            if self.peek() == Some(b']') {
                return Err(self.error("Illegal trailing comma before end of array", comma));
            }
        }
    }

    fn object(&mut self, interp: &mut Interp) -> Result<Value> {
        let mut pairs = Vec::new();
        let dict = Dict::default();
        self.skip_space();
        if !self.accept("}") {
            loop {
                let (key, value) = self.member(interp)?;
                if self.hooks.pairs.is_some() {
                    pairs.push(Value::pair(key, value));
                } else {
                    dict.insert(interp, key, value)?;
                }
                self.skip_space();
                if self.accept("}") {
                    break;
                }
                let comma = self.comma()?;
                if self.peek() == Some(b'}') {
                    return Err(self.error("Illegal trailing comma before end of object", comma));
                }
            }
        }
        if let Some(hook) = self.hooks.pairs {
            return interp.call(hook, &[Value::list(pairs)]);
        }
        let dict = Value::Dict(Rc::new(dict));
        match self.hooks.object {
            Some(hook) => interp.call(hook, &[dict]),
            None => Ok(dict),
        }
    }

    fn member(&mut self, interp: &mut Interp) -> Result<(Value, Value)> {
        if !self.accept("\"") {
            let what = "Expecting property name enclosed in double quotes";
            return Err(self.error(what, self.at));
        }
        let text = self.string(interp)?;
        let key = match self.keys.get(&text) {
            Some(key) => key.clone(),
            None => {
                let key = Value::str(text.as_str());
                self.keys.insert(text, key.clone());
                key
            }
        };
        self.skip_space();
        if !self.accept(":") {
            return Err(self.error("Expecting ':' delimiter", self.at));
        }
        self.skip_space();
        Ok((key, self.value(interp)?))
    }

    /// Passes a comma and the space after it; the place of the comma.
    fn comma(&mut self) -> Result<usize> {
        let comma = self.at;
        if !self.accept(",") {
            return Err(self.error("Expecting ',' delimiter", comma));
        }
        self.skip_space();
        Ok(comma)
    }

    /// The text of a string, from behind its opening quote.
    fn string(&mut self, interp: &mut Interp) -> Result<String> {
        let begin = self.at - 1;
        let mut out = String::new();
        loop {
            let rest = self.data.get(self.at..).unwrap_or_default();
            let special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
            let Some(length) = rest.iter().position(special) else {
                return Err(self.error("Unterminated string starting at", begin));
            };
            interp.charge(length / 16)?;
            out.push_str(self.text.get(self.at..self.at + length).unwrap_or_default());
            self.at += length;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    interp.reserve(out.len())?;
                    return Ok(out);
                }
                Some(b'\\') => {
                    self.at += 1;
                    let escaped = self.escape(begin)?;
                    out.push(escaped);
                }
                Some(control) if !self.hooks.strict => {
                    out.push(char::from(control));
                    self.at += 1;
                }
                _ => return Err(self.error("Invalid control character at", self.at)),
            }
        }
    }

    /// The character that an escape stands for, from behind its backslash.
    fn escape(&mut self, begin: usize) -> Result<char> {
        let plain = match self.peek() {
            None => return Err(self.error("Unterminated string starting at", begin)),
            Some(c @ (b'"' | b'\\' | b'/')) => char::from(c),
            Some(b'b') => '\x08',
            Some(b'f') => '\x0c',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            Some(_) => return Err(self.error("Invalid \\escape", self.at - 1)),
        };
        self.at += 1;
        Ok(plain)
    }

    /// `\u00e9`, or two of them for a character past U+FFFF; from the `u` on.
    fn unicode_escape(&mut self) -> Result<char> {
        let start = self.at;
        let Some(first) = self.four_digits(start + 1) else {
            return Err(self.error("Invalid \\uXXXX escape", start));
        };
        self.at = start + 5;
        if let 0xd800..=0xdbff = first
            && self
                .data
                .get(self.at..)
                .is_some_and(|rest| rest.starts_with(b"\\u"))
        {
            match self.four_digits(self.at + 2) {
                Some(second @ 0xdc00..=0xdfff) => {
                    self.at += 6;
                    return character(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00));
                }
                Some(_) => {}
                None => return Err(self.error("Invalid \\uXXXX escape", self.at + 1)),
            }
        }
        character(first)
    }

    fn four_digits(&self, at: usize) -> Option<u32> {
        let digits = self.data.get(at..at + 4)?;
        // CPython looks for the closing quote after them, so a text that ends here is unfinished already.
        self.data.get(at + 4)?;
        digits.iter().try_fold(0, |number, byte| {
            Some(number * 16 + char::from(*byte).to_digit(16)?)
        })
    }

    fn number(&mut self, interp: &mut Interp) -> Result<Value> {
        let start = self.at;
        let mut at = start + usize::from(self.peek() == Some(b'-'));
        let digits = |from: usize| {
            let rest = self.data.get(from..).unwrap_or_default();
            rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
        };
        at += match self.data.get(at) {
            Some(b'0') => 1,
            Some(b'1'..=b'9') => digits(at),
            _ => return Err(self.error("Expecting value", start)),
        };
        let mut is_float = false;
        if self.data.get(at) == Some(&b'.') && digits(at + 1) > 0 {
            at += 1 + digits(at + 1);
            is_float = true;
        }
        if let Some(b'e' | b'E') = self.data.get(at) {
            let sign = usize::from(matches!(self.data.get(at + 1), Some(b'+' | b'-')));
            let exponent = digits(at + 1 + sign);
            if exponent > 0 {
                at += 1 + sign + exponent;
                is_float = true;
            }
        }
        let text = self.text.get(start..at).unwrap_or_default();
        self.at = at;
        match (is_float, self.hooks.float, self.hooks.int) {
            (true, Some(hook), _) | (false, _, Some(hook)) => {
                interp.call(hook, &[Value::str(text)])
            }
            (true, None, _) => Ok(Value::Float(text.parse().unwrap_or(f64::NAN))),
            (false, _, None) => int(interp, text),
        }
    }
}

/// An integer; one too long to convert is refused as `int` refuses it.
fn int(interp: &mut Interp, text: &str) -> Result<Value> {
    if let Ok(small) = text.parse() {
        return Ok(Value::Int(small));
    }
    let digits = text.trim_start_matches('-').len();
    if digits > MOST_DIGITS {
        return Err(wording::value_error(format!(
            "Exceeds the limit ({MOST_DIGITS} digits) for integer string conversion: value has {digits} digits; \
             use sys.set_int_max_str_digits() to increase the limit"
        )));
    }
    interp.charge(digits)?;
    Ok(Value::int(text.parse::<BigInt>().unwrap_or_default()))
}
