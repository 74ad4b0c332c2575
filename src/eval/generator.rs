//! Generator expressions: the same loops, stopped after each item.

use std::cell::RefCell;
use std::rc::Rc;

use super::comprehension::{assign, open};
use super::condition::is_true;
use super::{Scope, eval};
use crate::resolve::tree::{Comprehension, ComprehensionKind};
use crate::runtime::error::{Error, Frame, Place, Result};
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::iter::{Iter, PyIter};
use crate::runtime::spending::Spender;
use crate::runtime::table::TypeInfo;
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::unit::Unit;
use crate::runtime::value::Value;
use crate::runtime::wording;

/// Makes the generator; nothing but the first iterable has been evaluated.
pub(super) fn make(unit: Rc<Unit>, number: u32, frame: Vec<Value>, first: Rc<Iter>) -> Value {
    let state = State {
        frame,
        open: vec![first],
    };
    Value::iter(Generator {
        unit,
        number,
        state: RefCell::new(Some(state)),
    })
}

/// `(e for x in xs)`
struct Generator {
    unit: Rc<Unit>,
    number: u32,
    /// `None` when it is exhausted or has failed; borrowed while it runs.
    state: RefCell<Option<State>>,
}

/// What a generator keeps between two items.
struct State {
    frame: Vec<Value>,
    /// The open iterators of the clauses that are under way, outermost first.
    open: Vec<Rc<Iter>>,
}

impl Trace for State {
    fn trace(&self, visit: &mut Visit<'_>) {
        self.frame.trace(visit);
        self.open.trace(visit);
    }
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
        self.state.trace(visit);
    }

    fn let_go(&self) {
        if let Ok(mut state) = self.state.try_borrow_mut() {
            drop(state.take());
        }
    }

    fn keeps_items(&self) -> bool {
        true
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let Ok(mut slot) = self.state.try_borrow_mut() else {
            return Err(wording::value_error("generator already executing"));
        };
        let Some(state) = slot.as_mut() else {
            return Ok(None);
        };
        let Some(code) = self.unit.code.comprehensions.get(self.number as usize) else {
            return Ok(None);
        };
        let result = interp.spending(Spender::of(code), |interp| {
            interp.deeper(|interp| advance(interp, &self.unit, code, state))
        });
        if !matches!(result, Ok(Some(_))) {
            *slot = None;
        }
        result.map_err(|error| self.left(error, code))
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

/// Runs the loops up to the next item.
fn advance(
    interp: &mut Interp,
    unit: &Rc<Unit>,
    code: &Comprehension,
    state: &mut State,
) -> Result<Option<Value>> {
    let ComprehensionKind::Generator(element) = &code.kind else {
        return Ok(None);
    };
    'pull: while let Some(innermost) = state.open.last() {
        let Some(item) = innermost.next(interp)? else {
            state.open.pop();
            continue;
        };
        let Some(clause) = code.clauses.get(state.open.len() - 1) else {
            break;
        };
        assign(interp, unit, &clause.target, &mut state.frame, item)?;
        let scope = &Scope::new(unit, &state.frame, &[]);
        for condition in &clause.conditions {
            if !is_true(interp, scope, condition)? {
                continue 'pull;
            }
        }
        match code
            .clauses
            .get(state.open.len())
            .and_then(|next| next.iterable.as_ref())
        {
            None => return eval(interp, scope, element).map(Some),
            Some(iterable) => {
                let items = open(interp, scope, iterable)?;
                state.open.push(items);
            }
        }
    }
    Ok(None)
}
