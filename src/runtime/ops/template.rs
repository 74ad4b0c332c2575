//! `'{0.name[key]!r:>{width}}'.format(...)`: the template language of `str.format` and `format_map`.
//!
//! Fields are read one after another and complaints come in CPython's order, so that `'{}{'` formats its first field
//! before it refuses the second. A specification may hold fields of its own, one level deep.

use crate::runtime::call::Named;
use crate::runtime::error::{Error, Result};
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::ops::{attr, format, index, repr};
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::str::unicode::decimal_value;

/// Where the values of fields come from.
#[derive(Clone, Copy)]
pub enum Fields<'a> {
    /// The arguments of `format`.
    Arguments {
        /// Those for `{}` and `{0}`.
        positional: &'a [Value],
        /// Those for `{name}`.
        named: &'a [Named],
    },
    /// The argument of `format_map`.
    Mapping(&'a Value),
}

/// How deep specifications may hold fields: the template and one level inside.
const LEVELS: u32 = 2;

/// `template.format(...)`
///
/// # Errors
/// `ValueError` for a malformed template, `KeyError` and `IndexError` for a missing field, and what fields raise.
pub fn format(interp: &mut Interp, template: &str, fields: Fields<'_>) -> Result<Value> {
    let mut out = String::new();
    let mut numbering = Numbering {
        kind: None,
        next: 0,
    };
    fill(interp, template, fields, &mut numbering, LEVELS, &mut out)?;
    Ok(Value::from(out))
}

/// Whether fields are numbered by the template or by their order; one template does not mix them.
struct Numbering {
    kind: Option<NumberingKind>,
    next: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum NumberingKind {
    /// `{}`
    Automatic,
    /// `{0}`
    Manual,
}

/// One field as it stands in the template.
struct Field<'a> {
    /// `0.name[key]`
    name: &'a str,
    /// `r` of `!r`.
    conversion: Option<char>,
    /// What follows the colon.
    spec: &'a str,
    /// Whether that holds fields of its own.
    nested: bool,
}

fn fill(
    interp: &mut Interp,
    template: &str,
    fields: Fields<'_>,
    numbering: &mut Numbering,
    levels: u32,
    out: &mut String,
) -> Result<()> {
    let Some(levels_inside) = levels.checked_sub(1) else {
        return Err(wording::value_error("Max string recursion exceeded"));
    };
    interp.charge(template.len() / 16)?;
    let mut rest = template;
    while !rest.is_empty() {
        interp.tick()?;
        let plain = rest.find(['{', '}']).unwrap_or(rest.len());
        let (literal, from_brace) = rest.split_at(plain);
        interp.grown(out.len(), out.len() + literal.len())?;
        out.push_str(literal);
        rest = match from_brace.as_bytes() {
            [] => break,
            [b'{', b'{', ..] => {
                out.push('{');
                &from_brace[2..]
            }
            [b'}', b'}', ..] => {
                out.push('}');
                &from_brace[2..]
            }
            [b'}', ..] => {
                return Err(wording::value_error(
                    "Single '}' encountered in format string",
                ));
            }
            [_] => {
                return Err(wording::value_error(
                    "Single '{' encountered in format string",
                ));
            }
            _ => {
                let (field, after) = read_field(&from_brace[1..])?;
                let before = out.len();
                fill_field(interp, &field, fields, numbering, levels_inside, out)?;
                interp.grown(before, out.len())?;
                after
            }
        };
    }
    Ok(())
}

/// Reads a field from behind its opening brace; the second result is what follows the closing one.
fn read_field(text: &str) -> Result<(Field<'_>, &str)> {
    let end = name_end(text)?;
    let (name, rest) = text.split_at(end);
    let mut field = Field {
        name,
        conversion: None,
        spec: "",
        nested: false,
    };
    let mut chars = rest.chars();
    match chars.next() {
        Some('}') => return Ok((field, chars.as_str())),
        Some('!') => {
            field.conversion = chars.next();
            if field.conversion.is_none() {
                return Err(wording::value_error(
                    "end of string while looking for conversion specifier",
                ));
            }
            match chars.next() {
                Some('}') => return Ok((field, chars.as_str())),
                Some(':') | None => {}
                Some(_) => {
                    return Err(wording::value_error(
                        "expected ':' after conversion specifier",
                    ));
                }
            }
        }
        Some(_) => {}
        None => return Err(wording::value_error("expected '}' before end of string")),
    }
    let spec = chars.as_str();
    let mut open = 1;
    for (at, byte) in spec.bytes().enumerate() {
        match byte {
            b'{' => {
                field.nested = true;
                open += 1;
            }
            b'}' => open -= 1,
            _ => {}
        }
        if open == 0 {
            field.spec = &spec[..at];
            return Ok((field, &spec[at + 1..]));
        }
    }
    Err(wording::value_error("unmatched '{' in format spec"))
}

/// Where a field's name ends: at `}`, `:` or `!`, brackets skipped.
fn name_end(text: &str) -> Result<usize> {
    let mut inside_brackets = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b']' => inside_brackets = false,
            _ if inside_brackets => {}
            b'[' => inside_brackets = true,
            b'{' => return Err(wording::value_error("unexpected '{' in field name")),
            b'}' | b':' | b'!' => return Ok(at),
            _ => {}
        }
    }
    Ok(text.len())
}

fn fill_field(
    interp: &mut Interp,
    field: &Field<'_>,
    fields: Fields<'_>,
    numbering: &mut Numbering,
    levels: u32,
    out: &mut String,
) -> Result<()> {
    let mut value = look_up(interp, field.name, fields, numbering)?;
    if let Some(conversion) = field.conversion {
        value = convert(interp, &value, conversion)?;
    }
    if field.nested {
        let mut spec = String::new();
        fill(interp, field.spec, fields, numbering, levels, &mut spec)?;
        return format::write(interp, &value, &spec, out);
    }
    format::write(interp, &value, field.spec, out)
}

/// `!s`, `!r`, `!a`
fn convert(interp: &mut Interp, value: &Value, conversion: char) -> Result<Value> {
    match conversion {
        's' => repr::str_value(interp, value),
        'r' => repr::repr(interp, value).map(Value::from),
        'a' => repr::ascii(interp, value).map(Value::from),
        '!'..='~' => Err(wording::value_error(format!(
            "Unknown conversion specifier {conversion}"
        ))),
        _ => {
            let code = u32::from(conversion);
            Err(wording::value_error(format!(
                "Unknown conversion specifier \\x{code:x}"
            )))
        }
    }
}

/// The value of `first.name[key]…`.
fn look_up(
    interp: &mut Interp,
    name: &str,
    fields: Fields<'_>,
    numbering: &mut Numbering,
) -> Result<Value> {
    let (first, mut rest) = name.split_at(name.find(['.', '[']).unwrap_or(name.len()));
    let mut value = first_value(interp, first, fields, numbering)?;
    while let Some(step) = rest.chars().next() {
        let inside = &rest[step.len_utf8()..];
        let (key, after) = match step {
            '.' => inside.split_at(inside.find(['.', '[']).unwrap_or(inside.len())),
            '[' => match inside.split_once(']') {
                Some(parts) => parts,
                None => return Err(wording::value_error("Missing ']' in format string")),
            },
            _ => {
                return Err(wording::value_error(
                    "Only '.' or '[' may follow ']' in format field specifier",
                ));
            }
        };
        let number = if step == '[' { number(key)? } else { None };
        if key.is_empty() {
            return Err(wording::value_error("Empty attribute in format string"));
        }
        value = match (step, number) {
            ('.', _) => attr::get_attr(interp, &value, key)?,
            (_, Some(number)) => index::get_item(interp, &value, &Value::from(number))?,
            (_, None) => index::get_item(interp, &value, &Value::str(key))?,
        };
        rest = after;
    }
    Ok(value)
}

fn first_value(
    interp: &mut Interp,
    first: &str,
    fields: Fields<'_>,
    numbering: &mut Numbering,
) -> Result<Value> {
    let position = match number(first)? {
        None if first.is_empty() => {
            numbering.agree(NumberingKind::Automatic)?;
            numbering.next += 1;
            Some(numbering.next - 1)
        }
        None => None,
        Some(position) => {
            numbering.agree(NumberingKind::Manual)?;
            Some(position)
        }
    };
    match (position, fields) {
        (None, Fields::Mapping(mapping)) => index::get_item(interp, mapping, &Value::str(first)),
        (None, Fields::Arguments { named, .. }) => {
            let found = named.iter().find(|(name, _)| name.as_str() == first);
            found
                .map(|(_, value)| value.clone())
                .ok_or_else(|| wording::key_error(&Value::str(first)))
        }
        (Some(_), Fields::Mapping(_)) => Err(wording::value_error(
            "Format string contains positional fields",
        )),
        (Some(position), Fields::Arguments { positional, .. }) => {
            positional.get(position).cloned().ok_or_else(|| {
                Error::new(
                    ExcKind::IndexError,
                    format!("Replacement index {position} out of range for positional args tuple"),
                )
            })
        }
    }
}

impl Numbering {
    fn agree(&mut self, kind: NumberingKind) -> Result<()> {
        let before = *self.kind.get_or_insert(kind);
        match (before, kind) {
            (NumberingKind::Automatic, NumberingKind::Manual) => Err(wording::value_error(
                "cannot switch from automatic field numbering to manual field specification",
            )),
            (NumberingKind::Manual, NumberingKind::Automatic) => Err(wording::value_error(
                "cannot switch from manual field specification to automatic field numbering",
            )),
            (NumberingKind::Automatic, NumberingKind::Automatic)
            | (NumberingKind::Manual, NumberingKind::Manual) => Ok(()),
        }
    }
}

/// A name as a number, when it is made of decimal digits only.
fn number(text: &str) -> Result<Option<usize>> {
    if text.is_empty() {
        return Ok(None);
    }
    let mut number: isize = 0;
    for c in text.chars() {
        let Some(digit) = decimal_value(c) else {
            return Ok(None);
        };
        let grown = number
            .checked_mul(10)
            .and_then(|tens| tens.checked_add(isize::from(digit)));
        number = grown
            .ok_or_else(|| wording::value_error("Too many decimal digits in format string"))?;
    }
    Ok(Some(number.unsigned_abs()))
}
