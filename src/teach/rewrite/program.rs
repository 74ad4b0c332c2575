//! What a program computes, and the expression that computes the same.
//!
//! A program computes the value of its last expression; where it ends in an assignment or a `def`, the value of that
//! name; where it ends in a loop, the value of the one name that the loop builds; where it returns, what it returns.

use super::env::{Env, Scope};
use super::flow;
use super::names::Names;
use super::rewriter::{End, Gives, Rewriter};
use super::{Faithfulness, Suggestion};
use crate::syntax::ast::{Constant, Expr, ExprKind, Name, TargetKind};
use crate::syntax::{unparse, with_room};
use crate::teach::statement::{Block, Statement, StatementKind};

/// How many statements a program may have at its edge.
const MOST_STATEMENTS: usize = 100;
/// How much longer than its source a suggestion may be, and how much longer in any case.
const MOST_GROWTH: (usize, usize) = (10, 200);
/// Stack for what a rewrite may nest.
const ROOM: usize = 4_000;

/// The expression that computes what these statements compute.
pub(super) fn suggest(statements: &[Statement], source: &str) -> Option<Suggestion> {
    if statements.len() > MOST_STATEMENTS {
        return None;
    }
    with_room(ROOM, || rewrite(statements, source))
}

fn rewrite(statements: &[Statement], source: &str) -> Option<Suggestion> {
    let steps = flow::steps(statements);
    let mut rewriter = Rewriter::new(source, &steps);
    let returns = flow::returns(&steps);
    let scope = Scope::of(&steps, &[], returns)?;
    let end = if returns {
        End::of_function()
    } else {
        End::of(computed(steps.last()?)?)
    };
    if !returns && drops_values(&steps) {
        rewriter.only_if("only the last value is wanted");
    }
    let expr = rewriter.block(&steps, &Env::new(scope), &end)?;
    let text = unparse(&expr);
    if text.len()
        > source
            .len()
            .saturating_mul(MOST_GROWTH.0)
            .saturating_add(MOST_GROWTH.1)
    {
        return None;
    }
    super::proof::holds(&text, &steps, &rewriter.introduced)?;
    Some(graded(text, rewriter.conditions))
}

fn graded(expr: String, conditions: std::collections::BTreeSet<String>) -> Suggestion {
    let conditions: Vec<String> = conditions.into_iter().collect();
    let condition = (!conditions.is_empty()).then(|| conditions.join("; "));
    Suggestion {
        expr,
        faithfulness: match condition {
            Some(_) => Faithfulness::Conditional,
            None => Faithfulness::Exact,
        },
        condition,
    }
}

/// What a program computes that ends in this statement; none where that is nothing.
fn computed(last: &Statement) -> Option<Gives> {
    match &last.kind {
        StatementKind::Expression(_) | StatementKind::Print(_) => Some(Gives::LastValue),
        StatementKind::Assignment(places, _) => {
            let name = flow::plain_name(places.last()?.target.as_ref());
            match name {
                Some(name) => Some(Gives::Names(vec![name.clone()])),
                None => container(last).map(|name| Gives::Names(vec![name])),
            }
        }
        StatementKind::Augmented(place, ..) | StatementKind::Annotated(place, _, Some(_)) => {
            match flow::plain_name(place.target.as_ref()) {
                Some(name) => Some(Gives::Names(vec![name.clone()])),
                None => container(last).map(|name| Gives::Names(vec![name])),
            }
        }
        StatementKind::Def(def) => Some(Gives::Names(vec![def.name.clone()])),
        StatementKind::Decorated(_, inner) => computed(inner),
        StatementKind::Import(_) | StatementKind::FromImport(_) => {
            Some(Gives::Names(flow::bound(&[last])))
        }
        StatementKind::If(tests, orelse) => {
            let bodies = tests.iter().map(|(_, body)| body).chain(orelse);
            of_branches(bodies)
        }
        StatementKind::Match(_, cases) => of_branches(cases.iter().map(|case| &case.body)),
        StatementKind::For(_) | StatementKind::While(..) => of_loop(last),
        StatementKind::Delete(_) => container(last).map(|name| Gives::Names(vec![name])),
        _ => None,
    }
}

fn of_branches<'a>(bodies: impl Iterator<Item = &'a Block>) -> Option<Gives> {
    let mut common: Option<Gives> = None;
    for body in bodies {
        let last = body.last()?;
        if matches!(last.kind, StatementKind::Pass) {
            continue;
        }
        let gives = computed(last)?;
        common = match (common, gives) {
            (None, gives) => Some(gives),
            (Some(Gives::LastValue), Gives::LastValue) => Some(Gives::LastValue),
            (Some(Gives::Names(first)), Gives::Names(second)) if first == second => {
                Some(Gives::Names(first))
            }
            _ => return None,
        };
    }
    common
}

/// The one name that a loop builds, or its effects where it builds none.
fn of_loop(last: &Statement) -> Option<Gives> {
    let mut built = Names::new();
    each_built(&[last], &mut built);
    let mut targets = Names::new();
    targets_of(&[last], &mut targets);
    built.retain(|name| !targets.contains(name));
    let mut built = built.into_iter();
    match (built.next(), built.next()) {
        (Some(name), None) => Some(Gives::Names(vec![name])),
        (None, _) if matches!(last.kind, StatementKind::For(_)) => Some(Gives::LastValue),
        _ => None,
    }
}

/// The names that these bind or change.
fn each_built(steps: &[&Statement], names: &mut Names) {
    for statement in steps {
        match &statement.kind {
            StatementKind::Assignment(..)
            | StatementKind::Augmented(..)
            | StatementKind::Annotated(..) => {
                names.extend(flow::bound(&[statement]));
                names.extend(container(statement));
            }
            StatementKind::Expression(value) => names.extend(value.expr().and_then(changed)),
            _ => {}
        }
        for body in flow::bodies(statement) {
            each_built(&flow::steps(body), names);
        }
    }
}

fn targets_of(steps: &[&Statement], names: &mut Names) {
    for statement in steps {
        if let StatementKind::For(for_) = &statement.kind {
            let bound = for_.target.target.as_ref().map(super::names::of_target);
            names.extend(bound.into_iter().flatten());
        }
        for body in flow::bodies(statement) {
            targets_of(&flow::steps(body), names);
        }
    }
}

/// The name whose item an assignment or `del` changes.
fn container(statement: &Statement) -> Option<Name> {
    let container = match &statement.kind {
        StatementKind::Assignment(places, _) => &places.last()?.target,
        StatementKind::Augmented(place, ..) => &place.target,
        StatementKind::Delete(what) => {
            let ExprKind::Subscript(container, _) = &what.expr()?.kind else {
                return None;
            };
            return plain(container);
        }
        _ => return None,
    };
    match &container.as_ref()?.kind {
        TargetKind::Subscript(container, _) => plain(container),
        TargetKind::Name(_)
        | TargetKind::Tuple(_)
        | TargetKind::Starred(_)
        | TargetKind::Attribute(..) => None,
    }
}

/// The name that a method changes: `out` of `out.append(x)`.
fn changed(value: &Expr) -> Option<Name> {
    const METHODS: [&str; 12] = [
        "add",
        "append",
        "appendleft",
        "clear",
        "discard",
        "extend",
        "insert",
        "pop",
        "remove",
        "reverse",
        "sort",
        "update",
    ];
    let ExprKind::Call(callee, _) = &value.kind else {
        return None;
    };
    match &callee.kind {
        ExprKind::Attribute(container, method, _) if METHODS.contains(&&**method) => {
            plain(container)
        }
        _ => None,
    }
}

fn plain(expr: &Expr) -> Option<Name> {
    match &expr.kind {
        ExprKind::Name(name) => Some(name.clone()),
        _ => None,
    }
}

/// Whether values are computed at the edge of a program that somebody may have wanted to see.
fn drops_values(steps: &[&Statement]) -> bool {
    let Some((_, before)) = steps.split_last() else {
        return false;
    };
    before.iter().any(|statement| match &statement.kind {
        StatementKind::Expression(value) => value.expr().is_some_and(|value| !is_effect(value)),
        _ => false,
    })
}

/// Whether an expression stands there for what it does, or as a remark: `print(x)`, `out.append(x)`, `'a text'`.
fn is_effect(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Constant(constant) => matches!(constant, Constant::Str(_) | Constant::Ellipsis),
        ExprKind::Call(callee, _) => {
            callee.kind == ExprKind::Name("print".into()) || changed(value).is_some()
        }
        _ => false,
    }
}
