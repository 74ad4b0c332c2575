//! Builtin functions over numbers: `abs`, `bin`, `divmod`, `hex`, `oct`, `pow`; `round` has a file of its own.

use num_bigint::BigInt;

use super::round::ROUND;
use crate::runtime::error::{Error, Result};
use crate::runtime::interp::Interp;
use crate::runtime::ops::arith::{self, Number};
use crate::runtime::ops::attr::type_name;
use crate::runtime::table::{Builtin, Fallback, Member, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::BinaryOp;
use crate::types::int::Int;
use crate::types::{float, int};

/// A function of one number.
const fn unary(
    name: &'static str,
    param: &'static [Param],
    doc: &'static str,
    examples: &'static [(&'static str, &'static str)],
    run: fn(&mut Interp, Args<'_>) -> Result<Value>,
) -> Builtin {
    Builtin {
        name,
        owner: "",
        params: Params::new(param),
        wording: Wording::One,
        doc,
        examples,
        run,
    }
}

static ABS: Builtin = unary(
    "abs",
    &[Param::new("x")],
    "The absolute value of a number.",
    &[("abs(-5)", "5"), ("abs(3+4j)", "5.0")],
    abs,
);

fn abs(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (value,): (&Value,) = args.unpack(interp)?;
    match Number::of(value) {
        Some(Number::Int(Int::Small(number))) => Ok(number
            .checked_abs()
            .map_or_else(|| Value::int(-BigInt::from(number)), Value::Int)),
        Some(Number::Int(Int::Big(number))) => {
            interp.reserve(8 * int::limbs(number))?;
            Ok(Value::int(BigInt::from(number.magnitude().clone())))
        }
        Some(Number::Float(number)) => Ok(interp.float(number.abs())),
        Some(Number::Complex(number)) => {
            let size = number.re.hypot(number.im);
            if size.is_infinite() && number.re.is_finite() && number.im.is_finite() {
                return Err(wording::overflow_error("absolute value too large"));
            }
            Ok(interp.float(size))
        }
        None => match value {
            Value::Object(object) => object.abs(interp).unwrap_or_else(|| Err(no_abs(value))),
            _ => Err(no_abs(value)),
        },
    }
}

fn no_abs(value: &Value) -> Error {
    wording::type_error(format!(
        "bad operand type for abs(): '{}'",
        type_name(value)
    ))
}

static BIN: Builtin = unary(
    "bin",
    &[Param::new("number")],
    "The binary digits of an integer, after 0b.",
    &[("bin(10)", "'0b1010'"), ("bin(-2)", "'-0b10'")],
    |interp, args| {
        digits(interp, args, 1, |number| match number {
            Int::Small(number) => signed(number, format!("{:#b}", number.unsigned_abs())),
            Int::Big(number) => format!("{number:#b}"),
        })
    },
);

static OCT: Builtin = unary(
    "oct",
    &[Param::new("number")],
    "The octal digits of an integer, after 0o.",
    &[("oct(8)", "'0o10'")],
    |interp, args| {
        digits(interp, args, 3, |number| match number {
            Int::Small(number) => signed(number, format!("{:#o}", number.unsigned_abs())),
            Int::Big(number) => format!("{number:#o}"),
        })
    },
);

static HEX: Builtin = unary(
    "hex",
    &[Param::new("number")],
    "The hexadecimal digits of an integer, after 0x.",
    &[("hex(255)", "'0xff'")],
    |interp, args| {
        digits(interp, args, 4, |number| match number {
            Int::Small(number) => signed(number, format!("{:#x}", number.unsigned_abs())),
            Int::Big(number) => format!("{number:#x}"),
        })
    },
);

fn digits(
    interp: &mut Interp,
    args: Args<'_>,
    bits_each: u64,
    write: fn(Int<'_>) -> String,
) -> Result<Value> {
    let (value,): (&Value,) = args.unpack(interp)?;
    let number = Int::of(value).ok_or_else(|| wording::not_an_integer(value))?;
    interp.reserve(usize::try_from(number.bits() / bits_each).unwrap_or(usize::MAX))?;
    Ok(Value::from(write(number)))
}

fn signed(number: i64, digits: String) -> String {
    if number < 0 {
        format!("-{digits}")
    } else {
        digits
    }
}

static DIVMOD: Builtin = Builtin {
    name: "divmod",
    owner: "",
    params: Params::new(&[Param::new("x"), Param::new("y")]),
    wording: Wording::Positional,
    doc: "The quotient rounded down and the remainder.",
    examples: &[("divmod(7, 2)", "(3, 1)"), ("divmod(-7, 2)", "(-4, 1)")],
    run: divmod,
};

fn divmod(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (x, y): (&Value, &Value) = args.unpack(interp)?;
    let floats = match (Number::of(x), Number::of(y)) {
        (Some(Number::Int(a)), Some(Number::Int(b))) => return int_divmod(interp, a, b),
        (Some(Number::Float(a)), Some(Number::Float(b))) => Some((a, b)),
        (Some(Number::Int(a)), Some(Number::Float(b))) => Some((a.to_float()?, b)),
        (Some(Number::Float(a)), Some(Number::Int(b))) => Some((a, b.to_float()?)),
        // A fraction turns into a float beside one.
        (Some(Number::Float(a)), None) => object_to_float(interp, y).transpose()?.map(|b| (a, b)),
        (None, Some(Number::Float(b))) => object_to_float(interp, x).transpose()?.map(|a| (a, b)),
        _ => None,
    };
    if let Some((a, b)) = floats {
        if b == 0.0 {
            return Err(wording::zero_division("float divmod()"));
        }
        let (quotient, rest) = float::div_mod(a, b);
        return Ok(Value::pair(interp.float(quotient), interp.float(rest)));
    }
    // `%` on text is formatting and no part of `divmod`; only objects may have both operators.
    if matches!(x, Value::Object(_)) || matches!(y, Value::Object(_)) {
        let quotient = arith::try_binary(interp, BinaryOp::FloorDiv, x, y)?;
        if let Some(quotient) = quotient
            && let Some(rest) = arith::try_binary(interp, BinaryOp::Mod, x, y)?
        {
            return Ok(Value::pair(quotient, rest));
        }
    }
    Err(wording::unsupported_operands("divmod()", x, y))
}

fn object_to_float(interp: &mut Interp, value: &Value) -> Option<Result<f64>> {
    if let Value::Object(object) = value {
        object.to_float(interp)
    } else {
        None
    }
}

fn int_divmod(interp: &mut Interp, a: Int<'_>, b: Int<'_>) -> Result<Value> {
    if b.is_zero() {
        return Err(wording::zero_division("integer division or modulo by zero"));
    }
    if let (Int::Small(a), Int::Small(b)) = (a, b)
        && let Some(quotient) = int::small(BinaryOp::FloorDiv, a, b)
        && let Some(rest) = int::small(BinaryOp::Mod, a, b)
    {
        return Ok(Value::pair(quotient, rest));
    }
    let (quotient, rest) = int::floor(interp, &a.big(), &b.big())?;
    Ok(Value::pair(Value::int(quotient), Value::int(rest)))
}

static POW: Builtin = Builtin {
    name: "pow",
    owner: "",
    params: Params::new(&[
        Param::new("base").or_named(),
        Param::new("exp").or_named(),
        Param::new("mod").or_named().or(Fallback::None),
    ]),
    wording: Wording::Clinic,
    doc: "A power, perhaps modulo a third integer.",
    examples: &[("pow(2, 10)", "1024"), ("pow(3, -1, 7)", "5")],
    run: pow,
};

fn pow(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (base, exponent, modulus): (&Value, &Value, &Value) = args.unpack(interp)?;
    if modulus.is_none() {
        return arith::binary(interp, BinaryOp::Pow, base, exponent);
    }
    if object_to_float(interp, base).is_some() {
        // The number types of the library are written in Python and know no modulus.
        return Err(wording::type_error(format!(
            "{}.__pow__() takes 2 positional arguments but 3 were given",
            type_name(base)
        )));
    }
    let numbers = [base, exponent, modulus].map(Number::of);
    if let [
        Some(Number::Int(a)),
        Some(Number::Int(b)),
        Some(Number::Int(m)),
    ] = numbers
    {
        return int::modular(interp, &a.big(), &b.big(), &m.big()).map(Value::int);
    }
    // Each operand's type is asked in turn: floats refuse, complex numbers refuse once both others are numbers.
    for number in &numbers {
        match number {
            Some(Number::Float(_)) => {
                return Err(wording::type_error(
                    "pow() 3rd argument not allowed unless all arguments are integers",
                ));
            }
            Some(Number::Complex(_)) if numbers.iter().take(2).all(Option::is_some) => {
                return Err(wording::value_error("complex modulo"));
            }
            Some(Number::Complex(_) | Number::Int(_)) | None => {}
        }
    }
    Err(wording::type_error(format!(
        "unsupported operand type(s) for ** or pow(): '{}', '{}', '{}'",
        type_name(base),
        type_name(exponent),
        type_name(modulus)
    )))
}

/// The functions, sorted by name.
pub(super) static MEMBERS: &[Member] = &[
    Member::function(&ABS),
    Member::function(&BIN),
    Member::function(&DIVMOD),
    Member::function(&HEX),
    Member::function(&OCT),
    Member::function(&POW),
    Member::function(&ROUND),
];
