//! A parsed expression that can be dropped however deep it is.

use super::ast::{Constant, Expr, ExprKind};
use super::room::with_room;
use super::span::Span;

/// An expression, with a bound on how deep it nests.
#[derive(Debug)]
pub struct Tree {
    root: Expr,
    depth: usize,
}

impl Tree {
    /// The tree over `root`, which nests at most `depth` levels.
    #[must_use]
    pub fn new(root: Expr, depth: usize) -> Self {
        Tree { root, depth }
    }

    /// The outermost expression.
    #[must_use]
    pub fn root(&self) -> &Expr {
        &self.root
    }

    /// No node has more nodes above it than this.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.depth
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        let nothing = Expr {
            kind: ExprKind::Constant(Constant::None),
            span: Span::default(),
        };
        let root = std::mem::replace(&mut self.root, nothing);
        with_room(self.depth, || drop(root));
    }
}
