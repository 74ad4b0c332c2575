//! A text that is being typed: its tokens, whether it parses, its names.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::sync::Arc;

use lambkin::modules;
use lambkin::resolve;
use lambkin::syntax::{self, Span, TokenKind, Tokens};

use crate::session::{Session, Verdict, commands, verdict};

/// What is known of a text.
#[derive(Debug, Default)]
pub(crate) struct Analysis {
    /// The text.
    pub(super) text: String,
    /// Where the expression begins: behind `:let x =`, or at the front.
    pub(super) start: usize,
    /// The tokens of the expression; offsets count in the whole text.
    pub(super) tokens: Tokens,
    /// The names that nobody knows.
    pub(super) unknown: HashSet<String>,
    /// Whether it is whole, found out when it is asked first.
    verdict: OnceCell<Verdict>,
}

impl Analysis {
    /// Looks at a text, with the names that are bound in the session.
    pub(crate) fn new(text: &str, session: &Session) -> Self {
        let start = if commands::is_command(text) {
            commands::expression(text).map_or(text.len(), |(start, _)| start)
        } else {
            0
        };
        let tokens = syntax::tokenize(text, start);
        let mut analysis = Analysis {
            text: text.to_owned(),
            start,
            tokens,
            unknown: HashSet::new(),
            verdict: OnceCell::new(),
        };
        analysis.unknown = analysis.unknown_names(session);
        analysis
    }

    /// Whether it is of that text.
    pub(crate) fn is_of(&self, text: &str) -> bool {
        self.text == text
    }

    /// The parser's verdict on it.
    pub(crate) fn verdict(&self) -> Verdict {
        *self.verdict.get_or_init(|| verdict(&self.text))
    }

    /// The kinds and places of the tokens.
    pub(super) fn each(&self) -> impl Iterator<Item = (TokenKind, Span)> {
        let kinds = self.tokens.kinds.iter().copied();
        kinds.zip(self.tokens.spans.iter().copied())
    }

    /// The text of a token.
    pub(super) fn word(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    fn unknown_names(&self, session: &Session) -> HashSet<String> {
        let known = |name: &str| session.is_bound(name) || modules::lookup(name).is_some();
        let free = self.free_names().unwrap_or_else(|| self.probably_free());
        let words = free.into_iter().map(|span| self.word(span));
        words
            .filter(|word| !known(word))
            .map(str::to_owned)
            .collect()
    }

    /// The names that are free in the expression, where it is one.
    fn free_names(&self) -> Option<Vec<Span>> {
        if self.tokens.error.is_some() {
            return None;
        }
        let text = self.text.get(self.start..)?;
        let tree = syntax::parse(text).ok()?;
        let code = resolve::lower(tree.root(), Arc::from(text), tree.depth());
        let offset = u32::try_from(self.start).ok()?;
        let moved = |span: Span| Span::new(span.start + offset, span.end + offset);
        Some(
            code.globals
                .iter()
                .map(|global| moved(global.span))
                .collect(),
        )
    }

    /// The names that are neither bound by a `lambda` or `for` in the text, nor attributes, nor keywords of a call.
    fn probably_free(&self) -> Vec<Span> {
        let tokens: Vec<_> = self.each().collect();
        let mut bound = HashSet::new();
        let mut binding = None;
        for (kind, span) in &tokens {
            match (kind, binding) {
                (TokenKind::For, _) => binding = Some(TokenKind::In),
                (TokenKind::Lambda, _) => binding = Some(TokenKind::Colon),
                (kind, Some(end)) if *kind == end => binding = None,
                (TokenKind::Name, Some(_)) => drop(bound.insert(self.word(*span))),
                _ => {}
            }
        }
        let beside = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map(|(kind, _)| *kind);
        let last = tokens.iter().rposition(|(_, span)| !span.is_empty());
        (tokens.iter().enumerate())
            .filter(|(at, (kind, span))| {
                *kind == TokenKind::Name
                    && Some(*at) != last
                    && beside(at.checked_sub(1)) != Some(TokenKind::Dot)
                    && beside(Some(at + 1)) != Some(TokenKind::Equal)
                    && !bound.contains(self.word(*span))
            })
            .map(|(_, (_, span))| *span)
            .collect()
    }

    /// The bracket at the cursor or just before it, and the one that it belongs to.
    pub(super) fn matching_brackets(&self, cursor: usize) -> Option<[Span; 2]> {
        let mut open = Vec::new();
        let at_cursor = |span: Span| {
            let range = span.range();
            range.start == cursor || range.end == cursor
        };
        let mut found = None;
        for (kind, span) in self.each() {
            match kind {
                TokenKind::ParenOpen
                | TokenKind::BracketOpen
                | TokenKind::BraceOpen
                | TokenKind::HoleOpen => open.push(span),
                TokenKind::ParenClose
                | TokenKind::BracketClose
                | TokenKind::BraceClose
                | TokenKind::HoleClose => {
                    let begin = open.pop()?;
                    if at_cursor(span) || at_cursor(begin) {
                        // Of two that touch the cursor, the one before it counts.
                        let before = [begin, span].iter().any(|one| one.range().end == cursor);
                        if before || found.is_none() {
                            found = Some([begin, span]);
                        }
                    }
                }
                _ => {}
            }
        }
        found
    }
}
