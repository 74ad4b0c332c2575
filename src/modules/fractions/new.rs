//! `Fraction(numerator, denominator)` and `Fraction(text)`.

use num_bigint::BigInt;
use num_traits::One;

use super::Fraction;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::{arith, convert, repr};
use crate::runtime::table::{Builtin, Fallback, Param, Params, Wording};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::BinaryOp;
use crate::types::int;
use crate::types::str::unicode::{decimal_value, is_space};

pub(super) static NEW: Builtin = Builtin {
    name: "__new__",
    owner: "Fraction",
    params: Params::new(&[
        Param::new("numerator").or_named().or(Fallback::Int(0)),
        Param::new("denominator").or_named().or(Fallback::None),
    ]),
    wording: Wording::Def,
    doc: "A fraction from two integers, from any rational number or float, or from text.",
    examples: &[
        ("fractions.Fraction(2, 4)", "Fraction(1, 2)"),
        ("fractions.Fraction('0.125')", "Fraction(1, 8)"),
    ],
    run: new,
};

fn new(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (numerator, denominator): (&Value, &Value) = args.unpack(interp)?;
    if denominator.is_none() {
        return from_one(interp, numerator).map(Fraction::into_value);
    }
    let (Some(a), Some(b)) = (Fraction::of(numerator), Fraction::of(denominator)) else {
        return Err(wording::type_error(
            "both arguments should be Rational instances",
        ));
    };
    let above = int::multiply(interp, &a.numerator, &b.denominator)?;
    let below = int::multiply(interp, &a.denominator, &b.numerator)?;
    Fraction::reduced(interp, above, below).map(Fraction::into_value)
}

fn from_one(interp: &mut Interp, value: &Value) -> Result<Fraction> {
    if let Some(fraction) = Fraction::of(value) {
        return Ok(fraction);
    }
    match value {
        Value::Float(number) => from_float(*number),
        Value::Str(text) => {
            interp.reserve(text.as_str().len())?;
            let text: Vec<char> = text.as_str().chars().collect();
            match Text::read(&text) {
                Some(parts) => parts.fraction(interp),
                None => {
                    let shown = repr::repr(interp, value)?;
                    Err(wording::value_error(format!(
                        "Invalid literal for Fraction: {shown}"
                    )))
                }
            }
        }
        _ => Err(wording::type_error(
            "argument should be a string or a Rational instance",
        )),
    }
}

/// The exact value of a float.
///
/// # Errors
/// `OverflowError` for infinity, `ValueError` for a NaN.
pub(super) fn from_float(number: f64) -> Result<Fraction> {
    if number.is_nan() {
        return Err(wording::value_error("cannot convert NaN to integer ratio"));
    }
    if number.is_infinite() {
        return Err(wording::overflow_error(
            "cannot convert Infinity to integer ratio",
        ));
    }
    Ok(Fraction::from_float(number))
}

/// The parts of `-12/34` or `-1.25e-3`; digits are ASCII, without underscores.
#[derive(Default)]
struct Text {
    negative: bool,
    whole: String,
    denominator: Option<String>,
    decimal: String,
    exponent: Option<(bool, String)>,
}

impl Text {
    fn read(text: &[char]) -> Option<Text> {
        let mut scan = Scan { text, at: 0 };
        let mut parts = Text::default();
        scan.spaces();
        parts.negative = scan.sign();
        parts.whole = scan.digits()?;
        let before = scan.at;
        scan.spaces();
        if scan.accept('/') {
            scan.spaces();
            parts.denominator = Some(scan.digits().filter(|digits| !digits.is_empty())?);
        } else {
            scan.at = before;
            if scan.accept('.') {
                parts.decimal = scan.digits()?;
            }
            if !(parts.whole.is_empty() && parts.decimal.is_empty())
                && (scan.accept('e') || scan.accept('E'))
            {
                let negative = scan.sign();
                let digits = scan.digits().filter(|digits| !digits.is_empty())?;
                parts.exponent = Some((negative, digits));
            }
        }
        let empty = parts.whole.is_empty() && parts.decimal.is_empty();
        scan.spaces();
        let lacks_numerator = parts.whole.is_empty() && parts.denominator.is_some();
        (!empty && !lacks_numerator && scan.at == text.len()).then_some(parts)
    }

    fn fraction(self, interp: &mut Interp) -> Result<Fraction> {
        let mut numerator = number(interp, &self.whole)?;
        let mut denominator = match &self.denominator {
            Some(digits) => number(interp, digits)?,
            None => BigInt::one(),
        };
        if !self.decimal.is_empty() {
            let scale = power_of_ten(interp, &Value::from(self.decimal.len()))?;
            numerator = numerator * &scale + number(interp, &self.decimal)?;
            denominator = scale;
        }
        if let Some((negative, digits)) = &self.exponent {
            let exponent = Value::int(number(interp, digits)?);
            let scale = power_of_ten(interp, &exponent)?;
            if *negative {
                denominator = int::multiply(interp, &denominator, &scale)?;
            } else {
                numerator = int::multiply(interp, &numerator, &scale)?;
            }
        }
        if self.negative {
            numerator = -numerator;
        }
        Fraction::reduced(interp, numerator, denominator)
    }
}

fn number(interp: &mut Interp, digits: &str) -> Result<BigInt> {
    let digits = if digits.is_empty() { "0" } else { digits };
    let value = int::parse(interp, digits.as_bytes(), 10)?.unwrap_or(Value::Int(0));
    convert::to_bigint(&value)
}

fn power_of_ten(interp: &mut Interp, exponent: &Value) -> Result<BigInt> {
    let power = arith::binary(interp, BinaryOp::Pow, &Value::Int(10), exponent)?;
    convert::to_bigint(&power)
}

struct Scan<'a> {
    text: &'a [char],
    at: usize,
}

impl Scan<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    fn accept(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn spaces(&mut self) {
        while self.peek().is_some_and(is_space) {
            self.at += 1;
        }
    }

    /// Whether there is a minus; a plus is passed over.
    fn sign(&mut self) -> bool {
        !self.accept('+') && self.accept('-')
    }

    /// Digits, perhaps none, of any script; `None` when an underscore is not between two of them.
    fn digits(&mut self) -> Option<String> {
        let mut digits = String::new();
        let mut after_underscore = false;
        while let Some(next) = self.peek() {
            if let Some(value) = decimal_value(next) {
                digits.push(char::from(b'0' + value));
                after_underscore = false;
            } else if next == '_' && !digits.is_empty() && !after_underscore {
                after_underscore = true;
            } else {
                break;
            }
            self.at += 1;
        }
        (!after_underscore).then_some(digits)
    }
}
