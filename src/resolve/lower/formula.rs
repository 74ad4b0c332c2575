//! Formulas: trees of operators that are arithmetic on names, numbers and items of records alone, and their steps in a
//! row.
//!
//! Such a tree can be tried in one go, since to look at any of these changes nothing: when the try fails, it is walked
//! as if there had been none.

use crate::resolve::tree::{Binary, Formula, Key, Node, NodeKind, Step};
use crate::syntax::Span;
use crate::syntax::ast::BinaryOp;

/// As many operators a formula has at least: to set it up costs more than to walk a smaller tree.
const FEWEST: usize = 4;
/// The same where it looks at items of records, which it finds sooner.
const FEWEST_WITH_ITEMS: usize = 2;
/// As many operators a formula has at most, so that long chains are looked through no further at each of their ends.
const MOST: usize = 64;

/// `lhs op rhs`; a formula when there are enough operators and they fit.
pub(super) fn binary(parts: Binary, span: Span) -> NodeKind {
    let kind = NodeKind::Binary(Box::new(parts));
    let node = Node { kind, span };
    match operators(&node, MOST) {
        Some(FEWEST_WITH_ITEMS..) => {}
        _ => return node.kind,
    }
    let whole = opened(node);
    let flat = Flat::of(&whole).filter(|flat| {
        let with_items = (flat.leaves.iter()).any(|leaf| matches!(leaf.kind, NodeKind::Key(_)));
        flat.steps.len() >= FEWEST || with_items
    });
    match flat {
        Some(flat) => NodeKind::Formula(Box::new(Formula {
            leaves: flat.leaves.into(),
            steps: flat.steps.into(),
            whole,
        })),
        None => whole.kind,
    }
}

/// How many operators a node has that may be part of a formula; `None` too where there are more than `most`.
fn operators(node: &Node, most: usize) -> Option<usize> {
    match &node.kind {
        NodeKind::Formula(parts) => Some(parts.steps.len()),
        NodeKind::Binary(parts) if is_arithmetic(parts.op) => {
            let left = most.checked_sub(1)?;
            let before = operators(&parts.lhs, left)?;
            Some(1 + before + operators(&parts.rhs, left.checked_sub(before)?)?)
        }
        _ => leaf(node).map(|_| 0),
    }
}

fn is_arithmetic(op: BinaryOp) -> bool {
    matches!(
        op,
        BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div | BinaryOp::Mod
    )
}

/// A copy of what can be looked at: a name, a literal, `record['a']` or `record['a']['b']`.
fn leaf(node: &Node) -> Option<NodeKind> {
    item(node, |record| item(record, name_or_literal))
}

/// A copy of an item of what `record` copies, or of that itself.
fn item(node: &Node, record: impl FnOnce(&Node) -> Option<NodeKind>) -> Option<NodeKind> {
    let NodeKind::Key(parts) = &node.kind else {
        return name_or_literal(node);
    };
    let value = Node {
        kind: record(&parts.value)?,
        span: parts.value.span,
    };
    let (key, site) = (parts.key, parts.site);
    Some(NodeKind::Key(Box::new(Key { value, key, site })))
}

/// Whether the node can be looked at without working anything out.
pub(super) fn is_leaf(node: &Node) -> bool {
    leaf(node).is_some()
}

pub(super) fn is_name_or_literal(node: &Node) -> bool {
    name_or_literal(node).is_some()
}

fn name_or_literal(node: &Node) -> Option<NodeKind> {
    match node.kind {
        NodeKind::Local(slot) => Some(NodeKind::Local(slot)),
        NodeKind::Constant(number) => Some(NodeKind::Constant(number)),
        NodeKind::Captured(slot) => Some(NodeKind::Captured(slot)),
        NodeKind::Global(number) => Some(NodeKind::Global(number)),
        _ => None,
    }
}

/// Whether the two are the same, so that one cell is enough.
fn is_same_leaf(a: &NodeKind, b: &NodeKind) -> bool {
    match (a, b) {
        (NodeKind::Key(a), NodeKind::Key(b)) => {
            a.key == b.key && is_same_leaf(&a.value.kind, &b.value.kind)
        }
        (NodeKind::Local(a), NodeKind::Local(b))
        | (NodeKind::Constant(a), NodeKind::Constant(b))
        | (NodeKind::Captured(a), NodeKind::Captured(b))
        | (NodeKind::Global(a), NodeKind::Global(b)) => a == b,
        _ => false,
    }
}

/// A formula inside a larger one is no formula of its own.
fn opened(node: Node) -> Node {
    let kind = match node.kind {
        NodeKind::Formula(inner) => return inner.whole,
        NodeKind::Binary(parts) => NodeKind::Binary(Box::new(Binary {
            lhs: opened(parts.lhs),
            rhs: opened(parts.rhs),
            ..*parts
        })),
        other => other,
    };
    Node { kind, ..node }
}

/// A tree on its way into a row of steps.
#[derive(Default)]
struct Flat {
    leaves: Vec<Node>,
    steps: Vec<Step>,
    /// The cells of intermediate results that are in use.
    held: usize,
}

impl Flat {
    /// The tree in a row; `None` when there are too few cells.
    fn of(whole: &Node) -> Option<Self> {
        let mut flat = Flat::default();
        flat.gather(whole);
        flat.place(whole)?;
        Some(flat)
    }

    /// Gives every leaf a cell.
    fn gather(&mut self, node: &Node) {
        if let NodeKind::Binary(parts) = &node.kind {
            self.gather(&parts.lhs);
            self.gather(&parts.rhs);
        } else if self.cell_of(node).is_none()
            && let Some(kind) = leaf(node)
        {
            let span = node.span;
            self.leaves.push(Node { kind, span });
        }
    }

    fn cell_of(&self, node: &Node) -> Option<usize> {
        (self.leaves.iter()).position(|leaf| is_same_leaf(&leaf.kind, &node.kind))
    }

    /// Appends the steps that work out the node; returns the cell that has it then.
    fn place(&mut self, node: &Node) -> Option<u8> {
        let NodeKind::Binary(parts) = &node.kind else {
            let cell = self.cell_of(node)?;
            return u8::try_from(cell).ok().filter(|_| cell < Formula::CELLS);
        };
        let held = self.held;
        let lhs = self.place(&parts.lhs)?;
        let rhs = self.place(&parts.rhs)?;
        // The result may take the place of the first operand that is a result itself.
        self.held = held + 1;
        let to = self.leaves.len() + held;
        let to = u8::try_from(to).ok().filter(|_| to < Formula::CELLS)?;
        let op = parts.op;
        self.steps.push(Step { op, lhs, rhs, to });
        Some(to)
    }
}
