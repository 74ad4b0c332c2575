//! The tree of an expression as it was written.
//!
//! Names are still text and every literal is still what the source says; `resolve` turns this tree into one
//! with slots. Each node carries the span of its own text, parentheses around it not included.
//! Python's manual: <https://docs.python.org/3.13/reference/expressions.html>.

use std::sync::Arc;

use num_bigint::BigInt;

use super::span::Span;

/// A name as Python compares it: NFKC-normalised.
pub type Name = Arc<str>;

/// An expression and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// The text it was read from.
    pub span: Span,
}

/// Every form of expression; the text beside each variant is what makes it.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// `None`, `True`, `...`, `12`, `1.5`, `2j`, `'text'`, `b'bytes'`; adjacent strings already joined.
    Constant(Constant),
    /// `f'{x!r:>{w}}'`; adjacent literals already joined.
    FString(Vec<FStringPart>),
    /// `total`
    Name(Name),
    /// `a, b`, `(a, *b)`, `()`
    Tuple(Vec<Expr>),
    /// `[a, *b]`
    List(Vec<Expr>),
    /// `{a, *b}`
    Set(Vec<Expr>),
    /// `{k: v, **other}`
    Dict(Vec<DictItem>),
    /// `*items`, only inside a display, a subscript tuple or a call.
    Starred(Box<Expr>),
    /// `[e for x in xs]`, `{e for …}`, `(e for …)`, `{k: v for …}`
    Comprehension(Box<Comprehension>),
    /// `lambda x, *rest: x`
    Lambda(Box<Lambda>),
    /// `body if test else orelse`
    Conditional(Box<Conditional>),
    /// `a and b and c`, `a or b`; flat, two operands or more.
    Bool(BoolOp, Vec<Expr>),
    /// `not x`, `-x`, `+x`, `~x`
    Unary(UnaryOp, Box<Expr>),
    /// `a + b`
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// `a < b <= c`: the first operand, then each operator with the operand after it.
    Compare(Box<Expr>, Vec<(CompareOp, Expr)>),
    /// `f(a, *b, k=c, **d)`
    Call(Box<Expr>, Vec<Argument>),
    /// `value.name`; the span of the name itself comes last.
    Attribute(Box<Expr>, Name, Span),
    /// `value[index]`, `value[a:b]`, `value[a, b:c]`
    Subscript(Box<Expr>, Box<Expr>),
    /// `a:b:c`, only directly in a subscript or in the tuple that a subscript holds.
    Slice(Box<SliceParts>),
}

/// A literal's value; strings are decoded, numbers are read.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// `None`
    None,
    /// `True`, `False`
    Bool(bool),
    /// `...`
    Ellipsis,
    /// `12`, `0xff`, when it fits 64 bits.
    Int(i64),
    /// `123456789012345678901234567890`
    BigInt(Arc<BigInt>),
    /// `1.5`
    Float(f64),
    /// `2j`
    Imaginary(f64),
    /// `'text'`
    Str(Arc<str>),
    /// `b'bytes'`
    Bytes(Arc<[u8]>),
}

/// One piece of an f-string.
#[derive(Clone, Debug, PartialEq)]
pub enum FStringPart {
    /// Text between the holes, escapes decoded, `{{` already `{`; never empty, never two in a row.
    Text(Arc<str>),
    /// `{value=!r:spec}`
    Hole(Box<FStringHole>),
}

/// `{value=!r:spec}`. The text of `value=` stands in the `Text` before the hole, as CPython's own tree has it.
#[derive(Clone, Debug, PartialEq)]
pub struct FStringHole {
    /// The expression between the braces.
    pub value: Expr,
    /// `!s`, `!r`, `!a`; `{x=}` without a format spec is `Repr`.
    pub conversion: Option<Conversion>,
    /// `:>{width}`, itself made of parts.
    pub spec: Option<Vec<FStringPart>>,
    /// From the opening to the closing brace.
    pub span: Span,
}

/// What an f-string hole does to its value before formatting it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// `!s`
    Str,
    /// `!r`
    Repr,
    /// `!a`
    Ascii,
}

/// One entry of a dict display.
#[derive(Clone, Debug, PartialEq)]
pub enum DictItem {
    /// `key: value`
    Pair(Expr, Expr),
    /// `**mapping`
    Unpack(Expr),
}

/// `[element for target in iterable if condition …]` in any of its four brackets.
#[derive(Clone, Debug, PartialEq)]
pub struct Comprehension {
    /// Which of the four it is, with what it yields.
    pub kind: ComprehensionKind,
    /// The `for` clauses, at least one, outermost first.
    pub clauses: Vec<Clause>,
}

/// The four comprehensions.
#[derive(Clone, Debug, PartialEq)]
pub enum ComprehensionKind {
    /// `[e for …]`
    List(Expr),
    /// `{e for …}`
    Set(Expr),
    /// `{k: v for …}`
    Dict(Expr, Expr),
    /// `(e for …)`
    Generator(Expr),
}

/// `for target in iterable if condition if condition`
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// What each item is bound to.
    pub target: Target,
    /// What is iterated.
    pub iterable: Expr,
    /// The conditions of this clause, in order.
    pub conditions: Vec<Expr>,
    /// From `for` to the end of the last condition.
    pub span: Span,
}

/// What may stand between `for` and `in`.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// What it is.
    pub kind: TargetKind,
    /// The text it was read from.
    pub span: Span,
}

/// The forms of a comprehension's target.
#[derive(Clone, Debug, PartialEq)]
pub enum TargetKind {
    /// `x`
    Name(Name),
    /// `a, (b, *c)`, `[a, b]`
    Tuple(Vec<Target>),
    /// `*rest`, only inside a tuple, at most once.
    Starred(Box<Target>),
    /// `d[k]`: each item is stored there.
    Subscript(Box<Expr>, Box<Expr>),
    /// `o.name`: each item is stored there.
    Attribute(Box<Expr>, Name),
}

/// `lambda params: body`
#[derive(Clone, Debug, PartialEq)]
pub struct Lambda {
    /// Its parameters.
    pub params: Params,
    /// What a call returns.
    pub body: Expr,
}

/// `a, /, b=1, *rest, key=2, **options`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Params {
    /// The parameters before `/`.
    pub positional_only: Vec<Param>,
    /// The ordinary ones.
    pub positional: Vec<Param>,
    /// `*rest`; a bare `*` leaves it out.
    pub rest: Option<Param>,
    /// The parameters after `*`.
    pub keyword_only: Vec<Param>,
    /// `**options`
    pub options: Option<Param>,
}

/// One parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    /// Its name.
    pub name: Name,
    /// `= default`; never on `*rest` and `**options`.
    pub default: Option<Expr>,
    /// The name's own text.
    pub span: Span,
}

/// `body if test else orelse`
#[derive(Clone, Debug, PartialEq)]
pub struct Conditional {
    /// Decides.
    pub test: Expr,
    /// The value when `test` is true.
    pub body: Expr,
    /// The value when it is not.
    pub orelse: Expr,
}

/// `start:stop:step`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SliceParts {
    /// Before the first colon.
    pub start: Option<Expr>,
    /// After it.
    pub stop: Option<Expr>,
    /// After the second colon.
    pub step: Option<Expr>,
}

/// One argument of a call.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// `value`
    Positional(Expr),
    /// `*values`
    Star(Expr),
    /// `name=value`; the name's own text last.
    Named(Name, Expr, Span),
    /// `**mapping`
    DoubleStar(Expr),
}

/// `and`, `or`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoolOp {
    /// `a and b`
    And,
    /// `a or b`
    Or,
}

/// The prefix operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOp {
    /// `not x`
    Not,
    /// `-x`
    Neg,
    /// `+x`
    Pos,
    /// `~x`
    Invert,
}

/// The arithmetic and bitwise operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    /// `a + b`
    Add,
    /// `a - b`
    Sub,
    /// `a * b`
    Mul,
    /// `a @ b`
    MatMul,
    /// `a / b`
    Div,
    /// `a // b`
    FloorDiv,
    /// `a % b`
    Mod,
    /// `a ** b`
    Pow,
    /// `a << b`
    Shl,
    /// `a >> b`
    Shr,
    /// `a & b`
    And,
    /// `a ^ b`
    Xor,
    /// `a | b`
    Or,
}

/// The comparison operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompareOp {
    /// `a == b`
    Eq,
    /// `a != b`
    Ne,
    /// `a < b`
    Lt,
    /// `a <= b`
    Le,
    /// `a > b`
    Gt,
    /// `a >= b`
    Ge,
    /// `a in b`
    In,
    /// `a not in b`
    NotIn,
    /// `a is b`
    Is,
    /// `a is not b`
    IsNot,
}

impl BinaryOp {
    /// The operator as it is written.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            BinaryOp::Add => "+",
            BinaryOp::Sub => "-",
            BinaryOp::Mul => "*",
            BinaryOp::MatMul => "@",
            BinaryOp::Div => "/",
            BinaryOp::FloorDiv => "//",
            BinaryOp::Mod => "%",
            BinaryOp::Pow => "**",
            BinaryOp::Shl => "<<",
            BinaryOp::Shr => ">>",
            BinaryOp::And => "&",
            BinaryOp::Xor => "^",
            BinaryOp::Or => "|",
        }
    }
}

impl CompareOp {
    /// The operator as it is written.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            CompareOp::Eq => "==",
            CompareOp::Ne => "!=",
            CompareOp::Lt => "<",
            CompareOp::Le => "<=",
            CompareOp::Gt => ">",
            CompareOp::Ge => ">=",
            CompareOp::In => "in",
            CompareOp::NotIn => "not in",
            CompareOp::Is => "is",
            CompareOp::IsNot => "is not",
        }
    }
}
