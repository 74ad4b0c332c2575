//! `type` and unions of types: `int`, `int | str`; and the questions `isinstance` and `issubclass`.

use std::rc::Rc;

use crate::runtime::call::CallArgs;
use crate::runtime::error::{Error, Result};
use crate::runtime::interp::Interp;
use crate::runtime::ops::attr;
use crate::runtime::table::{Builtin, Param, Params, TypeInfo, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::{alias, none};

/// `int | str`: each member once, in order; `None` stands for its type.
pub struct Union {
    /// The types, and `None`.
    pub members: Vec<Value>,
}

/// The type of types.
pub static TYPE: TypeInfo = TypeInfo {
    name: "type",
    module: "builtins",
    doc: "The type of a value.",
    base: None,
    new: Some(&NEW),
    methods: &[],
    class_methods: &[],
    getters: &[],
};

/// The type of `int | str`.
pub static UNION: TypeInfo = TypeInfo {
    name: "UnionType",
    module: "types",
    doc: "Either of several types.",
    base: None,
    new: None,
    methods: &[],
    class_methods: &[],
    getters: &[],
};

static NEW: Builtin = Builtin {
    name: "type",
    owner: "",
    params: Params::new(&[Param::new("object")]),
    wording: Wording::Checked(check),
    doc: "The type of a value.",
    examples: &[("type(1)", "<class 'int'>"), ("type([]) is list", "True")],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (object,): (&Value,) = args.unpack(interp)?;
    Ok(type_value(object))
}

/// Three arguments would make a class, which needs statements.
fn check(args: CallArgs<'_>) -> Result<()> {
    let message = match (args.positional, args.named.is_empty()) {
        ([_], true) => return Ok(()),
        ([_], false) => "type() takes no keyword arguments".to_owned(),
        ([name, bases, body], _) => not_a_class(name, bases, body),
        _ => "type() takes 1 or 3 arguments".to_owned(),
    };
    Err(wording::type_error(message))
}

/// What is wrong with `type(name, bases, body)`: at the latest, that classes cannot be made here.
#[cold]
fn not_a_class(name: &Value, bases: &Value, body: &Value) -> String {
    let wrong = |number: u8, what: &str, value: &Value| {
        format!(
            "type.__new__() argument {number} must be {what}, not {}",
            wording::none_or_type_name(value)
        )
    };
    match (name, bases, body) {
        (Value::Str(_), Value::Tuple(_), Value::Dict(_)) => {
            "type() cannot make a new type: classes need statements".to_owned()
        }
        (Value::Str(_), Value::Tuple(_), _) => wrong(3, "dict", body),
        (Value::Str(_), _, _) => wrong(2, "tuple", bases),
        _ => wrong(1, "str", name),
    }
}

/// `type(value)`
#[must_use]
pub fn type_value(value: &Value) -> Value {
    match value {
        Value::Tuple(tuple) => match tuple.class() {
            Some(class) => Value::Object(class.clone()),
            None => Value::Type(&crate::types::tuple::TYPE),
        },
        Value::Object(object) if object.is_type() => Value::Type(&TYPE),
        _ => Value::Type(attr::type_of(value)),
    }
}

/// `isinstance(value, class)`
///
/// # Errors
/// `TypeError` when `class` is no type, no union and no tuple of such.
pub fn is_instance(interp: &mut Interp, value: &Value, class: &Value) -> Result<bool> {
    match class {
        Value::Type(info) => Ok(attr::type_of(value).is_a(info)),
        Value::Tuple(classes) if classes.class().is_none() => {
            any(interp, classes.as_slice(), |interp, class| {
                is_instance(interp, value, class)
            })
        }
        Value::Union(union) => any(interp, &union.members, |interp, member| match member {
            Value::None => Ok(value.is_none()),
            member => is_instance(interp, value, member),
        }),
        Value::Object(object) => object
            .is_instance(value)
            .unwrap_or_else(|| Err(not_a_type())),
        _ => Err(not_a_type()),
    }
}

#[cold]
fn not_a_type() -> Error {
    wording::type_error("isinstance() arg 2 must be a type, a tuple of types, or a union")
}

/// `issubclass(class, parent)`
///
/// # Errors
/// `TypeError` when `class` is no type, or `parent` is no type, no union and no tuple of such.
pub fn is_subclass(interp: &mut Interp, class: &Value, parent: &Value) -> Result<bool> {
    match parent {
        Value::Tuple(parents) if parents.class().is_none() => {
            any(interp, parents.as_slice(), |interp, parent| {
                is_subclass(interp, class, parent)
            })
        }
        Value::Union(union) => any(interp, &union.members, |interp, member| match member {
            Value::None => is_subclass(interp, class, &Value::Type(&none::NONE)),
            member => is_subclass(interp, class, member),
        }),
        _ => {
            let info = match class {
                Value::Type(info) => *info,
                Value::Object(object) if object.is_type() => object.type_info(),
                _ => {
                    if let Value::Object(object) = parent {
                        object.is_superclass(class).transpose()?;
                    }
                    return Err(wording::type_error("issubclass() arg 1 must be a class"));
                }
            };
            match parent {
                Value::Type(parent) => Ok(info.is_a(parent)),
                Value::Object(object) => object
                    .is_superclass(class)
                    .unwrap_or_else(|| Err(not_a_class_or_tuple())),
                _ => Err(not_a_class_or_tuple()),
            }
        }
    }
}

#[cold]
fn not_a_class_or_tuple() -> Error {
    wording::type_error("issubclass() arg 2 must be a class, a tuple of classes, or a union")
}

/// Whether `holds` of any of the types; those after the first are not looked at.
fn any(
    interp: &mut Interp,
    types: &[Value],
    holds: impl Fn(&mut Interp, &Value) -> Result<bool>,
) -> Result<bool> {
    interp.nested("", |interp| {
        for class in types {
            interp.tick()?;
            if holds(interp, class)? {
                return Ok(true);
            }
        }
        Ok(false)
    })
}

/// `lhs | rhs` where both are types, unions or `None`, and not both `None`; `None` where they are something else.
///
/// # Errors
/// What comparing parameterized types raises, or a halt.
pub fn union(interp: &mut Interp, lhs: &Value, rhs: &Value) -> Result<Option<Value>> {
    if !can_join(lhs) || !can_join(rhs) || (lhs.is_none() && rhs.is_none()) {
        return Ok(None);
    }
    let mut members: Vec<Value> = Vec::new();
    for operand in [lhs, rhs] {
        let parts = match operand {
            Value::Union(union) => &union.members[..],
            single => std::slice::from_ref(single),
        };
        interp.reserve_items(parts.len())?;
        for part in parts {
            interp.charge(members.len())?;
            let part = match part {
                Value::Type(info) if std::ptr::eq(*info, &none::NONE) => &Value::None,
                part => part,
            };
            let mut known = false;
            for member in &members {
                known = known || crate::runtime::ops::compare::equal(interp, member, part)?;
            }
            if !known {
                members.push(part.clone());
            }
        }
    }
    Ok(Some(match members.as_slice() {
        [Value::None] => Value::Type(&none::NONE),
        [only] => only.clone(),
        _ => Value::Union(Rc::new(Union { members })),
    }))
}

fn can_join(value: &Value) -> bool {
    match value {
        Value::None | Value::Type(_) | Value::Union(_) => true,
        Value::Object(object) => object.is_type() || alias::is_alias(value),
        _ => false,
    }
}
