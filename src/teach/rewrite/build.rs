//! Expressions made by a rewrite, which stand nowhere in a source.

use crate::syntax::Span;
use crate::syntax::ast::{
    Argument, BinaryOp, BoolOp, Clause, CompareOp, Comprehension, ComprehensionKind, Conditional,
    Constant, Expr, ExprKind, Lambda, Name, Param, Params, Target, TargetKind, UnaryOp,
};

/// An expression of that kind.
pub(super) fn node(kind: ExprKind) -> Expr {
    Expr {
        kind,
        span: Span::default(),
    }
}

/// `None`
pub(super) fn none() -> Expr {
    node(ExprKind::Constant(Constant::None))
}

/// `1`
pub(super) fn int(value: i64) -> Expr {
    node(ExprKind::Constant(Constant::Int(value)))
}

/// `'text'`
pub(super) fn text(value: &str) -> Expr {
    node(ExprKind::Constant(Constant::Str(value.into())))
}

/// `name`
pub(super) fn name(name: &Name) -> Expr {
    node(ExprKind::Name(name.clone()))
}

/// `(a, b)`; one name stands for itself.
pub(super) fn names(names: &[Name]) -> Expr {
    match names {
        [only] => name(only),
        several => tuple(several.iter().map(name).collect()),
    }
}

/// `(a, b)`
pub(super) fn tuple(items: Vec<Expr>) -> Expr {
    node(ExprKind::Tuple(items))
}

/// `[a]`
pub(super) fn list(items: Vec<Expr>) -> Expr {
    node(ExprKind::List(items))
}

/// `value.name`
pub(super) fn attribute(value: Expr, attribute: &str) -> Expr {
    node(ExprKind::Attribute(
        Box::new(value),
        Name::from(attribute),
        Span::default(),
    ))
}

/// `value[index]`
pub(super) fn subscript(value: Expr, index: Expr) -> Expr {
    node(ExprKind::Subscript(Box::new(value), Box::new(index)))
}

/// `function(a, b)`
pub(super) fn call(function: Expr, arguments: Vec<Expr>) -> Expr {
    let arguments = arguments.into_iter().map(Argument::Positional).collect();
    node(ExprKind::Call(Box::new(function), arguments))
}

/// `a + b`
pub(super) fn binary(op: BinaryOp, lhs: Expr, rhs: Expr) -> Expr {
    node(ExprKind::Binary(op, Box::new(lhs), Box::new(rhs)))
}

/// `a == b`
pub(super) fn compare(lhs: Expr, op: CompareOp, rhs: Expr) -> Expr {
    node(ExprKind::Compare(Box::new(lhs), vec![(op, rhs)]))
}

/// `a or b or c`; one operand stands for itself.
pub(super) fn any_of(mut operands: Vec<Expr>) -> Option<Expr> {
    match operands.len() {
        0 | 1 => operands.pop(),
        _ => Some(node(ExprKind::Bool(BoolOp::Or, operands))),
    }
}

/// `not test`; the opposite of `not test` is `test`, where only its truth counts, and that of `a == b` is `a != b`.
pub(super) fn opposite(test: Expr) -> Expr {
    match test.kind {
        ExprKind::Unary(UnaryOp::Not, inner) => *inner,
        ExprKind::Compare(first, mut rest) => {
            if let [(op, _)] = rest.as_mut_slice()
                && let Some(other) = opposite_of(*op)
            {
                *op = other;
                return node(ExprKind::Compare(first, rest));
            }
            let test = node(ExprKind::Compare(first, rest));
            node(ExprKind::Unary(UnaryOp::Not, Box::new(test)))
        }
        kind => node(ExprKind::Unary(UnaryOp::Not, Box::new(node(kind)))),
    }
}

/// The operator that holds exactly where the other does not; `<` and `>=` both fail for NaN.
fn opposite_of(op: CompareOp) -> Option<CompareOp> {
    Some(match op {
        CompareOp::Eq => CompareOp::Ne,
        CompareOp::Ne => CompareOp::Eq,
        CompareOp::In => CompareOp::NotIn,
        CompareOp::NotIn => CompareOp::In,
        CompareOp::Is => CompareOp::IsNot,
        CompareOp::IsNot => CompareOp::Is,
        CompareOp::Lt | CompareOp::Le | CompareOp::Gt | CompareOp::Ge => return None,
    })
}

/// `body if test else orelse`
pub(super) fn conditional(test: Expr, body: Expr, orelse: Expr) -> Expr {
    node(ExprKind::Conditional(Box::new(Conditional {
        test,
        body,
        orelse,
    })))
}

/// `lambda a, b: body`
pub(super) fn lambda(parameters: &[Name], body: Expr) -> Expr {
    let positional = (parameters.iter())
        .map(|name| Param {
            name: name.clone(),
            default: None,
            span: Span::default(),
        })
        .collect();
    let params = Params {
        positional,
        ..Params::default()
    };
    lambda_with(params, body)
}

/// `lambda a, *rest: body`
pub(super) fn lambda_with(params: Params, body: Expr) -> Expr {
    node(ExprKind::Lambda(Box::new(Lambda { params, body })))
}

/// `(lambda name: body)(value)`; `value` alone where the body is nothing but the name.
pub(super) fn let_(bound: &Name, value: Expr, body: Expr) -> Expr {
    match &body.kind {
        ExprKind::Name(read) if read == bound => value,
        _ => call(lambda(std::slice::from_ref(bound), body), vec![value]),
    }
}

/// The names bound to the items of `value`, which are as many.
pub(super) fn let_all(bound: &[Name], value: Expr, body: Expr) -> Expr {
    if let [only] = bound {
        return let_(only, value, body);
    }
    if is_names(&body, bound) {
        return value;
    }
    match value.kind {
        ExprKind::Tuple(items) if items.len() == bound.len() && !items.iter().any(is_starred) => {
            call(lambda(bound, body), items)
        }
        kind => node(ExprKind::Call(
            Box::new(lambda(bound, body)),
            vec![Argument::Star(node(kind))],
        )),
    }
}

fn is_names(body: &Expr, bound: &[Name]) -> bool {
    let ExprKind::Tuple(items) = &body.kind else {
        return false;
    };
    let is = |(item, name): (&Expr, &Name)| item.kind == ExprKind::Name(name.clone());
    items.len() == bound.len() && items.iter().zip(bound).all(is)
}

/// Whether it is `*items`.
pub(super) fn is_starred(item: &Expr) -> bool {
    matches!(item.kind, ExprKind::Starred(_))
}

/// `(first, then)[-1]`: both are evaluated, the last is the value.
pub(super) fn in_turn(first: Expr, then: Expr) -> Expr {
    let mut steps = vec![first];
    match then.kind {
        ExprKind::Subscript(inner, index) if is_last(&index) && is_sequence(&inner) => {
            if let ExprKind::Tuple(more) = inner.kind {
                steps.extend(more);
            }
        }
        kind => steps.push(node(kind)),
    }
    let last = node(ExprKind::Unary(UnaryOp::Neg, Box::new(int(1))));
    subscript(tuple(steps), last)
}

fn is_last(index: &Expr) -> bool {
    let ExprKind::Unary(UnaryOp::Neg, one) = &index.kind else {
        return false;
    };
    one.kind == ExprKind::Constant(Constant::Int(1))
}

/// Whether it is a tuple that `[-1]` takes the written last item of.
fn is_sequence(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Tuple(items) if items.last().is_some_and(|last| !is_starred(last)))
}

/// `for target in iterable if …`
pub(super) fn clause(target: Target, iterable: Expr) -> Clause {
    Clause {
        target,
        iterable,
        conditions: Vec::new(),
        span: Span::default(),
    }
}

/// The target that is one name, or several between parentheses.
pub(super) fn target(bound: &[Name]) -> Target {
    let one = |name: &Name| Target {
        kind: TargetKind::Name(name.clone()),
        span: Span::default(),
    };
    match bound {
        [only] => one(only),
        several => Target {
            kind: TargetKind::Tuple(several.iter().map(one).collect()),
            span: Span::default(),
        },
    }
}

/// `[element for …]`, `(element for …)`, …
pub(super) fn comprehension(kind: ComprehensionKind, clauses: Vec<Clause>) -> Expr {
    node(ExprKind::Comprehension(Box::new(Comprehension {
        kind,
        clauses,
    })))
}

/// `[body for target in [value]][0]`: takes a value apart as an assignment does.
pub(super) fn unpack(target: Target, value: Expr, body: Expr) -> Expr {
    let clauses = vec![clause(target, list(vec![value]))];
    subscript(
        comprehension(ComprehensionKind::List(body), clauses),
        int(0),
    )
}
