//! `center`, `ljust`, `rjust`, `zfill`, `expandtabs`.

use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::table::{Builtin, Fallback, Param, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

use super::{method, receiver};

const PAD_PARAMS: &[Param] = &[
    Param::new("width"),
    Param::new("fillchar").or(Fallback::Omitted),
];

pub(super) static CENTER: Builtin = method(
    "center",
    PAD_PARAMS,
    Wording::Positional,
    "The bytes in the middle of a field of that width.",
    &[("b'ab'.center(6, b'*')", "b'**ab**'")],
    // CPython puts the odd cell on the left when the width is odd, on the right when it is even.
    |interp, args| {
        pad(interp, args, "center", |missing, width| {
            missing / 2 + (missing & width & 1)
        })
    },
);

pub(super) static LJUST: Builtin = method(
    "ljust",
    PAD_PARAMS,
    Wording::Positional,
    "The bytes at the left of a field of that width.",
    &[("b'ab'.ljust(4, b'.')", "b'ab..'")],
    |interp, args| pad(interp, args, "ljust", |_, _| 0),
);

pub(super) static RJUST: Builtin = method(
    "rjust",
    PAD_PARAMS,
    Wording::Positional,
    "The bytes at the right of a field of that width.",
    &[("b'ab'.rjust(4)", "b'  ab'")],
    |interp, args| pad(interp, args, "rjust", |missing, _| missing),
);

pub(super) static ZFILL: Builtin = method(
    "zfill",
    &[Param::new("width")],
    Wording::One,
    "The bytes with zeros in front, behind a sign if there is one.",
    &[("b'-42'.zfill(6)", "b'-00042'")],
    zfill,
);

pub(super) static EXPANDTABS: Builtin = method(
    "expandtabs",
    &[Param::new("tabsize").or_named().or(Fallback::Int(8))],
    Wording::Clinic,
    "A copy in which spaces up to the next stop take the place of tabs.",
    &[("b'a\\tb'.expandtabs(4)", "b'a   b'")],
    expandtabs,
);

/// Pads to a width; `before` says how many of the missing cells come first.
fn pad(
    interp: &mut Interp,
    args: Args<'_>,
    function: &str,
    before: fn(usize, usize) -> usize,
) -> Result<Value> {
    let data = receiver(&args)?.as_slice();
    let (width, fill): (i64, &Value) = args.unpack(interp)?;
    let fill = match fill {
        Value::Missing => b' ',
        Value::Bytes(fill) if fill.as_slice().len() == 1 => fill.as_slice()[0],
        other => {
            let given = wording::none_or_type_name(other);
            return Err(wording::type_error(format!(
                "{function}() argument 2 must be a byte string of length 1, not {given}"
            )));
        }
    };
    let width = usize::try_from(width).unwrap_or(0);
    let missing = width.saturating_sub(data.len());
    if missing == 0 {
        return Ok(args.this.clone());
    }
    interp.reserve(width)?;
    let before = before(missing, width);
    let mut out = vec![fill; width];
    out[before..before + data.len()].copy_from_slice(data);
    Ok(Value::bytes(out))
}

fn zfill(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let data = receiver(&args)?.as_slice();
    let (width,): (i64,) = args.unpack(interp)?;
    let width = usize::try_from(width).unwrap_or(0);
    let missing = width.saturating_sub(data.len());
    if missing == 0 {
        return Ok(args.this.clone());
    }
    interp.reserve(width)?;
    let (sign, digits) = data.split_at(usize::from(matches!(data, [b'+' | b'-', ..])));
    Ok(Value::bytes([sign, &vec![b'0'; missing], digits].concat()))
}

fn expandtabs(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let data = receiver(&args)?.as_slice();
    let (size,): (i64,) = args.unpack(interp)?;
    if i32::try_from(size).is_err() {
        return Err(wording::overflow_error(
            "Python int too large to convert to C int",
        ));
    }
    let size = usize::try_from(size).unwrap_or(0);
    let tabs = data.iter().filter(|byte| **byte == b'\t').count();
    interp.reserve(tabs.saturating_mul(size).saturating_add(data.len()))?;
    let mut out = Vec::with_capacity(data.len());
    let mut column = 0;
    for &byte in data {
        match byte {
            b'\t' if size > 0 => {
                let spaces = size - column % size;
                out.extend(std::iter::repeat_n(b' ', spaces));
                column += spaces;
            }
            b'\t' => {}
            b'\n' | b'\r' => {
                out.push(byte);
                column = 0;
            }
            _ => {
                out.push(byte);
                column += 1;
            }
        }
    }
    Ok(Value::bytes(out))
}
