//! Texts that are put right before they have a tree: characters, numbers, and brackets left open.

use crate::syntax::{self, Span, TokenKind, Tokens};
use crate::teach::diagnose::lexical;

/// How many places of one text may be put right.
const MOST_REPAIRS: usize = 32;

/// A text whose characters and numbers are put right one after the other.
pub(super) fn retyped(text: &str) -> Option<String> {
    let mut text = text.to_owned();
    for _ in 0..MOST_REPAIRS {
        let tokens = syntax::tokenize(&text, 0);
        let Some(error) = tokens.error else {
            return syntax::parse(&text).is_ok().then_some(text);
        };
        match error.kind {
            "smart-quotes" => straighten(&mut text, error.span)?,
            _ => {
                let (span, python) = spelling(&text, error.span)?;
                text.replace_range(span.range(), &python);
            }
        }
    }
    None
}

/// Puts straight quotes for a typographic one and the next that closes it.
fn straighten(text: &mut String, span: Span) -> Option<()> {
    let opening = text.get(span.range())?.chars().next()?;
    let (closing, straight) = match opening {
        '“' | '”' | '„' => (['”', '“'], '"'),
        '‘' | '’' | '‚' => (['’', '‘'], '\''),
        '«' => (['»', '»'], '"'),
        '‹' => (['›', '›'], '\''),
        _ => return None,
    };
    let behind = text.get(span.end as usize..)?;
    let at = behind.find(closing)?;
    let body = behind.get(..at)?;
    if body.contains([straight, '\\', '\n']) {
        return None;
    }
    let letter = behind.get(at..)?.chars().next()?;
    let put = format!("{straight}{body}{straight}");
    let end = span.end as usize + at + letter.len_utf8();
    text.replace_range(span.start as usize..end, &put);
    Some(())
}

/// How Python spells what stands there.
fn spelling(text: &str, span: Span) -> Option<(Span, String)> {
    let found = text.get(span.range())?;
    let letter = found.chars().next()?;
    if let Some(python) = lexical::look_alike(letter) {
        return Some((span, python.to_owned()));
    }
    let whole = lexical::number_span(text, span);
    let word = text.get(whole.range())?;
    let digits = lexical::long_digits(word).unwrap_or(word);
    if digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0x") {
        let eights = digits.bytes().all(|byte| matches!(byte, b'0'..=b'7'));
        return eights.then(|| (whole, format!("0o{}", digits.trim_start_matches('0'))));
    }
    (digits != word).then(|| (whole, digits.to_owned()))
}

/// A text with what closes its open brackets at the end.
pub(super) fn closed(text: &str, tokens: &Tokens) -> Option<String> {
    tokens.error.as_ref()?.unclosed?;
    let mut open = Vec::new();
    for kind in &tokens.kinds {
        match kind {
            TokenKind::ParenOpen => open.push(')'),
            TokenKind::BracketOpen => open.push(']'),
            TokenKind::BraceOpen => open.push('}'),
            TokenKind::ParenClose | TokenKind::BracketClose | TokenKind::BraceClose => {
                open.pop();
            }
            TokenKind::FStringStart => return None,
            _ => {}
        }
    }
    let mut whole = text.trim_end().to_owned();
    whole.extend(open.into_iter().rev());
    syntax::parse(&whole).is_ok().then_some(whole)
}
