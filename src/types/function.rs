//! `function`: what a lambda makes, and the cells that closures share.

use std::cell::RefCell;
use std::rc::Rc;

use crate::resolve::tree::Lambda;
use crate::runtime::memory::{self, Charge};
use crate::runtime::table::{Getter, TypeInfo};
use crate::runtime::unit::Unit;
use crate::runtime::value::Value;

/// The payload: code and what it took along.
pub struct Function {
    /// The program it stands in.
    pub unit: Rc<Unit>,
    /// Which of its lambdas.
    pub lambda: u32,
    /// The defaults of its parameters.
    pub defaults: Box<[Value]>,
    /// The values it took along.
    pub captures: Box<[Value]>,
    _charge: Charge,
}

impl Function {
    /// A closure over `captures`.
    #[must_use]
    pub fn new(
        unit: Rc<Unit>,
        lambda: u32,
        defaults: Box<[Value]>,
        captures: Box<[Value]>,
    ) -> Self {
        let charge =
            Charge::of(size_of::<Self>() + (defaults.len() + captures.len()) * size_of::<Value>());
        Function {
            unit,
            lambda,
            defaults,
            captures,
            _charge: charge,
        }
    }

    /// `__qualname__`, as `repr` and messages show it.
    #[must_use]
    pub fn qualified_name(&self) -> &str {
        self.code()
            .map_or("<lambda>", |lambda| &lambda.qualified_name)
    }

    /// The code.
    #[must_use]
    #[inline]
    pub fn code(&self) -> Option<&Lambda> {
        self.unit.code.lambdas.get(self.lambda as usize)
    }
}

impl Drop for Function {
    fn drop(&mut self) {
        if self
            .captures
            .iter()
            .chain(&self.defaults)
            .any(Value::holds_values)
        {
            let mut held = std::mem::take(&mut self.captures).into_vec();
            held.extend(std::mem::take(&mut self.defaults));
            memory::dispose(held);
        }
    }
}

/// A comprehension variable that closures share.
pub struct Cell {
    value: RefCell<Value>,
    /// Whether it was remembered as a possible part of a cycle.
    pub(crate) noted: std::cell::Cell<bool>,
    _charge: Charge,
}

impl Cell {
    /// A cell without a value yet.
    #[must_use]
    pub fn empty() -> Rc<Cell> {
        Rc::new(Cell {
            value: RefCell::new(Value::Missing),
            noted: std::cell::Cell::new(false),
            _charge: Charge::of(size_of::<Cell>()),
        })
    }

    /// The value; `Missing` before the first.
    #[must_use]
    pub fn get(&self) -> Value {
        self.value.borrow().clone()
    }

    /// Puts a new value in.
    pub fn set(&self, value: Value) {
        // The old value is dropped after the borrow has ended, since dropping it may lead back here.
        let old = self.value.replace(value);
        drop(old);
    }
}

impl Drop for Cell {
    fn drop(&mut self) {
        memory::dispose(vec![self.value.replace(Value::None)]);
    }
}

/// The type of lambdas.
pub static TYPE: TypeInfo = TypeInfo {
    name: "function",
    module: "builtins",
    doc: "A function made by lambda, or one that Python's own library has in Python.",
    base: None,
    new: None,
    methods: &[],
    class_methods: &[],
    getters: &[
        Getter {
            name: "__doc__",
            doc: "What it does; a lambda says nothing.",
            get: |_, value| match value {
                Value::Builtin(builtin) => Ok(Value::str(builtin.doc)),
                _ => Ok(Value::None),
            },
        },
        Getter {
            name: "__name__",
            doc: "Its name: '<lambda>'.",
            get: |_, value| match value {
                Value::Builtin(builtin) => Ok(Value::str(builtin.name)),
                _ => Ok(Value::str("<lambda>")),
            },
        },
        Getter {
            name: "__qualname__",
            doc: "Its name after the names of the functions around it.",
            get: |_, value| match value {
                Value::Builtin(builtin) => Ok(Value::str(builtin.name)),
                Value::Function(function) => Ok(Value::str(function.qualified_name())),
                _ => Ok(Value::None),
            },
        },
    ],
};
