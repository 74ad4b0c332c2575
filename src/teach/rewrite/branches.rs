//! `if` and `match`: one of several bodies, chosen by tests.

use super::build;
use super::env::Env;
use super::flow::{self, Steps};
use super::kind;
use super::names;
use super::rewriter::{End, Gives, Rewriter};
use crate::syntax::ast::{CompareOp, Constant, Expr, ExprKind, Name};
use crate::teach::statement::{
    Block, Case, Pattern, PatternKind, Phrase, Statement, StatementKind,
};
use crate::teach::substitute::substitute;

/// A body and the test that chooses it.
struct Branch<'a> {
    test: Expr,
    /// What the body calls the value that was matched.
    captured: Vec<(Name, Expr)>,
    body: &'a Block,
}

impl Rewriter<'_> {
    /// `if test: body … else: orelse`, and what follows.
    pub(super) fn branches(
        &mut self,
        tests: &[(Phrase, Block)],
        orelse: Option<&Block>,
        whole: &Statement,
        rest: &[&Statement],
        env: &Env,
        end: &End,
    ) -> Option<Expr> {
        let mut env = env.clone();
        let mut branches = Vec::new();
        for (test, body) in tests {
            let test = self.phrase(test, &env)?;
            env.seen.extend(names::read(&test));
            branches.push(Branch {
                test,
                captured: Vec::new(),
                body,
            });
        }
        self.choose(&branches, orelse, whole, rest, &env, end)
    }

    /// `match subject: case …`, and what follows.
    pub(super) fn cases(
        &mut self,
        subject: &Phrase,
        cases: &[Case],
        whole: &Statement,
        rest: &[&Statement],
        env: &Env,
        end: &End,
    ) -> Option<Expr> {
        let value = self.phrase(subject, env)?;
        let is_name = matches!(&value.kind, ExprKind::Name(_));
        let (matched, mut inner) = if is_name {
            (value.clone(), env.clone())
        } else {
            let name = self.fresh("subject");
            let mut inner = env.clone();
            inner.bind(&name, kind::of(&value, env));
            (build::name(&name), inner)
        };
        inner.seen.extend(names::read(&value));
        let mut branches = Vec::new();
        let mut orelse = None;
        for (index, case) in cases.iter().enumerate() {
            let mut captured = Vec::new();
            let test = self.pattern(&case.pattern, &matched, &mut captured, &inner)?;
            let test = match &case.guard {
                Some(guard) => {
                    if !captured.is_empty() && self.leaks(&captured, rest, end) {
                        return None;
                    }
                    let mut within = inner.clone();
                    within.bind_all(captured.iter().map(|(name, _)| name));
                    let mut guard = self.phrase(guard, &within)?;
                    substitute(&mut guard, &captured).ok()?;
                    Some(match test {
                        Some(test) => both(test, guard),
                        None => guard,
                    })
                }
                None => test,
            };
            match test {
                Some(test) => branches.push(Branch {
                    test,
                    captured,
                    body: &case.body,
                }),
                // Python allows this in the last case only.
                None if index + 1 == cases.len() => orelse = Some((captured, &case.body)),
                None => return None,
            }
        }
        let chosen = match orelse {
            Some((captured, body)) if !captured.is_empty() => {
                branches.push(Branch {
                    test: build::int(1),
                    captured,
                    body,
                });
                self.choose(&branches, None, whole, rest, &inner, end)?
            }
            Some((_, body)) => self.choose(&branches, Some(body), whole, rest, &inner, end)?,
            None => self.choose(&branches, None, whole, rest, &inner, end)?,
        };
        Some(match (&matched.kind, is_name) {
            (ExprKind::Name(name), false) => build::let_(name, value, chosen),
            _ => chosen,
        })
    }

    /// Whether names that a refused case leaves behind are read.
    fn leaks(&self, captured: &[(Name, Expr)], rest: &[&Statement], end: &End) -> bool {
        let after = flow::reads(rest, &end.names());
        captured.iter().any(|(name, _)| after.contains(name))
    }

    /// The test that a pattern is; none where everything matches.
    fn pattern(
        &mut self,
        pattern: &Pattern,
        subject: &Expr,
        captured: &mut Vec<(Name, Expr)>,
        env: &Env,
    ) -> Option<Option<Expr>> {
        match &pattern.kind {
            PatternKind::Wildcard => Some(None),
            PatternKind::Capture(name) => {
                captured.push((name.clone(), subject.clone()));
                Some(None)
            }
            PatternKind::Literal(value) | PatternKind::Value(value) => {
                let value = self.phrase(value, env)?;
                let op = match value.kind {
                    ExprKind::Constant(Constant::None | Constant::Bool(_)) => CompareOp::Is,
                    _ => CompareOp::Eq,
                };
                Some(Some(build::compare(subject.clone(), op, value)))
            }
            PatternKind::Or(patterns) => {
                let mut tests = Vec::new();
                for pattern in patterns {
                    let before = captured.len();
                    let test = self.pattern(pattern, subject, captured, env)?;
                    if captured.len() > before {
                        return None;
                    }
                    match test {
                        Some(test) => tests.push(test),
                        None => return Some(None),
                    }
                }
                build::any_of(tests).map(Some)
            }
            PatternKind::As(inner, name) => {
                let test = self.pattern(inner, subject, captured, env)?;
                captured.push((name.clone(), subject.clone()));
                Some(test)
            }
            PatternKind::Sequence(_) | PatternKind::Star(_) | PatternKind::Other => None,
        }
    }

    /// One of the bodies, and what follows.
    fn choose(
        &mut self,
        branches: &[Branch<'_>],
        orelse: Option<&Block>,
        whole: &Statement,
        rest: &[&Statement],
        env: &Env,
        end: &End,
    ) -> Option<Expr> {
        if rest.is_empty() || flow::jumps(&[whole]) {
            if rest.is_empty() && orelse.is_none() && matches!(end.gives, Gives::LastValue) {
                let prints = branches.iter().all(|branch| ends_in_print(branch.body));
                if !prints {
                    self.only_if("`None` will do where no test holds");
                }
            }
            return self.chain(branches, orelse, rest, env, end);
        }
        let after = flow::reads(rest, &end.names());
        let bound: Vec<Name> = (flow::bound(&[whole]).into_iter())
            .filter(|name| after.contains(name))
            .collect();
        if bound.is_empty() {
            let done = self.chain(branches, orelse, &[], env, &End::of(Gives::Anything))?;
            let rest = self.block(rest, env, end)?;
            return Some(build::in_turn(done, rest));
        }
        let chosen = End::of(Gives::Names(bound.clone()));
        let values = self.chain(branches, orelse, &[], env, &chosen)?;
        let mut inner = env.clone();
        for name in &bound {
            let kind = match bound.as_slice() {
                [_] => kind::of(&values, env),
                _ => kind::Kind::Unknown,
            };
            inner.bind(name, kind);
        }
        let rest = self.block(rest, &inner, end)?;
        Some(build::let_all(&bound, values, rest))
    }

    /// `body if test else …`, each body followed by `rest`.
    fn chain(
        &mut self,
        branches: &[Branch<'_>],
        orelse: Option<&Block>,
        rest: &[&Statement],
        env: &Env,
        end: &End,
    ) -> Option<Expr> {
        let Some((first, others)) = branches.split_first() else {
            let body: Steps<'_> = match orelse {
                Some(body) => flow::joined(body, rest),
                None => rest.to_vec(),
            };
            return self.block(&body, env, end);
        };
        let body = flow::joined(first.body, rest);
        let mut inner = env.clone();
        inner.bind_all(first.captured.iter().map(|(name, _)| name));
        let mut value = self.block(&body, &inner, end)?;
        let read = names::read(&value);
        for (name, captured) in first.captured.iter().rev() {
            if read.contains(name) && build::name(name) != *captured {
                value = build::let_(name, captured.clone(), value);
            }
        }
        if others.is_empty() && orelse.is_none() && is_one(&first.test) {
            return Some(value);
        }
        let other = self.chain(others, orelse, rest, env, end)?;
        Some(build::conditional(first.test.clone(), value, other))
    }
}

/// Whether it is the test of the case that always matches.
fn is_one(test: &Expr) -> bool {
    *test == build::int(1)
}

fn both(first: Expr, second: Expr) -> Expr {
    use crate::syntax::ast::BoolOp;
    build::node(ExprKind::Bool(BoolOp::And, vec![first, second]))
}

/// Whether the last thing that a body does is to print.
fn ends_in_print(body: &Block) -> bool {
    let Some(last) = body.last() else {
        return false;
    };
    match &last.kind {
        StatementKind::Print(_) | StatementKind::Pass => true,
        StatementKind::Expression(value) => value.expr().is_some_and(|value| {
            let ExprKind::Call(callee, _) = &value.kind else {
                return false;
            };
            matches!(&callee.kind, ExprKind::Name(name) if &**name == "print")
        }),
        _ => false,
    }
}
