//! Replacement templates: `r'\1-\g<name>'` of `sub` and `expand`.

use super::compiled::{Compiled, Spans, Subject};
use super::source::{Complaint, Source, quoted};
use crate::runtime::error::{Error, Result};
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::types::str::classify::is_identifier;

/// A template read once, to be filled for each match.
pub(super) struct Template(Vec<Piece>);

enum Piece {
    Text(String),
    Group(usize),
}

impl Template {
    /// Reads a template for a pattern.
    ///
    /// # Errors
    /// `PatternError` for a malformed template, `IndexError` for an unknown name.
    pub(super) fn read(text: &str, compiled: &Compiled) -> Result<Template> {
        let mut source = Source::new(text);
        let mut pieces = Vec::new();
        let mut plain = String::new();
        while let Some(c) = source.next() {
            if c != '\\' {
                plain.push(c);
                continue;
            }
            match escape(&mut source, compiled)? {
                Piece::Text(text) => plain.push_str(&text),
                group => {
                    pieces.push(Piece::Text(std::mem::take(&mut plain)));
                    pieces.push(group);
                }
            }
        }
        pieces.push(Piece::Text(plain));
        Ok(Template(pieces))
    }

    /// Appends the template filled from a match; a group that took no part is empty.
    ///
    /// # Errors
    /// A halt when the text grows too long.
    pub(super) fn fill(
        &self,
        interp: &mut Interp,
        out: &mut String,
        subject: &Subject,
        spans: &Spans,
    ) -> Result<()> {
        for piece in &self.0 {
            let text = match piece {
                Piece::Text(text) => text,
                Piece::Group(group) => {
                    let (start, end) = spans.get(*group).copied().flatten().unwrap_or_default();
                    subject.text.as_str().get(start..end).unwrap_or_default()
                }
            };
            interp.grown(out.len(), out.len() + text.len())?;
            out.push_str(text);
        }
        Ok(())
    }
}

/// What an escape stands for, from behind its backslash.
fn escape(source: &mut Source, compiled: &Compiled) -> Complaint<Piece> {
    let Some(c) = source.next() else {
        return Err(source.error("bad escape (end of pattern)", 1));
    };
    let text = match c {
        'g' => return named_group(source, compiled),
        '0' => {
            let more = source.take_while(2, |c| matches!(c, '0'..='7'));
            octal(source, &format!("0{more}"))?
        }
        '1'..='9' => return numbered(source, c, compiled),
        'a' => '\x07',
        'b' => '\x08',
        'f' => '\x0c',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\x0b',
        '\\' => '\\',
        _ if c.is_ascii_alphabetic() => {
            return Err(source.error(&format!("bad escape \\{c}"), 2));
        }
        _ => return Ok(Piece::Text(format!("\\{c}"))),
    };
    Ok(Piece::Text(text.to_string()))
}

fn octal(source: &Source, digits: &str) -> Complaint<char> {
    let code = u32::from_str_radix(digits, 8).unwrap_or(u32::MAX);
    u8::try_from(code).map(char::from).map_err(|_| {
        let message = format!("octal escape value \\{digits} outside of range 0-0o377");
        source.error(&message, digits.len() + 1)
    })
}

/// `\12`: a group, unless three octal digits make it a character.
fn numbered(source: &mut Source, first: char, compiled: &Compiled) -> Complaint<Piece> {
    let mut digits = first.to_string();
    if let Some(second @ '0'..='9') = source.peek() {
        source.next();
        digits.push(second);
        let octal_so_far = digits.bytes().all(|digit| digit < b'8');
        if octal_so_far && let Some(third @ '0'..='7') = source.peek() {
            source.next();
            digits.push(third);
            return Ok(Piece::Text(octal(source, &digits)?.to_string()));
        }
    }
    let group = digits.parse().unwrap_or(usize::MAX);
    checked(source, group, digits.len(), compiled)
}

fn checked(source: &Source, group: usize, back: usize, compiled: &Compiled) -> Complaint<Piece> {
    if group > compiled.groups() {
        let message = format!("invalid group reference {group}");
        return Err(source.error(&message, back));
    }
    Ok(Piece::Group(group))
}

/// `\g<name>`, `\g<1>`
fn named_group(source: &mut Source, compiled: &Compiled) -> Complaint<Piece> {
    if !source.accept('<') {
        return Err(source.error("missing <", 0));
    }
    let name = source.until('>', "group name")?;
    let back = name.chars().count() + 1;
    if name.bytes().all(|byte| byte.is_ascii_digit()) {
        let group = name.parse().unwrap_or(usize::MAX);
        return checked(source, group, back, compiled);
    }
    if !is_identifier(&name) {
        let message = format!("bad character in group name {}", quoted(&name));
        return Err(source.error(&message, back));
    }
    compiled
        .group_named(&name)
        .map(Piece::Group)
        .ok_or_else(|| {
            let message = format!("unknown group name {}", quoted(&name));
            Error::new(ExcKind::IndexError, message)
        })
}
