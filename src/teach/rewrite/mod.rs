//! The expression that does what statements do, where one does it faithfully.
//!
//! A suggestion is built from the tree of the statements, never from their text, and is a program that parses.
//! A wrong suggestion is worse than none: where nothing faithful is known, nothing is offered.

mod branches;
mod build;
mod collection;
mod definition;
mod env;
mod flow;
mod fold;
mod import;
mod kind;
mod letting;
mod line;
mod loops;
mod names;
mod peel;
mod program;
mod proof;
mod rewriter;
mod search;
pub(super) mod slip;
mod spelling;

use super::statement::Module;

/// An expression to write instead.
///
/// ```
/// use lambkin::{Engine, teach::diagnose};
///
/// let wrong = Engine::new().compile("x = 1; x + 1").unwrap_err()[0].clone();
/// let suggestion = diagnose::explain("x = 1; x + 1", wrong).suggestion.unwrap();
/// assert_eq!(suggestion.expr, "(lambda x: x + 1)(1)");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Its text.
    pub expr: String,
    /// How far it does the same.
    pub faithfulness: Faithfulness,
    /// When it does the same, in a sentence; none where it always does.
    pub condition: Option<String>,
}

/// How far a suggestion does what the statements do.
///
/// ```
/// use lambkin::teach::rewrite::{Faithfulness, Suggestion};
/// assert_eq!(Suggestion::exact("a == b").faithfulness, Faithfulness::Exact);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Faithfulness {
    /// `return x` as `x`: the same value, effects, order and errors for every input.
    Exact,
    /// `x = 1; f(x)` as `(lambda x: f(x))(1)`: the same under the condition that is said.
    Conditional,
}

impl Faithfulness {
    /// The stable word for it.
    ///
    /// ```
    /// assert_eq!(lambkin::teach::rewrite::Faithfulness::Conditional.name(), "conditional");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Faithfulness::Exact => "exact",
            Faithfulness::Conditional => "conditional",
        }
    }
}

impl Suggestion {
    /// One that is always faithful.
    ///
    /// ```
    /// use lambkin::teach::rewrite::Suggestion;
    /// assert_eq!(Suggestion::exact("6 * 7").condition, None);
    /// ```
    #[must_use]
    pub fn exact(expr: impl Into<String>) -> Self {
        Suggestion {
            expr: expr.into(),
            faithfulness: Faithfulness::Exact,
            condition: None,
        }
    }

    /// One that is faithful under a condition.
    ///
    /// ```
    /// use lambkin::teach::rewrite::Suggestion;
    /// assert!(Suggestion::when("sum(xs)", "`xs` holds numbers").condition.is_some());
    /// ```
    #[must_use]
    pub fn when(expr: impl Into<String>, condition: impl Into<String>) -> Self {
        Suggestion {
            expr: expr.into(),
            faithfulness: Faithfulness::Conditional,
            condition: Some(condition.into()),
        }
    }
}

/// What to write instead of the statements of `source`.
#[doc(hidden)]
///
/// ```
/// use lambkin::teach::{rewrite, statement};
/// let source = "return 6 * 7";
/// let suggestion = rewrite::suggest(&statement::read(source), source).unwrap();
/// assert_eq!(suggestion.expr, "6 * 7");
/// ```
#[must_use]
pub fn suggest(module: &Module, source: &str) -> Option<Suggestion> {
    if !module.problems.is_empty() {
        return None;
    }
    match module.statements.as_slice() {
        [only] => line::suggest(only, source),
        statements => program::suggest(statements, source),
    }
}
