//! Text to tree. Knows nothing of values, names in scope or evaluation.

pub mod ast;
mod complaint;
mod diagnostic;
mod lexer;
mod literal;
mod nesting;
mod number;
mod parser;
mod quote;
mod room;
mod source;
mod span;
mod token;
mod tree;
mod unparse;

pub use diagnostic::{Diagnostic, Severity};
pub use lexer::tokenize;
pub use room::with_room;
pub use source::Source;
pub use span::Span;
pub use token::{LexError, OpenBracket, TokenKind, Tokens};
pub use tree::Tree;
pub use unparse::{unparse, unparse_params};

use room::with_stack;

/// Stack that the parser may use for one level of brackets or operators.
const PARSER_PER_LEVEL: usize = if cfg!(debug_assertions) {
    40 << 10
} else {
    32 << 10
};

/// The expression that `text` is.
///
/// As in Python's `eval`, spaces and tabs before it do not count.
///
/// ```
/// use lambkin::syntax;
/// assert!(syntax::parse("1 + 2").is_ok());
/// assert_eq!(syntax::parse("1 +").unwrap_err()[0].message, "invalid syntax");
/// ```
///
/// # Errors
/// What is wrong with the text; the first diagnostic says what CPython says.
pub fn parse(text: &str) -> Result<Tree, Vec<Diagnostic>> {
    let front = parse_front(text)?;
    let rest = front.tokens.kinds.get(front.length..).unwrap_or_default();
    let done = front.tokens.error.is_none()
        && rest
            .iter()
            .all(|kind| matches!(kind, TokenKind::Newline | TokenKind::End));
    if !done {
        return Err(vec![complaint::complaint(text, &front.tokens)]);
    }
    front.late.map_or(Ok(front.tree), |late| Err(vec![late]))
}

/// The expression at the front of `text`, and where it ends.
///
/// ```
/// use lambkin::syntax;
/// let (_, end) = syntax::parse_prefix("a + b; c").unwrap();
/// assert_eq!(end, 5);
/// ```
///
/// # Errors
/// What is wrong with the text when no expression stands at its front.
pub fn parse_prefix(text: &str) -> Result<(Tree, usize), Vec<Diagnostic>> {
    let front = parse_front(text)?;
    if let Some(late) = front.late {
        return Err(vec![late]);
    }
    let last = front.tokens.spans.get(front.length.saturating_sub(1));
    Ok((front.tree, last.map_or(0, |span| span.end as usize)))
}

/// Whether a text that is no expression yet can become one by going on in the next line.
///
/// ```
/// use lambkin::syntax::is_unfinished;
/// assert!(is_unfinished("f(1,") && is_unfinished("\"\"\"a") && is_unfinished("[x for x in"));
/// assert!(!is_unfinished("(1 2") && !is_unfinished("1 +") && !is_unfinished("1"));
/// ```
#[must_use]
pub fn is_unfinished(text: &str) -> bool {
    if source::check(text).is_err() || parse(text).is_ok() {
        return false;
    }
    // Going on means that this line ends.
    let text = &format!("{text}\n");
    let start = text.len() - text.trim_start_matches([' ', '\t']).len();
    let tokens = tokenize(text, start);
    nesting::depth(&tokens).is_ok() && complaint::is_unfinished(text, &tokens)
}

/// An expression at the front of a text, and what else was found.
struct Front {
    tree: Tree,
    tokens: Tokens,
    /// How many tokens the expression takes.
    length: usize,
    /// What CPython would say about the expression though it parses.
    late: Option<Diagnostic>,
}

fn parse_front(text: &str) -> Result<Front, Vec<Diagnostic>> {
    source::check(text).map_err(|diagnostic| vec![*diagnostic])?;
    let start = text.len() - text.trim_start_matches([' ', '\t']).len();
    let tokens = tokenize(text, start);
    let depth = nesting::depth(&tokens).map_err(|diagnostic| vec![*diagnostic])?;
    let parsed = with_stack(depth.saturating_mul(PARSER_PER_LEVEL), || {
        parser::parse(text, &tokens)
    });
    let Some(mut parsed) = parsed else {
        return Err(vec![complaint::complaint(text, &tokens)]);
    };
    let tree = Tree::new(parsed.root, depth);
    parsed
        .late
        .sort_by_key(|late| (late.stage, late.diagnostic.span.start));
    Ok(Front {
        tree,
        length: parsed.length,
        late: parsed.late.into_iter().next().map(|late| late.diagnostic),
        tokens,
    })
}
