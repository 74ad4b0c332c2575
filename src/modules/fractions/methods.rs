//! The methods and attributes of `Fraction`.

use num_bigint::BigInt;
use num_traits::{One, Zero};

use super::Fraction;
use super::new::from_float;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::attr::type_name;
use crate::runtime::ops::repr;
use crate::runtime::table::{Builtin, Fallback, Getter, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::int::{self, Int};

/// A method, as Python's library has it in Python.
const fn method(
    name: &'static str,
    params: &'static [Param],
    doc: &'static str,
    examples: &'static [(&'static str, &'static str)],
    run: fn(&mut Interp, Args<'_>) -> Result<Value>,
) -> Builtin {
    Builtin {
        name,
        owner: "Fraction",
        params: Params::new(params),
        wording: Wording::Def,
        doc,
        examples,
        run,
    }
}

fn receiver(this: &Value) -> Result<&Fraction> {
    this.downcast()
        .ok_or_else(|| wording::expected("Fraction", this))
}

static AS_INTEGER_RATIO: Builtin = method(
    "as_integer_ratio",
    &[],
    "Numerator and denominator.",
    &[("fractions.Fraction(3, 4).as_integer_ratio()", "(3, 4)")],
    |_, args| {
        let fraction = receiver(args.this)?;
        Ok(Value::pair(
            Value::int(fraction.numerator.clone()),
            Value::int(fraction.denominator.clone()),
        ))
    },
);

static CONJUGATE: Builtin = method(
    "conjugate",
    &[],
    "The number itself.",
    &[("fractions.Fraction(3, 4).conjugate()", "Fraction(3, 4)")],
    |_, args| Ok(args.this.clone()),
);

static IS_INTEGER: Builtin = method(
    "is_integer",
    &[],
    "Whether the denominator is one.",
    &[("fractions.Fraction(4, 2).is_integer()", "True")],
    |_, args| Ok(Value::Bool(receiver(args.this)?.denominator.is_one())),
);

static LIMIT_DENOMINATOR: Builtin = method(
    "limit_denominator",
    &[Param::new("max_denominator")
        .or_named()
        .or(Fallback::Int(1_000_000))],
    "The nearest fraction whose denominator is not larger.",
    &[(
        "fractions.Fraction(math.pi).limit_denominator(1000)",
        "Fraction(355, 113)",
    )],
    |interp, args| {
        let (limit,): (&Value,) = args.unpack(interp)?;
        let limit =
            Int::of(limit).ok_or_else(|| wording::not_comparable("<", limit, &Value::Int(1)))?;
        if limit.is_negative() || limit.is_zero() {
            return Err(wording::value_error("max_denominator should be at least 1"));
        }
        limited(interp, receiver(args.this)?, &limit.big()).map(Fraction::into_value)
    },
);

/// The best approximation, between the last two convergents of the continued fraction that stay below the limit.
fn limited(interp: &mut Interp, fraction: &Fraction, limit: &BigInt) -> Result<Fraction> {
    if fraction.denominator <= *limit {
        return Ok(fraction.clone());
    }
    let (mut before, mut last) = (
        (BigInt::zero(), BigInt::one()),
        (BigInt::one(), BigInt::zero()),
    );
    let (mut above, mut below) = (fraction.numerator.clone(), fraction.denominator.clone());
    loop {
        interp.tick()?;
        let (quotient, rest) = int::floor(interp, &above, &below)?;
        let denominator = &before.1 + &quotient * &last.1;
        if denominator > *limit {
            break;
        }
        let next = (&before.0 + quotient * &last.0, denominator);
        before = std::mem::replace(&mut last, next);
        above = std::mem::replace(&mut below, rest);
    }
    let steps = int::floor(interp, &(limit - &before.1), &last.1)?.0;
    let farther = (&before.0 + &steps * &last.0, &before.1 + steps * &last.1);
    // The later convergent wins unless the other bound is strictly nearer.
    let later = int::multiply(interp, &(2_u32 * below), &farther.1)? <= fraction.denominator;
    let (numerator, denominator) = if later { last } else { farther };
    Ok(Fraction {
        numerator,
        denominator,
    })
}

static FROM_FLOAT: Builtin = method(
    "from_float",
    &[Param::new("f").or_named()],
    "The exact value of a float.",
    &[("fractions.Fraction.from_float(0.25)", "Fraction(1, 4)")],
    |interp, args| {
        let (value,): (&Value,) = args.unpack(interp)?;
        match value {
            Value::Float(number) => from_float(*number).map(Fraction::into_value),
            _ => from_int(interp, value, "from_float", "floats"),
        }
    },
);

static FROM_DECIMAL: Builtin = method(
    "from_decimal",
    &[Param::new("dec").or_named()],
    "The exact value of a decimal number or an integer.",
    &[("fractions.Fraction.from_decimal(3)", "Fraction(3, 1)")],
    |interp, args| {
        let (value,): (&Value,) = args.unpack(interp)?;
        from_int(interp, value, "from_decimal", "Decimals")
    },
);

fn from_int(interp: &mut Interp, value: &Value, function: &str, what: &str) -> Result<Value> {
    match Int::of(value) {
        Some(number) => Ok(Fraction::whole(number.big().into_owned()).into_value()),
        None => {
            let shown = repr::repr(interp, value)?;
            Err(wording::type_error(format!(
                "Fraction.{function}() only takes {what}, not {shown} ({})",
                type_name(value)
            )))
        }
    }
}

/// The methods, sorted by name.
pub(super) static METHODS: &[&Builtin] = &[
    &AS_INTEGER_RATIO,
    &CONJUGATE,
    &IS_INTEGER,
    &LIMIT_DENOMINATOR,
];

/// The class methods, sorted by name.
pub(super) static CLASS_METHODS: &[&Builtin] = &[&FROM_DECIMAL, &FROM_FLOAT];

/// The computed attributes, sorted by name.
pub(super) static GETTERS: &[Getter] = &[
    Getter {
        name: "denominator",
        doc: "The denominator, which is positive.",
        get: |_, value| Ok(Value::int(receiver(value)?.denominator.clone())),
    },
    Getter {
        name: "imag",
        doc: "Zero: the imaginary part.",
        get: |_, _| Ok(Value::Int(0)),
    },
    Getter {
        name: "numerator",
        doc: "The numerator, which has the sign.",
        get: |_, value| Ok(Value::int(receiver(value)?.numerator.clone())),
    },
    Getter {
        name: "real",
        doc: "The number itself: the real part.",
        get: |_, value| Ok(value.clone()),
    },
];
