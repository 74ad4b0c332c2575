//! From `Serialize` to a value.

use std::fmt;
use std::rc::Rc;

use serde::Serialize;
use serde::ser::{self, Serializer};

use super::super::convert::{IntoValue, MOST_AT_ONCE};
use crate::runtime::error::{Error, Result};
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::memory::Charge;
use crate::runtime::value::Value;
use crate::types::dict::Dict;

/// The value of that data.
pub(super) fn write<T: Serialize + ?Sized>(interp: &mut Interp, data: &T) -> Result<Value> {
    write_part(interp, data, false)
}

fn write_part<T: Serialize + ?Sized>(interp: &mut Interp, data: &T, is_key: bool) -> Result<Value> {
    // One level for each part in another: the native stack is looked after there.
    interp.nested("", |interp| {
        let writer = Writer { interp, is_key };
        data.serialize(writer).map_err(|failed| failed.0)
    })
}

struct Writer<'a> {
    interp: &'a mut Interp,
    /// Whether it is the key of a map.
    is_key: bool,
}

/// Why data became no value.
pub(super) struct Failed(Error);

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Failed(error)
    }
}

impl fmt::Debug for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Failed")
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the data became no value")
    }
}

impl std::error::Error for Failed {}

impl ser::Error for Failed {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Failed(Error::new(ExcKind::ValueError, message.to_string()))
    }
}

macro_rules! plain {
    ($($method:ident $name:ty;)*) => {$(
        fn $method(self, data: $name) -> Result<Value, Failed> {
            Ok(data.into_value(self.interp)?)
        }
    )*};
}

impl<'a> Serializer for Writer<'a> {
    type Ok = Value;
    type Error = Failed;
    type SerializeSeq = Items<'a>;
    type SerializeTuple = Items<'a>;
    type SerializeTupleStruct = Items<'a>;
    type SerializeTupleVariant = Items<'a>;
    type SerializeMap = Entries<'a>;
    type SerializeStruct = Entries<'a>;
    type SerializeStructVariant = Entries<'a>;

    plain! {
        serialize_bool bool;
        serialize_i8 i8;
        serialize_i16 i16;
        serialize_i32 i32;
        serialize_i64 i64;
        serialize_i128 i128;
        serialize_u8 u8;
        serialize_u16 u16;
        serialize_u32 u32;
        serialize_u64 u64;
        serialize_u128 u128;
        serialize_f32 f32;
        serialize_f64 f64;
        serialize_char char;
    }

    fn serialize_str(self, data: &str) -> Result<Value, Failed> {
        Ok(if self.is_key {
            data.into_key(self.interp)?
        } else {
            data.into_value(self.interp)?
        })
    }

    fn serialize_bytes(self, data: &[u8]) -> Result<Value, Failed> {
        self.interp.reserve(data.len())?;
        Ok(Value::bytes(data))
    }

    fn serialize_none(self) -> Result<Value, Failed> {
        Ok(Value::None)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, data: &T) -> Result<Value, Failed> {
        data.serialize(self)
    }

    fn serialize_unit(self) -> Result<Value, Failed> {
        Ok(Value::None)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Value, Failed> {
        Ok(Value::None)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Value, Failed> {
        Ok(variant.into_key(self.interp)?)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        data: &T,
    ) -> Result<Value, Failed> {
        data.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        data: &T,
    ) -> Result<Value, Failed> {
        let value = write(self.interp, data)?;
        Ok(tagged(self.interp, Some(variant), value)?)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'a>, Failed> {
        Ok(Items::new(self.interp, false, None))
    }

    fn serialize_tuple(self, _: usize) -> Result<Items<'a>, Failed> {
        Ok(Items::new(self.interp, true, None))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Items<'a>, Failed> {
        Ok(Items::new(self.interp, true, None))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Items<'a>, Failed> {
        Ok(Items::new(self.interp, true, Some(variant)))
    }

    fn serialize_map(self, count: Option<usize>) -> Result<Entries<'a>, Failed> {
        Entries::new(self.interp, count.unwrap_or(0), None)
    }

    fn serialize_struct(self, _: &'static str, count: usize) -> Result<Entries<'a>, Failed> {
        Entries::new(self.interp, count, None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        count: usize,
    ) -> Result<Entries<'a>, Failed> {
        Entries::new(self.interp, count, Some(variant))
    }
}

/// `{'Variant': value}`, or the value itself where there is no variant.
fn tagged(interp: &mut Interp, variant: Option<&str>, value: Value) -> Result<Value> {
    let Some(variant) = variant else {
        return Ok(value);
    };
    let dict = Dict::new();
    let key = variant.into_key(interp)?;
    dict.insert(interp, key, value)?;
    Ok(Value::Dict(Rc::new(dict)))
}

/// A list or tuple under way.
pub(super) struct Items<'a> {
    interp: &'a mut Interp,
    items: Vec<Value>,
    /// For the room of the items, until they are a value.
    charge: Charge,
    fixed: bool,
    variant: Option<&'static str>,
}

impl<'a> Items<'a> {
    fn new(interp: &'a mut Interp, fixed: bool, variant: Option<&'static str>) -> Self {
        Items {
            interp,
            items: Vec::new(),
            charge: Charge::of(0),
            fixed,
            variant,
        }
    }

    fn push<T: Serialize + ?Sized>(&mut self, data: &T) -> Result<(), Failed> {
        // A length that the data claims is not believed: room is priced as it grows.
        if self.items.len() == self.items.capacity() {
            let more = self.items.len().max(4);
            self.interp.reserve_items(more)?;
            self.items.reserve_exact(more);
            self.charge.set(self.items.capacity() * size_of::<Value>());
        }
        let item = write(self.interp, data)?;
        self.items.push(item);
        Ok(())
    }

    fn end(self) -> Result<Value, Failed> {
        let value = if self.fixed {
            Value::tuple(self.items)
        } else {
            Value::list(self.items)
        };
        Ok(tagged(self.interp, self.variant, value)?)
    }
}

macro_rules! items {
    ($($name:ident $method:ident;)*) => {$(
        impl ser::$name for Items<'_> {
            type Ok = Value;
            type Error = Failed;

            fn $method<T: Serialize + ?Sized>(&mut self, data: &T) -> Result<(), Failed> {
                self.push(data)
            }

            fn end(self) -> Result<Value, Failed> {
                Items::end(self)
            }
        }
    )*};
}

items! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
    SerializeTupleVariant serialize_field;
}

/// A dict under way.
pub(super) struct Entries<'a> {
    interp: &'a mut Interp,
    dict: Dict,
    /// The key whose value comes next.
    key: Value,
    variant: Option<&'static str>,
}

impl<'a> Entries<'a> {
    fn new(
        interp: &'a mut Interp,
        count: usize,
        variant: Option<&'static str>,
    ) -> Result<Self, Failed> {
        let dict = Dict::new();
        // What is claimed is not believed further than this.
        dict.table.reserve(interp, count.min(MOST_AT_ONCE))?;
        Ok(Entries {
            interp,
            dict,
            key: Value::None,
            variant,
        })
    }

    fn put<T: Serialize + ?Sized>(&mut self, key: Value, data: &T) -> Result<(), Failed> {
        let value = write(self.interp, data)?;
        self.dict.insert(self.interp, key, value)?;
        Ok(())
    }

    fn end(self) -> Result<Value, Failed> {
        Ok(tagged(
            self.interp,
            self.variant,
            Value::Dict(Rc::new(self.dict)),
        )?)
    }
}

impl ser::SerializeMap for Entries<'_> {
    type Ok = Value;
    type Error = Failed;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Failed> {
        self.key = write_part(self.interp, key, true)?;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, data: &T) -> Result<(), Failed> {
        let key = std::mem::replace(&mut self.key, Value::None);
        self.put(key, data)
    }

    fn end(self) -> Result<Value, Failed> {
        Entries::end(self)
    }
}

macro_rules! fields {
    ($($name:ident)*) => {$(
        impl ser::$name for Entries<'_> {
            type Ok = Value;
            type Error = Failed;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                data: &T,
            ) -> Result<(), Failed> {
                let key = name.into_key(self.interp)?;
                self.put(key, data)
            }

            fn end(self) -> Result<Value, Failed> {
                Entries::end(self)
            }
        }
    )*};
}

fields! { SerializeStruct SerializeStructVariant }
