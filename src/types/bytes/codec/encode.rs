//! Text to bytes. Only ASCII and Latin-1 can fail: a text here holds no surrogates.

use super::{Encoding, Fault, Order};

/// The bytes that spell `text`; `on_fault` appends what stands for characters the encoding lacks, or fails.
///
/// A fault's positions count characters, and the text it concerns comes with it.
pub(crate) fn encode<E>(
    text: &str,
    encoding: Encoding,
    on_fault: impl FnMut(&mut Vec<u8>, Fault, &str) -> Result<(), E>,
) -> Result<Vec<u8>, E> {
    match encoding {
        Encoding::Utf8 => Ok(text.as_bytes().to_vec()),
        Encoding::Utf8Signed => Ok([b"\xef\xbb\xbf", text.as_bytes()].concat()),
        Encoding::Utf16(order) => Ok(utf16(text, order)),
        Encoding::Utf32(order) => Ok(utf32(text, order)),
        Encoding::Ascii | Encoding::Latin1 if text.is_ascii() => Ok(text.as_bytes().to_vec()),
        Encoding::Ascii => {
            single_bytes(text, 0x80, ("ascii", "ordinal not in range(128)"), on_fault)
        }
        Encoding::Latin1 => single_bytes(
            text,
            0x100,
            ("latin-1", "ordinal not in range(256)"),
            on_fault,
        ),
    }
}

/// How many bytes `text` may take at most in that encoding, faults aside.
pub(crate) fn size_hint(text: &str, encoding: Encoding) -> usize {
    let per_byte = match encoding {
        Encoding::Utf8 | Encoding::Utf8Signed | Encoding::Ascii | Encoding::Latin1 => 1,
        Encoding::Utf16(_) => 2,
        Encoding::Utf32(_) => 4,
    };
    text.len().saturating_mul(per_byte).saturating_add(4)
}

fn utf16(text: &str, order: Order) -> Vec<u8> {
    let mut out = Vec::with_capacity(2 * text.len() + 2);
    if order == Order::Marked {
        out.extend([0xff, 0xfe]);
    }
    for unit in text.encode_utf16() {
        out.extend(if order == Order::Big {
            unit.to_be_bytes()
        } else {
            unit.to_le_bytes()
        });
    }
    out
}

fn utf32(text: &str, order: Order) -> Vec<u8> {
    let mut out = Vec::with_capacity(4 * text.len() + 4);
    if order == Order::Marked {
        out.extend([0xff, 0xfe, 0, 0]);
    }
    for code in text.chars().map(u32::from) {
        out.extend(if order == Order::Big {
            code.to_be_bytes()
        } else {
            code.to_le_bytes()
        });
    }
    out
}

/// Encodes what lies below `limit` as one byte each; each run of other characters is one fault.
fn single_bytes<E>(
    text: &str,
    limit: u32,
    (codec, reason): (&'static str, &'static str),
    mut on_fault: impl FnMut(&mut Vec<u8>, Fault, &str) -> Result<(), E>,
) -> Result<Vec<u8>, E> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    let mut position = 0;
    while let Some(first) = rest.chars().next() {
        if let Ok(byte) = u8::try_from(u32::from(first))
            && u32::from(first) < limit
        {
            out.push(byte);
            position += 1;
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let length = rest.find(|c| u32::from(c) < limit).unwrap_or(rest.len());
        let (faulty, after) = rest.split_at(length);
        let end = position + faulty.chars().count();
        on_fault(
            &mut out,
            Fault {
                codec,
                start: position,
                end,
                reason,
            },
            faulty,
        )?;
        position = end;
        rest = after;
    }
    Ok(out)
}
