//! Programs that tell what they do: the same expression, lowered so that an observer hears of every part.

use std::sync::Arc;

use super::failure::Diagnostics;
use super::program::Program;
use crate::resolve;
use crate::syntax;

impl Program {
    /// The same program for an observer: slower, and with the same answers at the same cost in steps.
    ///
    /// ```
    /// use lambkin::{Engine, Event, Observer};
    ///
    /// struct Printer;
    /// impl Observer for Printer {
    ///     fn see(&mut self, event: Event<'_>) {
    ///         if let Event::Enter(span) = event {
    ///             println!("evaluating bytes {span:?}");
    ///         }
    ///     }
    /// }
    ///
    /// let program = Engine::new().compile("1 + x")?.watched()?;
    /// let mut instance = program.instance();
    /// instance.with(|interp| Ok(interp.observed_by(Some(Box::new(Printer)))))?;
    /// assert_eq!(instance.eval([("x", 2)])?.to::<i64>()?, 3);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// None: the text was parsed before.
    pub fn watched(&self) -> Result<Program, Diagnostics> {
        let text = self.source();
        let (tree, _) = syntax::parse_prefix(text)?;
        let code = resolve::lower_watched(tree.root(), Arc::from(text), tree.depth());
        Ok(Program::new(Arc::clone(&self.shared().core), code))
    }
}
