//! `for`: a search, a comprehension, a fold, or a round of effects, whichever it is first.

use super::build;
use super::env::Env;
use super::flow;
use super::names::{self, Names};
use super::peel::Round;
use super::rewriter::{End, Gives, Rewriter};
use crate::syntax::ast::{ComprehensionKind, Expr, Name};
use crate::teach::statement::{For, Statement, StatementKind};

/// The names that a loop hands on.
pub(super) struct State {
    /// Bound in a round and read in a later one, or behind the loop.
    pub(super) names: Vec<Name>,
}

/// The state of a loop over `targets`; none where the targets are read behind it.
pub(super) fn state(
    body: &[&Statement],
    targets: &[Name],
    test: Option<&Expr>,
    after: Names,
) -> Option<State> {
    if targets.iter().any(|name| after.contains(name)) {
        return None;
    }
    let mut live = after;
    live.extend(test.map(names::read).unwrap_or_default());
    loop {
        let known = live.len();
        let mut read = flow::reads(body, &live);
        read.retain(|name| !targets.contains(name));
        live.extend(read);
        if live.len() == known {
            break;
        }
    }
    let names = (flow::bound(body).into_iter())
        .filter(|name| live.contains(name) && !targets.contains(name))
        .collect();
    Some(State { names })
}

/// The names that a round reads from before, and that are read behind the loop first of all: they are read in any case.
pub(super) fn surely_read(body: &[&Statement], rest: &[&Statement]) -> Names {
    let mut names = Names::new();
    if let Some(next) = rest.first()
        && matches!(next.kind, StatementKind::Expression(_))
    {
        flow::own_exprs(next, &mut |expr| names.extend(names::read(expr)));
    }
    let before = flow::reads(body, &Names::new());
    names.retain(|name| before.contains(name) && reads_first(body, name));
    names
}

/// Whether a round reads the name before it does anything that others can see.
fn reads_first(steps: &[&Statement], name: &Name) -> bool {
    for step in steps {
        let mut own = Names::new();
        flow::own_exprs(step, &mut |expr| own.extend(names::read(expr)));
        match &step.kind {
            _ if own.contains(name) => return true,
            StatementKind::Augmented(..) if flow::bound(&[step]).contains(name) => return true,
            StatementKind::Assignment(..)
            | StatementKind::Augmented(..)
            | StatementKind::Continue => {}
            StatementKind::If(tests, orelse) => {
                let bodies = tests.iter().map(|(_, body)| body).chain(orelse);
                if !bodies
                    .into_iter()
                    .all(|body| reads_first(&flow::steps_of(body), name))
                {
                    return false;
                }
            }
            _ => return false,
        }
    }
    true
}

impl Rewriter<'_> {
    /// The loop where a name is held as a literal that it makes needless: `out = []` before `out.append(x)`.
    pub(super) fn loop_with_held(
        &mut self,
        for_: &For,
        rest: &[&Statement],
        env: &Env,
        end: &End,
    ) -> Option<Expr> {
        let conditions = self.conditions.clone();
        let introduced = self.introduced.clone();
        let found = self.collection(for_, rest, env, end);
        if found.is_none() {
            self.conditions = conditions;
            self.introduced = introduced;
        }
        found
    }

    /// `for target in iterable: body`, and what follows.
    pub(super) fn for_loop(
        &mut self,
        for_: &For,
        whole: &Statement,
        rest: &[&Statement],
        env: &Env,
        end: &End,
    ) -> Option<Expr> {
        self.spend()?;
        if for_.is_async {
            return None;
        }
        let round = self.round(for_, env)?;
        let body = round.body.clone();
        if flow::breaks(&body) || flow::returns(&body) {
            return self.search(for_, &round, whole, rest, env, end);
        }
        let rest = match &for_.orelse {
            Some(orelse) => flow::joined(orelse, rest),
            None => rest.to_vec(),
        };
        let targets = names::of_target(for_.target.target.as_ref()?);
        let after = flow::reads(&rest, &end.names());
        let state = state(&body, &targets, None, after)?;
        if state.names.is_empty() {
            let done = self.rounds(&round, env)?;
            return self.after_rounds(done, &rest, env, end);
        }
        let mut outer = env.clone();
        outer.seen.extend(surely_read(&body, &rest));
        let value = match self.total(&round, &state, &outer) {
            Some(total) => total,
            None => self.fold(&round, &state, &outer)?,
        };
        let inner = self.in_round(&body, &targets, &state, env);
        let rest = self.block(&rest, &inner, end)?;
        Some(build::let_all(&state.names, value, rest))
    }

    fn after_rounds(
        &mut self,
        done: Expr,
        rest: &[&Statement],
        env: &Env,
        end: &End,
    ) -> Option<Expr> {
        if rest.is_empty() {
            match end.gives {
                Gives::Anything => return Some(done),
                Gives::LastValue => {
                    self.only_if("the list of what each round gives is not wanted");
                    return Some(done);
                }
                Gives::Nothing | Gives::Names(_) | Gives::Value(_) => {}
            }
        }
        let rest = self.block(rest, env, end)?;
        Some(build::in_turn(done, rest))
    }

    /// `[effect for target in iterable]`
    fn rounds(&mut self, round: &Round<'_>, env: &Env) -> Option<Expr> {
        let peeled = self.peel(round, env, &Names::new())?;
        let end = End::of_round(Gives::Anything);
        let element = self.block(&peeled.leaf, &peeled.env, &end)?;
        let kind = ComprehensionKind::List(element);
        Some(build::comprehension(kind, peeled.clauses))
    }
}
