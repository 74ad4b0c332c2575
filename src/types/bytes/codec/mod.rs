//! Text to bytes and back: UTF-8, UTF-16, UTF-32, ASCII and Latin-1.
//!
//! What does not convert is a *fault*, which the caller's handler answers by appending a substitute or by failing;
//! the named handlers of Python are `handlers`. Other codecs are unknown here, as a misspelt one is in CPython.

pub(crate) mod decode;
pub(crate) mod encode;
pub(crate) mod handlers;

/// Which of two or four bytes comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// A mark at the start says it; without one it is little-endian, on every machine.
    Marked,
    /// The lowest first.
    Little,
    /// The highest first.
    Big,
}

/// A text encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// `utf-8`
    Utf8,
    /// `utf-8-sig`: UTF-8 with a mark at the start.
    Utf8Signed,
    /// `utf-16`, `utf-16-le`, `utf-16-be`
    Utf16(Order),
    /// `utf-32`, `utf-32-le`, `utf-32-be`
    Utf32(Order),
    /// `ascii`
    Ascii,
    /// `latin-1`
    Latin1,
}

impl Encoding {
    /// The encoding that Python knows under that name or alias, however it is spelt.
    pub(crate) fn named(name: &str) -> Option<Encoding> {
        Some(match normalized(name).as_str() {
            "utf_8" | "utf8" | "u8" | "utf" | "utf8_ucs2" | "utf8_ucs4" | "cp65001" => {
                Encoding::Utf8
            }
            "utf_8_sig" => Encoding::Utf8Signed,
            "utf_16" | "utf16" | "u16" => Encoding::Utf16(Order::Marked),
            "utf_16_le" | "utf_16le" | "unicodelittleunmarked" => Encoding::Utf16(Order::Little),
            "utf_16_be" | "utf_16be" | "unicodebigunmarked" => Encoding::Utf16(Order::Big),
            "utf_32" | "utf32" | "u32" => Encoding::Utf32(Order::Marked),
            "utf_32_le" | "utf_32le" => Encoding::Utf32(Order::Little),
            "utf_32_be" | "utf_32be" => Encoding::Utf32(Order::Big),
            "ascii" | "us_ascii" | "us" | "646" | "iso646_us" | "iso_646.irv_1991" | "iso_ir_6"
            | "cp367" | "ibm367" | "csascii" | "ansi_x3.4_1968" | "ansi_x3_4_1968"
            | "ansi_x3.4_1986" => Encoding::Ascii,
            "latin_1" | "latin1" | "latin" | "l1" | "8859" | "iso8859" | "iso8859_1"
            | "iso_8859_1" | "iso_8859_1_1987" | "iso_ir_100" | "cp819" | "ibm819"
            | "csisolatin1" => Encoding::Latin1,
            _ => return None,
        })
    }
}

/// Whether Python has a codec of that name that does not turn text into bytes.
pub(crate) fn is_no_text_encoding(name: &str) -> bool {
    matches!(
        normalized(name).as_str(),
        "base64"
            | "base64_codec"
            | "base_64"
            | "bz2"
            | "bz2_codec"
            | "hex"
            | "hex_codec"
            | "quopri"
            | "quopri_codec"
            | "quoted_printable"
            | "quotedprintable"
            | "rot13"
            | "rot_13"
            | "uu"
            | "uu_codec"
            | "zip"
            | "zlib"
            | "zlib_codec"
    )
}

/// A codec's name as Python compares it: small letters, one `_` for each run of other characters.
fn normalized(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut gap = false;
    for c in name.chars() {
        if c.is_alphanumeric() || c == '.' {
            if gap && !out.is_empty() {
                out.push('_');
            }
            gap = false;
            if c.is_ascii() {
                out.push(c.to_ascii_lowercase());
            }
        } else {
            gap = true;
        }
    }
    out
}

/// What a codec could not convert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The codec, as messages name it.
    pub(crate) codec: &'static str,
    /// The first byte (or character) concerned.
    pub(crate) start: usize,
    /// The first one after it.
    pub(crate) end: usize,
    /// What is wrong.
    pub(crate) reason: &'static str,
}
