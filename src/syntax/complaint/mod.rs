//! What is wrong with a text that does not parse, in CPython's words.
//!
//! Runs only after the parser has refused a text, and knows nothing of chumsky: it reads the tokens once more, in the
//! order in which CPython 3.13 would, because which of several complaints comes first depends on that order.
//! CPython reads a wrong text twice, the second time with rules for known mistakes; so does this.

mod advice;
mod atoms;
mod calls;
mod expressions;
mod lambdas;
mod reader;
mod refused;
mod strings;

use super::diagnostic::Diagnostic;
use super::source;
use super::token::{LexError, TokenKind, Tokens};
use reader::{Reader, Stop};

/// The complaint about `text`, whose tokens the parser refused, with a line of advice.
pub(super) fn complaint(text: &str, tokens: &Tokens) -> Diagnostic {
    let mut diagnostic = find(text, tokens);
    if diagnostic.help.is_none() {
        diagnostic.help = advice::advice(diagnostic.kind).map(str::to_owned);
    }
    diagnostic
}

/// Whether reading found nothing wrong before it came to the end of a text in which a bracket, a string of three quotes
/// or a line is still open.
pub(super) fn is_unfinished(text: &str, tokens: &Tokens) -> bool {
    let open = tokens.error.as_ref().is_some_and(|error| match error.kind {
        "unclosed-bracket" | "unexpected-end" => true,
        "unterminated-string" => error.message.contains("triple-quoted"),
        "unclosed-f-string" => in_long_fstring(text, tokens),
        _ => false,
    });
    open && matches!(Reader::new(text, tokens).program(), Err(Stop::Lexer))
}

/// Whether the innermost f-string that is open has three quotes.
fn in_long_fstring(text: &str, tokens: &Tokens) -> bool {
    let mut open = Vec::new();
    for (kind, span) in tokens.kinds.iter().zip(&tokens.spans) {
        match kind {
            TokenKind::FStringStart => open.push(*span),
            TokenKind::FStringEnd => drop(open.pop()),
            _ => {}
        }
    }
    let start = open.last().and_then(|span| text.get(span.range()));
    start.is_some_and(|start| start.ends_with("\"\"\"") || start.ends_with("'''"))
}

fn find(text: &str, tokens: &Tokens) -> Diagnostic {
    let mut reader = Reader::new(text, tokens);
    match reader.program() {
        Ok(Some(_)) => return refused::form(&reader),
        Ok(None) => {}
        Err(stop) => return stopped(&reader, stop),
    }
    let last = reader.seen.saturating_sub(1);
    reader.start_complaining();
    if let Err(stop) = reader.program() {
        return stopped(&reader, stop);
    }
    let diagnostic = match tokens.kinds.get(last) {
        Some(TokenKind::Indent) => ("unexpected-indent", "unexpected indent"),
        Some(TokenKind::Dedent) => ("unexpected-indent", "unexpected unindent"),
        _ => ("invalid-syntax", "invalid syntax"),
    };
    let (kind, message) = diagnostic;
    let diagnostic = Diagnostic::error(kind, message, reader.place(last));
    if kind != "invalid-syntax" {
        return diagnostic;
    }
    let diagnostic = match rest(&reader) {
        Some(error) => error,
        None => diagnostic,
    };
    refused::name_statement(text, tokens, diagnostic)
}

fn stopped(reader: &Reader<'_>, stop: Stop) -> Diagnostic {
    match (stop, &reader.tokens.error) {
        (Stop::Parser(diagnostic), _) if at_end(reader) => *diagnostic,
        (Stop::Parser(diagnostic), _) => rest(reader).unwrap_or(*diagnostic),
        (Stop::Lexer, Some(error)) => {
            let diagnostic = Diagnostic::error(error.kind, error.message.clone(), error.span);
            refused::name_statement(reader.text, reader.tokens, diagnostic)
        }
        (Stop::Lexer, None) => {
            let end = source::span(reader.text.len(), reader.text.len());
            Diagnostic::error("invalid-syntax", "invalid syntax", end)
        }
    }
}

/// Whether the end of the text was met, if only by the lexer that looked for the end of a token.
fn at_end(reader: &Reader<'_>) -> bool {
    let last = reader.seen.saturating_sub(1);
    let closed = [
        TokenKind::String,
        TokenKind::FStringMiddle,
        TokenKind::FStringEnd,
    ];
    match reader.tokens.kinds.get(last) {
        Some(kind) => {
            reader.place(last).end as usize >= reader.text.len() && !closed.contains(kind)
        }
        None => true,
    }
}

/// CPython prefers a complaint of the lexer about what the parser has not seen, but not in an f-string.
fn rest(reader: &Reader<'_>) -> Option<Diagnostic> {
    let error = reader.tokens.error.as_ref()?;
    let kinds = &reader.tokens.kinds;
    let count = |kind| kinds.iter().filter(|other| **other == kind).count();
    let in_fstring = count(TokenKind::FStringStart) > count(TokenKind::FStringEnd);
    if in_fstring {
        return None;
    }
    if error.raised {
        return Some(Diagnostic::error(
            error.kind,
            error.message.clone(),
            error.span,
        ));
    }
    let bracket = error.unclosed?;
    let last = reader.place(reader.seen.saturating_sub(1));
    let line = source::line_of(reader.text, last.start as usize);
    (line > bracket.line).then(|| unclosed(error, bracket.bracket))
}

fn unclosed(error: &LexError, bracket: char) -> Diagnostic {
    let span = error.unclosed.map_or(error.span, |open| open.span);
    Diagnostic::error(
        "unclosed-bracket",
        format!("'{bracket}' was never closed"),
        span,
    )
}
