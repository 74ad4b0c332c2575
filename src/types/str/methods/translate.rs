//! `translate`, and `maketrans` which makes its tables.

use std::rc::Rc;

use num_traits::ToPrimitive;

use crate::runtime::error::Result;
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::ops::index;
use crate::runtime::table::{Builtin, Fallback, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::dict::Dict;

use super::{receiver, str_argument};

pub(super) static TRANSLATE: Builtin = Builtin {
    name: "translate",
    owner: "str",
    params: Params::new(&[Param::new("table")]),
    wording: Wording::One,
    doc: "A copy with each character replaced as a table from code points says; `None` deletes.",
    examples: &[("'abc'.translate({97: 'x', 98: None})", "'xc'")],
    run: translate,
};

pub(super) static MAKETRANS: Builtin = Builtin {
    name: "maketrans",
    owner: "str",
    params: Params::new(&[
        Param::new("x"),
        Param::new("y").or(Fallback::Omitted),
        Param::new("z").or(Fallback::Omitted),
    ]),
    wording: Wording::Positional,
    doc: "A table for `translate`: from a dict, or from two strings of equal length and one to delete.",
    examples: &[(
        "str.maketrans('ab', 'xy', 'c')",
        "{97: 120, 98: 121, 99: None}",
    )],
    run: maketrans,
};

/// What a table says of one character.
#[derive(Clone)]
enum Mapped {
    Kept,
    Deleted,
    Char(char),
    Text(Value),
}

fn translate(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let text = receiver(&args)?.as_str();
    let (table,): (&Value,) = args.unpack(interp)?;
    // As in CPython, the table is asked once for each ASCII character.
    let mut ascii = [const { None }; 128];
    let mut out = String::new();
    for c in text.chars() {
        interp.tick()?;
        let known = ascii.get_mut(c as usize);
        let mapped = match known {
            Some(Some(known)) => Mapped::clone(known),
            Some(slot) => slot.insert(look_up(interp, table, c)?).clone(),
            None => look_up(interp, table, c)?,
        };
        match mapped {
            Mapped::Kept => out.push(c),
            Mapped::Deleted => {}
            Mapped::Char(c) => out.push(c),
            Mapped::Text(text) => {
                let text = text.as_str().unwrap_or_default();
                interp.grown(out.len(), out.len() + text.len())?;
                out.push_str(text);
            }
        }
    }
    Ok(Value::from(out))
}

fn look_up(interp: &mut Interp, table: &Value, c: char) -> Result<Mapped> {
    let mapped = match index::get_item(interp, table, &Value::Int(i64::from(u32::from(c)))) {
        Ok(mapped) => mapped,
        Err(error) if error.is(ExcKind::LookupError) => return Ok(Mapped::Kept),
        Err(error) => return Err(error),
    };
    let out_of_range = || wording::value_error("character mapping must be in range(0x110000)");
    match &mapped {
        Value::None => Ok(Mapped::Deleted),
        Value::Str(_) => Ok(Mapped::Text(mapped)),
        Value::Bool(value) => Ok(Mapped::Char(char::from(u8::from(*value)))),
        Value::Int(code) => match u32::try_from(*code) {
            Ok(code @ 0..0x11_0000) => super::super::character(code).map(Mapped::Char),
            _ => Err(out_of_range()),
        },
        Value::Big(code) if code.to_i64().is_none() => Err(out_of_range()),
        _ => Err(wording::type_error(
            "character mapping must return integer, None or str",
        )),
    }
}

fn maketrans(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (x, y, z): (&Value, &Value, &Value) = args.unpack(interp)?;
    let table = Dict::default();
    if y.is_missing() {
        from_dict(interp, x, &table)?;
        return Ok(Value::Dict(Rc::new(table)));
    }
    let to = str_argument("maketrans", 2, y)?;
    let deleted = if z.is_missing() {
        None
    } else {
        Some(str_argument("maketrans", 3, z)?)
    };
    let Value::Str(from) = x else {
        return Err(wording::type_error(
            "first maketrans argument must be a string if there is a second argument",
        ));
    };
    if from.len() != to.len() {
        return Err(wording::value_error(
            "the first two maketrans arguments must have equal length",
        ));
    }
    let code = |c: char| Value::Int(i64::from(u32::from(c)));
    for (from, to) in from.as_str().chars().zip(to.as_str().chars()) {
        interp.tick()?;
        table.insert(interp, code(from), code(to))?;
    }
    for c in deleted.iter().flat_map(|deleted| deleted.as_str().chars()) {
        interp.tick()?;
        table.insert(interp, code(c), Value::None)?;
    }
    Ok(Value::Dict(Rc::new(table)))
}

/// Copies a dict whose keys are characters or code points.
fn from_dict(interp: &mut Interp, given: &Value, table: &Dict) -> Result<()> {
    let Value::Dict(given) = given else {
        return Err(wording::type_error(
            "if you give only one argument to maketrans it must be a dict",
        ));
    };
    let mut cursor = 0;
    while let Some((key, value)) = given.table.step(&mut cursor) {
        interp.tick()?;
        let key = match &key {
            Value::Str(text) => {
                let mut chars = text.as_str().chars();
                let (Some(c), None) = (chars.next(), chars.next()) else {
                    return Err(wording::value_error(
                        "string keys in translate table must be of length 1",
                    ));
                };
                Value::Int(i64::from(u32::from(c)))
            }
            Value::Int(_) | Value::Bool(_) | Value::Big(_) => key,
            _ => {
                return Err(wording::type_error(
                    "keys in translate table must be strings or integers",
                ));
            }
        };
        table.insert(interp, key, value)?;
    }
    Ok(())
}
