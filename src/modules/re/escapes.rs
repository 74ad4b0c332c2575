//! What stands behind a backslash in a pattern: a character, a class of characters, a place, a group.

use super::source::{Complaint, Source, quoted};
use crate::syntax;

/// What an escape means.
pub(super) enum Escape {
    /// `\n`, `\x41`, `\.`
    Literal(char),
    /// `\d`, `\S`: the letter says which.
    Class(char),
    /// `\b`, `\A`: the letter says which.
    Place(char),
    /// `\1`, with the length of the escape.
    Group(usize, usize),
}

/// Reads an escape from behind its backslash.
pub(super) fn read(source: &mut Source, in_class: bool, is_text: bool) -> Complaint<Escape> {
    let Some(c) = source.next() else {
        return Err(source.error("bad escape (end of pattern)", 1));
    };
    Ok(match c {
        'd' | 'D' | 's' | 'S' | 'w' | 'W' => Escape::Class(c),
        'b' if in_class => Escape::Literal('\x08'),
        'A' | 'b' | 'B' | 'Z' if !in_class => Escape::Place(c),
        'a' => Escape::Literal('\x07'),
        'f' => Escape::Literal('\x0c'),
        'n' => Escape::Literal('\n'),
        'r' => Escape::Literal('\r'),
        't' => Escape::Literal('\t'),
        'v' => Escape::Literal('\x0b'),
        'x' => Escape::Literal(hexadecimal(source, c, 2)?),
        'u' if is_text => Escape::Literal(hexadecimal(source, c, 4)?),
        'U' if is_text => Escape::Literal(hexadecimal(source, c, 8)?),
        'N' if is_text => Escape::Literal(named(source)?),
        '0'..='7' if in_class => octal(source, c, 2)?,
        '0' => octal(source, c, 2)?,
        '1'..='9' if !in_class => number(source, c)?,
        _ if c.is_ascii_alphanumeric() => {
            return Err(source.error(&format!("bad escape \\{c}"), 2));
        }
        _ => Escape::Literal(c),
    })
}

fn hexadecimal(source: &mut Source, letter: char, count: usize) -> Complaint<char> {
    let digits = source.take_while(count, |c| c.is_ascii_hexdigit());
    let length = digits.len() + 2;
    if digits.len() < count {
        return Err(source.error(&format!("incomplete escape \\{letter}{digits}"), length));
    }
    let code = u32::from_str_radix(&digits, 16).ok();
    code.and_then(char::from_u32)
        .ok_or_else(|| source.error(&format!("bad escape \\{letter}{digits}"), length))
}

fn named(source: &mut Source) -> Complaint<char> {
    if !source.accept('{') {
        return Err(source.error("missing {", 0));
    }
    let name = source.until('}', "character name")?;
    syntax::named_character(&name).ok_or_else(|| {
        let message = format!("undefined character name {}", quoted(&name));
        source.error(&message, name.chars().count() + 4)
    })
}

/// `\0`, `\012`, and in a class `\12` too: up to `more` further digits.
fn octal(source: &mut Source, first: char, more: usize) -> Complaint<Escape> {
    let digits = format!(
        "{first}{}",
        source.take_while(more, |c| matches!(c, '0'..='7'))
    );
    octal_value(source, &digits)
}

fn octal_value(source: &Source, digits: &str) -> Complaint<Escape> {
    let code = u32::from_str_radix(digits, 8).unwrap_or(u32::MAX);
    match u8::try_from(code) {
        Ok(code) => Ok(Escape::Literal(char::from(code))),
        Err(_) => {
            let message = format!("octal escape value \\{digits} outside of range 0-0o377");
            Err(source.error(&message, digits.len() + 1))
        }
    }
}

/// A group's number, or three octal digits.
fn number(source: &mut Source, first: char) -> Complaint<Escape> {
    let mut digits = first.to_string();
    if let Some(second @ '0'..='9') = source.peek() {
        source.next();
        digits.push(second);
        let octal = digits.bytes().all(|digit| digit < b'8');
        if octal && let Some(third @ '0'..='7') = source.peek() {
            source.next();
            digits.push(third);
            return octal_value(source, &digits);
        }
    }
    let group = digits.parse().unwrap_or(usize::MAX);
    Ok(Escape::Group(group, digits.len() + 1))
}
