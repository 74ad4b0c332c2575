//! Tree to text, with no more parentheses than needed: `parse(unparse(t))` is `t` again, but for the spans.
//!
//! Tuples stand in parentheses everywhere but in a subscript, as in the `repr` of a value.

use std::fmt::Write;

use super::ast::{
    Argument, BinaryOp, BoolOp, Clause, Comprehension, ComprehensionKind, Constant, DictItem, Expr,
    ExprKind, Lambda, Param, Params, SliceParts, Target, TargetKind, UnaryOp,
};
use super::quote;
use super::room::with_room_for_one;

/// How tightly a form binds; an operand that binds less tightly than its place wants is put in parentheses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Expression,
    Or,
    And,
    Not,
    Comparison,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Sum,
    Term,
    Factor,
    Power,
    Primary,
}

/// The text of an expression.
///
/// ```
/// use lambkin::syntax::{parse, unparse};
/// let tree = parse("(a+(b*c))  if ((d)) else -(e)**2").unwrap();
/// assert_eq!(unparse(tree.root()), "a + b * c if d else -e ** 2");
/// ```
#[must_use]
pub fn unparse(expr: &Expr) -> String {
    let mut out = String::new();
    write_expr(&mut out, expr, Level::Expression);
    out
}

/// The text of a lambda's parameters: `a, /, b=1, *rest`.
#[must_use]
pub fn unparse_params(params: &Params) -> String {
    let mut out = String::new();
    write_params(&mut out, params);
    out
}

fn level(kind: &ExprKind) -> Level {
    match kind {
        ExprKind::Lambda(_) | ExprKind::Conditional(_) => Level::Expression,
        ExprKind::Bool(BoolOp::Or, _) => Level::Or,
        ExprKind::Bool(BoolOp::And, _) => Level::And,
        ExprKind::Unary(UnaryOp::Not, _) => Level::Not,
        ExprKind::Unary(UnaryOp::Neg | UnaryOp::Pos | UnaryOp::Invert, _) => Level::Factor,
        ExprKind::Compare(..) => Level::Comparison,
        ExprKind::Binary(op, ..) => binary_level(*op),
        ExprKind::Constant(constant) if quote::is_negative(constant) => Level::Factor,
        ExprKind::Constant(_)
        | ExprKind::FString(_)
        | ExprKind::Name(_)
        | ExprKind::Tuple(_)
        | ExprKind::List(_)
        | ExprKind::Set(_)
        | ExprKind::Dict(_)
        | ExprKind::Starred(_)
        | ExprKind::Comprehension(_)
        | ExprKind::Call(..)
        | ExprKind::Attribute(..)
        | ExprKind::Subscript(..)
        | ExprKind::Slice(_) => Level::Primary,
    }
}

fn binary_level(op: BinaryOp) -> Level {
    match op {
        BinaryOp::Or => Level::BitOr,
        BinaryOp::Xor => Level::BitXor,
        BinaryOp::And => Level::BitAnd,
        BinaryOp::Shl | BinaryOp::Shr => Level::Shift,
        BinaryOp::Add | BinaryOp::Sub => Level::Sum,
        BinaryOp::Mul | BinaryOp::MatMul | BinaryOp::Div | BinaryOp::FloorDiv | BinaryOp::Mod => {
            Level::Term
        }
        BinaryOp::Pow => Level::Power,
    }
}

/// The levels of the left and the right operand.
fn operand_levels(op: BinaryOp) -> (Level, Level) {
    match op {
        BinaryOp::Or => (Level::BitOr, Level::BitXor),
        BinaryOp::Xor => (Level::BitXor, Level::BitAnd),
        BinaryOp::And => (Level::BitAnd, Level::Shift),
        BinaryOp::Shl | BinaryOp::Shr => (Level::Shift, Level::Sum),
        BinaryOp::Add | BinaryOp::Sub => (Level::Sum, Level::Term),
        BinaryOp::Mul | BinaryOp::MatMul | BinaryOp::Div | BinaryOp::FloorDiv | BinaryOp::Mod => {
            (Level::Term, Level::Factor)
        }
        BinaryOp::Pow => (Level::Primary, Level::Factor),
    }
}

fn write_expr(out: &mut String, expr: &Expr, wanted: Level) {
    with_room_for_one(|| {
        if level(&expr.kind) < wanted {
            out.push('(');
            write_kind(out, expr);
            out.push(')');
        } else {
            write_kind(out, expr);
        }
    });
}

fn write_kind(out: &mut String, expr: &Expr) {
    match &expr.kind {
        ExprKind::Constant(constant) => quote::write_constant(out, constant),
        ExprKind::FString(parts) => {
            quote::write_fstring(out, parts, write_hole);
        }
        ExprKind::Name(name) => out.push_str(name),
        ExprKind::Tuple(items) => {
            out.push('(');
            write_tuple(out, items);
            out.push(')');
        }
        ExprKind::List(items) => {
            out.push('[');
            write_items(out, items);
            out.push(']');
        }
        ExprKind::Set(items) => {
            out.push('{');
            write_items(out, items);
            out.push('}');
        }
        ExprKind::Dict(items) => write_dict(out, items),
        ExprKind::Starred(items) => {
            out.push('*');
            write_expr(out, items, Level::BitOr);
        }
        ExprKind::Comprehension(comprehension) => write_comprehension(out, comprehension),
        ExprKind::Lambda(lambda) => write_lambda(out, lambda),
        ExprKind::Conditional(conditional) => {
            write_expr(out, &conditional.body, Level::Or);
            out.push_str(" if ");
            write_expr(out, &conditional.test, Level::Or);
            out.push_str(" else ");
            write_expr(out, &conditional.orelse, Level::Expression);
        }
        ExprKind::Bool(op, operands) => {
            let (word, wanted) = match op {
                BoolOp::Or => (" or ", Level::And),
                BoolOp::And => (" and ", Level::Not),
            };
            for (at, operand) in operands.iter().enumerate() {
                if at > 0 {
                    out.push_str(word);
                }
                write_expr(out, operand, wanted);
            }
        }
        ExprKind::Unary(op, operand) => {
            let (sign, wanted) = match op {
                UnaryOp::Not => ("not ", Level::Not),
                UnaryOp::Neg => ("-", Level::Factor),
                UnaryOp::Pos => ("+", Level::Factor),
                UnaryOp::Invert => ("~", Level::Factor),
            };
            out.push_str(sign);
            write_expr(out, operand, wanted);
        }
        ExprKind::Binary(op, lhs, rhs) => {
            let (left, right) = operand_levels(*op);
            write_expr(out, lhs, left);
            let _ = write!(out, " {} ", op.symbol());
            write_expr(out, rhs, right);
        }
        ExprKind::Compare(first, rest) => {
            write_expr(out, first, Level::BitOr);
            for (op, operand) in rest {
                let _ = write!(out, " {} ", op.symbol());
                write_expr(out, operand, Level::BitOr);
            }
        }
        ExprKind::Call(callee, arguments) => {
            write_primary(out, callee);
            write_arguments(out, arguments);
        }
        ExprKind::Attribute(value, name, _) => {
            write_primary(out, value);
            out.push('.');
            out.push_str(name);
        }
        ExprKind::Subscript(value, index) => {
            write_primary(out, value);
            out.push('[');
            write_index(out, index);
            out.push(']');
        }
        ExprKind::Slice(slice) => write_slice(out, slice),
    }
}

/// What a call, a subscript or an attribute follows; `1.real` would be a wrong number.
fn write_primary(out: &mut String, value: &Expr) {
    if matches!(
        value.kind,
        ExprKind::Constant(Constant::Int(_) | Constant::BigInt(_))
    ) {
        out.push('(');
        write_kind(out, value);
        out.push(')');
    } else {
        write_expr(out, value, Level::Primary);
    }
}

fn write_items(out: &mut String, items: &[Expr]) {
    separated(out, items, |out, item| {
        write_expr(out, item, Level::Expression)
    });
}

fn separated<T>(out: &mut String, items: &[T], mut write: impl FnMut(&mut String, &T)) {
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        write(out, item);
    }
}

fn write_tuple(out: &mut String, items: &[Expr]) {
    write_items(out, items);
    if items.len() == 1 {
        out.push(',');
    }
}

fn write_index(out: &mut String, index: &Expr) {
    match &index.kind {
        ExprKind::Tuple(items) if !items.is_empty() => write_tuple(out, items),
        _ => write_expr(out, index, Level::Expression),
    }
}

fn write_slice(out: &mut String, slice: &SliceParts) {
    let bound = |out: &mut String, bound: &Option<Expr>| {
        if let Some(bound) = bound {
            write_expr(out, bound, Level::Expression);
        }
    };
    bound(out, &slice.start);
    out.push(':');
    bound(out, &slice.stop);
    if slice.step.is_some() {
        out.push(':');
        bound(out, &slice.step);
    }
}

fn write_dict(out: &mut String, items: &[DictItem]) {
    out.push('{');
    separated(out, items, |out, item| match item {
        DictItem::Pair(key, value) => write_pair(out, key, value),
        DictItem::Unpack(mapping) => {
            out.push_str("**");
            write_expr(out, mapping, Level::BitOr);
        }
    });
    out.push('}');
}

fn write_pair(out: &mut String, key: &Expr, value: &Expr) {
    write_expr(out, key, Level::Expression);
    out.push_str(": ");
    write_expr(out, value, Level::Expression);
}

fn write_arguments(out: &mut String, arguments: &[Argument]) {
    if let [Argument::Positional(only)] = arguments
        && let ExprKind::Comprehension(comprehension) = &only.kind
        && matches!(comprehension.kind, ComprehensionKind::Generator(_))
    {
        // The parentheses of the generator are also those of the call.
        return write_comprehension(out, comprehension);
    }
    out.push('(');
    separated(out, arguments, |out, argument| {
        let value = match argument {
            Argument::Positional(value) => value,
            Argument::Star(value) => {
                out.push('*');
                value
            }
            Argument::Named(name, value, _) => {
                out.push_str(name);
                out.push('=');
                value
            }
            Argument::DoubleStar(value) => {
                out.push_str("**");
                value
            }
        };
        write_expr(out, value, Level::Expression);
    });
    out.push(')');
}

fn write_comprehension(out: &mut String, comprehension: &Comprehension) {
    let (open, close) = match comprehension.kind {
        ComprehensionKind::List(_) => ('[', ']'),
        ComprehensionKind::Set(_) | ComprehensionKind::Dict(..) => ('{', '}'),
        ComprehensionKind::Generator(_) => ('(', ')'),
    };
    out.push(open);
    match &comprehension.kind {
        ComprehensionKind::List(element)
        | ComprehensionKind::Set(element)
        | ComprehensionKind::Generator(element) => write_expr(out, element, Level::Expression),
        ComprehensionKind::Dict(key, value) => write_pair(out, key, value),
    }
    for clause in &comprehension.clauses {
        write_clause(out, clause);
    }
    out.push(close);
}

fn write_clause(out: &mut String, clause: &Clause) {
    out.push_str(" for ");
    match &clause.target.kind {
        TargetKind::Tuple(items) if !items.is_empty() => write_targets(out, items),
        _ => write_target(out, &clause.target),
    }
    out.push_str(" in ");
    write_expr(out, &clause.iterable, Level::Or);
    for condition in &clause.conditions {
        out.push_str(" if ");
        write_expr(out, condition, Level::Or);
    }
}

fn write_targets(out: &mut String, items: &[Target]) {
    separated(out, items, write_target);
    if items.len() == 1 {
        out.push(',');
    }
}

fn write_target(out: &mut String, target: &Target) {
    with_room_for_one(|| match &target.kind {
        TargetKind::Name(name) => out.push_str(name),
        TargetKind::Tuple(items) => {
            out.push('(');
            write_targets(out, items);
            out.push(')');
        }
        TargetKind::Starred(target) => {
            out.push('*');
            write_target(out, target);
        }
        TargetKind::Subscript(value, index) => {
            write_primary(out, value);
            out.push('[');
            write_index(out, index);
            out.push(']');
        }
        TargetKind::Attribute(value, name) => {
            write_primary(out, value);
            out.push('.');
            out.push_str(name);
        }
    });
}

fn write_lambda(out: &mut String, lambda: &Lambda) {
    out.push_str("lambda");
    let before = out.len();
    write_params(out, &lambda.params);
    if out.len() > before {
        out.insert(before, ' ');
    }
    out.push_str(": ");
    write_expr(out, &lambda.body, Level::Expression);
}

fn write_params(out: &mut String, params: &Params) {
    let mut first = true;
    let mut comma = |out: &mut String| {
        if !std::mem::take(&mut first) {
            out.push_str(", ");
        }
    };
    for param in &params.positional_only {
        comma(out);
        write_param(out, param);
    }
    if !params.positional_only.is_empty() {
        comma(out);
        out.push('/');
    }
    for param in &params.positional {
        comma(out);
        write_param(out, param);
    }
    if params.rest.is_some() || !params.keyword_only.is_empty() {
        comma(out);
        out.push('*');
        if let Some(rest) = &params.rest {
            out.push_str(&rest.name);
        }
    }
    for param in &params.keyword_only {
        comma(out);
        write_param(out, param);
    }
    if let Some(options) = &params.options {
        comma(out);
        out.push_str("**");
        out.push_str(&options.name);
    }
}

fn write_param(out: &mut String, param: &Param) {
    out.push_str(&param.name);
    if let Some(default) = &param.default {
        out.push('=');
        write_expr(out, default, Level::Expression);
    }
}

/// The expression in a hole of an f-string, where a colon would begin the format spec and `{{` would be text.
fn write_hole(out: &mut String, value: &Expr) {
    let before = out.len();
    let wanted = if ends_in_lambda(value) {
        Level::Or
    } else {
        Level::Expression
    };
    write_expr(out, value, wanted);
    if out[before..].starts_with('{') {
        out.insert(before, ' ');
    }
}

fn ends_in_lambda(value: &Expr) -> bool {
    let mut last = value;
    while let ExprKind::Conditional(conditional) = &last.kind {
        last = &conditional.orelse;
    }
    matches!(last.kind, ExprKind::Lambda(_))
}
