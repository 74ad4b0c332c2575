//! Operators: `or`, `and`, `not`, comparison chains, arithmetic, prefixes and powers.
//!
//! Chains are read flat, operand after operand, and shaped afterwards by a table of how tightly each operator binds.
//! So a wrong operand ends the whole chain at once, and is never tried again by an outer level.

use chumsky::prelude::*;

use super::{Extra, Input, Rule, place};
use crate::syntax::ast::{BinaryOp, BoolOp, CompareOp, Expr, ExprKind, UnaryOp};
use crate::syntax::span::Span;
use crate::syntax::token::TokenKind;

/// An operand with its place, parentheses around it included.
type Operand = (Expr, Span);

pub(super) fn disjunction(factor: Rule<Expr>) -> Rule<Expr> {
    flat(conjunction(factor), TokenKind::Or, BoolOp::Or)
}

fn conjunction(factor: Rule<Expr>) -> Rule<Expr> {
    flat(inversion(factor), TokenKind::And, BoolOp::And)
}

fn flat(operand: Rule<Expr>, word: TokenKind, op: BoolOp) -> Rule<Expr> {
    operand
        .clone()
        .then(
            just(word)
                .ignore_then(operand)
                .repeated()
                .collect::<Vec<_>>(),
        )
        .map_with(move |(first, mut rest), seen| {
            if rest.is_empty() {
                return first;
            }
            rest.insert(0, first);
            super::seen_as(ExprKind::Bool(op, rest), seen)
        })
        .boxed()
}

fn inversion(factor: Rule<Expr>) -> Rule<Expr> {
    just(TokenKind::Not)
        .repeated()
        .foldr_with(comparison(factor), |_, operand, seen| {
            super::seen_as(ExprKind::Unary(UnaryOp::Not, Box::new(operand)), seen)
        })
        .boxed()
}

fn comparison(factor: Rule<Expr>) -> Rule<Expr> {
    let operand = arithmetic(factor);
    operand
        .clone()
        .then(
            compare_operator()
                .then(operand)
                .repeated()
                .collect::<Vec<_>>(),
        )
        .map_with(|(first, rest), seen| {
            if rest.is_empty() {
                return first;
            }
            super::seen_as(ExprKind::Compare(Box::new(first), rest), seen)
        })
        .boxed()
}

fn compare_operator() -> impl Parser<'static, Input, CompareOp, Extra> + Clone {
    let symbol = select! {
        TokenKind::EqualEqual => CompareOp::Eq,
        TokenKind::NotEqual => CompareOp::Ne,
        TokenKind::Less => CompareOp::Lt,
        TokenKind::LessEqual => CompareOp::Le,
        TokenKind::Greater => CompareOp::Gt,
        TokenKind::GreaterEqual => CompareOp::Ge,
        TokenKind::In => CompareOp::In,
    };
    choice((
        symbol,
        just(TokenKind::Not)
            .then(just(TokenKind::In))
            .to(CompareOp::NotIn),
        just(TokenKind::Is)
            .ignore_then(just(TokenKind::Not).or_not())
            .map(|not| {
                if not.is_some() {
                    CompareOp::IsNot
                } else {
                    CompareOp::Is
                }
            }),
    ))
}

/// The operators that group to the left, from `|` to `*`.
pub(super) fn arithmetic(factor: Rule<Expr>) -> Rule<Expr> {
    let operand = factor.map_with(|expr, seen| (expr, place(seen)));
    operand
        .clone()
        .then(
            binary_operator()
                .then(operand)
                .repeated()
                .collect::<Vec<_>>(),
        )
        .map(|(first, rest)| shape(first, rest))
        .boxed()
}

fn binary_operator() -> impl Parser<'static, Input, BinaryOp, Extra> + Clone {
    select! {
        TokenKind::Plus => BinaryOp::Add,
        TokenKind::Minus => BinaryOp::Sub,
        TokenKind::Star => BinaryOp::Mul,
        TokenKind::Slash => BinaryOp::Div,
        TokenKind::DoubleSlash => BinaryOp::FloorDiv,
        TokenKind::Percent => BinaryOp::Mod,
        TokenKind::At => BinaryOp::MatMul,
        TokenKind::ShiftLeft => BinaryOp::Shl,
        TokenKind::ShiftRight => BinaryOp::Shr,
        TokenKind::Ampersand => BinaryOp::And,
        TokenKind::Caret => BinaryOp::Xor,
        TokenKind::Bar => BinaryOp::Or,
    }
}

/// How tightly a left-grouping operator binds; the order of `grammar/precedence.txt`.
fn tightness(op: BinaryOp) -> u8 {
    match op {
        BinaryOp::Or => 1,
        BinaryOp::Xor => 2,
        BinaryOp::And => 3,
        BinaryOp::Shl | BinaryOp::Shr => 4,
        BinaryOp::Add | BinaryOp::Sub => 5,
        BinaryOp::Mul | BinaryOp::MatMul | BinaryOp::Div | BinaryOp::FloorDiv | BinaryOp::Mod => 6,
        BinaryOp::Pow => 7,
    }
}

/// Gives a flat chain its shape: of two operators the tighter takes the operand between them, of equals the left one.
fn shape(first: Operand, rest: Vec<(BinaryOp, Operand)>) -> Expr {
    if rest.is_empty() {
        return first.0;
    }
    let mut last = first;
    let mut waiting: Vec<(Operand, BinaryOp)> = Vec::new();
    for (op, operand) in rest {
        last = join_tighter(&mut waiting, last, tightness(op));
        waiting.push((last, op));
        last = operand;
    }
    join_tighter(&mut waiting, last, 0).0
}

/// Joins `last` with what waits on its left, as long as that binds at least as tightly as `tightness_after`.
fn join_tighter(
    waiting: &mut Vec<(Operand, BinaryOp)>,
    mut last: Operand,
    tightness_after: u8,
) -> Operand {
    while let Some((lhs, op)) = waiting.pop_if(|(_, op)| tightness(*op) >= tightness_after) {
        last = binary(lhs, op, last);
    }
    last
}

fn binary(lhs: Operand, op: BinaryOp, rhs: Operand) -> Operand {
    let span = lhs.1.to(rhs.1);
    let kind = ExprKind::Binary(op, Box::new(lhs.0), Box::new(rhs.0));
    (Expr { kind, span }, span)
}

/// `-x`, `+x`, `~x` over a power.
pub(super) fn factor(primary: Rule<Expr>) -> Rule<Expr> {
    recursive(|factor| {
        let sign = select! {
            TokenKind::Minus => UnaryOp::Neg,
            TokenKind::Plus => UnaryOp::Pos,
            TokenKind::Tilde => UnaryOp::Invert,
        };
        sign.repeated()
            .foldr_with(power(primary, factor), |op, operand, seen| {
                super::seen_as(ExprKind::Unary(op, Box::new(operand)), seen)
            })
    })
    .boxed()
}

fn power(
    primary: Rule<Expr>,
    factor: impl Parser<'static, Input, Expr, Extra> + Clone + 'static,
) -> Rule<Expr> {
    primary
        .then(just(TokenKind::DoubleStar).ignore_then(factor).or_not())
        .map_with(|(base, exponent), seen| match exponent {
            None => base,
            Some(exponent) => {
                let kind = ExprKind::Binary(BinaryOp::Pow, Box::new(base), Box::new(exponent));
                super::seen_as(kind, seen)
            }
        })
        .boxed()
}
