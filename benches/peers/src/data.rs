//! Plain data that every language can be given and can give back.

use lambkin::{Interp, IntoValue, Pairs, Value};

/// A value without a language.
#[derive(Clone, Debug)]
pub(crate) enum Data {
    /// What a comparison needs not look at, or no language has in common.
    Nothing,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    List(Vec<Data>),
    /// In order; the keys are texts or integers.
    Map(Vec<(Data, Data)>),
}

impl Data {
    /// Whether two languages mean the same; one may have integers where the other has floats, or lists for tuples.
    pub(crate) fn agrees(&self, other: &Data) -> bool {
        match (self, other) {
            (Data::Bool(a), Data::Bool(b)) => a == b,
            (Data::Text(a), Data::Text(b)) => a == b,
            (Data::List(a), Data::List(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.agrees(b))
            }
            (Data::Int(a), Data::Int(b)) => a == b,
            (Data::Int(_) | Data::Float(_), Data::Int(_) | Data::Float(_)) => {
                let (a, b) = (self.float(), other.float());
                (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
            }
            _ => false,
        }
    }

    /// The number, or not a number.
    pub(crate) fn float(&self) -> f64 {
        match self {
            Data::Int(number) => *number as f64,
            Data::Float(number) => *number,
            _ => f64::NAN,
        }
    }

    /// The integer, where it is one.
    pub(crate) fn int(&self) -> i64 {
        match self {
            Data::Int(number) => *number,
            _ => 0,
        }
    }

    /// The text, or none.
    pub(crate) fn text(&self) -> &str {
        match self {
            Data::Text(text) => text,
            _ => "",
        }
    }

    /// The items of a list.
    pub(crate) fn items(&self) -> &[Data] {
        match self {
            Data::List(items) => items,
            _ => &[],
        }
    }

    /// The entries of a map.
    pub(crate) fn entries(&self) -> &[(Data, Data)] {
        match self {
            Data::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The entry of a map with that key.
    pub(crate) fn at(&self, key: &str) -> &Data {
        let mut entries = self.entries().iter();
        let found = entries.find(|(name, _)| name.text() == key);
        found.map_or(&Data::Nothing, |(_, value)| value)
    }
}

impl From<&Value> for Data {
    fn from(value: &Value) -> Data {
        match value {
            Value::Bool(truth) => Data::Bool(*truth),
            Value::Int(number) => Data::Int(*number),
            Value::Float(number) => Data::Float(*number),
            Value::Str(text) => Data::Text(text.as_str().to_owned()),
            Value::List(list) => Data::List(list.borrow().iter().map(Data::from).collect()),
            Value::Tuple(tuple) => Data::List(tuple.as_slice().iter().map(Data::from).collect()),
            Value::Dict(dict) => {
                let mut cursor = 0;
                let entries = std::iter::from_fn(|| dict.table.step(&mut cursor));
                let entries = entries.map(|(key, value)| (Data::from(&key), Data::from(&value)));
                Data::Map(entries.collect())
            }
            _ => Data::Nothing,
        }
    }
}

impl IntoValue for &Data {
    fn into_value(self, interp: &mut Interp) -> Result<Value, lambkin::Error> {
        match self {
            Data::Nothing => ().into_value(interp),
            Data::Bool(truth) => truth.into_value(interp),
            Data::Int(number) => number.into_value(interp),
            Data::Float(number) => number.into_value(interp),
            Data::Text(text) => text.as_str().into_value(interp),
            Data::List(items) => items.iter().collect::<Vec<_>>().into_value(interp),
            Data::Map(entries) => {
                Pairs(entries.iter().map(|(key, item)| (key, item))).into_value(interp)
            }
        }
    }

    fn into_key(self, interp: &mut Interp) -> Result<Value, lambkin::Error> {
        match self {
            Data::Text(text) => text.as_str().into_key(interp),
            other => other.into_value(interp),
        }
    }
}
