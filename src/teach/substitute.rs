//! Names replaced by what they stand for, without capturing: `(lambda y: x)` with `y` for `x` is refused.

use super::walk::{self, When};
use crate::syntax::ast::{Expr, ExprKind, Name};

/// A name and the expression that takes its place.
pub(super) type Binding = (Name, Expr);

/// A binder stands in the way: it would capture a name of what is put in.
#[derive(Debug)]
pub(super) struct Captured;

/// Puts an expression in the place of each free name.
pub(super) fn substitute(expr: &mut Expr, bindings: &[Binding]) -> Result<(), Captured> {
    if bindings.is_empty() {
        return Ok(());
    }
    match &mut expr.kind {
        ExprKind::Name(name) => {
            if let Some((_, value)) = bindings.iter().find(|(bound, _)| bound == name) {
                *expr = value.clone();
            }
            Ok(())
        }
        ExprKind::Lambda(lambda) => {
            let mut done = Ok(());
            walk::defaults_mut(lambda, &mut |default| {
                note(&mut done, substitute(default, bindings));
            });
            done?;
            let names: Vec<Name> = walk::params(&lambda.params)
                .map(|param| Name::clone(&param.name))
                .collect();
            let inner = inside(&names, bindings, &[&lambda.body])?;
            substitute(&mut lambda.body, &inner)
        }
        ExprKind::Comprehension(comprehension) => {
            if let Some(first) = comprehension.clauses.first_mut() {
                substitute(&mut first.iterable, bindings)?;
            }
            let names = walk::bound_names(&comprehension.clauses);
            let mut seen = Vec::new();
            for (position, clause) in comprehension.clauses.iter().enumerate() {
                if position > 0 {
                    seen.push(&clause.iterable);
                }
                seen.extend(&clause.conditions);
            }
            let inner = match &comprehension.kind {
                crate::syntax::ast::ComprehensionKind::List(element)
                | crate::syntax::ast::ComprehensionKind::Set(element)
                | crate::syntax::ast::ComprehensionKind::Generator(element) => {
                    seen.push(element);
                    inside(&names, bindings, &seen)?
                }
                crate::syntax::ast::ComprehensionKind::Dict(key, value) => {
                    seen.extend([key, value]);
                    inside(&names, bindings, &seen)?
                }
            };
            let mut done = Ok(());
            for (position, clause) in comprehension.clauses.iter_mut().enumerate() {
                if position > 0 {
                    note(&mut done, substitute(&mut clause.iterable, &inner));
                }
                walk::inside_clause_mut(clause, &mut |part| {
                    note(&mut done, substitute(part, &inner));
                });
            }
            walk::elements_mut(&mut comprehension.kind, &mut |part| {
                note(&mut done, substitute(part, &inner));
            });
            done
        }
        _ => {
            let mut done = Ok(());
            walk::parts_mut(expr, &mut |part| {
                note(&mut done, substitute(part, bindings))
            });
            done
        }
    }
}

fn note(done: &mut Result<(), Captured>, result: Result<(), Captured>) {
    if result.is_err() {
        *done = result;
    }
}

/// The bindings that still hold inside a binder of `names`; refused where one that is used there would be captured.
fn inside(names: &[Name], bindings: &[Binding], seen: &[&Expr]) -> Result<Vec<Binding>, Captured> {
    let inner: Vec<Binding> = bindings
        .iter()
        .filter(|(bound, _)| !names.contains(bound))
        .filter(|(bound, _)| seen.iter().any(|part| uses(part, bound).total > 0))
        .cloned()
        .collect();
    let captures =
        (inner.iter()).any(|(_, value)| names.iter().any(|name| uses(value, name).total > 0));
    if captures { Err(Captured) } else { Ok(inner) }
}

/// How often a free name is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Uses {
    /// Everywhere.
    pub(super) total: usize,
    /// Of those, inside lambdas and comprehensions, where it may be evaluated never or many times.
    pub(super) later: usize,
}

/// How often an expression uses a free name.
pub(super) fn uses(expr: &Expr, name: &Name) -> Uses {
    let mut found = Uses::default();
    count(expr, name, false, &mut found);
    found
}

fn count(expr: &Expr, name: &Name, later: bool, found: &mut Uses) {
    if let ExprKind::Name(used) = &expr.kind {
        if used == name {
            found.total += 1;
            found.later += usize::from(later);
        }
        return;
    }
    let hidden = match &expr.kind {
        ExprKind::Lambda(lambda) => walk::params(&lambda.params).any(|param| param.name == *name),
        ExprKind::Comprehension(comprehension) => {
            walk::bound_names(&comprehension.clauses).contains(name)
        }
        _ => false,
    };
    walk::parts(expr, &mut |part, when| match when {
        When::Now => count(part, name, later, found),
        When::Later if hidden => {}
        When::Later => count(part, name, true, found),
    });
}
