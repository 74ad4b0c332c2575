//! `'%d of %s' % (1, 'x')`, of `str` and of `bytes`.
//!
//! The two share everything but a few messages and what `%s` and `%c` take; `Flavour` tells them apart.
//! Python's manual: <https://docs.python.org/3.13/library/stdtypes.html#printf-style-string-formatting>.

use crate::runtime::error::{Error, Result};
use crate::runtime::exception::ExcKind;
use crate::runtime::format::directive::{Cursor, Directive};
use crate::runtime::format::{float as float_format, int as int_format, text as text_format};
use crate::runtime::interp::Interp;
use crate::runtime::ops::attr::type_name;
use crate::runtime::ops::{convert, format, index, repr};
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::bytes::Bytes;
use crate::types::float::layout::{FloatStyle, Layout, float_text};
use crate::types::str::Str;

/// The largest precision, as CPython has it.
const MOST_PRECISION: usize = 0x7fff_ffff;

/// `text % operand`
///
/// # Errors
/// `ValueError` for a malformed template, `TypeError` for values that do not fit it.
pub fn format_str(interp: &mut Interp, text: &Str, operand: &Value) -> Result<Value> {
    let out = run(interp, Flavour::Str(text.as_str()), operand)?;
    // The template is a text and only whole texts were added to it.
    Ok(Value::from(String::from_utf8(out).unwrap_or_default()))
}

/// `data % operand`
///
/// # Errors
/// As [`format_str`].
pub fn format_bytes(interp: &mut Interp, data: &Bytes, operand: &Value) -> Result<Value> {
    run(interp, Flavour::Bytes(data.as_slice()), operand).map(Value::bytes)
}

/// Which of the two types is formatted.
#[derive(Clone, Copy)]
enum Flavour<'a> {
    Str(&'a str),
    Bytes(&'a [u8]),
}

/// What is left of the right operand.
struct Operands<'a> {
    /// The operand itself.
    whole: &'a Value,
    /// Whether it may be looked into by key.
    mapping: bool,
    /// Whether a key was used, which ends the count of values.
    keyed: bool,
    /// Values taken so far.
    taken: usize,
}

impl Operands<'_> {
    /// The next value: of a tuple its items, else the operand itself, once.
    fn next(&mut self) -> Result<Value> {
        let value = match self.whole {
            Value::Tuple(items) if !self.keyed => items.as_slice().get(self.taken),
            _ if self.keyed || self.taken > 0 => None,
            whole => Some(whole),
        };
        self.taken += 1;
        value
            .cloned()
            .ok_or_else(|| wording::type_error("not enough arguments for format string"))
    }

    fn next_number(&mut self) -> Result<Value> {
        let value = self.next()?;
        match value {
            Value::Int(_) | Value::Bool(_) | Value::Big(_) => Ok(value),
            _ => Err(wording::type_error("* wants int")),
        }
    }

    fn all_used(&self) -> bool {
        self.mapping
            || match self.whole {
                Value::Tuple(items) => self.taken >= items.as_slice().len(),
                _ => self.taken > 0,
            }
    }
}

fn run(interp: &mut Interp, flavour: Flavour<'_>, operand: &Value) -> Result<Vec<u8>> {
    let data = match flavour {
        Flavour::Str(text) => text.as_bytes(),
        Flavour::Bytes(data) => data,
    };
    let mut cursor = Cursor { data, at: 0 };
    let mut operands = Operands {
        whole: operand,
        mapping: is_mapping(operand, flavour),
        keyed: false,
        taken: 0,
    };
    let mut out = Vec::new();
    interp.reserve(data.len())?;
    loop {
        interp.tick()?;
        let (literal, more) = cursor.literal();
        out.extend_from_slice(literal);
        if !more {
            break;
        }
        if cursor.accept(b'%') {
            out.push(b'%');
            continue;
        }
        one(interp, flavour, &mut cursor, &mut operands, &mut out)?;
    }
    if operands.all_used() {
        return Ok(out);
    }
    let what = match flavour {
        Flavour::Str(_) => "string",
        Flavour::Bytes(_) => "bytes",
    };
    Err(wording::type_error(format!(
        "not all arguments converted during {what} formatting"
    )))
}

/// Whether `%(key)s` may look into the operand: it is subscriptable, no tuple, and not of the template's own type.
fn is_mapping(operand: &Value, flavour: Flavour<'_>) -> bool {
    match operand {
        Value::Dict(_) | Value::List(_) | Value::Range(_) => true,
        // Bytes that are formatted take text for one value, where text takes bytes for a mapping.
        Value::Str(_) => false,
        Value::Bytes(_) => matches!(flavour, Flavour::Str(_)),
        Value::Object(object) => object.is_subscriptable(),
        _ => false,
    }
}

/// One directive, from behind its `%`.
fn one(
    interp: &mut Interp,
    flavour: Flavour<'_>,
    cursor: &mut Cursor<'_>,
    operands: &mut Operands<'_>,
    out: &mut Vec<u8>,
) -> Result<()> {
    let mut selected = None;
    if cursor.accept(b'(') {
        if !operands.mapping {
            return Err(wording::type_error("format requires a mapping"));
        }
        let Some(key) = cursor.key() else {
            return Err(wording::value_error("incomplete format key"));
        };
        let key = match flavour {
            Flavour::Str(_) => Value::str(String::from_utf8_lossy(key).into_owned()),
            Flavour::Bytes(_) => Value::bytes(key),
        };
        operands.keyed = true;
        selected = Some(index::get_item(interp, operands.whole, &key)?);
    }
    let mut directive = Directive {
        flags: cursor.flags(),
        ..Directive::default()
    };
    if cursor.accept(b'*') {
        let width = take(&mut selected, operands, Operands::next_number)?;
        directive.set_width(convert::to_ssize(&width)?);
    } else {
        let most = usize::MAX / 2;
        directive.width = cursor
            .number(most)
            .ok_or_else(|| wording::value_error("width too big"))?;
    }
    if cursor.accept(b'.') {
        directive.precision = Some(precision(flavour, cursor, &mut selected, operands)?);
    }
    if matches!(cursor.peek(), Some(b'h' | b'l' | b'L')) {
        cursor.at += 1;
    }
    let Some(code) = code(flavour, cursor) else {
        return Err(wording::value_error("incomplete format"));
    };
    let value = take(&mut selected, operands, Operands::next)?;
    interp.reserve(directive.width.unwrap_or(0))?;
    let before = out.len();
    write(interp, flavour, (code, cursor), &directive, &value, out)?;
    interp.grown(before, out.len())
}

/// The value that a key selected, or the next in order.
fn take<'a>(
    selected: &mut Option<Value>,
    operands: &mut Operands<'a>,
    next: fn(&mut Operands<'a>) -> Result<Value>,
) -> Result<Value> {
    selected.take().map_or_else(|| next(operands), Ok)
}

fn precision(
    flavour: Flavour<'_>,
    cursor: &mut Cursor<'_>,
    selected: &mut Option<Value>,
    operands: &mut Operands<'_>,
) -> Result<usize> {
    if cursor.accept(b'*') {
        let value = take(selected, operands, Operands::next_number)?;
        let number = convert::to_ssize(&value)
            .ok()
            .and_then(|number| i32::try_from(number).ok());
        let Some(number) = number else {
            return Err(wording::overflow_error(
                "Python int too large to convert to C int",
            ));
        };
        return Ok(usize::try_from(number).unwrap_or(0));
    }
    let digits = cursor.number(MOST_PRECISION).ok_or_else(|| {
        wording::value_error(match flavour {
            Flavour::Str(_) => "precision too big",
            Flavour::Bytes(_) => "prec too big",
        })
    })?;
    Ok(digits.unwrap_or(0))
}

/// The conversion code, which in a text may be any character.
fn code(flavour: Flavour<'_>, cursor: &mut Cursor<'_>) -> Option<char> {
    let code = match flavour {
        Flavour::Str(text) => text.get(cursor.at..)?.chars().next()?,
        Flavour::Bytes(_) => char::from(cursor.peek()?),
    };
    cursor.at += match flavour {
        Flavour::Str(_) => code.len_utf8(),
        Flavour::Bytes(_) => 1,
    };
    Some(code)
}

/// Appends `value` as the directive with that code wants it.
fn write(
    interp: &mut Interp,
    flavour: Flavour<'_>,
    (code, cursor): (char, &Cursor<'_>),
    directive: &Directive,
    value: &Value,
    out: &mut Vec<u8>,
) -> Result<()> {
    match (code, flavour) {
        ('s', Flavour::Str(_)) => match value {
            Value::Str(text) => push_text(out, text.as_str(), directive),
            _ => push_text(out, &repr::str(interp, value)?, directive),
        },
        ('s' | 'b', Flavour::Bytes(_)) => {
            let Value::Bytes(data) = value else {
                return Err(wording::type_error(format!(
                    "%b requires a bytes-like object, or an object that implements __bytes__, not '{}'",
                    type_name(value)
                )));
            };
            push_bytes(out, data.as_slice(), directive);
        }
        ('r', Flavour::Str(_)) => push_text(out, &repr::repr(interp, value)?, directive),
        ('a', _) | ('r', Flavour::Bytes(_)) => {
            push_text(out, &repr::ascii(interp, value)?, directive)
        }
        ('c', Flavour::Str(_)) => {
            let mut buffer = [0; 4];
            let text: &str = character(value)?.encode_utf8(&mut buffer);
            push_text(
                out,
                text,
                &Directive {
                    precision: None,
                    ..*directive
                },
            );
        }
        ('c', Flavour::Bytes(_)) => {
            push_bytes(
                out,
                &[byte(value)?],
                &Directive {
                    precision: None,
                    ..*directive
                },
            );
        }
        // The formatting of bytes takes `i` for `d` before it complains.
        ('i', Flavour::Bytes(_)) => {
            out.extend_from_slice(integer(interp, 'd', directive, value)?.as_bytes());
        }
        ('d' | 'i' | 'u' | 'o' | 'x' | 'X', _) => {
            out.extend_from_slice(integer(interp, code, directive, value)?.as_bytes());
        }
        ('e' | 'E' | 'f' | 'F' | 'g' | 'G', _) => {
            out.extend_from_slice(float(interp, flavour, code, directive, value)?.as_bytes());
        }
        _ => return Err(unsupported(flavour, code, cursor)),
    }
    Ok(())
}

/// `unsupported format character 'y' (0x79) at index 1`, the index in characters.
#[cold]
fn unsupported(flavour: Flavour<'_>, code: char, cursor: &Cursor<'_>) -> Error {
    let position = match flavour {
        Flavour::Str(text) => text
            .get(..cursor.at)
            .unwrap_or_default()
            .chars()
            .count()
            .saturating_sub(1),
        Flavour::Bytes(_) if !code.is_ascii() => {
            return wording::overflow_error("character argument not in range(0x110000)");
        }
        Flavour::Bytes(_) => cursor.at - 1,
    };
    let shown = if matches!(code, '\x1f'..='~') {
        code
    } else {
        '?'
    };
    let number = u32::from(code);
    wording::value_error(format!(
        "unsupported format character '{shown}' (0x{number:x}) at index {position}"
    ))
}

fn push_text(out: &mut Vec<u8>, text: &str, directive: &Directive) {
    let mut padded = String::new();
    text_format::push_cut_and_padded(&mut padded, text, &directive.text_spec());
    out.extend_from_slice(padded.as_bytes());
}

fn push_bytes(out: &mut Vec<u8>, data: &[u8], directive: &Directive) {
    let shown = &data[..directive.precision.unwrap_or(data.len()).min(data.len())];
    let missing = directive.width.unwrap_or(0).saturating_sub(shown.len());
    let padding = std::iter::repeat_n(b' ', missing);
    if directive.flags.left {
        out.extend_from_slice(shown);
        out.extend(padding);
    } else {
        out.extend(padding);
        out.extend_from_slice(shown);
    }
}

/// What `%c` makes of a value.
fn character(value: &Value) -> Result<char> {
    let wrong = || wording::type_error("%c requires int or char");
    let out_of_range = || wording::overflow_error("%c arg not in range(0x110000)");
    match value {
        Value::Str(text) => {
            let mut chars = text.as_str().chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) => Ok(c),
                _ => Err(wrong()),
            }
        }
        Value::Int(_) | Value::Bool(_) => match u32::try_from(convert::to_ssize(value)?) {
            Ok(code @ 0..0x11_0000) => crate::types::str::character(code),
            _ => Err(out_of_range()),
        },
        Value::Big(_) => Err(out_of_range()),
        _ => Err(wrong()),
    }
}

/// What `%c` of bytes makes of a value.
fn byte(value: &Value) -> Result<u8> {
    let out_of_range = || wording::overflow_error("%c arg not in range(256)");
    match value {
        Value::Bytes(data) if data.as_slice().len() == 1 => Ok(data.as_slice()[0]),
        Value::Int(_) | Value::Bool(_) => {
            u8::try_from(convert::to_ssize(value)?).map_err(|_| out_of_range())
        }
        Value::Big(_) => Err(out_of_range()),
        _ => Err(wording::type_error(
            "%c requires an integer in range(256) or a single byte",
        )),
    }
}

fn integer(
    interp: &mut Interp,
    code: char,
    directive: &Directive,
    value: &Value,
) -> Result<String> {
    let whole = match value {
        Value::Int(_) | Value::Bool(_) | Value::Big(_) => value.clone(),
        _ if matches!(code, 'o' | 'x' | 'X') => {
            return Err(wording::type_error(format!(
                "%{code} format: an integer is required, not {}",
                type_name(value)
            )));
        }
        _ => truncated(interp, code, value)?,
    };
    let (base, prefix, upper) = match code {
        'o' => (8, "0o", false),
        'x' => (16, "0x", false),
        'X' => (16, "0X", true),
        _ => (10, "", false),
    };
    let (negative, mut digits) = format::int_digits(interp, &whole, base, upper)?;
    interp.reserve(directive.precision.unwrap_or(0))?;
    let missing = directive
        .precision
        .unwrap_or(0)
        .saturating_sub(digits.len());
    if missing > 0 {
        digits.insert_str(0, &"0".repeat(missing));
    }
    let mut out = String::new();
    int_format::push_int(
        &mut out,
        negative,
        &digits,
        prefix,
        &directive.number_spec(),
    );
    Ok(out)
}

/// `int(value)` of a number that is no integer, as `%d` wants it.
fn truncated(interp: &mut Interp, code: char, value: &Value) -> Result<Value> {
    let wrong = || {
        wording::type_error(format!(
            "%{code} format: a real number is required, not {}",
            type_name(value)
        ))
    };
    match value {
        Value::Float(_) | Value::Object(_) => {
            let int = Value::Type(&crate::types::int::TYPE);
            interp
                .call(&int, std::slice::from_ref(value))
                .map_err(|error| {
                    if error.is(ExcKind::TypeError) {
                        wrong()
                    } else {
                        error
                    }
                })
        }
        _ => Err(wrong()),
    }
}

fn float(
    interp: &mut Interp,
    flavour: Flavour<'_>,
    code: char,
    directive: &Directive,
    value: &Value,
) -> Result<String> {
    let number = convert::to_float(interp, value).map_err(|error| match flavour {
        Flavour::Bytes(_) if error.is(ExcKind::TypeError) => {
            wording::type_error(format!("float argument required, not {}", type_name(value)))
        }
        Flavour::Bytes(_) | Flavour::Str(_) => error,
    })?;
    let precision = directive.precision.unwrap_or(6);
    interp.reserve(precision)?;
    let layout = match code {
        'e' | 'E' => Layout::Exponent(precision),
        'f' | 'F' => Layout::Fixed(precision),
        _ => Layout::General(precision),
    };
    let style = FloatStyle {
        alternate: directive.flags.alternate,
        upper: code.is_ascii_uppercase(),
        ..FloatStyle::plain(layout)
    };
    let mut out = String::new();
    float_format::push_pieces(
        &mut out,
        &float_text(number, style),
        &directive.number_spec(),
    );
    Ok(out)
}
