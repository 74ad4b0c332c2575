//! A compiled expression, for all threads.

use std::cell::RefCell;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use super::cancel::Cancel;
use super::env::{Core, Env};
use super::failure::Failure;
use super::function::IntoArguments;
use super::inputs::IntoInputs;
use super::inspect::Report;
use super::instance::Instance;
use super::outcome::Outcome;
use crate::resolve::tree::Code;

/// A compiled expression. Cheap to clone, shared by any number of threads, which run it without touching anything that
/// they share.
///
/// ```
/// use std::thread;
/// use lambkin::Engine;
///
/// let program = Engine::new().compile("n * n")?;
/// thread::scope(|scope| {
///     for n in 0..4 {
///         let program = &program;
///         scope.spawn(move || {
///             let outcome = program.eval([("n", n)]).unwrap();
///             assert_eq!(outcome.to::<i32>().unwrap(), n * n);
///         });
///     }
/// });
/// # Ok::<(), lambkin::Diagnostics>(())
/// ```
#[derive(Clone)]
pub struct Program {
    shared: Arc<Shared>,
}

pub(super) struct Shared {
    /// Tells programs apart without touching their counters.
    id: u64,
    pub(super) core: Arc<Core>,
    pub(super) code: Arc<Code>,
    pub(super) report: OnceLock<Report>,
}

/// How many programs one thread keeps ready.
const KEPT: usize = 64;

thread_local! {
    /// Programs that this thread ran, ready to run again; the last used stands last.
    static READY: RefCell<Vec<(u64, Box<Instance>)>> = const { RefCell::new(Vec::new()) };
}

impl Program {
    pub(super) fn new(core: Arc<Core>, code: Code) -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        Program {
            shared: Arc::new(Shared {
                id: COUNT.fetch_add(1, Ordering::Relaxed),
                core,
                code: Arc::new(code),
                report: OnceLock::new(),
            }),
        }
    }

    pub(super) fn code(&self) -> Arc<Code> {
        Arc::clone(&self.shared.code)
    }

    pub(super) fn shared(&self) -> &Shared {
        &self.shared
    }

    /// Whether nobody else holds it.
    fn is_last(&self) -> bool {
        Arc::strong_count(&self.shared) == 1
    }

    /// The text that it was made from.
    ///
    /// ```
    /// use lambkin::Engine;
    /// assert_eq!(Engine::new().compile("1 + 1")?.source(), "1 + 1");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn source(&self) -> &str {
        &self.shared.code.source
    }

    /// The names that it reads and that the engine does not bind: its inputs.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let program = Engine::new().compile("[len(row) for row in table if row != header]")?;
    /// assert_eq!(program.names().collect::<Vec<_>>(), ["table", "header"]);
    /// # Ok::<(), lambkin::Diagnostics>(())
    /// ```
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let globals = &self.shared.code.globals;
        let first = |at: usize, name: &str| {
            !(globals.iter().take(at)).any(|earlier| *earlier.name == *name)
        };
        let names = globals.iter().map(|global| &*global.name).enumerate();
        names
            .filter(move |(at, name)| first(*at, name) && !self.shared.core.knows(name))
            .map(|(_, name)| name)
    }

    /// Evaluates it under a fresh account of the limits.
    ///
    /// Each thread keeps the programs that it ran last ready to run again.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let program = Engine::new().compile("f'hello, {who}'")?;
    /// assert_eq!(program.eval([("who", "world")])?.to::<String>()?, "hello, world");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Why there is no value.
    pub fn eval(&self, inputs: impl IntoInputs) -> Result<Outcome, Failure> {
        self.ready(|instance| instance.eval(inputs))
    }

    /// Calls the function that the program is.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let program = Engine::new().compile("lambda price, quantity=1: price * quantity")?;
    /// assert_eq!(program.call((3, 4))?.to::<i32>()?, 12);
    /// assert_eq!(program.call((3,))?.to::<i32>()?, 3);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Why there is no value; `TypeError` where the program is no function.
    pub fn call(&self, args: impl IntoArguments) -> Result<Outcome, Failure> {
        self.ready(|instance| instance.call(args))
    }

    /// The program made ready for this thread, for calls that must cost as little as possible.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let mut instance = Engine::new().compile("lambda n: n + 1")?.instance();
    /// assert_eq!(instance.call((1,))?.to::<i64>()?, 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn instance(&self) -> Instance {
        let env = Env::new(Arc::clone(&self.shared.core));
        Instance::new(self.clone(), env, Cancel::default())
    }

    /// Lends this thread's own instance.
    fn ready<T>(&self, run: impl FnOnce(&mut Instance) -> T) -> T {
        let id = self.shared.id;
        let kept = READY.with_borrow_mut(|ready| {
            let at = ready.iter().rposition(|(known, _)| *known == id)?;
            Some(ready.remove(at).1)
        });
        // While it runs, nobody else finds it: a host's function may well run the same program again.
        let mut instance = kept.unwrap_or_else(|| {
            let gone = READY.with_borrow_mut(|ready| {
                let (keep, gone): (Vec<_>, Vec<_>) = std::mem::take(ready)
                    .into_iter()
                    .partition(|(_, instance)| !instance.program().is_last());
                *ready = keep;
                gone
            });
            drop(gone);
            Box::new(self.instance())
        });
        let result = run(&mut instance);
        instance.forget();
        let oldest = READY.with_borrow_mut(|ready| {
            ready.push((id, instance));
            (ready.len() > KEPT).then(|| ready.remove(0))
        });
        drop(oldest);
        result
    }
}

impl fmt::Debug for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Program")
            .field("source", &self.source())
            .finish_non_exhaustive()
    }
}
