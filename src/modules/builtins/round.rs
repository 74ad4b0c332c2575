//! `round`: halves go to the even neighbour, and floats round on their exact decimal value.

use num_bigint::BigInt;
use num_integer::Integer;

use crate::runtime::error::{Error, Result};
use crate::runtime::interp::Interp;
use crate::runtime::ops::arith::{self, Number};
use crate::runtime::ops::attr::type_name;
use crate::runtime::table::{Builtin, Fallback, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::BinaryOp;
use crate::types::float::round::round_to_digits;
use crate::types::int::{self, Int};

pub(super) static ROUND: Builtin = Builtin {
    name: "round",
    owner: "",
    params: Params::new(&[
        Param::new("number").or_named(),
        Param::new("ndigits").or_named().or(Fallback::None),
    ]),
    wording: Wording::Clinic,
    doc: "The nearest integer, or the nearest number with so many digits after the point; halves go to the even one.",
    examples: &[
        ("round(2.5)", "2"),
        ("round(3.14159, 2)", "3.14"),
        ("round(1250, -2)", "1200"),
    ],
    run: round,
};

fn round(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (number, digits): (&Value, &Value) = args.unpack(interp)?;
    let digits = (!digits.is_none()).then_some(digits);
    match Number::of(number) {
        Some(Number::Int(number)) => of_int(interp, number, digits),
        Some(Number::Float(number)) => of_float(interp, number, digits),
        Some(Number::Complex(_)) => Err(cannot_round(number)),
        None => match number {
            Value::Object(object) => object
                .round(interp, digits)
                .unwrap_or_else(|| Err(cannot_round(number))),
            _ => Err(cannot_round(number)),
        },
    }
}

fn cannot_round(value: &Value) -> Error {
    wording::type_error(format!(
        "type {} doesn't define __round__ method",
        type_name(value)
    ))
}

fn of_float(interp: &mut Interp, number: f64, digits: Option<&Value>) -> Result<Value> {
    let Some(digits) = digits else {
        return int::from_float(number.round_ties_even());
    };
    // A count beyond 64 bits is as good as the largest or the smallest.
    let digits = match Int::of(digits) {
        Some(Int::Small(digits)) => digits,
        Some(Int::Big(digits)) if digits.sign() == num_bigint::Sign::Minus => i64::MIN,
        Some(Int::Big(_)) => i64::MAX,
        None => return Err(wording::not_an_integer(digits)),
    };
    round_to_digits(number, digits)
        .map(|rounded| interp.float(rounded))
        .ok_or_else(|| wording::overflow_error("rounded value too large to represent"))
}

fn of_int(interp: &mut Interp, number: Int<'_>, digits: Option<&Value>) -> Result<Value> {
    let Some(digits) = digits else {
        return Ok(number.value());
    };
    let digits = Int::of(digits).ok_or_else(|| wording::not_an_integer(digits))?;
    if !digits.is_negative() {
        return Ok(number.value());
    }
    // Ten has more than three bits, and a unit of more than twice the number rounds it to zero.
    let zeros = match digits {
        Int::Small(digits) if digits.unsigned_abs() <= number.bits() / 3 + 1 => {
            digits.unsigned_abs()
        }
        _ => return Ok(Value::Int(0)),
    };
    let zeros = i64::try_from(zeros).unwrap_or(i64::MAX);
    let unit = arith::binary(interp, BinaryOp::Pow, &Value::Int(10), &Value::Int(zeros))?;
    let Some(unit) = Int::of(&unit) else {
        return Err(wording::not_an_integer(&unit));
    };
    Ok(Value::int(to_multiple(interp, &number.big(), &unit.big())?))
}

/// The multiple of `unit` nearest to `number`, halves to the even multiple.
fn to_multiple(interp: &mut Interp, number: &BigInt, unit: &BigInt) -> Result<BigInt> {
    let (quotient, rest) = int::floor(interp, number, unit)?;
    let up = match (&rest * 2_u32).cmp(unit) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => quotient.is_odd(),
        std::cmp::Ordering::Greater => true,
    };
    Ok(if up {
        number - rest + unit
    } else {
        number - rest
    })
}
