//! `iter(function, sentinel)`: calls a function until it returns the sentinel.
//!
//! Python's manual: <https://docs.python.org/3.13/library/functions.html#iter>.

use std::cell::RefCell;

use super::type_info;
use crate::runtime::error::Result;
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::iter::PyIter;
use crate::runtime::ops::compare;
use crate::runtime::table::TypeInfo;
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::value::Value;

static TYPE: TypeInfo = type_info(
    "builtins",
    "callable_iterator",
    "The results of calling a function, until it returns the sentinel.",
    None,
);

/// `iter(f, end)`
pub struct CallableIterator {
    /// The function and the sentinel, until the end.
    state: RefCell<Option<(Value, Value)>>,
}

impl CallableIterator {
    /// Calls `function` for each item, up to one that equals `sentinel`.
    #[must_use]
    pub fn new(function: Value, sentinel: Value) -> Self {
        CallableIterator {
            state: RefCell::new(Some((function, sentinel))),
        }
    }
}

impl PyIter for CallableIterator {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.state.trace(visit);
    }

    fn let_go(&self) {
        drop(self.state.take());
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let Some((function, sentinel)) = self.state.borrow().clone() else {
            return Ok(None);
        };
        let item = match interp.call(&function, &[]) {
            // The function says that there is no more, as an exhausted iterator would.
            Err(error) if error.is(ExcKind::StopIteration) => {
                self.state.take();
                return Ok(None);
            }
            other => other?,
        };
        if compare::same_key(interp, &sentinel, &item)? {
            self.state.take();
            return Ok(None);
        }
        // The function may have exhausted this very iterator meanwhile.
        Ok(self.state.borrow().is_some().then_some(item))
    }
}
