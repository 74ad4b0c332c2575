//! Sums and products of many numbers: `dist`, `fsum`, `hypot`, `prod`, `sumprod`.

use super::{Examples, named, one, several};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::ops::{arith, convert};
use crate::runtime::table::{Builtin, Fallback, Param};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::BinaryOp;
use crate::types::float::{frexp, ldexp};

/// `a + b` as the rounded sum and what rounding took away, exactly.
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let rest = sum - a;
    (sum, (a - (sum - rest)) + (b - rest))
}

/// `a * b` as the rounded product and what rounding took away, exactly.
fn two_product(a: f64, b: f64) -> (f64, f64) {
    let product = a * b;
    (product, a.mul_add(b, -product))
}

pub(super) static FSUM: Builtin = one(
    "fsum",
    &[Param::new("seq")],
    "The sum of floats, rounded once.",
    &[("math.fsum([0.1] * 10)", "1.0")],
    |interp, args| {
        let (items,): (&Value,) = args.unpack(interp)?;
        let mut partials = Partials::default();
        iter::for_each(interp, items, |interp, item| {
            let number = convert::to_float(interp, &item)?;
            interp.charge(partials.parts.len() / 16)?;
            partials.add(number)
        })?;
        partials.total().map(|total| interp.float(total))
    },
);

/// An exact running sum of floats: parts that do not overlap, in growing size (Shewchuk's method).
#[derive(Default)]
pub(crate) struct Partials {
    parts: Vec<f64>,
    /// The sum of what was infinite or a NaN.
    special: f64,
    /// The sum of what was infinite.
    infinite: f64,
}

impl Partials {
    /// Adds one number.
    ///
    /// # Errors
    /// `OverflowError` when the sum leaves the range of floats on the way.
    pub(crate) fn add(&mut self, number: f64) -> Result<()> {
        let mut sum = number;
        self.parts.retain_mut(|part| {
            let (larger, smaller) = if sum.abs() < part.abs() {
                (*part, sum)
            } else {
                (sum, *part)
            };
            sum = larger + smaller;
            *part = smaller - (sum - larger);
            *part != 0.0
        });
        if sum.is_finite() {
            if sum != 0.0 {
                self.parts.push(sum);
            }
            return Ok(());
        }
        if number.is_finite() {
            return Err(wording::overflow_error("intermediate overflow in fsum"));
        }
        if number.is_infinite() {
            self.infinite += number;
        }
        self.special += number;
        self.parts.clear();
        Ok(())
    }

    /// The sum, rounded once.
    ///
    /// # Errors
    /// `ValueError` when infinities of both signs were added.
    pub(crate) fn total(&self) -> Result<f64> {
        if self.special != 0.0 {
            if self.infinite.is_nan() {
                return Err(wording::value_error("-inf + inf in fsum"));
            }
            return Ok(self.special);
        }
        let mut parts = self.parts.iter().rev();
        let mut sum = parts.next().copied().unwrap_or(0.0);
        while let Some(part) = parts.next() {
            let before = sum;
            sum = before + part;
            let lost = part - (sum - before);
            if lost == 0.0 {
                continue;
            }
            // What was lost may be just half a unit; the next part then says which way to round.
            let twice = lost * 2.0;
            let rounded = sum + twice;
            let same_sign = parts
                .next()
                .is_some_and(|next| (*next < 0.0) == (lost < 0.0));
            if same_sign && rounded - sum == twice {
                sum = rounded;
            }
            break;
        }
        Ok(sum)
    }
}

const PROD_EXAMPLES: Examples = &[("math.prod([2, 3, 4])", "24")];
pub(super) static PROD: Builtin = named(
    "prod",
    &[
        Param::new("iterable"),
        Param::new("start").only_named().or(Fallback::Int(1)),
    ],
    "The product of all items.",
    PROD_EXAMPLES,
    |interp, args| {
        let (items, start): (&Value, &Value) = args.unpack(interp)?;
        let mut product = start.clone();
        iter::for_each(interp, items, |interp, item| {
            product = arith::binary(interp, BinaryOp::Mul, &product, &item)?;
            Ok(())
        })?;
        Ok(product)
    },
);

pub(super) static SUMPROD: Builtin = several(
    "sumprod",
    &[Param::new("p"), Param::new("q")],
    "The sum of the products of items at the same place.",
    &[("math.sumprod([1, 2], [3, 4])", "11")],
    sumprod,
);

fn sumprod(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (p, q): (&Value, &Value) = args.unpack(interp)?;
    sum_of_products(interp, p, q)
}

/// `math.sumprod(p, q)`
///
/// # Errors
/// `ValueError` when one has more items than the other; what multiplying and adding raise.
pub(crate) fn sum_of_products(interp: &mut Interp, p: &Value, q: &Value) -> Result<Value> {
    let (p, q) = (iter::open(interp, p)?, iter::open(interp, q)?);
    let mut total = Value::Int(0);
    // Floats are summed with three times their precision until something else comes.
    let mut floats = Some((Triple::default(), false));
    loop {
        let (x, y) = match (p.next(interp)?, q.next(interp)?) {
            (Some(x), Some(y)) => (x, y),
            (None, None) => break,
            _ => return Err(wording::value_error("Inputs are not the same length")),
        };
        let ints = matches!(
            (&x, &y),
            (Value::Int(_) | Value::Big(_), Value::Int(_) | Value::Big(_))
        );
        let unused = floats.as_ref().is_some_and(|(_, used)| !used);
        if !(ints && unused)
            && let Some((sum, _)) = floats.take()
        {
            let grown = float_pair(&x, &y).map(|(x, y)| sum.add_product(x, y));
            if let Some(grown) = grown
                && grown.high.is_finite()
            {
                floats = Some((grown, true));
                continue;
            }
            if !unused {
                total = arith::binary(interp, BinaryOp::Add, &total, &Value::Float(sum.total()))?;
            }
        }
        let product = arith::binary(interp, BinaryOp::Mul, &x, &y)?;
        total = arith::binary(interp, BinaryOp::Add, &total, &product)?;
    }
    match floats {
        Some((sum, true)) => {
            arith::binary(interp, BinaryOp::Add, &total, &Value::Float(sum.total()))
        }
        _ => Ok(total),
    }
}

/// Two numbers as floats, where one of them is a float and the other converts.
fn float_pair(x: &Value, y: &Value) -> Option<(f64, f64)> {
    let float = |value: &Value| match value {
        Value::Float(number) => Some(*number),
        Value::Int(number) => Some(*number as f64),
        Value::Bool(value) => Some(f64::from(u8::from(*value))),
        Value::Big(number) => convert::big_to_float(number).ok(),
        _ => None,
    };
    let one_is_float = matches!(x, Value::Float(_)) || matches!(y, Value::Float(_));
    if one_is_float {
        Some((float(x)?, float(y)?))
    } else {
        None
    }
}

/// A sum with three floats' worth of digits.
#[derive(Clone, Copy, Default)]
struct Triple {
    high: f64,
    low: f64,
    tiny: f64,
}

impl Triple {
    fn add_product(self, x: f64, y: f64) -> Triple {
        let (product, product_rest) = two_product(x, y);
        let (high, high_rest) = two_sum(self.high, product);
        let (low, low_rest) = two_sum(self.low, product_rest);
        let (low, second_rest) = two_sum(low, high_rest);
        Triple {
            high,
            low,
            tiny: self.tiny + low_rest + second_rest,
        }
    }

    fn total(self) -> f64 {
        self.high + (self.low + self.tiny)
    }
}

const COORDINATES: &[Param] = &[Param::rest("coordinates")];
pub(super) static HYPOT: Builtin = several(
    "hypot",
    COORDINATES,
    "The distance of a point from the origin.",
    &[("math.hypot(3, 4)", "5.0")],
    |interp, args| {
        if let [x, y] = args.rest {
            let sides = [convert::to_float(interp, x)?, convert::to_float(interp, y)?];
            return Ok(interp.float(norm(&sides)));
        }
        interp.reserve_items(args.rest.len())?;
        let sides = args.rest.iter().map(|side| convert::to_float(interp, side));
        let sides = sides.collect::<Result<Vec<f64>>>()?;
        Ok(interp.float(norm(&sides)))
    },
);

pub(super) static DIST: Builtin = several(
    "dist",
    &[Param::new("p"), Param::new("q")],
    "The distance between two points.",
    &[("math.dist([0, 0], [3, 4])", "5.0")],
    |interp, args| {
        let (p, q): (&Value, &Value) = args.unpack(interp)?;
        let (p, q) = (iter::collect(interp, p)?, iter::collect(interp, q)?);
        if p.len() != q.len() {
            return Err(wording::value_error(
                "both points must have the same number of dimensions",
            ));
        }
        let mut sides = Vec::with_capacity(p.len());
        for (x, y) in p.iter().zip(&q) {
            let (x, y) = (convert::to_float(interp, x)?, convert::to_float(interp, y)?);
            sides.push((x - y).abs());
        }
        Ok(interp.float(norm(&sides)))
    },
);

/// The Euclidean norm, scaled so that squares neither overflow nor vanish, and corrected by one Newton step.
fn norm(sides: &[f64]) -> f64 {
    let largest = sides
        .iter()
        .fold(0.0_f64, |largest, side| largest.max(side.abs()));
    if largest.is_infinite() {
        return largest;
    }
    if sides.iter().any(|side| side.is_nan()) {
        return f64::NAN;
    }
    if largest == 0.0 || sides.len() == 1 {
        return largest;
    }
    let (_, exponent) = frexp(largest);
    if exponent < -1023 {
        let lifted: Vec<f64> = sides.iter().map(|side| side / f64::MIN_POSITIVE).collect();
        return f64::MIN_POSITIVE * norm(&lifted);
    }
    let scale = ldexp(1.0, -exponent);
    // The sum starts at one, which keeps it above every square, so that the cheaper exact addition holds.
    let (mut sum, mut products_lost, mut sums_lost) = (1.0, 0.0, 0.0);
    let mut add = |a: f64, b: f64| {
        let (product, lost) = two_product(a, b);
        let before = sum;
        sum += product;
        products_lost += lost;
        sums_lost += product - (sum - before);
        sum - 1.0 + (products_lost + sums_lost)
    };
    let mut squares = 0.0;
    for side in sides {
        let side = side.abs() * scale;
        squares = add(side, side);
    }
    let root = squares.sqrt();
    let left = add(-root, root);
    (root + left / (2.0 * root)) / scale
}
