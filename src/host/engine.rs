//! The engine: from text to program.

use std::fmt;
use std::sync::Arc;

use super::builder::Builder;
use super::cancel::Cancel;
use super::env::{Core, Env};
use super::failure::Diagnostics;
use super::options::Limits;
use super::program::Program;
use super::session::Session;
use crate::resolve;
use crate::resolve::tree::Code;
use crate::syntax;

/// What programs are compiled with and run under: names, functions, limits, output.
///
/// It never changes, is cheap to clone and is shared by any number of threads.
///
/// ```
/// use lambkin::Engine;
///
/// let engine = Engine::new();
/// let program = engine.compile("price * quantity")?;
/// let outcome = program.eval([("price", 3), ("quantity", 4)])?;
/// assert_eq!(outcome.to::<i64>()?, 12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default)]
pub struct Engine {
    pub(super) core: Arc<Core>,
}

impl Engine {
    /// An engine with every builtin and module, and the limits for expressions from anywhere.
    ///
    /// ```
    /// use lambkin::{Engine, Limits};
    /// assert_eq!(*Engine::new().limits(), Limits::untrusted());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Engine::default()
    }

    /// An engine of the host's own making.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let engine = Engine::builder().constant("answer", 42).build()?;
    /// assert_eq!(engine.compile("answer")?.eval(())?.to::<i64>()?, 42);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The same with other limits.
    ///
    /// ```
    /// use lambkin::{Engine, Limits};
    /// let engine = Engine::new().with_limits(Limits { steps: Some(1000), ..Limits::untrusted() });
    /// assert!(engine.session().eval("sum(range(10**6))").is_err());
    /// ```
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        Arc::make_mut(&mut self.core).limits = limits;
        self
    }

    /// The same with the module `random`, whose numbers follow from the seed: those of CPython's `random.seed(seed)`.
    ///
    /// Every evaluation begins them anew, so that its answer does not depend on what was evaluated before it.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let mut session = Engine::new().with_seed(7).session();
    /// let dice = session.eval("[random.randint(1, 6) for _ in range(5)]")?;
    /// assert_eq!(session.repr(&dice)?, "[3, 2, 4, 6, 1]");
    /// assert!(Engine::new().session().eval("random.random()").is_err());
    /// # Ok::<(), lambkin::Failure>(())
    /// ```
    #[must_use]
    pub fn with_seed(mut self, seed: u64) -> Self {
        Arc::make_mut(&mut self.core).seed = Some(seed);
        self
    }

    /// Compiles one expression.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let refused = Engine::new().compile("1 +").unwrap_err();
    /// assert_eq!(refused.to_string(), "SyntaxError: invalid syntax");
    /// ```
    ///
    /// # Errors
    /// Everything that is wrong with the text; where the inputs were declared, every name that is none of them.
    pub fn compile(&self, text: &str) -> Result<Program, Diagnostics> {
        self.program(resolve::compile(text)?)
    }

    /// Compiles the expression at the front of a text, and says where it ends, for expressions inside other text.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let (program, end) = Engine::new().parse_prefix(" user['name'].title() }}!")?;
    /// assert_eq!(end, 21);
    /// # Ok::<(), lambkin::Diagnostics>(())
    /// ```
    ///
    /// # Errors
    /// As [`Engine::compile`], where no expression stands at the front.
    pub fn parse_prefix(&self, text: &str) -> Result<(Program, usize), Diagnostics> {
        let (tree, end) = syntax::parse_prefix(text)?;
        let source = Arc::from(text.get(..end).unwrap_or(text));
        let code = resolve::lower(tree.root(), source, tree.depth());
        Ok((self.program(code)?, end))
    }

    fn program(&self, code: Code) -> Result<Program, Diagnostics> {
        let undeclared = self.undeclared(&code);
        if undeclared.is_empty() {
            Ok(Program::new(Arc::clone(&self.core), code))
        } else {
            Err(Diagnostics::from(undeclared))
        }
    }

    /// A session of this thread, for evaluating many texts with the same names.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let mut session = Engine::new().session();
    /// let value = session.eval("2 ** 10")?;
    /// assert_eq!(session.repr(&value)?, "1024");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn session(&self) -> Session {
        Session::new(Env::new(Arc::clone(&self.core)), Cancel::default())
    }

    /// The limits under which programs run.
    ///
    /// ```
    /// use lambkin::Engine;
    /// assert_eq!(Engine::new().limits().depth, 1_000);
    /// ```
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.core.limits
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine")
            .field("limits", &self.core.limits)
            .finish_non_exhaustive()
    }
}
