//! The methods and attributes of `int`; `bool` inherits them.

use num_bigint::BigInt;

use super::Int;
use super::bytes::{FROM_BYTES, TO_BYTES};
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::table::{Builtin, Getter, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;

/// A method without parameters.
const fn plain(
    name: &'static str,
    doc: &'static str,
    examples: &'static [(&'static str, &'static str)],
    run: fn(&mut Interp, Args<'_>) -> Result<Value>,
) -> Builtin {
    Builtin {
        name,
        owner: "int",
        params: Params::new(&[]),
        wording: Wording::NoArguments,
        doc,
        examples,
        run,
    }
}

/// The number that a method belongs to.
pub(super) fn receiver<'a>(args: &Args<'a>) -> Result<Int<'a>> {
    Int::of(args.this).ok_or_else(|| wording::not_an_integer(args.this))
}

/// The value as a plain `int`: `True` becomes 1.
fn plain_int(value: &Value) -> Value {
    match value {
        Value::Bool(value) => Value::Int(i64::from(*value)),
        other => other.clone(),
    }
}

static AS_INTEGER_RATIO: Builtin = plain(
    "as_integer_ratio",
    "The number and 1, whose ratio is the number.",
    &[("(5).as_integer_ratio()", "(5, 1)")],
    |_, args| Ok(Value::pair(plain_int(args.this), Value::Int(1))),
);

static BIT_COUNT: Builtin = plain(
    "bit_count",
    "How many ones the binary form of the absolute value has.",
    &[("(13).bit_count()", "3")],
    |interp, args| {
        Ok(Value::Int(match receiver(&args)? {
            Int::Small(number) => i64::from(number.unsigned_abs().count_ones()),
            Int::Big(number) => {
                interp.charge(super::limbs(number))?;
                let ones = number
                    .iter_u64_digits()
                    .map(|word| i64::from(word.count_ones()));
                ones.sum()
            }
        }))
    },
);

static BIT_LENGTH: Builtin = plain(
    "bit_length",
    "How many binary digits the absolute value needs.",
    &[("(37).bit_length()", "6")],
    |_, args| Ok(Value::int(BigInt::from(receiver(&args)?.bits()))),
);

static CONJUGATE: Builtin = plain(
    "conjugate",
    "The number itself.",
    &[("(5).conjugate()", "5")],
    |_, args| Ok(plain_int(args.this)),
);

static IS_INTEGER: Builtin = plain(
    "is_integer",
    "True: an integer has no fraction.",
    &[("(5).is_integer()", "True")],
    |_, _| Ok(Value::Bool(true)),
);

/// The methods, sorted by name.
pub(super) static METHODS: &[&Builtin] = &[
    &AS_INTEGER_RATIO,
    &BIT_COUNT,
    &BIT_LENGTH,
    &CONJUGATE,
    &IS_INTEGER,
    &TO_BYTES,
];

/// The class methods, sorted by name.
pub(super) static CLASS_METHODS: &[&Builtin] = &[&FROM_BYTES];

/// The computed attributes, sorted by name.
pub(super) static GETTERS: &[Getter] = &[
    Getter {
        name: "denominator",
        doc: "One: the denominator in lowest terms.",
        get: |_, _| Ok(Value::Int(1)),
    },
    Getter {
        name: "imag",
        doc: "Zero: the imaginary part.",
        get: |_, _| Ok(Value::Int(0)),
    },
    Getter {
        name: "numerator",
        doc: "The number itself: the numerator in lowest terms.",
        get: |_, value| Ok(plain_int(value)),
    },
    Getter {
        name: "real",
        doc: "The number itself: the real part.",
        get: |_, value| Ok(plain_int(value)),
    },
];
