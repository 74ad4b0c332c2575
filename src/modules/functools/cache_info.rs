//! `CacheInfo`: the named tuple that `cache_info()` returns.

use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::object::{Object, ObjectRef};
use crate::runtime::ops::attr::type_of;
use crate::runtime::table::{Getter, TypeInfo};
use crate::runtime::value::Value;
use crate::types::tuple::{self, Tuple};

/// The type itself.
static TYPE: TypeInfo = TypeInfo {
    name: "CacheInfo",
    module: "functools",
    doc: "How a cache did so far.",
    base: Some(|| &tuple::TYPE),
    new: None,
    methods: &[],
    class_methods: &[],
    getters: &[
        Getter {
            name: "currsize",
            doc: "How many results are kept.",
            get: |_, this| Ok(item(this, 3)),
        },
        Getter {
            name: "hits",
            doc: "How often a result was there.",
            get: |_, this| Ok(item(this, 0)),
        },
        Getter {
            name: "maxsize",
            doc: "How many may be kept; None is any number.",
            get: |_, this| Ok(item(this, 2)),
        },
        Getter {
            name: "misses",
            doc: "How often the function was called.",
            get: |_, this| Ok(item(this, 1)),
        },
    ],
};

/// A `CacheInfo` of hits, misses, the size limit and the present size.
pub(super) fn make(items: [Value; 4]) -> Value {
    let class = ObjectRef::new(Class, 0);
    Value::Tuple(Rc::new(Tuple::named(class, items.into())))
}

fn item(this: &Value, position: usize) -> Value {
    let item = match this {
        Value::Tuple(tuple) => tuple.as_slice().get(position).cloned(),
        _ => None,
    };
    item.unwrap_or(Value::None)
}

/// What its tuples know their names from.
struct Class;

impl Object for Class {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn repr(&self, _: &mut Interp, _: &Value) -> Result<String> {
        Ok("<class 'functools.CacheInfo'>".to_owned())
    }

    fn is_type(&self) -> bool {
        true
    }

    fn is_instance(&self, value: &Value) -> Option<Result<bool>> {
        Some(Ok(std::ptr::eq(type_of(value), &TYPE)))
    }

    fn field_names(&self) -> Vec<String> {
        ["hits", "misses", "maxsize", "currsize"]
            .map(str::to_owned)
            .to_vec()
    }
}
