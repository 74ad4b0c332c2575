//! `product(*iterables, repeat=1)`: every row with one item of each iterable.
//!
//! Python's manual: <https://docs.python.org/3.13/library/itertools.html#itertools.product>.

use std::cell::RefCell;

use super::reuse::{Reused, put};
use super::type_info;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter::PyIter;
use crate::runtime::memory::Charge;
use crate::runtime::table::{Builtin, Fallback, Param, Params, TypeInfo, Wording};
use crate::runtime::trace::{Trace, Visit};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording::{self, arity};
use crate::types::tuple::Tuple;

/// The type itself.
pub static TYPE: TypeInfo = type_info(
    "itertools",
    "product",
    "Every row with one item of each iterable.",
    Some(&NEW),
);

static NEW: Builtin = Builtin {
    name: "product",
    owner: "",
    params: Params::new(&[
        Param::rest("iterables"),
        Param::new("repeat").only_named().or(Fallback::Int(1)),
    ]),
    wording: Wording::Checked(|args| arity::one_keyword("product", args)),
    doc: "Every row with one item of each iterable, the last changing fastest: nested loops in one.",
    examples: &[
        (
            "list(product('AB', [1, 2]))",
            "[('A', 1), ('A', 2), ('B', 1), ('B', 2)]",
        ),
        (
            "list(map(''.join, product('01', repeat=2)))",
            "['00', '01', '10', '11']",
        ),
    ],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (repeat,): (i64,) = args.unpack(interp)?;
    let repeat = usize::try_from(repeat)
        .map_err(|_| wording::value_error("repeat argument cannot be negative"))?;
    // Nothing is taken from iterables that come zero times.
    let iterables = if repeat == 0 { &[] } else { args.rest };
    let width = iterables.len().saturating_mul(repeat);
    if i64::try_from(width).is_err() {
        return Err(wording::overflow_error("repeat argument too large"));
    }
    let (mut picked, charge) = super::positions(interp, width)?;
    picked.fill(0);
    let pools = iterables
        .iter()
        .map(|iterable| super::pool(interp, iterable))
        .collect::<Result<Vec<_>>>()?;
    let empty = pools.iter().any(|pool| pool.as_slice().is_empty());
    Ok(Value::iter(Product {
        pools,
        picked: RefCell::new((!empty).then_some((picked, charge))),
        last: Reused::default(),
    }))
}

struct Product {
    /// One for each iterable; the row goes through them as often as `repeat` says.
    pools: Vec<Tuple>,
    /// The position in each pool of the last row's items; `None` at the end.
    picked: RefCell<Option<(Vec<usize>, Charge)>>,
    last: Reused,
}

impl PyIter for Product {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn trace(&self, visit: &mut Visit<'_>) {
        self.pools
            .iter()
            .for_each(|pool| pool.as_slice().trace(visit));
        self.last.trace(visit);
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let mut slot = self.picked.borrow_mut();
        let Some((picked, _)) = slot.as_mut() else {
            return Ok(None);
        };
        if !self.last.is_started() {
            let row = (0..picked.len()).map(|at| {
                let first = self.pool(at).first();
                first.cloned().unwrap_or(Value::None)
            });
            return self.last.start(interp, row).map(Some);
        }
        // Most of the time only the last place moves on.
        if let (Some(position), Some(pool)) = (picked.last_mut(), self.pools.last())
            && let Some(chosen) = pool.as_slice().get(*position + 1)
        {
            *position += 1;
            return self.last.change(interp, |row| {
                if let Some(item) = row.last_mut() {
                    put(item, chosen);
                }
            });
        }
        // Else the last place that can; those after it begin again.
        let Some(at) = (0..picked.len()).rfind(|at| {
            picked
                .get(*at)
                .is_some_and(|p| p + 1 < self.pool(*at).len())
        }) else {
            *slot = None;
            return Ok(None);
        };
        interp.charge((picked.len() - at) / 8)?;
        for (offset, position) in picked.iter_mut().skip(at).enumerate() {
            *position = if offset == 0 { *position + 1 } else { 0 };
        }
        self.last.change(interp, |row| {
            for ((at, item), position) in row.iter_mut().enumerate().zip(&*picked).skip(at) {
                if let Some(chosen) = self.pool(at).get(*position) {
                    put(item, chosen);
                }
            }
        })
    }
}

impl Product {
    /// The pool of one place of the row.
    fn pool(&self, at: usize) -> &[Value] {
        at.checked_rem(self.pools.len())
            .and_then(|at| self.pools.get(at))
            .map_or(&[], Tuple::as_slice)
    }
}
