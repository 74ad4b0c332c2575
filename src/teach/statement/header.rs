//! The first lines of compound statements: a test or a list of items up to the colon.

use super::reader::Reader;
use super::{Phrase, Place};
use crate::syntax::ast::Name;
use crate::syntax::{Diagnostic, TokenKind};

impl Reader<'_> {
    /// Reads the expression up to the colon, or as far as one goes where the colon is missing.
    pub(super) fn test(&mut self) -> Phrase {
        let equal = self.find(&[TokenKind::Equal, TokenKind::Colon]);
        if self.kind(equal) == TokenKind::Equal {
            let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
            let span = self.place(equal);
            self.complain(Diagnostic::error("single-equals", message, span));
            let end = self.find(&[TokenKind::Colon]);
            let range = self.at..end;
            self.at = end;
            return Phrase {
                span: self.span(&range),
                tree: None,
            };
        }
        self.header(&[TokenKind::Colon])
    }

    /// Reads the expression up to one of `stops`, or as far as one goes where none of them comes.
    pub(super) fn header(&mut self, stops: &[TokenKind]) -> Phrase {
        let mut end = self.find(stops);
        if !stops.contains(&self.kind(end)) {
            let length = self.expression_length(end);
            if length > 0 {
                end = end.min(self.at + length);
            }
        }
        self.phrase_to(end)
    }

    /// Reads a name; a keyword in its place is a problem.
    pub(super) fn name(&mut self) -> Option<Name> {
        let kind = self.peek();
        let span = self.place(self.at);
        if kind == TokenKind::Name {
            let name = Name::from(self.word(self.at));
            self.at += 1;
            return Some(name);
        }
        if kind.is_keyword() {
            self.complain(Diagnostic::error("reserved-name", "invalid syntax", span));
            self.at += 1;
        } else {
            self.complain(Diagnostic::error("missing-name", "invalid syntax", span));
        }
        None
    }

    /// Reads `as target` where it stands.
    pub(super) fn as_target(&mut self, stops: &[TokenKind]) -> Option<Place> {
        if !self.take(TokenKind::As) {
            return None;
        }
        let end = self.find(stops);
        Some(self.place_to(end))
    }

    /// The token behind the bracket that opens here; the end of the tokens where it is never closed.
    pub(super) fn behind_bracket(&self) -> usize {
        let mut open = 0_usize;
        let mut at = self.at;
        while at < self.tokens.kinds.len() {
            match self.kind(at) {
                TokenKind::ParenOpen
                | TokenKind::BracketOpen
                | TokenKind::BraceOpen
                | TokenKind::HoleOpen => open += 1,
                TokenKind::ParenClose
                | TokenKind::BracketClose
                | TokenKind::BraceClose
                | TokenKind::HoleClose => open = open.saturating_sub(1),
                _ => {}
            }
            at += 1;
            if open == 0 {
                break;
            }
        }
        at
    }
}
