//! One thread's interpreter with names bound by the host: for a prompt, and for texts that are evaluated once.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use super::cancel::Cancel;
use super::env::Env;
use super::failure::Failure;
use super::options::Limits;
use super::outcome::Usage;
use super::program::Program;
use crate::eval;
use crate::resolve;
use crate::resolve::tree::Code;
use crate::runtime::error;
use crate::runtime::heap;
use crate::runtime::interp::Interp;
use crate::runtime::observe::Observer;
use crate::runtime::ops::repr;
use crate::runtime::unit::Unit;
use crate::runtime::value::Value;
use crate::syntax;

/// One thread's interpreter with names bound by the host.
///
/// ```
/// use lambkin::{Engine, Value};
/// let mut session = Engine::new().session();
/// session.bind("who", Value::str("world"));
/// let value = session.eval("f'hello, {who}'")?;
/// assert_eq!(session.repr(&value)?, "'hello, world'");
/// # Ok::<(), lambkin::Failure>(())
/// ```
pub struct Session {
    interp: Interp,
    env: Rc<Env>,
    cancel: Cancel,
    names: HashMap<String, Value>,
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
    pub(super) fn new(env: Rc<Env>, cancel: Cancel) -> Self {
        Session {
            interp: env.interp(&cancel),
            env,
            cancel,
            names: HashMap::new(),
        }
    }

    /// Binds a name for what is evaluated from now on.
    ///
    /// ```
    /// use lambkin::{Engine, Value};
    /// let mut session = Engine::new().session();
    /// session.bind("x", Value::Int(20));
    /// let value = session.eval("x + 1")?;
    /// assert_eq!(session.repr(&value)?, "21");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
    ///
    /// ```
    /// use lambkin::{Engine, Value};
    /// let mut session = Engine::new().session();
    /// session.bind("x", Value::Int(20));
    /// session.unbind("x");
    /// assert_eq!(session.eval("x").unwrap_err().kind(), "NameError");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn unbind(&mut self, name: &str) {
        self.names.remove(name);
        self.interp.late.remove(name);
    }

    /// Changes what the evaluations to come may spend.
    ///
    /// ```
    /// use lambkin::{Engine, Limits};
    /// let mut session = Engine::new().session();
    /// session.set_limits(&Limits { steps: Some(100), ..Limits::untrusted() });
    /// assert!(session.eval("sum(range(1000))").is_err());
    /// ```
    pub fn set_limits(&mut self, limits: &Limits) {
        self.interp.meter.set_budget(limits.budget());
        self.interp.set_recursion_limit(limits.depth);
    }

    /// Compiles and evaluates one expression under a fresh account of the limits.
    ///
    /// ```
    /// use lambkin::{Engine, Value};
    /// let mut session = Engine::new().session();
    /// assert!(matches!(session.eval("1 + 1")?, Value::Int(2)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Why there is no value.
    pub fn eval(&mut self, text: &str) -> Result<Value, Failure> {
        let code = resolve::compile(text).map_err(|found| Failure::Refused(found.into()))?;
        self.run_code(Arc::new(code))
    }

    /// Evaluates a compiled expression under a fresh account of the limits.
    ///
    /// ```
    /// use lambkin::{Engine, Value};
    /// let mut session = Engine::new().session();
    /// let program = Engine::new().compile("n + 1")?;
    /// session.bind("n", Value::Int(1));
    /// assert!(matches!(session.run(&program)?, Value::Int(2)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Why there is no value.
    pub fn run(&mut self, program: &Program) -> Result<Value, Failure> {
        self.run_code(program.code())
    }

    fn run_code(&mut self, code: Arc<Code>) -> Result<Value, Failure> {
        heap::collect();
        self.interp.restart();
        let names = &self.names;
        // Constants are made with the interpreter in hand, so the names step aside meanwhile.
        let late = std::mem::take(&mut self.interp.late);
        let values = self.env.globals(&mut self.interp, &code.globals, |global| {
            match late.get(&*global.name) {
                Some(_) if global.nested => Some(Value::Missing),
                Some(value) => Some(value.clone()),
                None => names.get(&*global.name).cloned(),
            }
        });
        self.interp.late = late;
        let result = values.and_then(|values| {
            let mut values = values.into_iter();
            let unit = Unit::new(&mut self.interp, code, |_| {
                values.next().unwrap_or(Value::Missing)
            })?;
            eval::run(&mut self.interp, &unit)
        });
        result.map_err(|error| Failure::new(&mut self.interp, error))
    }

    /// Evaluates a text while `observer` is told everything that happens; the account is that of [`Session::eval`].
    ///
    /// ```
    /// use lambkin::{Engine, Event, Observer, Value};
    /// struct Nobody;
    /// impl Observer for Nobody {
    ///     fn see(&mut self, _: Event<'_>) {}
    /// }
    /// let value = Engine::new().session().watch("1 + 1", Box::new(Nobody))?;
    /// assert!(matches!(value, Value::Int(2)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Why there is no value.
    pub fn watch(&mut self, text: &str, observer: Box<dyn Observer>) -> Result<Value, Failure> {
        let tree = syntax::parse(text).map_err(|found| Failure::Refused(found.into()))?;
        let code = resolve::lower_watched(tree.root(), Arc::from(text), tree.depth());
        let before = self.interp.observed_by(Some(observer));
        let result = self.run_code(Arc::new(code));
        self.interp.observed_by(before);
        result
    }

    /// `repr(value)`
    ///
    /// ```
    /// use lambkin::{Engine, Value};
    /// let mut session = Engine::new().session();
    /// assert_eq!(session.repr(&Value::str("a"))?, "'a'");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Why there is none: too deep, too many digits, a limit.
    pub fn repr(&mut self, value: &Value) -> Result<String, Failure> {
        self.with(|interp| repr::repr(interp, value))
    }

    /// `str(value)`
    ///
    /// ```
    /// use lambkin::{Engine, Value};
    /// let mut session = Engine::new().session();
    /// assert_eq!(session.str(&Value::str("a"))?, "a");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Session::repr`].
    pub fn str(&mut self, value: &Value) -> Result<String, Failure> {
        self.with(|interp| repr::str(interp, value))
    }

    /// Shows what is printed as it is printed, instead of keeping it for [`Session::take_output`].
    ///
    /// ```
    /// use std::sync::mpsc;
    /// use lambkin::Engine;
    /// let (send, lines) = mpsc::channel();
    /// let mut session = Engine::new().session();
    /// session.print_to(move |text| drop(send.send(text.to_owned())));
    /// session.eval("print(1)")?;
    /// assert_eq!(lines.try_iter().collect::<String>(), "1\n");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn print_to(&mut self, sink: impl FnMut(&str) + 'static) {
        self.interp.print_to(Box::new(sink));
    }

    /// Takes what was printed.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let mut session = Engine::new().session();
    /// session.eval("print(1)")?;
    /// assert_eq!(session.take_output(), "1\n");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn take_output(&mut self) -> String {
        self.interp.take_output()
    }

    /// A handle that stops what this session evaluates.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let mut session = Engine::new().session();
    /// session.cancel().cancel();
    /// assert!(session.eval("sum(range(10**6))").is_err());
    /// ```
    #[must_use]
    pub fn cancel(&self) -> Cancel {
        self.cancel.clone()
    }

    /// What the last evaluation spent so far.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let mut session = Engine::new().session();
    /// session.eval("sum(range(100))")?;
    /// assert!(session.usage().steps >= 100);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn usage(&self) -> Usage {
        Usage::of(&self.interp)
    }

    /// The interpreter, for building and taking apart values.
    ///
    /// ```
    /// use lambkin::{Engine, IntoValue};
    /// let mut session = Engine::new().session();
    /// let value = [1, 2].into_value(session.interp());
    /// assert!(value.is_ok());
    /// ```
    pub fn interp(&mut self) -> &mut Interp {
        &mut self.interp
    }

    /// Runs a function of the host that builds or takes apart values, with its failures as the host sees them.
    ///
    /// ```
    /// use lambkin::{Engine, IntoValue};
    /// let mut session = Engine::new().session();
    /// let value = session.with(|interp| ("a", 1).into_value(interp))?;
    /// assert_eq!(session.repr(&value)?, "('a', 1)");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// What the function raised, or a limit.
    pub fn with<T>(
        &mut self,
        body: impl FnOnce(&mut Interp) -> error::Result<T>,
    ) -> Result<T, Failure> {
        body(&mut self.interp).map_err(|error| Failure::new(&mut self.interp, error))
    }
}
