//! Builtin functions that take a whole iterable: `len`, `sum`, `min`, `max`, `any`, `all`, `sorted`.

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::length;
use crate::runtime::table::{Builtin, Member, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;

static LEN: Builtin = Builtin {
    name: "len",
    owner: "",
    params: Params::new(&[Param::new("obj")]),
    wording: Wording::One,
    doc: "How many items a container has.",
    examples: &[("len('abc')", "3")],
    run: len,
};

fn len(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (container,): (&Value,) = args.unpack(interp)?;
    length::length(interp, container).map(Value::from)
}

/// The functions, sorted by name.
pub(super) static MEMBERS: &[Member] = &[Member::function(&LEN)];
