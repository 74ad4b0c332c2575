//! Builtin functions that look at values: `callable`, `dir`, `getattr`, `hash`, `isinstance`, and `eval`.

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::hash as hashing;
use crate::runtime::table::{Builtin, Member, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;

static HASH: Builtin = Builtin {
    name: "hash",
    owner: "",
    params: Params::new(&[Param::new("obj")]),
    wording: Wording::One,
    doc: "An integer that is the same for equal values.",
    examples: &[("hash(1) == hash(1.0) == hash(True)", "True")],
    run: hash,
};

fn hash(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (value,): (&Value,) = args.unpack(interp)?;
    hashing::hash(interp, value).map(Value::Int)
}

/// The functions, sorted by name.
pub(super) static MEMBERS: &[Member] = &[Member::function(&HASH)];
