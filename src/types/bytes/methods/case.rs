//! `capitalize`, `lower`, `title` and their kin, `isalpha`, `isdigit` and theirs: ASCII only.

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::table::{Builtin, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;

use super::super::classify;
use super::{Body, Examples, method, receiver, scan};

const fn plain(name: &'static str, doc: &'static str, examples: Examples, run: Body) -> Builtin {
    method(name, &[], Wording::NoArguments, doc, examples, run)
}

pub(super) static CAPITALIZE: Builtin = plain(
    "capitalize",
    "A copy with the first byte in upper case and the rest in lower case.",
    &[("b'heLLo'.capitalize()", "b'Hello'")],
    |interp, args| mapped(interp, args, classify::capitalize),
);

pub(super) static LOWER: Builtin = plain(
    "lower",
    "A copy with ASCII letters in lower case.",
    &[("b'HeLLo'.lower()", "b'hello'")],
    |interp, args| mapped(interp, args, <[u8]>::to_ascii_lowercase),
);

pub(super) static SWAPCASE: Builtin = plain(
    "swapcase",
    "A copy with upper case turned into lower case and the other way round.",
    &[("b'HeLLo'.swapcase()", "b'hEllO'")],
    |interp, args| mapped(interp, args, classify::swapcase),
);

pub(super) static TITLE: Builtin = plain(
    "title",
    "A copy in which each word begins in upper case and goes on in lower case.",
    &[("b'hello world'.title()", "b'Hello World'")],
    |interp, args| mapped(interp, args, classify::title),
);

pub(super) static UPPER: Builtin = plain(
    "upper",
    "A copy with ASCII letters in upper case.",
    &[("b'hello'.upper()", "b'HELLO'")],
    |interp, args| mapped(interp, args, <[u8]>::to_ascii_uppercase),
);

pub(super) static ISALNUM: Builtin = plain(
    "isalnum",
    "Whether every byte is an ASCII letter or digit, and there is one.",
    &[("b'a1'.isalnum()", "True")],
    |interp, args| {
        asked(interp, args, |data| {
            classify::all(data, u8::is_ascii_alphanumeric)
        })
    },
);

pub(super) static ISALPHA: Builtin = plain(
    "isalpha",
    "Whether every byte is an ASCII letter, and there is one.",
    &[("b'a1'.isalpha()", "False")],
    |interp, args| {
        asked(interp, args, |data| {
            classify::all(data, u8::is_ascii_alphabetic)
        })
    },
);

pub(super) static ISASCII: Builtin = plain(
    "isascii",
    "Whether every byte is below 128.",
    &[("b'\\xff'.isascii()", "False")],
    |interp, args| asked(interp, args, <[u8]>::is_ascii),
);

pub(super) static ISDIGIT: Builtin = plain(
    "isdigit",
    "Whether every byte is an ASCII digit, and there is one.",
    &[("b'12'.isdigit()", "True")],
    |interp, args| asked(interp, args, |data| classify::all(data, u8::is_ascii_digit)),
);

pub(super) static ISLOWER: Builtin = plain(
    "islower",
    "Whether there is a lower-case letter and no upper-case one.",
    &[("b'a1'.islower()", "True")],
    |interp, args| asked(interp, args, classify::is_lowercase),
);

pub(super) static ISSPACE: Builtin = plain(
    "isspace",
    "Whether every byte is white space, and there is one.",
    &[("b' \\n'.isspace()", "True")],
    |interp, args| {
        asked(interp, args, |data| {
            classify::all(data, |byte| classify::is_space(*byte))
        })
    },
);

pub(super) static ISTITLE: Builtin = plain(
    "istitle",
    "Whether capitals begin every word and stand nowhere else, and there is one.",
    &[("b'Hello World'.istitle()", "True")],
    |interp, args| asked(interp, args, classify::is_titlecase),
);

pub(super) static ISUPPER: Builtin = plain(
    "isupper",
    "Whether there is an upper-case letter and no lower-case one.",
    &[("b'A1'.isupper()", "True")],
    |interp, args| asked(interp, args, classify::is_uppercase),
);

fn mapped(interp: &mut Interp, args: Args<'_>, map: fn(&[u8]) -> Vec<u8>) -> Result<Value> {
    let data = receiver(&args)?.as_slice();
    interp.reserve(data.len())?;
    Ok(Value::bytes(map(data)))
}

fn asked(interp: &mut Interp, args: Args<'_>, question: fn(&[u8]) -> bool) -> Result<Value> {
    let data = receiver(&args)?.as_slice();
    scan(interp, data)?;
    Ok(Value::Bool(question(data)))
}
