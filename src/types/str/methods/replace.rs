//! `replace`.

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::table::{Builtin, Fallback, Param, Params, Wording};
use crate::runtime::unpack::{Args, FromArg};
use crate::runtime::value::Value;
use crate::types::bytes::search;

use super::{receiver, scan, str_argument};

pub(super) static REPLACE: Builtin = Builtin {
    name: "replace",
    owner: "str",
    params: Params::new(&[
        Param::new("old"),
        Param::new("new"),
        Param::new("count").or_named().or(Fallback::Int(-1)),
    ]),
    wording: Wording::Clinic,
    doc: "A copy with one string put in the place of another, `count` times at most.",
    examples: &[("'banana'.replace('an', 'AN', 1)", "'bANana'")],
    run: replace,
};

fn replace(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let this = receiver(&args)?;
    let (old, new, count): (&Value, &Value, &Value) = args.unpack(interp)?;
    let old = str_argument("replace", 1, old)?.as_str();
    let new = str_argument("replace", 2, new)?.as_str();
    let most = usize::try_from(i64::from_arg(interp, count)?).unwrap_or(usize::MAX);
    let text = this.as_str();
    scan(interp, text)?;
    if old.is_empty() {
        return interleave(interp, args.this, text, new, most);
    }
    let (data, needle, with) = (text.as_bytes(), old.as_bytes(), new.as_bytes());
    let (count, length) = search::replaced_length(data, needle, with, most);
    if count == 0 || old == new {
        return Ok(args.this.clone());
    }
    interp.reserve(length)?;
    let mut out = String::with_capacity(length);
    let mut from = 0;
    for at in search::find_all(data, needle).take(count) {
        out.push_str(text.get(from..at).unwrap_or_default());
        out.push_str(new);
        from = at + old.len();
    }
    out.push_str(text.get(from..).unwrap_or_default());
    Ok(Value::from(out))
}

/// Puts `new` before each of the first characters, and at the end when there is count left.
fn interleave(
    interp: &mut Interp,
    this: &Value,
    text: &str,
    new: &str,
    most: usize,
) -> Result<Value> {
    let times = most.min(text.chars().count() + 1);
    if times == 0 || new.is_empty() {
        return Ok(this.clone());
    }
    let length = times.saturating_mul(new.len()).saturating_add(text.len());
    interp.reserve(length)?;
    let mut out = String::with_capacity(length);
    let mut left = times;
    for c in text.chars() {
        if left > 0 {
            out.push_str(new);
            left -= 1;
        }
        out.push(c);
    }
    if left > 0 {
        out.push_str(new);
    }
    Ok(Value::from(out))
}
