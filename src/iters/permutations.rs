//! `permutations(iterable, r=None)`: every arrangement of r items.
//!
//! Python's manual: <https://docs.python.org/3.13/library/itertools.html#itertools.permutations>.

use super::rows::{Arrangement, Pool, Rows};
use super::type_info;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::memory::Charge;
use crate::runtime::ops::convert;
use crate::runtime::table::{Builtin, Fallback, Param, Params, TypeInfo, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

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
    let pool = Pool::of(interp, iterable)?;
    let count = pool.len();
    let length = match length {
        Value::None => count,
        Value::Int(_) | Value::Bool(_) | Value::Big(_) => {
            usize::try_from(convert::to_ssize(length)?)
                .map_err(|_| wording::value_error("r must be non-negative"))?
        }
        _ => return Err(wording::type_error("Expected int as r")),
    };
    let rows = if length <= count {
        let (positions, charge) = super::positions(interp, count)?;
        let second_charge = super::room_for::<usize>(interp, length)?;
        Some(Permutations {
            pool,
            positions,
            turns: (0..length).map(|at| count - at).collect(),
            _charges: [charge, second_charge],
        })
    } else {
        None
    };
    Ok(Value::iter(Rows::new(rows)))
}

struct Permutations {
    pool: Pool,
    /// The positions of all items; the first of them are the arrangement, the rest is what is left to choose from.
    positions: Vec<usize>,
    /// For each place, how many choices it still has before the place to its left must move on.
    turns: Vec<usize>,
    _charges: [Charge; 2],
}

impl Arrangement for Permutations {
    fn type_info() -> &'static TypeInfo {
        &TYPE
    }

    #[inline]
    fn width(&self) -> usize {
        self.turns.len()
    }

    #[inline]
    fn item(&self, place: usize) -> Option<&Value> {
        self.pool.get(*self.positions.get(place)?)
    }

    #[inline]
    fn advance(&mut self) -> Option<usize> {
        let count = self.positions.len();
        for (at, turns) in self.turns.iter_mut().enumerate().rev() {
            *turns -= 1;
            if *turns > 0 {
                self.positions.swap(at, count - *turns);
                return Some(at);
            }
            *turns = count - at;
            to_the_end(self.positions.get_mut(at..)?);
        }
        None
    }

    #[inline]
    fn moved(&self, from: usize) -> usize {
        self.positions.len() - from
    }

    fn pool(&self) -> &Pool {
        &self.pool
    }
}

/// Moves the first to the end; by hand, since the tails are short.
fn to_the_end(positions: &mut [usize]) {
    for at in 1..positions.len() {
        positions.swap(at - 1, at);
    }
}
