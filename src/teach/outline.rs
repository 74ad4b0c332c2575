//! The parts of an expression with what became of each: evaluated, when and to what, or not, and why not.

use super::account::{Visit, Visits};
use super::walk::{self, When};
use crate::syntax::ast::{BoolOp, Comprehension, Constant, Expr, ExprKind, UnaryOp};

/// A part of an expression.
pub(super) struct Part<'a> {
    /// The part itself.
    pub(super) expr: &'a Expr,
    /// The text it stands in.
    source: &'a str,
    /// What became of it; `None` if it was never evaluated.
    pub(super) visit: Option<&'a Visit>,
    /// Why it was not.
    pub(super) reason: Option<Reason>,
    /// Its parts, in the order of evaluation.
    pub(super) parts: Vec<Part<'a>>,
}

/// Why a part was not evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// `b` of `False and b`.
    And,
    /// `b` of `True or b`.
    Or,
    /// `c` of `a < b < c` when `a < b` is false.
    Comparison,
    /// `a` of `a if False else b`.
    ConditionFalse,
    /// `b` of `a if True else b`.
    ConditionTrue,
    /// `x` of `lambda: x` when nobody calls it.
    NotCalled,
    /// `x` of `[x for x in []]`.
    NoItem,
    /// `b` of `1 / 0 + b`.
    Exception,
    /// A part of a part that was not evaluated.
    Around,
}

impl Reason {
    /// The reason as one word, for tools.
    pub(super) fn name(self) -> &'static str {
        match self {
            Reason::And => "and",
            Reason::Or => "or",
            Reason::Comparison => "comparison",
            Reason::ConditionFalse => "condition-false",
            Reason::ConditionTrue => "condition-true",
            Reason::NotCalled => "not-called",
            Reason::NoItem => "no-item",
            Reason::Exception => "exception",
            Reason::Around => "around",
        }
    }

    /// The reason in words; none for parts of what was not evaluated, since that says it.
    pub(super) fn words(self) -> &'static str {
        match self {
            Reason::And => "not evaluated: `and` stops at the first operand that is false",
            Reason::Or => "not evaluated: `or` stops at the first operand that is true",
            Reason::Comparison => {
                "not evaluated: a chain of comparisons stops at the first that is false"
            }
            Reason::ConditionFalse => "not evaluated: the condition was false",
            Reason::ConditionTrue => "not evaluated: the condition was true",
            Reason::NotCalled => "not evaluated: the lambda was not called",
            Reason::NoItem => "not evaluated: no item came so far",
            Reason::Exception => "not evaluated: an exception came first",
            Reason::Around => "",
        }
    }
}

impl<'a> Part<'a> {
    /// The outline of an expression.
    pub(super) fn new(expr: &'a Expr, source: &'a str, visits: &'a Visits) -> Self {
        Part::build(expr, source, visits, None)
    }

    fn build(expr: &'a Expr, source: &'a str, visits: &'a Visits, reason: Option<Reason>) -> Self {
        let visit = visits.get(&expr.span);
        let mut parts = Vec::new();
        if !is_literal(expr) {
            let mut found = Vec::new();
            direct_parts(expr, visits, &mut found);
            for (part, when) in found {
                let why = why_not(expr, part, when, visit, visits);
                parts.push(Part::build(part, source, visits, why));
            }
        }
        parts.sort_by_key(|part| part.visit.map_or(u32::MAX, |visit| visit.start));
        if !parts.iter().all(|part| part.visit.is_some()) {
            // What was not evaluated stands where the text has it.
            parts.sort_by_key(|part| part.expr.span.start);
        }
        let reason = if visit.is_some() { None } else { reason };
        Part {
            expr,
            source,
            visit,
            reason,
            parts,
        }
    }

    /// The text of the part.
    pub(super) fn fragment(&self) -> &'a str {
        self.source.get(self.expr.span.range()).unwrap_or_default()
    }

    /// How many parts there are, this one included.
    pub(super) fn size(&self) -> usize {
        1 + self.parts.iter().map(Part::size).sum::<usize>()
    }

    /// What kind of expression it is.
    pub(super) fn kind(&self) -> &'static str {
        match &self.expr.kind {
            ExprKind::Constant(_) => "literal",
            ExprKind::FString(_) => "f-string",
            ExprKind::Name(_) => "name",
            ExprKind::Tuple(_) => "tuple",
            ExprKind::List(_) => "list",
            ExprKind::Set(_) => "set",
            ExprKind::Dict(_) => "dict",
            ExprKind::Starred(_) => "star",
            ExprKind::Comprehension(_) => "comprehension",
            ExprKind::Lambda(_) => "lambda",
            ExprKind::Conditional(_) => "conditional",
            ExprKind::Bool(BoolOp::And, _) => "and",
            ExprKind::Bool(BoolOp::Or, _) => "or",
            ExprKind::Unary(UnaryOp::Not, _) => "not",
            ExprKind::Unary(..) => "unary",
            ExprKind::Binary(..) => "binary",
            ExprKind::Compare(..) => "comparison",
            ExprKind::Call(..) => "call",
            ExprKind::Attribute(..) => "attribute",
            ExprKind::Subscript(..) => "subscript",
            ExprKind::Slice(_) => "slice",
        }
    }
}

/// Whether a part is a literal through and through, so that it is a value before anything runs.
fn is_literal(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Constant(_) => true,
        ExprKind::Tuple(items) => items.iter().all(is_literal),
        ExprKind::Unary(UnaryOp::Neg, operand) => {
            matches!(
                operand.kind,
                ExprKind::Constant(Constant::Int(_) | Constant::Float(_))
            )
        }
        _ => false,
    }
}

/// The parts that are evaluated one by one: a star, a slice and the attribute of a method's call are seen through.
fn direct_parts<'a>(expr: &'a Expr, visits: &Visits, found: &mut Vec<(&'a Expr, When)>) {
    walk::parts(expr, &mut |part, when| {
        let through = match &part.kind {
            ExprKind::Starred(_) | ExprKind::Slice(_) => true,
            ExprKind::Attribute(..) => {
                matches!(expr.kind, ExprKind::Call(..)) && !visits.contains_key(&part.span)
            }
            _ => false,
        };
        if through {
            direct_parts(part, visits, found);
        } else {
            found.push((part, when));
        }
    });
}

/// Why a part of `around` was not evaluated, if it was not.
fn why_not(
    around: &Expr,
    part: &Expr,
    when: When,
    visit: Option<&Visit>,
    visits: &Visits,
) -> Option<Reason> {
    let Some(visit) = visit else {
        return Some(Reason::Around);
    };
    let truth = |part: &Expr| {
        let value = visits.get(&part.span)?.value.as_ref()?;
        value.truth
    };
    Some(match &around.kind {
        ExprKind::Lambda(_) if when == When::Later => Reason::NotCalled,
        ExprKind::Comprehension(comprehension) if when == When::Later => {
            inner_reason(comprehension, part, &truth)
        }
        _ if visit.failed && !is_choice(around) => Reason::Exception,
        ExprKind::Bool(BoolOp::And, _) => Reason::And,
        ExprKind::Bool(BoolOp::Or, _) => Reason::Or,
        ExprKind::Compare(..) => Reason::Comparison,
        ExprKind::Conditional(parts) => match truth(&parts.test) {
            None if visit.failed => Reason::Exception,
            _ if std::ptr::eq(part, &raw const parts.body) => Reason::ConditionFalse,
            _ => Reason::ConditionTrue,
        },
        _ => Reason::Exception,
    })
}

fn is_choice(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Conditional(_))
}

/// Why a part inside a comprehension was not evaluated.
fn inner_reason(
    comprehension: &Comprehension,
    part: &Expr,
    truth: &dyn Fn(&Expr) -> Option<bool>,
) -> Reason {
    let tests = comprehension
        .clauses
        .iter()
        .flat_map(|clause| &clause.conditions);
    let is_test = |part: &Expr| {
        let mut tests = comprehension
            .clauses
            .iter()
            .flat_map(|clause| &clause.conditions);
        tests.any(|test| test.span == part.span)
    };
    if !is_test(part) && tests.into_iter().any(|test| truth(test) == Some(false)) {
        Reason::ConditionFalse
    } else {
        Reason::NoItem
    }
}
