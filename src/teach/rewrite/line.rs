//! Statements of one line that stand alone: `return x`, `pass`, `print x`, `d[k] = v`.

use super::Suggestion;
use super::build;
use super::program;
use crate::syntax::ast::{Argument, DictItem, Expr, ExprKind, Name, TargetKind};
use crate::syntax::{Span, parse, unparse, with_room};
use crate::teach::statement::{Phrase, Place, Print, Statement, StatementKind};

/// What to write instead of one statement.
///
/// `x = 1` alone computes nothing that an expression could give, nor does `x += 1`.
pub(super) fn suggest(statement: &Statement, source: &str) -> Option<Suggestion> {
    match &statement.kind {
        StatementKind::Return(None) | StatementKind::Pass => Some(Suggestion::exact("None")),
        StatementKind::Return(Some(value)) => {
            let expr = value.expr()?;
            let text = source.get(value.span.range())?;
            // `return *a, b` needs parentheses once `return` is gone.
            Some(Suggestion::exact(match parse(text) {
                Ok(_) => text.to_owned(),
                Err(_) => with_room(value.depth(), || unparse(expr)),
            }))
        }
        StatementKind::Print(print) => printed(print),
        StatementKind::Assignment(places, value) => match places.as_slice() {
            [place] => with_item(place, value),
            _ => None,
        },
        StatementKind::Augmented(..)
        | StatementKind::Annotated(..)
        | StatementKind::Expression(_)
        | StatementKind::Delete(_) => None,
        _ => program::suggest(std::slice::from_ref(statement), source),
    }
}

/// `print x, y` as a call.
fn printed(print: &Print) -> Option<Suggestion> {
    let depth = print.values.iter().map(Phrase::depth).max().unwrap_or(0) + 2;
    let text = with_room(depth, || print_call(print).map(|call| unparse(&call)))?;
    Some(if print.keeps_line {
        Suggestion::when(text, "Python 2 writes the space only before the next value")
    } else {
        Suggestion::exact(text)
    })
}

/// `print x, y` as the tree of a call.
pub(super) fn print_call(print: &Print) -> Option<Expr> {
    if print.file.is_some() || print.values.is_empty() {
        return None;
    }
    let mut arguments = (print.values.iter())
        .map(|value| Some(Argument::Positional(value.expr()?.clone())))
        .collect::<Option<Vec<_>>>()?;
    if print.keeps_line {
        let end = build::text(" ");
        arguments.push(Argument::Named("end".into(), end, Span::default()));
    }
    let function = build::name(&Name::from("print"));
    Some(build::node(ExprKind::Call(Box::new(function), arguments)))
}

/// `d[k] = v` as `{**d, k: v}`.
fn with_item(place: &Place, value: &Phrase) -> Option<Suggestion> {
    let TargetKind::Subscript(container, key) = &place.target.as_ref()?.kind else {
        return None;
    };
    let ExprKind::Name(name) = &container.kind else {
        return None;
    };
    if matches!(key.kind, ExprKind::Slice(_)) {
        return None;
    }
    let value = value.expr()?;
    let items = vec![
        DictItem::Unpack((**container).clone()),
        DictItem::Pair((**key).clone(), value.clone()),
    ];
    let text = unparse(&build::node(ExprKind::Dict(items)));
    parse(&text).ok()?;
    let condition =
        format!("`{name}` is a dict; the result is a new one and `{name}` stays as it is");
    Some(Suggestion::when(text, condition))
}
