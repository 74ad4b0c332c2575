//! `string`: constants, and `capwords`.
//!
//! Python's manual: <https://docs.python.org/3.13/library/string.html>. `Template` and `Formatter` are classes to
//! derive from and to call with `**kwds`, which `str.format` does better; they are left out.

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::for_each;
use crate::runtime::ops::attr::get_attr;
use crate::runtime::ops::truth::truth;
use crate::runtime::table::{Builtin, Fallback, Item, Member, Module, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::types::str;

/// The module.
pub static MODULE: Module = Module {
    name: "string",
    doc: "Sets of characters, and `capwords`.",
    members: &[
        constant(
            "ascii_letters",
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        ),
        constant("ascii_lowercase", "abcdefghijklmnopqrstuvwxyz"),
        constant("ascii_uppercase", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        Member::function(&CAPWORDS),
        constant("digits", "0123456789"),
        constant("hexdigits", "0123456789abcdefABCDEF"),
        constant("octdigits", "01234567"),
        constant(
            "printable",
            "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ\
             !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \t\n\r\x0b\x0c",
        ),
        constant("punctuation", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
        constant("whitespace", " \t\n\r\x0b\x0c"),
    ],
};

const fn constant(name: &'static str, text: &'static str) -> Member {
    Member {
        name,
        item: Item::Str(text),
    }
}

static CAPWORDS: Builtin = Builtin {
    name: "capwords",
    owner: "",
    params: Params::new(&[
        Param::new("s").or_named(),
        Param::new("sep").or_named().or(Fallback::None),
    ]),
    wording: Wording::Def,
    doc: "A text with every word capitalized, the words joined by `sep` or by one space.",
    examples: &[("string.capwords('hello  big world')", "'Hello Big World'")],
    run: capwords,
};

/// `(sep or ' ').join(map(str.capitalize, s.split(sep)))`, so that what is wrong is said by those methods.
fn capwords(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (text, separator): (&Value, &Value) = args.unpack(interp)?;
    let joiner = if truth(interp, separator)? {
        separator.clone()
    } else {
        Value::str(" ")
    };
    let join = get_attr(interp, &joiner, "join")?;
    let capitalize = get_attr(interp, &Value::Type(&str::TYPE), "capitalize")?;
    let words = interp.call_method(text, "split", std::slice::from_ref(separator))?;
    let mut capitalized = Vec::new();
    for_each(interp, &words, |interp, word| {
        capitalized.push(interp.call(&capitalize, &[word])?);
        Ok(())
    })?;
    interp.call(&join, &[Value::list(capitalized)])
}
