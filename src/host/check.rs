//! What is wrong with a text, or probably wrong, without running it.

use std::sync::Arc;

use super::Engine;
use crate::resolve;
use crate::resolve::tree::Code;
use crate::syntax::{self, Diagnostic, Severity};

impl Engine {
    /// Everything there is to say about a text: why it is no expression, or which of its names nobody knows.
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
        self.unknown(&code, &known, Severity::Warning)
    }

    /// The names that nobody knows, as errors, where the inputs were declared.
    pub(super) fn undeclared(&self, code: &Code) -> Vec<Diagnostic> {
        let Some(inputs) = &self.core.inputs else {
            return Vec::new();
        };
        let known: Vec<&str> = inputs.iter().map(String::as_str).collect();
        self.unknown(code, &known, Severity::Error)
    }

    fn unknown(&self, code: &Code, given: &[&str], severity: Severity) -> Vec<Diagnostic> {
        let unknown = |name: &str| !given.contains(&name) && !self.core.knows(name);
        let mut findings: Vec<Diagnostic> = (code.globals.iter())
            .filter(|global| unknown(&global.name))
            .map(|global| {
                let message = format!("name '{}' is not defined", global.name);
                let finding = Diagnostic {
                    severity,
                    ..Diagnostic::error("unknown-name", message, global.span)
                };
                let known = given.iter().copied().chain(self.core.names());
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
}
