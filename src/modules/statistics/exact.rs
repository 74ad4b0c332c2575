//! Exact sums of integers, floats and fractions, and the type that their average has.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use num_bigint::BigInt;
use num_traits::{One, Zero};

use crate::modules::fractions::{Fraction, exact};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::iter;
use crate::runtime::ops::attr::{short_type_name, type_of};
use crate::runtime::ops::convert;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::BinaryOp;
use crate::types::float;
use crate::types::int::{self, Int};

/// The type of a statistic: that of the data, and of mixed data the wider one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// `1`, `True`
    Int,
    /// `Fraction(1, 2)`
    Fraction,
    /// `0.5`
    Float,
}

/// A sum.
#[derive(Clone)]
pub(super) enum Total {
    /// The exact sum.
    Finite(Fraction),
    /// Infinity or a NaN, which outweigh everything finite.
    Special(f64),
}

/// Sums that grow item by item: numerators by denominator, so that nothing is brought to lowest terms on the way.
pub(super) struct Sums {
    pub(super) kind: Kind,
    pub(super) count: usize,
    parts: BTreeMap<BigInt, (BigInt, BigInt)>,
    special: Option<f64>,
}

impl Sums {
    pub(super) fn new() -> Self {
        Sums {
            kind: Kind::Int,
            count: 0,
            parts: BTreeMap::new(),
            special: None,
        }
    }

    /// Adds every item of an iterable.
    ///
    /// CPython groups the data by type with `groupby`, so it asks once more after the end; should an iterator go on
    /// then, it passes over what is of the last item's type.
    ///
    /// # Errors
    /// As [`Sums::add`], and what iterating raises.
    pub(super) fn add_all(&mut self, interp: &mut Interp, data: &Value) -> Result<()> {
        let items = iter::open(interp, data)?;
        let mut last = None;
        loop {
            iter::drive(interp, &items, |interp, item| {
                last = Some(type_of(&item));
                self.add(interp, &item).map(ControlFlow::Continue)
            })?;
            let Some(last) = last else {
                return Ok(());
            };
            let further = loop {
                match items.next(interp)? {
                    None => return Ok(()),
                    Some(item) if std::ptr::eq(type_of(&item), last) => {}
                    Some(item) => break item,
                }
            };
            self.add(interp, &further)?;
        }
    }

    /// Adds one item.
    ///
    /// # Errors
    /// `TypeError` when it is no number that has an exact ratio.
    pub(super) fn add(&mut self, interp: &mut Interp, item: &Value) -> Result<()> {
        interp.tick()?;
        self.count += 1;
        let (kind, ratio) = if let Some(number) = Int::of(item) {
            let whole = (number.big().into_owned(), BigInt::one());
            (Kind::Int, Some(whole))
        } else if let Value::Float(number) = item {
            if !number.is_finite() {
                self.special = Some(self.special.unwrap_or(0.0) + number);
            }
            let finite = number.is_finite().then(|| float::ratio(*number));
            (Kind::Float, finite)
        } else if let Some(fraction) = item.downcast::<Fraction>() {
            let Fraction {
                numerator,
                denominator,
            } = fraction.clone();
            (Kind::Fraction, Some((numerator, denominator)))
        } else if let Value::Type(info) = item
            && let Some(method) = info.method("as_integer_ratio")
        {
            // CPython calls the method of whatever has one.
            return Err(wording::unbound_without_receiver(method));
        } else {
            return Err(wording::type_error(format!(
                "can't convert type '{}' to numerator/denominator",
                short_type_name(item)
            )));
        };
        self.kind = self.kind.max(kind);
        if let Some((numerator, denominator)) = ratio {
            let square = int::multiply(interp, &numerator, &numerator)?;
            let (sum, squares) = self.parts.entry(denominator).or_default();
            *sum += numerator;
            *squares += square;
        }
        Ok(())
    }

    /// The sum of all items.
    pub(super) fn total(&self, interp: &mut Interp) -> Result<Total> {
        if let Some(special) = self.special {
            return Ok(Total::Special(special));
        }
        let mut total = Fraction::whole(BigInt::zero());
        for (denominator, (sum, _)) in &self.parts {
            let part = Fraction::reduced(interp, sum.clone(), denominator.clone())?;
            total = combined(interp, BinaryOp::Add, &total, &part)?;
        }
        Ok(Total::Finite(total))
    }

    /// The sum of the squared distances from the mean.
    pub(super) fn squared_distances(&self, interp: &mut Interp) -> Result<Total> {
        if self.count == 0 {
            return Ok(Total::Finite(Fraction::whole(BigInt::zero())));
        }
        let sum = match self.total(interp)? {
            Total::Finite(sum) => sum,
            special @ Total::Special(_) => return Ok(special),
        };
        let mut squares = Fraction::whole(BigInt::zero());
        for (denominator, (_, square)) in &self.parts {
            let below = int::multiply(interp, denominator, denominator)?;
            let part = Fraction::reduced(interp, square.clone(), below)?;
            squares = combined(interp, BinaryOp::Add, &squares, &part)?;
        }
        // Exact, so the formula that is poor for floats loses nothing here.
        let count = Fraction::whole(BigInt::from(self.count));
        let squares = combined(interp, BinaryOp::Mul, &squares, &count)?;
        let square = combined(interp, BinaryOp::Mul, &sum, &sum)?;
        let difference = combined(interp, BinaryOp::Sub, &squares, &square)?;
        combined(interp, BinaryOp::Div, &difference, &count).map(Total::Finite)
    }
}

fn combined(interp: &mut Interp, op: BinaryOp, a: &Fraction, b: &Fraction) -> Result<Fraction> {
    let value = exact(interp, op, a, b)?;
    match Fraction::of(&value) {
        Some(fraction) => Ok(fraction),
        None => convert::to_bigint(&value).map(Fraction::whole),
    }
}

impl Total {
    /// The total divided by a count.
    pub(super) fn over(self, interp: &mut Interp, count: usize) -> Result<Total> {
        match self {
            Total::Finite(sum) => {
                let count = Fraction::whole(BigInt::from(count));
                combined(interp, BinaryOp::Div, &sum, &count).map(Total::Finite)
            }
            Total::Special(sum) => Ok(Total::Special(sum / count as f64)),
        }
    }

    /// The total divided by another.
    pub(super) fn over_total(self, interp: &mut Interp, other: Total) -> Result<Total> {
        match (self, other) {
            (Total::Finite(a), Total::Finite(b)) => {
                combined(interp, BinaryOp::Div, &a, &b).map(Total::Finite)
            }
            (a, b) => Ok(Total::Special(a.float(interp)? / b.float(interp)?)),
        }
    }

    /// The nearest float.
    pub(super) fn float(&self, interp: &mut Interp) -> Result<f64> {
        match self {
            Total::Finite(sum) => sum.float(interp),
            Total::Special(sum) => Ok(*sum),
        }
    }

    /// The total as a value of that type; integers become floats where they are not whole.
    pub(super) fn into_value(self, interp: &mut Interp, kind: Kind) -> Result<Value> {
        match (self, kind) {
            (Total::Special(sum), _) => Ok(Value::Float(sum)),
            (Total::Finite(sum), Kind::Int) if sum.denominator.is_one() => {
                Ok(Value::int(sum.numerator))
            }
            (Total::Finite(sum), Kind::Fraction) => Ok(sum.into_value()),
            (Total::Finite(sum), Kind::Int | Kind::Float) => sum.float(interp).map(Value::Float),
        }
    }
}
