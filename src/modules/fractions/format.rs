//! `format(fraction, spec)`: as a ratio, or in the styles of floats with exact digits.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use super::Fraction;
use crate::runtime::error::Result;
use crate::runtime::interp::Interp;
use crate::runtime::ops::{arith, convert, repr};
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::syntax::ast::BinaryOp;
use crate::types::int;

/// A format specification.
struct Spec {
    fill: char,
    align: char,
    sign: Option<char>,
    no_negative_zero: bool,
    alternate: bool,
    zero_padded: bool,
    width: usize,
    separator: Option<char>,
    precision: usize,
    /// `None` writes the ratio.
    style: Option<char>,
}

impl Spec {
    fn read(text: &str) -> Option<Spec> {
        let text: Vec<char> = text.chars().collect();
        let is_align = |at: usize| matches!(text.get(at), Some('<' | '>' | '=' | '^'));
        let (fill, align, mut at) = if is_align(1) {
            (*text.first()?, *text.get(1)?, 2)
        } else if is_align(0) {
            (' ', *text.first()?, 1)
        } else {
            (' ', '>', 0)
        };
        let accept = |at: &mut usize, wanted: &[char]| {
            let found = text.get(*at).copied().filter(|c| wanted.contains(c));
            *at += usize::from(found.is_some());
            found
        };
        let sign = accept(&mut at, &['-', '+', ' ']);
        let no_negative_zero = accept(&mut at, &['z']).is_some();
        let alternate = accept(&mut at, &['#']).is_some();
        let digits = |at: &mut usize| {
            let start = *at;
            while text.get(*at).is_some_and(char::is_ascii_digit) {
                *at += 1;
            }
            text.get(start..*at)
                .unwrap_or_default()
                .iter()
                .collect::<String>()
        };
        let width = digits(&mut at);
        let zero_padded = width.len() > 1 && width.starts_with('0');
        let separator = accept(&mut at, &[',', '_']);
        let precision = if accept(&mut at, &['.']).is_some() {
            Some(digits(&mut at))
                .filter(|digits| !digits.is_empty())
                .map(Some)?
        } else {
            None
        };
        let style = accept(&mut at, &['e', 'E', 'f', 'F', 'g', 'G', '%']);
        let floats_only = no_negative_zero || zero_padded || precision.is_some();
        // Zeros in front of the width are an alignment of their own, so both together say nothing clear.
        let aligned_twice = zero_padded && (is_align(0) || is_align(1));
        if at != text.len() || aligned_twice || (style.is_none() && floats_only) {
            return None;
        }
        let count = |digits: &str| match digits {
            "" => Some(0),
            digits => digits.parse().ok(),
        };
        Some(Spec {
            fill,
            align,
            sign: sign.filter(|sign| *sign != '-'),
            no_negative_zero,
            alternate,
            zero_padded,
            width: count(&width)?,
            separator,
            precision: match precision {
                Some(digits) => count(&digits)?,
                None => 6,
            },
            style,
        })
    }
}

/// `format(fraction, spec)`
///
/// # Errors
/// `ValueError` when the spec is no spec of fractions.
pub(super) fn format(interp: &mut Interp, fraction: &Fraction, text: &str) -> Result<String> {
    let Some(spec) = Spec::read(text) else {
        let shown = repr::repr(interp, &Value::str(text))?;
        return Err(wording::value_error(format!(
            "Invalid format specifier {shown} for object of type 'Fraction'"
        )));
    };
    interp.reserve(spec.width.saturating_mul(4))?;
    match spec.style {
        Some(style) => as_float(interp, fraction, &spec, style),
        None => as_ratio(interp, fraction, &spec),
    }
}

fn as_ratio(interp: &mut Interp, fraction: &Fraction, spec: &Spec) -> Result<String> {
    let mut body = int::to_decimal(interp, &fraction.numerator.abs())?;
    body = grouped(&body, spec.separator);
    if spec.alternate || !fraction.denominator.is_one() {
        let denominator = int::to_decimal(interp, &fraction.denominator)?;
        body.push('/');
        body.push_str(&grouped(&denominator, spec.separator));
    }
    Ok(padded(spec, fraction.numerator.is_negative(), &body))
}

/// The digits in groups of three from the right.
fn grouped(digits: &str, separator: Option<char>) -> String {
    let Some(separator) = separator else {
        return digits.to_owned();
    };
    let mut out = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

fn sign_of(spec: &Spec, negative: bool) -> String {
    match (negative, spec.sign) {
        (true, _) => "-".to_owned(),
        (false, Some(sign)) => sign.to_string(),
        (false, None) => String::new(),
    }
}

fn padded(spec: &Spec, negative: bool, body: &str) -> String {
    let sign = sign_of(spec, negative);
    let missing = spec.width.saturating_sub(sign.len() + body.len());
    let fill = |count: usize| spec.fill.to_string().repeat(count);
    match spec.align {
        '<' => format!("{sign}{body}{}", fill(missing)),
        '^' => {
            let half = missing / 2;
            format!("{}{sign}{body}{}", fill(half), fill(missing - half))
        }
        '=' => format!("{sign}{}{body}", fill(missing)),
        _ => format!("{}{sign}{body}", fill(missing)),
    }
}

/// A decimal number: its digits times ten to a power.
struct Decimal {
    negative: bool,
    digits: BigInt,
    exponent: i64,
}

fn as_float(interp: &mut Interp, fraction: &Fraction, spec: &Spec, style: char) -> Result<String> {
    interp.reserve(spec.precision)?;
    let precision = i64::try_from(spec.precision).unwrap_or(i64::MAX / 4);
    let general = matches!(style, 'g' | 'G');
    let (decimal, scientific, after_point) = if matches!(style, 'f' | 'F' | '%') {
        let exponent = -precision - if style == '%' { 2 } else { 0 };
        let decimal = to_exponent(interp, fraction, exponent, spec.no_negative_zero)?;
        (decimal, false, precision)
    } else {
        let figures = if general {
            precision.max(1)
        } else {
            precision + 1
        };
        let decimal = to_figures(interp, fraction, figures, spec.no_negative_zero)?;
        let exponent = decimal.exponent;
        let scientific = !general || exponent > 0 || exponent + figures <= -4;
        let after_point = if scientific { figures - 1 } else { -exponent };
        (decimal, scientific, after_point)
    };
    let suffix = if style == '%' {
        "%".to_owned()
    } else if scientific {
        let power = decimal.exponent + after_point;
        let mark = if matches!(style, 'E' | 'G') { 'E' } else { 'e' };
        let sign = if power < 0 { '-' } else { '+' };
        format!("{mark}{sign}{:02}", power.unsigned_abs())
    } else {
        String::new()
    };
    let after_point = usize::try_from(after_point).unwrap_or(0);
    let digits = int::to_decimal(interp, &decimal.digits)?;
    let digits = format!("{digits:0>width$}", width = after_point + 1);
    let (leading, decimals) = digits.split_at(digits.len() - after_point);
    let decimals = if general && !spec.alternate {
        decimals.trim_end_matches('0')
    } else {
        decimals
    };
    let point = if decimals.is_empty() && !spec.alternate {
        ""
    } else {
        "."
    };
    let trailing = format!("{point}{decimals}{suffix}");
    let mut leading = leading.to_owned();
    if spec.zero_padded {
        let sign = sign_of(spec, decimal.negative);
        let room = spec.width.saturating_sub(sign.len() + trailing.len());
        // Separators stand among the zeros too and take their share of the room.
        let zeros = match spec.separator {
            Some(_) if room > 0 => 3 * room / 4 + 1,
            _ => room,
        };
        leading = format!("{leading:0>zeros$}");
    }
    let body = grouped(&leading, spec.separator) + &trailing;
    Ok(padded(spec, decimal.negative, &body))
}

/// The nearest multiple of ten to that power, halves to the even one.
fn to_exponent(
    interp: &mut Interp,
    fraction: &Fraction,
    exponent: i64,
    no_negative_zero: bool,
) -> Result<Decimal> {
    let size = Value::int(BigInt::from(exponent.unsigned_abs()));
    let scale = arith::binary(interp, BinaryOp::Pow, &Value::Int(10), &size)?;
    let scale = convert::to_bigint(&scale)?;
    let (mut above, mut below) = (fraction.numerator.clone(), fraction.denominator.clone());
    if exponent >= 0 {
        below = int::multiply(interp, &below, &scale)?;
    } else {
        above = int::multiply(interp, &above, &scale)?;
    }
    let (mut quotient, rest) = int::floor(interp, &(above + (&below >> 1)), &below)?;
    if rest.is_zero() && below.is_even() && quotient.is_odd() {
        quotient -= 1_u32;
    }
    let negative = if no_negative_zero {
        quotient.is_negative()
    } else {
        fraction.numerator.is_negative()
    };
    Ok(Decimal {
        negative,
        digits: quotient.abs(),
        exponent,
    })
}

/// The nearest number of so many figures.
fn to_figures(
    interp: &mut Interp,
    fraction: &Fraction,
    figures: i64,
    no_negative_zero: bool,
) -> Result<Decimal> {
    if fraction.numerator.is_zero() {
        return Ok(Decimal {
            negative: false,
            digits: BigInt::zero(),
            exponent: 1 - figures,
        });
    }
    let above = int::to_decimal(interp, &fraction.numerator.abs())?;
    let below = int::to_decimal(interp, &fraction.denominator)?;
    let length = |text: &str| i64::try_from(text.len()).unwrap_or(i64::MAX / 4);
    let magnitude = length(&above) - length(&below) + i64::from(below <= above);
    let mut decimal = to_exponent(interp, fraction, magnitude - figures, no_negative_zero)?;
    let digits = int::to_decimal(interp, &decimal.digits)?;
    if length(&digits) == figures + 1 {
        decimal.digits /= 10_u32;
        decimal.exponent += 1;
    }
    Ok(decimal)
}
