//! `split`, `rsplit`, `splitlines`, `partition`, `strip`, `removeprefix` and their kin.

use std::ops::Range;
use std::rc::Rc;

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::table::{Builtin, Fallback, Param, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

use super::super::classify::is_space;
use super::super::{Bytes, search, split};
use super::{bytes_argument, method, part_of, piece, receiver, scan};

const SEPARATOR: &[Param] = &[Param::new("sep")];
const SPLIT_PARAMS: &[Param] = &[
    Param::new("sep").or_named().or(Fallback::None),
    Param::new("maxsplit").or_named().or(Fallback::Int(-1)),
];
const STRIP_PARAMS: &[Param] = &[Param::new("bytes").or(Fallback::None)];

pub(super) static SPLIT: Builtin = method(
    "split",
    SPLIT_PARAMS,
    Wording::Clinic,
    "The pieces between separators, or the words, cut from the left.",
    &[("b'a b  c'.split()", "[b'a', b'b', b'c']")],
    |interp, args| cut(interp, args, false),
);

pub(super) static RSPLIT: Builtin = method(
    "rsplit",
    SPLIT_PARAMS,
    Wording::Clinic,
    "The pieces between separators, or the words, cut from the right.",
    &[("b'a,b,c'.rsplit(b',', 1)", "[b'a,b', b'c']")],
    |interp, args| cut(interp, args, true),
);

pub(super) static SPLITLINES: Builtin = method(
    "splitlines",
    &[Param::new("keepends").or_named().or(Fallback::Bool(false))],
    Wording::Clinic,
    "The lines, with their breaks if `keepends` is true.",
    &[("b'a\\nb\\r\\nc'.splitlines()", "[b'a', b'b', b'c']")],
    splitlines,
);

pub(super) static PARTITION: Builtin = method(
    "partition",
    SEPARATOR,
    Wording::One,
    "What stands before the first separator, the separator, and what follows.",
    &[("b'k=v'.partition(b'=')", "(b'k', b'=', b'v')")],
    |interp, args| partition(interp, args, false),
);

pub(super) static RPARTITION: Builtin = method(
    "rpartition",
    SEPARATOR,
    Wording::One,
    "What stands before the last separator, the separator, and what follows.",
    &[("b'a.b.c'.rpartition(b'.')", "(b'a.b', b'.', b'c')")],
    |interp, args| partition(interp, args, true),
);

pub(super) static STRIP: Builtin = method(
    "strip",
    STRIP_PARAMS,
    Wording::Positional,
    "A copy without white space, or without certain bytes, at both ends.",
    &[("b'  a '.strip()", "b'a'")],
    |interp, args| strip(interp, args, true, true),
);

pub(super) static LSTRIP: Builtin = method(
    "lstrip",
    STRIP_PARAMS,
    Wording::Positional,
    "A copy without white space, or without certain bytes, at the start.",
    &[("b'  a '.lstrip()", "b'a '")],
    |interp, args| strip(interp, args, true, false),
);

pub(super) static RSTRIP: Builtin = method(
    "rstrip",
    STRIP_PARAMS,
    Wording::Positional,
    "A copy without white space, or without certain bytes, at the end.",
    &[("b'  a '.rstrip()", "b'  a'")],
    |interp, args| strip(interp, args, false, true),
);

pub(super) static REMOVEPREFIX: Builtin = method(
    "removeprefix",
    &[Param::new("prefix")],
    Wording::One,
    "A copy without the given start, if they start so.",
    &[("b'test_add'.removeprefix(b'test_')", "b'add'")],
    |interp, args| remove(interp, args, |data, affix| data.strip_prefix(affix)),
);

pub(super) static REMOVESUFFIX: Builtin = method(
    "removesuffix",
    &[Param::new("suffix")],
    Wording::One,
    "A copy without the given end, if they end so.",
    &[("b'a.txt'.removesuffix(b'.txt')", "b'a'")],
    |interp, args| remove(interp, args, |data, affix| data.strip_suffix(affix)),
);

fn cut(interp: &mut Interp, args: Args<'_>, from_end: bool) -> Result<Value> {
    let this = receiver(&args)?;
    let (separator, most): (&Value, i64) = args.unpack(interp)?;
    let data = this.as_slice();
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    scan(interp, data)?;
    let mut pieces = Vec::new();
    if separator.is_none() {
        if from_end {
            collect(interp, this, split::words_from_end(data, most), &mut pieces)?;
        } else {
            collect(interp, this, split::words(data, most), &mut pieces)?;
        }
    } else {
        let separator = not_empty(bytes_argument(separator)?)?;
        if from_end {
            collect(
                interp,
                this,
                search::split_from_end(data, separator, most),
                &mut pieces,
            )?;
        } else {
            collect(
                interp,
                this,
                search::split(data, separator, most),
                &mut pieces,
            )?;
        }
    }
    if from_end {
        pieces.reverse();
    }
    Ok(Value::list(pieces))
}

/// Turns the pieces of `whole` into values; a piece that is all of it is `whole` itself.
fn collect(
    interp: &mut Interp,
    whole: &Rc<Bytes>,
    pieces: impl Iterator<Item = Range<usize>>,
    out: &mut Vec<Value>,
) -> Result<()> {
    for range in pieces {
        interp.tick()?;
        if out.len() == out.capacity() {
            interp.reserve_items(out.len().max(4))?;
        }
        out.push(part_of(
            interp,
            whole,
            whole.as_slice().get(range).unwrap_or_default(),
        )?);
    }
    Ok(())
}

fn splitlines(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let this = receiver(&args)?;
    let (keep,): (bool,) = args.unpack(interp)?;
    scan(interp, this.as_slice())?;
    let mut lines = Vec::new();
    collect(
        interp,
        this,
        split::lines(this.as_slice(), keep),
        &mut lines,
    )?;
    Ok(Value::list(lines))
}

fn partition(interp: &mut Interp, args: Args<'_>, from_end: bool) -> Result<Value> {
    let this = receiver(&args)?;
    let (given,): (&Value,) = args.unpack(interp)?;
    let data = this.as_slice();
    let separator = not_empty(bytes_argument(given)?)?;
    scan(interp, data)?;
    let find = if from_end {
        search::find_last
    } else {
        search::find
    };
    let whole = Value::Bytes(Rc::clone(this));
    let Some(at) = find(data, separator) else {
        let empty = || Value::bytes([]);
        let parts = if from_end {
            [empty(), empty(), whole]
        } else {
            [whole, empty(), empty()]
        };
        return Ok(Value::tuple(parts.into()));
    };
    let before = piece(interp, &data[..at])?;
    let after = piece(interp, &data[at + separator.len()..])?;
    Ok(Value::triple([before, given.clone(), after]))
}

fn not_empty(separator: &Bytes) -> Result<&[u8]> {
    match separator.as_slice() {
        [] => Err(wording::value_error("empty separator")),
        separator => Ok(separator),
    }
}

fn strip(interp: &mut Interp, args: Args<'_>, start: bool, end: bool) -> Result<Value> {
    let this = receiver(&args)?;
    let (unwanted,): (&Value,) = args.unpack(interp)?;
    scan(interp, this.as_slice())?;
    let mut marked = [false; 256];
    if unwanted.is_none() {
        for byte in 0..=u8::MAX {
            marked[usize::from(byte)] = is_space(byte);
        }
    } else {
        let unwanted = bytes_argument(unwanted)?.as_slice();
        scan(interp, unwanted)?;
        for byte in unwanted {
            marked[usize::from(*byte)] = true;
        }
    }
    let mut rest = this.as_slice();
    while let [first, after @ ..] = rest
        && start
        && marked[usize::from(*first)]
    {
        rest = after;
    }
    while let [before @ .., last] = rest
        && end
        && marked[usize::from(*last)]
    {
        rest = before;
    }
    part_of(interp, this, rest)
}

fn remove(
    interp: &mut Interp,
    args: Args<'_>,
    strip: for<'a> fn(&'a [u8], &[u8]) -> Option<&'a [u8]>,
) -> Result<Value> {
    let this = receiver(&args)?;
    let (affix,): (&Value,) = args.unpack(interp)?;
    let affix = bytes_argument(affix)?.as_slice();
    part_of(
        interp,
        this,
        strip(this.as_slice(), affix).unwrap_or(this.as_slice()),
    )
}
