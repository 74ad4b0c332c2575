//! Values of types that the closed enum does not know: those of library modules and of the host.
//!
//! A type implements [`Object`]; every operation has a default that does what Python does for a plain object, so
//! an implementation states only what it adds. Operators answer `None` for Python's `NotImplemented`.

use std::any::Any;
use std::cell::Cell;
use std::rc::{Rc, Weak};

use super::call::CallArgs;
use super::error::{Error, Result};
use super::exception::ExcKind;
use super::interp::Interp;
use super::iter::Iter;
use super::memory::Charge;
use super::table::TypeInfo;
use super::trace::Visit;
use super::value::Value;
use super::wording;
use crate::syntax::ast::{BinaryOp, CompareOp, UnaryOp};

/// The behaviour of a value of an added type. `this` is the value itself, for identity and cloning.
pub trait Object: Any {
    /// Its type: name, methods, attributes.
    fn type_info(&self) -> &'static TypeInfo;

    /// `repr(x)`
    fn repr(&self, interp: &mut Interp, this: &Value) -> Result<String> {
        let _ = (interp, this);
        Ok(format!("<{} object>", self.type_info().qualified_name()))
    }

    /// `str(x)`
    fn str(&self, interp: &mut Interp, this: &Value) -> Result<String> {
        self.repr(interp, this)
    }

    /// `format(x, spec)`; `None` leaves it to `str` and refuses a spec that is not empty.
    fn format(&self, interp: &mut Interp, spec: &str) -> Result<Option<String>> {
        let _ = (interp, spec);
        Ok(None)
    }

    /// `bool(x)`
    fn truth(&self, interp: &mut Interp) -> Result<bool> {
        let _ = interp;
        Ok(true)
    }

    /// `hash(x)`; by identity unless `eq` is defined.
    fn hash(&self, interp: &mut Interp, this: &Value) -> Result<i64> {
        let _ = interp;
        Ok(super::ops::hash::by_identity(this))
    }

    /// `x < other` and its five relatives.
    fn compare(
        &self,
        interp: &mut Interp,
        op: CompareOp,
        this: &Value,
        other: &Value,
    ) -> Result<Option<Value>> {
        let _ = (interp, op, this, other);
        Ok(None)
    }

    /// `x + other`, or `other + x` when `reflected`.
    fn binary(
        &self,
        interp: &mut Interp,
        op: BinaryOp,
        this: &Value,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        let _ = (interp, op, this, other, reflected);
        Ok(None)
    }

    /// `-x`, `+x`, `~x`
    fn unary(&self, interp: &mut Interp, op: UnaryOp) -> Result<Option<Value>> {
        let _ = (interp, op);
        Ok(None)
    }

    /// `operator.index(x)`, where the type is one of integers.
    fn index(&self) -> Option<i64> {
        None
    }

    /// `float(x)`, `math.sqrt(x)`: the nearest float, where the type is a number.
    fn to_float(&self, interp: &mut Interp) -> Option<Result<f64>> {
        let _ = interp;
        None
    }

    /// `int(x)`, `math.floor(x)`, `math.ceil(x)`: the whole number on that side, where the type is a number.
    fn whole(&self, interp: &mut Interp, side: Rounding) -> Option<Result<Value>> {
        let _ = (interp, side);
        None
    }

    /// `round(x)` and, with `digits` after the point, `round(x, digits)`.
    fn round(&self, interp: &mut Interp, digits: Option<&Value>) -> Option<Result<Value>> {
        let _ = (interp, digits);
        None
    }

    /// `abs(x)`
    fn abs(&self, interp: &mut Interp) -> Option<Result<Value>> {
        let _ = interp;
        None
    }

    /// Whether `callable(x)`.
    fn is_callable(&self) -> bool {
        false
    }

    /// `x(args)`
    fn call(&self, interp: &mut Interp, this: &Value, args: CallArgs<'_>) -> Result<Value> {
        let _ = (interp, args);
        Err(wording::not_callable(this))
    }

    /// Whether it stands for a type: may be joined by `|` and is what `type(…)` of its instances returns.
    fn is_type(&self) -> bool {
        false
    }

    /// `isinstance(value, x)`; `None` where `x` is no type.
    fn is_instance(&self, value: &Value) -> Option<Result<bool>> {
        let _ = value;
        None
    }

    /// `issubclass(class, x)`; `None` where `x` is no type.
    fn is_superclass(&self, class: &Value) -> Option<Result<bool>> {
        let _ = class;
        None
    }

    /// `len(x)`; `None` where the type has no length.
    fn len(&self, interp: &mut Interp) -> Option<Result<usize>> {
        let _ = interp;
        None
    }

    /// `iter(x)`; `None` where the type is not iterable.
    fn iter(&self, interp: &mut Interp, this: &Value) -> Option<Result<Rc<Iter>>> {
        let _ = (interp, this);
        None
    }

    /// `reversed(x)`; `None` where the type has no order.
    fn reversed(&self, interp: &mut Interp, this: &Value) -> Option<Result<Rc<Iter>>> {
        let _ = (interp, this);
        None
    }

    /// `item in x`; `None` lets iteration decide.
    fn contains(&self, interp: &mut Interp, item: &Value) -> Option<Result<bool>> {
        let _ = (interp, item);
        None
    }

    /// `x[key]`; `None` where the type is not subscriptable.
    fn get_item(&self, interp: &mut Interp, key: &Value) -> Option<Result<Value>> {
        let _ = (interp, key);
        None
    }

    /// Whether the type is subscriptable at all.
    fn is_subscriptable(&self) -> bool {
        false
    }

    /// `for x[key] in …`; `None` where the type does not support it.
    fn set_item(&self, interp: &mut Interp, key: &Value, value: Value) -> Option<Result<()>> {
        let _ = (interp, key, value);
        None
    }

    /// `x.name`, asked before the type's own table; `None` goes on to the table.
    fn attribute(&self, interp: &mut Interp, name: &str) -> Option<Result<Value>> {
        let _ = (interp, name);
        None
    }

    /// The names of the items, where this is the class of named tuples.
    fn field_names(&self) -> Vec<String> {
        Vec::new()
    }

    /// The name of the class that this object is: that of `Point = namedtuple('Point', 'x y')`.
    fn class_name(&self) -> Option<&str> {
        None
    }

    /// `value.name`, where this object is the class of a named tuple and the value its instance or itself.
    fn member(&self, interp: &mut Interp, instance: &Value, name: &str) -> Option<Result<Value>> {
        let _ = (interp, instance, name);
        None
    }

    /// Whether `x.name(…)` is [`Object::call_method`].
    fn has_method(&self, name: &str) -> bool {
        let _ = name;
        false
    }

    /// `x.name(args)`, where [`Object::has_method`]: called without making a bound method first.
    fn call_method(&self, interp: &mut Interp, name: &str, args: CallArgs<'_>) -> Result<Value> {
        let (_, _) = (interp, args);
        Err(Error::new(ExcKind::AttributeError, name))
    }

    /// Shows every value that it holds, once for each reference, so that cycles through it are found. A type that can
    /// be changed lets go in [`Object::let_go`].
    fn trace(&self, visit: &mut Visit<'_>) {
        let _ = visit;
    }

    /// Lets go of the values that it holds, since nothing but a cycle leads to it.
    fn let_go(&self) {}

    /// The names of the attributes that [`Object::attribute`] answers, for `dir` and completion.
    fn attribute_names(&self) -> Vec<String> {
        Vec::new()
    }
}

/// On which side of a number the whole number lies that stands for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// `math.floor(x)`
    Down,
    /// `math.ceil(x)`
    Up,
    /// `math.trunc(x)`, `int(x)`
    TowardZero,
}

/// A counted pointer to an [`Object`].
#[derive(Clone)]
pub struct ObjectRef(Rc<Held>);

struct Held {
    object: Box<dyn Object>,
    /// Whether it was remembered as a possible part of a cycle.
    noted: Cell<bool>,
    _charge: Charge,
}

impl ObjectRef {
    /// Puts an object on the heap; `bytes` is what it holds besides itself.
    pub fn new<T: Object>(object: T, bytes: usize) -> Self {
        let charge = Charge::of(size_of::<T>() + size_of::<Held>() + bytes);
        ObjectRef(Rc::new(Held {
            object: Box::new(object),
            noted: Cell::new(false),
            _charge: charge,
        }))
    }

    /// The object as its own Rust type.
    #[must_use]
    pub fn downcast<T: Object>(&self) -> Option<&T> {
        let any: &dyn Any = &*self.0.object;
        any.downcast_ref()
    }

    /// Whether both are the same object.
    #[must_use]
    pub fn is(&self, other: &ObjectRef) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// How many references there are to it.
    pub(crate) fn references(&self) -> usize {
        Rc::strong_count(&self.0)
    }

    /// Marks it as remembered; returns whether it was already.
    pub(crate) fn note(&self) -> bool {
        self.0.noted.replace(true)
    }

    /// A reference that does not keep it alive.
    pub(crate) fn downgrade(&self) -> WeakObject {
        WeakObject(Rc::downgrade(&self.0))
    }

    /// The address, for hashing by identity.
    pub(crate) fn address(&self) -> usize {
        Rc::as_ptr(&self.0).addr()
    }
}

/// A reference to an [`Object`] that does not keep it alive.
pub(crate) struct WeakObject(Weak<Held>);

impl WeakObject {
    /// Whether the object is still there.
    pub(crate) fn is_there(&self) -> bool {
        self.0.strong_count() > 0
    }

    /// The object, if it is still there.
    pub(crate) fn upgrade(&self) -> Option<ObjectRef> {
        self.0.upgrade().map(ObjectRef)
    }
}

impl std::ops::Deref for ObjectRef {
    type Target = dyn Object;

    fn deref(&self) -> &Self::Target {
        &*self.0.object
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        super::memory::dispose_of(std::mem::replace(&mut self.object, Box::new(Gone)));
    }
}

/// Stands in for an object that is being dropped.
struct Gone;

impl Object for Gone {
    fn type_info(&self) -> &'static TypeInfo {
        &crate::types::object::TYPE
    }
}

impl Value {
    /// Wraps an object of an added type.
    #[doc(hidden)]
    pub fn object<T: Object>(object: T) -> Value {
        Value::Object(ObjectRef::new(object, 0))
    }

    /// The object of that Rust type, if this value is one.
    #[doc(hidden)]
    #[must_use]
    pub fn downcast<T: Object>(&self) -> Option<&T> {
        if let Value::Object(object) = self {
            object.downcast()
        } else {
            None
        }
    }
}
