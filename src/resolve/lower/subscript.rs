//! What stands in brackets after a value: a key, a slice, or any expression.

use super::{Lowering, index};
use crate::resolve::tree::{Key, NodeKind, SliceParts};
use crate::syntax::ast::{self, Constant, Expr, ExprKind};

impl Lowering {
    /// `value[index]`
    pub(super) fn subscript(&mut self, value: &Expr, position: &Expr) -> NodeKind {
        let value = self.looked_into(value);
        if let ExprKind::Slice(parts) = &position.kind {
            return NodeKind::SliceOf(Box::new(value), Box::new(self.slice(parts)));
        }
        if let (false, ExprKind::Constant(key @ Constant::Str(_))) = (self.watching, &position.kind)
        {
            let key = self.constant(key);
            let site = index(self.key_sites.len());
            self.key_sites.push(key);
            return NodeKind::Key(Box::new(Key { value, key, site }));
        }
        NodeKind::Subscript(Box::new([value, self.expr(position)]))
    }

    /// `a:b:c`
    pub(super) fn slice(&mut self, parts: &ast::SliceParts) -> SliceParts {
        let mut lower = |part: &Option<Expr>| part.as_ref().map(|part| self.expr(part));
        SliceParts {
            start: lower(&parts.start),
            stop: lower(&parts.stop),
            step: lower(&parts.step),
        }
    }
}
