//! A program made ready for one thread: its constants are values, its free names are looked up.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use num_bigint::BigInt;

use super::bind::Way;
use super::error::Result;
use super::interp::Interp;
use super::table::{Builtin, Item, Module, TypeInfo};
use super::value::Value;
use crate::resolve::tree::{Code, Global, Literal};
use crate::syntax::ast::Constant;
use crate::types::complex::Complex;
use crate::types::dict::Dict;
use crate::types::set::Set;
use crate::types::str::Str;

/// The code of a program with what it needs on this thread.
pub struct Unit {
    /// The shared, immutable tree.
    pub code: Arc<Code>,
    /// The literals as values.
    pub constants: Vec<Value>,
    /// The free names' values; `Missing` where there is none.
    pub globals: Vec<Value>,
    /// One cache for each place that calls a method.
    pub sites: Vec<Cell<Option<Site>>>,
    /// The places that look up a key that is written out.
    pub keys: Vec<KeySite>,
}

/// What a place that calls a method, or a function of a module, saw last.
#[derive(Clone, Copy)]
pub struct Site {
    /// Where it was found.
    pub home: Home,
    /// The method or function found there.
    pub method: &'static Builtin,
    /// How it is called with as many arguments as this place has.
    pub way: Way,
}

/// A place that looks up a key that is written out.
pub struct KeySite {
    /// The key.
    pub key: Rc<Str>,
    /// Where in a dict the key was last.
    pub at: Cell<u32>,
}

/// What has a method or a function.
#[derive(Clone, Copy)]
pub enum Home {
    /// `text.upper()`: the type of the receiver.
    Type(&'static TypeInfo),
    /// `math.sqrt(x)`: the receiver itself.
    Module(&'static Module),
}

impl Home {
    /// Whether the two are one.
    #[inline]
    #[must_use]
    pub fn is(self, other: Home) -> bool {
        match (self, other) {
            (Home::Type(one), Home::Type(other)) => std::ptr::eq(one, other),
            (Home::Module(one), Home::Module(other)) => std::ptr::eq(one, other),
            (Home::Type(_), Home::Module(_)) | (Home::Module(_), Home::Type(_)) => false,
        }
    }

    /// What goes by that name there.
    fn method(self, name: &str) -> Option<&'static Builtin> {
        match self {
            Home::Type(info) => info.method(name),
            Home::Module(module) => match module.get(name)? {
                Item::Function(function) if function.owner.is_empty() => Some(function),
                Item::Function(_)
                | Item::Type(_)
                | Item::Float(_)
                | Item::Str(_)
                | Item::Value(_) => None,
            },
        }
    }
}

impl KeySite {
    fn of(key: Option<&Value>) -> Self {
        let key = match key {
            Some(Value::Str(key)) => Rc::clone(key),
            // Lowering makes keys of strings alone.
            _ => Rc::new(Str::new("")),
        };
        KeySite {
            key,
            at: Cell::new(0),
        }
    }
}

impl Site {
    /// Finds what goes by that name, for a place with so many arguments.
    #[must_use]
    pub fn find(home: Home, name: &str, given: usize) -> Option<Site> {
        let method = home.method(name)?;
        Some(Site {
            home,
            method,
            way: Way::of(method, given),
        })
    }

    /// What the method is called with as its receiver; a function of a module has none.
    #[inline]
    #[must_use]
    pub fn this(self, receiver: &Value) -> &Value {
        match self.home {
            Home::Type(_) => receiver,
            Home::Module(_) => &Value::Missing,
        }
    }
}

impl Unit {
    /// Makes a program ready; `lookup` finds the value of a free name.
    ///
    /// # Errors
    /// A halt when the memory is spent.
    pub fn new(
        interp: &mut Interp,
        code: Arc<Code>,
        mut lookup: impl FnMut(&Global) -> Value,
    ) -> Result<Rc<Unit>> {
        let constants: Vec<Value> = code
            .constants
            .iter()
            .map(|item| literal(interp, item))
            .collect::<Result<_>>()?;
        let globals = code.globals.iter().map(&mut lookup).collect();
        let sites = (0..code.attribute_sites).map(|_| Cell::new(None)).collect();
        let keys = code
            .key_sites
            .iter()
            .map(|key| constants.get(*key as usize));
        let keys = keys.map(KeySite::of).collect();
        Ok(Rc::new(Unit {
            code,
            constants,
            globals,
            sites,
            keys,
        }))
    }
}

fn literal(interp: &mut Interp, item: &Literal) -> Result<Value> {
    match item {
        Literal::Plain(plain) => Ok(constant(plain)),
        Literal::Tuple(items) => literals(interp, items).map(Value::tuple),
        Literal::List(items) => literals(interp, items).map(Value::list),
        Literal::FrozenSet(items) => {
            let set = Set::new();
            for item in items {
                let item = literal(interp, item)?;
                set.insert(interp, item)?;
            }
            Ok(Value::FrozenSet(Rc::new(set)))
        }
        Literal::Dict(items) => {
            let dict = Dict::new();
            for (key, value) in items {
                let (key, value) = (literal(interp, key)?, literal(interp, value)?);
                dict.insert(interp, key, value)?;
            }
            Ok(Value::Dict(Rc::new(dict)))
        }
    }
}

fn literals(interp: &mut Interp, items: &[Literal]) -> Result<Vec<Value>> {
    items.iter().map(|item| literal(interp, item)).collect()
}

fn constant(constant: &Constant) -> Value {
    match constant {
        Constant::None => Value::None,
        Constant::Bool(value) => Value::Bool(*value),
        Constant::Ellipsis => Value::Ellipsis,
        Constant::Int(value) => Value::Int(*value),
        Constant::BigInt(value) => Value::int(BigInt::clone(value)),
        Constant::Float(value) => Value::Float(*value),
        Constant::Imaginary(value) => Value::Complex(Rc::new(Complex {
            re: 0.0,
            im: *value,
        })),
        Constant::Str(text) => Value::str(&**text),
        Constant::Bytes(bytes) => Value::bytes(&**bytes),
    }
}
