//! The expression as it stands between two steps: a syntax tree that is rewritten while the evaluator works.
//!
//! In this tree a span is no place in a text. Its start is the number of the node, and its end says whether the node
//! stands for a value already. What part of the program a node was copied from is kept aside, by number.

use std::collections::HashMap;

use super::walk::{self, When};
use crate::syntax::ast::{Expr, ExprKind, Name};
use crate::syntax::{Span, unparse};

/// The number of a node.
pub(super) type Number = u32;

/// Which node a part of the program is, in one activation of it.
pub(super) type Map = HashMap<Span, Number>;

/// The expression under way.
pub(super) struct Shown {
    root: Expr,
    /// For each number, the part of the program that the node was copied from.
    origins: Vec<Option<Span>>,
}

impl Shown {
    /// Begins with a program.
    pub(super) fn new(program: &Expr) -> Self {
        let mut shown = Shown {
            root: program.clone(),
            origins: Vec::new(),
        };
        let mut root = program.clone();
        shown.adopt_source(&mut root);
        shown.root = root;
        shown
    }

    /// The whole expression.
    pub(super) fn root(&self) -> &Expr {
        &self.root
    }

    /// Numbers the nodes of a copy of the program's own text.
    pub(super) fn adopt_source(&mut self, part: &mut Expr) {
        part.span = self.number(Some(part.span));
        walk::parts_mut(part, &mut |part| self.adopt_source(part));
    }

    /// Gives the nodes of a copy of shown nodes numbers of their own; they remember what they were copied from.
    pub(super) fn adopt(&mut self, part: &mut Expr) {
        let is_value = is_value(part);
        let origin = self.origin(part);
        part.span = self.number(origin);
        part.span.end = u32::from(is_value);
        walk::parts_mut(part, &mut |part| self.adopt(part));
    }

    /// A node that stands for a value and was not copied from anything.
    pub(super) fn value(&mut self, kind: ExprKind) -> Expr {
        let mut span = self.number(None);
        span.end = 1;
        Expr { kind, span }
    }

    /// A node that is still to be evaluated and was not copied from anything.
    pub(super) fn node(&mut self, kind: ExprKind) -> Expr {
        let span = self.number(None);
        Expr { kind, span }
    }

    fn number(&mut self, origin: Option<Span>) -> Span {
        let number = u32::try_from(self.origins.len()).unwrap_or(u32::MAX);
        self.origins.push(origin);
        Span::new(number, 0)
    }

    /// What part of the program a node was copied from.
    pub(super) fn origin(&self, node: &Expr) -> Option<Span> {
        self.origins
            .get(node.span.start as usize)
            .copied()
            .flatten()
    }

    /// The nodes that are evaluated as part of `part`, by what they were copied from.
    pub(super) fn map(&self, part: &Expr) -> Map {
        let mut map = Map::new();
        self.add_to_map(part, &mut map);
        map
    }

    fn add_to_map(&self, part: &Expr, map: &mut Map) {
        if is_value(part) {
            return;
        }
        if let Some(origin) = self.origin(part) {
            map.insert(origin, part.span.start);
        }
        walk::parts(part, &mut |part, when| match when {
            When::Now => self.add_to_map(part, map),
            When::Later => {}
        });
    }

    /// The node of that number.
    pub(super) fn find(&self, number: Number) -> Option<&Expr> {
        fn search(expr: &Expr, number: Number) -> Option<&Expr> {
            if expr.span.start == number {
                return Some(expr);
            }
            let mut found = None;
            walk::parts(expr, &mut |part, _| {
                if found.is_none() {
                    found = search(part, number);
                }
            });
            found
        }
        search(&self.root, number)
    }

    /// Changes the node of that number.
    pub(super) fn change(&mut self, number: Number, change: impl FnOnce(&mut Expr)) {
        fn search(expr: &mut Expr, number: Number, change: &mut Option<impl FnOnce(&mut Expr)>) {
            if expr.span.start == number {
                if let Some(change) = change.take() {
                    change(expr);
                }
                return;
            }
            walk::parts_mut(expr, &mut |part| {
                if change.is_some() {
                    search(part, number, change);
                }
            });
        }
        search(&mut self.root, number, &mut Some(change));
    }

    /// Puts an expression in the place of a node.
    pub(super) fn replace(&mut self, number: Number, with: Expr) {
        self.change(number, |node| *node = with);
    }

    /// Puts a value in the place of a node; its number stays.
    pub(super) fn settle(&mut self, number: Number, mut value: Expr) {
        value.span.start = number;
        self.replace(number, value);
    }

    /// Notes that a node stands for a value as it is.
    pub(super) fn mark_value(&mut self, number: Number) {
        self.change(number, |node| node.span.end = 1);
    }

    /// The text, and where in it some of the nodes stand.
    pub(super) fn text(&self, nodes: &[Number]) -> (String, Vec<Span>) {
        let text = unparse(&self.root);
        let places = nodes.iter().map(|node| self.place(&text, *node)).collect();
        (text, places)
    }

    /// Where a node stands: the text with a mark in its place differs there, and only there.
    fn place(&self, text: &str, number: Number) -> Span {
        let mut marked = self.root.clone();
        let mut own = String::new();
        let mut marking = Shown {
            root: Expr {
                kind: ExprKind::Tuple(Vec::new()),
                span: Span::default(),
            },
            origins: Vec::new(),
        };
        std::mem::swap(&mut marking.root, &mut marked);
        marking.change(number, |node| {
            own = unparse(node);
            node.kind = ExprKind::Name(Name::from(MARK));
        });
        let with_mark = unparse(&marking.root);
        let (before, after) = with_mark.split_once(MARK).unwrap_or_default();
        let end = text.len().saturating_sub(after.len());
        let (mut start, mut end) = (before.len().min(end), end);
        let place = text.get(start..end).unwrap_or_default();
        if place.len() == own.len() + 2 && place.get(1..place.len() - 1) == Some(&own) {
            start += 1;
            end -= 1;
        }
        Span::new(offset(start), offset(end))
    }
}

/// A character that no text of a program holds: its names have letters and its strings show it escaped.
const MARK: &str = "\u{f8ff}";

fn offset(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// Whether a node stands for a value: nothing in it is evaluated any more.
pub(super) fn is_value(node: &Expr) -> bool {
    node.span.end != 0
}
