//! Loops that are left early: the first that fits, whether any fits, and `takewhile`.

use super::build;
use super::env::{self, Env};
use super::flow;
use super::names::{self, Names};
use super::peel::{Peeled, Round};
use super::rewriter::{End, Gives, Rewriter};
use crate::syntax::ast::{Clause, ComprehensionKind, Constant, Expr, ExprKind, Name};
use crate::teach::statement::{For, Statement, StatementKind};

impl Rewriter<'_> {
    /// A loop with `break` or `return`, and what follows.
    pub(super) fn search(
        &mut self,
        for_: &For,
        round: &Round<'_>,
        whole: &Statement,
        rest: &[&Statement],
        env: &Env,
        end: &End,
    ) -> Option<Expr> {
        if Rewriter::calls_next(&[whole]) {
            return None;
        }
        let body = flow::steps(&for_.body);
        let kept = flow::reads(rest, &end.names());
        let peeled = self.peel(round, env, &kept)?;
        let last = peeled.leaf.last()?;
        // Where nothing is found, the names of the last round would still be there.
        let missed = flow::joined(for_.orelse.as_deref().unwrap_or_default(), rest);
        let read = flow::reads(&missed, &end.names());
        let mut bound = peeled
            .clauses
            .iter()
            .flat_map(|clause| names::of_target(&clause.target));
        if bound.any(|name| read.contains(&name)) {
            return None;
        }
        match &last.kind {
            StatementKind::Return(_) if end.returns => {
                let carried = flow::reads(&body, &Names::new());
                if flow::bound(&body).iter().any(|name| carried.contains(name)) {
                    return None;
                }
                let found = self.block(&peeled.leaf, &peeled.env, &End::of_function())?;
                let other = self.block(&missed, env, end)?;
                self.first(found, peeled.clauses, other, env)
            }
            StatementKind::Break if peeled.loops == 1 => self.broken(for_, &peeled, rest, env, end),
            _ => None,
        }
    }

    /// A loop whose innermost step binds names and breaks.
    fn broken(
        &mut self,
        for_: &For,
        peeled: &Peeled<'_>,
        rest: &[&Statement],
        env: &Env,
        end: &End,
    ) -> Option<Expr> {
        let (_, before) = peeled.leaf.split_last()?;
        if flow::jumps(before) {
            return None;
        }
        let body = flow::steps(&for_.body);
        let after = flow::reads(rest, &end.names());
        let bound: Vec<Name> = (flow::bound(before).into_iter())
            .filter(|name| after.contains(name))
            .collect();
        let carried = flow::reads(&body, &Names::new());
        let clause_names =
            (peeled.clauses.iter()).flat_map(|clause| names::of_target(&clause.target));
        let leaks = |name: &Name| after.contains(name) && !bound.contains(name);
        let outer = names::of_target(for_.target.target.as_ref()?);
        for name in clause_names {
            let is_target = outer.contains(&name);
            if after.contains(&name) || (carried.contains(&name) && !is_target) {
                return None;
            }
        }
        if flow::bound(&body).iter().any(leaks) {
            return None;
        }
        let orelse = for_.orelse.as_deref().unwrap_or_default();
        if bound.is_empty() {
            return self.broken_or_not(before, peeled, orelse, rest, env, end);
        }
        let gives = End::of(Gives::Names(bound.clone()));
        let found = self.block(before, &peeled.env, &gives)?;
        let orelse = flow::steps(orelse);
        if flow::jumps(&orelse) {
            let other = self.block(&flow::joined(for_.orelse.as_deref()?, rest), env, end)?;
            let mut inner = env.clone();
            inner.bind_all(&bound);
            let then = self.block(rest, &inner, end)?;
            return self.found(found, peeled.clauses.clone(), other, |found| {
                build::let_all(&bound, found, then)
            });
        }
        let other = self.block(&orelse, env, &gives)?;
        let value = self.first(found, peeled.clauses.clone(), other, env)?;
        let mut inner = env.clone();
        inner.bind_all(&bound);
        let rest = self.block(rest, &inner, end)?;
        Some(build::let_all(&bound, value, rest))
    }

    /// A loop that only breaks, and what is done when it did not.
    fn broken_or_not(
        &mut self,
        before: &[&Statement],
        peeled: &Peeled<'_>,
        orelse: &[Statement],
        rest: &[&Statement],
        env: &Env,
        end: &End,
    ) -> Option<Expr> {
        if !before.is_empty() {
            return None;
        }
        let any = self.builtin("any")?;
        let any = question(any, peeled.clauses.clone(), false)?;
        if orelse.is_empty() {
            let rest = self.block(rest, env, end)?;
            return Some(build::in_turn(any, rest));
        }
        let broken = self.block(rest, env, end)?;
        let other = self.block(&flow::joined(orelse, rest), env, end)?;
        Some(build::conditional(any, broken, other))
    }

    /// The first value that the clauses give, or else `other`, which is evaluated only then.
    fn first(&mut self, value: Expr, clauses: Vec<Clause>, other: Expr, env: &Env) -> Option<Expr> {
        let answers = (truth(&value), truth(&other));
        let asks = clauses
            .last()
            .is_some_and(|clause| !clause.conditions.is_empty());
        if let (Some(found), Some(missed)) = answers
            && found != missed
            && asks
        {
            let function = self.builtin(if found { "any" } else { "all" })?;
            return question(function, clauses, !found);
        }
        let is_there = match &other.kind {
            ExprKind::Name(name) => env.knows(name),
            _ => env::is_literal(&other, env),
        };
        if !is_there {
            return self.found(value, clauses, other, |found| found);
        }
        let values = build::comprehension(ComprehensionKind::Generator(value), clauses);
        Some(build::call(self.builtin("next")?, vec![values, other]))
    }

    /// What is made of the first value that the clauses give, or else `other`.
    fn found(
        &mut self,
        value: Expr,
        clauses: Vec<Clause>,
        other: Expr,
        then: impl FnOnce(Expr) -> Expr,
    ) -> Option<Expr> {
        let name = self.fresh("found");
        let wrapped = ComprehensionKind::Generator(build::tuple(vec![value]));
        let values = build::comprehension(wrapped, clauses);
        let first = build::call(
            self.builtin("next")?,
            vec![values, build::tuple(Vec::new())],
        );
        let value = build::subscript(build::name(&name), build::int(0));
        let chosen = build::conditional(build::name(&name), then(value), other);
        Some(build::let_(&name, first, chosen))
    }
}

/// `any(test for …)`, where the last condition of the clauses is what is asked; `all(not test for …)`.
fn question(function: Expr, mut clauses: Vec<Clause>, negated: bool) -> Option<Expr> {
    let test = clauses.last_mut()?.conditions.pop()?;
    let test = if negated { build::opposite(test) } else { test };
    let answers = build::comprehension(ComprehensionKind::Generator(test), clauses);
    Some(build::call(function, vec![answers]))
}

/// `True` or `False` as it is written.
fn truth(expr: &Expr) -> Option<bool> {
    match expr.kind {
        ExprKind::Constant(Constant::Bool(value)) => Some(value),
        _ => None,
    }
}
