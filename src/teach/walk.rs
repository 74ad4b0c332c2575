//! Going through a syntax tree: the parts of an expression, and when they are evaluated.

use crate::syntax::ast::{
    Argument, Clause, Comprehension, ComprehensionKind, DictItem, Expr, ExprKind, FStringPart,
    Lambda, Name, Param, Params, Target, TargetKind,
};

/// When a part of an expression is evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// `a` of `a + b`: as part of the expression itself, at most once.
    Now,
    /// `a` of `lambda: a`, or of `[a for x in xs]`: by a call, or for each item.
    Later,
}

/// Shows every direct part, in the order of the text's evaluation.
pub(super) fn parts<'a>(expr: &'a Expr, visit: &mut dyn FnMut(&'a Expr, When)) {
    use When::{Later, Now};
    match &expr.kind {
        ExprKind::Constant(_) | ExprKind::Name(_) => {}
        ExprKind::FString(parts) => string_parts(parts, visit),
        ExprKind::Tuple(items)
        | ExprKind::List(items)
        | ExprKind::Set(items)
        | ExprKind::Bool(_, items) => items.iter().for_each(|item| visit(item, Now)),
        ExprKind::Dict(items) => {
            for item in items {
                match item {
                    DictItem::Pair(key, value) => {
                        visit(key, Now);
                        visit(value, Now);
                    }
                    DictItem::Unpack(mapping) => visit(mapping, Now),
                }
            }
        }
        ExprKind::Starred(inner) | ExprKind::Unary(_, inner) | ExprKind::Attribute(inner, ..) => {
            visit(inner, Now);
        }
        ExprKind::Comprehension(comprehension) => comprehension_parts(comprehension, visit),
        ExprKind::Lambda(lambda) => {
            for default in params(&lambda.params).filter_map(|param| param.default.as_ref()) {
                visit(default, Now);
            }
            visit(&lambda.body, Later);
        }
        ExprKind::Conditional(conditional) => {
            visit(&conditional.test, Now);
            visit(&conditional.body, Now);
            visit(&conditional.orelse, Now);
        }
        ExprKind::Binary(_, lhs, rhs) | ExprKind::Subscript(lhs, rhs) => {
            visit(lhs, Now);
            visit(rhs, Now);
        }
        ExprKind::Compare(first, rest) => {
            visit(first, Now);
            rest.iter().for_each(|(_, operand)| visit(operand, Now));
        }
        ExprKind::Call(callee, args) => {
            visit(callee, Now);
            args.iter().for_each(|arg| visit(argument(arg), Now));
        }
        ExprKind::Slice(parts) => {
            [&parts.start, &parts.stop, &parts.step]
                .into_iter()
                .flatten()
                .for_each(|part| visit(part, Now));
        }
    }
}

/// The expression of an argument.
pub(super) fn argument(arg: &Argument) -> &Expr {
    match arg {
        Argument::Positional(value)
        | Argument::Star(value)
        | Argument::Named(_, value, _)
        | Argument::DoubleStar(value) => value,
    }
}

fn comprehension_parts<'a>(
    comprehension: &'a Comprehension,
    visit: &mut dyn FnMut(&'a Expr, When),
) {
    for (position, clause) in comprehension.clauses.iter().enumerate() {
        let when = if position == 0 {
            When::Now
        } else {
            When::Later
        };
        visit(&clause.iterable, when);
        target_parts(&clause.target, visit);
        clause
            .conditions
            .iter()
            .for_each(|test| visit(test, When::Later));
    }
    match &comprehension.kind {
        ComprehensionKind::List(element)
        | ComprehensionKind::Set(element)
        | ComprehensionKind::Generator(element) => visit(element, When::Later),
        ComprehensionKind::Dict(key, value) => {
            visit(key, When::Later);
            visit(value, When::Later);
        }
    }
}

fn target_parts<'a>(target: &'a Target, visit: &mut dyn FnMut(&'a Expr, When)) {
    match &target.kind {
        TargetKind::Name(_) => {}
        TargetKind::Tuple(targets) => {
            targets
                .iter()
                .for_each(|target| target_parts(target, visit));
        }
        TargetKind::Starred(inner) => target_parts(inner, visit),
        TargetKind::Subscript(value, key) => {
            visit(value, When::Later);
            visit(key, When::Later);
        }
        TargetKind::Attribute(value, _) => visit(value, When::Later),
    }
}

fn string_parts<'a>(parts: &'a [FStringPart], visit: &mut dyn FnMut(&'a Expr, When)) {
    for part in parts {
        if let FStringPart::Hole(hole) = part {
            visit(&hole.value, When::Now);
            string_parts(hole.spec.as_deref().unwrap_or_default(), visit);
        }
    }
}

/// The parameters of a lambda, in the order of the slots of its frame.
pub(super) fn params(params: &Params) -> impl Iterator<Item = &Param> {
    (params.positional_only.iter())
        .chain(&params.positional)
        .chain(&params.rest)
        .chain(&params.keyword_only)
        .chain(&params.options)
}

/// The names that the targets of these clauses bind, each once, in the order of the slots of the frame.
pub(super) fn bound_names(clauses: &[Clause]) -> Vec<Name> {
    let mut names = Vec::new();
    for clause in clauses {
        target_names(&clause.target, &mut names);
    }
    names
}

fn target_names(target: &Target, names: &mut Vec<Name>) {
    match &target.kind {
        TargetKind::Name(name) => {
            if !names.contains(name) {
                names.push(Name::clone(name));
            }
        }
        TargetKind::Tuple(targets) => {
            targets
                .iter()
                .for_each(|target| target_names(target, names));
        }
        TargetKind::Starred(inner) => target_names(inner, names),
        TargetKind::Subscript(..) | TargetKind::Attribute(..) => {}
    }
}

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
