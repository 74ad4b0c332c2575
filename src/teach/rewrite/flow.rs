//! What statements read, bind and leave, without a word about what to write instead.

use super::names::{self, Names};
use crate::syntax::ast::{Expr, Name, Target, TargetKind};
use crate::teach::statement::{Block, Case, Pattern, PatternKind, Place, Statement, StatementKind};
use crate::teach::walk;

/// Statements in the order of their execution.
pub(super) type Steps<'a> = Vec<&'a Statement>;

/// The statements of a body.
pub(super) fn steps(block: &[Statement]) -> Steps<'_> {
    block.iter().collect()
}

/// One body after another.
pub(super) fn joined<'a>(first: &'a [Statement], rest: &[&'a Statement]) -> Steps<'a> {
    first.iter().chain(rest.iter().copied()).collect()
}

/// The bodies of a statement that run in the scope around it, in the order of the text.
pub(super) fn bodies(statement: &Statement) -> Vec<&Block> {
    match &statement.kind {
        StatementKind::If(tests, orelse) => {
            tests.iter().map(|(_, body)| body).chain(orelse).collect()
        }
        StatementKind::For(for_) => std::iter::once(&for_.body).chain(&for_.orelse).collect(),
        StatementKind::While(_, body, orelse) => std::iter::once(body).chain(orelse).collect(),
        StatementKind::Match(_, cases) => cases.iter().map(|case| &case.body).collect(),
        _ => Vec::new(),
    }
}

/// Whether a statement of these, in bodies too, is one of those; loops within are entered where `loops` says so.
pub(super) fn has(
    steps: &[&Statement],
    loops: bool,
    found: &dyn Fn(&StatementKind) -> bool,
) -> bool {
    steps.iter().any(|statement| {
        let is_loop = matches!(
            statement.kind,
            StatementKind::For(_) | StatementKind::While(..)
        );
        found(&statement.kind)
            || ((loops || !is_loop)
                && bodies(statement)
                    .into_iter()
                    .any(|body| has(&self::steps(body), loops, found)))
    })
}

/// Whether these may leave the function, wherever they stand in it.
pub(super) fn returns(steps: &[&Statement]) -> bool {
    has(steps, true, &|kind| {
        matches!(kind, StatementKind::Return(_))
    })
}

/// Whether these may leave what is around them: the function, or the innermost loop.
pub(super) fn jumps(steps: &[&Statement]) -> bool {
    returns(steps)
        || has(steps, false, &|kind| {
            matches!(kind, StatementKind::Break | StatementKind::Continue)
        })
}

/// Whether these may leave the innermost loop around them.
pub(super) fn breaks(steps: &[&Statement]) -> bool {
    has(steps, false, &|kind| matches!(kind, StatementKind::Break))
}

/// Shows each name that these bind, in the order of the text, and whether in a loop.
pub(super) fn each_bound(steps: &[&Statement], in_loop: bool, see: &mut dyn FnMut(&Name, bool)) {
    for statement in steps {
        let mut place = |place: &Place| {
            let bound = place.target.as_ref().map(names::of_target);
            bound.iter().flatten().for_each(|name| see(name, in_loop));
        };
        match &statement.kind {
            StatementKind::Assignment(places, _) => places.iter().for_each(place),
            StatementKind::Augmented(target, ..) | StatementKind::Annotated(target, ..) => {
                place(target);
            }
            StatementKind::Def(def) => see(&def.name, in_loop),
            StatementKind::Decorated(_, inner) => each_bound(&[inner], in_loop, see),
            StatementKind::Import(aliases) => {
                for alias in aliases {
                    see(&super::import::bound(alias), in_loop);
                }
            }
            StatementKind::FromImport(import) => {
                for alias in &import.names {
                    see(&super::import::bound(alias), in_loop);
                }
            }
            StatementKind::For(for_) => {
                let bound = for_.target.target.as_ref().map(names::of_target);
                bound.iter().flatten().for_each(|name| see(name, true));
            }
            StatementKind::Match(_, cases) => {
                for case in cases {
                    each_captured(&case.pattern, &mut |name| see(name, in_loop));
                }
            }
            _ => {}
        }
        let inner = in_loop
            || matches!(
                statement.kind,
                StatementKind::For(_) | StatementKind::While(..)
            );
        for body in bodies(statement) {
            each_bound(&self::steps(body), inner, see);
        }
    }
}

/// The names that these bind, each once, in the order of the text.
pub(super) fn bound(steps: &[&Statement]) -> Vec<Name> {
    let mut names = Vec::new();
    each_bound(steps, false, &mut |name, _| {
        if !names.contains(name) {
            names.push(name.clone());
        }
    });
    names
}

/// Shows the names that a pattern binds.
pub(super) fn each_captured(pattern: &Pattern, see: &mut dyn FnMut(&Name)) {
    match &pattern.kind {
        PatternKind::Capture(name) | PatternKind::Star(Some(name)) => see(name),
        PatternKind::As(inner, name) => {
            each_captured(inner, see);
            see(name);
        }
        PatternKind::Or(patterns) | PatternKind::Sequence(patterns) => {
            patterns
                .iter()
                .for_each(|pattern| each_captured(pattern, see));
        }
        PatternKind::Wildcard
        | PatternKind::Literal(_)
        | PatternKind::Value(_)
        | PatternKind::Star(None)
        | PatternKind::Other => {}
    }
}

/// Shows every expression of these, those in bodies and in functions included.
pub(super) fn each_expr<'a>(steps: &[&'a Statement], see: &mut dyn FnMut(&'a Expr)) {
    for statement in steps {
        own_exprs(statement, see);
        for body in bodies(statement) {
            each_expr(&self::steps(body), see);
        }
        match &statement.kind {
            StatementKind::Def(def) => each_expr(&self::steps(&def.body), see),
            StatementKind::Decorated(_, inner) => each_expr(&[inner], see),
            _ => {}
        }
    }
}

/// Shows the expressions of a statement itself, its bodies left out.
pub(super) fn own_exprs<'a>(statement: &'a Statement, see: &mut dyn FnMut(&'a Expr)) {
    match &statement.kind {
        StatementKind::Expression(value) | StatementKind::Delete(value) => {
            value.expr().into_iter().for_each(see);
        }
        StatementKind::Assignment(places, value) => {
            value.expr().into_iter().for_each(&mut *see);
            places.iter().for_each(|place| place_exprs(place, see));
        }
        StatementKind::Augmented(place, _, value) => {
            place_exprs(place, see);
            value.expr().into_iter().for_each(see);
        }
        StatementKind::Annotated(place, _, value) => {
            value
                .iter()
                .filter_map(|value| value.expr())
                .for_each(&mut *see);
            place_exprs(place, see);
        }
        StatementKind::Def(def) => {
            let params = def.params.iter().flat_map(walk::params);
            params
                .filter_map(|param| param.default.as_ref())
                .for_each(see);
        }
        StatementKind::Decorated(decorators, _) => {
            decorators
                .iter()
                .filter_map(|phrase| phrase.expr())
                .for_each(see);
        }
        StatementKind::Return(value) => value.iter().filter_map(|value| value.expr()).for_each(see),
        StatementKind::If(tests, _) => {
            tests
                .iter()
                .filter_map(|(test, _)| test.expr())
                .for_each(see);
        }
        StatementKind::For(for_) => {
            for_.iterable.expr().into_iter().for_each(&mut *see);
            place_exprs(&for_.target, see);
        }
        StatementKind::While(test, ..) => test.expr().into_iter().for_each(see),
        StatementKind::Match(subject, cases) => {
            subject.expr().into_iter().for_each(&mut *see);
            for Case { pattern, guard, .. } in cases {
                pattern_exprs(pattern, see);
                guard
                    .iter()
                    .filter_map(|guard| guard.expr())
                    .for_each(&mut *see);
            }
        }
        StatementKind::Print(print) => {
            print
                .values
                .iter()
                .filter_map(|value| value.expr())
                .for_each(see);
        }
        _ => {}
    }
}

fn place_exprs<'a>(place: &'a Place, see: &mut dyn FnMut(&'a Expr)) {
    if let Some(target) = &place.target {
        names::parts_of_target(target, see);
    }
}

fn pattern_exprs<'a>(pattern: &'a Pattern, see: &mut dyn FnMut(&'a Expr)) {
    match &pattern.kind {
        PatternKind::Literal(value) | PatternKind::Value(value) => {
            value.expr().into_iter().for_each(see);
        }
        PatternKind::As(inner, _) => pattern_exprs(inner, see),
        PatternKind::Or(patterns) | PatternKind::Sequence(patterns) => {
            patterns
                .iter()
                .for_each(|pattern| pattern_exprs(pattern, see));
        }
        PatternKind::Wildcard
        | PatternKind::Capture(_)
        | PatternKind::Star(_)
        | PatternKind::Other => {}
    }
}

/// What is read after a jump.
#[derive(Clone, Default)]
struct After {
    broken: Names,
    continued: Names,
}

/// The names whose values these may read from before, where the names of `after` are read behind them.
pub(super) fn reads(steps: &[&Statement], after: &Names) -> Names {
    backwards(steps, after, &After::default())
}

fn backwards(steps: &[&Statement], after: &Names, jumps: &After) -> Names {
    let mut live = after.clone();
    for statement in steps.iter().rev() {
        live = before(statement, live, jumps);
    }
    live
}

fn before(statement: &Statement, mut live: Names, jumps: &After) -> Names {
    let mut own = Names::new();
    own_exprs(statement, &mut |expr| own.extend(names::read(expr)));
    match &statement.kind {
        StatementKind::Assignment(..) | StatementKind::Import(_) | StatementKind::FromImport(_) => {
            for name in bound(&[statement]) {
                live.remove(&name);
            }
        }
        StatementKind::Annotated(_, _, Some(_)) => {
            for name in bound(&[statement]) {
                live.remove(&name);
            }
        }
        StatementKind::Augmented(..) => own.extend(bound(&[statement])),
        StatementKind::Def(def) => {
            live.remove(&def.name);
            own.extend(free_in_def(def));
        }
        StatementKind::Decorated(_, inner) => live = before(inner, live, jumps),
        StatementKind::Return(_) => live = Names::new(),
        StatementKind::Break => live = jumps.broken.clone(),
        StatementKind::Continue => live = jumps.continued.clone(),
        StatementKind::If(tests, orelse) => {
            let mut before = match orelse {
                Some(body) => backwards(&steps_of(body), &live, jumps),
                None => live.clone(),
            };
            for (_, body) in tests {
                before.extend(backwards(&steps_of(body), &live, jumps));
            }
            live = before;
        }
        StatementKind::Match(_, cases) => {
            let mut before = live.clone();
            for case in cases {
                let mut names = backwards(&steps_of(&case.body), &live, jumps);
                each_captured(&case.pattern, &mut |name| {
                    names.remove(name);
                });
                before.extend(names);
            }
            live = before;
        }
        StatementKind::For(for_) => {
            let target = for_.target.target.as_ref();
            let targets = target.map(names::of_target).unwrap_or_default();
            live = around(&for_.body, for_.orelse.as_ref(), live, &targets, jumps);
        }
        StatementKind::While(_, body, orelse) => {
            // The test is read before each round.
            let mut after = live;
            after.extend(own.iter().cloned());
            live = around(body, orelse.as_ref(), after, &[], jumps);
        }
        _ => {}
    }
    live.extend(own);
    live
}

fn around(
    body: &Block,
    orelse: Option<&Block>,
    after: Names,
    targets: &[Name],
    jumps: &After,
) -> Names {
    let broken = after.clone();
    let mut live = match orelse {
        Some(orelse) => backwards(&steps_of(orelse), &after, jumps),
        None => after,
    };
    loop {
        let inner = After {
            broken: broken.clone(),
            continued: live.clone(),
        };
        let mut names = backwards(&steps_of(body), &live, &inner);
        targets.iter().for_each(|name| {
            names.remove(name);
        });
        let known = live.len();
        live.extend(names);
        if live.len() == known {
            return live;
        }
    }
}

pub(super) fn steps_of(body: &Block) -> Steps<'_> {
    steps(body)
}

/// The names that the body of a function takes from around it.
pub(super) fn free_in_def(def: &crate::teach::statement::Def) -> Names {
    let body = steps(&def.body);
    let mut own: Names = bound(&body).into_iter().collect();
    own.extend((def.params.iter().flat_map(walk::params)).map(|param| param.name.clone()));
    let mut names = Names::new();
    taken(&body, &mut names);
    names.retain(|name| !own.contains(name));
    names
}

/// Every name that these read in their own scope, whether bound there or not.
fn taken(steps: &[&Statement], names: &mut Names) {
    for statement in steps {
        own_exprs(statement, &mut |expr| names.extend(names::read(expr)));
        match &statement.kind {
            StatementKind::Def(def) => names.extend(free_in_def(def)),
            StatementKind::Decorated(_, inner) => taken(&[inner], names),
            _ => {}
        }
        for body in bodies(statement) {
            taken(&steps_of(body), names);
        }
    }
}

/// The names that these keep for later: free in functions, lambdas and generators.
pub(super) fn kept(steps: &[&Statement]) -> Names {
    let mut names = Names::new();
    for statement in steps {
        own_exprs(statement, &mut |expr| names.extend(names::kept(expr)));
        match &statement.kind {
            StatementKind::Def(def) => names.extend(free_in_def(def)),
            StatementKind::Decorated(_, inner) => names.extend(kept(&[inner])),
            _ => {}
        }
        for body in bodies(statement) {
            names.extend(kept(&steps_of(body)));
        }
    }
    names
}

/// The only name that a target is, if it is one.
pub(super) fn plain_name(target: Option<&Target>) -> Option<&Name> {
    match &target?.kind {
        TargetKind::Name(name) => Some(name),
        TargetKind::Tuple(_)
        | TargetKind::Starred(_)
        | TargetKind::Subscript(..)
        | TargetKind::Attribute(..) => None,
    }
}
