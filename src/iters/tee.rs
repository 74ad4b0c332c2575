//! `tee(iterable, n=2)`: several independent iterators over one.
//!
//! The branches walk along one chain of blocks. A block lives as long as some branch has still to read it, so memory is
//! needed only for what the slowest branch lags behind.
//! Python's manual: <https://docs.python.org/3.13/library/itertools.html#itertools.tee>.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::type_info;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{self, Iter, PyIter};
use crate::runtime::memory::{self, Charge};
use crate::runtime::table::{Builtin, Fallback, Param, Params, TypeInfo, Wording};
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

/// How many items a block holds.
const BLOCK: usize = 62;

static TYPE: TypeInfo = type_info("itertools", "_tee", "One branch of tee().", Some(&NEW));

static NEW: Builtin = Builtin {
    name: "_tee",
    owner: "",
    params: Params::new(&[Param::new("iterable")]),
    wording: Wording::Positional,
    doc: "A branch that can be split further by tee().",
    examples: &[],
    run: |interp, args| {
        let (iterable,): (&Value,) = args.unpack(interp)?;
        first_branch(interp, iterable).map(|(value, _)| value)
    },
};

/// The function `tee`.
pub static TEE: Builtin = Builtin {
    name: "tee",
    owner: "",
    params: Params::new(&[Param::new("iterable"), Param::new("n").or(Fallback::Int(2))]),
    wording: Wording::In("itertools", &Wording::Positional),
    doc: "Splits an iterable into n independent iterators.",
    examples: &[(
        "(lambda a, b: (next(a), next(a), list(b)))(*tee('xyz'))",
        "('x', 'y', ['x', 'y', 'z'])",
    )],
    run: tee,
};

fn tee(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (iterable, count): (&Value, i64) = args.unpack(interp)?;
    let count = usize::try_from(count).map_err(|_| wording::value_error("n must be >= 0"))?;
    if count == 0 {
        return Ok(Value::tuple(Vec::new()));
    }
    interp.reserve(count.saturating_mul(size_of::<Branch>() + size_of::<Value>()))?;
    let (first, branch) = first_branch(interp, iterable)?;
    let mut branches = vec![first];
    branches.extend((1..count).map(|_| branch.another()));
    Ok(Value::tuple(branches))
}

/// A branch over the iterable, which is the iterable itself when that is one already.
fn first_branch(interp: &mut Interp, iterable: &Value) -> Result<(Value, Branch)> {
    let source = iter::open(interp, iterable)?;
    if let Some(branch) = source.downcast::<Branch>() {
        let branch = branch.copy();
        return Ok((Value::Iter(source), branch));
    }
    let branch = Branch {
        source: Rc::new(Source {
            iter: source,
            running: Cell::new(false),
        }),
        block: RefCell::new(Block::new(interp)?),
        position: Cell::new(0),
    };
    Ok((branch.another(), branch))
}

/// What all branches read from.
struct Source {
    iter: Rc<Iter>,
    /// Whether it is being asked for an item at the moment.
    running: Cell<bool>,
}

/// Some consecutive items, and those that come after them.
struct Block {
    items: RefCell<Vec<Value>>,
    next: RefCell<Option<Rc<Block>>>,
    _charge: Charge,
}

impl Block {
    fn new(interp: &mut Interp) -> Result<Rc<Block>> {
        let bytes = size_of::<Block>() + BLOCK * size_of::<Value>();
        interp.reserve(bytes)?;
        Ok(Rc::new(Block {
            items: RefCell::new(Vec::new()),
            next: RefCell::new(None),
            _charge: Charge::of(bytes),
        }))
    }
}

impl Trace for Source {
    fn trace(&self, visit: &mut Visit<'_>) {
        self.iter.trace(visit);
    }
}

impl Trace for Block {
    fn trace(&self, visit: &mut Visit<'_>) {
        self.items.trace(visit);
        if let Some(next) = &*self.next.borrow() {
            visit.shared(next);
        }
    }

    fn let_go(&self) {
        memory::dispose(self.items.take());
    }
}

impl Drop for Block {
    /// Lets go of the blocks that follow one by one: a branch that lags far behind holds a long chain of them.
    fn drop(&mut self) {
        memory::dispose(self.items.take());
        let mut next = self.next.take();
        while let Some(block) = next.and_then(Rc::into_inner) {
            next = block.next.take();
        }
    }
}

/// One of the iterators.
struct Branch {
    source: Rc<Source>,
    block: RefCell<Rc<Block>>,
    position: Cell<usize>,
}

impl Branch {
    fn copy(&self) -> Branch {
        Branch {
            source: Rc::clone(&self.source),
            block: RefCell::new(Rc::clone(&self.block.borrow())),
            position: self.position.clone(),
        }
    }

    fn another(&self) -> Value {
        Value::iter(self.copy())
    }
}

impl PyIter for Branch {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        visit.shared(&self.source);
        visit.shared(&self.block.borrow());
    }

    fn keeps_items(&self) -> bool {
        true
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        if self.position.get() >= BLOCK {
            let block = Rc::clone(&self.block.borrow());
            let known = block.next.borrow().clone();
            let next = match known {
                Some(next) => next,
                None => {
                    let next = Block::new(interp)?;
                    block.next.replace(Some(Rc::clone(&next)));
                    next
                }
            };
            self.block.replace(next);
            self.position.set(0);
        }
        let block = Rc::clone(&self.block.borrow());
        let position = self.position.get();
        let known = block.items.borrow().get(position).cloned();
        if known.is_some() {
            self.position.set(position + 1);
            return Ok(known);
        }
        if self.source.running.replace(true) {
            return Err(wording::runtime_error("cannot re-enter the tee iterator"));
        }
        let item = self.source.iter.next(interp);
        self.source.running.set(false);
        let Some(item) = item? else {
            return Ok(None);
        };
        block.items.borrow_mut().push(item.clone());
        self.position.set(position + 1);
        Ok(Some(item))
    }
}
