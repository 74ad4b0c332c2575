//! How deep a text nests, found by one look at its tokens.
//!
//! Run before parsing, so that parsing, every walk over the tree and dropping it are safe.
//! The bound counts operators that could nest, not those that do: it is never too small, and exact enough for programs
//! that people write.

use super::diagnostic::Diagnostic;
use super::token::{TokenKind, Tokens};

/// Nested prefixes, conditionals, lambdas and powers; the last two count twice. CPython's parser gives up there.
const MOST_NESTED: u32 = 6000;
/// Operators, calls, subscripts and attributes one after the other. CPython's compiler gives up there.
const MOST_LINKS: u32 = 10_000;
/// Levels of the tree that one pair of brackets may add besides its operators.
const PER_BRACKET: u32 = 8;

/// How much nests, by what it costs.
#[derive(Clone, Copy, Default)]
struct Load {
    nested: u32,
    links: u32,
    brackets: u32,
}

impl Load {
    fn plus(self, other: Load) -> Load {
        Load {
            nested: self.nested.saturating_add(other.nested),
            links: self.links.saturating_add(other.links),
            brackets: self.brackets.saturating_add(other.brackets),
        }
    }

    fn or(self, other: Load) -> Load {
        Load {
            nested: self.nested.max(other.nested),
            links: self.links.max(other.links),
            brackets: self.brackets.max(other.brackets),
        }
    }
}

/// What is being counted between one pair of brackets.
///
/// An element ends at a comma, an operand at `and`, `or` and comparisons. What ends adds nothing to what comes after.
#[derive(Clone, Copy, Default)]
struct Frame {
    /// The deepest element so far.
    deepest: Load,
    /// Lambdas and conditionals of this element: they reach to its end.
    whole: Load,
    /// The deepest operand of this element so far.
    operand: Load,
    /// `not` reaches over comparisons, but not over `and`.
    inverted: Load,
    /// Operators of this operand.
    own: Load,
    /// The deepest brackets of this operand.
    inner: Load,
    /// Lambdas whose colon is still to come: their commas separate parameters.
    lambdas: u32,
}

impl Frame {
    fn end_comparison(&mut self) {
        let operand = self.inverted.plus(self.own).plus(self.inner);
        self.operand = self.operand.or(operand);
        self.own = Load::default();
        self.inner = Load::default();
    }

    fn end_operand(&mut self) {
        self.end_comparison();
        self.inverted = Load::default();
    }

    fn end_element(&mut self) {
        self.end_operand();
        self.deepest = self.deepest.or(self.whole.plus(self.operand));
        self.operand = Load::default();
        if self.lambdas == 0 {
            self.whole = Load::default();
        }
    }
}

/// A bound on the depth of the tree that `tokens` will give, or why it would be too deep.
pub(super) fn depth(tokens: &Tokens) -> Result<usize, Box<Diagnostic>> {
    let mut outer: Vec<Frame> = Vec::new();
    let mut frame = Frame::default();
    for (at, &kind) in tokens.kinds.iter().enumerate() {
        match kind {
            TokenKind::ParenOpen
            | TokenKind::BracketOpen
            | TokenKind::BraceOpen
            | TokenKind::HoleOpen => {
                // After a value it is a call or a subscript, that is, a link of a chain.
                if at > 0 && ends_value(tokens.kinds[at - 1]) {
                    frame.own.links += 1;
                }
                outer.push(frame);
                frame = Frame::default();
            }
            TokenKind::ParenClose
            | TokenKind::BracketClose
            | TokenKind::BraceClose
            | TokenKind::HoleClose => {
                frame.lambdas = 0;
                frame.end_element();
                let mut inner = frame.deepest;
                inner.brackets += 1;
                frame = outer.pop().unwrap_or_default();
                frame.inner = frame.inner.or(inner);
            }
            // A line outside all brackets is a statement of its own: nothing nests beyond it.
            TokenKind::Newline | TokenKind::Semicolon => {
                frame.lambdas = 0;
                frame.end_element();
            }
            TokenKind::Comma | TokenKind::FStringMiddle | TokenKind::FStringEnd => {
                frame.end_element();
            }
            TokenKind::Colon => {
                frame.lambdas = frame.lambdas.saturating_sub(1);
                frame.end_element_at_colon();
            }
            TokenKind::Lambda => {
                frame.lambdas += 1;
                frame.whole.nested += 2;
            }
            TokenKind::Else => {
                frame.end_operand();
                frame.whole.nested += 1;
            }
            TokenKind::And | TokenKind::Or | TokenKind::If | TokenKind::For => frame.end_operand(),
            TokenKind::Not => frame.inverted.nested += 1,
            TokenKind::DoubleStar => frame.own.nested += 2,
            TokenKind::Tilde => frame.own.nested += 1,
            TokenKind::Plus | TokenKind::Minus => {
                let binary = at > 0 && ends_value(tokens.kinds[at - 1]);
                if binary {
                    frame.own.links += 1;
                } else {
                    frame.own.nested += 1;
                }
            }
            TokenKind::Less
            | TokenKind::LessEqual
            | TokenKind::Greater
            | TokenKind::GreaterEqual
            | TokenKind::EqualEqual
            | TokenKind::NotEqual
            | TokenKind::In
            | TokenKind::Is => frame.end_comparison(),
            TokenKind::Dot
            | TokenKind::Star
            | TokenKind::Slash
            | TokenKind::DoubleSlash
            | TokenKind::Percent
            | TokenKind::At
            | TokenKind::ShiftLeft
            | TokenKind::ShiftRight
            | TokenKind::Ampersand
            | TokenKind::Bar
            | TokenKind::Caret => frame.own.links += 1,
            _ => {}
        }
        let here = frame
            .whole
            .plus(frame.inverted)
            .plus(frame.own)
            .plus(frame.inner);
        if here.nested > MOST_NESTED || here.links > MOST_LINKS {
            let diagnostic = Diagnostic::error("too-deep", "too deeply nested", tokens.spans[at]);
            return Err(Box::new(diagnostic.with_help(
                "split the expression, for instance with a list and a function over it",
            )));
        }
    }
    frame.lambdas = 0;
    frame.end_element();
    let load = frame.deepest;
    let depth = load
        .nested
        .saturating_add(load.links)
        .saturating_add((load.brackets + 1).saturating_mul(PER_BRACKET));
    Ok(depth as usize)
}

impl Frame {
    /// A colon ends an element of a dict or a slice, but a lambda goes on behind it.
    fn end_element_at_colon(&mut self) {
        if self.whole.nested == 0 {
            self.end_element();
        } else {
            self.end_operand();
        }
    }
}

/// Whether a value may end with this token, so that `+` after it has two operands.
fn ends_value(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Name
            | TokenKind::Number
            | TokenKind::String
            | TokenKind::FStringEnd
            | TokenKind::False
            | TokenKind::None
            | TokenKind::True
            | TokenKind::Ellipsis
            | TokenKind::ParenClose
            | TokenKind::BracketClose
            | TokenKind::BraceClose
    )
}
