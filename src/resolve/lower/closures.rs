//! Scopes while lowering: where a name is found, and what a lambda or comprehension takes along.

use std::sync::Arc;

use super::{Lowering, index};
use crate::resolve::scope::{self, ScopeKind};
use crate::resolve::tree::{
    Clause, Comprehension, ComprehensionKind, Lambda, Node, NodeKind, Param, Params, Source, Target,
};
use crate::syntax::Span;
use crate::syntax::ast::{self, Name};
use crate::syntax::walk;

/// A lambda or comprehension that is being lowered.
pub(super) struct Scope {
    pub(super) kind: ScopeKind,
    variables: Vec<Variable>,
    captures: Vec<(Name, Source, Found)>,
}

struct Variable {
    name: Name,
    cell: bool,
    /// Whether it surely has a value at the place being lowered.
    bound: bool,
}

/// Where a name was found, seen from the scope that asked.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub(super) source: Source,
    pub(super) cell: bool,
    pub(super) unsure: bool,
    /// Whether the variable belongs to a lambda or a generator further out: Python's word is a free variable.
    pub(super) free: bool,
}

impl Lowering {
    /// Looks a name up in the innermost `levels` scopes counted from outside, capturing it on the way in.
    pub(super) fn find(&mut self, levels: usize, name: &Name) -> Option<Found> {
        let scope = self.stack.get(levels.checked_sub(1)?)?;
        if let Some(slot) = scope
            .variables
            .iter()
            .position(|variable| variable.name == *name)
        {
            let variable = scope.variables.get(slot)?;
            return Some(Found {
                source: Source::Local(index(slot)),
                cell: variable.cell,
                unsure: !variable.bound,
                free: false,
            });
        }
        if let Some((_, _, found)) = scope
            .captures
            .iter()
            .find(|(captured, ..)| captured == name)
        {
            return Some(*found);
        }
        let outer = self.find(levels - 1, name)?;
        let scope = self.stack.get_mut(levels - 1)?;
        let position = scope.captures.len();
        let source = match scope.kind {
            ScopeKind::Lambda => Source::Captured(index(position)),
            ScopeKind::Eager | ScopeKind::Generator => {
                Source::Local(index(scope.variables.len() + position))
            }
        };
        let found = Found {
            source,
            free: outer.free || scope.kind != ScopeKind::Eager,
            ..outer
        };
        scope
            .captures
            .push((Name::clone(name), outer.source, found));
        Some(found)
    }

    /// A name after those of the scopes around it, as CPython builds `__qualname__`.
    ///
    /// Comprehensions other than generators run in the scope around them, and leave no trace in the name.
    fn qualified(&self, name: &str) -> Arc<str> {
        let mut qualified = String::new();
        for scope in &self.stack {
            qualified.push_str(match scope.kind {
                ScopeKind::Lambda => "<lambda>.<locals>.",
                ScopeKind::Generator => "<genexpr>.",
                ScopeKind::Eager => "",
            });
        }
        qualified.push_str(name);
        qualified.into()
    }

    fn enter(&mut self, kind: ScopeKind, names: Vec<Name>) {
        let cells = self.cells.get(self.entered).cloned().unwrap_or_default();
        self.entered += 1;
        let variables = names
            .into_iter()
            .map(|name| Variable {
                cell: cells.contains(&name),
                bound: kind == ScopeKind::Lambda,
                name,
            })
            .collect();
        self.stack.push(Scope {
            kind,
            variables,
            captures: Vec::new(),
        });
    }

    /// The names that the innermost scope took along.
    fn captured_names(&self) -> Box<[Name]> {
        let captures = self.stack.last().map(|scope| scope.captures.as_slice());
        (captures.unwrap_or_default().iter())
            .map(|(name, ..)| Name::clone(name))
            .collect()
    }

    /// Leaves the innermost scope; what it captured, and which slots hold cells.
    fn leave(&mut self) -> (Box<[Source]>, Box<[u32]>) {
        let Some(scope) = self.stack.pop() else {
            return Default::default();
        };
        let captures = scope
            .captures
            .iter()
            .map(|(_, source, _)| *source)
            .collect();
        let cells = (0..)
            .zip(&scope.variables)
            .filter(|(_, variable)| variable.cell)
            .map(|(slot, _)| slot)
            .collect();
        (captures, cells)
    }

    pub(super) fn lambda(&mut self, lambda: &ast::Lambda, span: Span) -> NodeKind {
        let params = &lambda.params;
        let mut defaults = Vec::new();
        let mut list = Vec::new();
        for param in walk::params(params) {
            let default = param.default.as_ref().map(|default| {
                defaults.push(self.expr(default));
                index(defaults.len() - 1)
            });
            list.push(Param {
                name: Name::clone(&param.name),
                default,
            });
        }
        let positional = params.positional_only.len() + params.positional.len();
        let rest = params.rest.as_ref().map(|_| positional);
        let options = params.options.as_ref().map(|_| list.len() - 1);
        let qualified_name = self.qualified("<lambda>");
        let names = walk::params(params).map(|param| Name::clone(&param.name));
        self.enter(ScopeKind::Lambda, names.collect());
        let body = self.expr(&lambda.body);
        let captured_names = self.captured_names();
        let (captures, _) = self.leave();
        let body = self.watched_body(body);
        self.lambdas.push(Lambda {
            params: Params {
                simple: list.len() == positional,
                list: list.into(),
                positional_only: params.positional_only.len(),
                positional,
                rest,
                options,
            },
            defaults: defaults.into(),
            captures,
            captured_names,
            body,
            qualified_name,
            span,
        });
        NodeKind::Lambda(index(self.lambdas.len() - 1))
    }

    pub(super) fn comprehension(
        &mut self,
        comprehension: &ast::Comprehension,
        span: Span,
    ) -> NodeKind {
        let Some((outermost, inner)) = comprehension.clauses.split_first() else {
            return NodeKind::List(Box::default());
        };
        let first = self.expr(&outermost.iterable);
        let names = walk::bound_names(&comprehension.clauses);
        let variables = index(names.len());
        let qualified_name = self.qualified("<genexpr>");
        self.enter(scope::scope_kind(comprehension), names);
        let mut clauses = vec![self.clause(outermost, None)];
        for clause in inner {
            let iterable = self.expr(&clause.iterable);
            clauses.push(self.clause(clause, Some(iterable)));
        }
        let kind = match &comprehension.kind {
            ast::ComprehensionKind::List(element) => ComprehensionKind::List(self.expr(element)),
            ast::ComprehensionKind::Set(element) => ComprehensionKind::Set(self.expr(element)),
            ast::ComprehensionKind::Dict(key, value) => {
                ComprehensionKind::Dict(self.expr(key), self.expr(value))
            }
            ast::ComprehensionKind::Generator(element) => {
                ComprehensionKind::Generator(self.expr(element))
            }
        };
        let (captures, cells) = self.leave();
        let mut comprehension = Comprehension {
            kind,
            captures,
            variables,
            cells,
            first,
            clauses: clauses.into(),
            qualified_name,
            span,
        };
        self.watch_items(&mut comprehension);
        self.comprehensions.push(comprehension);
        NodeKind::Comprehension(index(self.comprehensions.len() - 1))
    }

    fn clause(&mut self, clause: &ast::Clause, iterable: Option<Node>) -> Clause {
        let target = self.target(&clause.target);
        let conditions = self.exprs(&clause.conditions);
        Clause {
            target,
            iterable,
            conditions,
        }
    }

    fn target(&mut self, target: &ast::Target) -> Target {
        match &target.kind {
            ast::TargetKind::Name(name) => self.bind(name),
            ast::TargetKind::Tuple(targets) => {
                let star = targets
                    .iter()
                    .position(|target| matches!(target.kind, ast::TargetKind::Starred(_)));
                Target::Unpack(
                    targets.iter().map(|target| self.target(target)).collect(),
                    star,
                    target.span,
                )
            }
            ast::TargetKind::Starred(inner) => self.target(inner),
            ast::TargetKind::Subscript(value, index) => {
                Target::Subscript(Box::new([self.expr(value), self.expr(index)]), target.span)
            }
            ast::TargetKind::Attribute(value, name) => {
                Target::Attribute(Box::new(self.expr(value)), Name::clone(name), target.span)
            }
        }
    }

    fn bind(&mut self, name: &Name) -> Target {
        let variables = self
            .stack
            .last_mut()
            .map(|scope| scope.variables.as_mut_slice())
            .unwrap_or_default();
        for (slot, variable) in variables.iter_mut().enumerate() {
            if variable.name == *name {
                variable.bound = true;
                return if variable.cell {
                    Target::Cell(index(slot))
                } else {
                    Target::Slot(index(slot))
                };
            }
        }
        // Every name of a target was collected when the scope was entered.
        Target::Slot(0)
    }
}
