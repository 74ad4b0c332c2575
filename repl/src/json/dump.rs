//! Values of the language to and from JSON, as Python's `json.dumps` and `json.loads` do it.

use std::rc::Rc;

use lambkin::Value;
use lambkin::runtime::error::Result;
use lambkin::runtime::interp::Interp;
use lambkin::runtime::ops::attr::type_name;
use lambkin::runtime::ops::repr;
use lambkin::runtime::wording;
use lambkin::types::dict::Dict;
use lambkin::types::int;
use num_bigint::BigInt;

use super::read::Json;
use super::write::quote_ascii;

/// Containers within one another, at most; Python's own limit is about the same.
const DEPTH: usize = 1000;

/// The data as a value: arrays are lists, objects are dicts.
pub(crate) fn load(interp: &mut Interp, data: Json) -> Result<Value> {
    interp.tick()?;
    Ok(match data {
        Json::Null => Value::None,
        Json::Bool(flag) => Value::Bool(flag),
        Json::Int(digits) => match digits.parse::<i64>() {
            Ok(number) => Value::Int(number),
            Err(_) => {
                interp.charge(digits.len().saturating_mul(digits.len() / 64))?;
                Value::int(digits.parse::<BigInt>().unwrap_or_default())
            }
        },
        Json::Float(number) => Value::Float(number),
        Json::Str(text) => {
            interp.reserve(text.len())?;
            Value::str(text)
        }
        Json::Array(items) => {
            interp.reserve_items(items.len())?;
            let items = items.into_iter().map(|item| load(interp, item));
            Value::list(items.collect::<Result<_>>()?)
        }
        Json::Object(entries) => {
            let dict = Dict::new();
            for (key, data) in entries {
                let key = Value::str(key);
                let value = load(interp, data)?;
                dict.insert(interp, key, value)?;
            }
            Value::Dict(Rc::new(dict))
        }
    })
}

/// The value as JSON text, with `json.dumps`'s spaces and escapes.
pub(crate) fn dump(interp: &mut Interp, value: &Value) -> Result<String> {
    let mut out = String::new();
    let mut dumper = Dumper {
        interp,
        open: Vec::new(),
    };
    dumper.value(&mut out, value)?;
    Ok(out)
}

struct Dumper<'a> {
    interp: &'a mut Interp,
    /// The containers being written, by address.
    open: Vec<usize>,
}

impl Dumper<'_> {
    fn value(&mut self, out: &mut String, value: &Value) -> Result<()> {
        self.interp.tick()?;
        match value {
            Value::None => out.push_str("null"),
            Value::Bool(true) => out.push_str("true"),
            Value::Bool(false) => out.push_str("false"),
            Value::Int(number) => out.push_str(&number.to_string()),
            Value::Big(number) => out.push_str(&int::to_decimal(self.interp, number)?),
            Value::Float(number) if number.is_nan() => out.push_str("NaN"),
            Value::Float(f64::INFINITY) => out.push_str("Infinity"),
            Value::Float(f64::NEG_INFINITY) => out.push_str("-Infinity"),
            Value::Float(_) => out.push_str(&repr::repr(self.interp, value)?),
            Value::Str(text) => self.text(out, text.as_str())?,
            Value::List(list) => {
                let address = Rc::as_ptr(list).addr();
                self.within(address, |dumper| dumper.array(out, &list.to_vec()))?;
            }
            Value::Tuple(tuple) => {
                let address = Rc::as_ptr(tuple).addr();
                self.within(address, |dumper| dumper.array(out, tuple.as_slice()))?;
            }
            Value::Dict(dict) => {
                let address = Rc::as_ptr(dict).addr();
                self.within(address, |dumper| dumper.object(out, dict))?;
            }
            Value::Missing
            | Value::Ellipsis
            | Value::NotImplemented
            | Value::Complex(_)
            | Value::Bytes(_)
            | Value::DictView(_)
            | Value::Set(_)
            | Value::FrozenSet(_)
            | Value::Range(_)
            | Value::Slice(_)
            | Value::Function(_)
            | Value::Builtin(_)
            | Value::Method(_)
            | Value::Type(_)
            | Value::Union(_)
            | Value::Module(_)
            | Value::Iter(_)
            | Value::Exception(_)
            | Value::Object(_)
            | Value::Cell(_) => {
                return Err(wording::type_error(format!(
                    "Object of type {} is not JSON serializable",
                    type_name(value)
                )));
            }
        }
        Ok(())
    }

    fn text(&mut self, out: &mut String, text: &str) -> Result<()> {
        self.interp.reserve(text.len())?;
        quote_ascii(out, text);
        Ok(())
    }

    fn array(&mut self, out: &mut String, items: &[Value]) -> Result<()> {
        out.push('[');
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                out.push_str(", ");
            }
            self.value(out, item)?;
        }
        out.push(']');
        Ok(())
    }

    fn object(&mut self, out: &mut String, dict: &Dict) -> Result<()> {
        out.push('{');
        let mut cursor = 0;
        while let Some((key, value)) = dict.table.step(&mut cursor) {
            if !out.ends_with('{') {
                out.push_str(", ");
            }
            self.key(out, &key)?;
            out.push_str(": ");
            self.value(out, &value)?;
        }
        out.push('}');
        Ok(())
    }

    /// A key is always text: numbers and the like are written as they would be, in quotes.
    fn key(&mut self, out: &mut String, key: &Value) -> Result<()> {
        if let Some(text) = key.as_str() {
            return self.text(out, text);
        }
        if !matches!(
            key,
            Value::None | Value::Bool(_) | Value::Int(_) | Value::Big(_) | Value::Float(_)
        ) {
            return Err(wording::type_error(format!(
                "keys must be str, int, float, bool or None, not {}",
                type_name(key)
            )));
        }
        out.push('"');
        self.value(out, key)?;
        out.push('"');
        Ok(())
    }

    /// Writes a container, unless it is inside itself or too deep.
    fn within(&mut self, address: usize, body: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        if self.open.contains(&address) {
            return Err(wording::value_error("Circular reference detected"));
        }
        if self.open.len() >= DEPTH {
            return Err(wording::recursion(" while encoding a JSON object"));
        }
        self.open.push(address);
        body(self)?;
        self.open.pop();
        Ok(())
    }
}
