//! From values to JSON.

use std::collections::HashSet;
use std::fmt::Write;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::attr::{short_type_name, type_name};
use crate::runtime::ops::repr;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::dict::Dict;
use crate::types::float;
use crate::types::list::sort;

/// How the text is laid out, and what may be in it.
pub(super) struct Style<'a> {
    /// Whether entries are left out whose key no JSON object can have.
    pub(super) skip_keys: bool,
    /// Whether everything beyond ASCII is escaped.
    pub(super) ascii: bool,
    /// Whether a value inside itself is noticed.
    pub(super) check_cycles: bool,
    /// Whether `NaN` and `Infinity` may be written.
    pub(super) allow_nan: bool,
    /// One level of indentation; `None` keeps everything on one line.
    pub(super) indent: Option<String>,
    /// Between items.
    pub(super) item_separator: String,
    /// After keys.
    pub(super) key_separator: String,
    /// Called for values that JSON has no form for.
    pub(super) default: Option<&'a Value>,
    /// Whether objects are written in the order of their keys.
    pub(super) sort_keys: bool,
}

/// The text of `value`.
///
/// # Errors
/// `TypeError` for what has no form in JSON, `ValueError` for cycles and unwanted numbers, and what `default` raises.
pub(super) fn write(interp: &mut Interp, value: &Value, style: &Style<'_>) -> Result<String> {
    let mut writer = Writer {
        style,
        out: String::new(),
        open: HashSet::new(),
        given: Vec::new(),
        depth: 0,
    };
    writer.value(interp, value)?;
    Ok(writer.out)
}

struct Writer<'a> {
    style: &'a Style<'a>,
    out: String,
    /// Containers that are being written, by address.
    open: HashSet<usize>,
    /// Values that `default` was given and whose replacement is being written.
    given: Vec<Value>,
    /// How many containers are open.
    depth: usize,
}

impl Writer<'_> {
    fn value(&mut self, interp: &mut Interp, value: &Value) -> Result<()> {
        interp.tick()?;
        match value {
            Value::None => self.out.push_str("null"),
            Value::Bool(true) => self.out.push_str("true"),
            Value::Bool(false) => self.out.push_str("false"),
            Value::Int(_) | Value::Big(_) => repr::write_repr(interp, value, &mut self.out)?,
            Value::Float(number) => self.float(*number)?,
            Value::Str(text) => {
                let length = self.out.len();
                interp.grown(length, length + text.as_str().len())?;
                push_string(&mut self.out, text.as_str(), self.style.ascii);
            }
            Value::List(list) => self.nested(interp, value, |writer, interp| {
                writer.items(interp, list.len(), |position| list.get(position))
            })?,
            Value::Tuple(tuple) => self.nested(interp, value, |writer, interp| {
                let items = tuple.as_slice();
                writer.items(interp, items.len(), |position| items.get(position).cloned())
            })?,
            Value::Dict(dict) => {
                self.nested(interp, value, |writer, interp| writer.entries(interp, dict))?;
            }
            _ => self.other(interp, value)?,
        }
        Ok(())
    }

    fn float(&mut self, number: f64) -> Result<()> {
        if number.is_finite() {
            float::repr::push_repr(&mut self.out, number);
            return Ok(());
        }
        if !self.style.allow_nan {
            return Err(wording::value_error(format!(
                "Out of range float values are not JSON compliant: {}",
                float::repr(number)
            )));
        }
        self.out.push_str(if number.is_nan() {
            "NaN"
        } else if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        });
        Ok(())
    }

    /// Writes a container, unless it is being written already.
    fn nested(
        &mut self,
        interp: &mut Interp,
        value: &Value,
        body: impl FnOnce(&mut Self, &mut Interp) -> Result<()>,
    ) -> Result<()> {
        let address = repr::container_address(value);
        if self.style.check_cycles && !self.open.insert(address) {
            return Err(wording::value_error("Circular reference detected"));
        }
        self.depth += 1;
        let what = " while encoding a JSON object";
        let result = interp.nested(what, |interp| body(self, interp));
        self.depth -= 1;
        self.open.remove(&address);
        result
    }

    fn items(
        &mut self,
        interp: &mut Interp,
        count: usize,
        get: impl Fn(usize) -> Option<Value>,
    ) -> Result<()> {
        if count == 0 {
            self.out.push_str("[]");
            return Ok(());
        }
        self.out.push('[');
        self.new_line(interp, self.depth)?;
        // `default` may change the list meanwhile, so its length is not trusted.
        for position in 0.. {
            let Some(item) = get(position) else { break };
            self.separate(interp, position)?;
            self.value(interp, &item)?;
        }
        self.close(interp, ']')
    }

    fn entries(&mut self, interp: &mut Interp, dict: &Dict) -> Result<()> {
        if dict.is_empty() {
            self.out.push_str("{}");
            return Ok(());
        }
        interp.reserve_items(dict.len().saturating_mul(2))?;
        let mut pairs = Vec::with_capacity(dict.len());
        let mut cursor = 0;
        while let Some((key, value)) = dict.table.step(&mut cursor) {
            pairs.push(Value::pair(key, value));
        }
        if self.style.sort_keys {
            sort::sort_items(interp, &mut pairs, &Value::None, false)?;
        }
        self.out.push('{');
        self.new_line(interp, self.depth)?;
        let mut written = 0;
        for pair in &pairs {
            let Value::Tuple(pair) = pair else { continue };
            let [key, value] = pair.as_slice() else {
                continue;
            };
            let Some(key) = self.key(interp, key)? else {
                continue;
            };
            self.separate(interp, written)?;
            written += 1;
            push_string(&mut self.out, &key, self.style.ascii);
            self.out.push_str(&self.style.key_separator);
            self.value(interp, value)?;
        }
        self.close(interp, '}')
    }

    /// A key as text; `None` when it is to be left out.
    fn key(&mut self, interp: &mut Interp, key: &Value) -> Result<Option<String>> {
        Ok(Some(match key {
            Value::Str(text) => {
                interp.reserve(text.as_str().len())?;
                text.as_str().to_owned()
            }
            Value::None => "null".to_owned(),
            Value::Bool(value) => value.to_string(),
            Value::Int(_) | Value::Big(_) => repr::repr(interp, key)?,
            Value::Float(number) => {
                let start = self.out.len();
                self.float(*number)?;
                self.out.split_off(start)
            }
            _ if self.style.skip_keys => return Ok(None),
            other => {
                return Err(wording::type_error(format!(
                    "keys must be str, int, float, bool or None, not {}",
                    type_name(other)
                )));
            }
        }))
    }

    /// What comes before an item but the first: a separator, and a line of its own where there is indentation.
    fn separate(&mut self, interp: &mut Interp, position: usize) -> Result<()> {
        if position > 0 {
            self.out.push_str(&self.style.item_separator);
            self.new_line(interp, self.depth)?;
        }
        Ok(())
    }

    fn close(&mut self, interp: &mut Interp, bracket: char) -> Result<()> {
        self.new_line(interp, self.depth - 1)?;
        self.out.push(bracket);
        Ok(())
    }

    fn new_line(&mut self, interp: &mut Interp, depth: usize) -> Result<()> {
        let Some(indent) = &self.style.indent else {
            return Ok(());
        };
        interp.reserve(indent.len().saturating_mul(depth))?;
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n(indent.as_str(), depth));
        Ok(())
    }

    /// A value that JSON has no form for.
    fn other(&mut self, interp: &mut Interp, value: &Value) -> Result<()> {
        let Some(default) = self.style.default else {
            return Err(wording::type_error(format!(
                "Object of type {} is not JSON serializable",
                short_type_name(value)
            )));
        };
        if self.style.check_cycles && self.given.iter().any(|open| open.is(value)) {
            return Err(wording::value_error("Circular reference detected"));
        }
        self.given.push(value.clone());
        let replacement = interp.call(default, std::slice::from_ref(value))?;
        let what = " while encoding a JSON object";
        interp.nested(what, |interp| self.value(interp, &replacement))?;
        self.given.pop();
        Ok(())
    }
}

/// Appends a string in quotes with JSON's escapes.
fn push_string(out: &mut String, text: &str, ascii: bool) {
    out.push('"');
    let mut plain_from = 0;
    for (at, c) in text.char_indices() {
        let plain = match c {
            '"' | '\\' | '\0'..='\x1f' => false,
            ' '..='~' => true,
            _ => !ascii,
        };
        if plain {
            continue;
        }
        out.push_str(text.get(plain_from..at).unwrap_or_default());
        plain_from = at + c.len_utf8();
        push_escape(out, c);
    }
    out.push_str(text.get(plain_from..).unwrap_or_default());
    out.push('"');
}

fn push_escape(out: &mut String, c: char) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\x0c' => out.push_str("\\f"),
        '\x08' => out.push_str("\\b"),
        _ => {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a `String` cannot fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
}
