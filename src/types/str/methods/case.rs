//! `capitalize`, `casefold`, `lower`, `swapcase`, `title`, `upper`.

use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::table::Builtin;
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;

use super::super::{Str, case};
use super::{plain, receiver};

pub(super) static CAPITALIZE: Builtin = plain(
    "capitalize",
    "A copy with the first character in title case and the rest in lower case.",
    &[("'hello World'.capitalize()", "'Hello world'")],
    |interp, args| mapped(interp, args, case::capitalize),
);

pub(super) static CASEFOLD: Builtin = plain(
    "casefold",
    "A copy for comparison without regard to case.",
    &[("'Straße'.casefold()", "'strasse'")],
    |interp, args| mapped_ascii(interp, args, str::make_ascii_lowercase, case::casefold),
);

pub(super) static LOWER: Builtin = plain(
    "lower",
    "A copy in lower case.",
    &[("'Hello'.lower()", "'hello'")],
    |interp, args| mapped_ascii(interp, args, str::make_ascii_lowercase, case::lower),
);

pub(super) static SWAPCASE: Builtin = plain(
    "swapcase",
    "A copy with upper case turned into lower case and the other way round.",
    &[("'Hello'.swapcase()", "'hELLO'")],
    |interp, args| mapped(interp, args, case::swapcase),
);

pub(super) static TITLE: Builtin = plain(
    "title",
    "A copy in which each word begins in title case and goes on in lower case.",
    &[("'hello world'.title()", "'Hello World'")],
    |interp, args| mapped(interp, args, case::title),
);

pub(super) static UPPER: Builtin = plain(
    "upper",
    "A copy in upper case.",
    &[("'Hello'.upper()", "'HELLO'")],
    |interp, args| mapped_ascii(interp, args, str::make_ascii_uppercase, case::upper),
);

/// The text with every character mapped; `short` maps ASCII text in place, which most texts are.
fn mapped_ascii(
    interp: &mut Interp,
    args: Args<'_>,
    short: fn(&mut str),
    map: fn(&str) -> String,
) -> Result<Value> {
    let text = receiver(&args)?.as_str();
    if !text.is_ascii() {
        return mapped(interp, args, map);
    }
    interp.reserve(text.len())?;
    let mut made = Str::new(text);
    made.edit(short);
    Ok(Value::Str(Rc::new(made)))
}

fn mapped(interp: &mut Interp, args: Args<'_>, map: fn(&str) -> String) -> Result<Value> {
    let text = receiver(&args)?.as_str();
    // A character maps to three at most, of which none is longer than it by more than a byte.
    interp.reserve(
        text.len()
            .saturating_mul(if text.is_ascii() { 1 } else { 3 }),
    )?;
    Ok(Value::from(map(text)))
}
