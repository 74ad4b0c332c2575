//! The names in an expression: which it reads, which it keeps for later, and names that nobody has.

use std::collections::BTreeSet;

use crate::syntax::ast::{ComprehensionKind, Expr, ExprKind, Name, Target, TargetKind};
use crate::teach::walk::{self, When};

/// A set of names.
pub(super) type Names = BTreeSet<Name>;

/// Functions that are done with what they are given when they return.
const EAGER: [&str; 18] = [
    "all",
    "any",
    "bytes",
    "dict",
    "frozenset",
    "len",
    "list",
    "max",
    "min",
    "next",
    "print",
    "reduce",
    "repr",
    "set",
    "sorted",
    "str",
    "sum",
    "tuple",
];
/// Functions that are as eager as the one around them.
const PASSING: [&str; 8] = [
    "enumerate",
    "filter",
    "islice",
    "map",
    "reversed",
    "takewhile",
    "dropwhile",
    "zip",
];

/// The names that an expression reads and does not bind itself.
pub(super) fn read(expr: &Expr) -> Names {
    let mut names = Names::new();
    each_free(expr, &mut |name, _| {
        names.insert(name.clone());
    });
    names
}

/// The names that are still read after the expression has its value: by a lambda, by a generator.
pub(super) fn kept(expr: &Expr) -> Names {
    let mut names = Names::new();
    each_free(expr, &mut |name, later| {
        if later {
            names.insert(name.clone());
        }
    });
    names
}

/// Shows every free name, and whether it is read after the expression has its value.
pub(super) fn each_free(expr: &Expr, see: &mut dyn FnMut(&Name, bool)) {
    free(expr, &mut Vec::new(), Reading::default(), see);
}

#[derive(Clone, Copy, Default)]
struct Reading {
    /// Within a lambda or a generator that outlives the expression.
    later: bool,
    /// Within the arguments of a function that keeps nothing.
    eager: bool,
}

fn free(expr: &Expr, hidden: &mut Vec<Name>, reading: Reading, see: &mut dyn FnMut(&Name, bool)) {
    let plain = Reading {
        eager: false,
        ..reading
    };
    match &expr.kind {
        ExprKind::Name(name) => {
            if !hidden.contains(name) {
                see(name, reading.later);
            }
        }
        ExprKind::Call(callee, arguments) => {
            let called = Reading {
                eager: matches!(callee.kind, ExprKind::Lambda(_)),
                ..reading
            };
            free(callee, hidden, called, see);
            let given = Reading {
                eager: is_eager(callee, reading.eager),
                ..reading
            };
            for argument in arguments {
                free(walk::argument(argument), hidden, given, see);
            }
        }
        ExprKind::Lambda(lambda) => {
            let outer = hidden.len();
            let names = walk::params(&lambda.params).map(|param| param.name.clone());
            let inner = Reading {
                later: reading.later || !reading.eager,
                eager: false,
            };
            for default in walk::params(&lambda.params).filter_map(|param| param.default.as_ref()) {
                free(default, hidden, plain, see);
            }
            hidden.extend(names);
            free(&lambda.body, hidden, inner, see);
            hidden.truncate(outer);
        }
        ExprKind::Comprehension(comprehension) => {
            let lazy = matches!(comprehension.kind, ComprehensionKind::Generator(_));
            let inner = Reading {
                later: reading.later || (lazy && !reading.eager),
                eager: false,
            };
            let names = walk::bound_names(&comprehension.clauses);
            walk::parts(expr, &mut |part, when| match when {
                When::Now => free(part, hidden, plain, see),
                When::Later => {
                    let outer = hidden.len();
                    hidden.extend(names.iter().cloned());
                    free(part, hidden, inner, see);
                    hidden.truncate(outer);
                }
            });
        }
        _ => walk::parts(expr, &mut |part, _| free(part, hidden, plain, see)),
    }
}

fn is_eager(callee: &Expr, around: bool) -> bool {
    match &callee.kind {
        ExprKind::Name(name) if PASSING.contains(&&**name) => around,
        ExprKind::Name(name) => EAGER.contains(&&**name),
        ExprKind::Attribute(_, name, _) => &**name == "join",
        _ => false,
    }
}

/// Every name in an expression, those that it binds included.
pub(super) fn mentioned(expr: &Expr, names: &mut Names) {
    match &expr.kind {
        ExprKind::Name(name) => {
            names.insert(name.clone());
        }
        ExprKind::Lambda(lambda) => {
            names.extend(walk::params(&lambda.params).map(|param| param.name.clone()));
        }
        ExprKind::Comprehension(comprehension) => {
            names.extend(walk::bound_names(&comprehension.clauses));
        }
        _ => {}
    }
    walk::parts(expr, &mut |part, _| mentioned(part, names));
}

/// The names that an expression binds within itself.
pub(super) fn bound_within(expr: &Expr, names: &mut Names) {
    match &expr.kind {
        ExprKind::Lambda(lambda) => {
            names.extend(walk::params(&lambda.params).map(|param| param.name.clone()));
        }
        ExprKind::Comprehension(comprehension) => {
            names.extend(walk::bound_names(&comprehension.clauses));
        }
        _ => {}
    }
    walk::parts(expr, &mut |part, _| bound_within(part, names));
}

/// The names that a target binds, in order; with repetitions.
pub(super) fn of_target(target: &Target) -> Vec<Name> {
    match &target.kind {
        TargetKind::Name(name) => vec![name.clone()],
        TargetKind::Tuple(targets) => targets.iter().flat_map(of_target).collect(),
        TargetKind::Starred(inner) => of_target(inner),
        TargetKind::Subscript(..) | TargetKind::Attribute(..) => Vec::new(),
    }
}

/// The expressions within a target: `d` and `k` of `d[k]`.
pub(super) fn parts_of_target<'a>(target: &'a Target, see: &mut dyn FnMut(&'a Expr)) {
    match &target.kind {
        TargetKind::Name(_) => {}
        TargetKind::Tuple(targets) => {
            targets
                .iter()
                .for_each(|target| parts_of_target(target, see));
        }
        TargetKind::Starred(inner) => parts_of_target(inner, see),
        TargetKind::Subscript(value, key) => {
            see(value);
            see(key);
        }
        TargetKind::Attribute(value, _) => see(value),
    }
}

/// `base`, or `base2`, `base3`, …, whichever is not taken; it is taken from then on.
pub(super) fn fresh(base: &str, taken: &mut Names) -> Name {
    let mut name = Name::from(base);
    let mut number = 2_usize;
    while taken.contains(&name) {
        name = Name::from(format!("{base}{number}"));
        number += 1;
    }
    taken.insert(name.clone());
    name
}
