//! Displays and comprehensions: `(…)`, `[…]`, `{…}` and the `for` clauses in them.
//!
//! Each bracket is read once: its first item, then what that turns out to begin.

use chumsky::error::EmptyErr;
use chumsky::prelude::*;

use super::{Parts, Rule, Seen, Stage, complain, place, postfix, refuse_reserved, seen_as};
use crate::syntax::ast::{
    Clause, Comprehension, ComprehensionKind, DictItem, Expr, ExprKind, Target, TargetKind,
};
use crate::syntax::diagnostic::Diagnostic;
use crate::syntax::token::TokenKind;

/// What follows the first item of a display.
pub(super) enum More<T> {
    /// `for x in xs`
    Clauses(Vec<Clause>),
    /// `, b, c`
    Items(Vec<T>),
    /// Nothing but the closing bracket.
    Nothing,
}

pub(super) fn more<T: 'static>(item: Rule<T>, clauses: Rule<Vec<Clause>>) -> Rule<More<T>> {
    let items = just(TokenKind::Comma).ignore_then(
        item.separated_by(just(TokenKind::Comma))
            .allow_trailing()
            .collect::<Vec<_>>(),
    );
    choice((
        items.map(More::Items),
        clauses.map(More::Clauses),
        empty().map(|()| More::Nothing),
    ))
    .boxed()
}

/// An item of a list, a set or a tuple.
fn item(parts: &Parts) -> Rule<Expr> {
    choice((
        parts.expression.clone(),
        postfix::starred(&parts.arithmetic),
    ))
    .boxed()
}

fn comprehension(kind: ComprehensionKind, clauses: Vec<Clause>) -> ExprKind {
    ExprKind::Comprehension(Box::new(Comprehension { kind, clauses }))
}

fn joined<T>(first: T, mut rest: Vec<T>) -> Vec<T> {
    rest.insert(0, first);
    rest
}

/// `(a)`, `(a, b)`, `()`, `(a for a in b)`
pub(super) fn parenthesized(parts: &Parts) -> Rule<Expr> {
    let item = item(parts);
    just(TokenKind::ParenOpen)
        .ignore_then(
            item.clone()
                .then(more(item, parts.clauses.clone()))
                .or_not(),
        )
        .then_ignore(just(TokenKind::ParenClose))
        .try_map_with(|body, seen| {
            let kind = match body {
                None => ExprKind::Tuple(Vec::new()),
                Some((first, More::Items(rest))) => ExprKind::Tuple(joined(first, rest)),
                Some((first, _)) if matches!(first.kind, ExprKind::Starred(_)) => {
                    return Err(EmptyErr::default());
                }
                Some((first, More::Nothing)) => return Ok(first),
                Some((first, More::Clauses(clauses))) => {
                    comprehension(ComprehensionKind::Generator(first), clauses)
                }
            };
            Ok(seen_as(kind, seen))
        })
        .boxed()
}

/// `[a, *b]`, `[a for a in b]`
pub(super) fn list(parts: &Parts) -> Rule<Expr> {
    let item = item(parts);
    just(TokenKind::BracketOpen)
        .ignore_then(
            item.clone()
                .then(more(item, parts.clauses.clone()))
                .or_not(),
        )
        .then_ignore(just(TokenKind::BracketClose))
        .try_map_with(|body, seen| {
            let kind = match body {
                None => ExprKind::List(Vec::new()),
                Some((first, More::Nothing)) => ExprKind::List(vec![first]),
                Some((first, More::Items(rest))) => ExprKind::List(joined(first, rest)),
                Some((first, More::Clauses(_))) if matches!(first.kind, ExprKind::Starred(_)) => {
                    return Err(EmptyErr::default());
                }
                Some((first, More::Clauses(clauses))) => {
                    comprehension(ComprehensionKind::List(first), clauses)
                }
            };
            Ok(seen_as(kind, seen))
        })
        .boxed()
}

/// The first item between braces decides whether they hold a dict or a set.
enum Braces {
    Dict(DictItem, More<DictItem>),
    Set(Expr, More<Expr>),
}

/// `{k: v, **other}`, `{a, *b}`, and their comprehensions
pub(super) fn braces(parts: &Parts) -> Rule<Expr> {
    let value = just(TokenKind::Colon).ignore_then(parts.expression.clone());
    let unpack = just(TokenKind::DoubleStar)
        .ignore_then(parts.arithmetic.clone())
        .map(DictItem::Unpack);
    let pair = parts
        .expression
        .clone()
        .then(value.clone())
        .map(|(key, value)| DictItem::Pair(key, value));
    let dict_item = choice((pair, unpack.clone())).boxed();
    let more_pairs = more(dict_item, parts.clauses.clone());
    let more_items = more(item(parts), parts.clauses.clone());
    let after_key = choice((
        value
            .then(more_pairs.clone())
            .map(|(value, more)| (Some((value, more)), None)),
        more_items.clone().map(|more| (None, Some(more))),
    ));
    let body = choice((
        parts
            .expression
            .clone()
            .then(after_key)
            .map(|(first, found)| match found {
                (Some((value, more)), _) => Braces::Dict(DictItem::Pair(first, value), more),
                (None, more) => Braces::Set(first, more.unwrap_or(More::Nothing)),
            }),
        unpack
            .then(more_pairs)
            .map(|(first, more)| Braces::Dict(first, more)),
        postfix::starred(&parts.arithmetic)
            .then(more_items)
            .map(|(first, more)| Braces::Set(first, more)),
    ));
    just(TokenKind::BraceOpen)
        .ignore_then(body.or_not())
        .then_ignore(just(TokenKind::BraceClose))
        .try_map_with(|body, seen| {
            let kind = match body {
                None => ExprKind::Dict(Vec::new()),
                Some(Braces::Dict(first, More::Nothing)) => ExprKind::Dict(vec![first]),
                Some(Braces::Dict(first, More::Items(rest))) => ExprKind::Dict(joined(first, rest)),
                Some(Braces::Dict(DictItem::Pair(key, value), More::Clauses(clauses))) => {
                    comprehension(ComprehensionKind::Dict(key, value), clauses)
                }
                Some(Braces::Dict(DictItem::Unpack(_), More::Clauses(_))) => {
                    return Err(EmptyErr::default());
                }
                Some(Braces::Set(first, More::Nothing)) => ExprKind::Set(vec![first]),
                Some(Braces::Set(first, More::Items(rest))) => ExprKind::Set(joined(first, rest)),
                Some(Braces::Set(first, More::Clauses(_)))
                    if matches!(first.kind, ExprKind::Starred(_)) =>
                {
                    return Err(EmptyErr::default());
                }
                Some(Braces::Set(first, More::Clauses(clauses))) => {
                    comprehension(ComprehensionKind::Set(first), clauses)
                }
            };
            Ok(seen_as(kind, seen))
        })
        .boxed()
}

/// One or more `for … in … if …`
pub(super) fn clauses(disjunction: &Rule<Expr>, primary: Rule<Expr>) -> Rule<Vec<Clause>> {
    let conditions = just(TokenKind::If)
        .ignore_then(disjunction.clone())
        .repeated()
        .collect::<Vec<_>>();
    just(TokenKind::For)
        .ignore_then(targets(primary))
        .then_ignore(just(TokenKind::In))
        .then(disjunction.clone())
        .then(conditions)
        .map_with(|((target, iterable), conditions), seen| Clause {
            target,
            iterable,
            conditions,
            span: place(seen),
        })
        .repeated()
        .at_least(1)
        .collect::<Vec<_>>()
        .boxed()
}

fn targets(primary: Rule<Expr>) -> Rule<Target> {
    let target = choice((
        primary
            .clone()
            .try_map_with(|expr, seen| target(expr, seen).ok_or_else(EmptyErr::default)),
        just(TokenKind::Star)
            .ignore_then(
                primary.try_map_with(|expr, seen| target(expr, seen).ok_or_else(EmptyErr::default)),
            )
            .map_with(|target, seen| Target {
                kind: TargetKind::Starred(Box::new(target)),
                span: place(seen),
            }),
    ))
    .boxed();
    let rest = just(TokenKind::Comma).ignore_then(
        target
            .clone()
            .separated_by(just(TokenKind::Comma))
            .allow_trailing()
            .collect::<Vec<_>>(),
    );
    target
        .then(rest.or_not())
        .map_with(|(first, rest), seen| {
            let Some(rest) = rest else {
                if matches!(first.kind, TargetKind::Starred(_)) {
                    let message = "starred assignment target must be in a list or tuple";
                    let diagnostic = Diagnostic::error("starred-target", message, first.span);
                    complain(seen, Stage::Code, diagnostic);
                }
                return first;
            };
            let items = joined(first, rest);
            refuse_two_stars(&items, seen);
            Target {
                kind: TargetKind::Tuple(items),
                span: place(seen),
            }
        })
        .boxed()
}

/// The target that an expression is, if it is one.
fn target(expr: Expr, seen: &mut Seen<'_>) -> Option<Target> {
    let span = expr.span;
    let kind = match expr.kind {
        ExprKind::Name(name) => {
            refuse_reserved(&name, span, seen);
            TargetKind::Name(name)
        }
        ExprKind::Tuple(items) | ExprKind::List(items) => {
            let items = items
                .into_iter()
                .map(|item| target(item, seen))
                .collect::<Option<Vec<_>>>()?;
            refuse_two_stars(&items, seen);
            TargetKind::Tuple(items)
        }
        ExprKind::Starred(item) => TargetKind::Starred(Box::new(target(*item, seen)?)),
        ExprKind::Subscript(value, index) => TargetKind::Subscript(value, index),
        ExprKind::Attribute(value, name, _) => TargetKind::Attribute(value, name),
        ExprKind::Constant(_)
        | ExprKind::FString(_)
        | ExprKind::Set(_)
        | ExprKind::Dict(_)
        | ExprKind::Comprehension(_)
        | ExprKind::Lambda(_)
        | ExprKind::Conditional(_)
        | ExprKind::Bool(..)
        | ExprKind::Unary(..)
        | ExprKind::Binary(..)
        | ExprKind::Compare(..)
        | ExprKind::Call(..)
        | ExprKind::Slice(_) => return None,
    };
    Some(Target { kind, span })
}

fn refuse_two_stars(items: &[Target], seen: &mut Seen<'_>) {
    let mut stars = items
        .iter()
        .filter(|item| matches!(item.kind, TargetKind::Starred(_)));
    if let (Some(_), Some(second)) = (stars.next(), stars.next()) {
        let message = "multiple starred expressions in assignment";
        let diagnostic = Diagnostic::error("starred-target", message, second.span);
        complain(seen, Stage::Code, diagnostic);
    }
}
