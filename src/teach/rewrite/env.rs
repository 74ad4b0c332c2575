//! What is known of the names at one place of a program.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::flow;
use super::kind::Kind;
use super::names::Names;
use crate::syntax::ast::{BinaryOp, Constant, Expr, ExprKind, Name, UnaryOp};
use crate::teach::statement::Statement;

/// One scope: the program, or the body of a function.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// Every name that it binds anywhere.
    pub(super) bound: Names,
    /// Whether a name that it binds cannot come from elsewhere.
    pub(super) is_function: bool,
}

impl Scope {
    /// The scope of these statements; none where a name changes that a function or a generator keeps, since what is
    /// kept there would not change with it.
    pub(super) fn of(steps: &[&Statement], params: &[Name], is_function: bool) -> Option<Scope> {
        let mut times: BTreeMap<Name, usize> = BTreeMap::new();
        for name in params {
            *times.entry(name.clone()).or_default() += 1;
        }
        flow::each_bound(steps, false, &mut |name, in_loop| {
            *times.entry(name.clone()).or_default() += if in_loop { 2 } else { 1 };
        });
        let kept = flow::kept(steps);
        if kept
            .iter()
            .any(|name| times.get(name).is_some_and(|times| *times > 1))
        {
            return None;
        }
        Some(Scope {
            bound: times.into_keys().collect(),
            is_function,
        })
    }
}

/// What is known of a name that is bound here.
#[derive(Clone, Debug, Default)]
struct Known {
    kind: Kind,
    /// The literal that it was bound to, which no expression reads yet.
    held: Option<Expr>,
}

/// The names at one place.
#[derive(Clone, Debug, Default)]
pub(super) struct Env {
    /// The scope of the place.
    pub(super) scope: Rc<Scope>,
    known: BTreeMap<Name, Known>,
    /// Names of scopes around that are not bound yet where a function was made.
    pub(super) unborn: Names,
    /// What takes the place of names: `math.sqrt` that of `sqrt`.
    pub(super) replaced: Vec<(Name, Expr)>,
    /// Functions that are given themselves as first argument.
    pub(super) selves: Names,
    /// Names that the program has read by now without having bound them.
    pub(super) seen: Names,
}

impl Env {
    /// The names at the start of a scope.
    pub(super) fn new(scope: Scope) -> Self {
        Env {
            scope: Rc::new(scope),
            ..Env::default()
        }
    }

    /// The names at the start of a function's body, where those around it are as here.
    pub(super) fn within(&self, scope: Scope, params: &[Name]) -> Self {
        let mut inner = self.clone();
        let unborn = self
            .scope
            .bound
            .iter()
            .filter(|name| !self.known.contains_key(*name));
        inner.unborn.extend(unborn.cloned());
        inner.known.retain(|name, _| !scope.bound.contains(name));
        inner
            .replaced
            .retain(|(name, _)| !scope.bound.contains(name));
        inner.selves.retain(|name| !scope.bound.contains(name));
        inner.unborn.retain(|name| !scope.bound.contains(name));
        inner.scope = Rc::new(scope);
        for name in params {
            inner.bind(name, Kind::Unknown);
        }
        inner
    }

    /// The name has a value from here on.
    pub(super) fn bind(&mut self, name: &Name, kind: Kind) {
        self.unreplace(name);
        let known = Known { kind, held: None };
        self.known.insert(name.clone(), known);
    }

    /// The names have values from here on.
    pub(super) fn bind_all<'n>(&mut self, names: impl IntoIterator<Item = &'n Name>) {
        names
            .into_iter()
            .for_each(|name| self.bind(name, Kind::Unknown));
    }

    /// The name is bound to a literal that is written where it is first needed.
    pub(super) fn hold(&mut self, name: &Name, kind: Kind, literal: Expr) {
        self.unreplace(name);
        let held = Some(literal);
        self.known.insert(name.clone(), Known { kind, held });
    }

    /// An expression stands for the name from here on.
    pub(super) fn replace(&mut self, name: &Name, expr: Expr) {
        self.unreplace(name);
        self.known.insert(name.clone(), Known::default());
        self.replaced.push((name.clone(), expr));
    }

    fn unreplace(&mut self, name: &Name) {
        self.replaced.retain(|(replaced, _)| replaced != name);
        self.selves.remove(name);
    }

    /// The literal that a name is held as.
    pub(super) fn held(&self, name: &Name) -> Option<&Expr> {
        self.known.get(name)?.held.as_ref()
    }

    /// The literal that a name is held as, which is written now.
    pub(super) fn release(&mut self, name: &Name) -> Option<Expr> {
        self.known.get_mut(name)?.held.take()
    }

    /// Whether the name was bound on the way here.
    pub(super) fn knows(&self, name: &Name) -> bool {
        self.known.contains_key(name)
    }

    /// What is known of the name's value.
    pub(super) fn kind(&self, name: &Name) -> Kind {
        self.known
            .get(name)
            .map_or(Kind::Unknown, |known| known.kind)
    }

    /// Whether the name is nobody's but the language's.
    pub(super) fn is_builtin(&self, name: &Name) -> bool {
        !self.knows(name) && !self.scope.bound.contains(name) && !self.unborn.contains(name)
    }
}

/// Whether a value may be written later, or twice, than it was computed.
pub(super) fn is_literal(value: &Expr, env: &Env) -> bool {
    match &value.kind {
        ExprKind::List(items) => items.is_empty(),
        ExprKind::Dict(items) => items.is_empty(),
        ExprKind::Call(callee, arguments) => {
            let empty = |name: &Name| matches!(&**name, "set" | "list" | "dict");
            arguments.is_empty()
                && matches!(&callee.kind, ExprKind::Name(name) if empty(name) && env.is_builtin(name))
        }
        _ => is_constant(value),
    }
}

/// Whether it is a literal that cannot change.
pub(super) fn is_constant(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Constant(_) => true,
        ExprKind::Unary(UnaryOp::Neg, inner) => matches!(
            inner.kind,
            ExprKind::Constant(Constant::Int(_) | Constant::Float(_))
        ),
        _ => false,
    }
}

/// Whether it has no effect and cannot fail where its name has a value.
pub(super) fn is_plain(value: &Expr) -> bool {
    is_constant(value) || matches!(value.kind, ExprKind::Name(_))
}

/// The function of `operator` that does what `op=` does.
pub(super) fn in_place(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "iadd",
        BinaryOp::Sub => "isub",
        BinaryOp::Mul => "imul",
        BinaryOp::MatMul => "imatmul",
        BinaryOp::Div => "itruediv",
        BinaryOp::FloorDiv => "ifloordiv",
        BinaryOp::Mod => "imod",
        BinaryOp::Pow => "ipow",
        BinaryOp::Shl => "ilshift",
        BinaryOp::Shr => "irshift",
        BinaryOp::And => "iand",
        BinaryOp::Xor => "ixor",
        BinaryOp::Or => "ior",
    }
}
