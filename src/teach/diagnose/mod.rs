//! What a text that is no expression is instead, and what to say about it.
//!
//! Which of several mistakes counts: one that keeps the text from being read at all; then the first statement;
//! then a slip in what should be an expression.

pub(super) mod lexical;
mod slips;

use super::lessons;
use super::rewrite::{self, Faithfulness, Suggestion};
use super::statement::{self, Module, Statement};
use crate::syntax::{self, Diagnostic, Severity, Span, TokenKind, Tokens};

/// A finding with its lesson.
///
/// ```
/// use lambkin::{Engine, teach::diagnose};
///
/// let text = "total = 3";
/// let wrong = Engine::new().compile(text).unwrap_err()[0].clone();
/// let finding = diagnose::explain(text, wrong);
/// assert_eq!(finding.diagnostic.kind, "assignment");
/// assert_eq!(finding.suggestion, None);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Kind, place and what to draw; the message is Python's own.
    pub diagnostic: Diagnostic,
    /// What the lesson says in a sentence or two.
    pub message: String,
    /// What to write instead.
    pub suggestion: Option<Suggestion>,
}

/// The finding that says what `text` is, made from what `Engine::check` found wrong with it.
///
/// ```
/// use lambkin::{Engine, teach::diagnose};
///
/// let wrong = Engine::new().compile("return 6 * 7").unwrap_err()[0].clone();
/// let finding = diagnose::explain("return 6 * 7", wrong);
/// assert_eq!(finding.diagnostic.kind, "return");
/// assert_eq!(finding.suggestion.unwrap().expr, "6 * 7");
/// ```
#[must_use]
pub fn explain(text: &str, mut diagnostic: Diagnostic) -> Finding {
    if diagnostic.severity == Severity::Warning {
        return lexical::unknown_name(text, diagnostic);
    }
    let whole = Text::new(text);
    let (kind, span) = whole.verdict(&diagnostic);
    let span = whole.sign(kind, span);
    diagnostic.kind = kind;
    diagnostic.span = span;
    let suggestion = whole.suggestion(kind, span);
    let mut message = diagnostic.message.clone();
    let mut help = None;
    if let Some(lesson) = lessons::find(kind) {
        // Python's own words say more where it knows the mistake, but of statements it knows nothing.
        if let Some(words) = lesson.message()
            && (message == "invalid syntax" || is_statement(kind))
        {
            words.clone_into(&mut message);
            diagnostic.notes.insert(0, words.to_owned());
        }
        diagnostic = diagnostic.with_label(span, lesson.label());
        help = lesson.help();
    }
    if let Some(suggestion) = &suggestion {
        diagnostic.help = Some(advice(suggestion));
    } else if let Some(help) = help {
        diagnostic.help = Some(help.to_owned());
    }
    Finding {
        diagnostic,
        message,
        suggestion,
    }
}

/// A suggestion as a line of help.
fn advice(suggestion: &Suggestion) -> String {
    let expr = &suggestion.expr;
    match (suggestion.faithfulness, &suggestion.condition) {
        (Faithfulness::Conditional, Some(condition)) => format!("write `{expr}`; {condition}"),
        (Faithfulness::Exact | Faithfulness::Conditional, _) => format!("write `{expr}`"),
    }
}

/// A text as far as it could be read.
struct Text<'t> {
    text: &'t str,
    tokens: Tokens,
    module: Module,
}

impl<'t> Text<'t> {
    fn new(text: &'t str) -> Self {
        // As for an expression, blanks before one line do not count.
        let blank = text.len() - text.trim_start_matches([' ', '\t']).len();
        let lines = text.trim_end().contains(['\n', '\r']);
        let tokens = syntax::tokenize(text, if lines { 0 } else { blank });
        let module = statement::read_tokens(text, &tokens);
        Text {
            text,
            tokens,
            module,
        }
    }

    /// What the text is, and the place that makes it that.
    fn verdict(&self, complaint: &Diagnostic) -> (&'static str, Span) {
        let said = (complaint.kind, complaint.span);
        if matches!(
            complaint.kind,
            "null-byte" | "too-long" | "too-deep" | "not-utf8"
        ) {
            return said;
        }
        if let Some(error) = &self.tokens.error {
            let foreign = || {
                let all = 0..self.tokens.kinds.len();
                let last = self.module.statements.last();
                let range = last.map_or(all, |one| self.within(one.span));
                slips::find(self.text, &self.tokens, range)
                    .filter(|(kind, _)| !matches!(*kind, "missing-colon" | "keyword-as-name"))
            };
            // A phrase may be named for what it is, but only once its brackets are closed.
            let open = || match said.0 {
                kind if kind == "invalid-syntax" || is_statement(kind) => (error.kind, error.span),
                _ => said,
            };
            return lexical::refine(self.text, error)
                .or_else(foreign)
                .unwrap_or_else(open);
        }
        let statements = &self.module.statements;
        if statements.is_empty() && self.module.problems.is_empty() {
            return ("empty", said.1);
        }
        let first = statements.iter().position(|one| one.name().is_some());
        let wrong = self.module.problems.first().map(|problem| {
            let at = problem.span.start;
            let index = statements.partition_point(|one| one.span.start <= at);
            (problem, index.saturating_sub(1))
        });
        if let Some((problem, index)) = wrong
            && first.is_none_or(|first| index <= first)
        {
            return self.slip(problem, statements.get(index), said);
        }
        self.statement(first, said)
    }

    /// The sign that makes the text what it is, where Python points at more.
    fn sign(&self, kind: &'static str, span: Span) -> Span {
        let sign = match kind {
            "single-equals" => TokenKind::Equal,
            "walrus" => TokenKind::ColonEqual,
            _ => return span,
        };
        let start = self
            .tokens
            .spans
            .partition_point(|one| one.start < span.start);
        (self.tokens.kinds.iter().zip(&self.tokens.spans).skip(start))
            .find(|(kind, _)| **kind == sign)
            .map_or(span, |(_, span)| *span)
    }

    /// What a text is that is right as Python.
    fn statement(&self, first: Option<usize>, said: (&'static str, Span)) -> (&'static str, Span) {
        let statements = &self.module.statements;
        let semicolon = (statements.iter().enumerate()).find_map(|(index, one)| {
            let more = statements.get(index + 1).is_some() || one.name().is_none();
            one.semicolon.filter(|_| more)
        });
        let begins_later = |span: &Span| {
            // A semicolon counts where nothing before it is a statement of its own line.
            first
                .and_then(|first| statements.get(first))
                .is_none_or(|one| {
                    let between = self.text.get(one.span.end as usize..span.start as usize);
                    !between.unwrap_or_default().contains(['\n', '\r'])
                })
        };
        if let Some(span) = semicolon.filter(begins_later) {
            return ("semicolon", span);
        }
        if let Some(one) = first.and_then(|first| statements.get(first))
            && let Some(name) = one.name()
        {
            return (name, one.mark);
        }
        if self.tokens.kinds.first() == Some(&TokenKind::Star) {
            return (
                "starred-expression",
                self.tokens.spans.first().copied().unwrap_or(said.1),
            );
        }
        match statements.get(1) {
            Some(second) if !matches!(said.0, "walrus" | "yield" | "await") => {
                ("multiple-expressions", second.span)
            }
            _ => said,
        }
    }

    /// What is wrong with a text that is no Python.
    fn slip(
        &self,
        problem: &Diagnostic,
        statement: Option<&Statement>,
        said: (&'static str, Span),
    ) -> (&'static str, Span) {
        let range = statement.map_or(0..self.tokens.kinds.len(), |one| self.within(one.span));
        if let Some(slip) = slips::find(self.text, &self.tokens, range) {
            return slip;
        }
        let name = statement.and_then(Statement::name);
        let own = problem.kind;
        if self.compares(problem, name) {
            return ("single-equals", problem.span);
        }
        // A phrase of a statement is no statement of its own.
        let vague = matches!(own, "invalid-syntax" | "missing-value" | "missing-name")
            || lessons::find(own).is_some_and(|lesson| is_statement(lesson.kind));
        match (name, statement) {
            (Some(name), Some(one)) if vague => (name, one.mark),
            (Some(_), _) => (own, problem.span),
            (None, _) if vague => {
                slips::vague(self.text, &self.tokens, problem.span).unwrap_or(said)
            }
            (None, _) => said,
        }
    }

    /// Whether an expression ends at a `=` that was meant to compare.
    fn compares(&self, problem: &Diagnostic, name: Option<&'static str>) -> bool {
        let spans = &self.tokens.spans;
        let behind = match problem.kind {
            "missing-else" => problem.span.end,
            _ => problem.span.start,
        };
        let at = spans.partition_point(|one| one.start < behind);
        let equal = self.tokens.kinds.get(at) == Some(&TokenKind::Equal);
        match problem.kind {
            "assignment" | "chained-assignment" => name.is_some_and(|name| {
                !matches!(
                    name,
                    "assignment" | "chained-assignment" | "tuple-assignment"
                )
            }),
            "missing-else" => equal,
            "invalid-syntax" => equal && name.is_none(),
            _ => false,
        }
    }

    /// The tokens of a span.
    fn within(&self, span: Span) -> std::ops::Range<usize> {
        let spans = &self.tokens.spans;
        let start = spans.partition_point(|one| one.start < span.start);
        let end = spans.partition_point(|one| one.start < span.end);
        // What could not be read belongs to the line that it ends.
        let line = (self.tokens.kinds.get(end..).unwrap_or_default().iter())
            .take_while(|kind| !matches!(kind, TokenKind::Newline | TokenKind::End))
            .count();
        start..end + line
    }

    fn suggestion(&self, kind: &'static str, span: Span) -> Option<Suggestion> {
        if self.module.problems.is_empty() && self.tokens.error.is_none() {
            return rewrite::suggest(&self.module, self.text);
        }
        rewrite::slip::suggest(kind, span, self.text, &self.tokens)
    }
}

/// Whether the kind is one of Python's statements.
fn is_statement(kind: &str) -> bool {
    matches!(
        kind,
        "assignment"
            | "chained-assignment"
            | "tuple-assignment"
            | "augmented-assignment"
            | "annotated-assignment"
            | "def"
            | "async-def"
            | "decorator"
            | "class"
            | "return"
            | "if"
            | "elif"
            | "else"
            | "for"
            | "while"
            | "break"
            | "continue"
            | "try"
            | "with"
            | "raise"
            | "assert"
            | "del"
            | "global"
            | "nonlocal"
            | "pass"
            | "import"
            | "from-import"
            | "match"
            | "type-alias"
            | "semicolon"
            | "multiple-expressions"
            | "print-statement"
            | "exec-statement"
            | "walrus"
            | "yield"
            | "await"
    )
}
