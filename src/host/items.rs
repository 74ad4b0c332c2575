//! The items of a host's object, yielded one at a time as a program asks for them.

use std::cell::RefCell;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use super::convert::IntoValue;
use super::function::panicked;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{Iter, PyIter};
use crate::runtime::table::TypeInfo;
use crate::runtime::trace::Visit;
use crate::runtime::value::Value;

/// A lazy iterator of the host, also as an input of its own.
///
/// ```
/// use lambkin::{Engine, Items};
/// let lines = "one\ntwo\nthree".lines();
/// let program = Engine::new().compile("[line.upper() for line in lines if len(line) > 3]")?;
/// let outcome = program.eval([("lines", Items::new(lines))])?;
/// assert_eq!(outcome.to::<Vec<String>>()?, ["THREE"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Items(Box<Next>);

type Next = dyn FnMut(&mut Interp) -> Result<Option<Value>>;

impl Items {
    /// What a Rust iterator yields.
    ///
    /// ```
    /// use lambkin::{Engine, Items};
    /// let squares = Items::new((0_u64..).map(|n| n * n));
    /// let program = Engine::new().compile("list(itertools.islice(squares, 4))")?;
    /// assert_eq!(program.eval([("squares", squares)])?.repr()?, "[0, 1, 4, 9]");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new<T: IntoValue>(items: impl IntoIterator<Item = T, IntoIter: 'static>) -> Self {
        let mut items = items.into_iter();
        Items::from_fn(move |interp| match items.next() {
            Some(item) => item.into_value(interp).map(Some),
            None => Ok(None),
        })
    }

    /// What a function yields until it answers `None`.
    ///
    /// ```
    /// use lambkin::{Engine, Items, Value};
    /// let mut left = 3;
    /// let items = Items::from_fn(move |_| {
    ///     left -= 1;
    ///     Ok((left >= 0).then_some(Value::Int(left)))
    /// });
    /// assert_eq!(Engine::new().compile("list(it)")?.eval([("it", items)])?.repr()?, "[2, 1, 0]");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_fn(next: impl FnMut(&mut Interp) -> Result<Option<Value>> + 'static) -> Self {
        Items(Box::new(next))
    }

    /// The iterator as programs see it.
    pub(super) fn open(self) -> Rc<Iter> {
        Iter::new(Pulled {
            next: RefCell::new(Some(self.0)),
        })
    }
}

impl IntoValue for Items {
    fn into_value(self, _: &mut Interp) -> Result<Value> {
        Ok(Value::Iter(self.open()))
    }
}

impl fmt::Debug for Items {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").finish_non_exhaustive()
    }
}

struct Pulled {
    /// Gone after the end, after a panic, and while it runs.
    next: RefCell<Option<Box<Next>>>,
}

impl PyIter for Pulled {
    fn type_info(&self) -> &'static TypeInfo {
        static TYPE: TypeInfo = TypeInfo {
            name: "iterator",
            module: "builtins",
            doc: "The items of an object of the host.",
            base: None,
            new: None,
            methods: &[],
            class_methods: &[],
            getters: &[],
        };
        &TYPE
    }

    /// What a host's function holds is the host's to let go of.
    fn trace(&self, _: &mut Visit<'_>) {}

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let Some(mut next) = self.next.take() else {
            return Ok(None);
        };
        let pull = || next(interp);
        let item = catch_unwind(AssertUnwindSafe(pull))
            .unwrap_or_else(|payload| Err(panicked("iterator", &*payload)));
        if let Ok(Some(_)) = item {
            self.next.replace(Some(next));
        }
        item
    }
}
