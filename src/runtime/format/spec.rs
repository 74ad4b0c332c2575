//! A format specification as data, and its reader: `[[fill]align][sign][z][#][0][width][grouping][.precision][code]`.

use crate::types::str::unicode::decimal_value;

use super::{FormatError, shown_code};

/// Where the text stands in its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    /// `<`
    Left,
    /// `>`
    Right,
    /// `^`
    Centre,
    /// `=`: the padding goes between sign and digits.
    AfterSign,
}

/// What stands in front of a number that is not negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// Nothing was said: the same as `-`.
    Unsaid,
    /// `-`
    Minus,
    /// `+`
    Plus,
    /// A space.
    Space,
}

/// How digits are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grouping {
    /// Not at all.
    None,
    /// `,`: threes.
    Comma,
    /// `_`: threes.
    Underscore,
    /// `_` with `b`, `o`, `x` or `X`: fours.
    UnderscoreFours,
}

/// A specification that was read without fault; whether it suits a type is for that type to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spec {
    /// What fills the field: a space unless said.
    pub(crate) fill: char,
    /// Where the text stands.
    pub(crate) align: Align,
    /// The sign of what is not negative.
    pub(crate) sign: Sign,
    /// `z`
    pub(crate) no_negative_zero: bool,
    /// `#`
    pub(crate) alternate: bool,
    /// The least number of characters.
    pub(crate) width: Option<usize>,
    /// Separators between digits.
    pub(crate) grouping: Grouping,
    /// What follows the point.
    pub(crate) precision: Option<usize>,
    /// The presentation code, when one is given or the type has a default.
    pub(crate) code: Option<char>,
}

/// What a type assumes where a specification is silent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Defaults {
    /// As messages name it.
    pub(crate) type_name: &'static str,
    /// The code to assume.
    pub(crate) code: Option<char>,
    /// The alignment to assume.
    pub(crate) align: Align,
}

impl Spec {
    /// Reads `text`, in CPython's order of complaints.
    pub(crate) fn parse(text: &str, defaults: Defaults) -> Result<Spec, FormatError> {
        let mut reader = Reader { rest: text };
        let (fill, align) = reader.fill_and_align();
        let mut spec = Spec {
            fill: fill.unwrap_or(' '),
            align: align.unwrap_or(defaults.align),
            sign: reader.sign(),
            no_negative_zero: reader.accept('z'),
            alternate: reader.accept('#'),
            width: None,
            grouping: Grouping::None,
            precision: None,
            code: defaults.code,
        };
        if fill.is_none() && reader.accept('0') {
            spec.fill = '0';
            if align.is_none() && defaults.align == Align::Right {
                spec.align = Align::AfterSign;
            }
        }
        spec.width = reader.number()?;
        spec.grouping = reader.grouping()?;
        if reader.accept('.') {
            spec.precision = reader.number()?;
            if spec.precision.is_none() {
                return Err(FormatError::value("Format specifier missing precision"));
            }
        }
        let mut codes = reader.rest.chars();
        if let Some(code) = codes.next() {
            spec.code = Some(code);
        }
        if codes.next().is_some() {
            return Err(FormatError::Value(format!(
                "Invalid format specifier '{text}' for object of type '{}'",
                defaults.type_name
            )));
        }
        spec.check_grouping()
    }

    /// How many bytes the field may take beside the value, to be priced before it is made.
    pub(crate) fn field_size(&self) -> usize {
        let width = self.width.unwrap_or(0);
        let grouped = match self.grouping {
            Grouping::None => width,
            Grouping::Comma | Grouping::Underscore | Grouping::UnderscoreFours => {
                width.saturating_add(width / 3)
            }
        };
        grouped.saturating_mul(self.fill.len_utf8())
    }

    /// Settles whether separators suit the code, and turns `_` into groups of four where they do.
    fn check_grouping(mut self) -> Result<Spec, FormatError> {
        let separator = match self.grouping {
            Grouping::None => return Ok(self),
            Grouping::Comma => ',',
            Grouping::Underscore | Grouping::UnderscoreFours => '_',
        };
        match self.code {
            None | Some('d' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%') => Ok(self),
            Some('b' | 'o' | 'x' | 'X') if separator == '_' => {
                self.grouping = Grouping::UnderscoreFours;
                Ok(self)
            }
            Some(code) => {
                let shown = shown_code(code);
                Err(FormatError::Value(format!(
                    "Cannot specify '{separator}' with '{shown}'."
                )))
            }
        }
    }
}

/// What is left of a specification.
struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn accept(&mut self, wanted: char) -> bool {
        match self.rest.strip_prefix(wanted) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Any character followed by an alignment is a fill; an alignment alone keeps the default one.
    fn fill_and_align(&mut self) -> (Option<char>, Option<Align>) {
        let mut chars = self.rest.chars();
        let first = chars.next();
        let after_first = chars.as_str();
        if let Some(align) = chars.next().and_then(align_of) {
            self.rest = chars.as_str();
            return (first, Some(align));
        }
        match first.and_then(align_of) {
            Some(align) => {
                self.rest = after_first;
                (None, Some(align))
            }
            None => (None, None),
        }
    }

    fn sign(&mut self) -> Sign {
        if self.accept('+') {
            Sign::Plus
        } else if self.accept(' ') {
            Sign::Space
        } else if self.accept('-') {
            Sign::Minus
        } else {
            Sign::Unsaid
        }
    }

    /// Decimal digits of any script, up to what an index can hold.
    fn number(&mut self) -> Result<Option<usize>, FormatError> {
        let mut number: Option<isize> = None;
        while let Some(c) = self.rest.chars().next() {
            let digit = match c {
                // Of one byte.
                '0'..='9' => Some(c as u8 - b'0'),
                _ => decimal_value(c),
            };
            let Some(digit) = digit else { break };
            let grown = number
                .unwrap_or(0)
                .checked_mul(10)
                .and_then(|tens| tens.checked_add(isize::from(digit)));
            let Some(grown) = grown else {
                return Err(FormatError::value(
                    "Too many decimal digits in format string",
                ));
            };
            number = Some(grown);
            self.rest = &self.rest[c.len_utf8()..];
        }
        Ok(number.map(isize::unsigned_abs))
    }

    fn grouping(&mut self) -> Result<Grouping, FormatError> {
        let comma = self.accept(',');
        let underscore = self.accept('_');
        if underscore && (comma || self.rest.starts_with(',')) {
            return Err(FormatError::value("Cannot specify both ',' and '_'."));
        }
        Ok(match (comma, underscore) {
            (true, _) => Grouping::Comma,
            (false, true) => Grouping::Underscore,
            (false, false) => Grouping::None,
        })
    }
}

fn align_of(c: char) -> Option<Align> {
    match c {
        '<' => Some(Align::Left),
        '>' => Some(Align::Right),
        '^' => Some(Align::Centre),
        '=' => Some(Align::AfterSign),
        _ => None,
    }
}
