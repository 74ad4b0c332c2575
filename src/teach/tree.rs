//! The tree of an expression: the text of every part, when it was evaluated, how often and to what.

use std::fmt::Write;

use super::account::Account;
use super::json::{Object, list, quoted};
use super::outline::Part;
use super::walk;
use crate::host::{Failure, Session};
use crate::syntax::ast::{Expr, ExprKind, Name};
use crate::syntax::{self, Span, unparse};

/// The tree of one expression after one evaluation.
///
/// ```
/// use lambkin::{Engine, teach::tree::tree};
///
/// let found = tree("not a and b", &mut Engine::new().session())?;
/// assert_eq!(found.parenthesised, "((not a) and b)");
/// assert!(found.failure.is_some());
/// # Ok::<(), lambkin::Failure>(())
/// ```
pub struct Tree {
    /// The fully parenthesised form.
    pub parenthesised: String,
    /// The tree as text.
    pub text: String,
    /// The tree as JSON.
    pub json: String,
    /// Why there is no value, if there is none.
    pub failure: Option<Failure>,
}

/// Longer texts are not drawn.
const LONGEST: usize = 20_000;
/// More parts are not drawn.
const MOST_PARTS: usize = 2_000;
/// The longest fragment and the longest value on one line, in characters.
const WIDEST: usize = 48;

/// Evaluates `text` and draws its tree.
///
/// ```
/// use lambkin::Engine;
/// use lambkin::teach::tree::tree;
///
/// let tree = tree("1 + 2 * 3", &mut Engine::new().session()).unwrap();
/// assert_eq!(tree.parenthesised, "(1 + (2 * 3))");
/// assert_eq!(tree.text.lines().next().unwrap(), "(1 + (2 * 3))");
/// ```
///
/// # Errors
/// Where the text is no expression, or too long to be drawn.
pub fn tree(text: &str, session: &mut Session) -> Result<Tree, Failure> {
    let parsed = syntax::parse(text).map_err(|found| Failure::Refused(found.into()))?;
    let (account, visits) = Account::new();
    let failure = session.watch(text, Box::new(account)).err();
    let visits = visits.take();
    syntax::with_room(parsed.depth().saturating_mul(2), || {
        let root = Part::new(parsed.root(), text, &visits);
        if text.len() > LONGEST || root.size() > MOST_PARTS {
            let size = root.size();
            let notice = format!("# an expression of {size} parts is too large to be drawn\n");
            return Ok(Tree {
                parenthesised: String::new(),
                json: format!("{{\"schema\":1,\"parts\":{size}}}\n"),
                text: notice,
                failure,
            });
        }
        let parenthesised = parenthesised(parsed.root());
        let mut drawn = format!("{parenthesised}\n\n");
        draw(&root, &mut drawn);
        let json = Object::new()
            .raw("schema", 1)
            .text("text", text)
            .text("parenthesised", &parenthesised)
            .raw("root", json(&root))
            .end();
        Ok(Tree {
            parenthesised,
            text: drawn,
            json: json + "\n",
            failure,
        })
    })
}

/// The text of an expression with parentheses around every operator, conditional and lambda.
#[doc(hidden)]
#[must_use]
pub fn parenthesised(expr: &Expr) -> String {
    let mut whole = expr.clone();
    parenthesise(&mut whole);
    unparse(&whole)
}

/// Turns an operator into a name that is spelled like it, in parentheses.
fn parenthesise(expr: &mut Expr) {
    walk::parts_mut(expr, &mut parenthesise);
    let is_operator = match &expr.kind {
        ExprKind::Lambda(_)
        | ExprKind::Conditional(_)
        | ExprKind::Bool(..)
        | ExprKind::Unary(..)
        | ExprKind::Binary(..)
        | ExprKind::Compare(..) => true,
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
        | ExprKind::Slice(_) => false,
    };
    if is_operator {
        let text = format!("({})", unparse(expr));
        expr.kind = ExprKind::Name(Name::from(text));
    }
}

/// One line of the drawing.
struct Line {
    /// Branches and fragment.
    left: String,
    order: String,
    value: String,
}

fn draw(root: &Part<'_>, out: &mut String) {
    let mut lines = Vec::new();
    collect(root, "", "", &mut lines);
    let width = |text: &dyn Fn(&Line) -> usize| lines.iter().map(text).max().unwrap_or(0);
    let left = width(&|line| line.left.chars().count());
    let order = width(&|line| line.order.chars().count());
    for line in &lines {
        let row = format!(
            "{:left$}  {:>order$}  {}",
            line.left, line.order, line.value
        );
        // Writing to a text cannot fail.
        let _ = writeln!(out, "{}", row.trim_end());
    }
}

fn collect(part: &Part<'_>, branch: &str, below: &str, lines: &mut Vec<Line>) {
    let (order, value) = match part.visit {
        Some(visit) => {
            let times = if visit.times > 1 {
                format!(" ×{}", visit.times)
            } else {
                String::new()
            };
            let value = match &visit.value {
                Some(seen) => short(&seen.text),
                None => "raises".to_owned(),
            };
            (format!("{}→{}{times}", visit.start, visit.finish), value)
        }
        None => {
            let words = part.reason.map_or("", super::outline::Reason::words);
            ("–".to_owned(), words.to_owned())
        }
    };
    lines.push(Line {
        left: format!("{branch}{}", short(part.fragment())),
        order,
        value,
    });
    for (position, inner) in part.parts.iter().enumerate() {
        let is_last = position + 1 == part.parts.len();
        let (branch, more) = if is_last {
            ("└─ ", "   ")
        } else {
            ("├─ ", "│  ")
        };
        collect(
            inner,
            &format!("{below}{branch}"),
            &format!("{below}{more}"),
            lines,
        );
    }
}

/// A text on one line, and not too long a one.
pub(super) fn short(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = if text.contains('\n') {
        words.join(" ")
    } else {
        text.to_owned()
    };
    if line.chars().count() <= WIDEST {
        return line;
    }
    let start: String = line.chars().take(WIDEST - 1).collect();
    format!("{start}…")
}

/// A part and its parts as nested objects.
pub(super) fn json(part: &Part<'_>) -> String {
    let object = Object::new()
        .text("kind", part.kind())
        .text("text", part.fragment())
        .raw("span", span(part.expr.span));
    let object = match part.visit {
        Some(visit) => {
            let order = Object::new()
                .raw("start", visit.start)
                .raw("finish", visit.finish)
                .end();
            let value = visit.value.as_ref().map(|seen| quoted(&seen.text));
            object
                .raw("order", order)
                .raw("times", visit.times)
                .raw("value", value.as_deref().unwrap_or("null"))
        }
        None => {
            let reason = part.reason.map_or("around", super::outline::Reason::name);
            object
                .raw("order", "null")
                .raw("times", 0)
                .raw("value", "null")
                .text("skipped", reason)
        }
    };
    object.raw("parts", list(part.parts.iter().map(json))).end()
}

/// A place in the text, in bytes.
pub(super) fn span(span: Span) -> String {
    Object::new()
        .raw("start", span.start)
        .raw("end", span.end)
        .end()
}
