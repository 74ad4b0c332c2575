//! `product(*iterables, repeat=1)`: every row with one item of each iterable.
//!
//! Python's manual: <https://docs.python.org/3.13/library/itertools.html#itertools.product>.

use super::rows::{Arrangement, Pool, Rows};
use super::type_info;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::memory::Charge;
use crate::runtime::table::{Builtin, Fallback, Param, Params, TypeInfo, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording::{self, arity};

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
    let charge = super::room_for::<Place>(interp, width)?;
    let mut items = Vec::new();
    let mut bounds = Vec::with_capacity(iterables.len());
    for iterable in iterables {
        let first = items.len();
        items.append(&mut iter::collect(interp, iterable)?);
        bounds.push((first, items.len()));
    }
    let is_empty = bounds.iter().any(|(first, end)| first == end);
    let rows = (!is_empty).then(|| Product {
        places: (bounds.iter().cycle().take(width))
            .map(|&(first, end)| Place {
                position: first,
                first,
                end,
            })
            .collect(),
        pool: Pool::new(items),
        _charge: charge,
    });
    Ok(Value::iter(Rows::new(rows)))
}

struct Product {
    /// One for each item of the row.
    places: Vec<Place>,
    /// The items of every iterable, one after the other.
    pool: Pool,
    _charge: Charge,
}

/// A place of the row: the position of its item, and from where to where that goes.
struct Place {
    position: usize,
    first: usize,
    end: usize,
}

impl Arrangement for Product {
    fn type_info() -> &'static TypeInfo {
        &TYPE
    }

    #[inline]
    fn width(&self) -> usize {
        self.places.len()
    }

    #[inline]
    fn item(&self, place: usize) -> Option<&Value> {
        let place = self.places.get(place)?;
        self.pool.get(place.position)
    }

    #[inline]
    fn advance(&mut self) -> Option<usize> {
        for (at, place) in self.places.iter_mut().enumerate().rev() {
            place.position += 1;
            if place.position < place.end {
                return Some(at);
            }
            place.position = place.first;
        }
        None
    }

    #[inline]
    fn moved(&self, from: usize) -> usize {
        self.places.len() - from
    }

    fn pool(&self) -> &Pool {
        &self.pool
    }
}
