//! What Python knows of one character: its classes, its case mappings, its decimal value.
//!
//! Rust's own `char` methods follow another Unicode version and other definitions (`is_numeric` is not `isnumeric`),
//! so everything is read from tables generated from CPython 3.13 itself. Whole strings are `classify` and `case`.

use super::unicode_tables as tables;

/// What the tables say of a set of code points that behave alike.
pub(super) struct Record {
    flags: u16,
    decimal: u8,
    /// Lower, upper, title and folded form: a distance, or a place in `EXPANSIONS` past `EXPANSION`.
    mappings: [i32; 4],
}

impl Record {
    pub(super) const fn new(flags: u16, decimal: u8, mappings: [i32; 4]) -> Self {
        Record {
            flags,
            decimal,
            mappings,
        }
    }
}

/// One of the four case mappings, by its place in a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mapping {
    /// `'A'.lower()`, but for the final sigma.
    Lower = 0,
    /// `'ß'.upper()`
    Upper = 1,
    /// The first letter of `'ǆ'.title()`.
    Title = 2,
    /// `'ß'.casefold()`
    Fold = 3,
}

/// Appends the full mapping of `c`, which may be up to three characters.
pub(crate) fn push_mapped(out: &mut String, c: char, mapping: Mapping) {
    if c.is_ascii() {
        out.push(match mapping {
            Mapping::Lower | Mapping::Fold => c.to_ascii_lowercase(),
            Mapping::Upper | Mapping::Title => c.to_ascii_uppercase(),
        });
        return;
    }
    let distance = record(c).mappings[mapping as usize];
    if distance < tables::EXPANSION {
        let mapped = u32::from(c).checked_add_signed(distance);
        out.push(mapped.and_then(char::from_u32).unwrap_or(c));
    } else {
        let place = usize::try_from(distance - tables::EXPANSION).unwrap_or(0);
        out.push_str(tables::EXPANSIONS[place]);
    }
}

/// `'a'.isalpha()`
pub(crate) fn is_alpha(c: char) -> bool {
    has(c, tables::ALPHA)
}

/// `'٣'.isdecimal()`
pub(crate) fn is_decimal(c: char) -> bool {
    has(c, tables::DECIMAL)
}

/// `'²'.isdigit()`
pub(crate) fn is_digit(c: char) -> bool {
    has(c, tables::DIGIT)
}

/// `'½'.isnumeric()`
pub(crate) fn is_numeric(c: char) -> bool {
    has(c, tables::NUMERIC)
}

/// `'½'.isalnum()`
pub(crate) fn is_alphanumeric(c: char) -> bool {
    has(
        c,
        tables::ALPHA | tables::DECIMAL | tables::DIGIT | tables::NUMERIC,
    )
}

/// `'\x1f'.isspace()`
pub(crate) fn is_space(c: char) -> bool {
    has(c, tables::SPACE)
}

/// `'a'.islower()`
pub(crate) fn is_lower(c: char) -> bool {
    has(c, tables::LOWER)
}

/// `'A'.isupper()`
pub(crate) fn is_upper(c: char) -> bool {
    has(c, tables::UPPER)
}

/// A title-case letter proper, such as `ǅ`.
pub(crate) fn is_title(c: char) -> bool {
    has(c, tables::TITLE)
}

/// `'\xa0'.isprintable()`; what is not is escaped by `repr`.
pub(crate) fn is_printable(c: char) -> bool {
    has(c, tables::PRINTABLE)
}

/// A letter or `_`: what an identifier may begin with.
pub(crate) fn is_identifier_start(c: char) -> bool {
    has(c, tables::IDENTIFIER_START)
}

/// What an identifier may go on with.
pub(crate) fn is_identifier_part(c: char) -> bool {
    has(c, tables::IDENTIFIER_PART)
}

/// A letter with case, next to which a capital sigma can be final.
pub(super) fn is_cased(c: char) -> bool {
    has(c, tables::CASED)
}

/// A mark that the search for a sigma's neighbour looks past.
pub(super) fn is_case_ignorable(c: char) -> bool {
    has(c, tables::CASE_IGNORABLE)
}

/// The value of a decimal digit of any script: 3 for `'٣'`.
pub(crate) fn decimal_value(c: char) -> Option<u8> {
    let record = record(c);
    (record.flags & tables::DECIMAL != 0).then_some(record.decimal)
}

/// Where `splitlines` breaks; wider than `\n` and `\r`.
pub(crate) fn is_line_break(c: char) -> bool {
    matches!(
        c,
        '\n'..='\r' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

fn has(c: char, flags: u16) -> bool {
    record(c).flags & flags != 0
}

fn record(c: char) -> &'static Record {
    let code = u32::from(c);
    let block = tables::INDEX
        .get((code >> tables::BLOCK_BITS) as usize)
        .copied()
        .unwrap_or(tables::TAIL_BLOCK);
    let cell = (u32::from(block) << tables::BLOCK_BITS) | (code & ((1 << tables::BLOCK_BITS) - 1));
    &tables::RECORDS[usize::from(tables::CELLS[cell as usize])]
}
