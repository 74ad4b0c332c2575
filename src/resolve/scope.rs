//! Which comprehension variables need a cell.
//!
//! Closures capture variables, not values: `[f() for f in [lambda: i for i in range(3)]]` is `[2, 2, 2]`. Parameters
//! never change, so copying them is the same; comprehension variables change, so one that a lambda or a generator
//! captures lives in a cell. This pass finds those, before `lower` hands out slots. Scopes are numbered in the order
//! in which both passes enter them.

use crate::syntax::ast::{
    Argument, Comprehension, ComprehensionKind, DictItem, Expr, ExprKind, FStringPart, Lambda,
    Name, Target, TargetKind,
};

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

/// The names that a comprehension's targets bind, each once, in order.
pub(super) fn variables(comprehension: &Comprehension) -> Vec<Name> {
    let mut names = Vec::new();
    for clause in &comprehension.clauses {
        bound_names(&clause.target, &mut names);
    }
    names
}

fn bound_names(target: &Target, names: &mut Vec<Name>) {
    match &target.kind {
        TargetKind::Name(name) => {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        TargetKind::Tuple(targets) => targets.iter().for_each(|target| bound_names(target, names)),
        TargetKind::Starred(target) => bound_names(target, names),
        TargetKind::Subscript(..) | TargetKind::Attribute(..) => {}
    }
}

/// The names of a lambda's parameters, in slot order.
pub(super) fn parameters(lambda: &Lambda) -> Vec<Name> {
    let params = &lambda.params;
    params
        .positional_only
        .iter()
        .chain(&params.positional)
        .chain(&params.rest)
        .chain(&params.keyword_only)
        .chain(&params.options)
        .map(|param| param.name.clone())
        .collect()
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
            ExprKind::Constant(_) => {}
            ExprKind::Name(name) => self.name(name),
            ExprKind::FString(parts) => self.parts(parts),
            ExprKind::Tuple(items)
            | ExprKind::List(items)
            | ExprKind::Set(items)
            | ExprKind::Bool(_, items) => {
                items.iter().for_each(|item| self.expr(item));
            }
            ExprKind::Dict(items) => {
                for item in items {
                    match item {
                        DictItem::Pair(key, value) => {
                            self.expr(key);
                            self.expr(value);
                        }
                        DictItem::Unpack(mapping) => self.expr(mapping),
                    }
                }
            }
            ExprKind::Starred(inner)
            | ExprKind::Unary(_, inner)
            | ExprKind::Attribute(inner, ..) => self.expr(inner),
            ExprKind::Comprehension(comprehension) => self.comprehension(comprehension),
            ExprKind::Lambda(lambda) => self.lambda(lambda),
            ExprKind::Conditional(conditional) => {
                self.expr(&conditional.test);
                self.expr(&conditional.body);
                self.expr(&conditional.orelse);
            }
            ExprKind::Binary(_, lhs, rhs) | ExprKind::Subscript(lhs, rhs) => {
                self.expr(lhs);
                self.expr(rhs);
            }
            ExprKind::Compare(first, rest) => {
                self.expr(first);
                rest.iter().for_each(|(_, operand)| self.expr(operand));
            }
            ExprKind::Call(callee, args) => {
                self.expr(callee);
                for arg in args {
                    match arg {
                        Argument::Positional(value)
                        | Argument::Star(value)
                        | Argument::Named(_, value, _)
                        | Argument::DoubleStar(value) => self.expr(value),
                    }
                }
            }
            ExprKind::Slice(parts) => {
                [&parts.start, &parts.stop, &parts.step]
                    .into_iter()
                    .flatten()
                    .for_each(|part| self.expr(part));
            }
        });
    }

    fn parts(&mut self, parts: &[FStringPart]) {
        for part in parts {
            if let FStringPart::Hole(hole) = part {
                self.expr(&hole.value);
                if let Some(spec) = &hole.spec {
                    self.parts(spec);
                }
            }
        }
    }

    fn lambda(&mut self, lambda: &Lambda) {
        let params = &lambda.params;
        for param in params
            .positional_only
            .iter()
            .chain(&params.positional)
            .chain(&params.keyword_only)
        {
            if let Some(default) = &param.default {
                self.expr(default);
            }
        }
        self.enter(ScopeKind::Lambda, parameters(lambda));
        self.expr(&lambda.body);
        self.stack.pop();
    }

    fn comprehension(&mut self, comprehension: &Comprehension) {
        if let Some(first) = comprehension.clauses.first() {
            self.expr(&first.iterable);
        }
        self.enter(scope_kind(comprehension), variables(comprehension));
        for (position, clause) in comprehension.clauses.iter().enumerate() {
            if position > 0 {
                self.expr(&clause.iterable);
            }
            self.target(&clause.target);
            clause
                .conditions
                .iter()
                .for_each(|condition| self.expr(condition));
        }
        match &comprehension.kind {
            ComprehensionKind::List(element)
            | ComprehensionKind::Set(element)
            | ComprehensionKind::Generator(element) => self.expr(element),
            ComprehensionKind::Dict(key, value) => {
                self.expr(key);
                self.expr(value);
            }
        }
        self.stack.pop();
    }

    fn target(&mut self, target: &Target) {
        match &target.kind {
            TargetKind::Name(_) => {}
            TargetKind::Tuple(targets) => targets.iter().for_each(|target| self.target(target)),
            TargetKind::Starred(target) => self.target(target),
            TargetKind::Subscript(value, index) => {
                self.expr(value);
                self.expr(index);
            }
            TargetKind::Attribute(value, _) => self.expr(value),
        }
    }
}
