//! What an engine gives to its programs, and the same on one thread.
//!
//! [`Core`] is shared by all threads and holds no value of the language; an [`Env`] makes the values that one thread
//! asks for, each once.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use super::cancel::Cancel;
use super::function::Record;
use super::options::Limits;
use crate::eval;
use crate::modules;
use crate::resolve;
use crate::resolve::tree::Global;
use crate::runtime::chance::Chance;
use crate::runtime::error::{Error, Result};
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::{Hooks, Interp};
use crate::runtime::unit::Unit;
use crate::runtime::value::Value;
use crate::syntax::Diagnostic;

/// What an engine was made with.
#[derive(Clone, Default)]
pub(super) struct Core {
    pub(super) limits: Limits,
    /// What the host adds, by name.
    pub(super) bindings: BTreeMap<Arc<str>, Binding>,
    /// The builtin names and modules that programs may use; `None` is all.
    pub(super) allowed: Option<BTreeSet<String>>,
    /// Those that they may not.
    pub(super) denied: BTreeSet<String>,
    /// The free names that programs may have besides; `None` is any.
    pub(super) inputs: Option<BTreeSet<String>>,
    /// Where the numbers of `random` begin; without it there is no such module.
    pub(super) seed: Option<u64>,
    /// Where `print` writes.
    pub(super) output: Option<Arc<Sink>>,
}

/// Shows what is printed.
pub(super) type Sink = dyn Fn(&str) + Send + Sync;

/// Makes a value on the thread that needs it.
pub(super) type Make = dyn Fn(&mut Interp) -> Result<Value> + Send + Sync;

/// What the host binds a name to.
#[derive(Clone)]
pub(super) enum Binding {
    /// A value.
    Constant(Arc<Make>),
    /// A function.
    Function(Arc<Record>),
}

/// An engine on one thread.
pub(super) struct Env {
    pub(super) core: Arc<Core>,
    made: RefCell<HashMap<Arc<str>, Value>>,
}

impl Core {
    /// What a builtin name or a module's name means, where programs may use it.
    pub(super) fn builtin(&self, name: &str) -> Option<Value> {
        let home = modules::module_of(name);
        let within = |names: &BTreeSet<String>| {
            names.contains(name) || home.is_some_and(|home| names.contains(home))
        };
        // Chance is the host's to give: without a seed the name means nothing.
        if name == modules::random::MODULE.name && self.seed.is_none() {
            return None;
        }
        let refused =
            within(&self.denied) || self.allowed.as_ref().is_some_and(|only| !within(only));
        if refused { None } else { modules::lookup(name) }
    }

    /// Whether the engine itself gives that name a meaning.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.bindings.contains_key(name) || self.builtin(name).is_some()
    }

    /// Every name that the engine gives a meaning.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let own = self.bindings.keys().map(|name| &**name);
        let builtin = modules::names().filter(|name| self.builtin(name).is_some());
        own.chain(builtin.map(|name| -> &str { name }))
    }
}

impl Env {
    /// The engine on this thread.
    pub(super) fn new(core: Arc<Core>) -> Rc<Env> {
        Rc::new(Env {
            core,
            made: RefCell::default(),
        })
    }

    /// An interpreter for programs of this engine.
    pub(super) fn interp(self: &Rc<Self>, cancel: &Cancel) -> Interp {
        let limits = &self.core.limits;
        let mut interp = Interp::new(limits.budget(), limits.depth, cancel.flag(), HOOKS);
        if let Some(seed) = self.core.seed {
            interp.chance = Chance::seeded(seed);
        }
        if let Some(output) = self.core.output.clone() {
            interp.print_to(Box::new(move |text| output(text)));
        }
        interp.host = Some(Rc::<Env>::clone(self));
        interp
    }

    /// The engine that an interpreter belongs to.
    fn of(interp: &Interp) -> Option<Rc<Env>> {
        let host = Rc::clone(interp.host.as_ref()?);
        host.downcast().ok()
    }

    /// What the engine binds that name to; `Missing` where it does not.
    pub(super) fn lookup(&self, interp: &mut Interp, name: &str) -> Result<Value> {
        if let Some(value) = self.made.borrow().get(name) {
            return Ok(value.clone());
        }
        let Some((name, binding)) = self.core.bindings.get_key_value(name) else {
            return Ok(self.core.builtin(name).unwrap_or(Value::Missing));
        };
        let value = match binding {
            Binding::Constant(make) => make(interp)?,
            Binding::Function(record) => Record::value(record, interp)?,
        };
        // One evaluation must not see what another did to a list, so each gets a new one.
        if is_mutable(&value) {
            return Ok(value);
        }
        let made = &mut self.made.borrow_mut();
        Ok(made.entry(Arc::clone(name)).or_insert(value).clone())
    }

    /// The values of free names, in their order; `bound` is asked before the engine.
    pub(super) fn globals(
        &self,
        interp: &mut Interp,
        globals: &[Global],
        bound: impl Fn(&Global) -> Option<Value>,
    ) -> Result<Vec<Value>> {
        let mut value = |global: &Global| match bound(global) {
            Some(value) => Ok(value),
            None => self.lookup(interp, &global.name),
        };
        globals.iter().map(&mut value).collect()
    }
}

/// Whether a program could change the value, or what it holds.
pub(super) fn is_mutable(value: &Value) -> bool {
    match value {
        Value::List(_) | Value::Dict(_) | Value::Set(_) | Value::Iter(_) => true,
        Value::Tuple(tuple) => tuple.as_slice().iter().any(is_mutable),
        _ => false,
    }
}

/// How lambdas are called, and the builtin `eval`.
pub(super) const HOOKS: Hooks = Hooks {
    call_function: eval::call_function,
    evaluate,
};

/// The builtin `eval(source, globals, locals)`: compiled here, evaluated under the account that is running.
fn evaluate(interp: &mut Interp, text: &str, globals: &Value, locals: &Value) -> Result<Value> {
    interp.reserve(text.len().saturating_mul(64))?;
    let code = resolve::compile(text).map_err(|diagnostics| refused(&diagnostics))?;
    let env = Env::of(interp).unwrap_or_else(|| Env::new(Arc::default()));
    let (globals, locals) = (bindings(globals), bindings(locals));
    let values = env.globals(interp, &code.globals, |global| {
        let local = locals.get(&*global.name).filter(|_| !global.nested);
        local.or_else(|| globals.get(&*global.name)).cloned()
    })?;
    let mut values = values.into_iter();
    let unit = Unit::new(interp, Arc::new(code), |_| {
        values.next().unwrap_or(Value::Missing)
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
