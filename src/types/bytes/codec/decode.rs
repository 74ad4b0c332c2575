//! Bytes to text. Faults begin, end and are named as in CPython.

use super::{Encoding, Fault, Order};

/// The text that `data` spells; `on_fault` appends what stands for a faulty run, or fails.
pub(crate) fn decode<E>(
    data: &[u8],
    encoding: Encoding,
    on_fault: impl FnMut(&mut String, Fault) -> Result<(), E>,
) -> Result<String, E> {
    let mut decoder = Decoder {
        data,
        out: String::with_capacity(data.len()),
        on_fault,
    };
    match encoding {
        Encoding::Utf8 => decoder.utf8(0)?,
        Encoding::Utf8Signed => {
            // CPython counts positions from behind the mark.
            decoder.data = data.strip_prefix(b"\xef\xbb\xbf").unwrap_or(data);
            decoder.utf8(0)?;
        }
        Encoding::Ascii => decoder.ascii()?,
        Encoding::Latin1 => decoder
            .out
            .extend(data.iter().map(|&byte| char::from(byte))),
        Encoding::Utf16(order) => {
            let (order, start) = match (order, data) {
                (Order::Marked, [0xff, 0xfe, ..]) => (Order::Little, 2),
                (Order::Marked, [0xfe, 0xff, ..]) => (Order::Big, 2),
                (order, _) => (order, 0),
            };
            decoder.utf16(order, start)?;
        }
        Encoding::Utf32(order) => {
            let (order, start) = match (order, data) {
                (Order::Marked, [0xff, 0xfe, 0, 0, ..]) => (Order::Little, 4),
                (Order::Marked, [0, 0, 0xfe, 0xff, ..]) => (Order::Big, 4),
                (order, _) => (order, 0),
            };
            decoder.utf32(order, start)?;
        }
    }
    Ok(decoder.out)
}

struct Decoder<'a, F> {
    data: &'a [u8],
    out: String,
    on_fault: F,
}

impl<E, F: FnMut(&mut String, Fault) -> Result<(), E>> Decoder<'_, F> {
    fn fault(
        &mut self,
        codec: &'static str,
        start: usize,
        end: usize,
        reason: &'static str,
    ) -> Result<(), E> {
        (self.on_fault)(
            &mut self.out,
            Fault {
                codec,
                start,
                end,
                reason,
            },
        )
    }

    fn utf8(&mut self, start: usize) -> Result<(), E> {
        let mut at = start;
        loop {
            let error = match std::str::from_utf8(&self.data[at..]) {
                Ok(text) => {
                    self.out.push_str(text);
                    return Ok(());
                }
                Err(error) => error,
            };
            let (valid, rest) = self.data[at..].split_at(error.valid_up_to());
            self.out
                .push_str(std::str::from_utf8(valid).unwrap_or_default());
            at += valid.len();
            let (length, reason) = match error.error_len() {
                None => (rest.len(), "unexpected end of data"),
                Some(length) => match rest.first() {
                    Some(0x80..=0xc1 | 0xf5..) => (length, "invalid start byte"),
                    _ => (length, "invalid continuation byte"),
                },
            };
            self.fault("utf-8", at, at + length, reason)?;
            at += length;
        }
    }

    fn ascii(&mut self) -> Result<(), E> {
        for at in 0..self.data.len() {
            match self.data[at] {
                byte @ 0..0x80 => self.out.push(char::from(byte)),
                0x80.. => self.fault("ascii", at, at + 1, "ordinal not in range(128)")?,
            }
        }
        Ok(())
    }

    fn utf16(&mut self, order: Order, start: usize) -> Result<(), E> {
        let codec = if order == Order::Big {
            "utf-16-be"
        } else {
            "utf-16-le"
        };
        let mut at = start;
        while at < self.data.len() {
            let Some(unit) = self.unit16(at, order) else {
                self.fault(codec, at, at + 1, "truncated data")?;
                return Ok(());
            };
            let second = self.unit16(at + 2, order);
            let (length, reason) = match (unit, second) {
                (0xd800..=0xdbff, Some(low @ 0xdc00..=0xdfff)) => {
                    let code =
                        0x1_0000 + ((u32::from(unit) & 0x3ff) << 10) + (u32::from(low) & 0x3ff);
                    self.out.extend(char::from_u32(code));
                    at += 4;
                    continue;
                }
                (0xd800..=0xdbff, None) => (self.data.len() - at, "unexpected end of data"),
                (0xd800..=0xdbff, Some(_)) => (2, "illegal UTF-16 surrogate"),
                (0xdc00..=0xdfff, _) => (2, "illegal encoding"),
                (_, _) => {
                    self.out.extend(char::from_u32(u32::from(unit)));
                    at += 2;
                    continue;
                }
            };
            self.fault(codec, at, at + length, reason)?;
            at += length;
        }
        Ok(())
    }

    fn unit16(&self, at: usize, order: Order) -> Option<u16> {
        let bytes = *self.data.get(at..)?.first_chunk()?;
        Some(if order == Order::Big {
            u16::from_be_bytes(bytes)
        } else {
            u16::from_le_bytes(bytes)
        })
    }

    fn utf32(&mut self, order: Order, start: usize) -> Result<(), E> {
        let codec = if order == Order::Big {
            "utf-32-be"
        } else {
            "utf-32-le"
        };
        let mut at = start;
        while at < self.data.len() {
            let Some(bytes) = self.data[at..].first_chunk() else {
                return self.fault(codec, at, self.data.len(), "truncated data");
            };
            let unit = if order == Order::Big {
                u32::from_be_bytes(*bytes)
            } else {
                u32::from_le_bytes(*bytes)
            };
            match char::from_u32(unit) {
                Some(c) => self.out.push(c),
                None if unit < 0x1_0000 => {
                    let reason = "code point in surrogate code point range(0xd800, 0xe000)";
                    self.fault(codec, at, at + 4, reason)?;
                }
                None => self.fault(codec, at, at + 4, "code point not in range(0x110000)")?,
            }
            at += 4;
        }
        Ok(())
    }
}
