//! What there is to say about a program without running it: what it reads, what it calls, what is probably wrong.

mod arity;
mod literals;
mod paths;
mod walk;
mod warnings;

pub use paths::{Path, Step};

use std::sync::Arc;

use super::env::Core;
use super::program::Program;
use crate::syntax::{self, Diagnostic, Span, Tree, with_room};

/// What a program reads and calls, and what is probably wrong with it.
///
/// ```
/// use lambkin::Engine;
/// let program = Engine::new().compile(
///     "lambda req: req['user']['id'] in admins or len(req['path'], 3) and req.age is 18",
/// )?;
/// let report = program.report();
/// let reads: Vec<String> = report.reads.iter().map(|read| read.path.to_string()).collect();
/// assert_eq!(reads, ["req['user']['id']", "admins", "req['path']", "req.age"]);
/// let calls: Vec<_> = report.calls.iter().map(|call| (call.name.as_str(), call.positional)).collect();
/// assert_eq!(calls, [("len", 2)]);
/// let warnings: Vec<&str> = report.warnings.iter().map(|found| found.message.as_str()).collect();
/// assert_eq!(warnings, [
///     "name 'admins' is not defined",
///     "len() takes exactly one argument (2 given)",
///     "\"is\" with 'int' literal. Did you mean \"==\"?",
/// ]);
/// # Ok::<(), lambkin::Diagnostics>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What it reads of its inputs, each path once. Inputs are the names that the engine does not bind, and the
    /// parameters of the lambda that the program is.
    pub reads: Vec<Read>,
    /// Every call of something that has a name.
    pub calls: Vec<Called>,
    /// What is probably wrong: unknown names, arguments that a function does not take, comparisons that are always the
    /// same, parameters that nobody uses, and what CPython warns of.
    pub warnings: Vec<Diagnostic>,
}

/// One part of an input that a program reads.
///
/// ```
/// use lambkin::Engine;
/// let program = Engine::new().compile("1 + req['id']")?;
/// let read = &program.report().reads[0];
/// assert_eq!((read.path.to_string().as_str(), read.span.range()), ("req['id']", 4..13));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// What is read: `req['user'].id`.
    pub path: Path,
    /// Where it is read first.
    pub span: Span,
}

/// One call that a program makes.
///
/// ```
/// use lambkin::Engine;
/// let program = Engine::new().compile("sorted(xs, key=len)")?;
/// let call = &program.report().calls[0];
/// assert_eq!((call.name.as_str(), call.positional, &call.named[..]), ("sorted", 1, &["key".to_owned()][..]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// What is called, as it is written: `len`, `math.sqrt`, `path.startswith`.
    pub name: String,
    /// How many arguments are passed by position.
    pub positional: usize,
    /// The names of the others.
    pub named: Vec<String>,
    /// Whether `*` or `**` pass more of them.
    pub more: bool,
    /// The whole call.
    pub span: Span,
}

impl Program {
    /// What the program reads and calls, and what is probably wrong with it; found the first time that somebody asks.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let program = Engine::new().compile("lambda x: 1")?;
    /// assert_eq!(program.report().warnings[0].message, "parameter 'x' is not used");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn report(&self) -> &Report {
        let shared = self.shared();
        shared.report.get_or_init(|| {
            let Ok(tree) = syntax::parse(self.source()) else {
                return Report::default();
            };
            let mut report = report(&shared.core, &tree, self.source());
            let unknown = super::check::unknown(&shared.core, &shared.code, &[], false);
            report.warnings.extend(unknown);
            report.warnings.sort_by_key(|finding| finding.span);
            report
        })
    }
}

/// All but the unknown names.
pub(super) fn report(core: &Arc<Core>, tree: &Tree, text: &str) -> Report {
    let mut report = with_room(tree.depth(), || walk::report(core, tree.root(), text));
    report.warnings.extend(literals::warnings(text));
    report.warnings.sort_by_key(|finding| finding.span);
    report
}

/// Something that is probably wrong.
fn warning(kind: &'static str, message: impl Into<String>, span: Span) -> Diagnostic {
    Diagnostic {
        severity: syntax::Severity::Warning,
        ..Diagnostic::error(kind, message, span)
    }
}
