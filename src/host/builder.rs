//! Making an engine: which names there are, what they mean, what an evaluation may spend.

use std::fmt;
use std::sync::Arc;

use super::convert::IntoValue;
use super::engine::Engine;
use super::env::{Binding, Core};
use super::function::{Arguments, Function, HostFunction, IntoReturn};
use super::options::Limits;
use crate::runtime::interp::Interp;

/// What an engine will be made of; [`Engine::builder`] begins one.
///
/// ```
/// use lambkin::{Engine, Limits};
///
/// let engine = Engine::builder()
///     .deny(["print", "re"])
///     .constant("vat", 0.19)
///     .function("net(gross)", |gross: f64| gross / 1.19)
///     .inputs(["order"])
///     .limits(Limits { steps: Some(100_000), ..Limits::untrusted() })
///     .build()?;
/// assert!(engine.compile("net(order['gross']) * vat").is_ok());
/// assert!(engine.compile("net(odrer['gross'])").is_err());
/// # Ok::<(), lambkin::SetupError>(())
/// ```
#[derive(Default)]
pub struct Builder {
    core: Core,
    functions: Vec<Function>,
}

impl Builder {
    /// Leaves only those of the builtin names and modules; a module brings the builtins that are its functions.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let engine = Engine::builder().allow(["len", "math"]).build()?;
    /// assert!(engine.session().eval("math.floor(len('ab'))").is_ok());
    /// assert_eq!(engine.session().eval("sum([])").unwrap_err().kind(), "NameError");
    /// # Ok::<(), lambkin::SetupError>(())
    /// ```
    #[must_use]
    pub fn allow<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        let allowed = self.core.allowed.get_or_insert_default();
        allowed.extend(names.into_iter().map(Into::into));
        self
    }

    /// Takes builtin names and modules away; a module takes the builtins that are its functions along.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let engine = Engine::builder().deny(["itertools", "eval"]).build()?;
    /// for text in ["itertools.count()", "count()", "eval('1')"] {
    ///     assert_eq!(engine.session().eval(text).unwrap_err().kind(), "NameError");
    /// }
    /// # Ok::<(), lambkin::SetupError>(())
    /// ```
    #[must_use]
    pub fn deny<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.core.denied.extend(names.into_iter().map(Into::into));
        self
    }

    /// Declares the free names that programs may have; each other unknown name is then an error of
    /// [`Engine::compile`].
    ///
    /// ```
    /// use lambkin::Engine;
    /// let engine = Engine::builder().inputs(["request"]).build()?;
    /// let refused = engine.compile("request['path'] == reqest['host']").unwrap_err();
    /// assert_eq!(refused.to_string(), "NameError: name 'reqest' is not defined");
    /// assert_eq!(refused[0].help.as_deref(), Some("did you mean 'request'?"));
    /// # Ok::<(), lambkin::SetupError>(())
    /// ```
    #[must_use]
    pub fn inputs<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        let inputs = self.core.inputs.get_or_insert_default();
        inputs.extend(names.into_iter().map(Into::into));
        self
    }

    /// Binds a name to a value, which is made on each thread that asks for it; one that programs can change, such as a
    /// list, is made for each evaluation, and a tuple is not.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let engine = Engine::builder().constant("primes", vec![2, 3, 5]).build()?;
    /// assert_eq!(engine.compile("primes[-1]")?.eval(())?.to::<u8>()?, 5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn constant<T>(mut self, name: &str, value: T) -> Self
    where
        T: IntoValue + Clone + Send + Sync + 'static,
    {
        let make = move |interp: &mut Interp| value.clone().into_value(interp);
        let binding = Binding::Constant(Arc::new(make));
        self.core.bindings.insert(Arc::from(name), binding);
        self
    }

    /// Adds a function: a name or a whole signature, and a closure. [`Function`] has more to say.
    ///
    /// ```
    /// use lambkin::Engine;
    /// let engine = Engine::builder()
    ///     .function("shout(text, mark='!')", |text: &str, mark: &str| text.to_uppercase() + mark)
    ///     .build()?;
    /// let program = engine.compile("shout('hello', mark='?')")?;
    /// assert_eq!(program.eval(())?.to::<String>()?, "HELLO?");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn function<F, Return, Args>(self, signature: &str, body: F) -> Self
    where
        F: HostFunction<Return, Args>
            + for<'a> HostFunction<Return, <Args as Arguments<'a>>::Output>,
        Return: IntoReturn,
        Args: for<'a> Arguments<'a>,
    {
        self.register(Function::new(signature, body))
    }

    /// Adds a function.
    ///
    /// ```
    /// use lambkin::{Engine, Function};
    /// let one = Function::new("one()", || 1).doc("The first number.");
    /// let engine = Engine::builder().register(one).build()?;
    /// assert_eq!(engine.compile("one() + one()")?.eval(())?.to::<i64>()?, 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn register(mut self, function: Function) -> Self {
        self.functions.push(function);
        self
    }

    /// What each evaluation may spend.
    ///
    /// ```
    /// use lambkin::{Engine, Limits};
    /// let limits = Limits { steps: Some(100), ..Limits::untrusted() };
    /// let engine = Engine::builder().limits(limits).build()?;
    /// assert!(engine.compile("sum(range(1000))")?.eval(()).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.core.limits = limits;
        self
    }

    /// Brings the module `random`; see [`Engine::with_seed`].
    ///
    /// ```
    /// use lambkin::Engine;
    /// let engine = Engine::builder().seed(7).build()?;
    /// assert!(engine.compile("random.random() < 1")?.eval(())?.to::<bool>()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.core.seed = Some(seed);
        self
    }

    /// Where `print` writes, on whichever thread; without it, a session or instance keeps what is printed.
    ///
    /// ```
    /// use std::sync::mpsc;
    /// use lambkin::Engine;
    /// let (send, lines) = mpsc::channel();
    /// let engine = Engine::builder().print_to(move |text| drop(send.send(text.to_owned()))).build()?;
    /// engine.compile("print('hello')")?.eval(())?;
    /// assert_eq!(lines.try_iter().collect::<String>(), "hello\n");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn print_to(mut self, sink: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.core.output = Some(Arc::new(sink));
        self
    }

    /// The engine.
    ///
    /// ```
    /// use lambkin::Engine;
    /// assert!(Engine::builder().build().is_ok());
    /// assert!(Engine::builder().function("f(x", |x: i64| x).build().is_err());
    /// ```
    ///
    /// # Errors
    /// A signature that is none, or that does not fit its closure.
    pub fn build(mut self) -> Result<Engine, SetupError> {
        for function in self.functions {
            let record = Arc::new(function.record()?);
            let name = Arc::clone(&record.name);
            self.core.bindings.insert(name, Binding::Function(record));
        }
        Ok(Engine {
            core: Arc::new(self.core),
        })
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder").finish_non_exhaustive()
    }
}

/// Why an engine cannot be made: a mistake of the host's, found at start.
///
/// ```
/// use lambkin::Engine;
/// let mistake = Engine::builder().function("half(x, y)", |x: f64| x / 2.0).build().unwrap_err();
/// assert_eq!(mistake.to_string(), "half(x, y): the closure takes 1 arguments");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetupError(String);

impl SetupError {
    pub(super) fn new(message: impl Into<String>) -> Self {
        SetupError(message.into())
    }
}

impl fmt::Display for SetupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for SetupError {}
