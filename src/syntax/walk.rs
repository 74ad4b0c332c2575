//! Going through a tree without caring for every kind: the parts of an expression, and when they are evaluated.
//!
//! Who treats a kind in its own way matches it first, and leaves the others to [`parts`].

use super::ast::{
    Argument, Clause, Comprehension, ComprehensionKind, DictItem, Expr, ExprKind, FStringPart,
    Name, Param, Params, Target, TargetKind,
};

/// When a part of an expression is evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// `a` of `a + b`: as part of the expression itself, at most once.
    Now,
    /// `a` of `lambda: a`, or of `[a for x in xs]`: by a call, or for each item.
    Later,
}

/// Shows every direct part, in the order of the text's evaluation.
pub(crate) fn parts<'a>(expr: &'a Expr, visit: &mut dyn FnMut(&'a Expr, When)) {
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
pub(crate) fn argument(arg: &Argument) -> &Expr {
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
pub(crate) fn params(params: &Params) -> impl Iterator<Item = &Param> {
    (params.positional_only.iter())
        .chain(&params.positional)
        .chain(&params.rest)
        .chain(&params.keyword_only)
        .chain(&params.options)
}

/// The names that the targets of these clauses bind, each once, in the order of the slots of the frame.
pub(crate) fn bound_names(clauses: &[Clause]) -> Vec<Name> {
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
