//! The engine, its programs, and the sessions that run them.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::failure::{Exception, Failure, Halt};
use super::options::Limits;
use crate::eval;
use crate::modules;
use crate::resolve;
use crate::resolve::tree::Code;
use crate::runtime::error::{self, Error};
use crate::runtime::exception::ExcKind;
use crate::runtime::heap;
use crate::runtime::interp::{Hooks, Interp};
use crate::runtime::observe::Observer;
use crate::runtime::ops::repr;
use crate::runtime::unit::Unit;
use crate::runtime::value::Value;
use crate::syntax::{self, Diagnostic};
use crate::types::exception as exceptions;

/// What programs are compiled with and run under. Cheap to clone, shared by any number of threads.
#[derive(Clone, Debug, Default)]
pub struct Engine {
    limits: Limits,
}

/// A compiled expression. Cheap to clone, shared by any number of threads.
#[derive(Clone, Debug)]
pub struct Program {
    code: Arc<Code>,
}

/// One thread's interpreter with names bound by the host.
pub struct Session {
    interp: Interp,
    cancel: Cancel,
    names: HashMap<String, Value>,
}

/// Stops an evaluation from another thread or a signal handler.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

/// What an evaluation spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// Calls, pulled items and units of bulk work.
    pub steps: u64,
    /// Bytes alive now.
    pub bytes: usize,
    /// The most bytes that were alive at once: exact for what was asked for at once, else to within a few thousand
    /// steps.
    pub peak_bytes: usize,
    /// The most lambda calls that were under way at once.
    pub peak_depth: u32,
    /// Items pulled from iterators; a pipeline that runs as one loop counts those of its source.
    pub items: u64,
    /// Calls of the host's functions.
    pub host_calls: u64,
    /// Bytes printed.
    pub output: usize,
}

impl Engine {
    /// An engine with the default limits.
    #[must_use]
    pub fn new() -> Self {
        Engine::default()
    }

    /// The same with other limits.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Compiles one expression.
    ///
    /// # Errors
    /// Everything that is wrong with the text.
    pub fn compile(&self, text: &str) -> Result<Program, Vec<Diagnostic>> {
        compile(text).map(|code| Program {
            code: Arc::new(code),
        })
    }

    /// A session of this thread.
    #[must_use]
    pub fn session(&self) -> Session {
        let cancel = Cancel::default();
        let interp = Interp::new(
            self.limits.budget(),
            self.limits.depth,
            Arc::clone(&cancel.0),
            HOOKS,
        );
        Session {
            interp,
            cancel,
            names: HashMap::new(),
        }
    }
}

/// What only cycles keep alive goes with the session.
impl Drop for Session {
    fn drop(&mut self) {
        self.names.clear();
        self.interp.late.clear();
        heap::collect();
    }
}

impl Session {
    /// Binds a name for what is evaluated from now on.
    pub fn bind(&mut self, name: impl Into<String>, value: Value) {
        self.names.insert(name.into(), value);
    }

    /// Binds a name as a prompt does: a lambda finds its value when it runs, so that it may name itself.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let mut session = Engine::new().session();
    /// let factorial = session.eval("lambda n: n * factorial(n - 1) if n else 1").unwrap();
    /// session.bind_late("factorial", factorial);
    /// let value = session.eval("factorial(5)").unwrap();
    /// assert_eq!(session.repr(&value).unwrap(), "120");
    /// ```
    pub fn bind_late(&mut self, name: impl Into<String>, value: Value) {
        self.interp.late.insert(name.into(), value);
    }

    /// Forgets what a name was bound to.
    pub fn unbind(&mut self, name: &str) {
        self.names.remove(name);
        self.interp.late.remove(name);
    }

    /// Compiles and evaluates one expression under a fresh account of the limits.
    ///
    /// # Errors
    /// Why there is no value.
    pub fn eval(&mut self, text: &str) -> Result<Value, Failure> {
        let code = compile(text).map_err(Failure::Refused)?;
        self.run_code(Arc::new(code))
    }

    /// Evaluates a compiled expression under a fresh account of the limits.
    ///
    /// # Errors
    /// Why there is no value.
    pub fn run(&mut self, program: &Program) -> Result<Value, Failure> {
        self.run_code(Arc::clone(&program.code))
    }

    fn run_code(&mut self, code: Arc<Code>) -> Result<Value, Failure> {
        heap::collect();
        self.interp.restart();
        let names = &self.names;
        // Constants are made with the interpreter in hand, so the names step aside meanwhile.
        let late = std::mem::take(&mut self.interp.late);
        let unit = Unit::new(&mut self.interp, code, |name| match late.get(&*name.name) {
            Some(_) if name.nested => Value::Missing,
            Some(value) => value.clone(),
            None => global(names, &name.name),
        });
        self.interp.late = late;
        let result = unit.and_then(|unit| eval::run(&mut self.interp, &unit));
        result.map_err(|error| self.failure(error))
    }

    /// Evaluates a text while `observer` is told everything that happens; the account is that of [`Session::eval`].
    ///
    /// # Errors
    /// Why there is no value.
    pub fn watch(&mut self, text: &str, observer: Box<dyn Observer>) -> Result<Value, Failure> {
        let tree = syntax::parse(text).map_err(Failure::Refused)?;
        let code = resolve::lower_watched(tree.root(), Arc::from(text), tree.depth());
        let before = self.interp.observed_by(Some(observer));
        let result = self.run_code(Arc::new(code));
        self.interp.observed_by(before);
        result
    }

    /// `repr(value)`
    ///
    /// # Errors
    /// Why there is none: too deep, too many digits, a limit.
    pub fn repr(&mut self, value: &Value) -> Result<String, Failure> {
        repr::repr(&mut self.interp, value).map_err(|error| self.failure(error))
    }

    /// `str(value)`
    ///
    /// # Errors
    /// As [`Session::repr`].
    pub fn str(&mut self, value: &Value) -> Result<String, Failure> {
        repr::str(&mut self.interp, value).map_err(|error| self.failure(error))
    }

    /// Shows what is printed as it is printed, instead of keeping it for [`Session::take_output`].
    pub fn print_to(&mut self, sink: impl FnMut(&str) + 'static) {
        self.interp.print_to(Box::new(sink));
    }

    /// Takes what was printed.
    pub fn take_output(&mut self) -> String {
        self.interp.take_output()
    }

    /// A handle that stops what this session evaluates.
    #[must_use]
    pub fn cancel(&self) -> Cancel {
        self.cancel.clone()
    }

    /// Changes what the evaluations to come may spend.
    pub fn set_limits(&mut self, limits: &Limits) {
        self.interp.meter.set_budget(limits.budget());
        self.interp.set_recursion_limit(limits.depth);
    }

    /// What the last evaluation spent so far.
    #[must_use]
    pub fn usage(&self) -> Usage {
        Usage {
            steps: self.interp.meter.steps(),
            bytes: self.interp.meter.live(),
            peak_bytes: self.interp.meter.peak(),
            peak_depth: self.interp.peak_depth(),
            items: self.interp.meter.items(),
            host_calls: self.interp.meter.host_calls(),
            output: self.interp.printed(),
        }
    }

    /// The interpreter, for building and taking apart values.
    pub fn interp(&mut self) -> &mut Interp {
        &mut self.interp
    }

    /// Runs a function of the host that builds or takes apart values, with its failures as the host sees them.
    ///
    /// # Errors
    /// What the function raised, or a limit.
    pub fn with<T>(
        &mut self,
        body: impl FnOnce(&mut Interp) -> error::Result<T>,
    ) -> Result<T, Failure> {
        body(&mut self.interp).map_err(|error| self.failure(error))
    }

    fn failure(&mut self, error: Error) -> Failure {
        match error.into_failure() {
            error::Failure::Halted(halted) => {
                Failure::Halted(Halt::new(halted, self.interp.meter.budget()))
            }
            error::Failure::Raised(raised) => {
                // The message may itself be too much to write; the type is still worth saying.
                let message =
                    exceptions::str(&mut self.interp, &raised.exception).unwrap_or_default();
                Failure::Raised(Exception {
                    type_name: raised.exception.kind.qualified_name(),
                    message,
                    place: raised.place,
                    calls: raised.calls,
                    omitted: raised.omitted,
                })
            }
        }
    }
}

impl Cancel {
    /// Stops the evaluation under way, and every later one until [`Cancel::reset`].
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Lets evaluations run again.
    pub fn reset(&self) {
        self.0.store(false, Ordering::Relaxed);
    }
}

fn compile(text: &str) -> Result<Code, Vec<Diagnostic>> {
    let tree = syntax::parse(text)?;
    Ok(resolve::lower(tree.root(), Arc::from(text), tree.depth()))
}

fn global(names: &HashMap<String, Value>, name: &str) -> Value {
    names
        .get(name)
        .cloned()
        .or_else(|| modules::lookup(name))
        .unwrap_or(Value::Missing)
}

const HOOKS: Hooks = Hooks {
    call_function: eval::call_function,
    evaluate,
};

/// The builtin `eval(source, globals, locals)`: compiled here, evaluated under the account that is running.
fn evaluate(
    interp: &mut Interp,
    text: &str,
    globals: &Value,
    locals: &Value,
) -> error::Result<Value> {
    interp.reserve(text.len().saturating_mul(64))?;
    let code = compile(text).map_err(|diagnostics| refused(&diagnostics))?;
    let (globals, locals) = (bindings(globals), bindings(locals));
    let unit = Unit::new(interp, Arc::new(code), |name| {
        let local = locals.get(&*name.name).filter(|_| !name.nested);
        local
            .cloned()
            .unwrap_or_else(|| global(&globals, &name.name))
    })?;
    interp.deeper(|interp| eval::run(interp, &unit))
}

/// What `eval` raises for a text that is no expression.
fn refused(diagnostics: &[Diagnostic]) -> Error {
    let Some(first) = diagnostics.first() else {
        return Error::new(ExcKind::SyntaxError, "invalid syntax");
    };
    let name = first.exception_name();
    let kind = ExcKind::ALL.iter().find(|kind| kind.name() == name);
    Error::new(*kind.unwrap_or(&ExcKind::SyntaxError), &*first.message)
}

/// The string keys of a dict and their values.
fn bindings(names: &Value) -> HashMap<String, Value> {
    let Value::Dict(dict) = names else {
        return HashMap::new();
    };
    let dict = Rc::clone(dict);
    let mut cursor = 0;
    std::iter::from_fn(|| dict.table.step(&mut cursor))
        .filter_map(|(key, value)| Some((key.as_str()?.to_owned(), value)))
        .collect()
}
