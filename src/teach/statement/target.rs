//! What stands left of `=`: an expression read as the places that values go to.

use super::Place;
use crate::syntax::ast::{Expr, ExprKind, Target, TargetKind};

impl Place {
    /// Whether a value is taken apart here: `a, b`, `[a, b]`, `*a,`.
    #[must_use]
    pub fn takes_apart(&self) -> bool {
        self.target
            .as_ref()
            .is_some_and(|target| matches!(target.kind, TargetKind::Tuple(_)))
    }
}

/// The places that `expr` names, if it names any.
pub(super) fn target(expr: &Expr) -> Option<Target> {
    let kind = match &expr.kind {
        ExprKind::Name(name) => TargetKind::Name(name.clone()),
        ExprKind::Tuple(items) | ExprKind::List(items) => {
            let targets = items.iter().map(target).collect::<Option<Vec<_>>>()?;
            let stars = (targets.iter())
                .filter(|target| matches!(target.kind, TargetKind::Starred(_)))
                .count();
            if stars > 1 {
                return None;
            }
            TargetKind::Tuple(targets)
        }
        ExprKind::Starred(inner) => TargetKind::Starred(Box::new(target(inner)?)),
        ExprKind::Subscript(value, index) => TargetKind::Subscript(value.clone(), index.clone()),
        ExprKind::Attribute(value, name, _) => TargetKind::Attribute(value.clone(), name.clone()),
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
    Some(Target {
        kind,
        span: expr.span,
    })
}
