//! `x.name`: computed attributes, methods, members of modules; and what a value's type is.

use std::rc::Rc;

use crate::runtime::error::{Error, Result};
use crate::runtime::interp::Interp;
use crate::runtime::table::{Builtin, TypeInfo};
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types;
use crate::types::method::Method;

/// The type of a value.
#[must_use]
pub fn type_of(value: &Value) -> &'static TypeInfo {
    match value {
        Value::Missing | Value::None => &types::none::NONE,
        Value::Ellipsis => &types::none::ELLIPSIS,
        Value::NotImplemented => &types::none::NOT_IMPLEMENTED,
        Value::Bool(_) => &types::bool::TYPE,
        Value::Int(_) | Value::Big(_) => &types::int::TYPE,
        Value::Float(_) => &types::float::TYPE,
        Value::Complex(_) => &types::complex::TYPE,
        Value::Str(_) => &types::str::TYPE,
        Value::Bytes(_) => &types::bytes::TYPE,
        Value::List(_) => &types::list::TYPE,
        Value::Tuple(tuple) => tuple
            .class()
            .map_or(&types::tuple::TYPE, |class| class.type_info()),
        Value::Dict(dict) => dict.type_info(),
        Value::DictView(view) => view.type_info(),
        Value::Set(_) => &types::set::TYPE,
        Value::FrozenSet(_) => &types::set::FROZEN,
        Value::Range(_) => &types::range::TYPE,
        Value::Slice(_) => &types::slice::TYPE,
        Value::Function(_) => &types::function::TYPE,
        Value::Builtin(builtin) if builtin.is_def() => &types::function::TYPE,
        Value::Builtin(builtin) if builtin.owner.is_empty() => &types::method::BOUND,
        Value::Builtin(_) => &types::method::UNBOUND,
        Value::Method(method) if method.builtin.is_def() => &types::method::OF_PYTHON,
        Value::Method(_) => &types::method::BOUND,
        Value::Type(_) => &types::type_::TYPE,
        Value::Union(_) => &types::type_::UNION,
        Value::Module(_) => &types::module::TYPE,
        Value::Iter(iter) => iter.type_info(),
        Value::Exception(exception) => exception.kind.type_info(),
        Value::Object(object) => object.type_info(),
        Value::Cell(_) => &types::object::TYPE,
    }
}

/// The name of a value's type, as messages show it.
#[must_use]
pub fn type_name(value: &Value) -> String {
    if let Value::Tuple(tuple) = value
        && let Some(name) = tuple.class().and_then(|class| class.class_name())
    {
        return name.to_owned();
    }
    type_of(value).message_name()
}

/// `type(value).__name__`, which messages of modules written in Python show.
#[must_use]
pub fn short_type_name(value: &Value) -> String {
    if let Value::Tuple(tuple) = value
        && let Some(name) = tuple.class().and_then(|class| class.class_name())
    {
        return name.to_owned();
    }
    type_of(value).name.to_owned()
}

/// Whether `builtin` is a method of the value's type.
#[must_use]
pub fn has_method(value: &Value, builtin: &'static Builtin) -> bool {
    type_of(value).ancestry().any(|info| {
        info.methods
            .iter()
            .any(|method| std::ptr::eq(*method, builtin))
    })
}

/// `value.name`
///
/// # Errors
/// `AttributeError` when there is no such attribute.
pub fn get_attr(interp: &mut Interp, value: &Value, name: &str) -> Result<Value> {
    find_attr(interp, value, name)?.ok_or_else(|| wording::no_attribute(value, name))
}

/// `value.name`, or `None` where there is no such attribute.
///
/// # Errors
/// What computing it raises.
pub fn find_attr(interp: &mut Interp, value: &Value, name: &str) -> Result<Option<Value>> {
    match value {
        Value::Module(module) => {
            return Ok(match name {
                "__name__" => Some(Value::str(module.name)),
                "__doc__" => Some(Value::str(module.doc)),
                _ => module.get(name).map(|item| item.value()),
            });
        }
        Value::Type(info) => return Ok(of_type(info, value, name)),
        Value::Tuple(tuple) => {
            if let Some(class) = tuple.class()
                && let Some(answer) = class.member(interp, value, name)
            {
                return answer.map(Some);
            }
        }
        Value::Object(object) => {
            if let Some(answer) = object.member(interp, value, name) {
                return answer.map(Some);
            }
            if let Some(answer) = object.attribute(interp, name) {
                return answer.map(Some);
            }
        }
        Value::Iter(iter) => {
            if let Some(answer) = iter.attribute(name) {
                return Ok(Some(answer));
            }
        }
        _ => {}
    }
    let info = type_of(value);
    if let Some(builtin) = info.method(name) {
        return Ok(Some(bound(value, builtin)));
    }
    if let Some(getter) = info.getter(name) {
        return (getter.get)(interp, value).map(Some);
    }
    Ok(info
        .class_method(name)
        .map(|builtin| bound(&Value::Type(info), builtin)))
}

fn bound(receiver: &Value, builtin: &'static Builtin) -> Value {
    Value::Method(Rc::new(Method {
        receiver: receiver.clone(),
        builtin,
    }))
}

/// An attribute of a type: an unbound method, a class method, its names.
fn of_type(info: &'static TypeInfo, this: &Value, name: &str) -> Option<Value> {
    match name {
        "__name__" | "__qualname__" => return Some(Value::str(info.name)),
        "__doc__" => return Some(Value::str(info.doc)),
        _ => {}
    }
    info.method(name)
        .map(Value::Builtin)
        .or_else(|| info.class_method(name).map(|builtin| bound(this, builtin)))
}

/// Every attribute name of a value, sorted: `dir(x)`.
#[must_use]
pub fn attribute_names(value: &Value) -> Vec<String> {
    let mut names: Vec<String> = match value {
        Value::Module(module) => module
            .members
            .iter()
            .map(|member| member.name.to_owned())
            .collect(),
        Value::Type(info) => table_names(info),
        _ => {
            let info = type_of(value);
            let mut names = table_names(info);
            if let Value::Object(object) = value {
                names.extend(object.attribute_names());
            }
            names
        }
    };
    names.retain(|name| !name.starts_with("__"));
    names.sort();
    names.dedup();
    names
}

fn table_names(info: &'static TypeInfo) -> Vec<String> {
    info.ancestry()
        .flat_map(|info| info.methods.iter().chain(info.class_methods))
        .map(|builtin| builtin.name)
        .chain(
            info.ancestry()
                .flat_map(|info| info.getters)
                .map(|getter| getter.name),
        )
        .map(str::to_owned)
        .collect()
}

/// `del`-like and setting operations on attributes do not exist; a comprehension target asks for one all the same.
#[must_use]
pub fn cannot_set(value: &Value, name: &str) -> Error {
    use crate::runtime::exception::ExcKind;
    if let Value::Tuple(tuple) = value
        && let Some(class) = tuple.class()
        && class.field_names().iter().any(|field| field == name)
    {
        return Error::new(ExcKind::AttributeError, "can't set attribute");
    }
    let has = type_of(value).method(name).is_some() || type_of(value).getter(name).is_some();
    let kind = type_name(value);
    Error::new(
        ExcKind::AttributeError,
        if has {
            format!("'{kind}' object attribute '{name}' is read-only")
        } else {
            format!(
                "'{kind}' object has no attribute '{name}' and no __dict__ for setting new attributes"
            )
        },
    )
}
