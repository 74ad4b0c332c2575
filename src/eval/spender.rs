//! Which sub-expression a spender is: calls, operations on large values, comprehensions and lambdas are told apart.
//!
//! Asked once, when an evaluation was stopped; while it runs a spender is an address and nothing more.

use std::sync::Arc;

use crate::resolve::tree::{Code, NodeKind};
use crate::resolve::walk;
use crate::runtime::error::{Error, Place};
use crate::runtime::spending::Spender;
use crate::syntax::Span;

/// Notes in a halt where most was spent, if that is in this program.
#[cold]
pub(super) fn noted(error: Error, code: &Code) -> Error {
    error.spent(|spender| {
        find(code, spender).map(|span| Place {
            source: Arc::clone(&code.source),
            span,
        })
    })
}

/// The span of what the evaluator called that spender.
fn find(code: &Code, spender: Spender) -> Option<Span> {
    let lambda = (code.lambdas.iter()).find(|lambda| Spender::of(*lambda) == spender);
    let comprehension = (code.comprehensions.iter()).find(|inner| Spender::of(*inner) == spender);
    let mut found = (lambda.map(|lambda| lambda.body.span))
        .or(comprehension.map(|comprehension| comprehension.span))
        .or((Spender::of(&code.root) == spender).then_some(code.root.span));
    if found.is_some() {
        return found;
    }
    walk::each_node(code, &mut |node| {
        let own = match &node.kind {
            NodeKind::Call(parts) => Spender::of(&**parts),
            NodeKind::CallWithNames(callee, _) => Spender::of(&**callee),
            NodeKind::MethodCall(parts) => Spender::of(&**parts),
            NodeKind::Binary(parts) => Spender::of(&**parts),
            NodeKind::Compare(parts) => Spender::of(&**parts),
            NodeKind::CompareChain(_, rest) => Spender::of(&**rest),
            _ => Spender::NOBODY,
        };
        if own == spender && own != Spender::NOBODY {
            found = Some(node.span);
        }
    });
    found
}
