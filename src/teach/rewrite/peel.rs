//! The body of a loop as the clauses of a comprehension: what is skipped, named and gone through on the way to the
//! innermost step.

use super::build;
use super::env::{self, Env};
use super::flow::{self, Steps};
use super::loops;
use super::names::{self, Names};
use super::rewriter::Rewriter;
use crate::syntax::ast::{Clause, Expr, Target};
use crate::teach::statement::{Block, For, Phrase, Place, Statement, StatementKind};

/// A loop as far as comprehensions and folds go through it.
pub(super) struct Round<'a> {
    /// What each item is bound to.
    pub(super) target: &'a Target,
    /// What is gone through, as it reads outside.
    pub(super) iterable: Expr,
    /// What is done for each item.
    pub(super) body: Steps<'a>,
}

/// Clauses, and the statements that are done for each of their rounds.
pub(super) struct Peeled<'a> {
    pub(super) clauses: Vec<Clause>,
    pub(super) leaf: Steps<'a>,
    /// The names at the leaf.
    pub(super) env: Env,
    /// How many loops were entered.
    pub(super) loops: usize,
}

impl Rewriter<'_> {
    /// The loop; what stops it before all else is taken from its body: `if test: break`.
    pub(super) fn round<'a>(&mut self, for_: &'a For, env: &Env) -> Option<Round<'a>> {
        let target = for_.target.target.as_ref()?;
        let mut round = Round {
            target,
            iterable: self.phrase(&for_.iterable, env)?,
            body: flow::steps(&for_.body),
        };
        if let Some((test, others)) = breaks_first(&round.body)
            && let Some(name) = flow::plain_name(Some(target))
            && for_.orelse.is_none()
            && !flow::breaks(&others)
            && !names::read(test.expr()?).contains("next")
        {
            let mut inner = env.clone();
            inner.bind_all([name]);
            let test = self.phrase(test, &inner)?;
            let read = names::read(&test);
            if flow::bound(&others)
                .iter()
                .all(|bound| !read.contains(bound))
            {
                let goes_on = build::lambda(std::slice::from_ref(name), build::opposite(test));
                let function = self.function("itertools", "takewhile")?;
                round.iterable = build::call(function, vec![goes_on, round.iterable]);
                round.body = others;
            }
        }
        Some(round)
    }

    /// The loop as clauses; names that its body binds are bound anew in each round.
    ///
    /// What binds a name of `kept` stays in the leaf; every other name that an inner loop hands from round to round
    /// keeps that loop in the leaf.
    pub(super) fn peel<'a>(
        &mut self,
        round: &Round<'a>,
        env: &Env,
        kept: &Names,
    ) -> Option<Peeled<'a>> {
        let mut peeled = Peeled {
            clauses: Vec::new(),
            leaf: round.body.clone(),
            env: env.clone(),
            loops: 1,
        };
        self.clause(round.target, round.iterable.clone(), &mut peeled)?;
        while self.peel_one(&mut peeled, kept)? {}
        Some(peeled)
    }

    fn enter<'a>(&mut self, for_: &'a For, peeled: &mut Peeled<'a>) -> Option<()> {
        let target = for_.target.target.as_ref()?;
        let iterable = self.phrase(&for_.iterable, &peeled.env)?;
        self.clause(target, iterable, peeled)?;
        peeled.leaf = flow::steps(&for_.body);
        peeled.loops += 1;
        Some(())
    }

    fn clause(&mut self, target: &Target, iterable: Expr, peeled: &mut Peeled<'_>) -> Option<()> {
        let plain = self.target(target, &peeled.env)?;
        let mut has_parts = false;
        names::parts_of_target(target, &mut |_| has_parts = true);
        if has_parts {
            return None;
        }
        peeled.env.bind_all(&names::of_target(target));
        peeled.clauses.push(build::clause(plain, iterable));
        Some(())
    }

    /// Takes the first statement of the leaf into the clauses, if it is one for that.
    fn peel_one(&mut self, peeled: &mut Peeled<'_>, kept: &Names) -> Option<bool> {
        self.spend()?;
        let Some((first, rest)) = peeled.leaf.split_first() else {
            return Some(false);
        };
        let rest = rest.to_vec();
        match &first.kind {
            StatementKind::Pass => peeled.leaf = rest,
            StatementKind::If(tests, None) => {
                let [(test, body)] = tests.as_slice() else {
                    return Some(false);
                };
                if is_continue(body) && !rest.is_empty() {
                    let test = self.phrase(test, &peeled.env)?;
                    peeled
                        .clauses
                        .last_mut()?
                        .conditions
                        .push(build::opposite(test));
                    peeled.leaf = rest;
                } else if rest.is_empty() {
                    let test = self.phrase(test, &peeled.env)?;
                    peeled.clauses.last_mut()?.conditions.push(test);
                    peeled.leaf = flow::steps(body);
                } else {
                    return Some(false);
                }
            }
            StatementKind::For(inner) if rest.is_empty() && !inner.is_async => {
                let body = flow::steps(&inner.body);
                if inner.orelse.is_some() || flow::breaks(&body) {
                    return Some(false);
                }
                let targets = names::of_target(inner.target.target.as_ref()?);
                let state = loops::state(&body, &targets, None, Names::new())?;
                if state.names.iter().any(|name| !kept.contains(name)) {
                    return Some(false);
                }
                self.enter(inner, peeled)?;
            }
            StatementKind::Assignment(places, value) if !rest.is_empty() => {
                let [place] = places.as_slice() else {
                    return Some(false);
                };
                return self.named(place, value, rest, peeled, kept);
            }
            _ => return Some(false),
        }
        Some(true)
    }

    fn named<'a>(
        &mut self,
        place: &Place,
        value: &Phrase,
        rest: Steps<'a>,
        peeled: &mut Peeled<'a>,
        kept: &Names,
    ) -> Option<bool> {
        let target = place.target.as_ref()?;
        let bound = names::of_target(target);
        if bound.is_empty() || bound.iter().any(|name| kept.contains(name)) {
            return Some(false);
        }
        let value = self.phrase(value, &peeled.env)?;
        if env::is_literal(&value, &peeled.env) {
            return Some(false);
        }
        self.clause(target, build::list(vec![value]), peeled)?;
        peeled.leaf = rest;
        Some(true)
    }
}

/// The test of `if test: break` at the head of a body, and what is behind it.
fn breaks_first<'a>(body: &[&'a Statement]) -> Option<(&'a Phrase, Steps<'a>)> {
    let (first, others) = body.split_first()?;
    let StatementKind::If(tests, None) = &first.kind else {
        return None;
    };
    let [(test, inner)] = tests.as_slice() else {
        return None;
    };
    match inner.as_slice() {
        [only] if matches!(only.kind, StatementKind::Break) && !others.is_empty() => {
            Some((test, others.to_vec()))
        }
        _ => None,
    }
}

fn is_continue(body: &Block) -> bool {
    let is_continue = |statement: &Statement| matches!(statement.kind, StatementKind::Continue);
    matches!(body.as_slice(), [only] if is_continue(only))
}
