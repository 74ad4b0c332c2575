//! What CPython warns of in the spelling of literals: `'\d'`, `1if x else 2`.

use super::warning;
use crate::syntax::{Diagnostic, Span, TokenKind, tokenize};

/// What is wrong with the spelling of literals.
pub(super) fn warnings(text: &str) -> Vec<Diagnostic> {
    let tokens = tokenize(text, 0);
    let mut found = Vec::new();
    let mut raw = Vec::new();
    let pairs = tokens.kinds.iter().zip(&tokens.spans);
    for (at, (kind, span)) in pairs.enumerate() {
        let written = text.get(span.range()).unwrap_or_default();
        match kind {
            TokenKind::String => {
                let prefix = written.split(['\'', '"']).next().unwrap_or_default();
                if !prefix.contains(['r', 'R']) {
                    found.extend(escape(written, *span, prefix.contains(['b', 'B'])));
                }
            }
            TokenKind::FStringStart => raw.push(written.contains(['r', 'R'])),
            TokenKind::FStringMiddle if raw.last() == Some(&false) => {
                found.extend(escape(written, *span, false));
            }
            TokenKind::FStringEnd => {
                raw.pop();
            }
            TokenKind::Number => {
                let next = tokens.kinds.get(at + 1).zip(tokens.spans.get(at + 1));
                if let Some((next, after)) = next
                    && after.start == span.end
                    && is_operator_word(*next)
                {
                    let message = format!("invalid {} literal", base(written));
                    found.push(warning("glued-number", message, *span));
                }
            }
            _ => {}
        }
    }
    found
}

/// The first escape of a literal that means nothing.
fn escape(written: &str, span: Span, bytes: bool) -> Option<Diagnostic> {
    let mut characters = written.char_indices();
    while let Some((at, character)) = characters.next() {
        if character != '\\' {
            continue;
        }
        let (_, escaped) = characters.next()?;
        let known = "\n\r\\'\"abfnrtvx01234567".contains(escaped)
            || (!bytes && "NuU".contains(escaped))
            // In an f-string a doubled brace is text.
            || "{}".contains(escaped);
        let octal = written.get(at + 1..at + 4).unwrap_or_default();
        let too_large = octal.len() == 3
            && octal.bytes().all(|digit| (b'0'..=b'7').contains(&digit))
            && octal.starts_with(['4', '5', '6', '7']);
        let message = if too_large {
            format!("invalid octal escape sequence '\\{octal}'")
        } else if known {
            continue;
        } else {
            format!("invalid escape sequence '\\{escaped}'")
        };
        let start = span.start + u32::try_from(at).unwrap_or_default();
        let end = start + 1 + u32::try_from(escaped.len_utf8()).unwrap_or_default();
        return Some(warning("invalid-escape", message, Span::new(start, end)));
    }
    None
}

const fn is_operator_word(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::And
            | TokenKind::Else
            | TokenKind::For
            | TokenKind::If
            | TokenKind::In
            | TokenKind::Is
            | TokenKind::Not
            | TokenKind::Or
    )
}

/// What CPython calls a number of that spelling.
fn base(number: &str) -> &'static str {
    match number.get(..2) {
        Some("0x" | "0X") => "hexadecimal",
        Some("0o" | "0O") => "octal",
        Some("0b" | "0B") => "binary",
        _ if number.ends_with(['j', 'J']) => "imaginary",
        _ => "decimal",
    }
}
