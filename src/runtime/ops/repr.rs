//! `repr(x)` and `str(x)`.
//!
//! Both write into one growing text, which is priced as it grows, so that a value whose `repr` would be larger than
//! the memory limit ends in a halt and not in an allocation.

use crate::runtime::call::Named;
use crate::runtime::error::{Error, Result};
use crate::runtime::interp::Interp;
use crate::runtime::ops::attr::type_of;
use crate::runtime::table::Builtin;
use crate::runtime::value::Value;
use crate::types::dict::{Dict, DictView, ViewKind};
use crate::types::int::decimal::Decimal;
use crate::types::tuple::Tuple;
use crate::types::{complex, dict, exception, float, int, range, str, tuple};

/// `repr(value)`
///
/// # Errors
/// `RecursionError` when the value is nested too deep, `ValueError` for an integer with too many digits, a halt.
pub fn repr(interp: &mut Interp, value: &Value) -> Result<String> {
    let mut out = String::new();
    write_repr(interp, value, &mut out)?;
    Ok(out)
}

/// `str(value)`
///
/// # Errors
/// As [`repr`].
pub fn str(interp: &mut Interp, value: &Value) -> Result<String> {
    match value {
        Value::Str(text) => {
            interp.reserve(text.as_str().len())?;
            Ok(text.as_str().to_owned())
        }
        // Of the right size from the start: texts of numbers are made by the million.
        Value::Int(number) => Ok(Decimal::of(*number).as_str().to_owned()),
        Value::Exception(exception) => exception::str(interp, exception),
        Value::Object(object) => object.str(interp, value),
        _ => repr(interp, value),
    }
}

/// Appends `str(value)`.
///
/// # Errors
/// As [`repr`].
pub fn write_str(interp: &mut Interp, value: &Value, out: &mut String) -> Result<()> {
    match value {
        Value::Str(text) => {
            interp.grown(out.len(), out.len() + text.as_str().len())?;
            out.push_str(text.as_str());
            Ok(())
        }
        Value::Exception(_) | Value::Object(_) => {
            let text = str(interp, value)?;
            out.push_str(&text);
            Ok(())
        }
        _ => write_repr(interp, value, out),
    }
}

/// `str(value)` as a value; a `str` is itself.
///
/// # Errors
/// As [`repr`].
pub fn str_value(interp: &mut Interp, value: &Value) -> Result<Value> {
    match value {
        Value::Str(_) => Ok(value.clone()),
        Value::Int(number) => Ok(Value::str(Decimal::of(*number).as_str())),
        _ => str(interp, value).map(Value::from),
    }
}

/// Appends `repr(value)`.
///
/// # Errors
/// As [`repr`].
pub fn write_repr(interp: &mut Interp, value: &Value, out: &mut String) -> Result<()> {
    let before = out.len();
    match value {
        Value::Missing => out.push_str("<missing>"),
        Value::None => out.push_str("None"),
        Value::Ellipsis => out.push_str("Ellipsis"),
        Value::NotImplemented => out.push_str("NotImplemented"),
        Value::Bool(true) => out.push_str("True"),
        Value::Bool(false) => out.push_str("False"),
        Value::Int(number) => out.push_str(Decimal::of(*number).as_str()),
        Value::Big(number) => out.push_str(&int::to_decimal(interp, number)?),
        Value::Float(number) => float::push_repr(out, *number),
        Value::Complex(number) => out.push_str(&complex::repr(number)),
        Value::Str(text) => {
            interp.reserve(text.as_str().len())?;
            str::push_repr(out, text.as_str());
        }
        Value::Bytes(bytes) => {
            interp.reserve(bytes.as_slice().len())?;
            crate::types::bytes::push_repr(out, bytes.as_slice());
        }
        Value::List(list) => guarded(interp, value, out, "[...]", |interp, out| {
            out.push('[');
            for position in 0.. {
                let Some(item) = list.get(position) else {
                    break;
                };
                write_item(interp, &item, position, out)?;
            }
            out.push(']');
            Ok(())
        })?,
        Value::Tuple(tuple) => guarded(interp, value, out, "(...)", |interp, out| {
            write_tuple(interp, tuple, out)
        })?,
        Value::Dict(dict) => {
            let cycle = dict::cyclic_repr(interp, dict)?;
            guarded(interp, value, out, &cycle, |interp, out| {
                dict::write_repr(interp, dict, out)
            })?;
        }
        Value::DictView(view) => guarded(interp, value, out, "...", |interp, out| {
            write_view(interp, view, out)
        })?,
        Value::Set(set) => guarded(interp, value, out, "set(...)", |interp, out| {
            if set.is_empty() {
                out.push_str("set()");
                return Ok(());
            }
            out.push('{');
            write_keys(interp, &set.table, out)?;
            out.push('}');
            Ok(())
        })?,
        Value::FrozenSet(set) => guarded(interp, value, out, "frozenset(...)", |interp, out| {
            out.push_str("frozenset(");
            if !set.is_empty() {
                out.push('{');
                write_keys(interp, &set.table, out)?;
                out.push('}');
            }
            out.push(')');
            Ok(())
        })?,
        Value::Range(range) => range::write_repr(range, out),
        Value::Slice(slice) => interp.nested(" while getting the repr of an object", |interp| {
            out.push_str("slice(");
            write_repr(interp, &slice.start, out)?;
            out.push_str(", ");
            write_repr(interp, &slice.stop, out)?;
            out.push_str(", ");
            write_repr(interp, &slice.step, out)?;
            out.push(')');
            Ok(())
        })?,
        Value::Function(function) => {
            out.push_str(&format!("<function {}>", function.qualified_name()));
        }
        Value::Builtin(builtin) => out.push_str(&builtin_repr(builtin)),
        Value::Method(method) if method.builtin.is_def() => {
            let name = method.builtin.qualified_name();
            out.push_str(&format!("<bound method {name} of "));
            interp.nested(" while getting the repr of an object", |interp| {
                write_repr(interp, &method.receiver, out)
            })?;
            out.push('>');
        }
        Value::Method(method) => {
            let receiver = type_of(&method.receiver).message_name();
            out.push_str(&format!(
                "<built-in method {} of {receiver} object>",
                method.builtin.name
            ));
        }
        Value::Type(info) => out.push_str(&format!("<class '{}'>", info.qualified_name())),
        Value::Union(union) => {
            for (position, member) in union.members.iter().enumerate() {
                if position > 0 {
                    out.push_str(" | ");
                }
                match member {
                    Value::Type(info) => out.push_str(&info.qualified_name()),
                    Value::Object(object) if object.class_name().is_some() => {
                        // A class that `namedtuple` made shows as its name alone.
                        let class = repr(interp, member)?;
                        out.push_str(class.trim_start_matches("<class '").trim_end_matches("'>"));
                    }
                    _ => write_repr(interp, member, out)?,
                }
            }
        }
        Value::Module(module) => out.push_str(&format!("<module '{}' (built-in)>", module.name)),
        Value::Iter(iter) => {
            let own = interp.nested(" while getting the repr of an object", |interp| {
                iter.repr(interp)
            })?;
            match own {
                Some(text) => out.push_str(&text),
                None => {
                    out.push_str(&format!("<{} object", iter.type_info().qualified_name()));
                    if let Some(Value::Str(name)) = iter.attribute("__qualname__") {
                        out.push_str(&format!(" {}", name.as_str()));
                    }
                    out.push('>');
                }
            }
        }
        Value::Exception(held) => interp
            .nested(" while getting the repr of an object", |interp| {
                exception::write_repr(interp, held, out)
            })?,
        Value::Object(object) => {
            let text = interp.nested(" while getting the repr of an object", |interp| {
                object.repr(interp, value)
            })?;
            out.push_str(&text);
        }
        Value::Cell(_) => out.push_str("<cell>"),
    }
    interp.grown(before, out.len())
}

fn builtin_repr(builtin: &Builtin) -> String {
    if builtin.is_def() {
        format!("<function {}>", builtin.qualified_name())
    } else if builtin.owner.is_empty() {
        format!("<built-in function {}>", builtin.name)
    } else {
        let owner = builtin.qualified_owner();
        format!("<method '{}' of '{owner}' objects>", builtin.name)
    }
}

/// Writes one item of a sequence, with the comma before it.
///
/// # Errors
/// As [`repr`].
pub fn write_item(
    interp: &mut Interp,
    item: &Value,
    position: usize,
    out: &mut String,
) -> Result<()> {
    interp.tick()?;
    if position > 0 {
        out.push_str(", ");
    }
    write_repr(interp, item, out)
}

/// Writes the further arguments of a call, each with a comma before it: `, 1, key=2`.
///
/// # Errors
/// As [`repr`].
pub fn write_arguments(
    interp: &mut Interp,
    positional: &[Value],
    named: &[Named],
    out: &mut String,
) -> Result<()> {
    for value in positional {
        write_item(interp, value, 1, out)?;
    }
    for (name, value) in named {
        interp.tick()?;
        out.push_str(&format!(", {}=", name.as_str()));
        write_repr(interp, value, out)?;
    }
    Ok(())
}

/// Runs `body` unless the value's `repr` is under way already: then `cycle` stands for it.
///
/// # Errors
/// `RecursionError` when the value is nested too deep; what `body` raises.
pub fn guarded(
    interp: &mut Interp,
    value: &Value,
    out: &mut String,
    cycle: &str,
    body: impl FnOnce(&mut Interp, &mut String) -> Result<()>,
) -> Result<()> {
    let address = container_address(value);
    if interp.in_repr.contains(&address) {
        out.push_str(cycle);
        return Ok(());
    }
    interp.in_repr.push(address);
    let result = interp.nested(" while getting the repr of an object", |interp| {
        body(interp, out)
    });
    interp.in_repr.pop();
    result
}

/// What tells one container from another.
pub(crate) fn container_address(value: &Value) -> usize {
    use std::rc::Rc;
    match value {
        Value::List(list) => Rc::as_ptr(list).addr(),
        Value::Tuple(tuple) => Rc::as_ptr(tuple).addr(),
        Value::Dict(dict) => Rc::as_ptr(dict).addr(),
        Value::DictView(view) => Rc::as_ptr(view).addr(),
        Value::Set(set) | Value::FrozenSet(set) => Rc::as_ptr(set).addr(),
        Value::Object(object) => object.address(),
        _ => 0,
    }
}

fn write_tuple(interp: &mut Interp, tuple: &Tuple, out: &mut String) -> Result<()> {
    if tuple.class().is_some() {
        return tuple::write_named_repr(interp, tuple, out);
    }
    let items = tuple.as_slice();
    out.push('(');
    for (position, item) in items.iter().enumerate() {
        write_item(interp, item, position, out)?;
    }
    out.push_str(if items.len() == 1 { ",)" } else { ")" });
    Ok(())
}

fn write_keys(interp: &mut Interp, table: &dict::Table<()>, out: &mut String) -> Result<()> {
    let mut cursor = 0;
    for position in 0.. {
        let Some(item) = table.step_key(&mut cursor) else {
            break;
        };
        write_item(interp, &item, position, out)?;
    }
    Ok(())
}

/// Writes `key: value` of every entry, with commas.
///
/// # Errors
/// As [`repr`].
pub fn write_entries(interp: &mut Interp, dict: &Dict, out: &mut String) -> Result<()> {
    let mut cursor = 0;
    for position in 0.. {
        let Some((key, value)) = dict.table.step(&mut cursor) else {
            break;
        };
        write_item(interp, &key, position, out)?;
        out.push_str(": ");
        write_repr(interp, &value, out)?;
    }
    Ok(())
}

fn write_view(interp: &mut Interp, view: &DictView, out: &mut String) -> Result<()> {
    out.push_str(view.type_info().name);
    out.push_str("([");
    let mut cursor = 0;
    for position in 0.. {
        let Some((key, value)) = view.dict.table.step(&mut cursor) else {
            break;
        };
        let item = match view.kind {
            ViewKind::Keys => key,
            ViewKind::Values => value,
            ViewKind::Items => Value::pair(key, value),
        };
        write_item(interp, &item, position, out)?;
    }
    out.push_str("])");
    Ok(())
}

/// `ascii(value)`: the `repr` with everything beyond ASCII escaped.
///
/// # Errors
/// As [`repr`].
pub fn ascii(interp: &mut Interp, value: &Value) -> Result<String> {
    let text = repr(interp, value)?;
    if text.is_ascii() {
        return Ok(text);
    }
    interp.reserve(text.len().saturating_mul(3))?;
    Ok(str::escape::to_ascii(&text))
}

/// What went wrong as Python's last line says it: `TypeError: …`, or the type alone where there is no message.
///
/// # Errors
/// A halt while writing it.
pub fn last_line(interp: &mut Interp, error: &Error) -> Result<Option<String>> {
    match error.failure() {
        crate::runtime::error::Failure::Raised(raised) => {
            let message = exception::str(interp, &raised.exception)?;
            let name = raised.exception.kind.qualified_name();
            Ok(Some(if message.is_empty() {
                name.to_owned()
            } else {
                format!("{name}: {message}")
            }))
        }
        crate::runtime::error::Failure::Halted(_) => Ok(None),
    }
}
