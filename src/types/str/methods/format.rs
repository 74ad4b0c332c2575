//! `format` and `format_map`; the template language itself is `ops::template`.

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::template::{self, Fields};
use crate::runtime::table::{Builtin, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;

use super::receiver;

pub(super) static FORMAT: Builtin = Builtin {
    name: "format",
    owner: "str",
    params: Params::new(&[Param::rest("args"), Param::options("kwargs")]),
    wording: Wording::Own,
    doc: "The string with its fields in braces filled from the arguments.",
    examples: &[
        ("'{} and {}'.format(1, 2)", "'1 and 2'"),
        ("'{x:>4}|{0[1]!r}'.format('ab', x=5)", "\"   5|'b'\""),
    ],
    run: format,
};

pub(super) static FORMAT_MAP: Builtin = Builtin {
    name: "format_map",
    owner: "str",
    params: Params::new(&[Param::new("mapping")]),
    wording: Wording::One,
    doc: "The string with its fields in braces filled from a mapping.",
    examples: &[("'{x}'.format_map({'x': 1})", "'1'")],
    run: format_map,
};

fn format(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let text = receiver(&args)?;
    template::format(
        interp,
        text.as_str(),
        Fields::Arguments {
            positional: args.rest,
            named: args.named,
        },
    )
}

fn format_map(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let text = receiver(&args)?;
    let (mapping,): (&Value,) = args.unpack(interp)?;
    template::format(interp, text.as_str(), Fields::Mapping(mapping))
}
