//! `decode`, `hex`, `fromhex`.

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::{convert, length};
use crate::runtime::table::{Builtin, Fallback, Param, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

use super::super::classify::is_space;
use super::super::codec::handlers;
use super::{method, receiver};

pub(super) static DECODE: Builtin = method(
    "decode",
    &[
        Param::new("encoding").or_named().or(Fallback::Str("utf-8")),
        Param::new("errors").or_named().or(Fallback::Str("strict")),
    ],
    Wording::Clinic,
    "The text that the bytes spell in an encoding.",
    &[
        ("b'caf\\xc3\\xa9'.decode()", "'café'"),
        ("b'a\\xff'.decode('ascii', 'ignore')", "'a'"),
    ],
    decode,
);

pub(super) static HEX: Builtin = method(
    "hex",
    &[
        Param::new("sep").or_named().or(Fallback::Omitted),
        Param::new("bytes_per_sep").or_named().or(Fallback::Int(1)),
    ],
    Wording::Clinic,
    "Two hexadecimal digits for each byte, with a separator between groups counted from the right.",
    &[
        ("b'\\xde\\xad'.hex()", "'dead'"),
        ("b'abcde'.hex(':', 2)", "'61:6263:6465'"),
    ],
    hex,
);

pub(super) static FROMHEX: Builtin = method(
    "fromhex",
    &[Param::new("string")],
    Wording::One,
    "The bytes that pairs of hexadecimal digits spell; white space between them is skipped.",
    &[("bytes.fromhex('de ad')", "b'\\xde\\xad'")],
    fromhex,
);

fn decode(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let data = receiver(&args)?.as_slice();
    let (encoding, errors): (&Value, &Value) = args.unpack(interp)?;
    let encoding = handlers::name_argument("decode", "encoding", encoding)?;
    let errors = handlers::name_argument("decode", "errors", errors)?;
    handlers::decode(interp, data, encoding, errors).map(Value::from)
}

fn hex(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let data = receiver(&args)?.as_slice();
    let (separator, group): (&Value, &Value) = args.unpack(interp)?;
    let Ok(group) = i32::try_from(convert::to_ssize(group)?) else {
        return Err(wording::overflow_error(
            "Python int too large to convert to C int",
        ));
    };
    let separator = separator_of(interp, separator)?;
    interp.reserve(data.len().saturating_mul(3))?;
    let size = usize::try_from(group.unsigned_abs()).unwrap_or(usize::MAX);
    let mut out = String::with_capacity(data.len() * 2);
    for (position, byte) in data.iter().enumerate() {
        // Groups are counted from the right, or from the left when their size is negative.
        let place = if group < 0 {
            position
        } else {
            data.len() - position
        };
        if let Some(separator) = separator
            && position > 0
            && size > 0
            && place.is_multiple_of(size)
        {
            out.push(separator);
        }
        for digit in [byte >> 4, byte & 15] {
            out.extend(char::from_digit(u32::from(digit), 16));
        }
    }
    Ok(Value::from(out))
}

/// The separator of `hex`: one ASCII character, as text or as bytes.
fn separator_of(interp: &mut Interp, value: &Value) -> Result<Option<char>> {
    if value.is_missing() {
        return Ok(None);
    }
    if length::length(interp, value)? != 1 {
        return Err(wording::value_error("sep must be length 1."));
    }
    let character = match value {
        Value::Str(text) => text.char_at(0),
        Value::Bytes(data) => data.as_slice().first().copied().map(char::from),
        _ => return Err(wording::type_error("sep must be str or bytes.")),
    };
    match character {
        Some(separator) if separator.is_ascii() => Ok(Some(separator)),
        _ => Err(wording::value_error("sep must be ASCII.")),
    }
}

fn fromhex(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (given,): (&Value,) = args.unpack(interp)?;
    let Value::Str(text) = given else {
        return Err(wording::type_error(format!(
            "fromhex() argument must be str, not {}",
            wording::none_or_type_name(given)
        )));
    };
    let not_hex = |position| {
        wording::value_error(format!(
            "non-hexadecimal number found in fromhex() arg at position {position}"
        ))
    };
    // The first character beyond ASCII is what CPython complains of, before it reads anything.
    if let Some(position) = text.as_str().chars().position(|c| !c.is_ascii()) {
        return Err(not_hex(position));
    }
    let digits = text.as_str().as_bytes();
    interp.reserve(digits.len())?;
    let digit = |at: usize| {
        let value = digits
            .get(at)
            .and_then(|byte| char::from(*byte).to_digit(16));
        value
            .and_then(|value| u8::try_from(value).ok())
            .ok_or_else(|| not_hex(at))
    };
    let mut out = Vec::with_capacity(digits.len() / 2);
    let mut at = 0;
    while let Some(byte) = digits.get(at) {
        if is_space(*byte) {
            at += 1;
            continue;
        }
        out.push((digit(at)? << 4) | digit(at + 1)?);
        at += 2;
    }
    Ok(Value::bytes(out))
}
