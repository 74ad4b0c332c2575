//! `str(x)` and `str(data, encoding, errors)`.

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::attr::type_name;
use crate::runtime::ops::repr;
use crate::runtime::table::{Builtin, Fallback, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::bytes::codec::handlers;

pub(super) static NEW: Builtin = Builtin {
    name: "str",
    owner: "",
    params: Params::new(&[
        Param::new("object").or_named().or(Fallback::Omitted),
        Param::new("encoding").or_named().or(Fallback::Omitted),
        Param::new("errors").or_named().or(Fallback::Omitted),
    ]),
    wording: Wording::Own,
    doc: "The text of any value, or the text that bytes spell in an encoding.",
    examples: &[
        ("str(1.5)", "'1.5'"),
        ("str(b'caf\\xc3\\xa9', 'utf-8')", "'café'"),
    ],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let given = args.rest.len() + 3;
    if !args.rest.is_empty() {
        return Err(wording::type_error(format!(
            "str expected at most 3 arguments, got {given}"
        )));
    }
    let (object, encoding, errors): (&Value, &Value, &Value) = args.unpack(interp)?;
    if encoding.is_missing() && errors.is_missing() {
        return if object.is_missing() {
            Ok(interp.empty_str())
        } else {
            repr::str_value(interp, object)
        };
    }
    let name = |parameter, value: &'static str, given: &_| match given {
        Value::Missing => Ok(value.to_owned()),
        given => handlers::name_argument("str", parameter, given).map(str::to_owned),
    };
    let codec = name("encoding", "utf-8", encoding)?;
    let handler = name("errors", "strict", errors)?;
    if object.is_missing() {
        return Ok(interp.empty_str());
    }
    match object {
        Value::Bytes(data) => {
            handlers::decode(interp, data.as_slice(), &codec, &handler).map(Value::from)
        }
        Value::Str(_) => Err(wording::type_error("decoding str is not supported")),
        _ => Err(wording::type_error(format!(
            "decoding to str: need a bytes-like object, {} found",
            type_name(object)
        ))),
    }
}
