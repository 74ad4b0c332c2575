//! Slips within an expression that need no more than other tokens in their place: `&&`, `null`, `x => y` in brackets.
//!
//! Knows nothing of phrases that stand in another order in Python; those are their own rules.

use std::ops::Range;

use super::{Made, Repair};
use crate::syntax::{self, Span, TokenKind, Tokens};
use crate::teach::diagnose::lexical;

impl Repair<'_> {
    /// Tokens that only need to be exchanged.
    pub(super) fn plain(&self, range: Range<usize>) -> Option<Made> {
        let mut part = Tokens::default();
        let mut quoted = false;
        let mut at = range.start;
        while at < range.end {
            let span = self.place(at);
            let here = span == self.span || span.start == self.span.start;
            let mut put = |kind, span| {
                part.kinds.push(kind);
                part.spans.push(span);
            };
            let mut taken = 1;
            if let Some((params, arrow)) = self.arrow_function(at) {
                if at == range.start || self.kind(at - 1) != TokenKind::Lambda {
                    put(TokenKind::Lambda, span);
                }
                params.for_each(|at| put(self.kind(at), self.place(at)));
                put(TokenKind::Colon, self.place(arrow));
                at = arrow + self.arrow(arrow)?;
                continue;
            }
            match self.kind(at) {
                TokenKind::Ampersand if self.touches(at, TokenKind::Ampersand) => {
                    put(TokenKind::And, span);
                    taken = 2;
                }
                TokenKind::Bar if self.touches(at, TokenKind::Bar) => {
                    put(TokenKind::Or, span);
                    taken = 2;
                }
                TokenKind::Less if self.touches(at, TokenKind::Greater) => {
                    put(TokenKind::NotEqual, span);
                    taken = 2;
                }
                kind @ (TokenKind::EqualEqual | TokenKind::NotEqual)
                    if self.touches(at, TokenKind::Equal) =>
                {
                    put(kind, span);
                    taken = 2;
                }
                TokenKind::Bang if self.negates_operand(at, range.end) => {
                    put(TokenKind::Not, span);
                }
                TokenKind::Name if lexical::constant(self.word(at)).is_some() => {
                    let python = lexical::constant(self.word(at))?;
                    put(TokenKind::keyword(python)?, span);
                }
                TokenKind::Name
                    if matches!(self.word(at), "ur" | "UR" | "uR" | "Ur")
                        && self.touches(at, TokenKind::String) =>
                {
                    // The string goes on as a raw one, from the `r` of its old prefix.
                    put(
                        TokenKind::String,
                        Span::new(span.start + 1, self.place(at + 1).end),
                    );
                    taken = 2;
                }
                TokenKind::Name if here && self.word(at) == "λ" => put(TokenKind::Lambda, span),
                TokenKind::Unknown if self.word(at) == "`" => {
                    if quoted {
                        put(TokenKind::ParenClose, span);
                    } else {
                        put(TokenKind::Name, self.extra(1, 4));
                        put(TokenKind::ParenOpen, span);
                    }
                    quoted = !quoted;
                }
                sign @ (TokenKind::Plus | TokenKind::Minus) if here && self.touches(at, sign) => {
                    put(sign, span);
                    put(TokenKind::Number, self.extra(6, 1));
                    taken = 2;
                }
                TokenKind::In if here && self.kind(at + 1) == TokenKind::Not => {
                    put(TokenKind::Not, span);
                    put(TokenKind::In, span);
                    taken = 2;
                }
                TokenKind::Dot if self.kind(at + 1) == TokenKind::String => {
                    put(TokenKind::Plus, span);
                }
                TokenKind::Return if here => {
                    if part.kinds.last() != Some(&TokenKind::Colon) {
                        part.kinds.push(TokenKind::Colon);
                        part.spans.push(span);
                    }
                }
                TokenKind::Equal if here && at == 0 => {}
                TokenKind::Equal if self.joins_key(at) => {
                    put(TokenKind::Colon, span);
                    taken = 1 + usize::from(self.touches(at, TokenKind::Greater));
                }
                TokenKind::Equal if here && self.touches(at, TokenKind::Less) => {
                    put(TokenKind::LessEqual, span);
                    taken = 2;
                }
                TokenKind::Equal if here && self.touches(at, TokenKind::Bang) => {
                    put(TokenKind::NotEqual, span);
                    taken = 2;
                }
                TokenKind::Equal if here => put(TokenKind::EqualEqual, span),
                TokenKind::Name if self.is_capital(at, range.start) => {
                    put(TokenKind::keyword(&self.word(at).to_lowercase())?, span);
                }
                TokenKind::Name if here && self.lacks_colon(at) => {
                    put(TokenKind::Colon, span);
                    put(TokenKind::Name, span);
                }
                kind => put(kind, span),
            }
            at += taken;
        }
        let end = Span::at(u32::try_from(self.length).ok()?);
        part.kinds.extend([TokenKind::Newline, TokenKind::End]);
        part.spans.extend([end, end]);
        let tree = syntax::parse_tokens(&self.text, &part).ok()?;
        Some(Made {
            expr: tree.root().clone(),
            depth: tree.depth(),
        })
    }

    /// The parameters that begin here and the arrow behind them: of `x =>`, `(a, b) ->`.
    fn arrow_function(&self, at: usize) -> Option<(Range<usize>, usize)> {
        let params = match self.kind(at) {
            TokenKind::Name => at..at + 1,
            TokenKind::ParenOpen => {
                let names = (at + 1..self.tokens.kinds.len())
                    .take_while(|at| matches!(self.kind(*at), TokenKind::Name | TokenKind::Comma));
                at + 1..at + 1 + names.count()
            }
            _ => return None,
        };
        let closed = usize::from(self.kind(at) == TokenKind::ParenOpen);
        if closed == 1 && self.kind(params.end) != TokenKind::ParenClose {
            return None;
        }
        let arrow = params.end + closed;
        (self.arrow(arrow).is_some() && !self.joins_key(arrow)).then_some((params, arrow))
    }

    /// Whether this `=` or `=>` joins a key and its value, in a dict whose first `=` is to be put right.
    fn joins_key(&self, at: usize) -> bool {
        let first = self
            .tokens
            .spans
            .partition_point(|one| one.start < self.span.start);
        let opens = |at: usize| at >= 2 && self.kind(at - 2) == TokenKind::BraceOpen;
        opens(first)
            && self.kind(at) == TokenKind::Equal
            && (opens(at) || at >= 2 && self.kind(at - 2) == TokenKind::Comma)
    }

    /// Whether an operator in capital letters stands here, in what begins at `start`.
    fn is_capital(&self, at: usize, start: usize) -> bool {
        let before = match at > start {
            true => self.kind(at - 1),
            false => TokenKind::End,
        };
        lexical::is_capital(self.word(at), before, self.kind(at + 1))
    }

    /// The place of a word in [`WORDS`].
    fn extra(&self, offset: usize, length: usize) -> Span {
        let fit = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        let start = self.length + offset;
        Span::new(fit(start), fit(start + length))
    }

    /// Whether a lambda's body begins with this name, and no colon stands before it.
    fn lacks_colon(&self, at: usize) -> bool {
        at >= 2
            && self.kind(at - 1) == TokenKind::Name
            && matches!(self.kind(at - 2), TokenKind::Lambda | TokenKind::Comma)
    }

    /// Whether `!` stands before all of an operand of `and` and `or`: it binds closer than `not`.
    fn negates_operand(&self, at: usize, end: usize) -> bool {
        let begins = at == 0
            || matches!(
                self.kind(at - 1),
                TokenKind::ParenOpen
                    | TokenKind::BracketOpen
                    | TokenKind::Comma
                    | TokenKind::Colon
                    | TokenKind::Ampersand
                    | TokenKind::Bar
                    | TokenKind::And
                    | TokenKind::Or
                    | TokenKind::Bang
                    | TokenKind::If
                    | TokenKind::Else
                    | TokenKind::Unknown
                    | TokenKind::Greater
            );
        let mut here = at + 1;
        if !matches!(
            self.kind(here),
            TokenKind::Name | TokenKind::ParenOpen | TokenKind::Bang
        ) {
            return false;
        }
        let mut open = 0_usize;
        while here < end {
            match self.kind(here) {
                TokenKind::ParenOpen | TokenKind::BracketOpen | TokenKind::BraceOpen => open += 1,
                TokenKind::ParenClose | TokenKind::BracketClose | TokenKind::BraceClose => {
                    if open == 0 {
                        return begins;
                    }
                    open -= 1;
                }
                TokenKind::Name | TokenKind::Dot | TokenKind::Bang => {}
                _ if open > 0 => {}
                TokenKind::And
                | TokenKind::Or
                | TokenKind::Comma
                | TokenKind::If
                | TokenKind::Else
                | TokenKind::Colon => return begins,
                kind @ (TokenKind::Ampersand | TokenKind::Bar) => {
                    return begins && self.touches(here, kind);
                }
                TokenKind::Unknown => return begins && self.word(here) == "?",
                _ => return false,
            }
            here += 1;
        }
        begins
    }
}
