//! Watched nodes: evaluated as any other, between two words to the observer.
//!
//! The only file of the evaluator that knows there is somebody to tell.

use super::Scope;
use crate::resolve::tree::{Role, Watched};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::observe::{Closure, Event, Item};
use crate::runtime::value::Value;

/// Tells what is about to happen, evaluates the node, and tells what came of it.
#[inline(never)]
pub(super) fn eval(interp: &mut Interp, scope: &Scope<'_>, watched: &Watched) -> Result<Value> {
    let node = &watched.node;
    match watched.role {
        Role::Expression => {
            interp.tell(Event::Enter(node.span));
            let result = super::eval(interp, scope, node);
            interp.tell(Event::Leave(node.span, result.as_ref()));
            result
        }
        Role::Body(lambda) => {
            interp.tell(Event::Call(Closure {
                unit: scope.unit,
                lambda,
                frame: scope.locals,
                captures: scope.captures,
            }));
            let result = super::eval(interp, scope, node);
            interp.tell(Event::Return);
            result
        }
        Role::Item {
            comprehension,
            clause,
        } => {
            interp.tell(Event::Item(Item {
                unit: scope.unit,
                comprehension,
                clause,
                frame: scope.locals,
            }));
            super::eval(interp, scope, node)
        }
    }
}
