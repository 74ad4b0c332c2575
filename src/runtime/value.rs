//! The one closed enum of values.
//!
//! A value is two words: a tag and either the datum itself or a counted pointer to its payload, so cloning is
//! cheap and most numbers never touch the heap. Types of the library modules (`Fraction`, `deque`, `partial`, …)
//! and of the host share the variant [`Value::Object`]. What Python calls identity is pointer identity here.

use std::fmt;
use std::rc::Rc;

use num_bigint::BigInt;

use super::exception::Exception;
use super::iter::Iter;
use super::object::ObjectRef;
use super::table::{Builtin, Module, TypeInfo};
use crate::types::bytes::Bytes;
use crate::types::complex::Complex;
use crate::types::dict::{Dict, DictView};
use crate::types::function::{Cell, Function};
use crate::types::int::Big;
use crate::types::list::List;
use crate::types::method::Method;
use crate::types::range::Range;
use crate::types::set::Set;
use crate::types::slice::Slice;
use crate::types::str::Str;
use crate::types::tuple::Tuple;
use crate::types::type_::Union;

/// A value of the language.
///
/// A host reads and makes most of them by [`FromValue`](crate::FromValue) and [`IntoValue`](crate::IntoValue).
///
/// ```
/// use lambkin::{Engine, Value};
///
/// let outcome = Engine::new().compile("6 * 7")?.eval(())?;
/// assert!(matches!(outcome.value, Value::Int(42)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[repr(u64)]
pub enum Value {
    /// No value at all: an argument left out, a comprehension variable not yet bound. Programs never see it.
    Missing,
    /// `None`
    None,
    /// `...`
    Ellipsis,
    /// `NotImplemented`
    NotImplemented,
    /// `True`, `False`
    Bool(bool),
    /// `12`, when it fits 64 bits.
    Int(i64),
    /// `2 ** 100`; never a number that fits [`Value::Int`].
    Big(Rc<Big>),
    /// `1.5`
    Float(f64),
    /// `1 + 2j`
    Complex(Rc<Complex>),
    /// `'text'`
    Str(Rc<Str>),
    /// `b'bytes'`
    Bytes(Rc<Bytes>),
    /// `[1, 2]`
    List(Rc<List>),
    /// `(1, 2)`, and named tuples.
    Tuple(Rc<Tuple>),
    /// `{'a': 1}`, and the dicts of `collections`.
    Dict(Rc<Dict>),
    /// `d.keys()`, `d.values()`, `d.items()`
    DictView(Rc<DictView>),
    /// `{1, 2}`
    Set(Rc<Set>),
    /// `frozenset({1, 2})`
    FrozenSet(Rc<Set>),
    /// `range(3)`
    Range(Rc<Range>),
    /// `slice(1, 2)`
    Slice(Rc<Slice>),
    /// `lambda x: x`
    Function(Rc<Function>),
    /// `len`, `str.upper`
    Builtin(&'static Builtin),
    /// `'x'.upper`, `dict.fromkeys`
    Method(Rc<Method>),
    /// `int`, `ValueError`
    Type(&'static TypeInfo),
    /// `int | str`
    Union(Rc<Union>),
    /// `math`
    Module(&'static Module),
    /// `map(f, xs)`, `(x for x in xs)`: any lazy iterator.
    Iter(Rc<Iter>),
    /// `ValueError('x')`
    Exception(Rc<Exception>),
    /// What a module or the host adds.
    Object(ObjectRef),
    /// A comprehension variable that a closure shares. Programs never see it.
    Cell(Rc<Cell>),
}

const _: () = assert!(size_of::<Value>() == 16);
const _: () = assert!(size_of::<super::error::Result<Value>>() == 16);

/// Most values that are copied are small integers, which need no call.
impl Clone for Value {
    #[inline(always)]
    fn clone(&self) -> Self {
        match self {
            Value::Int(number) => Value::Int(*number),
            other => other.another(),
        }
    }
}

impl Value {
    /// A `str` with that text.
    ///
    /// ```
    /// let greeting = lambkin::Value::str("hello");
    /// assert_eq!(greeting.as_str(), Some("hello"));
    /// ```
    #[must_use]
    pub fn str(text: impl AsRef<str> + Into<Box<str>>) -> Value {
        Value::Str(Rc::new(Str::new(text)))
    }

    /// A `bytes` object.
    ///
    /// ```
    /// use lambkin::{Engine, Value};
    ///
    /// let program = Engine::new().compile("data[0]")?;
    /// assert_eq!(program.eval([("data", Value::bytes([7, 8]))])?.to::<u8>()?, 7);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn bytes(bytes: impl Into<Box<[u8]>>) -> Value {
        Value::Bytes(Rc::new(Bytes::new(bytes.into())))
    }

    /// A `list` of those items.
    ///
    /// ```
    /// use lambkin::{Engine, Value};
    ///
    /// let program = Engine::new().compile("xs[::-1]")?;
    /// let outcome = program.eval([("xs", Value::list(vec![Value::Int(1), Value::None]))])?;
    /// assert_eq!(outcome.repr()?, "[None, 1]");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn list(items: Vec<Value>) -> Value {
        Value::List(Rc::new(List::new(items)))
    }

    /// A `tuple` of those items.
    ///
    /// ```
    /// use lambkin::{Engine, Value};
    ///
    /// let program = Engine::new().compile("{point: 'here'}")?;
    /// let point = Value::tuple(vec![Value::Int(1), Value::Int(2)]);
    /// assert_eq!(program.eval([("point", point)])?.repr()?, "{(1, 2): 'here'}");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn tuple(items: Vec<Value>) -> Value {
        Value::Tuple(Rc::new(Tuple::from(items)))
    }

    /// A `tuple` of two, the most frequent one.
    ///
    /// ```
    /// use lambkin::Value;
    ///
    /// let mut session = lambkin::Engine::new().session();
    /// assert_eq!(session.repr(&Value::pair(Value::Int(1), Value::None))?, "(1, None)");
    /// # Ok::<(), lambkin::Failure>(())
    /// ```
    #[must_use]
    pub fn pair(first: Value, second: Value) -> Value {
        Value::Tuple(Rc::new(Tuple::pair(first, second)))
    }

    /// A `tuple` of three.
    #[must_use]
    pub(crate) fn triple(items: [Value; 3]) -> Value {
        Value::Tuple(Rc::new(Tuple::triple(items)))
    }

    /// An `int` of any size, in its one normal form.
    ///
    /// ```
    /// use lambkin::Value;
    /// use num_bigint::BigInt;
    ///
    /// assert!(matches!(Value::int(BigInt::from(5)), Value::Int(5)));
    /// assert!(matches!(Value::int(BigInt::from(5).pow(100)), Value::Big(_)));
    /// ```
    #[must_use]
    pub fn int(number: BigInt) -> Value {
        i64::try_from(&number).map_or_else(|_| Value::Big(Rc::new(Big::new(number))), Value::Int)
    }

    /// Whether this is an internal mark rather than a value.
    #[doc(hidden)]
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self, Value::Missing)
    }

    /// Whether this is `None`.
    ///
    /// ```
    /// assert!(lambkin::Value::None.is_none());
    /// ```
    #[must_use]
    pub fn is_none(&self) -> bool {
        matches!(self, Value::None)
    }

    /// The text of a `str`.
    ///
    /// ```
    /// use lambkin::Value;
    ///
    /// assert_eq!(Value::str("é").as_str(), Some("é"));
    /// assert_eq!(Value::Int(1).as_str(), None);
    /// ```
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        if let Value::Str(text) = self {
            Some(text.as_str())
        } else {
            None
        }
    }

    /// The same value once more: payloads on the heap are shared.
    #[inline(never)]
    fn another(&self) -> Value {
        match self {
            Value::Missing => Value::Missing,
            Value::None => Value::None,
            Value::Ellipsis => Value::Ellipsis,
            Value::NotImplemented => Value::NotImplemented,
            Value::Bool(datum) => Value::Bool(*datum),
            Value::Int(datum) => Value::Int(*datum),
            Value::Float(datum) => Value::Float(*datum),
            Value::Builtin(payload) => Value::Builtin(payload),
            Value::Type(payload) => Value::Type(payload),
            Value::Module(payload) => Value::Module(payload),
            Value::Big(payload) => Value::Big(Rc::clone(payload)),
            Value::Complex(payload) => Value::Complex(Rc::clone(payload)),
            Value::Str(payload) => Value::Str(Rc::clone(payload)),
            Value::Bytes(payload) => Value::Bytes(Rc::clone(payload)),
            Value::List(payload) => Value::List(Rc::clone(payload)),
            Value::Tuple(payload) => Value::Tuple(Rc::clone(payload)),
            Value::Dict(payload) => Value::Dict(Rc::clone(payload)),
            Value::DictView(payload) => Value::DictView(Rc::clone(payload)),
            Value::Set(payload) => Value::Set(Rc::clone(payload)),
            Value::FrozenSet(payload) => Value::FrozenSet(Rc::clone(payload)),
            Value::Range(payload) => Value::Range(Rc::clone(payload)),
            Value::Slice(payload) => Value::Slice(Rc::clone(payload)),
            Value::Function(payload) => Value::Function(Rc::clone(payload)),
            Value::Method(payload) => Value::Method(Rc::clone(payload)),
            Value::Union(payload) => Value::Union(Rc::clone(payload)),
            Value::Iter(payload) => Value::Iter(Rc::clone(payload)),
            Value::Exception(payload) => Value::Exception(Rc::clone(payload)),
            Value::Object(object) => Value::Object(object.clone()),
            Value::Cell(payload) => Value::Cell(Rc::clone(payload)),
        }
    }

    /// Puts another value in its place.
    #[doc(hidden)]
    #[inline(always)]
    pub fn put(&mut self, other: Value) {
        std::mem::replace(self, other).let_go();
    }

    /// Puts a copy of another value in its place: most are small integers, and most replace one.
    #[inline(always)]
    pub(crate) fn put_copy(&mut self, other: &Value) {
        if let (Value::Int(number), Value::Int(other)) = (&mut *self, other) {
            *number = *other;
        } else {
            self.put(other.clone());
        }
    }

    /// Drops the value. Numbers own nothing, and are forgotten at once.
    #[doc(hidden)]
    #[inline(always)]
    pub fn let_go(self) {
        if self.owns_nothing() {
            std::mem::forget(self);
        }
    }

    /// Whether it is a number, most often, whose drop has nothing to do.
    #[inline(always)]
    pub(crate) fn owns_nothing(&self) -> bool {
        matches!(
            self,
            Value::Missing | Value::Bool(_) | Value::Int(_) | Value::Float(_)
        )
    }

    /// Whether dropping this value may drop others in turn.
    pub(crate) fn holds_values(&self) -> bool {
        match self {
            Value::Missing
            | Value::None
            | Value::Ellipsis
            | Value::NotImplemented
            | Value::Bool(_)
            | Value::Int(_)
            | Value::Big(_)
            | Value::Float(_)
            | Value::Complex(_)
            | Value::Str(_)
            | Value::Bytes(_)
            | Value::Builtin(_)
            | Value::Type(_)
            | Value::Module(_) => false,
            Value::List(_)
            | Value::Tuple(_)
            | Value::Dict(_)
            | Value::DictView(_)
            | Value::Set(_)
            | Value::FrozenSet(_)
            | Value::Range(_)
            | Value::Slice(_)
            | Value::Function(_)
            | Value::Method(_)
            | Value::Union(_)
            | Value::Iter(_)
            | Value::Exception(_)
            | Value::Object(_)
            | Value::Cell(_) => true,
        }
    }

    /// Python's `is`.
    ///
    /// ```
    /// use lambkin::Value;
    ///
    /// let list = Value::list(Vec::new());
    /// assert!(list.is(&list.clone()));
    /// assert!(!list.is(&Value::list(Vec::new())));
    /// ```
    #[must_use]
    pub fn is(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Missing, Value::Missing)
            | (Value::None, Value::None)
            | (Value::Ellipsis, Value::Ellipsis)
            | (Value::NotImplemented, Value::NotImplemented) => true,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Big(a), Value::Big(b)) => Rc::ptr_eq(a, b),
            // A float has no address here: the same bits are the same object, so NaN is itself.
            (Value::Float(a), Value::Float(b)) => a.to_bits() == b.to_bits(),
            (Value::Complex(a), Value::Complex(b)) => Rc::ptr_eq(a, b),
            (Value::Str(a), Value::Str(b)) => Rc::ptr_eq(a, b),
            (Value::Bytes(a), Value::Bytes(b)) => Rc::ptr_eq(a, b),
            (Value::List(a), Value::List(b)) => Rc::ptr_eq(a, b),
            (Value::Tuple(a), Value::Tuple(b)) => {
                Rc::ptr_eq(a, b) || (a.as_slice().is_empty() && b.as_slice().is_empty())
            }
            (Value::Dict(a), Value::Dict(b)) => Rc::ptr_eq(a, b),
            (Value::DictView(a), Value::DictView(b)) => Rc::ptr_eq(a, b),
            (Value::Set(a), Value::Set(b)) | (Value::FrozenSet(a), Value::FrozenSet(b)) => {
                Rc::ptr_eq(a, b)
            }
            (Value::Range(a), Value::Range(b)) => Rc::ptr_eq(a, b),
            (Value::Slice(a), Value::Slice(b)) => Rc::ptr_eq(a, b),
            (Value::Function(a), Value::Function(b)) => Rc::ptr_eq(a, b),
            (Value::Builtin(a), Value::Builtin(b)) => std::ptr::eq(*a, *b),
            (Value::Method(a), Value::Method(b)) => Rc::ptr_eq(a, b),
            (Value::Type(a), Value::Type(b)) => std::ptr::eq(*a, *b),
            (Value::Union(a), Value::Union(b)) => Rc::ptr_eq(a, b),
            (Value::Module(a), Value::Module(b)) => std::ptr::eq(*a, *b),
            (Value::Iter(a), Value::Iter(b)) => Rc::ptr_eq(a, b),
            (Value::Exception(a), Value::Exception(b)) => Rc::ptr_eq(a, b),
            (Value::Object(a), Value::Object(b)) => a.is(b),
            (Value::Cell(a), Value::Cell(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }
}

/// For Rust's own messages: small values as they are, others by their type. The language's form is `repr`, which may
/// fail and so is no `Debug`.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Value::Int(number) = self {
            write!(f, "{number}")
        } else if let Value::Float(number) = self {
            write!(f, "{number:?}")
        } else if let Value::Bool(value) = self {
            f.write_str(if *value { "True" } else { "False" })
        } else if let Value::Str(text) = self {
            write!(f, "{:?}", text.as_str())
        } else {
            write!(f, "<{}>", super::ops::attr::type_name(self))
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Value::Int(value)
    }
}

impl From<usize> for Value {
    fn from(value: usize) -> Self {
        i64::try_from(value).map_or_else(|_| Value::int(BigInt::from(value)), Value::Int)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Value::Float(value)
    }
}

impl From<BigInt> for Value {
    fn from(value: BigInt) -> Self {
        Value::int(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Value::str(value)
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Value::str(value)
    }
}

impl From<Vec<Value>> for Value {
    fn from(value: Vec<Value>) -> Self {
        Value::list(value)
    }
}
