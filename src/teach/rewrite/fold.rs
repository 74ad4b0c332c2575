//! Loops that carry values from round to round: `sum`, `reduce`, and `accumulate` for `while`.

use super::build;
use super::env::Env;
use super::flow;
use super::kind::{self, Kind};
use super::letting::one_or_tuple;
use super::loops::{self, State};
use super::names::{self, Names};
use super::peel::Round;
use super::rewriter::{End, Gives, Rewriter};
use crate::syntax::ast::{BinaryOp, ComprehensionKind, Constant, Expr, ExprKind, Name};
use crate::teach::statement::{Block, Phrase, Statement, StatementKind};

impl Rewriter<'_> {
    /// `reduce(lambda state, item: …, iterable, start)`: the state after the last round.
    pub(super) fn fold(&mut self, round: &Round<'_>, state: &State, env: &Env) -> Option<Expr> {
        let Round {
            target,
            iterable,
            body,
        } = round;
        let start = self.start(&state.names, body, env)?;
        let bound = names::of_target(target);
        let inner = self.in_round(body, &bound, state, env);
        let end = End::of_round(Gives::Names(state.names.clone()));
        let step = self.block(body, &inner, &end)?;
        let (item, step) = match flow::plain_name(Some(target)) {
            Some(name) => (name.clone(), step),
            None => {
                let target = self.target(target, env)?;
                let mut has_parts = false;
                names::parts_of_target(&target, &mut |_| has_parts = true);
                if has_parts {
                    return None;
                }
                let item = self.fresh("item");
                let taken = build::unpack(target, build::name(&item), step);
                (item, taken)
            }
        };
        let (carried, step) = self.carried(&state.names, step);
        let function = build::lambda(&[carried, item], step);
        let reduce = self.function("functools", "reduce")?;
        Some(build::call(reduce, vec![function, iterable.clone(), start]))
    }

    /// The values that the state begins with.
    ///
    /// A name that a round reads before it binds it must have a value before, as the statements have it.
    fn start(&mut self, state: &[Name], body: &[&Statement], env: &Env) -> Option<Expr> {
        let mut env = env.clone();
        if !env.scope.is_function {
            let read = flow::reads(body, &Names::new());
            for name in state {
                // Where there is no round, the statements would not read it.
                if read.contains(name) && !env.knows(name) && env.seen.insert(name.clone()) {
                    self.only_if(format!("`{name}` has a value before"));
                }
            }
        }
        let values = (state.iter())
            .map(|name| self.current(name, &env))
            .collect::<Option<Vec<_>>>()?;
        Some(one_or_tuple(values))
    }

    /// The names in a round, where those of the state have the kinds that all rounds leave them with.
    pub(super) fn in_round(
        &self,
        body: &[&Statement],
        targets: &[Name],
        state: &State,
        env: &Env,
    ) -> Env {
        let mut inner = env.clone();
        inner.bind_all(targets);
        for name in &state.names {
            inner.bind(name, kind_after(name, body, targets, env));
        }
        inner
    }

    /// One parameter for the state, taken apart where it is several names.
    fn carried(&mut self, state: &[Name], step: Expr) -> (Name, Expr) {
        match state {
            [only] => (only.clone(), step),
            several => {
                let name = self.fresh("state");
                let step = build::let_all(several, build::name(&name), step);
                (name, step)
            }
        }
    }

    /// `sum(value for … if …)` where the loop adds integers to an integer, so that adding is exact.
    pub(super) fn total(&mut self, round: &Round<'_>, state: &State, env: &Env) -> Option<Expr> {
        let [name] = state.names.as_slice() else {
            return None;
        };
        let bound = names::of_target(round.target);
        if env.kind(name) != Kind::Int
            || kind_after(name, &round.body, &bound, env) != Kind::Int
            || Rewriter::calls_next(&round.body)
        {
            return None;
        }
        let conditions = self.conditions.clone();
        let total = self.total_of(name, round, env);
        if total.is_none() {
            self.conditions = conditions;
        }
        total
    }

    fn total_of(&mut self, name: &Name, round: &Round<'_>, env: &Env) -> Option<Expr> {
        let start = self.start(std::slice::from_ref(name), &round.body, env)?;
        let mut outer = env.clone();
        outer.bind(name, Kind::Int);
        let peeled = self.peel(round, &outer, &Names::from([name.clone()]))?;
        let [last] = peeled.leaf.as_slice() else {
            return None;
        };
        let value = self.added(name, last, &peeled.env)?;
        let reads_total = |expr: &Expr| names::read(expr).contains(name);
        let in_clauses = peeled.clauses.iter().any(|clause| {
            reads_total(&clause.iterable) || clause.conditions.iter().any(reads_total)
        });
        if in_clauses || reads_total(&value) {
            return None;
        }
        let values = build::comprehension(ComprehensionKind::Generator(value), peeled.clauses);
        let is_zero = start.kind == ExprKind::Constant(Constant::Int(0));
        let mut arguments = vec![values];
        arguments.extend((!is_zero).then_some(start));
        Some(build::call(self.builtin("sum")?, arguments))
    }

    /// What a statement adds to the name.
    fn added(&mut self, name: &Name, statement: &Statement, env: &Env) -> Option<Expr> {
        match &statement.kind {
            StatementKind::Augmented(place, BinaryOp::Add, value)
                if flow::plain_name(place.target.as_ref()) == Some(name) =>
            {
                self.phrase(value, env)
            }
            StatementKind::Assignment(places, value) => {
                let [place] = places.as_slice() else {
                    return None;
                };
                if flow::plain_name(place.target.as_ref()) != Some(name) {
                    return None;
                }
                match self.phrase(value, env)?.kind {
                    ExprKind::Binary(BinaryOp::Add, lhs, rhs)
                        if lhs.kind == ExprKind::Name(name.clone()) =>
                    {
                        Some(*rhs)
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// `while test: body`, and what follows: the first state that fails the test.
    pub(super) fn while_loop(
        &mut self,
        test: &Phrase,
        body: &Block,
        orelse: Option<&Block>,
        rest: &[&Statement],
        env: &Env,
        end: &End,
    ) -> Option<Expr> {
        let mut body = flow::steps(body);
        let mut within = env.clone();
        within.bind_all(&flow::bound(&body));
        let mut test = self.phrase(test, &within)?;
        let mut rest = match orelse {
            Some(orelse) => flow::joined(orelse, rest),
            None => rest.to_vec(),
        };
        if let Some((stop, left, others)) = leaves_first(&body, end)
            && orelse.is_none()
        {
            let stop = build::opposite(self.phrase(stop, &within)?);
            let endless = is_true(&test);
            test = if endless { stop } else { and(test, stop) };
            if let Some(left) = left {
                if !endless {
                    return None;
                }
                rest = vec![left];
            }
            body = others;
        }
        if flow::breaks(&body) || flow::returns(&body) || Rewriter::calls_next(&body) {
            return None;
        }
        if names::read(&test).contains("next") {
            return None;
        }
        let after = flow::reads(&rest, &end.names());
        let state = loops::state(&body, &[], Some(&test), after)?;
        if state.names.is_empty() {
            return None;
        }
        let mut outer = env.clone();
        outer.seen.extend(names::read(&test));
        outer.seen.extend(loops::surely_read(&body, &rest));
        let start = self.start(&state.names, &body, &outer)?;
        let inner = self.in_round(&body, &[], &state, env);
        let round = End::of_round(Gives::Names(state.names.clone()));
        let step = self.block(&body, &inner, &round)?;
        let (carried, step) = self.carried(&state.names, step);
        let ignored = self.fresh("_");
        let function = build::lambda(&[carried, ignored], step);
        let repeat = self.function("itertools", "repeat")?;
        let forever = build::call(repeat, vec![build::none()]);
        let states = self.states(forever, function, start)?;
        let mut clause = build::clause(build::target(&state.names), states);
        clause.conditions.push(build::opposite(test));
        let found = ComprehensionKind::Generator(build::names(&state.names));
        let first = build::comprehension(found, vec![clause]);
        let value = build::call(self.builtin("next")?, vec![first]);
        let mut after = env.clone();
        for name in &state.names {
            after.bind(name, inner.kind(name));
        }
        let rest = self.block(&rest, &after, end)?;
        Some(build::let_all(&state.names, value, rest))
    }

    /// `accumulate(forever, function, initial=start)`
    fn states(&mut self, forever: Expr, function: Expr, start: Expr) -> Option<Expr> {
        use crate::syntax::Span;
        use crate::syntax::ast::Argument;
        let accumulate = self.function("itertools", "accumulate")?;
        let arguments = vec![
            Argument::Positional(forever),
            Argument::Positional(function),
            Argument::Named("initial".into(), start, Span::default()),
        ];
        Some(build::node(ExprKind::Call(Box::new(accumulate), arguments)))
    }
}

/// What is certain of a name that a loop changes, before, between and after its rounds.
fn kind_after(name: &Name, body: &[&Statement], targets: &[Name], env: &Env) -> Kind {
    let before = env.kind(name);
    let mut inner = env.clone();
    inner.bind_all(targets);
    inner.bind_all(&flow::bound(body));
    let widened = [before, Kind::Number, Kind::Fixed];
    let fitting = widened.into_iter().filter(|kind| fits(before, *kind));
    for kind in fitting {
        inner.bind(name, kind);
        if stays(name, kind, body, &inner) {
            return kind;
        }
    }
    Kind::Unknown
}

/// `if stop: break` or `if stop: return x` at the head of a body: the test, the `return`, and what is behind them.
type Left<'a> = (&'a Phrase, Option<&'a Statement>, Vec<&'a Statement>);

fn leaves_first<'a>(body: &[&'a Statement], end: &End) -> Option<Left<'a>> {
    let (first, others) = body.split_first()?;
    let StatementKind::If(tests, None) = &first.kind else {
        return None;
    };
    let [(test, inner)] = tests.as_slice() else {
        return None;
    };
    let [only] = inner.as_slice() else {
        return None;
    };
    match &only.kind {
        StatementKind::Break => Some((test, None, others.to_vec())),
        StatementKind::Return(_) if end.returns => Some((test, Some(only), others.to_vec())),
        _ => None,
    }
}

fn is_true(test: &Expr) -> bool {
    matches!(
        test.kind,
        ExprKind::Constant(Constant::Bool(true) | Constant::Int(1))
    )
}

fn and(first: Expr, second: Expr) -> Expr {
    use crate::syntax::ast::BoolOp;
    build::node(ExprKind::Bool(BoolOp::And, vec![first, second]))
}

/// Whether every statement that binds the name leaves it with a value of that kind.
fn stays(name: &Name, kind: Kind, body: &[&Statement], env: &Env) -> bool {
    body.iter().all(|statement| match &statement.kind {
        StatementKind::Augmented(place, op, value)
            if flow::plain_name(place.target.as_ref()) == Some(name) =>
        {
            let rhs = value.expr().map(|value| kind::of(value, env));
            rhs.is_some_and(|rhs| fits(kind::of_binary(*op, kind, rhs), kind))
        }
        StatementKind::Assignment(places, value) => {
            let binds = |place: &crate::teach::statement::Place| {
                let bound = place.target.as_ref().map(names::of_target);
                bound.is_some_and(|bound| bound.contains(name))
            };
            let plain = |place: &crate::teach::statement::Place| {
                flow::plain_name(place.target.as_ref()) == Some(name)
            };
            let value = value
                .expr()
                .map_or(Kind::Unknown, |value| kind::of(value, env));
            !places.iter().any(binds) || (places.iter().any(plain) && fits(value, kind))
        }
        StatementKind::If(..) | StatementKind::For(_) | StatementKind::While(..) => {
            let target = match &statement.kind {
                StatementKind::For(for_) => for_.target.target.as_ref().map(names::of_target),
                _ => None,
            };
            !target.is_some_and(|bound| bound.contains(name))
                && (flow::bodies(statement).into_iter())
                    .all(|body| stays(name, kind, &flow::steps(body), env))
        }
        _ => !flow::bound(&[statement]).contains(name),
    })
}

fn fits(kind: Kind, wanted: Kind) -> bool {
    kind == wanted
        || (wanted == Kind::Number && kind == Kind::Int)
        || (wanted == Kind::Fixed && kind.is_fixed())
}
