//! Expressions that are spelled as another language or an older Python spells them.
//!
//! The tokens are put right one by one; what they make must then parse, and is written out from the tree.

mod exchange;
mod order;

use std::ops::Range;
use std::rc::Rc;

use super::{Suggestion, spelling};
use crate::syntax::ast::{Conditional, Expr, ExprKind, Lambda, Param, Params};
use crate::syntax::{self, Span, TokenKind, Tokens, unparse, with_room};

/// How often one text may be put right, and how deep repairs may nest.
const MOST_REPAIRS: usize = 32;
/// Texts longer than this are not put right.
const LONGEST: usize = 10_000;
/// Words that repairs need and the text may not hold; they stand behind it.
const WORDS: &str = " repr 1";

/// What to write instead of a text with a slip of that kind at that place.
pub(in crate::teach) fn suggest(
    kind: &str,
    span: Span,
    text: &str,
    tokens: &Tokens,
) -> Option<Suggestion> {
    if text.len() > LONGEST {
        return None;
    }
    match kind {
        "smart-quotes" | "look-alike" | "long-number" | "old-octal" if tokens.error.is_some() => {
            spelling::retyped(text).map(Suggestion::exact)
        }
        "unclosed-bracket" => spelling::closed(text, tokens)
            .map(|expr| Suggestion::when(expr, "the bracket is meant to close at the end")),
        "increment" => repaired(text, tokens, span)
            .map(|expr| Suggestion::when(expr, "the name itself keeps its value")),
        "missing-colon" => repaired(text, tokens, span)
            .map(|expr| Suggestion::when(expr, "the body of the function begins there")),
        "missing-else" => {
            let whole = format!("{} else None", text.trim_end());
            let parses = tokens.error.is_none() && syntax::parse(&whole).is_ok();
            parses.then(|| Suggestion::when(whole, "the value may be `None` otherwise"))
        }
        "single-equals" => repaired(text, tokens, span)
            .filter(|_| !names_argument(tokens, span))
            .map(|expr| Suggestion::when(expr, "the two are to be compared")),
        "swapped-operator" => repaired(text, tokens, span)
            .map(|expr| Suggestion::when(expr, "the two are to be compared")),
        "not-order" => {
            repaired(text, tokens, span).map(|expr| Suggestion::when(expr, "`not in` is meant"))
        }
        "dot-concatenation" => repaired(text, tokens, span)
            .map(|expr| Suggestion::when(expr, "texts are to be joined")),
        "bare-comprehension" => ordered(kind, text, tokens, span)
            .map(|expr| Suggestion::when(expr, "a list of them is wanted")),
        "comprehension-else" => ordered(kind, text, tokens, span)
            .map(|expr| Suggestion::when(expr, "every item is to have a value")),
        "brace-block" => ordered(kind, text, tokens, span)
            .map(|expr| Suggestion::when(expr, "a value is wanted, and nothing is to be done")),
        "missing-parentheses" => ordered(kind, text, tokens, span)
            .map(|expr| Suggestion::when(expr, "what follows is the argument")),
        "dict-equals" => repaired(text, tokens, span)
            .map(|expr| Suggestion::when(expr, "a key and its value are to be joined")),
        "null-coalescing" | "optional-chaining" | "c-for" | "declaration" | "new-keyword"
        | "switch" | "then-word" | "pipe" | "range-dots" | "sql-word" | "foreach-word"
        | "unless-word" | "c-comment" => None,
        _ => repaired(text, tokens, span).map(Suggestion::exact),
    }
}

/// The text with Python's words for `null`, `true` and `false`.
pub(in crate::teach) fn constants(text: &str) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    let tokens = syntax::tokenize(
        text,
        text.len() - text.trim_start_matches([' ', '\t']).len(),
    );
    repaired(text, &tokens, Span::default())
}

fn repaired(text: &str, tokens: &Tokens, span: Span) -> Option<String> {
    let (repair, end) = Repair::new(text, tokens, span)?;
    written(&repair.expression(0..end, MOST_REPAIRS)?)
}

/// The text with its tokens in Python's order.
fn ordered(kind: &str, text: &str, tokens: &Tokens, span: Span) -> Option<String> {
    let (repair, end) = Repair::new(text, tokens, span)?;
    repair.ordered(kind, end)
}

/// Whether the `=` stands behind the name of an argument, written as a text: `dict('a'=1)`.
fn names_argument(tokens: &Tokens, span: Span) -> bool {
    let end = tokens.spans.partition_point(|one| one.start < span.start);
    matches!(
        tokens.kinds.get(..end),
        Some(
            [.., TokenKind::Comma, TokenKind::String]
                | [.., TokenKind::Name, TokenKind::ParenOpen, TokenKind::String]
        )
    )
}

/// The text of a tree that was put together; it must be a program again.
fn written(made: &Made) -> Option<String> {
    let text = with_room(made.depth, || unparse(&made.expr));
    syntax::parse(&text).is_ok().then_some(text)
}

/// An expression that was put together, and a bound on how deep it nests.
struct Made {
    expr: Expr,
    depth: usize,
}

impl Made {
    fn new(kind: ExprKind, depth: usize) -> Self {
        Made {
            expr: Expr {
                kind,
                span: Span::default(),
            },
            depth: depth + 1,
        }
    }
}

/// A text, its tokens, and the place that is to be put right.
struct Repair<'t> {
    /// The text and, behind it, [`WORDS`].
    text: Rc<str>,
    length: usize,
    tokens: &'t Tokens,
    span: Span,
}

impl<'t> Repair<'t> {
    /// The repair of a text whose tokens could be read, and how many tokens there are before the end of the line.
    fn new(text: &str, tokens: &'t Tokens, span: Span) -> Option<(Self, usize)> {
        if tokens.error.is_some() {
            return None;
        }
        let repair = Repair {
            text: Rc::from(format!("{text}{WORDS}")),
            length: text.len(),
            tokens,
            span,
        };
        let last = (tokens.kinds.iter())
            .rposition(|kind| !matches!(kind, TokenKind::Newline | TokenKind::End))?;
        Some((repair, last + 1))
    }
}

impl Repair<'_> {
    fn kind(&self, at: usize) -> TokenKind {
        self.tokens.kinds.get(at).copied().unwrap_or(TokenKind::End)
    }

    fn place(&self, at: usize) -> Span {
        self.tokens.spans.get(at).copied().unwrap_or_default()
    }

    fn word(&self, at: usize) -> &str {
        self.text.get(self.place(at).range()).unwrap_or_default()
    }

    fn touches(&self, at: usize, kind: TokenKind) -> bool {
        self.kind(at + 1) == kind && self.place(at).end == self.place(at + 1).start
    }

    /// The expression that these tokens mean.
    fn expression(&self, range: Range<usize>, repairs: usize) -> Option<Made> {
        if repairs == 0 || range.is_empty() {
            return None;
        }
        if self.is_wrapped(&range) {
            return self.expression(range.start + 1..range.end - 1, repairs - 1);
        }
        if self.kind(range.start) == TokenKind::Name
            && matches!(self.word(range.start), "function" | "fn" | "func" | "fun")
        {
            return self.function(range, repairs);
        }
        if self.kind(range.start) == TokenKind::Bar {
            let close = self.find(range.start + 1..range.end, |at| {
                self.kind(at) == TokenKind::Bar
            })?;
            let params = self.params(range.start + 1..close)?;
            return self.lambda(params, close + 1..range.end, repairs);
        }
        if let Some(arrow) = self.find(range.clone(), |at| self.arrow(at).is_some()) {
            // `lambda x => x` has both spellings.
            let lambda = usize::from(self.kind(range.start) == TokenKind::Lambda);
            let params = self.params(range.start + lambda..arrow)?;
            let body = arrow + self.arrow(arrow)?..range.end;
            return self.lambda(params, body, repairs);
        }
        if let Some(mark) = self.find(range.clone(), |at| self.word(at) == "?") {
            return self.ternary(&range, mark, repairs);
        }
        self.plain(range)
    }

    /// How many tokens the arrow takes that stands here.
    fn arrow(&self, at: usize) -> Option<usize> {
        match self.kind(at) {
            TokenKind::Arrow => Some(1),
            TokenKind::Equal if self.touches(at, TokenKind::Greater) => Some(2),
            _ => None,
        }
    }

    /// The first token outside all brackets for which `is` holds.
    fn find(&self, mut range: Range<usize>, is: impl Fn(usize) -> bool) -> Option<usize> {
        let mut open = 0_usize;
        range.find(|at| match self.kind(*at) {
            TokenKind::ParenOpen
            | TokenKind::BracketOpen
            | TokenKind::BraceOpen
            | TokenKind::HoleOpen => {
                open += 1;
                false
            }
            TokenKind::ParenClose
            | TokenKind::BracketClose
            | TokenKind::BraceClose
            | TokenKind::HoleClose => {
                open = open.saturating_sub(1);
                false
            }
            _ => open == 0 && is(*at),
        })
    }

    /// Whether one pair of parentheses holds all the tokens and something that needs repair.
    fn is_wrapped(&self, range: &Range<usize>) -> bool {
        if self.kind(range.start) != TokenKind::ParenOpen
            || self.kind(range.end - 1) != TokenKind::ParenClose
        {
            return false;
        }
        let mut open = 0_usize;
        let closes = range.clone().find(|at| {
            match self.kind(*at) {
                TokenKind::ParenOpen => open += 1,
                TokenKind::ParenClose => open -= 1,
                _ => {}
            }
            open == 0
        });
        closes == Some(range.end - 1)
            && (range.clone()).any(|at| self.arrow(at).is_some() || self.word(at) == "?")
    }

    /// `x`, `(a, b)`, `a, b`, `()`
    fn params(&self, range: Range<usize>) -> Option<Params> {
        let parenthesised = self.kind(range.start) == TokenKind::ParenOpen;
        let range = match parenthesised {
            true => range.start + 1..range.end.checked_sub(1)?,
            false => range,
        };
        let mut params = Params::default();
        for (index, at) in range.enumerate() {
            match (index % 2, self.kind(at)) {
                (0, TokenKind::Name) => params.positional.push(Param {
                    name: self.word(at).into(),
                    default: None,
                    span: self.place(at),
                }),
                (1, TokenKind::Comma) => {}
                _ => return None,
            }
        }
        Some(params)
    }

    fn lambda(&self, params: Params, body: Range<usize>, repairs: usize) -> Option<Made> {
        let body = self.expression(self.returned(body), repairs - 1)?;
        let lambda = Lambda {
            params,
            body: body.expr,
        };
        Some(Made::new(ExprKind::Lambda(Box::new(lambda)), body.depth))
    }

    /// What `{ return x; }` returns; other tokens as they are.
    fn returned(&self, body: Range<usize>) -> Range<usize> {
        if self.kind(body.start) != TokenKind::BraceOpen
            || self.kind(body.start + 1) != TokenKind::Return
            || body.len() < 4
        {
            return body;
        }
        let mut end = body.end - 1;
        if self.kind(end - 1) == TokenKind::Semicolon {
            end -= 1;
        }
        body.start + 2..end
    }

    /// `function name(params) { return body; }`
    fn function(&self, range: Range<usize>, repairs: usize) -> Option<Made> {
        let open = (range.clone()).find(|at| self.kind(*at) == TokenKind::ParenOpen)?;
        let close = (open..range.end).find(|at| self.kind(*at) == TokenKind::ParenClose)?;
        let params = self.params(open..close + 1)?;
        let body = self.returned(close + 1..range.end);
        if open > range.start + 2 || body.start == close + 1 {
            return None;
        }
        self.lambda(params, body, repairs)
    }

    /// `test ? body : orelse`
    fn ternary(&self, range: &Range<usize>, mark: usize, repairs: usize) -> Option<Made> {
        let mut marks = 0_usize;
        let colon = self.find(mark..range.end, |_| true).and_then(|_| {
            let mut open = 0_usize;
            (mark..range.end).find(|at| {
                match self.kind(*at) {
                    TokenKind::ParenOpen | TokenKind::BracketOpen | TokenKind::BraceOpen => {
                        open += 1;
                    }
                    TokenKind::ParenClose | TokenKind::BracketClose | TokenKind::BraceClose => {
                        open = open.saturating_sub(1);
                    }
                    TokenKind::Unknown if open == 0 => marks += 1,
                    TokenKind::Colon if open == 0 => marks -= 1,
                    _ => {}
                }
                marks == 0
            })
        })?;
        let test = self.expression(range.start..mark, repairs - 1)?;
        let body = self.expression(mark + 1..colon, repairs - 1)?;
        let orelse = self.expression(colon + 1..range.end, repairs - 1)?;
        let depth = test.depth.max(body.depth).max(orelse.depth);
        let conditional = Conditional {
            test: test.expr,
            body: body.expr,
            orelse: orelse.expr,
        };
        Some(Made::new(
            ExprKind::Conditional(Box::new(conditional)),
            depth,
        ))
    }
}
