//! Predictions: the next value is asked for before it is shown, and a wrong answer is told what kind of slip it is.
//!
//! Nothing is guessed about the learner: a slip is named where the answer is exactly what that slip computes.

use super::stepper::{Rule, Step};
use super::steps::{Extent, Steps, steps};
use super::walk::{self, When};
use crate::host::Session;
use crate::syntax::ast::{Expr, ExprKind, Name, Param};
use crate::syntax::{self, Span, unparse};

/// What an answer is worth.
///
/// ```
/// use lambkin::teach::predict::{Slip, Verdict};
///
/// let verdict = Verdict::Wrong(Slip::Eager);
/// let said = match verdict {
///     Verdict::Right => "yes".to_owned(),
///     Verdict::Wrong(slip) => format!("no: {}", slip.advice()),
/// };
/// assert_eq!(said, "no: it makes its items only when somebody asks for them");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is the next value.
    Right,
    /// It is not, and this is what was probably thought.
    Wrong(Slip),
}

/// Kinds of slips.
///
/// ```
/// use lambkin::teach::predict::Slip;
/// assert_eq!(Slip::LateBinding.name(), "late binding");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// `3` for `1 + 2 * 3`: an operator took the operand of one that binds more tightly.
    Precedence,
    /// `7` for `(1 + 2) * (3 + 4)`: a part further right was evaluated first.
    Order,
    /// `[1, 4]` for `map(f, [1, 2])`: a lazy iterator was taken for its items.
    Eager,
    /// `0` for `[f() for f in [lambda: i for i in range(3)]][0]`: a closure was taken to keep the value of its making.
    LateBinding,
    /// `True` for `3 and 4`, or the value of a part that is skipped.
    ShortCircuit,
    /// The value of the whole, or of a later step.
    Ahead,
    /// None of these.
    Value,
}

impl Slip {
    /// The slip as one word.
    ///
    /// ```
    /// assert_eq!(lambkin::teach::predict::Slip::Precedence.name(), "precedence");
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Slip::Precedence => "precedence",
            Slip::Order => "left-to-right order",
            Slip::Eager => "eager or lazy",
            Slip::LateBinding => "late binding",
            Slip::ShortCircuit => "short circuit",
            Slip::Ahead => "a step too far",
            Slip::Value => "value",
        }
    }

    /// What to keep in mind.
    ///
    /// ```
    /// use lambkin::teach::predict::Slip;
    /// assert_eq!(Slip::Ahead.advice(), "that comes later: one step at a time");
    /// ```
    #[must_use]
    pub fn advice(self) -> &'static str {
        match self {
            Slip::Precedence => "an operator that binds more tightly takes its operands first",
            Slip::Order => "operands are evaluated from left to right, the innermost first",
            Slip::Eager => "it makes its items only when somebody asks for them",
            Slip::LateBinding => "a closure sees what the variable is when it is called",
            Slip::ShortCircuit => {
                "`and` and `or` give one of their operands, and what comes after it is never evaluated"
            }
            Slip::Ahead => "that comes later: one step at a time",
            Slip::Value => "that is not what it computes",
        }
    }
}

/// Questions about one sequence.
///
/// ```
/// use lambkin::Engine;
/// use lambkin::teach::predict::Quiz;
/// use lambkin::teach::steps::steps;
///
/// let mut session = || Engine::new().session();
/// let found = steps("2 + 3", Default::default(), &mut session);
/// let quiz = Quiz::new("2 + 3", &found, &mut session);
/// assert!(quiz.asks(&found.steps[0]));
/// ```
pub struct Quiz<'a> {
    source: &'a str,
    found: &'a Steps,
    session: &'a mut dyn FnMut() -> Session,
}

/// The most parts of a text whose values are compared with an answer.
const MOST_PARTS: usize = 50;

impl<'a> Quiz<'a> {
    /// Questions about the steps of `source`; `session` makes the sessions in which answers are evaluated.
    ///
    /// ```
    /// use lambkin::Engine;
    /// use lambkin::teach::predict::Quiz;
    /// use lambkin::teach::steps::steps;
    ///
    /// let mut session = || Engine::new().session();
    /// let found = steps("2 * 3", Default::default(), &mut session);
    /// let quiz = Quiz::new("2 * 3", &found, &mut session);
    /// assert!(!quiz.asks_for_the_end());
    /// ```
    pub fn new(source: &'a str, found: &'a Steps, session: &'a mut dyn FnMut() -> Session) -> Self {
        Quiz {
            source,
            found,
            session,
        }
    }

    /// Whether a step is worth a question: it computes a value, and not only the form of what is left.
    ///
    /// ```
    /// use lambkin::Engine;
    /// use lambkin::teach::predict::Quiz;
    /// use lambkin::teach::steps::steps;
    ///
    /// let mut session = || Engine::new().session();
    /// let found = steps("(lambda x: x + 1)(2)", Default::default(), &mut session);
    /// let quiz = Quiz::new("(lambda x: x + 1)(2)", &found, &mut session);
    /// assert!(!quiz.asks(&found.steps[0]));
    /// assert!(quiz.asks(&found.steps[1]));
    /// ```
    #[must_use]
    pub fn asks(&self, step: &Step) -> bool {
        match step.rule {
            Rule::Value => true,
            Rule::Choose => is_value(&step.becomes),
            Rule::Apply | Rule::Unroll | Rule::Raise => false,
        }
    }

    /// Whether there is a question about the value itself: one that no step computes, a lazy iterator's.
    ///
    /// ```
    /// use lambkin::Engine;
    /// use lambkin::teach::predict::Quiz;
    /// use lambkin::teach::steps::steps;
    ///
    /// let mut session = || Engine::new().session();
    /// let found = steps("map(abs, [1, -2])", Default::default(), &mut session);
    /// let quiz = Quiz::new("map(abs, [1, -2])", &found, &mut session);
    /// assert!(quiz.asks_for_the_end());
    /// ```
    #[must_use]
    pub fn asks_for_the_end(&self) -> bool {
        let value = self.found.value.as_deref().unwrap_or_default();
        self.found.last.is_some() && value.starts_with('<') && !value.starts_with("<function")
    }

    /// Judges what was answered to the question which value comes next.
    ///
    /// ```
    /// use lambkin::Engine;
    /// use lambkin::teach::predict::{Quiz, Slip, Verdict};
    /// use lambkin::teach::steps::steps;
    ///
    /// let session = || Engine::new().session();
    /// let found = steps("1 + 2 * 3", Default::default(), &mut { session });
    /// let mut session = session;
    /// let mut quiz = Quiz::new("1 + 2 * 3", &found, &mut session);
    /// assert_eq!(quiz.judge(&found.steps[0], "6"), Verdict::Right);
    /// assert_eq!(quiz.judge(&found.steps[0], "3"), Verdict::Wrong(Slip::Precedence));
    /// ```
    pub fn judge(&mut self, step: &Step, answer: &str) -> Verdict {
        if self.names_a_skipped_failure(step, answer) {
            return Verdict::Wrong(Slip::ShortCircuit);
        }
        let Some(given) = self.value(answer) else {
            return Verdict::Wrong(Slip::Value);
        };
        if self.value(&step.becomes).as_ref() == Some(&given) {
            return Verdict::Right;
        }
        Verdict::Wrong(self.slip(step, &given))
    }

    /// Judges what was answered to the question which value the whole has, where that is lazy.
    ///
    /// ```
    /// use lambkin::Engine;
    /// use lambkin::teach::predict::{Quiz, Slip, Verdict};
    /// use lambkin::teach::steps::steps;
    ///
    /// let mut session = || Engine::new().session();
    /// let found = steps("map(abs, [1, -2])", Default::default(), &mut session);
    /// let mut quiz = Quiz::new("map(abs, [1, -2])", &found, &mut session);
    /// assert_eq!(quiz.judge_end("[1, 2]"), Verdict::Wrong(Slip::Eager));
    /// ```
    pub fn judge_end(&mut self, answer: &str) -> Verdict {
        let value = self.found.value.as_deref().unwrap_or_default();
        let name: String = value.chars().skip(1).take_while(|c| *c != ' ').collect();
        let word = answer.trim_matches(|c: char| !c.is_alphanumeric());
        let named = name
            .split('.')
            .next_back()
            .is_some_and(|name| word.contains(name));
        if named || self.value(answer).is_some_and(|given| given == value) {
            return Verdict::Right;
        }
        let items = format!(
            "list({})",
            self.found.last.as_deref().unwrap_or(self.source)
        );
        let given = self.value(&format!("list({answer})"));
        if given.is_some() && given == self.value(&items) {
            return Verdict::Wrong(Slip::Eager);
        }
        Verdict::Wrong(Slip::Value)
    }

    /// Whether the answer is the name of an exception that a part would raise if it were not skipped.
    fn names_a_skipped_failure(&mut self, step: &Step, answer: &str) -> bool {
        step.skipped.iter().any(|place| {
            let part = step.text.get(place.range()).unwrap_or_default();
            let failure = (self.session)().eval(part).err();
            failure.is_some_and(|failure| answer.contains(failure.kind()))
        })
    }

    fn slip(&mut self, step: &Step, given: &str) -> Slip {
        let Ok(tree) = syntax::parse(&step.text) else {
            return Slip::Value;
        };
        let mut wrong = Vec::new();
        let mut parts = Vec::new();
        let mut pending = vec![tree.root()];
        while let Some(part) = pending.pop() {
            misread(part, &step.text, &mut wrong);
            parts.push(part.span);
            walk::parts(part, &mut |part, when| {
                if when == When::Now {
                    pending.push(part);
                }
            });
        }
        let is = |quiz: &mut Self, text: &str| quiz.value(text).as_deref() == Some(given);
        if wrong.iter().take(MOST_PARTS).any(|text| is(self, text)) {
            return Slip::Precedence;
        }
        let is_bool = matches!(given, "True" | "False");
        if step.rule == Rule::Choose && is_bool {
            return Slip::ShortCircuit;
        }
        let skipped = |span: Span| {
            (step.skipped.iter()).any(|place| place.start <= span.start && span.end <= place.end)
        };
        let others = parts
            .into_iter()
            .filter(|span| *span != step.redex)
            .take(MOST_PARTS);
        let mut order = false;
        for span in others {
            let text = step.text.get(span.range()).unwrap_or_default().to_owned();
            if span == tree.root().span || !is(self, &text) {
                continue;
            }
            if skipped(span) {
                return Slip::ShortCircuit;
            }
            order |= !is_value(&text);
        }
        if self.is_early(given) {
            return Slip::LateBinding;
        }
        if order {
            return Slip::Order;
        }
        let last = self.found.value.as_deref().ok();
        let later = self.found.steps.iter().any(|later| later.becomes == given);
        if last == Some(given) || later {
            Slip::Ahead
        } else {
            Slip::Value
        }
    }

    /// Whether that is what would be computed if closures kept the values of their making.
    fn is_early(&mut self, given: &str) -> bool {
        let Ok(tree) = syntax::parse(self.source) else {
            return false;
        };
        let mut early = tree.root().clone();
        keep_values(&mut early);
        let text = unparse(&early);
        if text == unparse(tree.root()) {
            return false;
        }
        let found = steps(&text, Extent::default(), self.session);
        found.value.as_ref().is_ok_and(|value| value == given)
            || found.steps.iter().any(|step| step.becomes == given)
    }

    /// The value of a text as `repr` shows it.
    fn value(&mut self, text: &str) -> Option<String> {
        let mut session = (self.session)();
        let value = session.eval(text).ok()?;
        session.repr(&value).ok()
    }
}

/// Whether a text is a literal through and through.
fn is_value(text: &str) -> bool {
    fn plain(expr: &Expr) -> bool {
        let mut all = match &expr.kind {
            ExprKind::Constant(_)
            | ExprKind::Tuple(_)
            | ExprKind::List(_)
            | ExprKind::Set(_)
            | ExprKind::Dict(_)
            | ExprKind::Unary(..) => true,
            ExprKind::FString(_)
            | ExprKind::Name(_)
            | ExprKind::Starred(_)
            | ExprKind::Comprehension(_)
            | ExprKind::Lambda(_)
            | ExprKind::Conditional(_)
            | ExprKind::Bool(..)
            | ExprKind::Binary(..)
            | ExprKind::Compare(..)
            | ExprKind::Call(..)
            | ExprKind::Attribute(..)
            | ExprKind::Subscript(..)
            | ExprKind::Slice(_) => false,
        };
        walk::parts(expr, &mut |part, _| all &= plain(part));
        all
    }
    syntax::parse(text).is_ok_and(|tree| plain(tree.root()))
}

/// How an operator reads to whoever does not know what binds more tightly: with the operands next to it.
fn misread(expr: &Expr, text: &str, wrong: &mut Vec<String>) {
    let fragment = |expr: &Expr| text.get(expr.span.range()).unwrap_or_default().to_owned();
    let mut pair = |lhs: &Expr, op: &str, rhs: &Expr| {
        let (left, right) = (rightmost(lhs, text), leftmost(rhs, text));
        if left.span != lhs.span || right.span != rhs.span {
            wrong.push(format!("({}) {op} ({})", fragment(left), fragment(right)));
        }
    };
    match &expr.kind {
        ExprKind::Binary(op, lhs, rhs) => pair(lhs, op.symbol(), rhs),
        ExprKind::Compare(first, rest) => {
            let mut before: &Expr = first;
            for (op, operand) in rest {
                pair(before, op.symbol(), operand);
                before = operand;
            }
        }
        ExprKind::Unary(_, operand) => {
            let first = leftmost(operand, text);
            if first.span != operand.span {
                let sign = (text.get(expr.span.start as usize..operand.span.start as usize))
                    .unwrap_or_default();
                let rest = (text.get(first.span.end as usize..operand.span.end as usize))
                    .unwrap_or_default();
                wrong.push(format!("({sign}({})){rest}", fragment(first)));
            }
        }
        _ => {}
    }
}

/// The operand that stands last in the text of an operator without parentheses.
fn rightmost<'a>(expr: &'a Expr, text: &str) -> &'a Expr {
    if is_parenthesised(expr, text) {
        return expr;
    }
    match &expr.kind {
        ExprKind::Binary(_, _, rhs) => rightmost(rhs, text),
        ExprKind::Compare(_, rest) => rest.last().map_or(expr, |(_, last)| rightmost(last, text)),
        ExprKind::Unary(_, operand) => rightmost(operand, text),
        _ => expr,
    }
}

/// The operand that stands first.
fn leftmost<'a>(expr: &'a Expr, text: &str) -> &'a Expr {
    if is_parenthesised(expr, text) {
        return expr;
    }
    match &expr.kind {
        ExprKind::Binary(_, lhs, _) => leftmost(lhs, text),
        ExprKind::Compare(first, _) => leftmost(first, text),
        _ => expr,
    }
}

fn is_parenthesised(expr: &Expr, text: &str) -> bool {
    let (start, end) = (expr.span.start as usize, expr.span.end as usize);
    let before = text.get(..start).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    before.ends_with('(') && after.starts_with(')')
}

/// Gives the lambdas of comprehensions defaults that keep the variables as they are: `lambda: i` is `lambda *, i=i: i`.
fn keep_values(expr: &mut Expr) {
    if let ExprKind::Comprehension(comprehension) = &mut expr.kind {
        let names = walk::bound_names(&comprehension.clauses);
        walk::elements_mut(&mut comprehension.kind, &mut |part| {
            keep_names(part, &names)
        });
    }
    walk::parts_mut(expr, &mut keep_values);
}

fn keep_names(expr: &mut Expr, names: &[Name]) {
    if let ExprKind::Lambda(lambda) = &mut expr.kind {
        for name in names {
            let hidden = walk::params(&lambda.params).any(|param| param.name == *name);
            if !hidden && super::substitute::uses(&lambda.body, name).total > 0 {
                lambda.params.keyword_only.push(Param {
                    name: name.clone(),
                    default: Some(Expr {
                        kind: ExprKind::Name(name.clone()),
                        span: Span::default(),
                    }),
                    span: Span::default(),
                });
            }
        }
        return;
    }
    walk::parts_mut(expr, &mut |part| keep_names(part, names));
}
