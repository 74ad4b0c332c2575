//! `strip`, `lstrip`, `rstrip`, `removeprefix`, `removesuffix`.

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::table::{Builtin, Fallback, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

use super::super::unicode::is_space;
use super::{part_of, receiver, scan};

/// So many bytes of characters to strip are searched one by one; more are sorted first.
const FEW: usize = 16;

pub(super) static STRIP: Builtin = stripper(
    "strip",
    "A copy without white space, or without certain characters, at both ends.",
    &[("'  a b '.strip()", "'a b'"), ("'xxaxx'.strip('x')", "'a'")],
    |interp, args| strip(interp, args, "strip", true, true),
);

pub(super) static LSTRIP: Builtin = stripper(
    "lstrip",
    "A copy without white space, or without certain characters, at the start.",
    &[("'  a '.lstrip()", "'a '")],
    |interp, args| strip(interp, args, "lstrip", true, false),
);

pub(super) static RSTRIP: Builtin = stripper(
    "rstrip",
    "A copy without white space, or without certain characters, at the end.",
    &[("'  a '.rstrip()", "'  a'")],
    |interp, args| strip(interp, args, "rstrip", false, true),
);

pub(super) static REMOVEPREFIX: Builtin = remover(
    "removeprefix",
    &[Param::new("prefix")],
    "A copy without the given start, if it starts so.",
    &[("'test_add'.removeprefix('test_')", "'add'")],
    |interp, args| {
        remove(interp, args, "removeprefix", |text, affix| {
            text.strip_prefix(affix)
        })
    },
);

pub(super) static REMOVESUFFIX: Builtin = remover(
    "removesuffix",
    &[Param::new("suffix")],
    "A copy without the given end, if it ends so.",
    &[("'a.txt'.removesuffix('.txt')", "'a'")],
    |interp, args| {
        remove(interp, args, "removesuffix", |text, affix| {
            text.strip_suffix(affix)
        })
    },
);

const fn stripper(
    name: &'static str,
    doc: &'static str,
    examples: &'static [(&'static str, &'static str)],
    run: fn(&mut Interp, Args<'_>) -> Result<Value>,
) -> Builtin {
    const PARAMS: &[Param] = &[Param::new("chars").or(Fallback::None)];
    Builtin {
        name,
        owner: "str",
        params: Params::new(PARAMS),
        wording: Wording::Positional,
        doc,
        examples,
        run,
    }
}

const fn remover(
    name: &'static str,
    params: &'static [Param],
    doc: &'static str,
    examples: &'static [(&'static str, &'static str)],
    run: fn(&mut Interp, Args<'_>) -> Result<Value>,
) -> Builtin {
    Builtin {
        name,
        owner: "str",
        params: Params::new(params),
        wording: Wording::One,
        doc,
        examples,
        run,
    }
}

fn strip(
    interp: &mut Interp,
    args: Args<'_>,
    function: &str,
    start: bool,
    end: bool,
) -> Result<Value> {
    let this = receiver(&args)?;
    let (chars,): (&Value,) = args.unpack(interp)?;
    let text = this.as_str();
    scan(interp, text)?;
    let stripped = match chars {
        Value::None => trim(text, start, end, is_space),
        Value::Str(chars) if chars.as_str().len() <= FEW => {
            trim(text, start, end, |c| chars.as_str().contains(c))
        }
        Value::Str(chars) => {
            interp.charge(chars.as_str().len())?;
            let mut sorted: Vec<char> = chars.as_str().chars().collect();
            sorted.sort_unstable();
            trim(text, start, end, |c| sorted.binary_search(&c).is_ok())
        }
        _ => {
            return Err(wording::type_error(format!(
                "{function} arg must be None or str"
            )));
        }
    };
    part_of(interp, this, stripped)
}

fn trim(text: &str, start: bool, end: bool, unwanted: impl Fn(char) -> bool) -> &str {
    let text = if start {
        text.trim_start_matches(&unwanted)
    } else {
        text
    };
    if end {
        text.trim_end_matches(&unwanted)
    } else {
        text
    }
}

fn remove(
    interp: &mut Interp,
    args: Args<'_>,
    function: &str,
    strip: for<'a> fn(&'a str, &str) -> Option<&'a str>,
) -> Result<Value> {
    let this = receiver(&args)?;
    let (affix,): (&Value,) = args.unpack(interp)?;
    let Some(affix) = affix.as_str() else {
        let given = wording::none_or_type_name(affix);
        return Err(wording::type_error(format!(
            "{function}() argument must be str, not {given}"
        )));
    };
    part_of(
        interp,
        this,
        strip(this.as_str(), affix).unwrap_or(this.as_str()),
    )
}
