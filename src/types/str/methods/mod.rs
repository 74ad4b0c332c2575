//! The methods of `str`, by subject; each file holds records and bodies, and the table of all is here.

mod case;
mod classify;
mod encode;
mod format;
mod join;
mod pad;
mod replace;
mod search;
mod split;
mod strip;
pub(super) mod taken;
mod translate;

use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::table::{Builtin, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

use super::Str;

/// Every method, sorted by name.
pub(super) static METHODS: &[&Builtin] = &[
    &case::CAPITALIZE,
    &case::CASEFOLD,
    &pad::CENTER,
    &search::COUNT,
    &encode::ENCODE,
    &search::ENDSWITH,
    &pad::EXPANDTABS,
    &search::FIND,
    &format::FORMAT,
    &format::FORMAT_MAP,
    &search::INDEX,
    &classify::ISALNUM,
    &classify::ISALPHA,
    &classify::ISASCII,
    &classify::ISDECIMAL,
    &classify::ISDIGIT,
    &classify::ISIDENTIFIER,
    &classify::ISLOWER,
    &classify::ISNUMERIC,
    &classify::ISPRINTABLE,
    &classify::ISSPACE,
    &classify::ISTITLE,
    &classify::ISUPPER,
    &join::JOIN,
    &pad::LJUST,
    &case::LOWER,
    &strip::LSTRIP,
    &split::PARTITION,
    &strip::REMOVEPREFIX,
    &strip::REMOVESUFFIX,
    &replace::REPLACE,
    &search::RFIND,
    &search::RINDEX,
    &pad::RJUST,
    &split::RPARTITION,
    &split::RSPLIT,
    &strip::RSTRIP,
    &split::SPLIT,
    &split::SPLITLINES,
    &search::STARTSWITH,
    &strip::STRIP,
    &case::SWAPCASE,
    &case::TITLE,
    &translate::TRANSLATE,
    &case::UPPER,
    &pad::ZFILL,
];

/// The static method, which stands in a table of its own.
pub(super) static CLASS_METHODS: &[&Builtin] = &[&translate::MAKETRANS];

/// A method without parameters.
const fn plain(
    name: &'static str,
    doc: &'static str,
    examples: &'static [(&'static str, &'static str)],
    run: fn(&mut Interp, Args<'_>) -> Result<Value>,
) -> Builtin {
    Builtin {
        name,
        owner: "str",
        params: Params::new(&[]),
        wording: Wording::NoArguments,
        doc,
        examples,
        run,
    }
}

/// The string that the method was called on.
fn receiver<'a>(args: &Args<'a>) -> Result<&'a Rc<Str>> {
    match args.this {
        Value::Str(text) => Ok(text),
        other => Err(wording::expected("str", other)),
    }
}

/// Pays for looking at every byte of `text` once.
fn scan(interp: &mut Interp, text: &str) -> Result<()> {
    interp.charge(text.len() / 16)
}

/// `part` as a value: `whole` itself when nothing was cut away, as in CPython.
fn part_of(interp: &mut Interp, whole: &Rc<Str>, part: &str) -> Result<Value> {
    if part.len() == whole.as_str().len() {
        return Ok(Value::Str(Rc::clone(whole)));
    }
    piece(interp, part)
}

/// A cut-out piece as a value; the shortest ones are shared.
fn piece(interp: &mut Interp, text: &str) -> Result<Value> {
    if text.len() > 1 {
        interp.reserve(text.len())?;
        return Ok(Value::str(text));
    }
    Ok(match text.as_bytes().first() {
        Some(byte) => interp.character(char::from(*byte)),
        None => interp.empty_str(),
    })
}

/// Argument `position` of `function` as a string.
fn str_argument<'a>(function: &str, position: usize, value: &'a Value) -> Result<&'a Rc<Str>> {
    match value {
        Value::Str(text) => Ok(text),
        other => Err(wording::argument_must_be(function, position, "str", other)),
    }
}
