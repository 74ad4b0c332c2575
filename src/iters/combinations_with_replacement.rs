//! `combinations_with_replacement(iterable, r)`: every choice of r items, each as often as one likes.
//!
//! Python's manual: <https://docs.python.org/3.13/library/itertools.html#itertools.combinations_with_replacement>.

use super::rows::{Arrangement, Pool, Rows};
use super::type_info;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::memory::Charge;
use crate::runtime::table::{Builtin, Param, Params, TypeInfo, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

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
    let pool = Pool::of(interp, iterable)?;
    let length =
        usize::try_from(length).map_err(|_| wording::value_error("r must be non-negative"))?;
    let rows = if length == 0 || pool.len() > 0 {
        let (mut picked, charge) = super::positions(interp, length)?;
        picked.fill(0);
        Some(WithReplacement {
            pool,
            picked,
            _charge: charge,
        })
    } else {
        None
    };
    Ok(Value::iter(Rows::new(rows)))
}

struct WithReplacement {
    pool: Pool,
    /// The positions of the choice, never falling.
    picked: Vec<usize>,
    _charge: Charge,
}

impl Arrangement for WithReplacement {
    fn type_info() -> &'static TypeInfo {
        &TYPE
    }

    #[inline]
    fn width(&self) -> usize {
        self.picked.len()
    }

    #[inline]
    fn item(&self, place: usize) -> Option<&Value> {
        self.pool.get(*self.picked.get(place)?)
    }

    /// Moves the last position that still can to the right, and those after it along with it.
    #[inline]
    fn advance(&mut self) -> Option<usize> {
        let end = self.pool.len();
        let mut places = self.picked.iter_mut().enumerate().rev();
        let (at, position) = loop {
            let (at, position) = places.next()?;
            *position += 1;
            if *position < end {
                break (at, *position);
            }
        };
        for place in self.picked.iter_mut().skip(at + 1) {
            *place = position;
        }
        Some(at)
    }

    #[inline]
    fn moved(&self, from: usize) -> usize {
        self.picked.len() - from
    }

    fn pool(&self) -> &Pool {
        &self.pool
    }
}
