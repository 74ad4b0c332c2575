//! The methods of `bytes`, by subject; each file holds records and bodies, and the table of all is here.

mod case;
mod convert;
mod cut;
mod pad;
mod search;
mod substitute;

use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::table::{Builtin, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

use super::Bytes;

/// Every method, sorted by name.
pub(super) static METHODS: &[&Builtin] = &[
    &case::CAPITALIZE,
    &pad::CENTER,
    &search::COUNT,
    &convert::DECODE,
    &search::ENDSWITH,
    &pad::EXPANDTABS,
    &search::FIND,
    &convert::HEX,
    &search::INDEX,
    &case::ISALNUM,
    &case::ISALPHA,
    &case::ISASCII,
    &case::ISDIGIT,
    &case::ISLOWER,
    &case::ISSPACE,
    &case::ISTITLE,
    &case::ISUPPER,
    &substitute::JOIN,
    &pad::LJUST,
    &case::LOWER,
    &cut::LSTRIP,
    &cut::PARTITION,
    &cut::REMOVEPREFIX,
    &cut::REMOVESUFFIX,
    &substitute::REPLACE,
    &search::RFIND,
    &search::RINDEX,
    &pad::RJUST,
    &cut::RPARTITION,
    &cut::RSPLIT,
    &cut::RSTRIP,
    &cut::SPLIT,
    &cut::SPLITLINES,
    &search::STARTSWITH,
    &cut::STRIP,
    &case::SWAPCASE,
    &case::TITLE,
    &substitute::TRANSLATE,
    &case::UPPER,
    &pad::ZFILL,
];

/// The class method and the static one, sorted by name.
pub(super) static CLASS_METHODS: &[&Builtin] = &[&convert::FROMHEX, &substitute::MAKETRANS];

/// Examples of a record.
type Examples = &'static [(&'static str, &'static str)];
/// The body of a record.
type Body = fn(&mut Interp, Args<'_>) -> Result<Value>;

/// A method with those parameters.
const fn method(
    name: &'static str,
    params: &'static [Param],
    wording: Wording,
    doc: &'static str,
    examples: Examples,
    run: Body,
) -> Builtin {
    Builtin {
        name,
        owner: "bytes",
        params: Params::new(params),
        wording,
        doc,
        examples,
        run,
    }
}

/// The bytes that the method was called on.
fn receiver<'a>(args: &Args<'a>) -> Result<&'a Rc<Bytes>> {
    bytes_argument(args.this)
}

/// An argument that must be bytes.
fn bytes_argument(value: &Value) -> Result<&Rc<Bytes>> {
    match value {
        Value::Bytes(data) => Ok(data),
        other => Err(wording::expected_bytes_like(other)),
    }
}

/// Pays for looking at every byte once.
fn scan(interp: &mut Interp, data: &[u8]) -> Result<()> {
    interp.charge(data.len() / 16)
}

/// `part` as a value: `whole` itself when nothing was cut away, as in CPython.
fn part_of(interp: &mut Interp, whole: &Rc<Bytes>, part: &[u8]) -> Result<Value> {
    if part.len() == whole.as_slice().len() {
        return Ok(Value::Bytes(Rc::clone(whole)));
    }
    piece(interp, part)
}

/// A cut-out piece as a value.
fn piece(interp: &mut Interp, part: &[u8]) -> Result<Value> {
    interp.reserve(part.len())?;
    Ok(Value::bytes(part))
}
