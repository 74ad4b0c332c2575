//! Tokens to tree; the only folder that knows chumsky.
//!
//! One function per production of `grammar/lambkin.ebnf`, under the same name.
//! Errors carry nothing: most texts are right, and `complaint` finds the message for those that are not.
//! No rule backtracks over brackets, so that parsing is linear for wrong texts too.
//! The built parser holds no borrowed data, hence there is one per thread, built once; the text and the places of its
//! tokens are lent to it as its state.

mod atoms;
mod displays;
mod lambda;
mod operators;
mod postfix;

use std::rc::Rc;

use chumsky::error::EmptyErr;
use chumsky::extra::{Full, SimpleState};
use chumsky::input::{MapExtra, Stream};
use chumsky::prelude::*;

use super::ast::{Clause, Expr, ExprKind, Name};
use super::diagnostic::Diagnostic;
use super::span::Span;
use super::token::{TokenKind, Tokens};

/// What the parser reads.
type Input = Stream<std::vec::IntoIter<TokenKind>>;
/// What goes along with it.
type Extra = Full<EmptyErr, SimpleState<Table>, ()>;
/// The parser of one production.
type Rule<T> = Boxed<'static, 'static, Input, T, Extra>;
/// What the builder of a node sees of the input.
type Seen<'b> = MapExtra<'static, 'b, Input, Extra>;

/// What tokens do not carry themselves: their text and places.
struct Table {
    text: Rc<str>,
    spans: Vec<Span>,
    late: Vec<Late>,
}

/// A complaint that CPython makes only about a text that parses.
pub(super) struct Late {
    /// Complaints of an earlier stage come first.
    pub(super) stage: Stage,
    /// What to say.
    pub(super) diagnostic: Diagnostic,
}

/// When CPython would complain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    /// While it looks at names.
    Names,
    /// While it makes code.
    Code,
}

/// The outcome of parsing.
pub(super) struct Parsed {
    /// The expression at the front of the tokens.
    pub(super) root: Expr,
    /// How many tokens it took.
    pub(super) length: usize,
    /// What is wrong with it nevertheless.
    pub(super) late: Vec<Late>,
}

/// The expression that the tokens begin with, if they begin with one.
///
/// `text` is the text of the tokens.
pub(super) fn parse(text: &Rc<str>, tokens: &Tokens) -> Option<Parsed> {
    let mut state = SimpleState(Table {
        text: Rc::clone(text),
        spans: tokens.spans.clone(),
        late: Vec::new(),
    });
    let input = Stream::from_iter(tokens.kinds.clone());
    let (root, length) = PROGRAM
        .with(|program| program.parse_with_state(input, &mut state))
        .into_output()?;
    Some(Parsed {
        root,
        length,
        late: state.0.late,
    })
}

thread_local! {
    static PROGRAM: Rule<(Expr, usize)> = program();
}

fn program() -> Rule<(Expr, usize)> {
    let mut expression = Recursive::declare();
    let mut primary = Recursive::declare();
    let factor = operators::factor(primary.clone().boxed());
    let disjunction = operators::disjunction(factor.clone());
    let arithmetic = operators::arithmetic(factor);
    let parts = Parts {
        expression: expression.clone().boxed(),
        clauses: displays::clauses(&disjunction, primary.clone().boxed()),
        arithmetic,
    };
    primary.define(postfix::primary(&parts));
    expression.define(lambda::expression(disjunction, parts.expression.clone()));
    expressions(parts.expression)
        .map_with(|root, seen| (root, seen.span().end))
        .lazy()
        .boxed()
}

/// The rules that the rules below expressions go back to.
#[derive(Clone)]
struct Parts {
    /// Anything but a starred item.
    expression: Rule<Expr>,
    /// What a star takes in a display.
    arithmetic: Rule<Expr>,
    /// `for x in xs if x`
    clauses: Rule<Vec<Clause>>,
}

fn expressions(expression: Rule<Expr>) -> Rule<Expr> {
    let rest = just(TokenKind::Comma).ignore_then(
        expression
            .clone()
            .separated_by(just(TokenKind::Comma))
            .allow_trailing()
            .collect::<Vec<_>>(),
    );
    expression
        .then(rest.or_not())
        .map_with(|(first, rest), seen| match rest {
            None => first,
            Some(mut rest) => {
                rest.insert(0, first);
                seen_as(ExprKind::Tuple(rest), seen)
            }
        })
        .boxed()
}

/// The node that covers all that was read.
fn seen_as(kind: ExprKind, seen: &mut Seen<'_>) -> Expr {
    Expr {
        kind,
        span: place(seen),
    }
}

/// Where that which was read stands in the text.
fn place(seen: &mut Seen<'_>) -> Span {
    let tokens = seen.span();
    let spans = &seen.state().0.spans;
    let start = spans.get(tokens.start).copied().unwrap_or_default();
    let end = spans
        .get(tokens.end.saturating_sub(1))
        .copied()
        .unwrap_or_default();
    Span::new(start.start, end.end.max(start.start))
}

/// What was read.
fn words<'b>(seen: &'b mut Seen<'_>) -> &'b str {
    let span = place(seen);
    seen.state().0.text.get(span.range()).unwrap_or_default()
}

/// Notes a complaint for after parsing.
/// Nobody may give `__debug__` another value.
fn refuse_reserved(name: &Name, span: Span, seen: &mut Seen<'_>) {
    if &**name == "__debug__" {
        let diagnostic = Diagnostic::error("reserved-name", "cannot assign to __debug__", span);
        complain(seen, Stage::Names, diagnostic);
    }
}

fn complain(seen: &mut Seen<'_>, stage: Stage, diagnostic: Diagnostic) {
    seen.state().0.late.push(Late { stage, diagnostic });
}
