//! Text to tree. Knows nothing of values, names in scope or evaluation.

pub mod ast;
mod complaint;
mod diagnostic;
mod lexer;
mod literal;
mod names;
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
pub(crate) mod walk;

pub use diagnostic::{Diagnostic, Severity};
pub use lexer::tokenize;
#[cfg(feature = "re")]
pub(crate) use names::character as named_character;
pub(crate) use names::name as name_of_character;
pub use room::with_room;
pub use source::Source;
pub use span::Span;
pub use token::{LexError, OpenBracket, TokenKind, Tokens};
pub use tree::Tree;
pub use unparse::{unparse, unparse_params};

use std::rc::Rc;

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

/// The expression that some tokens of `text` are: those of an operand, a parameter's default, a statement's part.
///
/// The tokens end in `Newline` and `End`, like those of a whole text.
///
/// ```
/// use lambkin::syntax;
/// let tokens = syntax::tokenize("1 + 2", 0);
/// assert!(syntax::parse_tokens(&"1 + 2".into(), &tokens).is_ok());
/// ```
///
/// # Errors
/// What CPython says about the tokens when they are no expression.
pub fn parse_tokens(text: &Rc<str>, tokens: &Tokens) -> Result<Tree, Box<Diagnostic>> {
    let (tree, length, late) = parse_front_tokens(text, tokens)?
        .ok_or_else(|| Box::new(complaint::complaint(text, tokens)))?;
    let rest = tokens.kinds.get(length..).unwrap_or_default();
    if rest
        .iter()
        .any(|kind| !matches!(kind, TokenKind::Newline | TokenKind::End))
    {
        return Err(Box::new(complaint::complaint(text, tokens)));
    }
    late.map_or(Ok(tree), |late| Err(Box::new(late)))
}

/// How many of the tokens the longest expression at their front takes; none where no expression begins there.
///
/// ```
/// use lambkin::syntax;
/// let tokens = syntax::tokenize("x print(1)", 0);
/// assert_eq!(syntax::expression_length(&"x print(1)".into(), &tokens), 1);
/// ```
#[must_use]
pub fn expression_length(text: &Rc<str>, tokens: &Tokens) -> usize {
    match parse_front_tokens(text, tokens) {
        Ok(Some((_, length, _))) => length,
        Ok(None) | Err(_) => 0,
    }
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
    let parsed = parse_front_tokens(&Rc::from(text), &tokens).map_err(|late| vec![*late])?;
    let Some((tree, length, late)) = parsed else {
        return Err(vec![complaint::complaint(text, &tokens)]);
    };
    Ok(Front {
        tree,
        length,
        late,
        tokens,
    })
}

/// A tree, how many tokens it takes, and what CPython would say about it though it parses.
type Parsed = (Tree, usize, Option<Diagnostic>);

fn parse_front_tokens(text: &Rc<str>, tokens: &Tokens) -> Result<Option<Parsed>, Box<Diagnostic>> {
    let depth = nesting::depth(tokens)?;
    let parsed = with_stack(depth.saturating_mul(PARSER_PER_LEVEL), || {
        parser::parse(text, tokens)
    });
    Ok(parsed.map(|mut parsed| {
        parsed
            .late
            .sort_by_key(|late| (late.stage, late.diagnostic.span.start));
        let late = parsed.late.into_iter().next().map(|late| late.diagnostic);
        (Tree::new(parsed.root, depth), parsed.length, late)
    }))
}
