//! `bytes(x)` and `bytes(text, encoding, errors)`.

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::ops::attr::type_name;
use crate::runtime::ops::convert;
use crate::runtime::table::{Builtin, Fallback, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

use super::codec::handlers;

pub(super) static NEW: Builtin = Builtin {
    name: "bytes",
    owner: "",
    params: Params::new(&[
        Param::new("source").or_named().or(Fallback::Omitted),
        Param::new("encoding").or_named().or(Fallback::Omitted),
        Param::new("errors").or_named().or(Fallback::Omitted),
    ]),
    wording: Wording::Clinic,
    doc: "Bytes from integers, from a text in an encoding, or so many zeros.",
    examples: &[
        ("bytes([104, 105])", "b'hi'"),
        ("bytes('é', 'utf-8')", "b'\\xc3\\xa9'"),
    ],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (source, encoding, errors): (&Value, &Value, &Value) = args.unpack(interp)?;
    for (parameter, given) in [("encoding", encoding), ("errors", errors)] {
        if !given.is_missing() {
            handlers::name_argument("bytes", parameter, given)?;
        }
    }
    match source {
        Value::Str(text) => match encoding.as_str() {
            Some(encoding) => {
                let errors = errors.as_str().unwrap_or("strict");
                handlers::encode(interp, text, encoding, errors).map(Value::bytes)
            }
            None => Err(wording::type_error("string argument without an encoding")),
        },
        _ if !encoding.is_missing() => {
            Err(wording::type_error("encoding without a string argument"))
        }
        _ if !errors.is_missing() => Err(wording::type_error("errors without a string argument")),
        Value::Missing => Ok(Value::bytes([])),
        Value::Bytes(_) => Ok(source.clone()),
        Value::Int(_) | Value::Bool(_) | Value::Big(_) => zeros(interp, source),
        _ => from_items(interp, source),
    }
}

fn zeros(interp: &mut Interp, count: &Value) -> Result<Value> {
    let count = convert::to_ssize(count)
        .map_err(|_| wording::overflow_error("cannot fit 'int' into an index-sized integer"))?;
    let count = usize::try_from(count).map_err(|_| wording::value_error("negative count"))?;
    interp.reserve(count)?;
    Ok(Value::bytes(vec![0; count]))
}

/// Bytes from an iterable of integers.
///
/// # Errors
/// `TypeError` when it is none, `ValueError` for an integer that is no byte.
pub(crate) fn from_items(interp: &mut Interp, source: &Value) -> Result<Value> {
    let Some(items) = iter::try_open(interp, source)? else {
        return Err(wording::type_error(format!(
            "cannot convert '{}' object to bytes",
            type_name(source)
        )));
    };
    let mut out = Vec::new();
    iter::drive(interp, &items, |interp, item| {
        if out.len() == out.capacity() {
            interp.reserve(out.len().max(8))?;
        }
        out.push(byte_of(&item)?);
        Ok(std::ops::ControlFlow::Continue(()))
    })?;
    Ok(Value::bytes(out))
}

/// An integer as a byte.
///
/// # Errors
/// `TypeError` when it is none, `ValueError` when it does not fit.
fn byte_of(item: &Value) -> Result<u8> {
    let out_of_range = || wording::value_error("bytes must be in range(0, 256)");
    match item {
        Value::Big(_) => Err(out_of_range()),
        _ => u8::try_from(convert::to_ssize(item)?).map_err(|_| out_of_range()),
    }
}
