//! Statements one after the other: each value gets its name in the rest, and effects stay in turn.

use super::build;
use super::env::{self, Env};
use super::flow;
use super::kind::{self, Kind};
use super::names::{self, Names};
use super::rewriter::{End, Gives, Rewriter};
use crate::syntax::ast::{Argument, BinaryOp, Expr, ExprKind, Name, Target, TargetKind};
use crate::teach::statement::{Phrase, Place, Statement, StatementKind};

impl Rewriter<'_> {
    /// The expression that does what these statements do and gives what `end` says.
    pub(super) fn block(&mut self, steps: &[&Statement], env: &Env, end: &End) -> Option<Expr> {
        self.spend()?;
        let Some((first, rest)) = steps.split_first() else {
            return self.finish(env, end);
        };
        if let StatementKind::For(for_) = &first.kind
            && let Some(expr) = self.loop_with_held(for_, rest, env, end)
        {
            return Some(expr);
        }
        if let Some(name) = needed(first, env) {
            let mut env = env.clone();
            let literal = env.release(&name)?;
            let body = self.block(steps, &env, end)?;
            return Some(build::let_(&name, literal, body));
        }
        match &first.kind {
            StatementKind::Expression(value) => self.expression(value, rest, env, end),
            StatementKind::Assignment(places, value) => {
                let value = self.phrase(value, env)?;
                self.assignment(places, value, rest, env, end)
            }
            StatementKind::Annotated(place, annotation, value) => {
                if !env.scope.is_function && !is_plain_annotation(annotation) {
                    self.only_if("the annotation is not evaluated");
                }
                match value {
                    Some(value) => {
                        let value = self.phrase(value, env)?;
                        self.assignment(std::slice::from_ref(place), value, rest, env, end)
                    }
                    None => self.block(rest, env, end),
                }
            }
            StatementKind::Augmented(place, op, value) => {
                self.augmented(place, *op, value, rest, env, end)
            }
            StatementKind::Pass => self.block(rest, env, end),
            StatementKind::Return(value) if end.returns => match value {
                Some(value) => self.phrase(value, env),
                None => Some(build::none()),
            },
            StatementKind::Continue if end.continues => self.finish(env, end),
            StatementKind::If(tests, orelse) => {
                self.branches(tests, orelse.as_ref(), first, rest, env, end)
            }
            StatementKind::Match(subject, cases) => {
                self.cases(subject, cases, first, rest, env, end)
            }
            StatementKind::Def(def) => self.definition(def, &[], rest, env, end),
            StatementKind::Decorated(decorators, inner) => match &inner.kind {
                StatementKind::Def(def) => self.definition(def, decorators, rest, env, end),
                _ => None,
            },
            StatementKind::For(for_) => self.for_loop(for_, first, rest, env, end),
            StatementKind::While(test, body, orelse) => {
                self.while_loop(test, body, orelse.as_ref(), rest, env, end)
            }
            StatementKind::Import(aliases) => self.import(aliases, rest, env, end),
            StatementKind::FromImport(import) => self.import_from(import, rest, env, end),
            StatementKind::Delete(what) => self.deletion(what, rest, env, end),
            StatementKind::Print(print) => {
                let call = super::line::print_call(print)?;
                let call = self.expr(&call, env)?;
                self.effect(call, rest, env, end)
            }
            _ => None,
        }
    }

    /// What a block gives whose statements are done.
    pub(super) fn finish(&mut self, env: &Env, end: &End) -> Option<Expr> {
        match &end.gives {
            Gives::Names(names) => {
                let values = (names.iter())
                    .map(|name| self.current(name, env))
                    .collect::<Option<Vec<_>>>()?;
                Some(one_or_tuple(values))
            }
            Gives::Value(value) => {
                let mut env = env.clone();
                let mut held = Vec::new();
                for name in names::read(value) {
                    held.extend(env.release(&name).map(|literal| (name, literal)));
                }
                let value = self.expr(value, &env)?;
                let bind = |body, (name, literal)| build::let_(&name, literal, body);
                Some(held.into_iter().fold(value, bind))
            }
            Gives::Nothing | Gives::LastValue | Gives::Anything => Some(build::none()),
        }
    }

    /// The value that a name has here.
    pub(super) fn current(&mut self, name: &Name, env: &Env) -> Option<Expr> {
        if let Some(held) = env.held(name) {
            return Some(held.clone());
        }
        let is_seen = env.seen.contains(name) && !env.scope.is_function;
        if !env.knows(name) && !is_seen {
            return None;
        }
        self.expr(&build::name(name), env)
    }

    fn expression(
        &mut self,
        value: &Phrase,
        rest: &[&Statement],
        env: &Env,
        end: &End,
    ) -> Option<Expr> {
        let value = self.phrase(value, env)?;
        let is_last = rest.is_empty() && matches!(end.gives, Gives::LastValue | Gives::Anything);
        if env::is_constant(&value) && !is_last {
            return self.block(rest, env, end);
        }
        self.effect(value, rest, env, end)
    }

    /// An expression on a line of its own, and what follows it.
    fn effect(&mut self, value: Expr, rest: &[&Statement], env: &Env, end: &End) -> Option<Expr> {
        if rest.is_empty() {
            match end.gives {
                Gives::LastValue | Gives::Anything => return Some(value),
                Gives::Nothing if gives_none(&value, env) => return Some(value),
                Gives::Nothing | Gives::Names(_) | Gives::Value(_) => {}
            }
        }
        let mut after = env.clone();
        after.seen.extend(names::read(&value));
        let rest = self.block(rest, &after, end)?;
        Some(build::in_turn(value, rest))
    }

    /// The value under its names in what follows.
    fn assignment(
        &mut self,
        places: &[Place],
        value: Expr,
        rest: &[&Statement],
        env: &Env,
        end: &End,
    ) -> Option<Expr> {
        let (first, more) = places.split_first()?;
        let target = first.target.as_ref()?;
        if more.is_empty() {
            return self.store(target, value, env, &mut |rewriter, env| {
                rewriter.block(rest, env, end)
            });
        }
        if env::is_constant(&value) {
            return self.store(target, value.clone(), env, &mut |rewriter, env| {
                rewriter.assignment(more, value.clone(), rest, env, end)
            });
        }
        if let TargetKind::Name(name) = &target.kind {
            let mut inner = env.clone();
            inner.bind(name, kind::of(&value, env));
            let body = self.assignment(more, build::name(name), rest, &inner, end)?;
            return Some(build::let_(name, value, body));
        }
        let name = self.fresh("value");
        let mut inner = env.clone();
        inner.bind(&name, kind::of(&value, env));
        let body = self.store(target, build::name(&name), &inner, &mut |rewriter, env| {
            rewriter.assignment(more, build::name(&name), rest, env, end)
        })?;
        Some(build::let_(&name, value, body))
    }

    /// Puts a value where the target says, and goes on with that.
    pub(super) fn store(
        &mut self,
        target: &Target,
        value: Expr,
        env: &Env,
        then: &mut dyn FnMut(&mut Self, &Env) -> Option<Expr>,
    ) -> Option<Expr> {
        let mut inner = env.clone();
        inner.seen.extend(names::read(&value));
        let kind = kind::of(&value, env);
        match &target.kind {
            TargetKind::Name(name) => {
                if env::is_literal(&value, env) {
                    inner.hold(name, kind, value);
                    return then(self, &inner);
                }
                inner.bind(name, kind);
                let body = then(self, &inner)?;
                Some(build::let_(name, value, body))
            }
            TargetKind::Tuple(targets) => {
                let mut is_sound = true;
                names::parts_of_target(target, &mut |part| {
                    is_sound &= names::read(part)
                        .iter()
                        .all(|name| env.held(name).is_none());
                });
                if !is_sound || has_attribute(target) {
                    return None;
                }
                let bound = names::of_target(target);
                let distinct: Names = bound.iter().cloned().collect();
                if let ExprKind::Tuple(items) = &value.kind
                    && items.len() == targets.len()
                    && distinct.len() == targets.len()
                    && targets
                        .iter()
                        .all(|target| matches!(target.kind, TargetKind::Name(_)))
                    && !items.iter().any(build::is_starred)
                {
                    for (name, item) in bound.iter().zip(items) {
                        inner.bind(name, kind::of(item, env));
                    }
                    let body = then(self, &inner)?;
                    return Some(build::let_all(&bound, value, body));
                }
                let target = self.target(target, env)?;
                inner.bind_all(&bound);
                let body = then(self, &inner)?;
                Some(build::unpack(target, value, body))
            }
            TargetKind::Subscript(container, key) => {
                let container = self.expr(container, env)?;
                let key = slice_value(self, key)?;
                let key = self.expr(&key, env)?;
                let body = then(self, &inner)?;
                let stored = self.set_item(container, key, value)?;
                Some(build::in_turn(stored, body))
            }
            TargetKind::Starred(_) | TargetKind::Attribute(..) => None,
        }
    }

    /// A target as it reads here, the names in it being new.
    pub(super) fn target(&mut self, target: &Target, env: &Env) -> Option<Target> {
        let bound = names::of_target(target);
        let mut is_sound = true;
        names::parts_of_target(target, &mut |part| {
            let read = names::read(part);
            is_sound &= self.expr(part, env).as_ref() == Some(part);
            is_sound &= bound.iter().all(|name| !read.contains(name));
        });
        is_sound.then(|| target.clone())
    }

    /// `operator.setitem(container, key, value)`, the value first as in `container[key] = value`.
    fn set_item(&mut self, container: Expr, key: Expr, value: Expr) -> Option<Expr> {
        let in_order = is_calm(&value) || (env::is_plain(&container) && env::is_plain(&key));
        if in_order {
            return self.operator("setitem", vec![container, key, value]);
        }
        let name = self.fresh("value");
        let stored = self.operator("setitem", vec![container, key, build::name(&name)])?;
        Some(build::let_(&name, value, stored))
    }

    fn augmented(
        &mut self,
        place: &Place,
        op: BinaryOp,
        value: &Phrase,
        rest: &[&Statement],
        env: &Env,
        end: &End,
    ) -> Option<Expr> {
        let target = place.target.as_ref()?;
        match &target.kind {
            TargetKind::Name(name) => {
                let value = self.phrase(value, env)?;
                let value = self.updated(name, op, value, env)?;
                self.store(target, value, env, &mut |rewriter, env| {
                    rewriter.block(rest, env, end)
                })
            }
            TargetKind::Subscript(container, key) => {
                let value = self.phrase(value, env)?;
                let container = self.expr(container, env)?;
                let key = self.expr(key, env)?;
                if !env::is_plain(&container) || !env::is_plain(&key) {
                    return None;
                }
                let item = build::subscript(container.clone(), key.clone());
                let rhs = kind::of(&value, env);
                let value = match kind::of_binary(op, Kind::Unknown, rhs).is_fixed() {
                    true => build::binary(op, item, value),
                    false => self.operator(env::in_place(op), vec![item, value])?,
                };
                let stored = self.operator("setitem", vec![container, key, value])?;
                self.effect(stored, rest, env, end)
            }
            TargetKind::Tuple(_) | TargetKind::Starred(_) | TargetKind::Attribute(..) => None,
        }
    }

    /// The value of a name after `name op= value`.
    pub(super) fn updated(
        &mut self,
        name: &Name,
        op: BinaryOp,
        value: Expr,
        env: &Env,
    ) -> Option<Expr> {
        let before = match env.held(name) {
            Some(held) => held.clone(),
            None => self.expr(&build::name(name), env)?,
        };
        let lhs = kind::of(&before, env);
        let rhs = kind::of(&value, env);
        let can_change = |kind| matches!(kind, Kind::List | Kind::Dict | Kind::Set);
        match lhs {
            _ if can_change(lhs) || (lhs == Kind::Unknown && can_change(rhs)) => {
                return self.operator(env::in_place(op), vec![before, value]);
            }
            _ if lhs.is_fixed() || kind::of_binary(op, lhs, rhs).is_fixed() => {}
            _ => self.only_if(format!(
                "`{name}` is a number, a text or a tuple, since `{}=` changes a list in place",
                op.symbol()
            )),
        }
        Some(build::binary(op, before, value))
    }

    fn deletion(
        &mut self,
        what: &Phrase,
        rest: &[&Statement],
        env: &Env,
        end: &End,
    ) -> Option<Expr> {
        let ExprKind::Subscript(container, key) = &what.expr()?.kind else {
            return None;
        };
        let container = self.expr(container, env)?;
        let key = slice_value(self, key)?;
        let key = self.expr(&key, env)?;
        let deleted = self.operator("delitem", vec![container, key])?;
        self.effect(deleted, rest, env, end)
    }
}

/// A name that is held as a literal and that the statement reads.
fn needed(statement: &Statement, env: &Env) -> Option<Name> {
    let after = Names::new();
    let plain = match &statement.kind {
        StatementKind::Augmented(place, ..) => flow::plain_name(place.target.as_ref()),
        _ => None,
    };
    let mut read = flow::reads(&[statement], &after);
    let carried = match &statement.kind {
        StatementKind::For(for_) => flow::bound(&flow::steps(&for_.body)),
        StatementKind::While(_, body, _) => flow::bound(&flow::steps(body)),
        _ => Vec::new(),
    };
    let iterable = match &statement.kind {
        StatementKind::For(for_) => for_.iterable.expr().map(names::read).unwrap_or_default(),
        _ => Names::new(),
    };
    for name in carried {
        // A loop begins with the literal itself.
        if env.held(&name).is_some_and(env::is_constant) && !iterable.contains(&name) {
            read.remove(&name);
        }
    }
    if let Some(name) = plain
        && env.kind(name).is_fixed()
    {
        // The literal is written into the new value.
        read.remove(name);
        flow::own_exprs(statement, &mut |expr| read.extend(names::read(expr)));
    }
    read.into_iter().find(|name| env.held(name).is_some())
}

/// An index as a value: `a:b` as `slice(a, b)`.
fn slice_value(rewriter: &mut Rewriter<'_>, key: &Expr) -> Option<Expr> {
    let ExprKind::Slice(parts) = &key.kind else {
        let has_slices = matches!(&key.kind, ExprKind::Tuple(items)
            if items.iter().any(|item| matches!(item.kind, ExprKind::Slice(_))));
        return (!has_slices).then(|| key.clone());
    };
    let part = |part: &Option<Expr>| part.clone().unwrap_or_else(build::none);
    let mut arguments = vec![part(&parts.start), part(&parts.stop)];
    arguments.extend(parts.step.clone());
    Some(build::call(rewriter.builtin("slice")?, arguments))
}

fn has_attribute(target: &Target) -> bool {
    match &target.kind {
        TargetKind::Name(_) | TargetKind::Subscript(..) => false,
        TargetKind::Attribute(..) => true,
        TargetKind::Starred(inner) => has_attribute(inner),
        TargetKind::Tuple(targets) => targets.iter().any(has_attribute),
    }
}

/// Whether it is a call of `print`, whose value is `None`.
fn gives_none(value: &Expr, env: &Env) -> bool {
    match &value.kind {
        ExprKind::Call(callee, arguments) => {
            matches!(&callee.kind, ExprKind::Name(name) if &**name == "print" && env.is_builtin(name))
                && !arguments
                    .iter()
                    .any(|argument| matches!(argument, Argument::DoubleStar(_)))
        }
        _ => false,
    }
}

/// One value, or several as a tuple.
pub(super) fn one_or_tuple(mut values: Vec<Expr>) -> Expr {
    match (values.len(), values.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            values.extend(last);
            build::tuple(values)
        }
    }
}

/// Whether it makes no difference when the expression is evaluated: displays of names and literals.
pub(super) fn is_calm(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().all(is_calm),
        _ => env::is_plain(expr),
    }
}

/// Whether an annotation is made of the names of builtin types only, so that evaluating it would do nothing.
fn is_plain_annotation(annotation: &Phrase) -> bool {
    const TYPES: [&str; 12] = [
        "bool",
        "bytes",
        "complex",
        "dict",
        "float",
        "frozenset",
        "int",
        "list",
        "object",
        "set",
        "str",
        "tuple",
    ];
    let Some(expr) = annotation.expr() else {
        return false;
    };
    is_type(expr, &TYPES)
}

fn is_type(expr: &Expr, types: &[&str]) -> bool {
    match &expr.kind {
        ExprKind::Name(name) => types.contains(&&**name),
        ExprKind::Constant(_) => true,
        ExprKind::Subscript(base, item) => is_type(base, types) && is_type(item, types),
        ExprKind::Tuple(items) => items.iter().all(|item| is_type(item, types)),
        _ => false,
    }
}
