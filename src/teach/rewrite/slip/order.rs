//! Slips whose parts stand in another order in Python, or without the brackets that they need.
//!
//! The tokens are put in Python's order as they are; other slips among them leave no suggestion.

use std::ops::Range;

use super::{Made, Repair, written};
use crate::syntax::{self, Span, TokenKind, Tokens};

/// Tokens in an order of their own.
struct Row<'r, 't> {
    repair: &'r Repair<'t>,
    tokens: Tokens,
}

impl Row<'_, '_> {
    fn put(mut self, kind: TokenKind) -> Self {
        self.tokens.kinds.push(kind);
        self.tokens.spans.push(Span::default());
        self
    }

    fn take(mut self, range: Range<usize>) -> Self {
        for at in range {
            self.tokens.kinds.push(self.repair.kind(at));
            self.tokens.spans.push(self.repair.place(at));
        }
        self
    }

    fn written(self) -> Option<String> {
        let row = self.put(TokenKind::Newline).put(TokenKind::End);
        let tree = syntax::parse_tokens(&row.repair.text, &row.tokens).ok()?;
        written(&Made {
            expr: tree.root().clone(),
            depth: tree.depth(),
        })
    }
}

impl<'t> Repair<'t> {
    /// The tokens up to `end` in Python's order, for a slip of that kind.
    pub(super) fn ordered(&self, kind: &str, end: usize) -> Option<String> {
        let at = self
            .tokens
            .spans
            .partition_point(|one| one.start < self.span.start);
        match kind {
            "bare-comprehension" => self
                .row()
                .put(TokenKind::BracketOpen)
                .take(0..end)
                .put(TokenKind::BracketClose)
                .written(),
            "comprehension-else" => self.choice_first(at, end),
            "brace-block" => self.branches(self.row(), 0, end)?.written(),
            "missing-parentheses" if at == 1 => self
                .row()
                .take(0..at)
                .put(TokenKind::ParenOpen)
                .take(at..end)
                .put(TokenKind::ParenClose)
                .written(),
            _ => None,
        }
    }

    fn row(&self) -> Row<'_, 't> {
        Row {
            repair: self,
            tokens: Tokens::default(),
        }
    }

    /// `[a for x in xs if test else b]` as `[a if test else b for x in xs]`
    fn choice_first(&self, at: usize, end: usize) -> Option<String> {
        let mut open = 0_usize;
        let start = (0..at).rev().find(|here| match self.kind(*here) {
            TokenKind::ParenClose | TokenKind::BracketClose | TokenKind::BraceClose => {
                open += 1;
                false
            }
            TokenKind::ParenOpen | TokenKind::BracketOpen | TokenKind::BraceOpen => {
                let is_outside = open == 0;
                open = open.saturating_sub(1);
                is_outside
            }
            _ => false,
        })? + 1;
        let is_for = |here| self.kind(here) == TokenKind::For;
        let loops = self.find(start..at, is_for)?;
        let mut tests = (loops..at).filter(|here| self.kind(*here) == TokenKind::If);
        let test = tests.next_back()?;
        let close = self.close(start - 1)?;
        self.row()
            .take(0..loops)
            .take(test..close)
            .take(loops..test)
            .take(close..end)
            .written()
    }

    /// `if (test) { a } else { b }` as `a if test else b`
    fn branches<'r>(&'r self, row: Row<'r, 't>, at: usize, end: usize) -> Option<Row<'r, 't>> {
        let opens = |here| self.kind(here) == TokenKind::BraceOpen;
        let brace = (at..end).find(|here| opens(*here))?;
        let close = self.close(brace)?;
        let otherwise = close + 1;
        if self.kind(at) != TokenKind::If || self.kind(otherwise) != TokenKind::Else {
            return None;
        }
        let row = row
            .take(self.value(brace, close))
            .put(TokenKind::If)
            .take(at + 1..brace)
            .put(TokenKind::Else);
        let next = otherwise + 1;
        if !opens(next) {
            return self.branches(row, next, end);
        }
        let last = self.close(next)?;
        (last + 1 == end).then(|| row.take(self.value(next, last)))
    }

    /// What stands between two braces, without `return` before it and `;` behind it.
    fn value(&self, open: usize, close: usize) -> Range<usize> {
        let start = open + 1 + usize::from(self.kind(open + 1) == TokenKind::Return);
        let is_ended = close > start && self.kind(close - 1) == TokenKind::Semicolon;
        start..close - usize::from(is_ended)
    }

    /// Where the bracket closes that opens here.
    fn close(&self, at: usize) -> Option<usize> {
        let mut open = 0_usize;
        (at..self.tokens.kinds.len()).find(|here| {
            match self.kind(*here) {
                TokenKind::ParenOpen | TokenKind::BracketOpen | TokenKind::BraceOpen => open += 1,
                TokenKind::ParenClose | TokenKind::BracketClose | TokenKind::BraceClose => {
                    open = open.saturating_sub(1);
                }
                _ => {}
            }
            open == 0
        })
    }
}
