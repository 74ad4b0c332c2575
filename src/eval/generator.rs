//! Generator expressions: the same loops, stopped after each item.
//!
//! Whoever takes every item drives the innermost loop from inside. Between two items the generator is as it would be
//! had it been asked for one at a time, because the consumer may do just that in the meantime.

use std::cell::{Cell, RefCell};
use std::ops::ControlFlow;
use std::rc::Rc;

use super::comprehension::{self, all_hold, assign};
use super::{Scope, value_of};
use crate::resolve::tree::{Clause, Comprehension, ComprehensionKind, Node};
use crate::runtime::error::{Error, Frame, Place, Result};
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{self, Iter, PyIter, Sink};
use crate::runtime::spending::Spender;
use crate::runtime::table::TypeInfo;
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::unit::Unit;
use crate::runtime::value::Value;
use crate::runtime::wording;

/// Makes the generator; nothing but the first iterable has been evaluated.
pub(super) fn make(unit: Rc<Unit>, number: u32, frame: Vec<Value>, first: Rc<Iter>) -> Value {
    Value::iter(Generator {
        unit,
        number,
        running: Cell::new(false),
        asked: Cell::new(0),
        frame: RefCell::new(frame),
        open: RefCell::new(vec![first]),
    })
}

/// `(e for x in xs)`
struct Generator {
    unit: Rc<Unit>,
    number: u32,
    /// Whether an item is being worked out.
    running: Cell<bool>,
    /// How often it was asked for items.
    asked: Cell<u64>,
    /// The variables, and what it took along; borrowed while the program's own code runs.
    frame: RefCell<Vec<Value>>,
    /// The open iterators of the clauses that are under way, outermost first; none when it is exhausted or has failed.
    open: RefCell<Vec<Rc<Iter>>>,
}

/// What is run for each item of the innermost loop.
struct Innermost<'a> {
    clause: &'a Clause,
    element: &'a Node,
}

static TYPE: TypeInfo = TypeInfo {
    name: "generator",
    module: "builtins",
    doc: "What a generator expression makes.",
    base: None,
    new: None,
    methods: &[],
    class_methods: &[],
    getters: &[],
};

impl PyIter for Generator {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.unit.trace(visit);
        self.frame.trace(visit);
        self.open.trace(visit);
    }

    fn let_go(&self) {
        if !self.running.get() {
            self.finish();
        }
    }

    fn keeps_items(&self) -> bool {
        true
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let Some(code) = self.begin()? else {
            return Ok(None);
        };
        let result = interp.spending(Spender::of(code), |interp| {
            interp.deeper(|interp| self.advance(interp, code))
        });
        self.running.set(false);
        if !matches!(result, Ok(Some(_))) {
            self.finish();
        }
        result.map_err(|error| self.left(error, code))
    }

    fn each(&self, interp: &mut Interp, sink: &mut Sink<'_>) -> Result<()> {
        let Some(code) = self.begin()? else {
            return Ok(());
        };
        let consumer = interp.meter.enter(Spender::of(code));
        let result = interp.deeper(|interp| {
            self.run(interp, code, |interp, item| {
                self.running.set(false);
                let own = interp.meter.enter(consumer);
                let flow = interp.shallower(|interp| {
                    interp.pull()?;
                    Ok(sink(interp, item))
                });
                interp.meter.enter(own);
                flow
            })
        });
        interp.meter.enter(consumer);
        self.running.set(false);
        match result {
            Ok(ControlFlow::Break(())) => Ok(()),
            Ok(ControlFlow::Continue(())) => {
                self.finish();
                Ok(())
            }
            Err(error) => {
                self.finish();
                Err(self.left(error, code))
            }
        }
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        match name {
            "__name__" => Some(Value::str("<genexpr>")),
            "__qualname__" => {
                let code = self.unit.code.comprehensions.get(self.number as usize)?;
                Some(Value::str(&*code.qualified_name))
            }
            _ => None,
        }
    }
}

impl Generator {
    /// Sets out for the next item; `None` after the last one.
    #[inline]
    fn begin(&self) -> Result<Option<&Comprehension>> {
        if self.running.get() {
            return Err(wording::value_error("generator already executing"));
        }
        if self.open.borrow().is_empty() {
            return Ok(None);
        }
        self.running.set(true);
        self.asked.set(self.asked.get().wrapping_add(1));
        Ok(self.unit.code.comprehensions.get(self.number as usize))
    }

    /// Comes to the end: lets go of everything.
    fn finish(&self) {
        drop(self.open.take());
        drop(self.frame.take());
    }

    /// Works out the next item.
    fn advance(&self, interp: &mut Interp, code: &Comprehension) -> Result<Option<Value>> {
        let Some(innermost) = Innermost::of(code) else {
            return Ok(None);
        };
        while let Some(items) = self.enter(interp, code)? {
            while let Some(item) = items.next(interp)? {
                let made = self.make(interp, &innermost, item)?;
                if made.is_some() {
                    return Ok(made);
                }
            }
            self.leave();
        }
        Ok(None)
    }

    /// Works out one item after the other until the consumer breaks.
    fn run(
        &self,
        interp: &mut Interp,
        code: &Comprehension,
        mut consume: impl FnMut(&mut Interp, Value) -> Result<ControlFlow<()>>,
    ) -> Result<ControlFlow<()>> {
        let Some(innermost) = Innermost::of(code) else {
            return Ok(ControlFlow::Continue(()));
        };
        while let Some(items) = self.enter(interp, code)? {
            let mut flow = ControlFlow::Continue(());
            let mut moved = false;
            iter::drive(interp, &items, |interp, item| {
                let Some(made) = self.make(interp, &innermost, item)? else {
                    return Ok(ControlFlow::Continue(()));
                };
                let asked = self.asked.get();
                flow = consume(interp, made)?;
                self.running.set(true);
                // A consumer that asked for items itself may have come further than this loop.
                moved = self.asked.get() != asked && !self.is_at(&items);
                Ok(if moved { ControlFlow::Break(()) } else { flow })
            })?;
            if flow.is_break() {
                return Ok(flow);
            }
            if !moved {
                self.leave();
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Enters the loops down to the innermost one, and returns its iterator; `None` when all have ended.
    fn enter(&self, interp: &mut Interp, code: &Comprehension) -> Result<Option<Rc<Iter>>> {
        let mut open = self.open.borrow_mut();
        while let Some(items) = open.last() {
            let (Some(clause), Some(next)) = (
                code.clauses.get(open.len() - 1),
                code.clauses.get(open.len()),
            ) else {
                return Ok(Some(Rc::clone(items)));
            };
            let Some(item) = items.next(interp)? else {
                open.pop();
                continue;
            };
            let frame = &mut *self.frame.borrow_mut();
            assign(interp, &self.unit, &clause.target, frame, item)?;
            let scope = &Scope::new(&self.unit, frame, &[]);
            if all_hold(interp, scope, &clause.conditions)?
                && let Some(iterable) = &next.iterable
            {
                open.push(comprehension::open(interp, scope, iterable)?);
            }
        }
        Ok(None)
    }

    /// Leaves the innermost loop, which has ended.
    fn leave(&self) {
        drop(self.open.borrow_mut().pop());
    }

    /// Whether the loop over those items is the one to go on with.
    #[cold]
    fn is_at(&self, items: &Rc<Iter>) -> bool {
        let open = self.open.borrow();
        (open.last()).is_some_and(|innermost| Rc::ptr_eq(innermost, items))
    }

    /// What the generator makes of an item of its innermost loop, unless a condition passes it over.
    #[inline(always)]
    fn make(
        &self,
        interp: &mut Interp,
        innermost: &Innermost<'_>,
        item: Value,
    ) -> Result<Option<Value>> {
        let clause = innermost.clause;
        let frame = &mut *self.frame.borrow_mut();
        assign(interp, &self.unit, &clause.target, frame, item)?;
        let scope = &Scope::new(&self.unit, frame, &[]);
        if !all_hold(interp, scope, &clause.conditions)? {
            return Ok(None);
        }
        value_of(interp, scope, innermost.element).map(Some)
    }

    /// A failure on its way out; a `StopIteration` would pass for the end, so Python makes it another error.
    #[cold]
    fn left(&self, error: Error, code: &Comprehension) -> Error {
        let place = || Place {
            source: self.unit.code.source.clone(),
            span: code.span,
        };
        let error = if error.is(ExcKind::StopIteration) {
            wording::runtime_error("generator raised StopIteration").at(place)
        } else {
            error
        };
        error.through(|| Frame {
            place: place(),
            name: "<genexpr>",
        })
    }
}

impl<'a> Innermost<'a> {
    fn of(code: &'a Comprehension) -> Option<Self> {
        let clause = code.clauses.last()?;
        match &code.kind {
            ComprehensionKind::Generator(element) => Some(Innermost { clause, element }),
            ComprehensionKind::List(_)
            | ComprehensionKind::Set(_)
            | ComprehensionKind::Dict(..) => None,
        }
    }
}
