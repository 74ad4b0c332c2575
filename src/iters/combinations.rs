//! `combinations(iterable, r)`: every choice of r items, in order.
//!
//! Python's manual: <https://docs.python.org/3.13/library/itertools.html#itertools.combinations>.

use std::cell::RefCell;

use super::reuse::{Reused, put};
use super::type_info;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::PyIter;
use crate::runtime::memory::Charge;
use crate::runtime::table::{Builtin, Param, Params, TypeInfo, Wording};
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::tuple::Tuple;

/// The type itself.
pub static TYPE: TypeInfo = type_info(
    "itertools",
    "combinations",
    "Every choice of r items.",
    Some(&NEW),
);

static NEW: Builtin = Builtin {
    name: "combinations",
    owner: "",
    params: Params::new(&[
        Param::new("iterable").or_named(),
        Param::new("r").or_named(),
    ]),
    wording: Wording::Clinic,
    doc: "Every choice of r items, each in the order of the iterable.",
    examples: &[(
        "list(combinations('ABC', 2))",
        "[('A', 'B'), ('A', 'C'), ('B', 'C')]",
    )],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (iterable, length): (&Value, i64) = args.unpack(interp)?;
    let pool = super::pool(interp, iterable)?;
    let length =
        usize::try_from(length).map_err(|_| wording::value_error("r must be non-negative"))?;
    let picked = if length <= pool.as_slice().len() {
        Some(super::positions(interp, length)?)
    } else {
        None
    };
    Ok(Value::iter(Combinations {
        pool,
        picked: RefCell::new(picked),
        last: Reused::default(),
    }))
}

struct Combinations {
    pool: Tuple,
    /// The positions of the next choice, rising; `None` at the end.
    picked: RefCell<Option<(Vec<usize>, Charge)>>,
    last: Reused,
}

impl PyIter for Combinations {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.pool.as_slice().trace(visit);
        self.last.trace(visit);
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let pool = self.pool.as_slice();
        let mut slot = self.picked.borrow_mut();
        let Some((picked, _)) = slot.as_mut() else {
            return Ok(None);
        };
        let items = |positions: &[usize]| -> Vec<Value> {
            positions
                .iter()
                .filter_map(|at| pool.get(*at).cloned())
                .collect()
        };
        if !self.last.is_started() {
            return self.last.start(interp, items(picked).into_iter()).map(Some);
        }
        // Most of the time only the last position moves to the right.
        if let Some(position) = picked.last_mut()
            && let Some(chosen) = pool.get(*position + 1)
        {
            *position += 1;
            return self.last.change(interp, |row| {
                if let Some(item) = row.last_mut() {
                    put(item, chosen);
                }
            });
        }
        // Else the last one that still can.
        let room = pool.len() - picked.len();
        let Some(at) =
            (0..picked.len()).rfind(|at| picked.get(*at).is_some_and(|p| *p < at + room))
        else {
            *slot = None;
            return Ok(None);
        };
        let tail = picked.get_mut(at..).unwrap_or_default();
        let first = tail.first().map_or(0, |position| position + 1);
        interp.charge(tail.len() / 8)?;
        for (position, next) in tail.iter_mut().zip(first..) {
            *position = next;
        }
        self.last.change(interp, |row| {
            for (item, position) in row.iter_mut().skip(at).zip(&*tail) {
                if let Some(chosen) = pool.get(*position) {
                    put(item, chosen);
                }
            }
        })
    }
}
