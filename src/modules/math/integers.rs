//! Functions of integers of any size: `comb`, `factorial`, `gcd`, `isqrt`, `lcm`, `perm`.

use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

use super::{N, one, several};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::table::{Builtin, Fallback, Param};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::int::{self, Int};

pub(super) static FACTORIAL: Builtin = one(
    "factorial",
    N,
    "The product of the integers from one to n.",
    &[("math.factorial(5)", "120")],
    |interp, args| {
        let (n,): (&Value,) = args.unpack(interp)?;
        factorial(interp, n)
    },
);

fn factorial(interp: &mut Interp, n: &Value) -> Result<Value> {
    let n = Int::of(n).ok_or_else(|| wording::not_an_integer(n))?;
    if n.is_negative() {
        return Err(wording::value_error(
            "factorial() not defined for negative values",
        ));
    }
    let Int::Small(n) = n else {
        return Err(wording::overflow_error(format!(
            "factorial() argument should not exceed {}",
            i64::MAX
        )));
    };
    product_of(interp, &BigInt::one(), n.unsigned_abs(), 1).map(Value::int)
}

/// `first * (first + step) * …`, so many factors, in halves so that the factors stay of one size.
fn product_of(interp: &mut Interp, first: &BigInt, count: u64, step: u32) -> Result<BigInt> {
    /// So many factors are multiplied one after the other.
    const FEW: u64 = 8;
    // Each factor but the smallest adds its bits, so a product beyond all limits is refused at once.
    let last = first + BigInt::from(count) * step;
    let bits = (last.bits().saturating_sub(2)).saturating_mul(count / 2);
    interp.reserve(usize::try_from(bits / 8).unwrap_or(usize::MAX))?;
    if count <= FEW {
        let mut product = BigInt::one();
        let mut factor = first.clone();
        for _ in 0..count {
            product = int::multiply(interp, &product, &factor)?;
            factor += step;
        }
        return Ok(product);
    }
    let half = count / 2;
    let low = product_of(interp, first, half, step)?;
    let middle = first + BigInt::from(half) * step;
    let high = product_of(interp, &middle, count - half, step)?;
    int::multiply(interp, &low, &high)
}

pub(super) static PERM: Builtin = several(
    "perm",
    &[Param::new("n"), Param::new("k").or(Fallback::None)],
    "In how many ways k of n items can be put in order.",
    &[("math.perm(5, 2)", "20")],
    perm,
);

fn perm(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (n, k): (&Value, &Value) = args.unpack(interp)?;
    if k.is_none() {
        return factorial(interp, n);
    }
    let (n, k) = counts(n, k)?;
    if k > n {
        return Ok(Value::Int(0));
    }
    let Some(count) = fits(&k) else {
        return Err(wording::overflow_error(format!(
            "k must not exceed {}",
            i64::MAX
        )));
    };
    let first = n - &k + 1_u32;
    product_of(interp, &first, count, 1).map(Value::int)
}

pub(super) static COMB: Builtin = several(
    "comb",
    &[Param::new("n"), Param::new("k")],
    "In how many ways k of n items can be chosen.",
    &[("math.comb(5, 2)", "10")],
    comb,
);

fn comb(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (n, k): (&Value, &Value) = args.unpack(interp)?;
    let (n, k) = counts(n, k)?;
    if k > n {
        return Ok(Value::Int(0));
    }
    let k = (&n - &k).min(k);
    let Some(count) = fits(&k) else {
        return Err(wording::overflow_error(format!(
            "min(n - k, k) must not exceed {}",
            i64::MAX
        )));
    };
    let first = n - &k + 1_u32;
    let ordered = product_of(interp, &first, count, 1)?;
    let orders = product_of(interp, &BigInt::one(), count, 1)?;
    Ok(Value::int(int::floor(interp, &ordered, &orders)?.0))
}

/// Both arguments as counts.
fn counts(n: &Value, k: &Value) -> Result<(BigInt, BigInt)> {
    let n_number = Int::of(n).ok_or_else(|| wording::not_an_integer(n))?;
    let k_number = Int::of(k).ok_or_else(|| wording::not_an_integer(k))?;
    for (name, number) in [("n", n_number), ("k", k_number)] {
        if number.is_negative() {
            return Err(wording::value_error(format!(
                "{name} must be a non-negative integer"
            )));
        }
    }
    Ok((n_number.big().into_owned(), k_number.big().into_owned()))
}

/// The count where it fits C's `long long`.
fn fits(count: &BigInt) -> Option<u64> {
    i64::try_from(count)
        .ok()
        .and_then(|count| u64::try_from(count).ok())
}

pub(super) static ISQRT: Builtin = one(
    "isqrt",
    N,
    "The whole part of the square root.",
    &[("math.isqrt(17)", "4")],
    |interp, args| {
        let (value,): (&Value,) = args.unpack(interp)?;
        let n = Int::of(value).ok_or_else(|| wording::not_an_integer(value))?;
        if n.is_negative() {
            return Err(wording::value_error("isqrt() argument must be nonnegative"));
        }
        int::isqrt(interp, &n.big()).map(Value::int)
    },
);

const INTEGERS: &[Param] = &[Param::rest("integers")];

pub(super) static GCD: Builtin = several(
    "gcd",
    INTEGERS,
    "The largest integer that divides all arguments.",
    &[("math.gcd(12, 18)", "6")],
    |interp, args| {
        fold(interp, args.rest, BigInt::zero(), |interp, a, b| {
            int::gcd(interp, a, b)
        })
    },
);

pub(super) static LCM: Builtin = several(
    "lcm",
    INTEGERS,
    "The smallest positive integer that all arguments divide.",
    &[("math.lcm(4, 6)", "12")],
    |interp, args| {
        fold(interp, args.rest, BigInt::one(), |interp, a, b| {
            if a.is_zero() || b.is_zero() {
                return Ok(BigInt::zero());
            }
            let common = int::gcd(interp, a, b)?;
            let part = int::floor(interp, a, &common)?.0;
            Ok(int::multiply(interp, &part, b)?.abs())
        })
    },
);

fn fold(
    interp: &mut Interp,
    values: &[Value],
    start: BigInt,
    step: impl Fn(&mut Interp, &BigInt, &BigInt) -> Result<BigInt>,
) -> Result<Value> {
    let mut result = start;
    for value in values {
        interp.tick()?;
        let number = Int::of(value).ok_or_else(|| wording::not_an_integer(value))?;
        result = step(interp, &result, &number.big())?;
    }
    Ok(Value::int(result))
}
