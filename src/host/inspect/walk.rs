//! The walk that finds what a program reads and calls.
//!
//! A value is followed from an input through subscripts and attributes, into the parameters of a lambda that is called
//! on the spot, and into the variables of a comprehension; beyond that it is lost, and what is read of it is not said.

use std::sync::Arc;

use super::paths::{Path, Step};
use super::{Called, Read, Report, arity, warning, warnings};
use crate::host::env::Core;
use crate::syntax::Span;
use crate::syntax::ast::{
    Argument, Comprehension, ComprehensionKind, Constant, Expr, ExprKind, Lambda, Name, Param,
    Target, TargetKind, UnaryOp,
};
use crate::syntax::walk;

/// What a program reads and calls, and what is wrong with it but for unknown names.
pub(super) fn report(core: &Arc<Core>, root: &Expr, text: &str) -> Report {
    let mut walk = Walk {
        core,
        text,
        scopes: Vec::new(),
        report: Report::default(),
    };
    // The parameters of the program itself are inputs.
    if let ExprKind::Lambda(lambda) = &root.kind {
        walk.lambda(lambda, |param, _| Some(Path::root(&param.name)));
    } else {
        walk.value(root);
    }
    walk.report
}

struct Walk<'a> {
    core: &'a Arc<Core>,
    text: &'a str,
    /// The names in scope, innermost last.
    scopes: Vec<Bound>,
    report: Report,
}

/// A name that the program binds itself.
struct Bound {
    name: Name,
    /// Where in an input its value stands, if it is known to.
    path: Option<Path>,
    span: Span,
    used: bool,
}

impl Walk<'_> {
    /// Visits an expression whose value goes somewhere: if it is part of an input, that part is read.
    fn value(&mut self, expr: &Expr) {
        if let Some(path) = self.path(expr) {
            let known = self.report.reads.iter().any(|read| read.path == path);
            if !known {
                let span = expr.span;
                self.report.reads.push(Read { path, span });
            }
        }
    }

    fn values<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr>) {
        for expr in exprs {
            self.value(expr);
        }
    }

    /// Visits an expression; answers which part of an input it is, which the caller has to follow or to note.
    fn path(&mut self, expr: &Expr) -> Option<Path> {
        warnings::about(expr, &mut self.report.warnings);
        match &expr.kind {
            ExprKind::Name(name) => return self.name(name),
            ExprKind::Subscript(base, index) => return self.subscript(base, index),
            ExprKind::Attribute(base, name, _) => {
                let path = self.path(base)?;
                return Some(path.then(Step::Attribute(Arc::clone(name))));
            }
            ExprKind::Call(callee, args) => return self.call(expr.span, callee, args),
            ExprKind::Comprehension(parts) => self.comprehension(parts),
            ExprKind::Lambda(lambda) => self.lambda(lambda, |_, _| None),
            ExprKind::Constant(_)
            | ExprKind::FString(_)
            | ExprKind::Tuple(_)
            | ExprKind::List(_)
            | ExprKind::Set(_)
            | ExprKind::Dict(_)
            | ExprKind::Starred(_)
            | ExprKind::Conditional(_)
            | ExprKind::Bool(..)
            | ExprKind::Unary(..)
            | ExprKind::Binary(..)
            | ExprKind::Compare(..)
            | ExprKind::Slice(_) => walk::parts(expr, &mut |part, _| self.value(part)),
        }
        None
    }

    fn name(&mut self, name: &Name) -> Option<Path> {
        if let Some(bound) = self.scopes.iter_mut().rfind(|bound| bound.name == *name) {
            bound.used = true;
            return bound.path.clone();
        }
        (!self.core.knows(name)).then(|| Path::root(name))
    }

    fn subscript(&mut self, base: &Expr, index: &Expr) -> Option<Path> {
        let path = self.path(base);
        let step = match &index.kind {
            ExprKind::Constant(Constant::Str(key)) => Step::Key(Arc::clone(key)),
            ExprKind::Constant(Constant::Int(index)) => Step::Index(*index),
            ExprKind::Unary(UnaryOp::Neg, inner) => match inner.kind {
                ExprKind::Constant(Constant::Int(index)) => Step::Index(-index),
                _ => {
                    self.value(inner);
                    Step::Item
                }
            },
            // A slice has the items of the whole.
            ExprKind::Slice(_) => {
                self.value(index);
                return path;
            }
            _ => {
                self.value(index);
                Step::Item
            }
        };
        path.map(|path| path.then(step))
    }

    fn call(&mut self, span: Span, callee: &Expr, args: &[Argument]) -> Option<Path> {
        self.note_call(span, callee, args);
        match &callee.kind {
            // `(lambda user: …)(req['user'])`: the parameter is the argument.
            ExprKind::Lambda(lambda) => {
                let paths: Vec<Option<Path>> = args.iter().map(|arg| self.passed(arg)).collect();
                self.lambda(lambda, |_, at| paths.get(at).cloned().flatten());
                None
            }
            ExprKind::Attribute(base, method, _) => {
                let path = self.path(base);
                let key = match (&**method, args.first()) {
                    ("get", Some(Argument::Positional(key))) => match &key.kind {
                        ExprKind::Constant(Constant::Str(key)) => Some(Arc::clone(key)),
                        _ => None,
                    },
                    _ => None,
                };
                self.values(args.iter().map(walk::argument));
                match (path, key) {
                    (Some(path), Some(key)) => Some(path.then(Step::Key(key))),
                    (Some(path), None) => {
                        self.note_read(path, base.span);
                        None
                    }
                    (None, _) => None,
                }
            }
            _ => {
                self.value(callee);
                self.values(args.iter().map(walk::argument));
                None
            }
        }
    }

    fn note_read(&mut self, path: Path, span: Span) {
        if !self.report.reads.iter().any(|read| read.path == path) {
            self.report.reads.push(Read { path, span });
        }
    }

    /// An argument that may become a parameter.
    fn passed(&mut self, arg: &Argument) -> Option<Path> {
        if let Argument::Positional(value) = arg {
            self.path(value)
        } else {
            self.value(walk::argument(arg));
            None
        }
    }

    fn note_call(&mut self, span: Span, callee: &Expr, args: &[Argument]) {
        if !matches!(callee.kind, ExprKind::Name(_) | ExprKind::Attribute(..)) {
            return;
        }
        let positional = |arg: &&Argument| matches!(arg, Argument::Positional(_));
        let star = |arg: &Argument| matches!(arg, Argument::Star(_) | Argument::DoubleStar(_));
        let named = args.iter().filter_map(|arg| match arg {
            Argument::Named(name, _, _) => Some(name.to_string()),
            Argument::Positional(_) | Argument::Star(_) | Argument::DoubleStar(_) => None,
        });
        let call = Called {
            name: self
                .text
                .get(callee.span.range())
                .unwrap_or_default()
                .to_owned(),
            positional: args.iter().filter(positional).count(),
            named: named.collect(),
            more: args.iter().any(star),
            span,
        };
        let bound = |name: &str| self.scopes.iter().any(|bound| *bound.name == *name);
        if let Some(message) = arity::complaint(self.core, callee, &call, bound) {
            let found = warning("wrong-arguments", message, span);
            self.report.warnings.push(found);
        }
        self.report.calls.push(call);
    }

    /// Visits a lambda; `path` says what is known of the parameter at that position.
    fn lambda(&mut self, lambda: &Lambda, path: impl Fn(&Param, usize) -> Option<Path>) {
        let params = &lambda.params;
        let all: Vec<&Param> = walk::params(params).collect();
        self.values(all.iter().filter_map(|param| param.default.as_ref()));
        let outer = self.scopes.len();
        let count = params.positional_only.len() + params.positional.len();
        self.scopes
            .extend(all.iter().enumerate().map(|(at, param)| Bound {
                name: Arc::clone(&param.name),
                path: (at < count).then(|| path(param, at)).flatten(),
                span: param.span,
                used: false,
            }));
        self.value(&lambda.body);
        for bound in self.scopes.drain(outer..) {
            if !bound.used && !bound.name.starts_with('_') {
                let message = format!("parameter '{}' is not used", bound.name);
                let help = format!("call it '_{}' if that is meant", bound.name);
                let found = warning("unused-parameter", message, bound.span).with_help(help);
                self.report.warnings.push(found);
            }
        }
    }

    fn comprehension(&mut self, parts: &Comprehension) {
        let outer = self.scopes.len();
        for clause in &parts.clauses {
            let item = self.items(&clause.iterable);
            self.target(&clause.target, item);
            self.values(&clause.conditions);
        }
        match &parts.kind {
            ComprehensionKind::List(element)
            | ComprehensionKind::Set(element)
            | ComprehensionKind::Generator(element) => self.value(element),
            ComprehensionKind::Dict(key, value) => self.values([key, value]),
        }
        self.scopes.truncate(outer);
    }

    /// What the items of an iterable are, where it is part of an input; `rows.values()` has those of `rows`.
    fn items(&mut self, iterable: &Expr) -> Option<Path> {
        if let ExprKind::Call(callee, args) = &iterable.kind
            && let ExprKind::Attribute(base, method, _) = &callee.kind
            && args.is_empty()
            && **method == *"values"
        {
            return Some(self.path(base)?.then(Step::Item));
        }
        Some(self.path(iterable)?.then(Step::Item))
    }

    fn target(&mut self, target: &Target, path: Option<Path>) {
        match &target.kind {
            TargetKind::Name(name) => self.scopes.push(Bound {
                name: Arc::clone(name),
                path,
                span: target.span,
                used: true,
            }),
            TargetKind::Tuple(targets) => {
                if let Some(path) = path {
                    self.note_read(path, target.span);
                }
                targets.iter().for_each(|target| self.target(target, None));
            }
            TargetKind::Starred(inner) => self.target(inner, None),
            TargetKind::Subscript(base, index) => self.values([&**base, index]),
            TargetKind::Attribute(base, _) => self.value(base),
        }
    }
}
