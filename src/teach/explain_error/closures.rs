//! Functions made in a comprehension that all see the last value of its name.

use std::slice;

use crate::host::Exception;
use crate::syntax::ast::{Clause, Comprehension, ComprehensionKind, Expr, ExprKind, Lambda, Name};
use crate::syntax::walk;
use crate::syntax::{Span, parse, with_room};

/// Help where the exception was raised in a lambda that shares a comprehension's name with its siblings.
pub(super) fn shared_name(exception: &Exception, longest: usize) -> Option<String> {
    let place = exception.place.as_ref()?;
    if place.source.len() > longest || exception.calls.is_empty() {
        return None;
    }
    let tree = parse(&place.source).ok()?;
    let name = with_room(tree.depth(), || {
        let mut search = Search {
            place: place.span,
            names: Vec::new(),
            shared: None,
        };
        search.expr(tree.root());
        search.shared
    })?;
    Some(format!(
        "all the functions share one `{name}`, which stands for its last value; write `lambda {name}={name}: ...`"
    ))
}

/// A walk down to a place, with the names of the comprehensions on the way.
struct Search {
    place: Span,
    /// What the comprehensions around bind, as far as no lambda takes the name over.
    names: Vec<Name>,
    shared: Option<Name>,
}

impl Search {
    fn expr(&mut self, expr: &Expr) {
        let inside = expr.span.start <= self.place.start && self.place.end <= expr.span.end;
        if !inside {
            return;
        }
        match &expr.kind {
            ExprKind::Lambda(lambda) => self.lambda(lambda),
            ExprKind::Comprehension(comprehension) => self.comprehension(comprehension),
            ExprKind::Constant(_)
            | ExprKind::Name(_)
            | ExprKind::FString(_)
            | ExprKind::Tuple(_)
            | ExprKind::List(_)
            | ExprKind::Set(_)
            | ExprKind::Dict(_)
            | ExprKind::Starred(_)
            | ExprKind::Conditional(_)
            | ExprKind::Bool(..)
            | ExprKind::Unary(..)
            | ExprKind::Binary(..)
            | ExprKind::Compare(..)
            | ExprKind::Call(..)
            | ExprKind::Attribute(..)
            | ExprKind::Subscript(..)
            | ExprKind::Slice(_) => walk::parts(expr, &mut |part, _| self.expr(part)),
        }
    }

    fn comprehension(&mut self, comprehension: &Comprehension) {
        for clause in &comprehension.clauses {
            self.clause(clause);
        }
        match &comprehension.kind {
            ComprehensionKind::List(element) | ComprehensionKind::Set(element) => {
                self.expr(element);
            }
            ComprehensionKind::Dict(key, value) => {
                self.expr(key);
                self.expr(value);
            }
            // A generator makes its functions one by one, and each may be called before the next.
            ComprehensionKind::Generator(_) => {}
        }
    }

    fn clause(&mut self, clause: &Clause) {
        self.expr(&clause.iterable);
        self.names
            .extend(walk::bound_names(slice::from_ref(clause)));
        clause.conditions.iter().for_each(|one| self.expr(one));
    }

    /// In a lambda's body, a comprehension's name that is no parameter is shared.
    fn lambda(&mut self, lambda: &Lambda) {
        let own: Vec<&Name> = walk::params(&lambda.params)
            .map(|param| &param.name)
            .collect();
        self.names.retain(|name| !own.contains(&name));
        let body = lambda.body.span;
        let inside = body.start <= self.place.start && self.place.end <= body.end;
        if inside && self.shared.is_none() {
            self.shared = (self.names.iter())
                .find(|name| mentions(&lambda.body, name, self.place))
                .cloned();
        }
        self.expr(&lambda.body);
    }
}

/// Whether the sub-expression at `place` is or directly holds the name.
fn mentions(expr: &Expr, name: &Name, place: Span) -> bool {
    let mut pending = vec![expr];
    while let Some(expr) = pending.pop() {
        let inside = place.start <= expr.span.start && expr.span.end <= place.end;
        if inside && matches!(&expr.kind, ExprKind::Name(other) if other == name) {
            return true;
        }
        let own_scope = matches!(expr.kind, ExprKind::Lambda(_) | ExprKind::Comprehension(_));
        if !own_scope {
            walk::parts(expr, &mut |part, _| pending.push(part));
        }
    }
    false
}
