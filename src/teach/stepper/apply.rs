//! Application: the body of a lambda with the arguments in the place of the parameters.
//!
//! An argument whose value can change, and whose name is used more than once, stays bound to its name: two copies of a
//! list are two lists.

use super::{Activation, Rule, Stepper};
use crate::runtime::observe::Closure;
use crate::runtime::value::Value;
use crate::syntax::ast::{Argument, Expr, ExprKind, Lambda, Name, Param, Params};
use crate::syntax::{Span, unparse};
use crate::teach::shown::Map;
use crate::teach::spell::is_plain;
use crate::teach::substitute::{substitute, uses};
use crate::teach::walk;

/// A parameter that keeps its name.
struct Kept {
    name: Name,
    argument: Expr,
    value: Value,
}

impl Stepper {
    /// The body of a lambda is about to be evaluated: shown in the place of the call, if the call is shown.
    pub(super) fn call(&mut self, closure: &Closure<'_>) {
        let map = self.apply(closure);
        self.activations.push(Activation(map));
    }

    fn apply(&mut self, closure: &Closure<'_>) -> Option<Map> {
        let code = &closure.unit.code;
        let entered = self.nodes.last().filter(|entered| !entered.applied)?;
        let number = entered.node?;
        let ExprKind::Call(callee, args) = &self.shown.find(number)?.kind else {
            return None;
        };
        let ExprKind::Lambda(lambda) = &callee.kind else {
            return None;
        };
        let span = code.lambdas.get(closure.lambda as usize)?.span;
        if self.shown.origin(callee) != Some(span) || *code.source != *self.source {
            return None;
        }
        let (lambda, args) = (lambda.clone(), args.clone());
        let (body, kept) = self.bind(&lambda, &args, closure.frame)?;
        let map = self.shown.map(&body);
        let applied = self.let_form(body, kept);
        let (before, after) = (self.shown.find(number).map(unparse), unparse(&applied));
        if before.as_ref() != Some(&after) {
            self.step(number, after, Rule::Apply, &[]);
        }
        self.bindings.clear();
        let now = applied.span.start;
        self.shown.replace(number, applied);
        self.depth = self.depth.saturating_add(self.program.depth());
        if let Some(entered) = self.nodes.last_mut() {
            entered.applied = true;
            entered.node = Some(now);
        }
        Some(map)
    }

    /// The body with what can be put in its place, and what cannot.
    fn bind(
        &mut self,
        lambda: &Lambda,
        args: &[Argument],
        frame: &[Value],
    ) -> Option<(Expr, Vec<Kept>)> {
        let by_position = args
            .iter()
            .all(|arg| matches!(arg, Argument::Positional(_)));
        let positional = lambda.params.positional_only.len() + lambda.params.positional.len();
        let mut body = lambda.body.clone();
        let mut bindings = Vec::new();
        let mut kept = Vec::new();
        for (position, (param, value)) in walk::params(&lambda.params).zip(frame).enumerate() {
            let given = args
                .get(position)
                .filter(|_| by_position && position < positional);
            let argument = match given {
                Some(given) => walk::argument(given).clone(),
                None => self.spell(value)?,
            };
            let name = Name::clone(&param.name);
            self.bindings.push((name.to_string(), unparse(&argument)));
            let used = uses(&body, &name);
            let once = used.total == 0 || (used.total == 1 && used.later == 0);
            let is_name = matches!(argument.kind, ExprKind::Name(_));
            let binding = [(name, argument)];
            let fits = (once || is_name || is_plain(value))
                && substitute(&mut body.clone(), &binding).is_ok();
            let [(name, argument)] = binding;
            if fits {
                bindings.push((name, argument));
            } else {
                kept.push(Kept {
                    name,
                    argument,
                    value: value.clone(),
                });
            }
        }
        substitute(&mut body, &bindings).ok()?;
        self.shown.adopt(&mut body);
        Some((body, kept))
    }

    /// `(lambda kept: body)(value)`, or the body alone.
    fn let_form(&mut self, body: Expr, kept: Vec<Kept>) -> Expr {
        if kept.is_empty() {
            return body;
        }
        let mut params = Params::default();
        let mut args = Vec::new();
        for Kept {
            name,
            mut argument,
            value,
        } in kept
        {
            self.shown.adopt(&mut argument);
            if !matches!(argument.kind, ExprKind::Name(_)) {
                self.kept.push((argument.span.start, value));
            }
            params.positional.push(Param {
                name,
                default: None,
                span: Span::default(),
            });
            args.push(Argument::Positional(argument));
        }
        let lambda = ExprKind::Lambda(Box::new(Lambda { params, body }));
        let lambda = self.shown.node(lambda);
        self.shown.node(ExprKind::Call(Box::new(lambda), args))
    }
}

/// What `(lambda x: x)(value)` is: the argument itself.
pub(super) fn result_name(node: &Expr) -> Option<Expr> {
    let ExprKind::Call(callee, args) = &node.kind else {
        return None;
    };
    let ExprKind::Lambda(lambda) = &callee.kind else {
        return None;
    };
    let ExprKind::Name(name) = &lambda.body.kind else {
        return None;
    };
    let at = walk::params(&lambda.params).position(|param| param.name == *name)?;
    args.get(at).map(|arg| walk::argument(arg).clone())
}
