//! Colours of an entry, from the lexer that also reads it.

use lambkin::modules;
use lambkin::syntax::{Span, TokenKind};

use super::Analysis;

/// Escape sequences, one for each kind of text.
mod ink {
    pub(super) const RESET: &str = "\x1b[0m";
    pub(super) const KEYWORD: &str = "\x1b[35m";
    pub(super) const CONSTANT: &str = "\x1b[33m";
    pub(super) const STRING: &str = "\x1b[32m";
    pub(super) const HOLE: &str = "\x1b[1;35m";
    pub(super) const BUILTIN: &str = "\x1b[36m";
    pub(super) const UNKNOWN: &str = "\x1b[31m";
    pub(super) const COMMENT: &str = "\x1b[2m";
    pub(super) const COMMAND: &str = "\x1b[1;34m";
    pub(super) const MATCH: &str = "\x1b[1;7m";
}

impl Analysis {
    /// The text with its colours; what is shown is as wide as the text.
    pub(crate) fn highlighted(&self, cursor: Option<usize>) -> String {
        let matching = cursor.and_then(|cursor| self.matching_brackets(cursor));
        let mut out = String::with_capacity(self.text.len() * 2);
        let mut at = 0;
        if self.start > 0 {
            let head = self.text.get(..self.start).unwrap_or_default();
            let end = head.find(' ').unwrap_or(head.len());
            paint(
                &mut out,
                head.get(..end).unwrap_or_default(),
                Some(ink::COMMAND),
            );
            out.push_str(head.get(end..).unwrap_or_default());
            at = self.start;
        }
        let mut after_dot = false;
        for (kind, span) in self.each() {
            let range = span.range();
            if range.is_empty() || range.start < at {
                continue;
            }
            gap(&mut out, self.text.get(at..range.start).unwrap_or_default());
            let colour = if matching.is_some_and(|spans| spans.contains(&span)) {
                Some(ink::MATCH)
            } else {
                self.colour(kind, span, after_dot)
            };
            paint(&mut out, self.word(span), colour);
            after_dot = kind == TokenKind::Dot;
            at = range.end;
        }
        // What the lexer could not read: mostly a string that is still being typed.
        let rest = self.text.get(at..).unwrap_or_default();
        let in_string = (self.tokens.error.as_ref())
            .is_some_and(|error| error.kind == "unterminated-string" && !rest.trim().is_empty());
        if in_string {
            paint(&mut out, rest, Some(ink::STRING));
        } else {
            gap(&mut out, rest);
        }
        out
    }

    fn colour(&self, kind: TokenKind, span: Span, after_dot: bool) -> Option<&'static str> {
        match kind {
            TokenKind::Name if after_dot => None,
            TokenKind::Name if self.unknown.contains(self.word(span)) => Some(ink::UNKNOWN),
            TokenKind::Name => modules::lookup(self.word(span)).map(|_| ink::BUILTIN),
            TokenKind::Number | TokenKind::True | TokenKind::False | TokenKind::None => {
                Some(ink::CONSTANT)
            }
            TokenKind::String
            | TokenKind::FStringStart
            | TokenKind::FStringMiddle
            | TokenKind::FStringEnd => Some(ink::STRING),
            TokenKind::HoleOpen | TokenKind::HoleClose => Some(ink::HOLE),
            TokenKind::Unknown => Some(ink::UNKNOWN),
            other => other.is_keyword().then_some(ink::KEYWORD),
        }
    }
}

/// White space and comments.
fn gap(out: &mut String, text: &str) {
    match text.find('#') {
        Some(at) => {
            let (blank, comment) = text.split_at(at);
            out.push_str(blank);
            paint(out, comment, Some(ink::COMMENT));
        }
        None => out.push_str(text),
    }
}

fn paint(out: &mut String, text: &str, colour: Option<&str>) {
    match colour {
        // A colour must not reach over the end of a line, or the terminal would fill it.
        Some(colour) => {
            for (at, line) in text.split('\n').enumerate() {
                if at > 0 {
                    out.push('\n');
                }
                if !line.is_empty() {
                    out.push_str(colour);
                    out.push_str(line);
                    out.push_str(ink::RESET);
                }
            }
        }
        None => out.push_str(text),
    }
}
