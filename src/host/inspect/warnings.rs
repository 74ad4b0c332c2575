//! What CPython warns of when it compiles an expression, and comparisons whose answer is known.

use super::warning;
use crate::syntax::ast::{
    CompareOp, ComprehensionKind, Constant, DictItem, Expr, ExprKind, UnaryOp,
};
use crate::syntax::{Diagnostic, Span};

/// What is probably wrong with that node itself.
pub(super) fn about(expr: &Expr, found: &mut Vec<Diagnostic>) {
    match &expr.kind {
        ExprKind::Compare(first, rest) => comparison(expr.span, first, rest, found),
        ExprKind::Call(callee, _) => {
            if let Some(name) = made(callee).filter(|name| *name != "function") {
                let message =
                    format!("'{name}' object is not callable; perhaps you missed a comma?");
                found.push(warning("call-of-literal", message, expr.span));
            }
        }
        ExprKind::Subscript(base, index) => subscript(expr.span, base, index, found),
        ExprKind::Dict(items) => repeated_keys(items, found),
        _ => {}
    }
}

fn comparison(span: Span, first: &Expr, rest: &[(CompareOp, Expr)], found: &mut Vec<Diagnostic>) {
    let mut lhs = first;
    for (op, rhs) in rest {
        let (word, instead) = match op {
            CompareOp::Is => ("is", "=="),
            CompareOp::IsNot => ("is not", "!="),
            CompareOp::Eq
            | CompareOp::Ne
            | CompareOp::Lt
            | CompareOp::Le
            | CompareOp::Gt
            | CompareOp::Ge
            | CompareOp::In
            | CompareOp::NotIn => {
                if literal(lhs).is_some() && literal(rhs).is_some() {
                    let message = "a comparison of two literals is always the same";
                    found.push(warning("constant-comparison", message, span));
                } else if is_name(lhs) && lhs.kind == rhs.kind && *op != CompareOp::In {
                    let message = "a comparison of a name with itself is always the same";
                    found.push(warning("constant-comparison", message, span));
                }
                lhs = rhs;
                continue;
            }
        };
        if let Some(name) = literal(lhs).or_else(|| literal(rhs)) {
            let message = format!("\"{word}\" with '{name}' literal. Did you mean \"{instead}\"?");
            found.push(warning("is-literal", message, span));
        }
        lhs = rhs;
    }
}

fn is_name(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Name(_))
}

/// The type of a literal that is no singleton: of `1`, `-1`, `'a'` and `(1, 2)`.
fn literal(expr: &Expr) -> Option<&'static str> {
    match &expr.kind {
        ExprKind::Constant(Constant::None | Constant::Bool(_) | Constant::Ellipsis) => None,
        ExprKind::Constant(constant) => Some(type_name(constant)),
        ExprKind::Unary(UnaryOp::Neg | UnaryOp::Pos | UnaryOp::Invert, inner) => literal(inner),
        ExprKind::Tuple(items) => {
            let fixed =
                |item: &Expr| matches!(item.kind, ExprKind::Constant(_)) || literal(item).is_some();
            items.iter().all(fixed).then_some("tuple")
        }
        _ => None,
    }
}

const fn type_name(constant: &Constant) -> &'static str {
    match constant {
        Constant::None => "NoneType",
        Constant::Bool(_) => "bool",
        Constant::Ellipsis => "ellipsis",
        Constant::Int(_) | Constant::BigInt(_) => "int",
        Constant::Float(_) => "float",
        Constant::Imaginary(_) => "complex",
        Constant::Str(_) => "str",
        Constant::Bytes(_) => "bytes",
    }
}

/// The type of what a display, a literal or a lambda makes.
fn made(expr: &Expr) -> Option<&'static str> {
    Some(match &expr.kind {
        ExprKind::Constant(constant) => type_name(constant),
        ExprKind::FString(_) => "str",
        ExprKind::Tuple(_) => "tuple",
        ExprKind::List(_) => "list",
        ExprKind::Set(_) => "set",
        ExprKind::Dict(_) => "dict",
        ExprKind::Lambda(_) => "function",
        ExprKind::Comprehension(parts) => match parts.kind {
            ComprehensionKind::List(_) => "list",
            ComprehensionKind::Set(_) => "set",
            ComprehensionKind::Dict(..) => "dict",
            ComprehensionKind::Generator(_) => "generator",
        },
        _ => return None,
    })
}

fn subscript(span: Span, base: &Expr, index: &Expr, found: &mut Vec<Diagnostic>) {
    let Some(name) = made(base) else { return };
    let message = match name {
        "str" | "bytes" | "list" | "tuple" => match made(index) {
            None | Some("int" | "bool") => return,
            Some(given) => format!(
                "{name} indices must be integers or slices, not {given}; perhaps you missed a comma?"
            ),
        },
        "dict" => return,
        _ => format!("'{name}' object is not subscriptable; perhaps you missed a comma?"),
    };
    found.push(warning("subscript-of-literal", message, span));
}

/// `{'a': 1, 'a': 2}`: only the last value stays.
fn repeated_keys(items: &[DictItem], found: &mut Vec<Diagnostic>) {
    let mut seen: Vec<&Constant> = Vec::new();
    for item in items {
        let DictItem::Pair(key, _) = item else {
            continue;
        };
        let ExprKind::Constant(constant) = &key.kind else {
            continue;
        };
        if seen.contains(&constant) {
            let message = "this key stands in the dict twice; the last value stays";
            found.push(warning("repeated-key", message, key.span));
        }
        // A display of thousands of keys is data, and comparing each with each would be slow.
        if seen.len() < 1000 {
            seen.push(constant);
        }
    }
}
