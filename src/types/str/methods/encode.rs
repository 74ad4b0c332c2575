//! `encode`.

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::table::{Builtin, Fallback, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::types::bytes::codec::handlers;

use super::receiver;

pub(super) static ENCODE: Builtin = Builtin {
    name: "encode",
    owner: "str",
    params: Params::new(&[
        Param::new("encoding").or_named().or(Fallback::Str("utf-8")),
        Param::new("errors").or_named().or(Fallback::Str("strict")),
    ]),
    wording: Wording::Clinic,
    doc: "The bytes that spell the string in an encoding.",
    examples: &[
        ("'é'.encode()", "b'\\xc3\\xa9'"),
        ("'é'.encode('ascii', 'replace')", "b'?'"),
    ],
    run: encode,
};

fn encode(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let text = receiver(&args)?;
    let (encoding, errors): (&Value, &Value) = args.unpack(interp)?;
    let encoding = handlers::name_argument("encode", "encoding", encoding)?;
    let errors = handlers::name_argument("encode", "errors", errors)?;
    handlers::encode(interp, text, encoding, errors).map(Value::bytes)
}
