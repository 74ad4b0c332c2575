//! A program made ready for one thread: the hottest path.

use std::fmt;
use std::rc::Rc;

use super::cancel::Cancel;
use super::convert::{FromValue, IntoValue};
use super::env::{Env, is_mutable};
use super::failure::Failure;
use super::function::IntoArguments;
use super::inputs::IntoInputs;
use super::outcome::{Outcome, Usage};
use super::program::Program;
use crate::eval;
use crate::resolve::tree::{Code, NodeKind};
use crate::runtime::error::{Error, Result as RunResult};
use crate::runtime::heap;
use crate::runtime::interp::Interp;
use crate::runtime::unit::Unit;
use crate::runtime::value::Value;

/// A program made ready for one thread.
///
/// Its literals are values already, and where the program is a lambda whose defaults are literals, so is the lambda.
/// A call of a small policy over values that are ready allocates nothing.
///
/// ```
/// use lambkin::Engine;
///
/// let program = Engine::new().compile("lambda path, tries: path.startswith('/api') and tries < 3")?;
/// let mut instance = program.instance();
/// let args = [instance.value("/api/users")?, instance.value(1)?];
/// for _ in 0..1000 {
///     let outcome = instance.call(&args)?;
///     assert!(outcome.to::<bool>()?);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Instance {
    interp: Interp,
    env: Rc<Env>,
    cancel: Cancel,
    program: Program,
    /// What the engine itself binds the free names to, once somebody asked.
    own: Option<Vec<Value>>,
    /// Whether programs could change some of it, so that each evaluation gets it anew.
    changeable: bool,
    /// `None` before the first evaluation, and where a value that outlives its evaluation still holds on to it.
    unit: Option<Rc<Unit>>,
    /// Which of the free names the host bound.
    bound: Vec<bool>,
    /// The function that the program is.
    function: Option<Value>,
}

impl Instance {
    pub(super) fn new(program: Program, env: Rc<Env>, cancel: Cancel) -> Self {
        let names = program.shared().code.globals.len();
        Instance {
            interp: env.interp(&cancel),
            env,
            cancel,
            program,
            own: None,
            changeable: false,
            unit: None,
            bound: vec![false; names],
            function: None,
        }
    }

    /// Rust data as a value of this thread, made ready for [`Instance::call`].
    ///
    /// ```
    /// use lambkin::Engine;
    /// let mut instance = Engine::new().compile("lambda xs: sum(xs)")?.instance();
    /// let xs = instance.value([1, 2, 3])?;
    /// assert_eq!(instance.call(&[xs])?.to::<i64>()?, 6);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// A halt where it is larger than the limits allow.
    pub fn value(&mut self, data: impl IntoValue) -> Result<Value, Failure> {
        self.start();
        self.with(|interp| data.into_value(interp))
    }

    /// Binds inputs for all evaluations to come; what was bound before is forgotten.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let mut instance = Engine::new().compile("base + 1")?.instance();
    /// instance.bind([("base", 41)])?;
    /// assert_eq!(instance.run()?.to::<i64>()?, 42);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// A halt where they are larger than the limits allow.
    pub fn bind(&mut self, inputs: impl IntoInputs) -> Result<(), Failure> {
        self.start();
        self.rebind(inputs)
            .map_err(|error| Failure::new(&mut self.interp, error))
    }

    /// Evaluates the program with these inputs, which count against the limits.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let mut instance = Engine::new().compile("n * n")?.instance();
    /// assert_eq!(instance.eval([("n", 7)])?.to::<i64>()?, 49);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Why there is no value.
    pub fn eval(&mut self, inputs: impl IntoInputs) -> Result<Outcome, Failure> {
        self.start();
        let result = (self.refresh())
            .and_then(|()| self.rebind(inputs))
            .and_then(|()| self.evaluate());
        self.outcome(result)
    }

    /// Evaluates the program with the inputs that are bound.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let mut instance = Engine::new().compile("6 * 7")?.instance();
    /// assert_eq!(instance.run()?.to::<i64>()?, 42);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Why there is no value.
    pub fn run(&mut self) -> Result<Outcome, Failure> {
        self.start();
        let result = self.refresh().and_then(|()| self.evaluate());
        self.outcome(result)
    }

    /// Calls the function that the program is.
    ///
    /// Values that are passed again are passed as the last call left them; nothing else stays of a call. A program that
    /// is more than a lambda with literals for defaults is evaluated anew.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let mut instance = Engine::new().compile("lambda x, y=1: x + y")?.instance();
    /// assert_eq!(instance.call((41,))?.to::<i64>()?, 42);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Why there is no value; `TypeError` where the program is no function.
    pub fn call(&mut self, args: impl IntoArguments) -> Result<Outcome, Failure> {
        self.start();
        if let Err(error) = self.refresh() {
            return Err(self.failure(error));
        }
        let result = match &self.function {
            Some(function) => {
                args.with(&mut self.interp, |interp, args| interp.call(function, args))
            }
            None => self.evaluate().and_then(|function| {
                if is_pure(&self.program.shared().code) {
                    self.function = Some(function.clone());
                }
                args.with(&mut self.interp, |interp, args| {
                    interp.call(&function, args)
                })
            }),
        };
        self.outcome(result)
    }

    /// A value as data of the host.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let mut instance = Engine::new().compile("(1, 'a')")?.instance();
    /// let outcome = instance.run()?;
    /// let (number, text): (u8, String) = instance.read(&outcome.value)?;
    /// assert_eq!((number, text.as_str()), (1, "a"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Outcome::to`].
    pub fn read<T: FromValue>(&mut self, value: &Value) -> Result<T, Failure> {
        T::from_value(&mut self.interp, value).map_err(|unfit| unfit.failure(&mut self.interp))
    }

    /// Runs a function of the host that builds or takes apart values.
    ///
    /// ```
    /// use lambkin::{Engine, Value};
    /// let mut instance = Engine::new().compile("lambda x: x + 1")?.instance();
    /// let function = instance.run()?.value;
    /// let value = instance.with(|interp| interp.call(&function, &[Value::Int(1)]))?;
    /// assert_eq!(instance.read::<i64>(&value)?, 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// What the function raised, or a limit.
    pub fn with<T>(
        &mut self,
        body: impl FnOnce(&mut Interp) -> RunResult<T>,
    ) -> Result<T, Failure> {
        body(&mut self.interp).map_err(|error| Failure::new(&mut self.interp, error))
    }

    /// A handle that stops what this instance evaluates.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let mut instance = Engine::new().compile("sum(range(10**6))")?.instance();
    /// instance.cancel().cancel();
    /// assert_eq!(instance.run().unwrap_err().kind(), "KeyboardInterrupt");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn cancel(&self) -> Cancel {
        self.cancel.clone()
    }

    /// What the last evaluation spent, also where it failed.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let mut instance = Engine::new().compile("[n for n in range(100)] + 1")?.instance();
    /// assert!(instance.run().is_err());
    /// assert!(instance.usage().items >= 100);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn usage(&self) -> Usage {
        Usage::of(&self.interp)
    }

    /// Shows what is printed as it is printed, instead of keeping it for [`Instance::take_output`].
    ///
    /// ```
    /// use std::cell::RefCell;
    /// use std::rc::Rc;
    /// use lambkin::Engine;
    /// let seen = Rc::new(RefCell::new(String::new()));
    /// let sink = Rc::clone(&seen);
    /// let mut instance = Engine::new().compile("print(1, 2)")?.instance();
    /// instance.print_to(move |text| sink.borrow_mut().push_str(text));
    /// instance.run()?;
    /// assert_eq!(*seen.borrow(), "1 2\n");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn print_to(&mut self, sink: impl FnMut(&str) + 'static) {
        self.interp.print_to(Box::new(sink));
    }

    /// Takes what the last evaluation printed.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let mut instance = Engine::new().compile("print('hello')")?.instance();
    /// instance.run()?;
    /// assert_eq!(instance.take_output(), "hello\n");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn take_output(&mut self) -> String {
        self.interp.take_output()
    }

    /// The program.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let instance = Engine::new().compile("1 + 1")?.instance();
    /// assert_eq!(instance.program().source(), "1 + 1");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// Lets go of the inputs.
    pub(super) fn forget(&mut self) {
        if !self.bound.contains(&true) {
            return;
        }
        self.function = None;
        let own = self.own.as_deref().unwrap_or_default();
        match self.unit.as_mut().and_then(Rc::get_mut) {
            Some(unit) => {
                let globals = unit.globals.iter_mut().zip(own).zip(&self.bound);
                for ((global, own), _) in globals.filter(|(_, bound)| **bound) {
                    global.clone_from(own);
                }
            }
            None => self.unit = None,
        }
        self.bound.fill(false);
    }

    /// Opens a fresh account.
    fn start(&mut self) {
        heap::collect();
        self.interp.restart();
        self.interp.meter.rebase();
    }

    /// Makes anew what the engine binds and an earlier evaluation may have changed.
    fn refresh(&mut self) -> RunResult<()> {
        if !self.changeable {
            return Ok(());
        }
        self.function = None;
        let code = self.program.code();
        let own = self
            .env
            .globals(&mut self.interp, &code.globals, |_| None)?;
        if let Some(unit) = self.unit.take() {
            let slots = unit.globals.iter().zip(&own).zip(&self.bound);
            let values = slots.map(|((old, new), bound)| if *bound { old } else { new });
            let mut values = values.cloned();
            let unit = Unit::new(&mut self.interp, code, |_| {
                values.next().unwrap_or(Value::Missing)
            })?;
            self.unit = Some(unit);
        }
        self.own = Some(own);
        Ok(())
    }

    fn rebind(&mut self, inputs: impl IntoInputs) -> RunResult<()> {
        self.function = None;
        self.forget();
        if self
            .unit
            .as_mut()
            .is_some_and(|unit| Rc::get_mut(unit).is_none())
        {
            self.unit = None;
        }
        drop(self.unit()?);
        let Some(unit) = self.unit.as_mut().and_then(Rc::get_mut) else {
            return Ok(());
        };
        let names = &self.program.shared().code.globals;
        let bound = &mut self.bound;
        inputs.each(&mut self.interp, &mut |name, value| {
            let slots = unit.globals.iter_mut().zip(bound.iter_mut());
            for ((slot, bound), _) in slots.zip(names).filter(|(_, global)| *global.name == *name) {
                slot.clone_from(&value);
                *bound = true;
            }
        })
    }

    fn unit(&mut self) -> RunResult<Rc<Unit>> {
        if let Some(unit) = &self.unit {
            return Ok(Rc::clone(unit));
        }
        let code = self.program.code();
        if self.own.is_none() {
            let own = self
                .env
                .globals(&mut self.interp, &code.globals, |_| None)?;
            self.changeable = own.iter().any(is_mutable);
            self.own = Some(own);
        }
        let mut values = self.own.iter().flatten().cloned();
        let unit = Unit::new(&mut self.interp, code, |_| {
            values.next().unwrap_or(Value::Missing)
        })?;
        self.unit = Some(Rc::clone(&unit));
        Ok(unit)
    }

    fn evaluate(&mut self) -> RunResult<Value> {
        let unit = self.unit()?;
        eval::run(&mut self.interp, &unit)
    }

    fn outcome(&mut self, result: RunResult<Value>) -> Result<Outcome, Failure> {
        match result {
            Ok(value) => Ok(Outcome {
                value,
                usage: self.usage(),
                env: Rc::clone(&self.env),
            }),
            Err(error) => Err(self.failure(error)),
        }
    }

    #[cold]
    fn failure(&mut self, error: Error) -> Failure {
        Failure::new(&mut self.interp, error)
    }
}

/// Whether the program is a lambda that holds nothing which a call could change.
fn is_pure(code: &Code) -> bool {
    let NodeKind::Lambda(number) = code.root.kind else {
        return false;
    };
    let constant =
        |default: &crate::resolve::tree::Node| matches!(default.kind, NodeKind::Constant(_));
    (code.lambdas.get(number as usize)).is_some_and(|lambda| lambda.defaults.iter().all(constant))
}

impl fmt::Debug for Instance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Instance")
            .field("program", &self.program)
            .finish_non_exhaustive()
    }
}
