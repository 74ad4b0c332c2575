//! Which comprehension variables need a cell.
//!
//! Closures capture variables, not values: `[f() for f in [lambda: i for i in range(3)]]` is `[2, 2, 2]`. Parameters
//! never change, so copying them is the same; comprehension variables change, so one that a lambda or a generator
//! captures lives in a cell. This pass finds those, before `lower` hands out slots. Scopes are numbered in the order
//! in which both passes enter them.

use crate::syntax::ast::{Comprehension, ComprehensionKind, Expr, ExprKind, Name};
use crate::syntax::walk::{self, When};

/// What makes a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScopeKind {
    /// `lambda …`
    Lambda,
    /// `[…]`, `{…}`: runs at once.
    Eager,
    /// `(… for …)`: runs later.
    Generator,
}

/// For each scope, the names of its variables that need a cell.
pub(super) fn find_cells(root: &Expr) -> Vec<Vec<Name>> {
    let mut finder = Finder {
        stack: Vec::new(),
        cells: Vec::new(),
    };
    finder.expr(root);
    finder.cells
}

pub(super) fn scope_kind(comprehension: &Comprehension) -> ScopeKind {
    match comprehension.kind {
        ComprehensionKind::Generator(_) => ScopeKind::Generator,
        ComprehensionKind::List(_) | ComprehensionKind::Set(_) | ComprehensionKind::Dict(..) => {
            ScopeKind::Eager
        }
    }
}

struct Finder {
    /// The scopes around the current place, outermost first: number, kind, names.
    stack: Vec<(usize, ScopeKind, Vec<Name>)>,
    cells: Vec<Vec<Name>>,
}

impl Finder {
    fn enter(&mut self, kind: ScopeKind, names: Vec<Name>) {
        self.stack.push((self.cells.len(), kind, names));
        self.cells.push(Vec::new());
    }

    fn name(&mut self, name: &Name) {
        let mut captured = false;
        for (number, kind, names) in self.stack.iter().rev() {
            if names.contains(name) {
                if captured
                    && *kind != ScopeKind::Lambda
                    && let Some(cells) = self.cells.get_mut(*number)
                    && !cells.contains(name)
                {
                    cells.push(name.clone());
                }
                return;
            }
            captured |= *kind != ScopeKind::Eager;
        }
    }

    fn expr(&mut self, expr: &Expr) {
        super::with_stack(|| match &expr.kind {
            ExprKind::Name(name) => self.name(name),
            ExprKind::Lambda(lambda) => {
                let names = walk::params(&lambda.params).map(|param| param.name.clone());
                self.scope(expr, ScopeKind::Lambda, names.collect());
            }
            ExprKind::Comprehension(comprehension) => {
                let names = walk::bound_names(&comprehension.clauses);
                self.scope(expr, scope_kind(comprehension), names);
            }
            ExprKind::Constant(_)
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
        });
    }

    /// A lambda or a comprehension: what is evaluated at once belongs to the scope around it.
    fn scope(&mut self, expr: &Expr, kind: ScopeKind, names: Vec<Name>) {
        self.parts(expr, When::Now);
        self.enter(kind, names);
        self.parts(expr, When::Later);
        self.stack.pop();
    }

    fn parts(&mut self, expr: &Expr, chosen: When) {
        walk::parts(expr, &mut |part, when| {
            if when == chosen {
                self.expr(part);
            }
        });
    }
}
