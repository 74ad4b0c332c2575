//! Decisions: which branch of a conditional, how far into `and`, `or` and a chain of comparisons.
//!
//! The evaluator does not say that it decided; it goes on with one part and not with another, and that says it.

use super::{Rule, Stepper};
use crate::syntax::ast::{Expr, ExprKind};
use crate::syntax::unparse;
use crate::teach::shown::Number;

impl Stepper {
    /// The evaluator goes on with `child`: what that decides about the node around it.
    pub(super) fn choose(&mut self, child: Number) {
        self.condition_held(child);
        let Some(number) = self.nodes.last().and_then(|entered| entered.node) else {
            return;
        };
        let Some(decision) = self.shown.find(number).and_then(|node| decide(node, child)) else {
            return;
        };
        self.step(
            number,
            unparse(&decision.left),
            Rule::Choose,
            &decision.skipped,
        );
        let left = decision.left.span.start;
        self.shown.replace(number, decision.left);
        if let Some(entered) = self.nodes.last_mut() {
            entered.node = Some(left);
        }
    }
}

/// What is left of a node, and what of it will never be evaluated.
struct Decision {
    left: Expr,
    skipped: Vec<Number>,
}

fn decide(node: &Expr, child: Number) -> Option<Decision> {
    let is_child = |part: &Expr| part.span.start == child;
    match &node.kind {
        ExprKind::Conditional(parts) => {
            let (left, other) = if is_child(&parts.body) {
                (&parts.body, &parts.orelse)
            } else if is_child(&parts.orelse) {
                (&parts.orelse, &parts.body)
            } else {
                return None;
            };
            Some(Decision {
                left: left.clone(),
                skipped: vec![other.span.start],
            })
        }
        ExprKind::Bool(op, operands) => {
            let at = operands.iter().position(is_child).filter(|at| *at > 0)?;
            let rest = operands.get(at..)?;
            let left = match rest {
                [only] => only.clone(),
                _ => Expr {
                    kind: ExprKind::Bool(*op, rest.to_vec()),
                    span: node.span,
                },
            };
            Some(Decision {
                left,
                skipped: Vec::new(),
            })
        }
        ExprKind::Compare(_, rest) => {
            let at = rest
                .iter()
                .position(|(_, part)| is_child(part))
                .filter(|at| *at > 0)?;
            let (_, first) = rest.get(at - 1)?;
            Some(Decision {
                left: Expr {
                    kind: ExprKind::Compare(Box::new(first.clone()), rest.get(at..)?.to_vec()),
                    span: node.span,
                },
                skipped: Vec::new(),
            })
        }
        _ => None,
    }
}

/// What of a node is left out for good when it has its value already.
pub(super) fn skipped(node: &Expr) -> Vec<Number> {
    match &node.kind {
        ExprKind::Bool(_, operands) => operands
            .iter()
            .skip(1)
            .map(|part| part.span.start)
            .collect(),
        ExprKind::Compare(_, rest) => rest
            .iter()
            .skip(1)
            .map(|(_, part)| part.span.start)
            .collect(),
        _ => Vec::new(),
    }
}
