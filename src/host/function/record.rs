//! A host's function: its signature, its body, and the value that programs call.

use std::any::Any;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::Arc;

use super::super::builder::SetupError;
use super::arguments::Arguments;
use super::typed::{HostFunction, HostFunctionWithInterp, IntoReturn};
use crate::eval;
use crate::resolve;
use crate::resolve::tree::Code;
use crate::runtime::call::CallArgs;
use crate::runtime::error::{Error, Result};
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::object::Object;
use crate::runtime::table::TypeInfo;
use crate::runtime::unit::Unit;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::ExprKind;
use crate::syntax::{self, unparse_params};
use crate::types::function::Function as Lambda;
use crate::types::method;

/// The body, behind one type for all signatures.
type Body = dyn Fn(&mut Interp, &[Value], &dyn Fn(usize) -> String) -> Result<Value> + Send + Sync;

/// A function of the host, to be added to an engine by [`Builder::register`](crate::Builder::register).
///
/// The signature is the name alone, for a function whose arguments are passed by position, or the parameters as they
/// would stand in Python: names, defaults, `*rest`, `**options`.
///
/// ```
/// use lambkin::{Engine, Function};
///
/// let clamp = Function::new("clamp(x, low=0.0, high=1.0)", |x: f64, low: f64, high: f64| {
///     x.max(low).min(high)
/// })
/// .doc("The number within bounds that is nearest to x.");
/// let engine = Engine::builder().register(clamp).build()?;
/// let outcome = engine.compile("clamp(7.5, high=3)")?.eval(())?;
/// assert_eq!(outcome.to::<f64>()?, 3.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Function {
    signature: String,
    doc: String,
    optional: &'static [bool],
    body: Box<Body>,
}

impl Function {
    /// A function of values alone.
    ///
    /// ```
    /// use lambkin::{Engine, Function};
    /// let half = Function::new("half(x)", |x: f64| x / 2.0);
    /// let engine = Engine::builder().register(half).build()?;
    /// assert_eq!(engine.compile("half(x=3)")?.eval(())?.to::<f64>()?, 1.5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new<F, Return, Args>(signature: &str, body: F) -> Self
    where
        F: HostFunction<Return, Args>
            + for<'a> HostFunction<Return, <Args as Arguments<'a>>::Output>,
        Return: IntoReturn,
        Args: for<'a> Arguments<'a>,
    {
        Function {
            signature: signature.to_owned(),
            doc: String::new(),
            optional: <Args as Arguments<'static>>::OPTIONAL,
            body: Box::new(move |interp, slots, subject| {
                let args = Args::read(interp, slots, subject)?;
                body.call(args).into_return(interp)
            }),
        }
    }

    /// A function that gets the interpreter first, for calling back a function that it was given and for making values.
    ///
    /// ```
    /// use lambkin::{Engine, Function, Interp, Value};
    /// let shown = Function::with_interp("shown(x)", |interp: &mut Interp, x: Value| {
    ///     interp.repr(&x)
    /// });
    /// let engine = Engine::builder().register(shown).build()?;
    /// assert_eq!(engine.compile("shown([1, 'a'])")?.eval(())?.to::<String>()?, "[1, 'a']");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_interp<F, Return, Args>(signature: &str, body: F) -> Self
    where
        F: HostFunctionWithInterp<Return, Args>
            + for<'a> HostFunctionWithInterp<Return, <Args as Arguments<'a>>::Output>,
        Return: IntoReturn,
        Args: for<'a> Arguments<'a>,
    {
        Function {
            signature: signature.to_owned(),
            doc: String::new(),
            optional: <Args as Arguments<'static>>::OPTIONAL,
            body: Box::new(move |interp, slots, subject| {
                let args = Args::read(interp, slots, subject)?;
                body.call(interp, args).into_return(interp)
            }),
        }
    }

    /// The same with a sentence of documentation, which `help` shows.
    ///
    /// ```
    /// use lambkin::{Engine, Function};
    /// let half = Function::new("half(x)", |x: f64| x / 2.0).doc("Half of x.");
    /// let engine = Engine::builder().register(half).build()?;
    /// assert_eq!(engine.help("half").as_deref(), Some("half(x)\nHalf of x."));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn doc(mut self, doc: impl Into<String>) -> Self {
        self.doc = doc.into();
        self
    }

    /// The function as an engine keeps it, and its name.
    pub(in crate::host) fn record(self) -> Result<Record, SetupError> {
        let signature = self.signature.trim();
        let (name, params) = match signature.split_once('(') {
            None => (signature, None),
            Some((name, rest)) => {
                let params = rest.strip_suffix(')');
                (name, Some(params.ok_or_else(|| invalid(signature))?))
            }
        };
        if !is_name(name) {
            return Err(invalid(signature));
        }
        let shape = params
            .map(|params| shape(name, params).ok_or_else(|| invalid(signature)))
            .transpose()?;
        let (code, shown) = shape.unzip();
        if let Some(code) = &code
            && code.lambdas.first().map(|lambda| lambda.params.list.len())
                != Some(self.optional.len())
        {
            return Err(SetupError::new(format!(
                "{signature}: the closure takes {} arguments",
                self.optional.len()
            )));
        }
        Ok(Record {
            shown: shown.unwrap_or_else(|| positional(self.optional)),
            name: Arc::from(name),
            doc: self.doc,
            shape: code.map(Arc::new),
            optional: self.optional,
            body: self.body,
        })
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Function")
            .field("signature", &self.signature)
            .finish_non_exhaustive()
    }
}

fn invalid(signature: &str) -> SetupError {
    SetupError::new(format!("'{signature}' is no signature"))
}

fn is_name(text: &str) -> bool {
    syntax::parse(text).is_ok_and(|tree| {
        let root = tree.root();
        matches!(&root.kind, ExprKind::Name(name) if **name == *text)
    })
}

/// The parameters as those of a lambda of that name, and as help shows them.
fn shape(name: &str, params: &str) -> Option<(Code, String)> {
    let text = format!("lambda {params}: None");
    let tree = syntax::parse(&text).ok()?;
    let ExprKind::Lambda(lambda) = &tree.root().kind else {
        return None;
    };
    let shown = unparse_params(&lambda.params);
    let mut code = resolve::compile(&text).ok()?;
    if !code.globals.is_empty() || code.lambdas.len() != 1 {
        return None;
    }
    code.lambdas.last_mut()?.qualified_name = Arc::from(name);
    Some((code, shown))
}

/// The parameters of a function without names: `x0, x1=None, /`.
fn positional(optional: &[bool]) -> String {
    let required = required(optional);
    let names = (0..optional.len()).map(|at| {
        let default = if at < required { "" } else { "=None" };
        format!("x{at}{default}, ")
    });
    let names: String = names.collect();
    if names.is_empty() { names } else { names + "/" }
}

/// How many arguments must be passed: only the last ones may be left out.
fn required(optional: &[bool]) -> usize {
    optional
        .iter()
        .rposition(|optional| !optional)
        .map_or(0, |last| last + 1)
}

/// A function as an engine keeps it, for all threads.
pub(in crate::host) struct Record {
    pub(in crate::host) name: Arc<str>,
    pub(in crate::host) doc: String,
    /// The parameters as help shows them.
    pub(in crate::host) shown: String,
    /// A lambda with the same parameters, which binds arguments to them.
    shape: Option<Arc<Code>>,
    optional: &'static [bool],
    body: Box<Body>,
}

impl Record {
    /// The function as a value of this thread.
    pub(in crate::host) fn value(record: &Arc<Record>, interp: &mut Interp) -> Result<Value> {
        let shape = Record::shape(record, interp)?;
        Ok(Value::object(Added {
            record: Arc::clone(record),
            shape,
        }))
    }

    /// The lambda that binds the arguments, where the parameters have names.
    fn shape(record: &Record, interp: &mut Interp) -> Result<Option<Rc<Lambda>>> {
        let Some(code) = &record.shape else {
            return Ok(None);
        };
        // Defaults are made of literals; there is no name in them.
        let unit = Unit::new(interp, Arc::clone(code), |_| Value::Missing)?;
        match eval::run(interp, &unit)? {
            Value::Function(lambda) => Ok(Some(lambda)),
            _ => Ok(None),
        }
    }

    /// Whether it takes those arguments, by their number and names.
    pub(in crate::host) fn bind_only(
        record: &Arc<Record>,
        interp: &mut Interp,
        args: CallArgs<'_>,
    ) -> Result<()> {
        match Record::shape(record, interp)? {
            None => check_count(&record.name, record.optional, args),
            Some(shape) => match shape.code() {
                Some(lambda) => eval::with_frame(interp, &shape, lambda, args, |_, _| Ok(())),
                None => Ok(()),
            },
        }
    }

    fn run(&self, interp: &mut Interp, slots: &[Value]) -> Result<Value> {
        let subject = |position: usize| match self.parameter(position) {
            Some(name) => format!("{}() argument '{name}'", self.name),
            None => format!("{}() argument {}", self.name, position + 1),
        };
        let call = || (self.body)(interp, slots, &subject);
        // Nothing of the interpreter is left half done: a panic comes from the host's own code.
        catch_unwind(AssertUnwindSafe(call))
            .unwrap_or_else(|payload| Err(panicked(&format!("{}()", self.name), &*payload)))
    }

    fn parameter(&self, position: usize) -> Option<&str> {
        let lambda = self.shape.as_ref()?.lambdas.first()?;
        lambda.params.list.get(position).map(|param| &*param.name)
    }
}

/// The value that programs call.
struct Added {
    record: Arc<Record>,
    shape: Option<Rc<Lambda>>,
}

impl Object for Added {
    fn type_info(&self) -> &'static TypeInfo {
        &method::BOUND
    }

    fn repr(&self, _: &mut Interp, _: &Value) -> Result<String> {
        Ok(format!("<built-in function {}>", self.record.name))
    }

    fn attribute(&self, _: &mut Interp, name: &str) -> Option<Result<Value>> {
        match name {
            "__name__" | "__qualname__" => Some(Ok(Value::str(&*self.record.name))),
            "__doc__" => Some(Ok(Value::str(self.record.doc.as_str()))),
            _ => None,
        }
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, interp: &mut Interp, _: &Value, args: CallArgs<'_>) -> Result<Value> {
        interp.meter.call_host()?;
        interp.nested("", |interp| self.bind_and_run(interp, args))
    }
}

impl Added {
    fn bind_and_run(&self, interp: &mut Interp, args: CallArgs<'_>) -> Result<Value> {
        let record = &*self.record;
        let Some((shape, lambda)) = self.shape.as_ref().and_then(|f| Some((f, f.code()?))) else {
            check_count(&record.name, record.optional, args)?;
            return record.run(interp, args.positional);
        };
        let given = args.positional.len();
        if lambda.params.simple && args.named.is_empty() && given == lambda.params.positional {
            return record.run(interp, args.positional);
        }
        eval::with_frame(interp, shape, lambda, args, |interp, slots| {
            record.run(interp, slots)
        })
    }
}

/// CPython's words for functions whose parameters have no names.
pub(super) fn check_count(name: &str, optional: &[bool], args: CallArgs<'_>) -> Result<()> {
    let (least, most) = (required(optional), optional.len());
    let given = args.positional.len();
    if !args.named.is_empty() {
        return Err(wording::type_error(format!(
            "{name}() takes no keyword arguments"
        )));
    }
    if (least..=most).contains(&given) {
        return Ok(());
    }
    let bound = match (least == most, given < least) {
        (true, _) => "",
        (false, true) => "at least ",
        (false, false) => "at most ",
    };
    let count = if given < least { least } else { most };
    let s = if count == 1 { "" } else { "s" };
    Err(wording::type_error(format!(
        "{name} expected {bound}{count} argument{s}, got {given}"
    )))
}

/// The exception for a panic of the host's.
#[cold]
pub(in crate::host) fn panicked(what: &str, payload: &(dyn Any + Send)) -> Error {
    let text = (payload.downcast_ref::<String>().map(String::as_str))
        .or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    Error::new(ExcKind::SystemError, format!("{what} panicked: {text}"))
}
