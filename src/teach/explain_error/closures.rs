//! Functions made in a comprehension that all see the last value of its name.

use crate::host::Exception;
use crate::syntax::ast::{
    Argument, Clause, Comprehension, ComprehensionKind, DictItem, Expr, ExprKind, FStringPart,
    Lambda, Name, Target, TargetKind,
};
use crate::syntax::{Span, parse, with_room};

/// Help where the exception was raised in a lambda that shares a comprehension's name with its siblings.
pub(super) fn shared_name(exception: &Exception, longest: usize) -> Option<String> {
    let place = exception.place.as_ref()?;
    if place.source.len() > longest || exception.calls.is_empty() {
        return None;
    }
    let tree = parse(&place.source).ok()?;
    let name = with_room(tree.depth(), || {
        let mut search = Search {
            place: place.span,
            names: Vec::new(),
            shared: None,
        };
        search.expr(tree.root());
        search.shared
    })?;
    Some(format!(
        "all the functions share one `{name}`, which stands for its last value; write `lambda {name}={name}: ...`"
    ))
}

/// A walk down to a place, with the names of the comprehensions on the way.
struct Search {
    place: Span,
    /// What the comprehensions around bind, as far as no lambda takes the name over.
    names: Vec<Name>,
    shared: Option<Name>,
}

impl Search {
    fn expr(&mut self, expr: &Expr) {
        let inside = expr.span.start <= self.place.start && self.place.end <= expr.span.end;
        if !inside {
            return;
        }
        match &expr.kind {
            ExprKind::Lambda(lambda) => self.lambda(lambda),
            ExprKind::Comprehension(comprehension) => self.comprehension(comprehension),
            ExprKind::Constant(_) | ExprKind::Name(_) => {}
            ExprKind::FString(parts) => {
                for part in parts {
                    if let FStringPart::Hole(hole) = part {
                        self.expr(&hole.value);
                    }
                }
            }
            ExprKind::Tuple(items) | ExprKind::List(items) | ExprKind::Set(items) => {
                items.iter().for_each(|item| self.expr(item));
            }
            ExprKind::Bool(_, items) => items.iter().for_each(|item| self.expr(item)),
            ExprKind::Dict(items) => {
                for item in items {
                    match item {
                        DictItem::Pair(key, value) => {
                            self.expr(key);
                            self.expr(value);
                        }
                        DictItem::Unpack(value) => self.expr(value),
                    }
                }
            }
            ExprKind::Starred(inner)
            | ExprKind::Unary(_, inner)
            | ExprKind::Attribute(inner, ..) => self.expr(inner),
            ExprKind::Conditional(conditional) => {
                self.expr(&conditional.test);
                self.expr(&conditional.body);
                self.expr(&conditional.orelse);
            }
            ExprKind::Binary(_, left, right) | ExprKind::Subscript(left, right) => {
                self.expr(left);
                self.expr(right);
            }
            ExprKind::Compare(first, rest) => {
                self.expr(first);
                rest.iter().for_each(|(_, operand)| self.expr(operand));
            }
            ExprKind::Call(function, arguments) => {
                self.expr(function);
                for argument in arguments {
                    match argument {
                        Argument::Positional(value)
                        | Argument::Star(value)
                        | Argument::Named(_, value, _)
                        | Argument::DoubleStar(value) => self.expr(value),
                    }
                }
            }
            ExprKind::Slice(parts) => {
                for part in [&parts.start, &parts.stop, &parts.step]
                    .into_iter()
                    .flatten()
                {
                    self.expr(part);
                }
            }
        }
    }

    fn comprehension(&mut self, comprehension: &Comprehension) {
        for clause in &comprehension.clauses {
            self.clause(clause);
        }
        match &comprehension.kind {
            ComprehensionKind::List(element) | ComprehensionKind::Set(element) => {
                self.expr(element);
            }
            ComprehensionKind::Dict(key, value) => {
                self.expr(key);
                self.expr(value);
            }
            // A generator makes its functions one by one, and each may be called before the next.
            ComprehensionKind::Generator(_) => {}
        }
    }

    fn clause(&mut self, clause: &Clause) {
        self.expr(&clause.iterable);
        self.target(&clause.target);
        clause.conditions.iter().for_each(|one| self.expr(one));
    }

    fn target(&mut self, target: &Target) {
        match &target.kind {
            TargetKind::Name(name) => self.names.push(name.clone()),
            TargetKind::Tuple(targets) => targets.iter().for_each(|one| self.target(one)),
            TargetKind::Starred(inner) => self.target(inner),
            TargetKind::Subscript(..) | TargetKind::Attribute(..) => {}
        }
    }

    /// In a lambda's body, a comprehension's name that is no parameter is shared.
    fn lambda(&mut self, lambda: &Lambda) {
        let params = &lambda.params;
        let own = (params.positional_only.iter())
            .chain(&params.positional)
            .chain(&params.rest)
            .chain(&params.keyword_only)
            .chain(&params.options);
        let own: Vec<&Name> = own.map(|param| &param.name).collect();
        self.names.retain(|name| !own.contains(&name));
        let body = lambda.body.span;
        let inside = body.start <= self.place.start && self.place.end <= body.end;
        if inside && self.shared.is_none() {
            self.shared = (self.names.iter())
                .find(|name| mentions(&lambda.body, name, self.place))
                .cloned();
        }
        self.expr(&lambda.body);
    }
}

/// Whether the sub-expression at `place` is or directly holds the name.
fn mentions(expr: &Expr, name: &Name, place: Span) -> bool {
    let mut stack = vec![expr];
    while let Some(expr) = stack.pop() {
        let inside = place.start <= expr.span.start && expr.span.end <= place.end;
        match &expr.kind {
            ExprKind::Name(other) if inside && other == name => return true,
            ExprKind::Binary(_, left, right) | ExprKind::Subscript(left, right) => {
                stack.extend([&**left, &**right]);
            }
            ExprKind::Unary(_, inner) | ExprKind::Attribute(inner, ..) => stack.push(inner),
            ExprKind::Call(function, arguments) => {
                stack.push(function);
                for argument in arguments {
                    match argument {
                        Argument::Positional(value)
                        | Argument::Star(value)
                        | Argument::Named(_, value, _)
                        | Argument::DoubleStar(value) => stack.push(value),
                    }
                }
            }
            ExprKind::Compare(first, rest) => {
                stack.push(first);
                stack.extend(rest.iter().map(|(_, operand)| operand));
            }
            ExprKind::Conditional(conditional) => {
                stack.extend([&conditional.test, &conditional.body, &conditional.orelse]);
            }
            ExprKind::Bool(_, items)
            | ExprKind::Tuple(items)
            | ExprKind::List(items)
            | ExprKind::Set(items) => stack.extend(items),
            ExprKind::Name(_)
            | ExprKind::Constant(_)
            | ExprKind::FString(_)
            | ExprKind::Dict(_)
            | ExprKind::Starred(_)
            | ExprKind::Comprehension(_)
            | ExprKind::Lambda(_)
            | ExprKind::Slice(_) => {}
        }
    }
    false
}
