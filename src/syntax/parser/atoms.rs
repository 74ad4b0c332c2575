//! Names, constants, strings and f-strings.

use std::sync::Arc;

use chumsky::error::EmptyErr;
use chumsky::prelude::*;

use super::{Parts, Rule, Seen, Stage, complain, displays, place, postfix, seen_as, words};
use crate::syntax::ast::{Constant, Conversion, Expr, ExprKind, FStringHole, FStringPart};
use crate::syntax::diagnostic::Diagnostic;
use crate::syntax::literal::{self, Text};
use crate::syntax::span::Span;
use crate::syntax::token::TokenKind;

pub(super) fn atom(parts: &Parts) -> Rule<Expr> {
    choice((
        name(),
        constant(),
        strings(parts),
        displays::parenthesized(parts),
        displays::list(parts),
        displays::braces(parts),
    ))
    .boxed()
}

fn name() -> Rule<Expr> {
    just(TokenKind::Name)
        .map_with(|_, seen| {
            let name = literal::name(words(seen));
            seen_as(ExprKind::Name(name), seen)
        })
        .boxed()
}

fn constant() -> Rule<Expr> {
    let word = select! {
        TokenKind::None => Constant::None,
        TokenKind::True => Constant::Bool(true),
        TokenKind::False => Constant::Bool(false),
        TokenKind::Ellipsis => Constant::Ellipsis,
    };
    let number = just(TokenKind::Number)
        .try_map_with(|_, seen| literal::number(words(seen)).map_err(|_| EmptyErr::default()));
    choice((number, word))
        .map_with(|constant, seen| seen_as(ExprKind::Constant(constant), seen))
        .boxed()
}

/// What adjacent string literals have come to.
enum Joined {
    Str(String),
    Bytes(Vec<u8>),
    FString(Vec<FStringPart>),
}

impl Joined {
    /// With the next literal behind it; bytes go with nothing but bytes.
    fn then(self, next: Joined) -> Option<Joined> {
        Some(match (self, next) {
            (Joined::Str(mut text), Joined::Str(more)) => {
                text.push_str(&more);
                Joined::Str(text)
            }
            (Joined::Bytes(mut bytes), Joined::Bytes(more)) => {
                bytes.extend(more);
                Joined::Bytes(bytes)
            }
            (Joined::Bytes(_), _) | (_, Joined::Bytes(_)) => return None,
            (left, right) => {
                let mut parts = left.into_parts();
                for part in right.into_parts() {
                    append(&mut parts, part);
                }
                Joined::FString(parts)
            }
        })
    }

    fn into_parts(self) -> Vec<FStringPart> {
        match self {
            Joined::FString(parts) => parts,
            Joined::Str(text) if !text.is_empty() => vec![FStringPart::Text(text.into())],
            Joined::Str(_) | Joined::Bytes(_) => Vec::new(),
        }
    }
}

/// Adds a part; texts that meet become one, and an empty one nothing.
fn append(parts: &mut Vec<FStringPart>, part: FStringPart) {
    match (parts.last_mut(), part) {
        (_, FStringPart::Text(text)) if text.is_empty() => {}
        (Some(FStringPart::Text(before)), FStringPart::Text(text)) => {
            *before = Arc::from([&**before, &*text].concat());
        }
        (_, part) => parts.push(part),
    }
}

fn strings(parts: &Parts) -> Rule<Expr> {
    let literal = choice((string(), fstring(parts)));
    literal
        .clone()
        .map(Some)
        .foldl(literal.repeated(), |before, next| before?.then(next))
        .try_map_with(|joined, seen| {
            let kind = match joined {
                Some(Joined::Str(text)) => ExprKind::Constant(Constant::Str(text.into())),
                Some(Joined::Bytes(bytes)) => ExprKind::Constant(Constant::Bytes(bytes.into())),
                Some(Joined::FString(parts)) => ExprKind::FString(parts),
                None => return Err(EmptyErr::default()),
            };
            Ok(seen_as(kind, seen))
        })
        .boxed()
}

fn string() -> Rule<Joined> {
    just(TokenKind::String)
        .try_map_with(|_, seen| match literal::string(words(seen)) {
            Ok(Text::Str(text)) => Ok(Joined::Str(text)),
            Ok(Text::Bytes(bytes)) => Ok(Joined::Bytes(bytes)),
            Err(_) => Err(EmptyErr::default()),
        })
        .boxed()
}

/// A part of an f-string before its escapes are read: whether they are depends on the prefix.
enum RawPart {
    Text(Span),
    Hole(Span, Span, RawHole),
}

struct RawHole {
    value: Expr,
    /// The text of `value=`, where it is to be shown.
    shown: Option<Span>,
    conversion: Option<Conversion>,
    spec: Option<Vec<RawPart>>,
}

fn fstring(parts: &Parts) -> Rule<Joined> {
    let text = just(TokenKind::FStringMiddle).map_with(|_, seen| RawPart::Text(place(seen)));
    let part = recursive(|part| {
        let spec = part.repeated().collect::<Vec<_>>().boxed();
        choice((text, hole(parts, spec)))
    });
    just(TokenKind::FStringStart)
        .map_with(|_, seen| words(seen).contains(['r', 'R']))
        .then(part.repeated().collect::<Vec<_>>())
        .then_ignore(just(TokenKind::FStringEnd))
        .try_map_with(|(raw, parts), seen| {
            let parts = finish(parts, raw, seen)?;
            Ok(Joined::FString(parts))
        })
        .boxed()
}

fn hole(parts: &Parts, spec: Rule<Vec<RawPart>>) -> Rule<RawPart> {
    let shown = just(TokenKind::Equal)
        .map_with(|_, seen| place(seen))
        .or_not();
    let conversion = just(TokenKind::Bang)
        .map_with(|_, seen| place(seen).end)
        .then(just(TokenKind::Name).map_with(|_, seen| (place(seen).start, words(seen).to_owned())))
        .try_map(|(bang, (start, letter)), _| match letter.as_str() {
            _ if bang != start => Err(EmptyErr::default()),
            "s" => Ok(Conversion::Str),
            "r" => Ok(Conversion::Repr),
            "a" => Ok(Conversion::Ascii),
            _ => Err(EmptyErr::default()),
        })
        .or_not();
    let spec = just(TokenKind::Colon).ignore_then(spec).or_not();
    just(TokenKind::HoleOpen)
        .map_with(|_, seen| place(seen))
        .then(hole_value(parts))
        .then(shown)
        .then(conversion)
        .then(spec)
        .then(just(TokenKind::HoleClose))
        .map_with(|(((((open, value), shown), conversion), spec), _), seen| {
            let hole = RawHole {
                value,
                shown,
                conversion,
                spec,
            };
            RawPart::Hole(place(seen), open, hole)
        })
        .boxed()
}

/// `{a}`, `{a, *b}`: a hole may hold a tuple without parentheses.
fn hole_value(parts: &Parts) -> Rule<Expr> {
    let item = choice((
        parts.expression.clone(),
        postfix::starred(&parts.arithmetic),
    ));
    let rest = just(TokenKind::Comma).ignore_then(
        item.clone()
            .separated_by(just(TokenKind::Comma))
            .allow_trailing()
            .collect::<Vec<_>>(),
    );
    item.then(rest.or_not())
        .map_with(|(first, rest), seen| match rest {
            Some(mut rest) => {
                rest.insert(0, first);
                seen_as(ExprKind::Tuple(rest), seen)
            }
            None => {
                if matches!(first.kind, ExprKind::Starred(_)) {
                    let message = "can't use starred expression here";
                    let diagnostic = Diagnostic::error("starred-expression", message, first.span);
                    complain(seen, Stage::Code, diagnostic);
                }
                first
            }
        })
        .boxed()
}

fn finish(
    raw_parts: Vec<RawPart>,
    raw: bool,
    seen: &mut Seen<'_>,
) -> Result<Vec<FStringPart>, EmptyErr> {
    let mut parts = Vec::new();
    for part in raw_parts {
        match part {
            RawPart::Text(span) => {
                let text = seen.state().0.text.get(span.range()).unwrap_or_default();
                let text = literal::fstring_text(text, raw).map_err(|_| EmptyErr::default())?;
                append(&mut parts, FStringPart::Text(text.into()));
            }
            RawPart::Hole(span, open, hole) => {
                let mut conversion = hole.conversion;
                if let Some(equal) = hole.shown {
                    let shown = literal::shown_range(&seen.state().0.text, open.end, equal.end);
                    let shown = literal::shown_text(shown, raw).map_err(|_| EmptyErr::default())?;
                    append(&mut parts, FStringPart::Text(shown.into()));
                    if conversion.is_none() && hole.spec.is_none() {
                        conversion = Some(Conversion::Repr);
                    }
                }
                let spec = match hole.spec {
                    Some(spec) => Some(finish(spec, raw, seen)?),
                    None => None,
                };
                parts.push(FStringPart::Hole(Box::new(FStringHole {
                    value: hole.value,
                    conversion,
                    spec,
                    span,
                })));
            }
        }
    }
    Ok(parts)
}
