//! Objects of the host: values that compute their attributes, items and methods in Rust when a program asks.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use super::convert::IntoValue;
use super::function::{Call, panicked};
use super::items::Items;
use crate::runtime::call::CallArgs;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::Iter;
use crate::runtime::object::Object;
use crate::runtime::table::TypeInfo;
use crate::runtime::trace::Visit;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::BinaryOp;

/// A type of the host. Every ability has a default that a plain object of Python has.
///
/// Nothing is copied and nothing is computed before a program asks: the object stands in the value as it is, and one
/// that many threads share is an [`Arc`] of it, which is [`IntoValue`]. Objects compare and hash by identity.
///
/// ```
/// use std::sync::Arc;
/// use lambkin::{Call, Engine, Error, HostObject, Interp, IntoValue, Lookup, Value};
///
/// struct Request { path: String, headers: Vec<(String, String)> }
///
/// impl HostObject for Request {
///     fn type_name(&self) -> &'static str {
///         "Request"
///     }
///     fn attribute(&self, interp: &mut Interp, name: &str) -> Result<Option<Value>, Error> {
///         match name {
///             "path" => self.path.as_str().into_value(interp).map(Some),
///             _ => Ok(None),
///         }
///     }
///     fn item(&self, interp: &mut Interp, key: &Value) -> Result<Lookup, Error> {
///         let Some(name) = key.as_str() else { return Ok(Lookup::Missing) };
///         let header = self.headers.iter().find(|(known, _)| known == name);
///         header.map_or(Ok(Lookup::Missing), |(_, text)| {
///             text.into_value(interp).map(Lookup::Found)
///         })
///     }
///     fn methods(&self) -> &'static [&'static str] {
///         &["below"]
///     }
///     fn method(&self, interp: &mut Interp, call: Call<'_>) -> Result<Value, Error> {
///         let (prefix,): (String,) = call.read(interp)?;
///         Ok(Value::Bool(self.path.starts_with(&prefix)))
///     }
/// }
///
/// let program = Engine::new().compile("req.below('/api') and req['host'] == 'example.org'")?;
/// let request = Arc::new(Request {
///     path: "/api/users".to_owned(),
///     headers: vec![("host".to_owned(), "example.org".to_owned())],
/// });
/// assert!(program.eval([("req", request)])?.to::<bool>()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait HostObject: 'static {
    /// `type(x).__name__`
    fn type_name(&self) -> &'static str;

    /// What help says of the type.
    fn doc(&self) -> &'static str {
        ""
    }

    /// `x.name`; `None` where there is no such attribute. The methods come first.
    ///
    /// # Errors
    /// Whatever the program is to see.
    fn attribute(&self, interp: &mut Interp, name: &str) -> Result<Option<Value>> {
        let _ = (interp, name);
        Ok(None)
    }

    /// The names that [`HostObject::attribute`] answers, for `dir` and completion.
    fn attribute_names(&self) -> Vec<String> {
        Vec::new()
    }

    /// `x[key]`
    ///
    /// # Errors
    /// Whatever the program is to see.
    fn item(&self, interp: &mut Interp, key: &Value) -> Result<Lookup> {
        let _ = (interp, key);
        Ok(Lookup::Unsupported)
    }

    /// The names of the methods.
    fn methods(&self) -> &'static [&'static str] {
        &[]
    }

    /// `x.name(…)`, where `name` is one of [`HostObject::methods`].
    ///
    /// # Errors
    /// Whatever the program is to see.
    fn method(&self, interp: &mut Interp, call: Call<'_>) -> Result<Value> {
        let _ = interp;
        Err(wording::type_error(format!(
            "'{}' object has no method '{}'",
            self.type_name(),
            call.name()
        )))
    }

    /// Whether `callable(x)`.
    fn is_callable(&self) -> bool {
        false
    }

    /// `x(…)`, where [`HostObject::is_callable`].
    ///
    /// # Errors
    /// Whatever the program is to see.
    fn call(&self, interp: &mut Interp, call: Call<'_>) -> Result<Value> {
        let _ = (interp, call);
        Err(wording::type_error(format!(
            "'{}' object is not callable",
            self.type_name()
        )))
    }

    /// `len(x)`; `None` where the type has no length. An object of length 0 is false.
    fn length(&self) -> Option<usize> {
        None
    }

    /// `for item in x`; `None` where the type is not iterable.
    ///
    /// # Errors
    /// Whatever the program is to see.
    fn iter(&self, interp: &mut Interp) -> Result<Option<Items>> {
        let _ = interp;
        Ok(None)
    }

    /// `item in x`; `None` leaves it to iteration.
    ///
    /// # Errors
    /// Whatever the program is to see.
    fn contains(&self, interp: &mut Interp, item: &Value) -> Result<Option<bool>> {
        let _ = (interp, item);
        Ok(None)
    }

    /// `x + other`, or `other + x` where `reflected`, and so on; `None` where the operands do not go together.
    ///
    /// # Errors
    /// Whatever the program is to see.
    fn binary(
        &self,
        interp: &mut Interp,
        op: BinaryOp,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        let _ = (interp, op, other, reflected);
        Ok(None)
    }

    /// `repr(x)`
    ///
    /// # Errors
    /// Whatever the program is to see.
    fn repr(&self, interp: &mut Interp) -> Result<String> {
        let _ = interp;
        Ok(format!("<{} object>", self.type_name()))
    }
}

/// What an object answers to `x[key]`.
///
/// ```
/// use lambkin::{Engine, Error, HostObject, Interp, Lookup, Value};
/// struct Evens;
/// impl HostObject for Evens {
///     fn type_name(&self) -> &'static str { "Evens" }
///     fn item(&self, _: &mut Interp, key: &Value) -> Result<Lookup, Error> {
///         Ok(match key {
///             Value::Int(n) if n % 2 == 0 => Lookup::Found(Value::Bool(true)),
///             _ => Lookup::Missing,
///         })
///     }
/// }
/// let program = Engine::new().compile("evens[n]")?;
/// let eval = |n: i64| program.eval([("evens", Value::host(Evens)), ("n", Value::Int(n))]);
/// assert!(eval(2).is_ok());
/// assert_eq!(eval(3).unwrap_err().to_string(), "KeyError: 3");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub enum Lookup {
    /// The item.
    Found(Value),
    /// `KeyError`
    Missing,
    /// `TypeError: 'Request' object is not subscriptable`
    Unsupported,
}

/// An object of the host as a value.
struct Hosted<T> {
    object: T,
    info: &'static TypeInfo,
}

impl Value {
    /// A value that is an object of the host.
    ///
    /// ```
    /// use lambkin::{HostObject, Value};
    /// struct Door;
    /// impl HostObject for Door {
    ///     fn type_name(&self) -> &'static str { "Door" }
    /// }
    /// assert!(Value::host(Door).as_host::<Door>().is_some());
    /// ```
    pub fn host<T: HostObject>(object: T) -> Value {
        let info = type_info(object.type_name(), object.doc());
        Value::object(Hosted { object, info })
    }

    /// The object of the host, where the value is one of that Rust type, itself or shared.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use lambkin::{HostObject, Value};
    /// struct Door { width: f64 }
    /// impl HostObject for Door {
    ///     fn type_name(&self) -> &'static str { "Door" }
    /// }
    /// let value = Value::host(Arc::new(Door { width: 0.8 }));
    /// assert_eq!(value.as_host::<Door>().map(|door| door.width), Some(0.8));
    /// ```
    #[must_use]
    pub fn as_host<T: HostObject>(&self) -> Option<&T> {
        let own = self.downcast::<Hosted<T>>().map(|hosted| &hosted.object);
        own.or_else(|| {
            let shared = self.downcast::<Hosted<Arc<T>>>()?;
            Some(&*shared.object)
        })
    }
}

impl<T: HostObject> IntoValue for Arc<T> {
    fn into_value(self, _: &mut Interp) -> Result<Value> {
        Ok(Value::host(self))
    }
}

/// The record of a host's type: one for each name, for as long as the program runs, because types are compared by
/// address.
fn type_info(name: &'static str, doc: &'static str) -> &'static TypeInfo {
    type Known = HashMap<&'static str, &'static TypeInfo>;
    static TYPES: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);
    thread_local! {
        static SEEN: std::cell::RefCell<Known> = std::cell::RefCell::default();
    }
    if let Some(info) = SEEN.with_borrow(|seen| seen.get(name).copied()) {
        return info;
    }
    let info = *TYPES
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .entry(name)
        .or_insert_with(|| {
            Box::leak(Box::new(TypeInfo {
                name,
                module: "builtins",
                doc,
                base: None,
                new: None,
                methods: &[],
                class_methods: &[],
                getters: &[],
            }))
        });
    SEEN.with_borrow_mut(|seen| seen.insert(name, info));
    info
}

impl<T: HostObject> Hosted<T> {
    /// Runs code of the host; its panic becomes an exception.
    fn guarded<R>(&self, join: &str, what: &str, body: impl FnOnce() -> Result<R>) -> Result<R> {
        // The interpreter keeps nothing half done over a call of the host.
        catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|payload| {
            Err(panicked(&[self.info.name, join, what].concat(), &*payload))
        })
    }
}

impl<T: HostObject> Object for Hosted<T> {
    fn type_info(&self) -> &'static TypeInfo {
        self.info
    }

    fn repr(&self, interp: &mut Interp, _: &Value) -> Result<String> {
        self.guarded(".", "repr", || self.object.repr(interp))
    }

    fn truth(&self, _: &mut Interp) -> Result<bool> {
        self.guarded(".", "len", || Ok(self.object.length() != Some(0)))
    }

    fn len(&self, _: &mut Interp) -> Option<Result<usize>> {
        self.guarded(".", "len", || Ok(self.object.length()))
            .transpose()
    }

    fn member(&self, interp: &mut Interp, this: &Value, name: &str) -> Option<Result<Value>> {
        let methods = self.object.methods();
        if let Some(name) = methods.iter().find(|method| **method == name) {
            return Some(Ok(Value::object(Bound {
                receiver: this.clone(),
                name,
            })));
        }
        self.guarded(".", name, || self.object.attribute(interp, name))
            .transpose()
    }

    fn attribute_names(&self) -> Vec<String> {
        let methods = self.object.methods().iter().copied().map(str::to_owned);
        let mut names = self.object.attribute_names();
        names.extend(methods);
        names
    }

    fn has_method(&self, name: &str) -> bool {
        self.object.methods().contains(&name)
    }

    fn call_method(&self, interp: &mut Interp, name: &str, args: CallArgs<'_>) -> Result<Value> {
        interp.meter.call_host()?;
        interp.nested("", |interp| {
            self.guarded(".", name, || {
                self.object.method(interp, Call::new(name, args))
            })
        })
    }

    fn get_item(&self, interp: &mut Interp, key: &Value) -> Option<Result<Value>> {
        match self.guarded(".", "item", || self.object.item(interp, key)) {
            Ok(Lookup::Found(value)) => Some(Ok(value)),
            Ok(Lookup::Missing) => Some(Err(wording::key_error(key))),
            Ok(Lookup::Unsupported) => None,
            Err(error) => Some(Err(error)),
        }
    }

    fn is_callable(&self) -> bool {
        self.object.is_callable()
    }

    fn call(&self, interp: &mut Interp, this: &Value, args: CallArgs<'_>) -> Result<Value> {
        if !self.object.is_callable() {
            return Err(wording::not_callable(this));
        }
        interp.meter.call_host()?;
        interp.nested("", |interp| {
            let call = Call::new(self.info.name, args);
            self.guarded("", "()", || self.object.call(interp, call))
        })
    }

    fn iter(&self, interp: &mut Interp, _: &Value) -> Option<Result<Rc<Iter>>> {
        let items = self.guarded(".", "iter", || self.object.iter(interp));
        Some(items.transpose()?.map(Items::open))
    }

    fn contains(&self, interp: &mut Interp, item: &Value) -> Option<Result<bool>> {
        let answer = self.guarded(".", "contains", || self.object.contains(interp, item));
        answer.transpose()
    }

    fn binary(
        &self,
        interp: &mut Interp,
        op: BinaryOp,
        _: &Value,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>> {
        self.guarded(" ", op.symbol(), || {
            self.object.binary(interp, op, other, reflected)
        })
    }
}

/// `x.name`, a method of a host's object that is not called at once.
struct Bound {
    receiver: Value,
    name: &'static str,
}

impl Object for Bound {
    fn type_info(&self) -> &'static TypeInfo {
        &crate::types::method::BOUND
    }

    fn repr(&self, _: &mut Interp, _: &Value) -> Result<String> {
        let owner = crate::runtime::ops::attr::type_name(&self.receiver);
        Ok(format!("<built-in method {} of {owner} object>", self.name))
    }

    fn attribute(&self, _: &mut Interp, name: &str) -> Option<Result<Value>> {
        (name == "__name__").then(|| Ok(Value::str(self.name)))
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, interp: &mut Interp, this: &Value, args: CallArgs<'_>) -> Result<Value> {
        match &self.receiver {
            Value::Object(object) => object.call_method(interp, self.name, args),
            _ => Err(wording::not_callable(this)),
        }
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        visit.value(&self.receiver);
    }
}
