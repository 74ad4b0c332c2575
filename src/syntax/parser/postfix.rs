//! What follows a value: calls with their arguments, subscripts, slices and attributes.

use chumsky::error::EmptyErr;
use chumsky::prelude::*;

use super::displays::More;
use super::{
    Extra, Input, Parts, Rule, Seen, Stage, atoms, complain, displays, place, refuse_reserved,
    seen_as, words,
};
use crate::syntax::ast::{
    Argument, Clause, Comprehension, ComprehensionKind, Expr, ExprKind, Name, SliceParts,
};
use crate::syntax::diagnostic::Diagnostic;
use crate::syntax::literal;
use crate::syntax::span::Span;
use crate::syntax::token::TokenKind;

/// What follows a value.
enum Postfix {
    /// `(a, k=b)`
    Call(Vec<Argument>),
    /// `[a:b]`
    Subscript(Expr),
    /// `.name`
    Attribute(Name, Span),
}

pub(super) fn primary(parts: &Parts) -> Rule<Expr> {
    let postfix = choice((call(parts), attribute(), subscript(parts)));
    atoms::atom(parts)
        .foldl_with(postfix.repeated(), |value, postfix, seen| {
            let value = Box::new(value);
            let kind = match postfix {
                Postfix::Call(arguments) => ExprKind::Call(value, arguments),
                Postfix::Subscript(index) => ExprKind::Subscript(value, Box::new(index)),
                Postfix::Attribute(name, span) => ExprKind::Attribute(value, name, span),
            };
            seen_as(kind, seen)
        })
        .boxed()
}

fn attribute() -> Rule<Postfix> {
    just(TokenKind::Dot)
        .ignore_then(name())
        .map(|(name, span)| Postfix::Attribute(name, span))
        .boxed()
}

/// A name with its place.
fn name() -> impl Parser<'static, Input, (Name, Span), Extra> + Clone {
    just(TokenKind::Name).map_with(|_, seen| (literal::name(words(seen)), place(seen)))
}

fn call(parts: &Parts) -> Rule<Postfix> {
    just(TokenKind::ParenOpen)
        .ignore_then(arguments(parts))
        .then_ignore(just(TokenKind::ParenClose))
        .map_with(|mut arguments, seen| {
            // The parentheses of the call are also those of a generator that is its only argument.
            if let [Argument::Positional(only)] = arguments.as_mut_slice()
                && only.span.is_empty()
                && matches!(only.kind, ExprKind::Comprehension(_))
            {
                only.span = place(seen);
            }
            Postfix::Call(arguments)
        })
        .boxed()
}

fn arguments(parts: &Parts) -> Rule<Vec<Argument>> {
    let argument = argument(parts);
    let more = displays::more(argument.clone(), parts.clauses.clone());
    argument
        .then(more)
        .or_not()
        .try_map_with(|found, seen| {
            let arguments = match found {
                None => Vec::new(),
                Some((first, More::Nothing)) => vec![first],
                Some((Argument::Positional(element), More::Clauses(clauses))) => {
                    vec![generator(element, clauses)]
                }
                Some((_, More::Clauses(_))) => return Err(EmptyErr::default()),
                Some((first, More::Items(mut rest))) => {
                    rest.insert(0, first);
                    rest
                }
            };
            if !in_order(&arguments) {
                return Err(EmptyErr::default());
            }
            refuse_names(&arguments, seen);
            Ok(arguments)
        })
        .boxed()
}

/// The generator of `f(x for x in xs)`; `call` gives it its place.
fn generator(element: Expr, clauses: Vec<Clause>) -> Argument {
    let kind = ComprehensionKind::Generator(element);
    Argument::Positional(Expr {
        kind: ExprKind::Comprehension(Box::new(Comprehension { kind, clauses })),
        span: Span::default(),
    })
}

/// Positional arguments come before named ones, and stars before double stars.
fn in_order(arguments: &[Argument]) -> bool {
    let mut named = false;
    let mut unpacked = false;
    for argument in arguments {
        match argument {
            Argument::Positional(_) if named => return false,
            Argument::Star(_) if unpacked => return false,
            Argument::Positional(_) | Argument::Star(_) => {}
            Argument::Named(..) => named = true,
            Argument::DoubleStar(_) => {
                named = true;
                unpacked = true;
            }
        }
    }
    true
}

fn refuse_names(arguments: &[Argument], seen: &mut Seen<'_>) {
    let names: Vec<(&Name, Span)> = arguments
        .iter()
        .filter_map(|argument| match argument {
            Argument::Named(name, _, span) => Some((name, *span)),
            Argument::Positional(_) | Argument::Star(_) | Argument::DoubleStar(_) => None,
        })
        .collect();
    for (name, span) in &names {
        refuse_reserved(name, *span, seen);
    }
    if names.len() < 2 {
        return;
    }
    let mut known = std::collections::HashSet::new();
    for (name, span) in names {
        if !known.insert(name) {
            let message = format!("keyword argument repeated: {name}");
            let diagnostic = Diagnostic::error("repeated-argument", message, span);
            complain(seen, Stage::Code, diagnostic);
        }
    }
}

fn argument(parts: &Parts) -> Rule<Argument> {
    let named = name()
        .then_ignore(just(TokenKind::Equal))
        .then(parts.expression.clone())
        .map(|((name, span), value)| Argument::Named(name, value, span));
    choice((
        named,
        parts.expression.clone().map(Argument::Positional),
        just(TokenKind::Star)
            .ignore_then(parts.expression.clone())
            .map(Argument::Star),
        just(TokenKind::DoubleStar)
            .ignore_then(parts.expression.clone())
            .map(Argument::DoubleStar),
    ))
    .boxed()
}

fn subscript(parts: &Parts) -> Rule<Postfix> {
    just(TokenKind::BracketOpen)
        .ignore_then(slices(parts))
        .then_ignore(just(TokenKind::BracketClose))
        .map(Postfix::Subscript)
        .boxed()
}

fn slices(parts: &Parts) -> Rule<Expr> {
    let item = choice((slice(parts), starred(&parts.expression)));
    let rest = just(TokenKind::Comma).ignore_then(
        item.clone()
            .separated_by(just(TokenKind::Comma))
            .allow_trailing()
            .collect::<Vec<_>>(),
    );
    item.then(rest.or_not())
        .map_with(|(first, rest), seen| match rest {
            // `a[*b]` has a tuple of one as its index.
            None if matches!(first.kind, ExprKind::Starred(_)) => {
                seen_as(ExprKind::Tuple(vec![first]), seen)
            }
            None => first,
            Some(mut rest) => {
                rest.insert(0, first);
                seen_as(ExprKind::Tuple(rest), seen)
            }
        })
        .boxed()
}

/// `*items` where the star takes `operand`.
pub(super) fn starred(operand: &Rule<Expr>) -> Rule<Expr> {
    just(TokenKind::Star)
        .ignore_then(operand.clone())
        .map_with(|items, seen| seen_as(ExprKind::Starred(Box::new(items)), seen))
        .boxed()
}

fn slice(parts: &Parts) -> Rule<Expr> {
    let bound = parts.expression.clone().or_not();
    let step = just(TokenKind::Colon)
        .ignore_then(bound.clone())
        .or_not()
        .map(Option::flatten);
    let rest = just(TokenKind::Colon)
        .ignore_then(bound.clone())
        .then(step)
        .or_not();
    bound
        .then(rest)
        .try_map_with(|(start, rest), seen| match (start, rest) {
            (start, Some((stop, step))) => {
                let slice = SliceParts { start, stop, step };
                Ok(seen_as(ExprKind::Slice(Box::new(slice)), seen))
            }
            (Some(index), None) => Ok(index),
            (None, None) => Err(EmptyErr::default()),
        })
        .boxed()
}
