//! Mistakes within one word: numbers, quotes and characters of other languages and alphabets.

use super::Finding;
use crate::syntax::{Diagnostic, LexError, Span, TokenKind};
use crate::teach::rewrite::Suggestion;

/// The kind and place of what the lexer could not read, where more can be said than CPython says.
pub(super) fn refine(text: &str, error: &LexError) -> Option<(&'static str, Span)> {
    let kind = match error.kind {
        "invalid-number" => number(text, error.span),
        "invalid-character" => {
            let letter = text.get(error.span.range())?.chars().next()?;
            look_alike(letter).map_or("invalid-character", |_| "look-alike")
        }
        // The bracket may stand open only because of what is in it.
        "unclosed-bracket" => return None,
        kind => kind,
    };
    let span = match kind {
        "long-number" | "old-octal" => number_span(text, error.span),
        _ => error.span,
    };
    Some((kind, span))
}

/// What Python 2 wrote there: `10L`, `0777`.
fn number(text: &str, span: Span) -> &'static str {
    let word = text
        .get(number_span(text, span).range())
        .unwrap_or_default();
    if long_digits(word).is_some() {
        return "long-number";
    }
    let all_digits = word.bytes().all(|byte| byte.is_ascii_digit());
    if all_digits && word.len() > 1 && word.starts_with('0') {
        return "old-octal";
    }
    "invalid-number"
}

/// The number before Python 2's `L`: of `10L`, `0xFFL`.
pub(in crate::teach) fn long_digits(word: &str) -> Option<&str> {
    let number = word.strip_suffix(['l', 'L'])?;
    let hexadecimal = number.strip_prefix("0x").filter(|rest| !rest.is_empty());
    let fits = match hexadecimal {
        Some(rest) => rest.bytes().all(|byte| byte.is_ascii_hexdigit()),
        None => !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()),
    };
    fits.then_some(number)
}

/// The letters and digits around a place.
pub(in crate::teach) fn number_span(text: &str, span: Span) -> Span {
    let inside = |byte: &u8| byte.is_ascii_alphanumeric();
    let bytes = text.as_bytes();
    let (start, end) = (span.start as usize, span.end as usize);
    let before = bytes.get(..start).unwrap_or_default();
    let after = bytes.get(end..).unwrap_or_default();
    let more_before = before.iter().rev().take_while(|byte| inside(byte)).count();
    let more_after = after.iter().take_while(|byte| inside(byte)).count();
    let fit = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
    Span::new(fit(start - more_before), fit(end + more_after))
}

/// Characters that look like Python's, or mean the same elsewhere, each with how Python writes it.
const LOOK_ALIKES: &[(char, &str)] = &[
    ('\u{a0}', " "),
    ('×', "*"),
    ('÷', "/"),
    ('·', "*"),
    ('−', "-"),
    ('–', "-"),
    ('—', "-"),
    ('∗', "*"),
    ('∕', "/"),
    ('≠', "!="),
    ('≤', "<="),
    ('≥', ">="),
    ('≡', "=="),
    ('∧', " and "),
    ('∨', " or "),
    ('¬', " not "),
    ('∈', " in "),
    ('→', "->"),
    ('λ', "lambda "),
    ('…', "..."),
    ('，', ","),
    ('：', ":"),
    ('；', ";"),
    ('（', "("),
    ('）', ")"),
    ('［', "["),
    ('］', "]"),
    ('｛', "{"),
    ('｝', "}"),
    ('＝', "="),
    ('＋', "+"),
    ('－', "-"),
    ('＊', "*"),
    ('／', "/"),
    ('＜', "<"),
    ('＞', ">"),
    ('。', "."),
    ('、', ","),
    ('²', "**2"),
    ('³', "**3"),
];

/// How Python writes what `letter` looks like.
pub(in crate::teach) fn look_alike(letter: char) -> Option<&'static str> {
    (LOOK_ALIKES.iter())
        .find(|(other, _)| *other == letter)
        .map(|(_, python)| *python)
}

/// How Python writes a constant that another language calls `word`.
pub(in crate::teach) fn constant(word: &str) -> Option<&'static str> {
    Some(match word {
        "null" | "nil" | "NULL" | "undefined" => "None",
        "true" | "TRUE" => "True",
        "false" | "FALSE" => "False",
        _ => return None,
    })
}

/// Whether a name between these two tokens is an operator in capital letters: of `a AND b`, `NOT a`.
pub(in crate::teach) fn is_capital(word: &str, before: TokenKind, after: TokenKind) -> bool {
    let behind_value = ends_value(before) && matches!(word, "AND" | "OR" | "NOT" | "IN" | "IS");
    let called = matches!(after, TokenKind::ParenOpen | TokenKind::BracketOpen);
    behind_value || word == "NOT" && begins_value(after) && !called
}

/// A name that nobody knows, which may be another language's constant.
pub(super) fn unknown_name(text: &str, mut diagnostic: Diagnostic) -> Finding {
    let message = diagnostic.message.clone();
    let word = text.get(diagnostic.span.range()).unwrap_or_default();
    let mut suggestion = None;
    if diagnostic.kind == "unknown-name"
        && let Some(python) = constant(word)
    {
        diagnostic.help = Some(format!("Python writes `{python}`"));
        suggestion = crate::teach::rewrite::slip::constants(text).map(|expr| {
            let condition = format!("`{word}` is meant as `{python}`");
            Suggestion::when(expr, condition)
        });
    }
    Finding {
        diagnostic,
        message,
        suggestion,
    }
}

/// Whether a value may begin with this token.
pub(super) fn begins_value(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Name
            | TokenKind::Number
            | TokenKind::String
            | TokenKind::FStringStart
            | TokenKind::None
            | TokenKind::True
            | TokenKind::False
            | TokenKind::Ellipsis
            | TokenKind::ParenOpen
            | TokenKind::BracketOpen
            | TokenKind::BraceOpen
    )
}

/// Whether a value may end with this token.
pub(super) fn ends_value(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Name
            | TokenKind::Number
            | TokenKind::String
            | TokenKind::FStringEnd
            | TokenKind::None
            | TokenKind::True
            | TokenKind::False
            | TokenKind::Ellipsis
            | TokenKind::ParenClose
            | TokenKind::BracketClose
            | TokenKind::BraceClose
    )
}
