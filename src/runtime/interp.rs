//! The context of one evaluation, passed first to everything that may run user code.
//!
//! It owns the meter, the output, the depth counters and the few shared values. It does not know how a lambda
//! is evaluated: `eval` hands it a function for that, so that builtins can call lambdas without a cycle.

use std::any::Any;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::call::CallArgs;
use super::chance::Chance;
use super::error::{Limit, Result};
use super::keys::Keys;
use super::meter::{BYTES_A_STEP, Budget, Meter};
use super::observe::Observer;
use super::spending::Spender;
use super::value::Value;
use super::wording;
use crate::types::function::Function;
use crate::types::str::Str;

/// Native stack that must be free before another level is entered.
const RED_ZONE: usize = if cfg!(debug_assertions) {
    2 << 20
} else {
    256 << 10
};
/// How much more is taken when it is not.
const STACK_SEGMENT: usize = 8 << 20;
/// Levels between two looks at the native stack; each uses a few kilobytes at most.
const LEVELS_BETWEEN_CHECKS: u32 = 8;
/// The most bytes that are kept for the next text in the making.
const MOST_SPARED: usize = 1024;
/// Levels of native recursion (comparison, `repr`, hashing, chains of iterators) before RecursionError.
const NATIVE_DEPTH: u32 = 10_000;

/// What `eval` and the host provide to the objects below them.
#[derive(Clone, Copy)]
pub struct Hooks {
    /// Calls a lambda.
    pub call_function: fn(&mut Interp, &Rc<Function>, CallArgs<'_>) -> Result<Value>,
    /// The builtin `eval(source, globals, locals)`; each of the two is a dict or `None`.
    pub evaluate: fn(&mut Interp, &str, &Value, &Value) -> Result<Value>,
}

/// The context of an evaluation: what a function of the host is given to make values, to call back and to pay.
///
/// ```
/// use lambkin::{Engine, Error, Function, Interp};
///
/// let primes = |interp: &mut Interp, most: u64| -> Result<Vec<u64>, Error> {
///     interp.charge(most as usize)?;
///     Ok((2..most).filter(|n| (2..*n).all(|k| n % k != 0)).collect())
/// };
/// let engine = Engine::builder().register(Function::with_interp("primes(most)", primes)).build()?;
/// assert_eq!(engine.compile("sum(primes(10))")?.eval(())?.to::<i64>()?, 17);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Interp {
    /// What may still be spent.
    pub meter: Meter,
    /// How lambdas are called.
    pub hooks: Hooks,
    /// What was printed and not yet taken.
    pub output: Output,
    /// Names that lambdas look up when they run and not when they are made, as a prompt wants them: a function may
    /// name itself, and one that is bound later.
    pub late: HashMap<String, Value>,
    /// Lambda calls under way.
    depth: u32,
    /// The most that were: a call at that depth is looked at more closely, and no other.
    peak_depth: u32,
    /// How many may be under way: Python's recursion limit.
    recursion_limit: u32,
    /// Native recursion under way.
    nested: u32,
    /// Containers whose `repr` is under way, by address.
    pub(crate) in_repr: Vec<usize>,
    /// The strings of one ASCII character.
    ascii: Vec<Rc<Str>>,
    /// The empty string.
    empty: Rc<Str>,
    /// Memory for a text in the making.
    text: String,
    /// Memory for a few items that are being gathered.
    pub(super) spare_items: Vec<Value>,
    /// The keys of the host's records.
    pub(super) keys: Keys,
    /// How many NaNs were made from text.
    nans: u64,
    /// What modules remember between their calls; it goes with the interpreter.
    memos: Vec<Rc<dyn Any>>,
    /// Who is told what happens.
    pub(super) observer: Option<Box<dyn Observer>>,
    /// The numbers of `random`.
    pub chance: Chance,
    /// What the host keeps with its interpreter; the layers below do not look into it.
    pub(crate) host: Option<Rc<dyn Any>>,
}

/// Where `print` writes.
#[derive(Default)]
pub struct Output {
    text: String,
    /// Bytes written over the whole evaluation.
    written: usize,
    /// Takes what is written at once, so that nothing is kept.
    sink: Option<Sink>,
}

/// A function of the host that shows what is printed.
pub type Sink = Box<dyn FnMut(&str)>;

/// What functions and objects of the host need.
impl Interp {
    /// Pays for bulk work over `units` items or words, so that the limits hold in it.
    ///
    /// ```
    /// use lambkin::{Engine, Function, Interp, Limits};
    ///
    /// let busy = Function::with_interp("busy()", |interp: &mut Interp| interp.charge(1_000_000));
    /// let engine = Engine::builder().limits(Limits { steps: Some(1000), ..Limits::untrusted() }).register(busy).build()?;
    /// let failure = engine.compile("busy()")?.eval(()).unwrap_err();
    /// assert_eq!(failure.to_string(), "LimitExceeded: more than 1000 steps");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// A halt when too much was spent, too much time has gone by, or the host cancelled.
    #[inline]
    pub fn charge(&mut self, units: usize) -> Result<()> {
        self.meter.charge(units as u64)
    }

    /// Prices that many bytes before they are taken; what is worth less than a step is seen at the next look.
    ///
    /// ```
    /// use lambkin::{Engine, Function, Interp};
    ///
    /// let huge = Function::with_interp("huge()", |interp: &mut Interp| interp.reserve(1 << 40));
    /// let engine = Engine::builder().register(huge).build()?;
    /// let failure = engine.compile("huge()")?.eval(()).unwrap_err();
    /// assert!(failure.to_string().starts_with("LimitExceeded: more than"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// A halt when they would exceed the memory limit.
    #[inline]
    pub fn reserve(&mut self, bytes: usize) -> Result<()> {
        if bytes < BYTES_A_STEP {
            return Ok(());
        }
        self.meter.reserve(bytes)
    }

    /// Writes to the output, under the output limit.
    ///
    /// ```
    /// use lambkin::{Engine, Function, Interp};
    ///
    /// let log = Function::with_interp("log(text)", |interp: &mut Interp, text: String| {
    ///     interp.write(&format!("[log] {text}\n"))
    /// });
    /// let engine = Engine::builder().register(log).build()?;
    /// let outcome = engine.compile("log('ready')")?.eval(())?;
    /// assert_eq!(outcome.usage.output, 12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// A halt when the limit is reached.
    pub fn write(&mut self, text: &str) -> Result<()> {
        let written = self.output.written.saturating_add(text.len());
        let most = self.meter.budget().output;
        if most.is_some_and(|most| written > most) {
            return Err(self.meter.halt(Limit::Output));
        }
        self.reserve(text.len())?;
        self.output.written = written;
        match &mut self.output.sink {
            Some(sink) => sink(text),
            None => self.output.text.push_str(text),
        }
        Ok(())
    }

    /// `repr(value)`
    ///
    /// ```
    /// use lambkin::{Engine, Value};
    ///
    /// let mut session = Engine::new().session();
    /// let pair = Value::pair(Value::str("a"), Value::Int(1));
    /// assert_eq!(session.interp().repr(&pair).ok().as_deref(), Some("('a', 1)"));
    /// ```
    ///
    /// # Errors
    /// Why there is none: too deep, too many digits, a limit.
    pub fn repr(&mut self, value: &Value) -> Result<String> {
        super::ops::repr::repr(self, value)
    }
}

#[doc(hidden)]
impl Interp {
    /// A context with that budget and recursion limit.
    #[must_use]
    pub fn new(
        budget: Budget,
        recursion_limit: u32,
        cancelled: Arc<AtomicBool>,
        hooks: Hooks,
    ) -> Self {
        Interp {
            meter: Meter::new(budget, cancelled),
            hooks,
            output: Output::default(),
            late: HashMap::new(),
            depth: 0,
            peak_depth: 0,
            recursion_limit,
            nested: 0,
            in_repr: Vec::new(),
            ascii: Vec::new(),
            empty: Rc::new(Str::new("")),
            text: String::new(),
            spare_items: Vec::new(),
            keys: Keys::default(),
            nans: 0,
            memos: Vec::new(),
            observer: None,
            chance: Chance::default(),
            host: None,
        }
    }

    /// Begins a fresh account: a new budget, no depth.
    pub fn restart(&mut self) {
        self.meter.restart();
        self.depth = 0;
        self.peak_depth = 0;
        self.nested = 0;
        self.in_repr.clear();
        self.output.text.clear();
        self.output.written = 0;
        self.nans = 0;
        self.chance.restart();
    }

    /// Changes how many lambda calls may be under way.
    pub fn set_recursion_limit(&mut self, limit: u32) {
        self.recursion_limit = limit;
    }

    /// Pays one step: a call, a comparison.
    #[inline]
    pub fn tick(&mut self) -> Result<()> {
        self.meter.tick()
    }

    /// Pays one step for an item pulled from an iterator.
    #[inline]
    pub fn pull(&mut self) -> Result<()> {
        self.meter.pull()
    }

    /// Prices what a text in the making grew by, from one length to another. No value holds that text yet, and where
    /// it moves to grow it lies there twice.
    pub fn grown(&mut self, from: usize, to: usize) -> Result<()> {
        self.meter
            .reserve_beside(to.saturating_sub(from), to.saturating_mul(2))
    }

    /// Prices a sequence of `count` values before it is built.
    pub fn reserve_items(&mut self, count: usize) -> Result<()> {
        self.reserve(count.saturating_mul(size_of::<Value>()))
    }

    /// Runs `body` one lambda call deeper.
    ///
    /// # Errors
    /// `RecursionError` at the recursion limit.
    #[inline]
    pub fn deeper<T>(&mut self, body: impl FnOnce(&mut Interp) -> Result<T>) -> Result<T> {
        if self.depth >= self.peak_depth {
            self.note_depth()?;
        }
        self.depth += 1;
        // Looking at the stack costs as much as a small call, and a few calls fit into the red zone.
        let result = if self.depth.is_multiple_of(LEVELS_BETWEEN_CHECKS) {
            self.with_stack(body)
        } else {
            body(self)
        };
        self.depth -= 1;
        result
    }

    /// Runs `body`, the consumer of an item, as no part of the generator that made the item and waits now.
    ///
    /// # Errors
    /// `RecursionError` when iterators are nested too deep.
    #[inline]
    pub fn shallower<T>(&mut self, body: impl FnOnce(&mut Interp) -> Result<T>) -> Result<T> {
        self.depth -= 1;
        let result = self.nested("", body);
        self.depth += 1;
        result
    }

    /// A call deeper than any before.
    #[cold]
    fn note_depth(&mut self) -> Result<()> {
        if self.depth >= self.recursion_limit {
            return Err(wording::recursion(""));
        }
        self.peak_depth = self.depth + 1;
        Ok(())
    }

    /// The most lambda calls that were under way at once.
    #[must_use]
    pub fn peak_depth(&self) -> u32 {
        self.peak_depth
    }

    /// Bytes printed so far.
    #[must_use]
    pub fn printed(&self) -> usize {
        self.output.written
    }

    /// Runs `body` with that sub-expression as the one that spends.
    #[inline(always)]
    pub fn spending<T>(&mut self, spender: Spender, body: impl FnOnce(&mut Interp) -> T) -> T {
        let outer = self.meter.enter(spender);
        let result = body(self);
        self.meter.enter(outer);
        result
    }

    /// Runs `body` one level of native recursion deeper: `what` ends Python's message (` in comparison`).
    ///
    /// # Errors
    /// `RecursionError` when values are nested too deep.
    #[inline]
    pub fn nested<T>(
        &mut self,
        what: &str,
        body: impl FnOnce(&mut Interp) -> Result<T>,
    ) -> Result<T> {
        if self.nested >= NATIVE_DEPTH {
            return Err(wording::recursion(what));
        }
        self.nested += 1;
        let result = if self.nested.is_multiple_of(LEVELS_BETWEEN_CHECKS) {
            self.with_stack(body)
        } else {
            body(self)
        };
        self.nested -= 1;
        result
    }

    /// Runs `body` with enough native stack.
    #[inline]
    pub fn with_stack<T>(&mut self, body: impl FnOnce(&mut Interp) -> T) -> T {
        stacker::maybe_grow(RED_ZONE, STACK_SEGMENT, || body(self))
    }

    /// The `str` of one character; the ASCII ones are shared.
    pub fn character(&mut self, character: char) -> Value {
        if self.ascii.is_empty() {
            self.ascii = (0..128u8)
                .map(|byte| Rc::new(Str::new(char::from(byte).to_string())))
                .collect();
        }
        match self.ascii.get(character as usize) {
            Some(shared) => Value::Str(Rc::clone(shared)),
            None => Value::str(character.to_string()),
        }
    }

    /// A NaN that is no other one: `float('nan')` is a new object each time in Python, and only identity tells two
    /// of them apart. A counter in the bits that mean nothing stands for the address.
    pub fn fresh_nan(&mut self, sign: f64) -> f64 {
        self.nans = (self.nans + 1) & 0x7_ffff_ffff_ffff;
        f64::from_bits(f64::NAN.to_bits() | self.nans).copysign(sign)
    }

    /// The `float` that an operation made: one that is a NaN is no other one.
    #[inline]
    pub fn float(&mut self, number: f64) -> Value {
        Value::Float(if number.is_nan() {
            self.fresh_nan(number)
        } else {
            number
        })
    }

    /// What a module remembers between its calls, under a type of its own.
    pub fn memo<T: Any + Default>(&mut self) -> Rc<T> {
        let known = (self.memos.iter()).find_map(|memo| Rc::clone(memo).downcast().ok());
        known.unwrap_or_else(|| {
            let new = Rc::new(T::default());
            self.memos.push(Rc::<T>::clone(&new));
            new
        })
    }

    /// An empty text to write into; with [`Interp::spare`] its memory serves again.
    #[inline]
    pub fn spare_text(&mut self) -> String {
        std::mem::take(&mut self.text)
    }

    /// Takes back the memory of a text, unless it is more than most texts need.
    #[inline]
    pub fn spare(&mut self, mut text: String) {
        if text.capacity() <= MOST_SPARED {
            text.clear();
            self.text = text;
        }
    }

    /// The empty `str`.
    #[must_use]
    pub fn empty_str(&self) -> Value {
        Value::Str(Rc::clone(&self.empty))
    }

    /// From now on, what is printed goes to that function and is not kept.
    pub fn print_to(&mut self, sink: Sink) {
        self.output.sink = Some(sink);
    }

    /// Takes what was printed so far.
    pub fn take_output(&mut self) -> String {
        std::mem::take(&mut self.output.text)
    }
}
