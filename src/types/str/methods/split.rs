//! `split`, `rsplit`, `splitlines`, `partition`, `rpartition`.

use std::ops::Range;
use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::attr::type_name;
use crate::runtime::table::{Builtin, Fallback, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::bytes::search;

use super::super::{Str, split};
use super::{piece, receiver, scan};

pub(super) static SPLIT: Builtin = splitter(
    "split",
    "The pieces between separators, or the words, cut from the left.",
    &[
        ("'a b  c'.split()", "['a', 'b', 'c']"),
        ("'a,b,c'.split(',', 1)", "['a', 'b,c']"),
    ],
    |interp, args| cut(interp, args, false),
);

pub(super) static RSPLIT: Builtin = splitter(
    "rsplit",
    "The pieces between separators, or the words, cut from the right.",
    &[("'a,b,c'.rsplit(',', 1)", "['a,b', 'c']")],
    |interp, args| cut(interp, args, true),
);

pub(super) static SPLITLINES: Builtin = Builtin {
    name: "splitlines",
    owner: "str",
    params: Params::new(&[Param::new("keepends").or_named().or(Fallback::Bool(false))]),
    wording: Wording::Clinic,
    doc: "The lines, with their breaks if `keepends` is true.",
    examples: &[("'a\\nb\\r\\nc'.splitlines()", "['a', 'b', 'c']")],
    run: splitlines,
};

pub(super) static PARTITION: Builtin = partitioner(
    "partition",
    "What stands before the first separator, the separator, and what follows.",
    &[("'key=value'.partition('=')", "('key', '=', 'value')")],
    |interp, args| partition(interp, args, false),
);

pub(super) static RPARTITION: Builtin = partitioner(
    "rpartition",
    "What stands before the last separator, the separator, and what follows.",
    &[("'a.b.c'.rpartition('.')", "('a.b', '.', 'c')")],
    |interp, args| partition(interp, args, true),
);

const fn splitter(
    name: &'static str,
    doc: &'static str,
    examples: &'static [(&'static str, &'static str)],
    run: fn(&mut Interp, Args<'_>) -> Result<Value>,
) -> Builtin {
    const PARAMS: &[Param] = &[
        Param::new("sep").or_named().or(Fallback::None),
        Param::new("maxsplit").or_named().or(Fallback::Int(-1)),
    ];
    Builtin {
        name,
        owner: "str",
        params: Params::new(PARAMS),
        wording: Wording::Clinic,
        doc,
        examples,
        run,
    }
}

const fn partitioner(
    name: &'static str,
    doc: &'static str,
    examples: &'static [(&'static str, &'static str)],
    run: fn(&mut Interp, Args<'_>) -> Result<Value>,
) -> Builtin {
    const PARAMS: &[Param] = &[Param::new("sep")];
    Builtin {
        name,
        owner: "str",
        params: Params::new(PARAMS),
        wording: Wording::One,
        doc,
        examples,
        run,
    }
}

fn cut(interp: &mut Interp, args: Args<'_>, from_end: bool) -> Result<Value> {
    let this = receiver(&args)?;
    let (separator, most): (&Value, i64) = args.unpack(interp)?;
    let text = this.as_str();
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    scan(interp, text)?;
    let mut pieces = Vec::new();
    match separator {
        Value::None if from_end => {
            collect(interp, this, split::words_from_end(text, most), &mut pieces)?
        }
        Value::None => collect(interp, this, split::words(text, most), &mut pieces)?,
        Value::Str(separator) => {
            let separator = not_empty(separator)?;
            let whole = |range: Range<usize>| text.get(range).unwrap_or_default();
            if from_end {
                let ranges = search::split_from_end(text.as_bytes(), separator, most);
                collect(interp, this, ranges.map(whole), &mut pieces)?;
            } else {
                let ranges = search::split(text.as_bytes(), separator, most);
                collect(interp, this, ranges.map(whole), &mut pieces)?;
            }
        }
        other => {
            return Err(wording::type_error(format!(
                "must be str or None, not {}",
                type_name(other)
            )));
        }
    }
    if from_end {
        pieces.reverse();
    }
    Ok(Value::list(pieces))
}

/// Turns the pieces of `whole` into values; a piece that is all of it is `whole` itself.
fn collect<'a>(
    interp: &mut Interp,
    whole: &Rc<Str>,
    pieces: impl Iterator<Item = &'a str>,
    out: &mut Vec<Value>,
) -> Result<()> {
    for text in pieces {
        interp.tick()?;
        if out.len() == out.capacity() {
            let more = out.len().max(4);
            interp.reserve_items(more)?;
            out.reserve(more);
        }
        out.push(super::part_of(interp, whole, text)?);
    }
    Ok(())
}

fn splitlines(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let this = receiver(&args)?;
    let (keep,): (bool,) = args.unpack(interp)?;
    scan(interp, this.as_str())?;
    let mut lines = Vec::new();
    collect(interp, this, split::lines(this.as_str(), keep), &mut lines)?;
    Ok(Value::list(lines))
}

fn partition(interp: &mut Interp, args: Args<'_>, from_end: bool) -> Result<Value> {
    let this = receiver(&args)?;
    let (given,): (&Value,) = args.unpack(interp)?;
    let Value::Str(separator) = given else {
        return Err(wording::type_error(format!(
            "must be str, not {}",
            type_name(given)
        )));
    };
    let text = this.as_str();
    let needle = not_empty(separator)?;
    scan(interp, text)?;
    let find = if from_end {
        search::find_last
    } else {
        search::find
    };
    let whole = Value::Str(Rc::clone(this));
    let Some(at) = find(text.as_bytes(), needle) else {
        let empty = || interp.empty_str();
        let parts = if from_end {
            [empty(), empty(), whole]
        } else {
            [whole, empty(), empty()]
        };
        return Ok(Value::triple(parts));
    };
    let before = piece(interp, text.get(..at).unwrap_or_default())?;
    let after = piece(interp, text.get(at + needle.len()..).unwrap_or_default())?;
    Ok(Value::triple([before, given.clone(), after]))
}

fn not_empty(separator: &Str) -> Result<&[u8]> {
    match separator.as_str().as_bytes() {
        [] => Err(wording::value_error("empty separator")),
        bytes => Ok(bytes),
    }
}
