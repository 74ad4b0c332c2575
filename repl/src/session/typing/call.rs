//! The call that the cursor is in, and the path before a place in a text that is still being typed.

use lambkin::runtime::signature::Signature;
use lambkin::syntax::{self, Span, TokenKind};

use super::Analysis;
use crate::session::Session;

/// A call whose parenthesis is open at the cursor.
#[derive(Debug)]
pub(super) struct OpenCall {
    /// How the function is called.
    pub(super) signature: Signature,
    /// The parameter that the current argument goes to.
    pub(super) current: Option<usize>,
    /// The keywords that are there already.
    pub(super) given: Vec<String>,
}

impl Analysis {
    /// The tokens before the cursor, without those that stand for the end.
    pub(super) fn before(&self, cursor: usize) -> Vec<(TokenKind, Span)> {
        let ends = |span: &Span| !span.is_empty() && span.range().end <= cursor;
        self.each().filter(|(_, span)| ends(span)).collect()
    }

    /// The text of the path whose last token is at `end`: a name, a literal or a bracket, with what leads to it by dots,
    /// calls and subscripts.
    pub(super) fn path(&self, tokens: &[(TokenKind, Span)], end: usize) -> Option<&str> {
        let kind = |at: usize| tokens.get(at).map(|(kind, _)| *kind);
        let mut at = end;
        loop {
            if is_closing(kind(at)?) {
                at = opening(tokens, at)?;
                let before = at.checked_sub(1);
                // A bracket behind something is a call or a subscript of it.
                if let Some(before) = before
                    && kind(before).is_some_and(ends_value)
                {
                    at = before;
                    continue;
                }
            } else if kind(at) == Some(TokenKind::FStringEnd) {
                at = tokens
                    .get(..at)?
                    .iter()
                    .rposition(|(kind, _)| *kind == TokenKind::FStringStart)?;
            } else if !ends_value(kind(at)?) {
                return None;
            }
            match at.checked_sub(2) {
                Some(base) if kind(at - 1) == Some(TokenKind::Dot) => at = base,
                _ => break,
            }
        }
        let start = tokens.get(at)?.1.range().start;
        self.text.get(start..tokens.get(end)?.1.range().end)
    }
}

impl Session {
    /// The innermost call that is open at the cursor, where its function is known.
    pub(super) fn open_call(&mut self, analysis: &Analysis, cursor: usize) -> Option<OpenCall> {
        let tokens = analysis.before(cursor);
        let open = innermost(&tokens)?;
        if tokens.get(open)?.0 != TokenKind::ParenOpen {
            return None;
        }
        let callee = analysis.path(&tokens, open.checked_sub(1)?)?;
        let tree = syntax::parse(callee).ok()?;
        let signature = self.signature(tree.root(), callee)?;
        let mut position = 0;
        let mut name = None;
        let mut given = Vec::new();
        let mut depth = 0_usize;
        for (at, (kind, span)) in tokens.iter().enumerate().skip(open + 1) {
            if is_opening(*kind) {
                depth += 1;
            } else if is_closing(*kind) {
                depth = depth.saturating_sub(1);
            } else if depth == 0 && *kind == TokenKind::Comma {
                position += 1;
                name = None;
            } else if depth == 0
                && *kind == TokenKind::Name
                && tokens
                    .get(at + 1)
                    .is_some_and(|(kind, _)| *kind == TokenKind::Equal)
            {
                let word = analysis.word(*span);
                given.push(word.to_owned());
                name = Some(word);
            }
        }
        let current = signature.parameter(position, name);
        Some(OpenCall {
            signature,
            current,
            given,
        })
    }
}

/// The last bracket that is not closed.
pub(super) fn innermost(tokens: &[(TokenKind, Span)]) -> Option<usize> {
    let mut open = Vec::new();
    for (at, (kind, _)) in tokens.iter().enumerate() {
        if is_opening(*kind) {
            open.push(at);
        } else if is_closing(*kind) {
            open.pop();
        }
    }
    open.pop()
}

/// The bracket that the one at `close` closes.
fn opening(tokens: &[(TokenKind, Span)], close: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for at in (0..=close).rev() {
        let kind = tokens.get(at)?.0;
        if is_closing(kind) {
            depth += 1;
        } else if is_opening(kind) {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// Whether a value may end with that token, so that a bracket or a dot behind it belongs to it.
fn ends_value(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Name
            | TokenKind::String
            | TokenKind::Number
            | TokenKind::FStringEnd
            | TokenKind::ParenClose
            | TokenKind::BracketClose
            | TokenKind::BraceClose
    )
}

fn is_opening(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::ParenOpen | TokenKind::BracketOpen | TokenKind::BraceOpen | TokenKind::HoleOpen
    )
}

fn is_closing(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::ParenClose
            | TokenKind::BracketClose
            | TokenKind::BraceClose
            | TokenKind::HoleClose
    )
}
