//! Why an expression has its value: the parts that decided it, and those that nobody asked.
//!
//! `docs/teaching.md` describes the JSON form.

use std::fmt::Write;

use super::account::{Account, Seen, Visits};
use super::json::{Object, list, quoted};
use super::outline::{Part, Reason};
use super::tree;
use crate::host::{Failure, IntoArguments, IntoInputs, Outcome, Program, Session};
use crate::runtime::value::Value;
use crate::syntax::ast::{BoolOp, Constant, Expr, ExprKind, UnaryOp};
use crate::syntax::{self, Span};

/// An answer and the reasons for it.
///
/// ```
/// use lambkin::Engine;
///
/// let explained = Engine::new().compile("x > 2 or y > 2")?.explain([("x", 3), ("y", 0)]);
/// assert_eq!(explained.outcome?.repr()?, "True");
/// assert_eq!(explained.explanation.because[0].text, "x > 2");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Explained {
    /// The value, or why there is none: as without explanation, at the same cost.
    pub outcome: Result<Outcome, Failure>,
    /// Why it is so.
    pub explanation: Explanation,
}

/// Why an expression has its value.
///
/// ```
/// use lambkin::Engine;
///
/// let explained = Engine::new().compile("1 if x else 2")?.explain([("x", 0)]);
/// assert_eq!(explained.explanation.value.as_deref(), Some("2"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The parts that decided it.
    pub because: Vec<Because>,
    /// The value in few words; `None` where there is none.
    pub value: Option<String>,
    headline: String,
    drawn: String,
    tree: String,
}

/// A part that decided the value.
///
/// ```
/// use lambkin::Engine;
///
/// let explained = Engine::new().compile("tries < 3")?.explain([("tries", 5)]);
/// let because = &explained.explanation.because[0];
/// assert_eq!(because.value, "False");
/// assert_eq!(because.given, [("tries".to_owned(), "5".to_owned())]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Because {
    /// Its text: `req["retries"] < 3`.
    pub text: String,
    /// Where it stands, in bytes.
    pub span: Span,
    /// Its value in few words.
    pub value: String,
    /// What it was made from, by name: `retries` and `5`.
    pub given: Vec<(String, String)>,
}

impl Program {
    /// Evaluates the program and says why the value is what it is.
    ///
    /// ```
    /// use lambkin::Engine;
    ///
    /// let program = Engine::new().compile(r#"tries < 3 and path.startswith("/api")"#)?;
    /// let inputs = lambkin::Inputs::new().with("tries", 5).with("path", "/api/users");
    /// let explained = program.explain(inputs);
    /// assert!(!explained.outcome?.to::<bool>()?);
    /// assert_eq!(
    ///     explained.explanation.headline(),
    ///     "denied because `tries < 3` was false (tries = 5)"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain(&self, inputs: impl IntoInputs) -> Explained {
        explained(self, |instance| instance.eval(inputs))
    }

    /// Calls the function that the program is, and says why the value is what it is.
    ///
    /// ```
    /// use lambkin::Engine;
    ///
    /// let policy = Engine::new().compile("lambda tries: 'retry' if tries < 3 else 'stop'")?;
    /// let explained = policy.explain_call((5,));
    /// assert_eq!(
    ///     explained.explanation.headline(),
    ///     "'stop' because `tries < 3` was false (tries = 5)"
    /// );
    /// # Ok::<(), lambkin::Diagnostics>(())
    /// ```
    pub fn explain_call(&self, args: impl IntoArguments) -> Explained {
        explained(self, |instance| instance.call(args))
    }
}

fn explained(
    program: &Program,
    run: impl FnOnce(&mut crate::host::Instance) -> Result<Outcome, Failure>,
) -> Explained {
    let (account, visits) = Account::new();
    let outcome = match program.watched() {
        Ok(watched) => {
            let mut instance = watched.instance();
            let watching = instance.with(|interp| {
                interp.observed_by(Some(Box::new(account)));
                Ok(())
            });
            watching.and_then(|()| run(&mut instance))
        }
        Err(found) => Err(Failure::Refused(found)),
    };
    let value = outcome.as_ref().map(|outcome| &outcome.value);
    let explanation = Explanation::new(program.source(), &visits.take(), value);
    Explained {
        outcome,
        explanation,
    }
}

/// Evaluates a text in a session and says why the value is what it is.
///
/// ```
/// use lambkin::{Engine, teach::explain::explain};
///
/// let mut session = Engine::new().session();
/// let (value, explanation) = explain("3 > 2", &mut session)?;
/// assert_eq!(session.repr(&value?)?, "True");
/// assert_eq!(explanation.headline(), "allowed because `3 > 2` was true");
/// # Ok::<(), lambkin::Failure>(())
/// ```
///
/// # Errors
/// Where the text is no expression.
pub fn explain(
    text: &str,
    session: &mut Session,
) -> Result<(Result<Value, Failure>, Explanation), Failure> {
    syntax::parse(text).map_err(|found| Failure::Refused(found.into()))?;
    let (account, visits) = Account::new();
    let result = session.watch(text, Box::new(account));
    let explanation = Explanation::new(text, &visits.take(), result.as_ref());
    Ok((result, explanation))
}

impl Explanation {
    fn new(source: &str, visits: &Visits, value: Result<&Value, &Failure>) -> Self {
        let mut explanation = Explanation {
            because: Vec::new(),
            value: value.ok().map(super::summary::summary),
            headline: String::new(),
            drawn: String::new(),
            tree: "null".to_owned(),
        };
        if let Ok((parsed, _)) = syntax::parse_prefix(source) {
            syntax::with_room(parsed.depth().saturating_mul(2), || {
                let whole = Part::new(parsed.root(), source, visits);
                let root = answer(&whole);
                let mut deciding = Vec::new();
                decide(root, &mut deciding);
                explanation.because = deciding.iter().map(|part| because(part)).collect();
                draw(root, "", "", &mut explanation.drawn);
                explanation.tree = tree::json(&whole);
            });
        }
        explanation.headline = match value {
            Ok(value) => explanation.sentence(value),
            Err(failure) => format!("no answer: {failure}"),
        };
        explanation
    }

    fn sentence(&self, value: &Value) -> String {
        let verdict = match value {
            Value::Bool(false) => "denied".to_owned(),
            Value::Bool(true) => "allowed".to_owned(),
            other => super::summary::summary(other),
        };
        let reasons: Vec<String> = self.because.iter().map(Because::sentence).collect();
        if reasons.is_empty() {
            return verdict;
        }
        format!("{verdict} because {}", reasons.join(" and "))
    }

    /// The reason in one line: ``denied because `tries < 3` was false (tries = 5)``.
    ///
    /// ```
    /// let explained = lambkin::Engine::new().compile("x in (1, 2)")?.explain([("x", 3)]);
    /// assert_eq!(explained.explanation.headline(), "denied because `x in (1, 2)` was false (x = 3)");
    /// # Ok::<(), lambkin::Diagnostics>(())
    /// ```
    #[must_use]
    pub fn headline(&self) -> &str {
        &self.headline
    }

    /// The reason, then every part that could have decided, with its value or why it was not asked.
    ///
    /// ```
    /// let explained = lambkin::Engine::new().compile("x or y")?.explain([("x", 1), ("y", 2)]);
    /// let text = explained.explanation.text();
    /// assert_eq!(text.lines().next(), Some("1 because `x` was 1"));
    /// # Ok::<(), lambkin::Diagnostics>(())
    /// ```
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}\n\n{}", self.headline, self.drawn)
    }

    /// The same for tools.
    ///
    /// ```
    /// let explained = lambkin::Engine::new().compile("x or y")?.explain([("x", 1), ("y", 2)]);
    /// assert!(explained.explanation.json().starts_with(r#"{"schema":1,"headline":"#));
    /// # Ok::<(), lambkin::Diagnostics>(())
    /// ```
    #[must_use]
    pub fn json(&self) -> String {
        let value = self.value.as_deref().map(quoted);
        Object::new()
            .raw("schema", 1)
            .text("headline", &self.headline)
            .raw("value", value.as_deref().unwrap_or("null"))
            .raw("because", list(self.because.iter().map(Because::json)))
            .raw("tree", &self.tree)
            .end()
    }
}

impl Because {
    fn sentence(&self) -> String {
        let was = match self.value.as_str() {
            "True" => "true",
            "False" => "false",
            other => other,
        };
        let mut sentence = format!("`{}` was {was}", tree::short(&self.text));
        if !self.given.is_empty() {
            let given: Vec<String> = (self.given.iter())
                .map(|(name, value)| format!("{name} = {value}"))
                .collect();
            let _ = write!(sentence, " ({})", given.join(", "));
        }
        sentence
    }

    fn json(&self) -> String {
        let given =
            (self.given.iter()).fold(Object::new(), |all, (name, value)| all.text(name, value));
        Object::new()
            .text("text", &self.text)
            .raw("span", tree::span(self.span))
            .text("value", &self.value)
            .raw("given", given.end())
            .end()
    }
}

/// The part whose value is the answer: the body of a lambda that was called.
fn answer<'p, 'a>(part: &'p Part<'a>) -> &'p Part<'a> {
    let body = match &part.expr.kind {
        ExprKind::Lambda(lambda) => Some(lambda.body.span),
        _ => None,
    };
    let body = part
        .parts
        .iter()
        .find(|inner| Some(inner.expr.span) == body);
    match body {
        Some(body) if body.visit.is_some() => answer(body),
        _ => part,
    }
}

fn seen<'a>(part: &Part<'a>) -> Option<&'a Seen> {
    part.visit.and_then(|visit| visit.value.as_ref())
}

fn truth(part: &Part<'_>) -> Option<bool> {
    seen(part).and_then(|seen| seen.truth)
}

/// The parts that decided a value, in the order of the text.
fn decide<'p, 'a>(part: &'p Part<'a>, deciding: &mut Vec<&'p Part<'a>>) {
    match &part.expr.kind {
        ExprKind::Bool(op, _) => {
            let all_decide = truth(part) == Some(matches!(op, BoolOp::And));
            let asked: Vec<&Part<'_>> = part
                .parts
                .iter()
                .filter(|inner| inner.visit.is_some())
                .collect();
            let first = if all_decide {
                0
            } else {
                asked.len().saturating_sub(1)
            };
            for inner in asked.into_iter().skip(first) {
                decide(inner, deciding);
            }
        }
        ExprKind::Unary(UnaryOp::Not, _) => {
            part.parts.iter().for_each(|inner| decide(inner, deciding));
        }
        ExprKind::Conditional(parts) => {
            for inner in part.parts.iter().filter(|inner| inner.visit.is_some()) {
                if inner.expr.span == parts.test.span || !is_constant(inner.expr) {
                    decide(inner, deciding);
                }
            }
        }
        _ if is_constant(part.expr) || seen(part).is_none() => {}
        _ => deciding.push(part),
    }
}

fn is_constant(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Constant(_))
}

fn because(part: &Part<'_>) -> Because {
    let mut given = Vec::new();
    match &part.expr.kind {
        ExprKind::Compare(..) => {
            for operand in part
                .parts
                .iter()
                .filter(|operand| !is_constant(operand.expr))
            {
                note(operand, &mut given);
            }
        }
        _ => paths(part, &mut given),
    }
    let value = seen(part).map(|seen| seen.text.clone()).unwrap_or_default();
    let mut named: Vec<(String, String)> = Vec::new();
    for (label, fragment, text) in &given {
        let same = given.iter().filter(|(other, ..)| other == label).count();
        let name = if same > 1 { fragment } else { label };
        if *name != part.fragment() && !named.iter().any(|(known, _)| known == name) {
            named.push((name.clone(), text.clone()));
        }
    }
    Because {
        text: part.fragment().to_owned(),
        span: part.expr.span,
        value,
        given: named,
    }
}

/// A label, the whole fragment, and the value.
type Given = (String, String, String);

/// The data that a part reads: the longest chains of names, attributes and subscripts.
fn paths(part: &Part<'_>, given: &mut Vec<Given>) {
    for inner in &part.parts {
        if label(inner.expr).is_some() {
            note(inner, given);
        } else {
            paths(inner, given);
        }
    }
}

fn note(part: &Part<'_>, given: &mut Vec<Given>) {
    let Some(seen) = seen(part) else {
        return;
    };
    // What a function is called says what it is, and its value does not.
    if seen.text == part.fragment() || seen.text.starts_with('<') {
        return;
    }
    let fragment = tree::short(part.fragment());
    let label = label(part.expr).unwrap_or_else(|| fragment.clone());
    given.push((label, fragment, tree::short(&seen.text)));
}

/// What a part of the data is called: `retries` of `req["retries"]`, `req.retries` and `retries`.
fn label(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Name(name) | ExprKind::Attribute(_, name, _) => Some(name.to_string()),
        ExprKind::Subscript(_, key) => match &key.kind {
            ExprKind::Constant(Constant::Str(key)) => Some(key.to_string()),
            _ => None,
        },
        _ => None,
    }
}

/// The parts that could have decided, one a line.
fn draw(part: &Part<'_>, branch: &str, below: &str, out: &mut String) {
    let value = seen(part).map_or("–", |seen| seen.text.as_str());
    let _ = write!(
        out,
        "{branch}{}  {}",
        tree::short(value),
        tree::short(part.fragment())
    );
    let why = part.reason.map_or("", Reason::words);
    if !why.is_empty() {
        let _ = write!(out, "  ({why})");
    }
    out.push('\n');
    let is_logic = matches!(
        part.expr.kind,
        ExprKind::Bool(..) | ExprKind::Conditional(_) | ExprKind::Unary(UnaryOp::Not, _)
    );
    if !is_logic || part.visit.is_none() {
        return;
    }
    for (position, inner) in part.parts.iter().enumerate() {
        let is_last = position + 1 == part.parts.len();
        let (branch, more) = if is_last {
            ("└─ ", "   ")
        } else {
            ("├─ ", "│  ")
        };
        draw(
            inner,
            &format!("{below}{branch}"),
            &format!("{below}{more}"),
            out,
        );
    }
}
