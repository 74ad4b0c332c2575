//! Python that is not in the language: the forms it refuses, and statements.

use super::reader::{Form, Reader, Refused};
use crate::syntax::diagnostic::Diagnostic;
use crate::syntax::span::Span;
use crate::syntax::token::{TokenKind, Tokens};

const ASYNC: &str = "asynchronous comprehension outside of an asynchronous function";

/// The complaint about a text that is an expression in Python, but not here.
pub(super) fn form(reader: &Reader<'_>) -> Diagnostic {
    let first = reader.refused.iter().min_by_key(|(at, _)| *at).copied();
    let Some((at, refused)) = first else {
        let end = reader.place(reader.seen.saturating_sub(1));
        return Diagnostic::error("invalid-syntax", "invalid syntax", end);
    };
    let scope = reader
        .scopes
        .iter()
        .filter(|scope| (scope.start..scope.end).contains(&at))
        .max_by_key(|scope| scope.start);
    let in_lambda = reader
        .scopes
        .iter()
        .any(|scope| matches!(scope.form, Form::Lambda) && (scope.start..scope.end).contains(&at));
    let comprehension = scope.filter(|scope| !matches!(scope.form, Form::Lambda));
    let generator = scope.is_some_and(|scope| matches!(scope.form, Form::Generator));
    let span = reader.place(at);
    let (kind, message, help) = match refused {
        Refused::Walrus => (
            "walrus",
            "assignment expressions are not part of the language".to_owned(),
            "give the value a name with a lambda: `(lambda name: ...)(value)`",
        ),
        Refused::Yield => {
            let from = reader.words(at + 1) == "from";
            let message = match comprehension {
                Some(scope) => format!("'yield' inside {}", scope.name()),
                None if in_lambda => "yield expressions are not part of the language".to_owned(),
                None if from => "'yield from' outside function".to_owned(),
                None => "'yield' outside function".to_owned(),
            };
            (
                "yield",
                message,
                "write a generator expression: `(item for item in items)`",
            )
        }
        Refused::Await => {
            let message = if generator {
                "await expressions are not part of the language"
            } else if comprehension.is_some() {
                ASYNC
            } else if in_lambda {
                "'await' outside async function"
            } else {
                "'await' outside function"
            };
            (
                "await",
                message.to_owned(),
                "nothing here is asynchronous; leave `await` out",
            )
        }
        Refused::Async => {
            let message = if generator {
                "asynchronous generators are not part of the language"
            } else {
                ASYNC
            };
            (
                "async-comprehension",
                message.to_owned(),
                "nothing here is asynchronous; leave `async` out",
            )
        }
    };
    Diagnostic::error(kind, message, span).with_help(help)
}

/// Gives a complaint the kind of the statement that the text is, where it is one.
pub(super) fn name_statement(
    text: &str,
    tokens: &Tokens,
    mut diagnostic: Diagnostic,
) -> Diagnostic {
    if diagnostic.kind == "invalid-syntax"
        && let Some((kind, span, help)) = statement(text, tokens)
    {
        diagnostic.kind = kind;
        diagnostic.span = span;
        diagnostic.help = Some(help.to_owned());
    }
    diagnostic
}

/// The statement that the tokens are, by the word it begins with or by the sign outside all brackets that makes it one.
fn statement(text: &str, tokens: &Tokens) -> Option<(&'static str, Span, &'static str)> {
    let first = *tokens.kinds.first()?;
    let span = *tokens.spans.first()?;
    let second = tokens.kinds.get(1).copied();
    if let Some((kind, help)) = keyword_statement(first, second) {
        return Some((kind, span, help));
    }
    let word = text.get(span.range()).unwrap_or_default();
    if first == TokenKind::Name && second == Some(TokenKind::Name) {
        // A name before a name is no expression.
        let has = |kind| tokens.kinds.contains(&kind);
        if word == "match" && has(TokenKind::Colon) {
            return Some(("match", span, "write a conditional: `a if test else b`"));
        }
        if word == "type" && has(TokenKind::Equal) {
            let help = "types are values here, and need no statement";
            return Some(("type-alias", span, help));
        }
    }
    sign_statement(tokens)
}

fn keyword_statement(
    first: TokenKind,
    second: Option<TokenKind>,
) -> Option<(&'static str, &'static str)> {
    Some(match first {
        TokenKind::Def => ("def", "write a lambda: `lambda x: ...`"),
        TokenKind::Async if second == Some(TokenKind::Def) => {
            ("async-def", "nothing here is asynchronous; write a lambda")
        }
        TokenKind::Async if second == Some(TokenKind::With) => {
            ("with", "nothing here has to be opened and closed")
        }
        TokenKind::Async => ("for", "write a comprehension: `[... for x in xs]`"),
        TokenKind::At => (
            "decorator",
            "call the function yourself: `decorate(lambda x: ...)`",
        ),
        TokenKind::Class => ("class", "use a dict or a tuple for a record"),
        TokenKind::Return => (
            "return",
            "an expression is its own result; leave `return` out",
        ),
        TokenKind::If => ("if", "write a conditional: `a if test else b`"),
        TokenKind::Elif => ("elif", "write a conditional: `a if test else b`"),
        TokenKind::Else => ("else", "write a conditional: `a if test else b`"),
        TokenKind::For => ("for", "write a comprehension: `[... for x in xs]`"),
        TokenKind::While => (
            "while",
            "use `itertools.takewhile`, `reduce` or a recursive lambda",
        ),
        TokenKind::Break => ("break", "use `next(...)` or `itertools.takewhile`"),
        TokenKind::Continue => ("continue", "use an `if` in the comprehension"),
        TokenKind::Try | TokenKind::Except | TokenKind::Finally => {
            ("try", "test beforehand: `a if test else b`")
        }
        TokenKind::With => ("with", "nothing here has to be opened and closed"),
        TokenKind::Raise => ("raise", "nothing in the language raises at will"),
        TokenKind::Assert => ("assert", "write a conditional: `a if test else b`"),
        TokenKind::Del => ("del", "build a new list or dict without the item"),
        TokenKind::Global => ("global", "there are no variables to declare"),
        TokenKind::Nonlocal => ("nonlocal", "there are no variables to declare"),
        TokenKind::Pass => ("pass", "write `None`"),
        TokenKind::Import => ("import", "modules are there without import: `math.pi`"),
        TokenKind::From => ("from-import", "modules are there without import: `math.pi`"),
        TokenKind::Yield => (
            "yield",
            "write a generator expression: `(item for item in items)`",
        ),
        _ => return None,
    })
}

fn sign_statement(tokens: &Tokens) -> Option<(&'static str, Span, &'static str)> {
    const NAME_IT: &str = "give the value a name with a lambda: `(lambda name: ...)(value)`";
    let mut level = 0_usize;
    let mut lambdas = 0_usize;
    let mut equals = Vec::new();
    let mut comma = false;
    for (kind, span) in tokens.kinds.iter().zip(&tokens.spans) {
        match kind {
            TokenKind::ParenOpen
            | TokenKind::BracketOpen
            | TokenKind::BraceOpen
            | TokenKind::HoleOpen => level += 1,
            TokenKind::ParenClose
            | TokenKind::BracketClose
            | TokenKind::BraceClose
            | TokenKind::HoleClose => level = level.saturating_sub(1),
            _ if level > 0 => {}
            TokenKind::Lambda => lambdas += 1,
            TokenKind::Colon if lambdas > 0 => lambdas -= 1,
            TokenKind::Colon if equals.is_empty() => {
                return Some(("annotated-assignment", *span, NAME_IT));
            }
            TokenKind::Comma if equals.is_empty() => comma = true,
            TokenKind::Equal if lambdas == 0 => equals.push(*span),
            TokenKind::ColonEqual => return Some(("walrus", *span, NAME_IT)),
            TokenKind::Semicolon => {
                return Some((
                    "semicolon",
                    *span,
                    "put the expressions into a tuple: `(a, b)`",
                ));
            }
            TokenKind::PlusEqual
            | TokenKind::MinusEqual
            | TokenKind::StarEqual
            | TokenKind::SlashEqual
            | TokenKind::DoubleSlashEqual
            | TokenKind::PercentEqual
            | TokenKind::AtEqual
            | TokenKind::AmpersandEqual
            | TokenKind::BarEqual
            | TokenKind::CaretEqual
            | TokenKind::ShiftRightEqual
            | TokenKind::ShiftLeftEqual
            | TokenKind::DoubleStarEqual => {
                return Some((
                    "augmented-assignment",
                    *span,
                    "write the sum itself: `total + x`",
                ));
            }
            TokenKind::Newline => break,
            _ => {}
        }
    }
    match equals.as_slice() {
        [] => several_lines(tokens),
        [only] if comma => Some(("tuple-assignment", *only, NAME_IT)),
        [only] => Some(("assignment", *only, NAME_IT)),
        [first, ..] => Some(("chained-assignment", *first, NAME_IT)),
    }
}

/// A second line that begins like the first, outside all brackets.
fn several_lines(tokens: &Tokens) -> Option<(&'static str, Span, &'static str)> {
    let end = tokens
        .kinds
        .iter()
        .position(|kind| *kind == TokenKind::Newline)?;
    let next = tokens.kinds.get(end + 1)?;
    let span = *tokens.spans.get(end + 1)?;
    let another = !matches!(next, TokenKind::End | TokenKind::Newline);
    another.then_some((
        "multiple-expressions",
        span,
        "a program is one expression; put several into a tuple: `(a, b)`",
    ))
}
