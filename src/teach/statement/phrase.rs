//! The expressions within statements: where each one ends, and its tree.

use std::ops::Range;
use std::rc::Rc;

use super::reader::{Reader, is_edge};
use super::target::target;
use super::{Phrase, Place};
use crate::syntax::ast::{Constant, Expr, ExprKind};
use crate::syntax::{self, Diagnostic, Span, TokenKind, Tokens, Tree};

/// Forms that Python has and the language refuses: a phrase that is one is no mistake.
const REFUSED: [&str; 4] = ["walrus", "yield", "await", "async-comprehension"];

impl Reader<'_> {
    /// The first token from here on that stands outside all brackets and lambdas and is one of `stops`, or the end of
    /// the line.
    pub(super) fn find(&self, stops: &[TokenKind]) -> usize {
        let mut at = self.at;
        let mut open = 0_usize;
        let mut lambdas = 0_usize;
        while at < self.tokens.kinds.len() {
            let kind = self.kind(at);
            match kind {
                TokenKind::ParenOpen
                | TokenKind::BracketOpen
                | TokenKind::BraceOpen
                | TokenKind::HoleOpen => open += 1,
                TokenKind::ParenClose
                | TokenKind::BracketClose
                | TokenKind::BraceClose
                | TokenKind::HoleClose => open = open.saturating_sub(1),
                _ if is_edge(kind) => return at,
                _ if open > 0 => {}
                TokenKind::Semicolon => return at,
                TokenKind::Lambda => lambdas += 1,
                TokenKind::Colon if lambdas > 0 => lambdas -= 1,
                TokenKind::Equal | TokenKind::Comma if lambdas > 0 => {}
                _ if stops.contains(&kind) => return at,
                _ => {}
            }
            at += 1;
        }
        at
    }

    /// Reads the expression from here to the first of `stops`.
    pub(super) fn phrase(&mut self, stops: &[TokenKind]) -> Phrase {
        let end = self.find(stops);
        self.phrase_to(end)
    }

    /// Reads the expression from here to the token at `end`.
    pub(super) fn phrase_to(&mut self, end: usize) -> Phrase {
        let range = self.at..end;
        self.at = end;
        let span = self.span(&range);
        if range.is_empty() {
            let found = if is_edge(self.kind(end)) && end > 0 {
                self.place(end - 1)
            } else {
                self.place(end)
            };
            self.complain(Diagnostic::error("missing-value", "invalid syntax", found));
            return Phrase { span, tree: None };
        }
        let tree = match self.tree(&range) {
            Ok(tree) => Some(Rc::new(tree)),
            Err(problem) => {
                if let Some(problem) = problem
                    && !REFUSED.contains(&problem.kind)
                {
                    self.complain(*problem);
                }
                None
            }
        };
        Phrase { span, tree }
    }

    /// Reads what a value goes to, from here to the token at `end`.
    pub(super) fn place_to(&mut self, end: usize) -> Place {
        let phrase = self.phrase_to(end);
        let target = phrase.expr().and_then(target);
        if target.is_none()
            && let Some(expr) = phrase.expr()
        {
            let sign = self.peek() == TokenKind::Equal;
            let (kind, span) = match is_compared(expr) && sign {
                true => ("single-equals", self.place(end)),
                false => ("wrong-target", phrase.span),
            };
            self.complain(Diagnostic::error(kind, "cannot assign to expression", span));
        }
        Place {
            span: phrase.span,
            target,
        }
    }

    /// How many tokens the longest expression takes that begins here and ends before `end`.
    pub(super) fn expression_length(&self, end: usize) -> usize {
        syntax::expression_length(&self.text, &self.part(&(self.at..end)))
    }

    /// From the first to the last of these tokens; empty where there are none.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        match range.is_empty() {
            true => Span::at(self.place(range.start).start),
            false => self.place(range.start).to(self.place(range.end - 1)),
        }
    }

    fn tree(&self, range: &Range<usize>) -> Result<Tree, Option<Box<Diagnostic>>> {
        if !self.has_patience() {
            // Nothing is rewritten where so much is wrong, so no tree is needed.
            return Err(None);
        }
        let part = self.part(range);
        if self.begins_item_with_star(range) {
            // A star is at home in a display; outside of one, Python allows it where a statement takes several values.
            let tree = syntax::parse_tokens(&self.text, &in_parentheses(part));
            return tree.map_err(Some);
        }
        syntax::parse_tokens(&self.text, &part).map_err(Some)
    }

    /// Whether `*` stands where an item of a tuple without parentheses begins.
    fn begins_item_with_star(&self, range: &Range<usize>) -> bool {
        let mut open = 0_usize;
        let mut begins = true;
        let mut comma = false;
        let mut star = false;
        for at in range.clone() {
            match self.kind(at) {
                TokenKind::ParenOpen
                | TokenKind::BracketOpen
                | TokenKind::BraceOpen
                | TokenKind::HoleOpen => open += 1,
                TokenKind::ParenClose
                | TokenKind::BracketClose
                | TokenKind::BraceClose
                | TokenKind::HoleClose => open = open.saturating_sub(1),
                TokenKind::Star if begins && open == 0 => star = true,
                TokenKind::Comma if open == 0 => {
                    comma = true;
                    begins = true;
                    continue;
                }
                _ => {}
            }
            begins = false;
        }
        comma && star
    }

    /// These tokens as those of a text of their own.
    fn part(&self, range: &Range<usize>) -> Tokens {
        let end = Span::at(self.span(range).end);
        let mut kinds = self
            .tokens
            .kinds
            .get(range.clone())
            .unwrap_or_default()
            .to_vec();
        let mut spans = self
            .tokens
            .spans
            .get(range.clone())
            .unwrap_or_default()
            .to_vec();
        kinds.extend([TokenKind::Newline, TokenKind::End]);
        spans.extend([end, end]);
        Tokens {
            kinds,
            spans,
            error: None,
        }
    }
}

/// Whether the expression is more likely compared with a value than given one.
fn is_compared(expr: &Expr) -> bool {
    !matches!(
        &expr.kind,
        ExprKind::Tuple(_)
            | ExprKind::List(_)
            | ExprKind::Constant(Constant::None | Constant::Bool(_))
    )
}

/// The tokens between parentheses that take no room.
fn in_parentheses(mut part: Tokens) -> Tokens {
    let start = Span::at(part.spans.first().map_or(0, |span| span.start));
    let end = Span::at(part.spans.last().map_or(0, |span| span.end));
    part.kinds.insert(0, TokenKind::ParenOpen);
    part.spans.insert(0, start);
    let close = part.kinds.len().saturating_sub(2);
    part.kinds.insert(close, TokenKind::ParenClose);
    part.spans.insert(close, end);
    part
}
