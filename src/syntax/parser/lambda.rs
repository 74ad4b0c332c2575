//! Lambdas, their parameters, and the conditional: what may stand where an operand may not.

use chumsky::prelude::*;

use super::{Extra, Input, Rule, Stage, complain, place, refuse_reserved, seen_as, words};
use crate::syntax::ast::{Conditional, Expr, ExprKind, Lambda, Param, Params};
use crate::syntax::diagnostic::Diagnostic;
use crate::syntax::literal;
use crate::syntax::token::TokenKind;

pub(super) fn expression(disjunction: Rule<Expr>, expression: Rule<Expr>) -> Rule<Expr> {
    choice((
        conditional(disjunction, expression.clone()),
        lambda(expression),
    ))
    .boxed()
}

fn conditional(disjunction: Rule<Expr>, expression: Rule<Expr>) -> Rule<Expr> {
    let arms = just(TokenKind::If)
        .ignore_then(disjunction.clone())
        .then_ignore(just(TokenKind::Else))
        .then(expression);
    disjunction
        .then(arms.or_not())
        .map_with(|(body, arms), seen| match arms {
            None => body,
            Some((test, orelse)) => {
                let conditional = Conditional { test, body, orelse };
                seen_as(ExprKind::Conditional(Box::new(conditional)), seen)
            }
        })
        .boxed()
}

fn lambda(expression: Rule<Expr>) -> Rule<Expr> {
    just(TokenKind::Lambda)
        .ignore_then(parameters(expression.clone()))
        .then_ignore(just(TokenKind::Colon))
        .then(expression)
        .map_with(|(params, body), seen| {
            for repeated in repeated_names(&params) {
                let message = format!(
                    "duplicate argument '{}' in function definition",
                    repeated.name
                );
                let diagnostic = Diagnostic::error("duplicate-parameter", message, repeated.span);
                complain(seen, Stage::Names, diagnostic);
            }
            seen_as(ExprKind::Lambda(Box::new(Lambda { params, body })), seen)
        })
        .boxed()
}

/// One piece of a parameter list.
enum Piece {
    /// `x`, `x=1`
    Plain(Param),
    /// `/`
    Slash,
    /// `*rest`, `*`
    Star(Option<Param>),
    /// `**options`
    DoubleStar(Param),
}

fn parameters(expression: Rule<Expr>) -> Rule<Params> {
    parameter(expression)
        .separated_by(just(TokenKind::Comma))
        .allow_trailing()
        .collect::<Vec<_>>()
        .then(just(TokenKind::Comma).rewind().or_not())
        .try_map(|(pieces, _), _| assemble(pieces).ok_or_else(Default::default))
        .boxed()
}

fn parameter(expression: Rule<Expr>) -> Rule<Piece> {
    let default = just(TokenKind::Equal).ignore_then(expression).or_not();
    choice((
        parameter_name()
            .then(default)
            .map(|(param, default)| Piece::Plain(Param { default, ..param })),
        just(TokenKind::Star)
            .ignore_then(parameter_name().or_not())
            .map(Piece::Star),
        just(TokenKind::DoubleStar)
            .ignore_then(parameter_name())
            .map(Piece::DoubleStar),
        just(TokenKind::Slash).map(|_| Piece::Slash),
    ))
    .boxed()
}

fn parameter_name() -> impl Parser<'static, Input, Param, Extra> + Clone {
    just(TokenKind::Name).map_with(|_, seen| {
        let name = literal::name(words(seen));
        let span = place(seen);
        refuse_reserved(&name, span, seen);
        Param {
            name,
            default: None,
            span,
        }
    })
}

/// The parameter list that the pieces make, if their order is one that Python knows.
fn assemble(pieces: Vec<Piece>) -> Option<Params> {
    let mut params = Params::default();
    let mut slash = false;
    let mut star = false;
    let mut defaults = false;
    let mut bare = false;
    for piece in pieces {
        if params.options.is_some() {
            return None;
        }
        match piece {
            Piece::Plain(param) if star => {
                bare = false;
                params.keyword_only.push(param);
            }
            Piece::Plain(param) => {
                if defaults && param.default.is_none() {
                    return None;
                }
                defaults |= param.default.is_some();
                params.positional.push(param);
            }
            Piece::Slash => {
                if slash || star || params.positional.is_empty() {
                    return None;
                }
                slash = true;
                params.positional_only = std::mem::take(&mut params.positional);
            }
            Piece::Star(rest) => {
                if star {
                    return None;
                }
                star = true;
                bare = rest.is_none();
                params.rest = rest;
            }
            Piece::DoubleStar(options) => {
                if bare {
                    return None;
                }
                params.options = Some(options);
            }
        }
    }
    (!bare).then_some(params)
}

/// The parameters that bear a name for the second time, in the order in which Python names them.
fn repeated_names(params: &Params) -> Vec<&Param> {
    let all: Vec<&Param> = params
        .positional_only
        .iter()
        .chain(&params.positional)
        .chain(&params.keyword_only)
        .chain(&params.rest)
        .chain(&params.options)
        .collect();
    if all.len() < 2 {
        return Vec::new();
    }
    let mut seen = std::collections::HashSet::new();
    all.into_iter()
        .filter(|param| !seen.insert(&param.name))
        .collect()
}
