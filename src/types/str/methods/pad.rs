//! `center`, `ljust`, `rjust`, `zfill`, `expandtabs`.

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::attr::type_name;
use crate::runtime::table::{Builtin, Fallback, Param, Params, Wording};
use crate::runtime::unpack::{Args, FromArg};
use crate::runtime::value::Value;
use crate::runtime::wording;

use super::receiver;

pub(super) static CENTER: Builtin = padder(
    "center",
    "The string in the middle of a field of that width.",
    &[("'ab'.center(6, '*')", "'**ab**'")],
    // CPython puts the odd cell on the left when the width is odd, on the right when it is even.
    |interp, args| {
        pad(interp, args, |missing, width| {
            missing / 2 + (missing & width & 1)
        })
    },
);

pub(super) static LJUST: Builtin = padder(
    "ljust",
    "The string at the left of a field of that width.",
    &[("'ab'.ljust(4, '.')", "'ab..'")],
    |interp, args| pad(interp, args, |_, _| 0),
);

pub(super) static RJUST: Builtin = padder(
    "rjust",
    "The string at the right of a field of that width.",
    &[("'ab'.rjust(4)", "'  ab'")],
    |interp, args| pad(interp, args, |missing, _| missing),
);

pub(super) static ZFILL: Builtin = Builtin {
    name: "zfill",
    owner: "str",
    params: Params::new(&[Param::new("width")]),
    wording: Wording::One,
    doc: "The string with zeros in front, behind a sign if there is one.",
    examples: &[("'-42'.zfill(6)", "'-00042'")],
    run: zfill,
};

pub(super) static EXPANDTABS: Builtin = Builtin {
    name: "expandtabs",
    owner: "str",
    params: Params::new(&[Param::new("tabsize").or_named().or(Fallback::Int(8))]),
    wording: Wording::Clinic,
    doc: "A copy in which spaces up to the next stop take the place of tabs.",
    examples: &[("'a\\tbc\\td'.expandtabs(4)", "'a   bc  d'")],
    run: expandtabs,
};

const fn padder(
    name: &'static str,
    doc: &'static str,
    examples: &'static [(&'static str, &'static str)],
    run: fn(&mut Interp, Args<'_>) -> Result<Value>,
) -> Builtin {
    const PARAMS: &[Param] = &[
        Param::new("width"),
        Param::new("fillchar").or(Fallback::Str(" ")),
    ];
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

/// The one character to fill with.
struct Fill(char);

impl<'a> FromArg<'a> for Fill {
    fn from_arg(_: &mut Interp, value: &'a Value) -> Result<Self> {
        let Some(text) = value.as_str() else {
            return Err(wording::type_error(format!(
                "The fill character must be a unicode character, not {}",
                type_name(value)
            )));
        };
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(fill), None) => Ok(Fill(fill)),
            _ => Err(wording::type_error(
                "The fill character must be exactly one character long",
            )),
        }
    }
}

/// Pads to a width; `before` says how many of the missing cells come first.
fn pad(interp: &mut Interp, args: Args<'_>, before: fn(usize, usize) -> usize) -> Result<Value> {
    let this = receiver(&args)?;
    let (width, Fill(fill)): (i64, Fill) = args.unpack(interp)?;
    let width = usize::try_from(width).unwrap_or(0);
    let missing = width.saturating_sub(this.len());
    if missing == 0 {
        return Ok(args.this.clone());
    }
    let size = missing
        .saturating_mul(fill.len_utf8())
        .saturating_add(this.as_str().len());
    interp.reserve(size)?;
    let before = before(missing, width);
    let mut out = String::with_capacity(size);
    out.extend(std::iter::repeat_n(fill, before));
    out.push_str(this.as_str());
    out.extend(std::iter::repeat_n(fill, missing - before));
    Ok(Value::from(out))
}

fn zfill(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let this = receiver(&args)?;
    let (width,): (i64,) = args.unpack(interp)?;
    let missing = usize::try_from(width)
        .unwrap_or(0)
        .saturating_sub(this.len());
    if missing == 0 {
        return Ok(args.this.clone());
    }
    let text = this.as_str();
    interp.reserve(missing.saturating_add(text.len()))?;
    let (sign, digits) = text.split_at(usize::from(text.starts_with(['+', '-'])));
    let mut out = String::with_capacity(missing + text.len());
    out.push_str(sign);
    out.extend(std::iter::repeat_n('0', missing));
    out.push_str(digits);
    Ok(Value::from(out))
}

fn expandtabs(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let this = receiver(&args)?;
    let (size,): (i64,) = args.unpack(interp)?;
    if i32::try_from(size).is_err() {
        return Err(wording::overflow_error(
            "Python int too large to convert to C int",
        ));
    }
    let size = usize::try_from(size).unwrap_or(0);
    let text = this.as_str();
    let tabs = text.bytes().filter(|byte| *byte == b'\t').count();
    if tabs == 0 {
        return Ok(args.this.clone());
    }
    interp.reserve(tabs.saturating_mul(size).saturating_add(text.len()))?;
    let mut out = String::with_capacity(text.len());
    let mut column = 0;
    for c in text.chars() {
        match c {
            '\t' if size > 0 => {
                let spaces = size - column % size;
                out.extend(std::iter::repeat_n(' ', spaces));
                column += spaces;
            }
            '\t' => {}
            '\n' | '\r' => {
                out.push(c);
                column = 0;
            }
            _ => {
                out.push(c);
                column += 1;
            }
        }
    }
    Ok(Value::from(out))
}
