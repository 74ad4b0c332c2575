//! Values in few words, at the moment they are seen: what a list holds may be different later.
//!
//! Runs nothing and costs the program nothing, so an object of a module or of the host is only named.

use crate::runtime::ops::attr;
use crate::runtime::value::Value;
use crate::types::{bytes, float, int};

/// The most items that are shown of a container.
const ITEMS: usize = 12;
/// The most characters of a text.
const LETTERS: usize = 60;
/// The deepest containers that are shown.
const LEVELS: usize = 4;

/// A value in few words: as `repr` writes it where that is short.
pub(super) fn summary(value: &Value) -> String {
    let mut out = String::new();
    write(&mut out, value, 0);
    out
}

fn write(out: &mut String, value: &Value, level: usize) {
    if level > LEVELS {
        out.push('…');
        return;
    }
    match value {
        Value::None => out.push_str("None"),
        Value::Ellipsis => out.push_str("Ellipsis"),
        Value::NotImplemented => out.push_str("NotImplemented"),
        Value::Bool(value) => out.push_str(if *value { "True" } else { "False" }),
        Value::Int(value) => out.push_str(&value.to_string()),
        Value::Big(_) => big(out, value),
        Value::Float(value) => out.push_str(&float::repr(*value)),
        Value::Complex(value) => {
            let (re, im) = (float::repr(value.re), float::repr(value.im));
            out.push_str(&format!(
                "({re}{}{im}j)",
                if im.starts_with('-') { "" } else { "+" }
            ));
        }
        Value::Str(text) => string(out, text.as_str()),
        Value::Bytes(data) => {
            let shown = data.as_slice().get(..LETTERS).unwrap_or(data.as_slice());
            bytes::push_repr(out, shown);
            if shown.len() < data.as_slice().len() {
                out.push('…');
            }
        }
        Value::List(list) => {
            let length = list.len();
            let shown = list.borrow().iter().take(ITEMS).cloned().collect();
            items(out, ("[", "]"), shown, length, level);
        }
        Value::Tuple(tuple) => {
            let all = tuple.as_slice();
            let shown: Vec<Value> = all.iter().take(ITEMS).cloned().collect();
            let close = if all.len() == 1 { ",)" } else { ")" };
            items(out, ("(", close), shown, all.len(), level);
        }
        Value::Set(set) if set.is_empty() => out.push_str("set()"),
        Value::FrozenSet(set) if set.is_empty() => out.push_str("frozenset()"),
        Value::Set(set) | Value::FrozenSet(set) => {
            let mut cursor = 0;
            let shown = std::iter::from_fn(|| set.table.step_key(&mut cursor));
            let shown = shown.take(ITEMS).collect();
            let frozen = matches!(value, Value::FrozenSet(_));
            let brackets = if frozen {
                ("frozenset({", "})")
            } else {
                ("{", "}")
            };
            items(out, brackets, shown, set.len(), level);
        }
        Value::Dict(dict) => {
            let mut cursor = 0;
            let shown = std::iter::from_fn(|| dict.table.step(&mut cursor));
            out.push('{');
            for (position, (key, value)) in shown.take(ITEMS).enumerate() {
                if position > 0 {
                    out.push_str(", ");
                }
                write(out, &key, level + 1);
                out.push_str(": ");
                write(out, &value, level + 1);
            }
            more(out, dict.len());
            out.push('}');
        }
        Value::Range(range) => {
            let (start, stop, step) = range.parts();
            out.push_str("range(");
            write(out, &start, level);
            out.push_str(", ");
            write(out, &stop, level);
            if !matches!(step, Value::Int(1)) {
                out.push_str(", ");
                write(out, &step, level);
            }
            out.push(')');
        }
        Value::Slice(slice) => {
            let parts = vec![slice.start.clone(), slice.stop.clone(), slice.step.clone()];
            items(out, ("slice(", ")"), parts, 3, level);
        }
        Value::Builtin(builtin) => out.push_str(builtin.name),
        Value::Type(info) => out.push_str(info.name),
        Value::Module(module) => out.push_str(module.name),
        Value::Cell(cell) => write(out, &cell.get(), level),
        Value::Missing => out.push_str("not bound yet"),
        Value::DictView(_)
        | Value::Function(_)
        | Value::Method(_)
        | Value::Union(_)
        | Value::Iter(_)
        | Value::Exception(_)
        | Value::Object(_) => {
            out.push_str(&format!("<{}>", attr::type_name(value)));
        }
    }
}

fn big(out: &mut String, value: &Value) {
    let Some(number) = int::Int::of(value) else {
        return;
    };
    if number.bits() > 400 {
        out.push_str(&format!("<int of {} bits>", number.bits()));
    } else {
        out.push_str(&number.big().to_string());
    }
}

fn string(out: &mut String, text: &str) {
    let mut letters = text.chars();
    let shown: String = letters.by_ref().take(LETTERS).collect();
    crate::types::str::push_repr(out, &shown);
    if letters.next().is_some() {
        out.push('…');
    }
}

fn items(out: &mut String, brackets: (&str, &str), shown: Vec<Value>, length: usize, level: usize) {
    out.push_str(brackets.0);
    for (position, item) in shown.iter().enumerate() {
        if position > 0 {
            out.push_str(", ");
        }
        write(out, item, level + 1);
    }
    more(out, length);
    out.push_str(brackets.1);
}

/// How many are not shown.
fn more(out: &mut String, length: usize) {
    if length > ITEMS {
        out.push_str(&format!(", … {} more", length - ITEMS));
    }
}
