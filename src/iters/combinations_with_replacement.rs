//! `combinations_with_replacement(iterable, r)`: every choice of r items, each as often as one likes.
//!
//! Python's manual: <https://docs.python.org/3.13/library/itertools.html#itertools.combinations_with_replacement>.

use std::cell::RefCell;

use super::reuse::Reused;
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
    "combinations_with_replacement",
    "Every choice of r items, with repetitions.",
    Some(&NEW),
);

static NEW: Builtin = Builtin {
    name: "combinations_with_replacement",
    owner: "",
    params: Params::new(&[
        Param::new("iterable").or_named(),
        Param::new("r").or_named(),
    ]),
    wording: Wording::Clinic,
    doc: "Every choice of r items, each as often as one likes, in the order of the iterable.",
    examples: &[(
        "list(combinations_with_replacement('AB', 2))",
        "[('A', 'A'), ('A', 'B'), ('B', 'B')]",
    )],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (iterable, length): (&Value, i64) = args.unpack(interp)?;
    let pool = super::pool(interp, iterable)?;
    let length =
        usize::try_from(length).map_err(|_| wording::value_error("r must be non-negative"))?;
    let picked = if length == 0 || !pool.as_slice().is_empty() {
        let (mut picked, charge) = super::positions(interp, length)?;
        picked.fill(0);
        Some((picked, charge))
    } else {
        None
    };
    Ok(Value::iter(WithReplacement {
        pool,
        picked: RefCell::new(picked),
        last: Reused::default(),
    }))
}

struct WithReplacement {
    pool: Tuple,
    /// The positions of the next choice, never falling; `None` at the end.
    picked: RefCell<Option<(Vec<usize>, Charge)>>,
    last: Reused,
}

impl PyIter for WithReplacement {
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
        if !self.last.is_started() {
            let first = pool.first().cloned().unwrap_or(Value::None);
            let row = vec![first; picked.len()];
            return self.last.start(interp, row.into_iter()).map(Some);
        }
        let Some(at) = picked
            .iter()
            .rposition(|position| position + 1 < pool.len())
        else {
            *slot = None;
            return Ok(None);
        };
        let tail = picked.get_mut(at..).unwrap_or_default();
        let next = tail.first().map_or(0, |position| position + 1);
        interp.charge(tail.len() / 8)?;
        tail.fill(next);
        self.last.change(interp, |row| {
            if let (Some(tail), Some(chosen)) = (row.get_mut(at..), pool.get(next)) {
                tail.fill(chosen.clone());
            }
        })
    }
}
