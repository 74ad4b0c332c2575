//! From a value to `Deserialize`.

use std::fmt;
use std::rc::Rc;

use serde::de::value::StringDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess,
    SeqAccess, VariantAccess, Visitor,
};

use super::super::convert::{FromValue, Unfit};
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{self, Iter};
use crate::runtime::ops::repr;
use crate::runtime::value::Value;
use crate::types::dict::Dict;

/// How deep values may nest: data that is read here is dropped by recursion later.
const MOST_LEVELS: u32 = 500;

/// The data that a value is.
pub(super) fn read<T: DeserializeOwned>(interp: &mut Interp, value: &Value) -> Result<T, Unfit> {
    let reader = Reader {
        interp,
        value,
        level: 0,
    };
    T::deserialize(reader).map_err(|failed| failed.0)
}

struct Reader<'a> {
    interp: &'a mut Interp,
    value: &'a Value,
    level: u32,
}

/// Why a value is not the data.
pub(super) struct Failed(Unfit);

impl From<Unfit> for Failed {
    fn from(unfit: Unfit) -> Self {
        Failed(unfit)
    }
}

impl From<crate::runtime::error::Error> for Failed {
    fn from(error: crate::runtime::error::Error) -> Self {
        Failed(Unfit::from(error))
    }
}

impl fmt::Debug for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Failed")
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value does not fit")
    }
}

impl std::error::Error for Failed {}

impl de::Error for Failed {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Failed(Unfit::new(ExcKind::ValueError, message.to_string()))
    }

    fn missing_field(field: &'static str) -> Self {
        let message = format!("field '{field}' is missing");
        Failed(Unfit::new(ExcKind::ValueError, message))
    }

    fn unknown_field(field: &str, _: &'static [&'static str]) -> Self {
        let message = format!("field '{field}' is unknown");
        Failed(Unfit::new(ExcKind::ValueError, message))
    }
}

impl Reader<'_> {
    fn deeper(level: u32) -> Result<u32, Failed> {
        if level >= MOST_LEVELS {
            let message = format!("nested more than {MOST_LEVELS} levels");
            return Err(Failed(Unfit::new(ExcKind::ValueError, message)));
        }
        Ok(level + 1)
    }
}

/// Reads one part with native stack to spare.
fn part<'a, S: DeserializeSeed<'a>>(
    interp: &mut Interp,
    value: &Value,
    level: u32,
    seed: S,
) -> Result<S::Value, Failed> {
    let mut seed = Some(seed);
    let mut read = None;
    interp.nested("", |interp| {
        let reader = Reader {
            interp,
            value,
            level,
        };
        read = seed.take().map(|seed| seed.deserialize(reader));
        Ok(())
    })?;
    read.unwrap_or_else(|| Err(de::Error::custom("nothing was read")))
}

macro_rules! numbers {
    ($($method:ident $visit:ident $name:ident;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
            visitor.$visit($name::from_value(self.interp, self.value)?)
        }
    )*};
}

impl<'de> Deserializer<'de> for Reader<'_> {
    type Error = Failed;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        match self.value {
            Value::None => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Int(number) => visitor.visit_i64(*number),
            Value::Big(_) => match u64::from_value(self.interp, self.value) {
                Ok(number) => visitor.visit_u64(number),
                Err(_) => visitor.visit_i128(i128::from_value(self.interp, self.value)?),
            },
            Value::Float(number) => visitor.visit_f64(*number),
            Value::Str(text) => visitor.visit_str(text.as_str()),
            Value::Bytes(bytes) => visitor.visit_bytes(bytes.as_slice()),
            Value::Dict(dict) => {
                let level = Reader::deeper(self.level)?;
                visitor.visit_map(Entries::new(self.interp, dict, level))
            }
            _ => match iter::try_open(self.interp, self.value)? {
                Some(items) => {
                    let level = Reader::deeper(self.level)?;
                    visitor.visit_seq(Items::new(self.interp, items, level))
                }
                None => Err(Failed(Unfit::expected("plain data", self.value))),
            },
        }
    }

    numbers! {
        deserialize_bool visit_bool bool;
        deserialize_i8 visit_i8 i8;
        deserialize_i16 visit_i16 i16;
        deserialize_i32 visit_i32 i32;
        deserialize_i64 visit_i64 i64;
        deserialize_i128 visit_i128 i128;
        deserialize_u8 visit_u8 u8;
        deserialize_u16 visit_u16 u16;
        deserialize_u32 visit_u32 u32;
        deserialize_u64 visit_u64 u64;
        deserialize_u128 visit_u128 u128;
        deserialize_f32 visit_f32 f32;
        deserialize_f64 visit_f64 f64;
        deserialize_char visit_char char;
        deserialize_string visit_string String;
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        match self.value.as_str() {
            Some(text) => visitor.visit_str(text),
            None => Err(Failed(Unfit::expected("str", self.value))),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        if self.value.is_none() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        <()>::from_value(self.interp, self.value)?;
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failed> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failed> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        match self.value {
            Value::Str(_) | Value::Dict(_) => Err(Failed(Unfit::expected("list", self.value))),
            _ => match iter::try_open(self.interp, self.value)? {
                Some(items) => {
                    let level = Reader::deeper(self.level)?;
                    visitor.visit_seq(Items::new(self.interp, items, level))
                }
                None => Err(Failed(Unfit::expected("list", self.value))),
            },
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Failed> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Failed> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        if let Value::Dict(dict) = self.value {
            let level = Reader::deeper(self.level)?;
            visitor.visit_map(Entries::new(self.interp, dict, level))
        } else {
            Err(Failed(Unfit::expected("dict", self.value)))
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failed> {
        // A named tuple has its fields in order.
        if matches!(self.value, Value::Tuple(_)) {
            self.deserialize_seq(visitor)
        } else {
            self.deserialize_map(visitor)
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failed> {
        let level = Reader::deeper(self.level)?;
        let (variant, data) = match self.value {
            Value::Str(text) => (text.as_str().to_owned(), Value::None),
            Value::Dict(dict) if dict.len() == 1 => {
                let entry = dict.table.step(&mut 0);
                match entry.as_ref().map(|(key, value)| (key.as_str(), value)) {
                    Some((Some(variant), data)) => (variant.to_owned(), data.clone()),
                    _ => return Err(Failed(Unfit::expected("the name of a variant", self.value))),
                }
            }
            _ => return Err(Failed(Unfit::expected("the name of a variant", self.value))),
        };
        visitor.visit_enum(Variant {
            interp: self.interp,
            variant,
            data,
            level,
        })
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! { bytes byte_buf identifier }
}

/// The items of a sequence.
struct Items<'a> {
    interp: &'a mut Interp,
    items: Rc<Iter>,
    index: usize,
    level: u32,
}

impl<'a> Items<'a> {
    fn new(interp: &'a mut Interp, items: Rc<Iter>, level: u32) -> Self {
        Items {
            interp,
            items,
            index: 0,
            level,
        }
    }
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Failed;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Failed> {
        let Some(item) = self.items.next(self.interp)? else {
            return Ok(None);
        };
        let read = part(self.interp, &item, self.level, seed)
            .map_err(|failed| Failed(failed.0.at_index(self.index)))?;
        self.index += 1;
        Ok(Some(read))
    }
}

/// The entries of a dict.
struct Entries<'a> {
    interp: &'a mut Interp,
    dict: &'a Dict,
    cursor: usize,
    /// The entry whose key was read.
    entry: (Value, Value),
    level: u32,
}

impl<'a> Entries<'a> {
    fn new(interp: &'a mut Interp, dict: &'a Dict, level: u32) -> Self {
        Entries {
            interp,
            dict,
            cursor: 0,
            entry: (Value::None, Value::None),
            level,
        }
    }

    /// Says where in the dict something does not fit.
    fn place(&mut self, unfit: Unfit) -> Failed {
        let key = &self.entry.0;
        match key.as_str() {
            Some(name) if is_word(name) => Failed(unfit.in_field(name)),
            _ => match repr::repr(self.interp, key) {
                Ok(key) => Failed(unfit.under_key(key)),
                Err(error) => Failed::from(error),
            },
        }
    }
}

fn is_word(text: &str) -> bool {
    let letter = |c: char| c == '_' || c.is_alphabetic();
    text.starts_with(letter) && text.chars().all(|c| letter(c) || c.is_numeric())
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Failed;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Failed> {
        let Some(entry) = self.dict.table.step(&mut self.cursor) else {
            return Ok(None);
        };
        self.interp.tick()?;
        self.entry = entry;
        let key = part(self.interp, &self.entry.0, self.level, seed);
        match key {
            Ok(key) => Ok(Some(key)),
            Err(failed) => Err(self.place(failed.0)),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Failed> {
        let value = self.entry.1.clone();
        part(self.interp, &value, self.level, seed).map_err(|failed| self.place(failed.0))
    }
}

/// `'Unit'` or `{'Variant': data}`.
struct Variant<'a> {
    interp: &'a mut Interp,
    variant: String,
    data: Value,
    level: u32,
}

impl<'de, 'a> EnumAccess<'de> for Variant<'a> {
    type Error = Failed;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Failed> {
        let name: StringDeserializer<Failed> = self.variant.clone().into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl Variant<'_> {
    fn read<'de, S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Failed> {
        part(self.interp, &self.data, self.level, seed)
            .map_err(|failed| Failed(failed.0.in_field(&self.variant)))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_> {
    type Error = Failed;

    fn unit_variant(self) -> Result<(), Failed> {
        self.read(std::marker::PhantomData::<()>)
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Failed> {
        self.read(seed)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Failed> {
        let reader = Reader {
            interp: self.interp,
            value: &self.data,
            level: self.level,
        };
        reader
            .deserialize_seq(visitor)
            .map_err(|failed| Failed(failed.0.in_field(&self.variant)))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failed> {
        let reader = Reader {
            interp: self.interp,
            value: &self.data,
            level: self.level,
        };
        reader
            .deserialize_map(visitor)
            .map_err(|failed| Failed(failed.0.in_field(&self.variant)))
    }
}
