//! Statements of one line that are nearly an expression: `return x`, `pass`, `print x`.

use super::Suggestion;
use crate::syntax::ast::{Argument, Constant, Expr, ExprKind, Name};
use crate::syntax::{Span, parse, unparse, with_room};
use crate::teach::statement::{Phrase, Print, Statement, StatementKind};

/// What to write instead of one statement.
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
        StatementKind::Print(print) => print_call(print),
        _ => None,
    }
}

/// `print x, y` as a call.
fn print_call(print: &Print) -> Option<Suggestion> {
    if print.file.is_some() || print.values.is_empty() {
        return None;
    }
    let mut arguments = (print.values.iter())
        .map(|value| Some(Argument::Positional(value.expr()?.clone())))
        .collect::<Option<Vec<_>>>()?;
    if print.keeps_line {
        let end = constant(Constant::Str(" ".into()));
        arguments.push(Argument::Named("end".into(), end, Span::default()));
    }
    let function = node(ExprKind::Name(Name::from("print")));
    let call = node(ExprKind::Call(Box::new(function), arguments));
    let depth = print.values.iter().map(Phrase::depth).max().unwrap_or(0) + 2;
    let text = with_room(depth, || unparse(&call));
    Some(if print.keeps_line {
        Suggestion::when(text, "Python 2 writes the space only before the next value")
    } else {
        Suggestion::exact(text)
    })
}

fn constant(value: Constant) -> Expr {
    node(ExprKind::Constant(value))
}

fn node(kind: ExprKind) -> Expr {
    Expr {
        kind,
        span: Span::default(),
    }
}
