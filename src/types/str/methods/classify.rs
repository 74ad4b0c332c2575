//! `isalpha`, `isdigit`, `isupper` and the other questions about every character.

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::table::Builtin;
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;

use super::super::{classify, unicode};
use super::{plain, receiver, scan};

pub(super) static ISALNUM: Builtin = plain(
    "isalnum",
    "Whether every character is a letter or a number, and there is one.",
    &[("'abc123'.isalnum()", "True")],
    |interp, args| {
        asked(interp, args, |text| {
            classify::all(text, unicode::is_alphanumeric)
        })
    },
);

pub(super) static ISALPHA: Builtin = plain(
    "isalpha",
    "Whether every character is a letter, and there is one.",
    &[("'abc'.isalpha()", "True")],
    |interp, args| asked(interp, args, |text| classify::all(text, unicode::is_alpha)),
);

pub(super) static ISASCII: Builtin = plain(
    "isascii",
    "Whether every character is ASCII; so it is for the empty string.",
    &[("'é'.isascii()", "False")],
    |interp, args| asked(interp, args, str::is_ascii),
);

pub(super) static ISDECIMAL: Builtin = plain(
    "isdecimal",
    "Whether every character is a decimal digit, and there is one.",
    &[("'2²'.isdecimal()", "False")],
    |interp, args| {
        asked(interp, args, |text| {
            classify::all(text, unicode::is_decimal)
        })
    },
);

pub(super) static ISDIGIT: Builtin = plain(
    "isdigit",
    "Whether every character is a digit, superscripts included, and there is one.",
    &[("'2²'.isdigit()", "True")],
    |interp, args| asked(interp, args, |text| classify::all(text, unicode::is_digit)),
);

pub(super) static ISIDENTIFIER: Builtin = plain(
    "isidentifier",
    "Whether the string could be a name.",
    &[
        ("'a1'.isidentifier()", "True"),
        ("'1a'.isidentifier()", "False"),
    ],
    |interp, args| asked(interp, args, classify::is_identifier),
);

pub(super) static ISLOWER: Builtin = plain(
    "islower",
    "Whether every cased character is in lower case, and there is one.",
    &[("'a1'.islower()", "True")],
    |interp, args| asked(interp, args, classify::is_lowercase),
);

pub(super) static ISNUMERIC: Builtin = plain(
    "isnumeric",
    "Whether every character is numeric, fractions included, and there is one.",
    &[("'½'.isnumeric()", "True")],
    |interp, args| {
        asked(interp, args, |text| {
            classify::all(text, unicode::is_numeric)
        })
    },
);

pub(super) static ISPRINTABLE: Builtin = plain(
    "isprintable",
    "Whether `repr` would escape no character.",
    &[("'a\\n'.isprintable()", "False")],
    |interp, args| asked(interp, args, classify::is_all_printable),
);

pub(super) static ISSPACE: Builtin = plain(
    "isspace",
    "Whether every character is white space, and there is one.",
    &[("' \\t'.isspace()", "True")],
    |interp, args| asked(interp, args, |text| classify::all(text, unicode::is_space)),
);

pub(super) static ISTITLE: Builtin = plain(
    "istitle",
    "Whether capitals begin every word and stand nowhere else, and there is one.",
    &[("'Hello World'.istitle()", "True")],
    |interp, args| asked(interp, args, classify::is_titlecase),
);

pub(super) static ISUPPER: Builtin = plain(
    "isupper",
    "Whether every cased character is in upper case, and there is one.",
    &[("'A1'.isupper()", "True")],
    |interp, args| asked(interp, args, classify::is_uppercase),
);

fn asked(interp: &mut Interp, args: Args<'_>, question: fn(&str) -> bool) -> Result<Value> {
    let text = receiver(&args)?.as_str();
    scan(interp, text)?;
    Ok(Value::Bool(question(text)))
}
