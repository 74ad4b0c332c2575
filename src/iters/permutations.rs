//! `permutations(iterable, r=None)`: every arrangement of r items.
//!
//! Python's manual: <https://docs.python.org/3.13/library/itertools.html#itertools.permutations>.

use std::cell::RefCell;

use super::reuse::{Reused, put};
use super::type_info;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::PyIter;
use crate::runtime::memory::Charge;
use crate::runtime::ops::convert;
use crate::runtime::table::{Builtin, Fallback, Param, Params, TypeInfo, Wording};
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::tuple::Tuple;

/// The type itself.
pub static TYPE: TypeInfo = type_info(
    "itertools",
    "permutations",
    "Every arrangement of r items.",
    Some(&NEW),
);

static NEW: Builtin = Builtin {
    name: "permutations",
    owner: "",
    params: Params::new(&[
        Param::new("iterable").or_named(),
        Param::new("r").or_named().or(Fallback::None),
    ]),
    wording: Wording::Clinic,
    doc: "Every arrangement of r of the items, or of all of them.",
    examples: &[(
        "list(permutations('ABC', 2))",
        "[('A', 'B'), ('A', 'C'), ('B', 'A'), ('B', 'C'), ('C', 'A'), ('C', 'B')]",
    )],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (iterable, length): (&Value, &Value) = args.unpack(interp)?;
    let pool = super::pool(interp, iterable)?;
    let count = pool.as_slice().len();
    let length = match length {
        Value::None => count,
        Value::Int(_) | Value::Bool(_) | Value::Big(_) => {
            usize::try_from(convert::to_ssize(length)?)
                .map_err(|_| wording::value_error("r must be non-negative"))?
        }
        _ => return Err(wording::type_error("Expected int as r")),
    };
    let state = if length <= count {
        let (positions, charge) = super::positions(interp, count)?;
        let (_, second_charge) = super::positions(interp, length)?;
        Some(State {
            positions,
            turns: (0..length).map(|at| count - at).collect(),
            _charges: [charge, second_charge],
        })
    } else {
        None
    };
    Ok(Value::iter(Permutations {
        pool,
        state: RefCell::new(state),
        last: Reused::default(),
    }))
}

struct Permutations {
    pool: Tuple,
    /// `None` at the end.
    state: RefCell<Option<State>>,
    last: Reused,
}

/// The last arrangement.
struct State {
    /// The positions of all items; the first of them are the arrangement, the rest is what is left to choose from.
    positions: Vec<usize>,
    /// For each place, how many choices it still has before the place to its left must move on.
    turns: Vec<usize>,
    _charges: [Charge; 2],
}

impl State {
    /// Goes on to the next arrangement; the first place that changed, or `None` at the end.
    fn advance(&mut self) -> Option<usize> {
        let count = self.positions.len();
        for at in (0..self.turns.len()).rev() {
            let turns = self.turns.get_mut(at)?;
            *turns -= 1;
            if *turns > 0 {
                let other = count - *turns;
                self.positions.swap(at, other);
                return Some(at);
            }
            *turns = count - at;
            to_the_end(self.positions.get_mut(at..)?);
        }
        None
    }
}

/// Moves the first to the end; by hand, since the tails are short.
fn to_the_end(positions: &mut [usize]) {
    for at in 1..positions.len() {
        positions.swap(at - 1, at);
    }
}

impl PyIter for Permutations {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.pool.as_slice().trace(visit);
        self.last.trace(visit);
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let pool = self.pool.as_slice();
        let mut slot = self.state.borrow_mut();
        let Some(state) = slot.as_mut() else {
            return Ok(None);
        };
        let length = state.turns.len();
        let chosen = |state: &State, at: usize| {
            let position = state.positions.get(at).copied().unwrap_or(0);
            pool.get(position).cloned().unwrap_or(Value::None)
        };
        if !self.last.is_started() {
            let row = (0..length).map(|at| chosen(state, at));
            return self.last.start(interp, row).map(Some);
        }
        let Some(at) = state.advance() else {
            *slot = None;
            return Ok(None);
        };
        interp.charge((pool.len() - at) / 8)?;
        self.last.change(interp, |row| {
            let changed = row.iter_mut().zip(&state.positions).skip(at);
            for (item, position) in changed {
                if let Some(chosen) = pool.get(*position) {
                    put(item, chosen);
                }
            }
        })
    }
}
