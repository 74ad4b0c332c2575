//! Wrapping for an observer: expressions, bodies of lambdas, and what is evaluated first for an item.
//!
//! Nothing is wrapped unless the program will be watched, so that one that is not pays nothing.

use super::{Lowering, index};
use crate::resolve::tree::{Comprehension, ComprehensionKind, Node, NodeKind, Role, Watched};

impl Lowering {
    /// An expression, wrapped if somebody will watch.
    pub(super) fn watched(&self, node: Node) -> Node {
        if self.watching {
            wrap(node, Role::Expression)
        } else {
            node
        }
    }

    /// The body of the lambda that is added next.
    pub(super) fn watched_body(&self, body: Node) -> Node {
        if self.watching {
            wrap(body, Role::Body(index(self.lambdas.len())))
        } else {
            body
        }
    }

    /// Wraps, in the comprehension that is added next, the node that each item of a clause comes to first: a
    /// condition, else the next clause's iterable, else the element.
    pub(super) fn watch_items(&self, code: &mut Comprehension) {
        if !self.watching {
            return;
        }
        let comprehension = index(self.comprehensions.len());
        let mut after = match &mut code.kind {
            ComprehensionKind::List(element)
            | ComprehensionKind::Set(element)
            | ComprehensionKind::Generator(element)
            | ComprehensionKind::Dict(element, _) => Some(element),
        };
        for (clause, parts) in code.clauses.iter_mut().enumerate().rev() {
            let first = match (parts.conditions.first_mut(), after.take()) {
                (Some(condition), _) => condition,
                (None, Some(after)) => after,
                (None, None) => break,
            };
            let role = Role::Item {
                comprehension,
                clause: index(clause),
            };
            wrap_in_place(first, role);
            after = parts.iterable.as_mut();
        }
    }
}

fn wrap(node: Node, role: Role) -> Node {
    Node {
        span: node.span,
        kind: NodeKind::Watched(Box::new(Watched { role, node })),
    }
}

fn wrap_in_place(place: &mut Node, role: Role) {
    let nothing = Node {
        kind: NodeKind::Tuple(Box::default()),
        span: place.span,
    };
    let node = std::mem::replace(place, nothing);
    *place = wrap(node, role);
}
