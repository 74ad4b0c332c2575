//! What is certain about the value of an expression, as far as rewrites need it: whether it can change in place, and
//! whether adding it up is exact.

use super::env::Env;
use crate::syntax::ast::{
    Argument, BinaryOp, ComprehensionKind, Constant, Expr, ExprKind, UnaryOp,
};

/// What is known of a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// `1`, `len(x)`, `x > 1 and …`: an integer.
    Int,
    /// `1.5`, `1 / x`: a number of any kind.
    Number,
    /// `'a'`, `str(x)`
    Text,
    /// `(a, b)`
    Tuple,
    /// `1 + x`: of whatever type, it cannot be changed in place.
    Fixed,
    /// `[a, b]`
    List,
    /// `{1: x}`
    Dict,
    /// `{a, b}`
    Set,
    /// `x`
    #[default]
    Unknown,
}

/// Functions that give integers.
const INT_FUNCTIONS: [&str; 7] = ["bool", "hash", "id", "int", "len", "ord", "isinstance"];
/// Functions that give text.
const TEXT_FUNCTIONS: [&str; 8] = ["ascii", "bin", "chr", "format", "hex", "oct", "repr", "str"];

impl Kind {
    /// Whether `+=` and the like make a new value of it.
    pub(super) fn is_fixed(self) -> bool {
        match self {
            Kind::Int | Kind::Number | Kind::Text | Kind::Tuple | Kind::Fixed => true,
            Kind::List | Kind::Dict | Kind::Set | Kind::Unknown => false,
        }
    }

    fn is_number(self) -> bool {
        matches!(self, Kind::Int | Kind::Number)
    }

    /// What both are.
    fn or(self, other: Kind) -> Kind {
        match (self, other) {
            _ if self == other => self,
            _ if self.is_number() && other.is_number() => Kind::Number,
            _ if self.is_fixed() && other.is_fixed() => Kind::Fixed,
            _ => Kind::Unknown,
        }
    }
}

/// What is known of an operator's result.
pub(super) fn of_binary(op: BinaryOp, lhs: Kind, rhs: Kind) -> Kind {
    match (lhs, rhs) {
        (Kind::Int, Kind::Int) => match op {
            BinaryOp::Div | BinaryOp::Pow => Kind::Number,
            _ => Kind::Int,
        },
        (Kind::Text, _) if matches!(op, BinaryOp::Add | BinaryOp::Mul | BinaryOp::Mod) => {
            Kind::Text
        }
        (Kind::Tuple, _) if matches!(op, BinaryOp::Add | BinaryOp::Mul) => Kind::Tuple,
        (lhs, rhs) if lhs.is_number() && rhs.is_number() => Kind::Number,
        // A number times a list is a list.
        (lhs, rhs) if op != BinaryOp::Mul && (lhs.is_fixed() || rhs.is_number()) => Kind::Fixed,
        (lhs, rhs) if lhs.is_fixed() && rhs.is_fixed() => Kind::Fixed,
        _ => Kind::Unknown,
    }
}

/// What is known of an expression's value.
pub(super) fn of(expr: &Expr, env: &Env) -> Kind {
    match &expr.kind {
        ExprKind::Constant(constant) => of_constant(constant),
        ExprKind::FString(_) => Kind::Text,
        ExprKind::Name(name) => env.kind(name),
        ExprKind::Tuple(_) => Kind::Tuple,
        ExprKind::List(_) => Kind::List,
        ExprKind::Set(_) => Kind::Set,
        ExprKind::Dict(_) => Kind::Dict,
        ExprKind::Comprehension(comprehension) => match comprehension.kind {
            ComprehensionKind::List(_) => Kind::List,
            ComprehensionKind::Set(_) => Kind::Set,
            ComprehensionKind::Dict(..) => Kind::Dict,
            ComprehensionKind::Generator(_) => Kind::Unknown,
        },
        ExprKind::Conditional(conditional) => {
            of(&conditional.body, env).or(of(&conditional.orelse, env))
        }
        ExprKind::Unary(UnaryOp::Not, _) => Kind::Int,
        ExprKind::Unary(_, inner) => match of(inner, env) {
            kind if kind.is_number() => kind,
            _ => Kind::Unknown,
        },
        ExprKind::Binary(op, lhs, rhs) => of_binary(*op, of(lhs, env), of(rhs, env)),
        ExprKind::Call(callee, arguments) => of_call(callee, arguments, env),
        ExprKind::Starred(_)
        | ExprKind::Lambda(_)
        | ExprKind::Bool(..)
        | ExprKind::Compare(..)
        | ExprKind::Attribute(..)
        | ExprKind::Subscript(..)
        | ExprKind::Slice(_) => Kind::Unknown,
    }
}

fn of_constant(constant: &Constant) -> Kind {
    match constant {
        Constant::Bool(_) | Constant::Int(_) | Constant::BigInt(_) => Kind::Int,
        Constant::Float(_) | Constant::Imaginary(_) => Kind::Number,
        Constant::Str(_) => Kind::Text,
        Constant::None | Constant::Ellipsis | Constant::Bytes(_) => Kind::Fixed,
    }
}

fn of_call(callee: &Expr, arguments: &[Argument], env: &Env) -> Kind {
    let ExprKind::Name(name) = &callee.kind else {
        return Kind::Unknown;
    };
    if !env.is_builtin(name) {
        return Kind::Unknown;
    }
    match &**name {
        word if INT_FUNCTIONS.contains(&word) => Kind::Int,
        word if TEXT_FUNCTIONS.contains(&word) => Kind::Text,
        "sorted" | "list" => Kind::List,
        "tuple" => Kind::Tuple,
        "dict" => Kind::Dict,
        "set" => Kind::Set,
        "abs" => match arguments {
            [Argument::Positional(only)] if of(only, env) == Kind::Int => Kind::Int,
            _ => Kind::Unknown,
        },
        _ => Kind::Unknown,
    }
}
