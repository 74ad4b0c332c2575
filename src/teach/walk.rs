//! Changing a syntax tree in place, part by part; the walk that only looks is `syntax::walk`.

use crate::syntax::ast::{
    Argument, Clause, ComprehensionKind, DictItem, Expr, ExprKind, FStringPart, Lambda, Target,
    TargetKind,
};

pub(super) use crate::syntax::walk::{When, argument, bound_names, params, parts};

/// Shows every direct part, to be changed.
pub(super) fn parts_mut(expr: &mut Expr, visit: &mut dyn FnMut(&mut Expr)) {
    match &mut expr.kind {
        ExprKind::Constant(_) | ExprKind::Name(_) => {}
        ExprKind::FString(parts) => string_parts_mut(parts, visit),
        ExprKind::Tuple(items)
        | ExprKind::List(items)
        | ExprKind::Set(items)
        | ExprKind::Bool(_, items) => items.iter_mut().for_each(visit),
        ExprKind::Dict(items) => {
            for item in items {
                match item {
                    DictItem::Pair(key, value) => {
                        visit(key);
                        visit(value);
                    }
                    DictItem::Unpack(mapping) => visit(mapping),
                }
            }
        }
        ExprKind::Starred(inner) | ExprKind::Unary(_, inner) | ExprKind::Attribute(inner, ..) => {
            visit(inner);
        }
        ExprKind::Comprehension(comprehension) => {
            comprehension.clauses.iter_mut().for_each(|clause| {
                visit(&mut clause.iterable);
                inside_clause_mut(clause, visit);
            });
            elements_mut(&mut comprehension.kind, visit);
        }
        ExprKind::Lambda(lambda) => {
            defaults_mut(lambda, visit);
            visit(&mut lambda.body);
        }
        ExprKind::Conditional(conditional) => {
            visit(&mut conditional.test);
            visit(&mut conditional.body);
            visit(&mut conditional.orelse);
        }
        ExprKind::Binary(_, lhs, rhs) | ExprKind::Subscript(lhs, rhs) => {
            visit(lhs);
            visit(rhs);
        }
        ExprKind::Compare(first, rest) => {
            visit(first);
            rest.iter_mut().for_each(|(_, operand)| visit(operand));
        }
        ExprKind::Call(callee, args) => {
            visit(callee);
            args.iter_mut().for_each(|arg| match arg {
                Argument::Positional(value)
                | Argument::Star(value)
                | Argument::Named(_, value, _)
                | Argument::DoubleStar(value) => visit(value),
            });
        }
        ExprKind::Slice(parts) => {
            [&mut parts.start, &mut parts.stop, &mut parts.step]
                .into_iter()
                .flatten()
                .for_each(visit);
        }
    }
}

fn string_parts_mut(parts: &mut [FStringPart], visit: &mut dyn FnMut(&mut Expr)) {
    for part in parts {
        if let FStringPart::Hole(hole) = part {
            visit(&mut hole.value);
            string_parts_mut(hole.spec.as_deref_mut().unwrap_or_default(), visit);
        }
    }
}

/// Shows the defaults of a lambda's parameters, which do not see the parameters.
pub(super) fn defaults_mut(lambda: &mut Lambda, visit: &mut dyn FnMut(&mut Expr)) {
    let params = &mut lambda.params;
    (params.positional_only.iter_mut())
        .chain(&mut params.positional)
        .chain(&mut params.keyword_only)
        .filter_map(|param| param.default.as_mut())
        .for_each(visit);
}

/// Shows what of a clause sees its variables: the target's own expressions and the conditions.
pub(super) fn inside_clause_mut(clause: &mut Clause, visit: &mut dyn FnMut(&mut Expr)) {
    target_parts_mut(&mut clause.target, visit);
    clause.conditions.iter_mut().for_each(visit);
}

fn target_parts_mut(target: &mut Target, visit: &mut dyn FnMut(&mut Expr)) {
    match &mut target.kind {
        TargetKind::Name(_) => {}
        TargetKind::Tuple(targets) => {
            targets
                .iter_mut()
                .for_each(|target| target_parts_mut(target, visit));
        }
        TargetKind::Starred(inner) => target_parts_mut(inner, visit),
        TargetKind::Subscript(value, key) => {
            visit(value);
            visit(key);
        }
        TargetKind::Attribute(value, _) => visit(value),
    }
}

/// Shows what a comprehension yields.
pub(super) fn elements_mut(kind: &mut ComprehensionKind, visit: &mut dyn FnMut(&mut Expr)) {
    match kind {
        ComprehensionKind::List(element)
        | ComprehensionKind::Set(element)
        | ComprehensionKind::Generator(element) => visit(element),
        ComprehensionKind::Dict(key, value) => {
            visit(key);
            visit(value);
        }
    }
}
