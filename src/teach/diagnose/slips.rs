//! Spellings of other languages and of older Pythons, found by the tokens that make them.
//!
//! Looked for only where a text is no Python, since most of these tokens are right elsewhere: `x ++y` is a sum.

use std::ops::Range;

use super::lexical::{begins_value, ends_value, is_capital};
use crate::modules;
use crate::runtime::value::Value;
use crate::syntax::{Span, TokenKind, Tokens};

/// The first slip among the tokens of `range`, and the token or phrase that makes it.
pub(super) fn find(
    text: &str,
    tokens: &Tokens,
    range: Range<usize>,
) -> Option<(&'static str, Span)> {
    let view = View {
        text,
        tokens,
        range: range.clone(),
        defines: (tokens.kinds.get(range.clone()).unwrap_or_default()).contains(&TokenKind::Def),
    };
    if let Some(found) = view.beginning() {
        return Some(found);
    }
    if let Some(brace) = view.block(range.start) {
        return Some(("brace-block", brace));
    }
    range.clone().find_map(|at| view.slip(at))
}

/// What to call a place where no rule fits: a value too many, or one too few.
pub(super) fn vague(text: &str, tokens: &Tokens, span: Span) -> Option<(&'static str, Span)> {
    let at = tokens
        .spans
        .partition_point(|one| one.start < span.start || is_blank(*one, span));
    let kind = *tokens.kinds.get(at)?;
    let Some(previous) = at.checked_sub(1) else {
        return Some(match kind {
            TokenKind::Star | TokenKind::DoubleStar => ("starred-expression", span),
            _ => ("missing-value", span),
        });
    };
    let before = *tokens.kinds.get(previous)?;
    if ends_value(before) && (begins_value(kind) || kind == TokenKind::Lambda) {
        let name = tokens.spans.get(previous)?;
        let is_called = before == TokenKind::Name && is_function(text.get(name.range())?);
        return Some((
            if is_called {
                "missing-parentheses"
            } else {
                "missing-operator"
            },
            span,
        ));
    }
    if kind == TokenKind::Not && !ends_value(before) && !before.is_keyword() {
        return Some(("bare-not", span));
    }
    if !ends_value(before) && !begins_value(kind) && !kind.is_keyword() || before.is_keyword() {
        return Some(("missing-value", *tokens.spans.get(previous)?));
    }
    None
}

/// Whether the language itself calls a function or a type by that name.
fn is_function(name: &str) -> bool {
    matches!(
        modules::lookup(name),
        Some(Value::Builtin(_) | Value::Type(_))
    )
}

/// Whether the token is only an edge of the line before `span`.
fn is_blank(token: Span, span: Span) -> bool {
    token.is_empty() && token.start < span.start
}

struct View<'t> {
    text: &'t str,
    tokens: &'t Tokens,
    range: Range<usize>,
    /// Whether a `def` is among the tokens: an arrow may be its own.
    defines: bool,
}

impl View<'_> {
    fn kind(&self, at: usize) -> TokenKind {
        if !self.range.contains(&at) {
            return TokenKind::End;
        }
        self.tokens.kinds.get(at).copied().unwrap_or(TokenKind::End)
    }

    fn span(&self, at: usize) -> Span {
        self.tokens.spans.get(at).copied().unwrap_or_default()
    }

    fn word(&self, at: usize) -> &str {
        self.text.get(self.span(at).range()).unwrap_or_default()
    }

    /// Whether these tokens stand here with nothing between them.
    fn is(&self, at: usize, kinds: &[TokenKind]) -> bool {
        kinds.iter().enumerate().all(|(index, kind)| {
            let here = at + index;
            self.kind(here) == *kind
                && (index == 0 || self.span(here - 1).end == self.span(here).start)
        })
    }

    fn over(&self, at: usize, count: usize) -> Span {
        self.span(at).to(self.span(at + count - 1))
    }

    /// Slips that the first words of a line tell.
    fn beginning(&self) -> Option<(&'static str, Span)> {
        let at = self.range.start;
        let next = self.kind(at + 1);
        let kind = match (self.kind(at), self.word(at)) {
            (TokenKind::Name, "function") if begins_value(next) => "function-keyword",
            (TokenKind::Name, "fn" | "func" | "fun")
                if next == TokenKind::Name && self.kind(at + 2) == TokenKind::ParenOpen =>
            {
                "function-keyword"
            }
            (TokenKind::Name, "foreach") if begins_value(next) => "foreach-word",
            (TokenKind::For, _)
                if self.word(at + 1) == "each" && self.kind(at + 2) == TokenKind::Name =>
            {
                return Some(("foreach-word", self.over(at, 2)));
            }
            (TokenKind::Name, "unless") if begins_value(next) || next == TokenKind::Not => {
                "unless-word"
            }
            (TokenKind::DoubleSlash, _) => "c-comment",
            (TokenKind::Name, word)
                if next == TokenKind::Name
                    && self.kind(at + 2) == TokenKind::Equal
                    && !matches!(word, "print" | "exec" | "type" | "match") =>
            {
                "declaration"
            }
            (TokenKind::Equal, _) if at == 0 && !self.is_arrow(at) => "leading-equals",
            (TokenKind::Name, "new") if next == TokenKind::Name => "new-keyword",
            (TokenKind::Name, "elsif" | "elseif") => "else-if",
            (TokenKind::Else, _) if next == TokenKind::If => {
                return Some(("else-if", self.over(at, 2)));
            }
            (TokenKind::Name, "switch")
                if next == TokenKind::ParenOpen || next == TokenKind::Name =>
            {
                "switch"
            }
            (TokenKind::For, _) if next == TokenKind::ParenOpen && self.has_semicolon() => "c-for",
            (TokenKind::Bar, _) => "bar-lambda",
            (kind, _)
                if kind.is_keyword()
                    && !is_constant(kind)
                    && matches!(
                        next,
                        TokenKind::Equal | TokenKind::Dot | TokenKind::PlusEqual
                    )
                    && !(kind == TokenKind::From && next == TokenKind::Dot) =>
            {
                "keyword-as-name"
            }
            _ => return None,
        };
        Some((kind, self.span(at)))
    }

    /// The brace that opens where the body of a statement begins: `if (x) {`.
    fn block(&self, at: usize) -> Option<Span> {
        if !matches!(
            self.kind(at),
            TokenKind::If | TokenKind::While | TokenKind::For
        ) {
            return None;
        }
        let mut open = 0_usize;
        for here in at + 1..self.range.end {
            match self.kind(here) {
                TokenKind::BraceOpen if open == 0 && ends_value(self.kind(here - 1)) => {
                    return Some(self.span(here));
                }
                TokenKind::ParenOpen | TokenKind::BracketOpen | TokenKind::BraceOpen => open += 1,
                TokenKind::ParenClose | TokenKind::BracketClose | TokenKind::BraceClose => {
                    open = open.checked_sub(1)?;
                }
                TokenKind::Colon if open == 0 => return None,
                _ => {}
            }
        }
        None
    }

    fn has_semicolon(&self) -> bool {
        (self.range.start..self.tokens.kinds.len())
            .take_while(|at| self.tokens.kinds.get(*at) != Some(&TokenKind::Newline))
            .any(|at| self.tokens.kinds.get(at) == Some(&TokenKind::Semicolon))
    }

    /// The slip that begins at this token.
    fn slip(&self, at: usize) -> Option<(&'static str, Span)> {
        let before = match at.checked_sub(1) {
            Some(before) => self.kind(before),
            None => TokenKind::End,
        };
        let after = self.kind(at + 1);
        let two = |kind| Some((kind, self.over(at, 2)));
        let one = |kind| Some((kind, self.span(at)));
        match self.kind(at) {
            TokenKind::Equal if self.opens_dict(at) => one("dict-equals"),
            TokenKind::Equal if self.is_arrow(at) => two("arrow-lambda"),
            TokenKind::Equal
                if self.is(at, &[TokenKind::Equal, TokenKind::Less])
                    || self.is(at, &[TokenKind::Equal, TokenKind::Bang]) =>
            {
                two("swapped-operator")
            }
            TokenKind::Arrow if !self.defines => one("arrow-lambda"),
            TokenKind::EqualEqual | TokenKind::NotEqual
                if after == TokenKind::Equal && self.touches(at) =>
            {
                two("triple-equals")
            }
            TokenKind::Ampersand if self.is(at, &[TokenKind::Ampersand, TokenKind::Ampersand]) => {
                two("c-and")
            }
            TokenKind::Bar if self.is(at, &[TokenKind::Bar, TokenKind::Bar]) => two("c-or"),
            TokenKind::Bar if self.is(at, &[TokenKind::Bar, TokenKind::Greater]) => two("pipe"),
            TokenKind::Bar if !ends_value(before) => one("bar-lambda"),
            TokenKind::Bang if !ends_value(before) && before != TokenKind::Equal => one("c-not"),
            TokenKind::Less if self.is(at, &[TokenKind::Less, TokenKind::Greater]) => {
                two("old-not-equal")
            }
            TokenKind::Plus if self.is_doubled(at, TokenKind::Plus) => two("increment"),
            TokenKind::Minus if self.is_doubled(at, TokenKind::Minus) => two("increment"),
            TokenKind::In if after == TokenKind::Not => two("not-order"),
            TokenKind::Dot if after == TokenKind::String => one("dot-concatenation"),
            TokenKind::Dot if self.is(at, &[TokenKind::Dot, TokenKind::Dot]) => two("range-dots"),
            TokenKind::Number if self.is_range(at) => two("range-dots"),
            TokenKind::Slash if self.is(at, &[TokenKind::Slash, TokenKind::Star]) => {
                two("c-comment")
            }
            TokenKind::For if ends_value(before) && self.is_outermost(at) => {
                one("bare-comprehension")
            }
            TokenKind::Unknown => self.unknown(at),
            TokenKind::Name => self.name(at, before, after),
            TokenKind::Lambda => self.lambda(at),
            TokenKind::Else if after == TokenKind::If => two("else-if"),
            TokenKind::Else if self.follows_filter(at) => one("comprehension-else"),
            kind if kind.is_keyword() && !is_constant(kind) => self.keyword(at, before, after),
            _ => None,
        }
    }

    /// `=>`
    fn is_arrow(&self, at: usize) -> bool {
        self.is(at, &[TokenKind::Equal, TokenKind::Greater])
    }

    /// Whether the sign joins the first key of a dict and its value: `{'a' = 1}`.
    fn opens_dict(&self, at: usize) -> bool {
        at >= 2 && self.kind(at - 2) == TokenKind::BraceOpen && ends_value(self.kind(at - 1))
    }

    /// `1..10`, which reads as two numbers, `1.` and `.10`.
    fn is_range(&self, at: usize) -> bool {
        let next = self.word(at + 1);
        self.word(at).ends_with('.') && self.touches(at) && next.starts_with('.')
    }

    /// Whether no bracket is open at this `for`, which is the first one.
    fn is_outermost(&self, at: usize) -> bool {
        let mut open = 0_usize;
        for here in (self.range.start..at).rev() {
            match self.kind(here) {
                TokenKind::ParenClose | TokenKind::BracketClose | TokenKind::BraceClose => {
                    open += 1;
                }
                TokenKind::ParenOpen | TokenKind::BracketOpen | TokenKind::BraceOpen => {
                    let Some(fewer) = open.checked_sub(1) else {
                        return false;
                    };
                    open = fewer;
                }
                TokenKind::For if open == 0 => return false,
                _ => {}
            }
        }
        true
    }

    /// Whether this `else` stands behind the `if` of a comprehension, with a `for` before that.
    fn follows_filter(&self, at: usize) -> bool {
        let mut open = 0_usize;
        let mut seen_if = false;
        for here in (self.range.start..at).rev() {
            match self.kind(here) {
                TokenKind::ParenClose | TokenKind::BracketClose | TokenKind::BraceClose => {
                    open += 1;
                }
                TokenKind::ParenOpen | TokenKind::BracketOpen | TokenKind::BraceOpen => {
                    if open == 0 {
                        return false;
                    }
                    open -= 1;
                }
                TokenKind::If if open == 0 => {
                    if seen_if {
                        return false;
                    }
                    seen_if = true;
                }
                TokenKind::Else | TokenKind::Lambda if open == 0 => return false,
                TokenKind::For if open == 0 => return seen_if,
                _ => {}
            }
        }
        false
    }

    fn touches(&self, at: usize) -> bool {
        self.span(at).end == self.span(at + 1).start
    }

    /// Whether `++` or `--` stands here with nothing to add.
    fn is_doubled(&self, at: usize, kind: TokenKind) -> bool {
        self.is(at, &[kind, kind])
            && !begins_value(self.kind(at + 2))
            && !matches!(
                self.kind(at + 2),
                TokenKind::Plus | TokenKind::Minus | TokenKind::Tilde | TokenKind::Not
            )
    }

    fn unknown(&self, at: usize) -> Option<(&'static str, Span)> {
        let kind = match self.word(at) {
            "?" => {
                let next = self.word(at + 1);
                match next {
                    "?" if self.touches(at) => {
                        return Some(("null-coalescing", self.over(at, 2)));
                    }
                    "." if self.touches(at) => {
                        return Some(("optional-chaining", self.over(at, 2)));
                    }
                    _ => "c-ternary",
                }
            }
            "`" => "backquotes",
            "$" => "dollar-name",
            _ => "invalid-character",
        };
        Some((kind, self.span(at)))
    }

    fn name(&self, at: usize, before: TokenKind, after: TokenKind) -> Option<(&'static str, Span)> {
        let word = self.word(at);
        match word {
            "function" if begins_value(after) && !ends_value(before) => {
                Some(("function-keyword", self.span(at)))
            }
            "λ" if after == TokenKind::Name => Some(("look-alike", self.span(at))),
            "new" if after == TokenKind::Name => Some(("new-keyword", self.span(at))),
            "then" if ends_value(before) => Some(("then-word", self.span(at))),
            "ur" | "Ur" | "uR" | "UR" if after == TokenKind::String && self.touches(at) => {
                Some(("old-string-prefix", self.span(at)))
            }
            "BETWEEN" | "LIKE" | "ILIKE" if ends_value(before) => Some(("sql-word", self.span(at))),
            "SELECT" | "CASE" if begins_value(after) && !ends_value(before) => {
                Some(("sql-word", self.span(at)))
            }
            "each" if before == TokenKind::For && after == TokenKind::Name => {
                Some(("foreach-word", self.span(at)))
            }
            _ if is_capital(word, before, after) => Some(("capital-keyword", self.span(at))),
            _ => None,
        }
    }

    /// `lambda x return x`, `lambda x: return x`, `lambda x x + 1`
    fn lambda(&self, at: usize) -> Option<(&'static str, Span)> {
        let mut open = 0_usize;
        let mut here = at + 1;
        while self.range.contains(&here) {
            match self.kind(here) {
                TokenKind::ParenOpen if open == 0 && self.is_parameter_start(here) => {
                    return Some(("tuple-parameter", self.bracket(here)));
                }
                TokenKind::ParenOpen | TokenKind::BracketOpen | TokenKind::BraceOpen => open += 1,
                TokenKind::ParenClose | TokenKind::BracketClose | TokenKind::BraceClose => {
                    if open == 0 {
                        return Some(("missing-colon", self.span(here - 1)));
                    }
                    open -= 1;
                }
                TokenKind::Return if open == 0 => return Some(("lambda-return", self.span(here))),
                TokenKind::Arrow if open == 0 => return Some(("arrow-lambda", self.span(here))),
                TokenKind::Equal if self.is_arrow(here) => {
                    return Some(("arrow-lambda", self.over(here, 2)));
                }
                TokenKind::Name
                    if open == 0
                        && ends_value(self.kind(here - 1))
                        && !matches!(self.kind(here - 1), TokenKind::Lambda) =>
                {
                    return Some(("missing-colon", self.span(here)));
                }
                TokenKind::Colon if open == 0 => {
                    return (self.kind(here + 1) == TokenKind::Return)
                        .then(|| ("lambda-return", self.span(here + 1)));
                }
                kind if open == 0
                    && kind.is_keyword()
                    && matches!(self.kind(here - 1), TokenKind::Lambda | TokenKind::Comma)
                    && !is_constant(kind)
                    && kind != TokenKind::Lambda =>
                {
                    return Some(("keyword-as-name", self.span(here)));
                }
                _ => {}
            }
            here += 1;
        }
        Some(("missing-colon", self.span(here.saturating_sub(1))))
    }

    fn is_parameter_start(&self, at: usize) -> bool {
        matches!(self.kind(at - 1), TokenKind::Lambda | TokenKind::Comma)
    }

    /// The brackets that open here.
    fn bracket(&self, at: usize) -> Span {
        let mut open = 0_usize;
        let mut here = at;
        while self.range.contains(&here) {
            match self.kind(here) {
                TokenKind::ParenOpen => open += 1,
                TokenKind::ParenClose if open == 1 => break,
                TokenKind::ParenClose => open -= 1,
                _ => {}
            }
            here += 1;
        }
        self.span(at).to(self.span(here))
    }

    /// A keyword where only a name can stand.
    fn keyword(
        &self,
        at: usize,
        before: TokenKind,
        after: TokenKind,
    ) -> Option<(&'static str, Span)> {
        let after_dot = before == TokenKind::Dot;
        let named = matches!(before, TokenKind::ParenOpen | TokenKind::Comma)
            && after == TokenKind::Equal
            && !self.is_arrow(at + 1);
        let bound = matches!(before, TokenKind::For | TokenKind::As | TokenKind::Def)
            && at > self.range.start
            && self.kind(at) != TokenKind::Lambda;
        let alone = matches!(before, TokenKind::ParenOpen | TokenKind::Comma)
            && matches!(after, TokenKind::ParenClose | TokenKind::Comma)
            && !matches!(self.kind(at), TokenKind::Yield);
        (after_dot || named || bound || alone).then(|| ("keyword-as-name", self.span(at)))
    }
}

/// Whether the keyword is a value.
fn is_constant(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::None | TokenKind::True | TokenKind::False)
}
