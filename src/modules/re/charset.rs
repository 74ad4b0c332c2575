//! Single characters and sets of them: `a`, `[a-z]`, `\d`; in either case where case does not count.
//!
//! The engine folds the case of every letter there is, as Python does for text. For bytes and under `re.ASCII` only the
//! letters of ASCII count, so there both cases are written out.

use super::escapes::{self, Escape};
use super::flags::{ASCII, IGNORECASE};
use super::source::Complaint;
use super::translate::{Parser, Part};

impl Parser {
    /// A set in brackets, from behind the opening one.
    pub(super) fn class(&mut self, flags: u32) -> Complaint<Part> {
        let start = self.source.at - 1;
        let folds = self.folds_ascii(flags);
        let mut out = String::from(if self.source.accept('^') { "[^" } else { "[" });
        let mut first = true;
        loop {
            let from = self.source.at;
            let unterminated = "unterminated character set";
            let Some(c) = self.source.next() else {
                return Err(self.source.error_at(unterminated, start));
            };
            if c == ']' && !first {
                break;
            }
            first = false;
            let low = self.member(c)?;
            if !self.source.accept('-') {
                out.push_str(&self.member_text(&low, flags));
                continue;
            }
            let Some(c) = self.source.next() else {
                return Err(self.source.error_at(unterminated, start));
            };
            if c == ']' {
                out.push_str(&self.member_text(&low, flags));
                out.push_str("\\x2d");
                break;
            }
            let high = self.member(c)?;
            match (low, high) {
                (Escape::Literal(low), Escape::Literal(high)) if low <= high => {
                    out.push_str(&format!("{}-{}", literal(low), literal(high)));
                    if folds {
                        out.push_str(&other_cases(low, high));
                    }
                }
                _ => {
                    let shown: String = self.source.text(from, self.source.at);
                    let message = format!("bad character range {shown}");
                    return Err(self.source.error_at(&message, from));
                }
            }
        }
        out.push(']');
        Ok(Part::one(if folds { exactly(&out) } else { out }))
    }

    /// Whether letters match in both cases, but no others than those of ASCII.
    fn folds_ascii(&self, flags: u32) -> bool {
        flags & IGNORECASE != 0 && (!self.is_text || flags & ASCII != 0)
    }

    /// One character outside brackets.
    pub(super) fn character(&self, c: char, flags: u32) -> String {
        if !self.folds_ascii(flags) || (c.is_ascii() && !c.is_ascii_alphabetic()) {
            return literal(c);
        }
        exactly(&format!("[{}{}]", literal(c), other_cases(c, c)))
    }

    fn member(&mut self, c: char) -> Complaint<Escape> {
        if c == '\\' {
            escapes::read(&mut self.source, true, self.is_text)
        } else {
            Ok(Escape::Literal(c))
        }
    }

    fn member_text(&self, member: &Escape, flags: u32) -> String {
        match member {
            Escape::Literal(c) if self.folds_ascii(flags) => literal(*c) + &other_cases(*c, *c),
            Escape::Literal(c) => literal(*c),
            Escape::Class(letter) => self.class_text(*letter, flags),
            Escape::Place(_) | Escape::Group(..) => String::new(),
        }
    }

    /// What `\d` and its like are inside brackets.
    pub(super) fn class_text(&self, letter: char, flags: u32) -> String {
        let unicode = self.is_text && flags & ASCII == 0;
        let text = match (letter.to_ascii_lowercase(), unicode) {
            ('d', true) => "\\p{Nd}",
            ('d', false) => "0-9",
            ('s', true) => "\\s\\x1c-\\x1f",
            ('s', false) => " \\t-\\r",
            (_, true) => "\\p{L}\\p{N}_",
            (_, false) => "0-9A-Za-z_",
        };
        if letter.is_ascii_uppercase() {
            format!("[^{text}]")
        } else {
            text.to_owned()
        }
    }
}

/// A part that matches letters in the case that is written.
fn exactly(part: &str) -> String {
    format!("(?-i:{part})")
}

/// What stands in brackets beside a range of characters, for the letters of ASCII in it in their other case.
fn other_cases(low: char, high: char) -> String {
    let mut out = String::new();
    for (first, last) in [('a', 'z'), ('A', 'Z')] {
        let (first, last) = (first.max(low), last.min(high));
        if first <= last {
            let other = |c: char| char::from(c as u8 ^ 0x20);
            out.push_str(&format!("{}-{}", other(first), other(last)));
        }
    }
    out
}

/// A character as the engine reads it and nothing else.
pub(super) fn literal(c: char) -> String {
    if c.is_ascii_alphanumeric() || c == '_' || !c.is_ascii() {
        c.to_string()
    } else {
        format!("\\x{{{:x}}}", u32::from(c))
    }
}
