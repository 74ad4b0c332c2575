//! What is wrong with a text, or probably wrong, without running it.

use std::sync::Arc;

use super::env::Core;
use super::{Engine, inspect};
use crate::resolve;
use crate::resolve::tree::Code;
use crate::syntax::{self, Diagnostic, Severity};

impl Engine {
    /// Everything there is to say about a text: why it is no expression, or which of its names nobody knows and what
    /// else is probably wrong.
    ///
    /// An unknown name is a warning, because the host may bind it before the program runs;
    /// `names` are those of which that is known.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let engine = Engine::new();
    /// assert!(engine.check("len(orders)", &["orders"]).is_empty());
    /// let findings = engine.check("lenn(orders)", &["orders"]);
    /// assert_eq!(findings[0].message, "name 'lenn' is not defined");
    /// assert_eq!(findings[0].help.as_deref(), Some("did you mean 'len'?"));
    /// ```
    #[must_use]
    pub fn check(&self, text: &str, names: &[&str]) -> Vec<Diagnostic> {
        let tree = match syntax::parse(text) {
            Ok(tree) => tree,
            Err(findings) => return findings,
        };
        let code = resolve::lower(tree.root(), Arc::from(text), tree.depth());
        let declared = self.core.inputs.iter().flatten().map(String::as_str);
        let known: Vec<&str> = names.iter().copied().chain(declared).collect();
        let mut findings = unknown(&self.core, &code, &known, false);
        findings.extend(inspect::report(&self.core, &tree, text).warnings);
        findings.sort_by_key(|finding| finding.span);
        findings
    }

    /// The names that nobody knows, as errors, where the inputs were declared.
    pub(super) fn undeclared(&self, code: &Code) -> Vec<Diagnostic> {
        let Some(inputs) = &self.core.inputs else {
            return Vec::new();
        };
        let known: Vec<&str> = inputs.iter().map(String::as_str).collect();
        unknown(&self.core, code, &known, true)
    }
}

/// The names that are neither the engine's nor given.
pub(super) fn unknown(core: &Core, code: &Code, given: &[&str], fatal: bool) -> Vec<Diagnostic> {
    let declared = core.inputs.iter().flatten().map(String::as_str);
    let given: Vec<&str> = given.iter().copied().chain(declared).collect();
    let mut findings: Vec<Diagnostic> = (code.globals.iter())
        .filter(|global| !given.contains(&&*global.name) && !core.knows(&global.name))
        .map(|global| {
            let message = format!("name '{}' is not defined", global.name);
            let severity = if fatal {
                Severity::Error
            } else {
                Severity::Warning
            };
            let finding = Diagnostic {
                severity,
                ..Diagnostic::error("unknown-name", message, global.span)
            };
            let known = given.iter().copied().chain(core.names());
            match resolve::nearest(&global.name, known) {
                Some(name) => finding.with_help(format!("did you mean '{name}'?")),
                None => finding,
            }
        })
        .collect();
    // A name that stands inside and outside a lambda is listed twice.
    findings.sort_by(|a, b| (&a.message, a.span).cmp(&(&b.message, b.span)));
    findings.dedup_by(|later, earlier| later.message == earlier.message);
    findings.sort_by_key(|finding| finding.span);
    findings
}
