//! Loops that fill a new list, set or dict, as comprehensions.

use super::build;
use super::env::Env;
use super::flow;
use super::kind::{self, Kind};
use super::letting::{is_calm, one_or_tuple};
use super::names::{self, Names};
use super::rewriter::{End, Gives, Rewriter};
use crate::syntax::ast::{
    Argument, BinaryOp, ComprehensionKind, Expr, ExprKind, Name, Target, TargetKind,
};
use crate::teach::statement::{For, Statement, StatementKind};

/// What one round puts into a collection.
enum Element {
    /// `out.append(x)`, `out.add(x)`
    One(Expr),
    /// `out.extend(xs)`, `out += xs`
    Many(Expr),
    /// `out[k] = v`
    Pair(Expr, Expr),
}

impl Rewriter<'_> {
    /// The loop as a comprehension, where it does nothing but to fill a collection that is empty before, and what
    /// follows.
    pub(super) fn collection(
        &mut self,
        for_: &For,
        rest: &[&Statement],
        env: &Env,
        end: &End,
    ) -> Option<Expr> {
        let round = self.round(for_, env)?;
        let body = round.body.clone();
        if for_.is_async || flow::breaks(&body) || flow::returns(&body) {
            return None;
        }
        let rest = match &for_.orelse {
            Some(orelse) => flow::joined(orelse, rest),
            None => rest.to_vec(),
        };
        let name = self.filled(for_, env)?;
        let kind = env.kind(&name);
        let targets = names::of_target(for_.target.target.as_ref()?);
        let after = flow::reads(&rest, &end.names());
        let state = super::loops::state(&body, &targets, None, after)?;
        if state.names.iter().any(|state| *state != name) || targets.contains(&name) {
            return None;
        }
        let mut peeled = self.peel(&round, env, &Names::from([name.clone()]))?;
        let filled = self.element(&name, kind, &peeled.leaf.clone(), &peeled.env)?;
        let kind = match (filled, kind) {
            (Element::One(element), Kind::List) => ComprehensionKind::List(element),
            (Element::One(element), Kind::Set) => ComprehensionKind::Set(element),
            (Element::Pair(key, value), Kind::Dict) => ComprehensionKind::Dict(key, value),
            (Element::Many(items), Kind::List | Kind::Set) => {
                let item = self.fresh("item");
                let each = build::target(std::slice::from_ref(&item));
                peeled.clauses.push(build::clause(each, items));
                match kind {
                    Kind::List => ComprehensionKind::List(build::name(&item)),
                    _ => ComprehensionKind::Set(build::name(&item)),
                }
            }
            _ => return None,
        };
        let value = build::comprehension(kind, peeled.clauses);
        let mut inner = env.clone();
        inner.bind(&name, kind::of(&value, env));
        let rest = self.block(&rest, &inner, end)?;
        Some(build::let_(&name, value, rest))
    }

    /// The one name that is held as an empty collection and that the loop reads.
    fn filled(&self, for_: &For, env: &Env) -> Option<Name> {
        let iterable = names::read(for_.iterable.expr()?);
        let body = flow::steps(&for_.body);
        let mut read = flow::reads(&body, &Names::new());
        read.extend(iterable.iter().cloned());
        let mut held = read.into_iter().filter(|name| env.held(name).is_some());
        let name = held.next()?;
        let only = held.next().is_none() && !iterable.contains(&name);
        let is_new = matches!(env.kind(&name), Kind::List | Kind::Set | Kind::Dict);
        (only && is_new).then_some(name)
    }

    /// What the leaf of a loop puts into the collection of that name.
    fn element(
        &mut self,
        name: &Name,
        kind: Kind,
        leaf: &[&Statement],
        env: &Env,
    ) -> Option<Element> {
        let (last, before) = leaf.split_last()?;
        if !before.is_empty() {
            return self.element_after(name, kind, before, last, env);
        }
        match &last.kind {
            StatementKind::Expression(value) => {
                let ExprKind::Call(callee, arguments) = &value.expr()?.kind else {
                    return None;
                };
                let ExprKind::Attribute(container, method, _) = &callee.kind else {
                    return None;
                };
                let ([Argument::Positional(item)], true) =
                    (arguments.as_slice(), is_name(container, name))
                else {
                    return None;
                };
                let item = self.apart(name, item, env)?;
                match (kind, &**method) {
                    (Kind::List, "append") | (Kind::Set, "add") => Some(Element::One(item)),
                    (Kind::List, "extend") => Some(Element::Many(item)),
                    _ => None,
                }
            }
            StatementKind::Augmented(place, BinaryOp::Add, value)
                if kind == Kind::List && flow::plain_name(place.target.as_ref()) == Some(name) =>
            {
                let items = self.apart(name, value.expr()?, env)?;
                match items.kind {
                    ExprKind::List(items) if !items.iter().any(build::is_starred) => {
                        match items.len() {
                            1 => Some(Element::One(one_or_tuple(items))),
                            _ => Some(Element::Many(build::list(items))),
                        }
                    }
                    kind => Some(Element::Many(build::node(kind))),
                }
            }
            StatementKind::Assignment(places, value) if kind == Kind::Dict => {
                let [place] = places.as_slice() else {
                    return None;
                };
                let (container, key) = subscript(place.target.as_ref()?)?;
                if !is_name(container, name) {
                    return None;
                }
                let key = self.apart(name, key, env)?;
                let value = self.apart(name, value.expr()?, env)?;
                // A dict display computes the key first, an assignment the value.
                (is_calm(&key) || is_calm(&value)).then_some(Element::Pair(key, value))
            }
            StatementKind::If(tests, Some(orelse)) => {
                let [(test, body)] = tests.as_slice() else {
                    return None;
                };
                let test = self.apart(name, test.expr()?, env)?;
                let first = self.element(name, kind, &flow::steps(body), env)?;
                let second = self.element(name, kind, &flow::steps(orelse), env)?;
                match (first, second) {
                    (Element::One(first), Element::One(second)) => {
                        Some(Element::One(build::conditional(test, first, second)))
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// An element that stands behind other statements, which are done first.
    fn element_after(
        &mut self,
        name: &Name,
        kind: Kind,
        before: &[&Statement],
        last: &Statement,
        env: &Env,
    ) -> Option<Element> {
        if flow::reads(before, &Names::new()).contains(name) || flow::jumps(before) {
            return None;
        }
        // The element is looked at once where it stands, and once more behind what is done before it.
        let mut behind = env.clone();
        behind.bind_all(&flow::bound(before));
        let Element::One(_) = self.element(name, kind, &[last], &behind)? else {
            return None;
        };
        let StatementKind::Expression(value) = &last.kind else {
            return None;
        };
        let ExprKind::Call(_, arguments) = &value.expr()?.kind else {
            return None;
        };
        let [Argument::Positional(item)] = arguments.as_slice() else {
            return None;
        };
        let end = End::of(Gives::Value(item.clone()));
        self.block(before, env, &end).map(Element::One)
    }

    /// An expression that does not read the collection.
    fn apart(&mut self, name: &Name, expr: &Expr, env: &Env) -> Option<Expr> {
        if names::read(expr).contains(name) {
            return None;
        }
        self.expr(expr, env)
    }
}

fn is_name(expr: &Expr, name: &Name) -> bool {
    matches!(&expr.kind, ExprKind::Name(read) if read == name)
}

fn subscript(target: &Target) -> Option<(&Expr, &Expr)> {
    match &target.kind {
        TargetKind::Subscript(container, key) => Some((container, key)),
        TargetKind::Name(_)
        | TargetKind::Tuple(_)
        | TargetKind::Starred(_)
        | TargetKind::Attribute(..) => None,
    }
}
