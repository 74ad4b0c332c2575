//! What is wrong with a text, as data.
//!
//! Nothing here draws: `report` renders a diagnostic for people, and a tool may read the fields itself.

use super::span::Span;

/// How bad it is.
///
/// ```
/// use lambkin::{Engine, Severity};
///
/// let program = Engine::new().compile("x is 'a'")?;
/// assert_eq!(program.report().warnings[0].severity, Severity::Warning);
/// # Ok::<(), lambkin::Diagnostics>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The text cannot run.
    Error,
    /// The text runs, but probably not as meant.
    Warning,
}

/// One finding about a source text.
///
/// ```
/// let diagnostics = lambkin::Engine::new().compile("total = 3").unwrap_err();
/// let found = &diagnostics[0];
/// assert_eq!((found.kind, &*found.message), ("assignment", "invalid syntax"));
/// assert_eq!(found.span, lambkin::Span::new(6, 7));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable word in kebab case: `unclosed-bracket`, `assignment`, `unknown-name`.
    pub kind: &'static str,
    /// What CPython 3.13 says after `SyntaxError: ` (or the message of a warning).
    pub message: String,
    /// Where.
    pub span: Span,
    /// Further places, each with what to say there.
    pub labels: Vec<(Span, String)>,
    /// Facts worth knowing.
    pub notes: Vec<String>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error of that kind at that place.
    ///
    /// ```
    /// use lambkin::{Diagnostic, Severity, Span};
    ///
    /// let found = Diagnostic::error("too-long", "a rule has at most 80 characters", Span::at(80));
    /// assert_eq!(found.severity, Severity::Error);
    /// ```
    #[must_use]
    pub fn error(kind: &'static str, message: impl Into<String>, span: Span) -> Self {
        Diagnostic {
            severity: Severity::Error,
            kind,
            message: message.into(),
            span,
            labels: Vec::new(),
            notes: Vec::new(),
            help: None,
        }
    }

    /// The exception type that CPython raises for it: `SyntaxError` or one below it.
    ///
    /// ```
    /// use lambkin::{Diagnostic, Span};
    /// let found = Diagnostic::error("unexpected-indent", "unexpected indent", Span::at(0));
    /// assert_eq!(found.exception_name(), "IndentationError");
    /// ```
    #[must_use]
    pub fn exception_name(&self) -> &'static str {
        match self.kind {
            "unexpected-indent" | "unexpected-dedent" => "IndentationError",
            "inconsistent-tabs" => "TabError",
            _ => "SyntaxError",
        }
    }

    /// The same with advice.
    ///
    /// ```
    /// use lambkin::{Diagnostic, Span};
    ///
    /// let found = Diagnostic::error("too-long", "too long", Span::at(80)).with_help("name a part of it");
    /// assert_eq!(found.help.as_deref(), Some("name a part of it"));
    /// ```
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with one more labelled place.
    ///
    /// ```
    /// use lambkin::{Diagnostic, Span};
    ///
    /// let found = Diagnostic::error("twice", "given twice", Span::new(9, 10)).with_label(Span::new(2, 3), "first here");
    /// assert_eq!(found.labels, [(Span::new(2, 3), "first here".to_owned())]);
    /// ```
    #[must_use]
    pub fn with_label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push((span, text.into()));
        self
    }
}
