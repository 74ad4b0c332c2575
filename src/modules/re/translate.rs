//! From Python's regular expressions to the dialect of the engine, with CPython's complaints.
//!
//! The pattern is read as CPython reads it, so that both accept and refuse the same patterns in the same words. What
//! is written differs in spelling only: literals in hexadecimal where they might mean something, classes spelt out,
//! scoped flags settled where they apply, every group by number.

use super::escapes::{self, Escape};
use super::flags::{ASCII, DOTALL, IGNORECASE, LOCALE, MULTILINE, UNICODE, VERBOSE};
use super::source::{Complaint, Source};
use crate::runtime::wording;

/// Stands in the translation where `$` stood: what it becomes depends on whether the text ends with a line break.
pub(super) const END: char = '\0';

/// Stands for "no upper bound", in repetitions and widths.
const UNBOUNDED: usize = 0xffff_ffff;

/// How deep groups may nest; the engine refuses what is deeper.
pub(super) const MOST_NESTED: usize = 50;

/// A pattern in the engine's dialect, and what there is to know about its groups.
pub(super) struct Translation {
    /// The pattern.
    pub(super) text: String,
    /// The flags, those in the pattern included.
    pub(super) flags: u32,
    /// The names of groups, in order, with their numbers.
    pub(super) names: Vec<(String, usize)>,
    /// The groups in the order in which they close.
    pub(super) closing: Vec<usize>,
}

/// Translates a pattern.
///
/// # Errors
/// `PatternError` for a malformed pattern, `ValueError` for flags that exclude each other.
pub(super) fn translate(pattern: &str, flags: u32, is_text: bool) -> Complaint<Translation> {
    let mut parser = Parser {
        source: Source::new(pattern),
        is_text,
        flags,
        groups: vec![true],
        names: Vec::new(),
        conditions: Vec::new(),
        closing: Vec::new(),
        lookbehind: None,
        depth: 0,
    };
    let whole = parser.alternatives(flags, true)?;
    if parser.source.peek().is_some() {
        return Err(parser.source.error("unbalanced parenthesis", 0));
    }
    for (group, position) in &parser.conditions {
        if *group >= parser.groups.len() {
            let message = format!("invalid group reference {group}");
            return Err(parser.source.error_at(&message, *position));
        }
    }
    let flags = settled(parser.flags, is_text)?;
    let text = if flags & IGNORECASE != 0 {
        format!("(?i:{})", whole.text)
    } else {
        whole.text
    };
    Ok(Translation {
        text,
        flags,
        names: parser.names,
        closing: parser.closing,
    })
}

/// Adds the flags that go without saying, and refuses those that exclude each other.
fn settled(flags: u32, is_text: bool) -> Complaint<u32> {
    let refusal = if is_text && flags & LOCALE != 0 {
        "cannot use LOCALE flag with a str pattern"
    } else if is_text && flags & ASCII != 0 && flags & UNICODE != 0 {
        "ASCII and UNICODE flags are incompatible"
    } else if !is_text && flags & UNICODE != 0 {
        "cannot use UNICODE flag with a bytes pattern"
    } else if !is_text && flags & LOCALE != 0 && flags & ASCII != 0 {
        "ASCII and LOCALE flags are incompatible"
    } else {
        return Ok(if is_text && flags & ASCII == 0 {
            flags | UNICODE
        } else {
            flags
        });
    };
    Err(wording::value_error(refusal))
}

/// A translated part, and how many characters it can match.
pub(super) struct Part {
    pub(super) text: String,
    pub(super) least: usize,
    pub(super) most: usize,
}

/// What a parenthesis turned out to open.
pub(super) enum Group {
    /// Something to match.
    Part(Part),
    /// `(?#…)`
    Comment,
    /// `(?i)`: the flags of the whole pattern changed.
    Flags,
}

impl Part {
    pub(super) fn one(text: String) -> Self {
        Part {
            text,
            least: 1,
            most: 1,
        }
    }

    pub(super) fn empty(text: impl Into<String>) -> Self {
        Part {
            text: text.into(),
            least: 0,
            most: 0,
        }
    }
}

/// What a repetition may follow.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Nothing yet, or a place such as `^`.
    Nothing,
    /// Something that is repeated already.
    Repeated,
    /// Anything else; its translation begins at this byte, and it is so wide.
    Item {
        start: usize,
        least: usize,
        most: usize,
    },
}

pub(super) struct Parser {
    pub(super) source: Source,
    pub(super) is_text: bool,
    /// The flags of the whole pattern.
    pub(super) flags: u32,
    /// Whether each group is closed; group 0 is the whole.
    pub(super) groups: Vec<bool>,
    pub(super) names: Vec<(String, usize)>,
    /// The groups that conditions ask for, and where.
    pub(super) conditions: Vec<(usize, usize)>,
    pub(super) closing: Vec<usize>,
    /// How many groups there were where the outermost look-behind began.
    pub(super) lookbehind: Option<usize>,
    pub(super) depth: usize,
}

impl Parser {
    pub(super) fn alternatives(&mut self, flags: u32, outermost: bool) -> Complaint<Part> {
        let mut whole = self.sequence(flags, outermost)?;
        // `(?x)` at the front holds for every alternative.
        let flags = if outermost { flags | self.flags } else { flags };
        while self.source.accept('|') {
            let next = self.sequence(flags, false)?;
            whole.text.push('|');
            whole.text.push_str(&next.text);
            whole.least = whole.least.min(next.least);
            whole.most = whole.most.max(next.most);
        }
        Ok(whole)
    }

    /// One alternative; `first` says that flags for the whole pattern may still come.
    pub(super) fn sequence(&mut self, flags: u32, first: bool) -> Complaint<Part> {
        let mut flags = flags;
        let mut out = Part::empty("");
        let mut last = Last::Nothing;
        while let Some(c) = self.source.peek() {
            if c == '|' || c == ')' {
                break;
            }
            self.source.next();
            if flags & VERBOSE != 0 && self.skip_verbose(c) {
                continue;
            }
            if matches!(c, '*' | '+' | '?' | '{') && self.repeat(c, &mut out, &mut last)? {
                continue;
            }
            let (part, place) = match c {
                '\\' => self.escaped(flags)?,
                '[' => (self.class(flags)?, false),
                '.' if flags & DOTALL != 0 => (Part::one("(?s:.)".to_owned()), false),
                '.' => (Part::one("[^\\n]".to_owned()), false),
                '^' if flags & MULTILINE != 0 => (Part::empty("(?m:^)"), true),
                '^' => (Part::empty("\\A"), true),
                '$' if flags & MULTILINE != 0 => (Part::empty("(?m:$)"), true),
                '$' => (Part::empty(END), true),
                '(' => match self.group(flags, first && out.text.is_empty())? {
                    Group::Part(part) => (part, false),
                    Group::Comment => continue,
                    Group::Flags => {
                        flags |= self.flags;
                        continue;
                    }
                },
                _ => (Part::one(self.character(c, flags)), false),
            };
            let start = out.text.len();
            out.text.push_str(&part.text);
            out.least = out.least.saturating_add(part.least);
            out.most = out.most.saturating_add(part.most).min(UNBOUNDED);
            last = if place {
                Last::Nothing
            } else {
                Last::Item {
                    start,
                    least: part.least,
                    most: part.most,
                }
            };
        }
        Ok(out)
    }

    /// White space and comments of a verbose pattern.
    fn skip_verbose(&mut self, c: char) -> bool {
        if c == '#' {
            while !matches!(self.source.next(), None | Some('\n')) {}
            return true;
        }
        matches!(c, ' ' | '\t'..='\r')
    }

    fn escaped(&mut self, flags: u32) -> Complaint<(Part, bool)> {
        Ok(
            match escapes::read(&mut self.source, false, self.is_text)? {
                Escape::Literal(c) => (Part::one(self.character(c, flags)), false),
                Escape::Class(letter) => (
                    Part::one(format!("[{}]", self.class_text(letter, flags))),
                    false,
                ),
                Escape::Place('A') => (Part::empty("\\A"), true),
                Escape::Place('Z') => (Part::empty("\\z"), true),
                Escape::Place(letter) => (Part::empty(self.boundary(letter, flags)), true),
                Escape::Group(group, length) => {
                    if group >= self.groups.len() {
                        let message = format!("invalid group reference {group}");
                        return Err(self.source.error(&message, length - 1));
                    }
                    (self.reference(group, length)?, false)
                }
            },
        )
    }

    /// `\b` and `\B`. CPython 3.13 finds neither in an empty text.
    fn boundary(&self, letter: char, flags: u32) -> String {
        let inside = letter == 'B';
        if self.is_text && flags & ASCII == 0 {
            return if inside { "(?:(?!\\A\\z)\\B)" } else { "\\b" }.to_owned();
        }
        let word = "[0-9A-Za-z_]";
        if inside {
            format!("(?:(?!\\A\\z)(?:(?<={word})(?={word})|(?<!{word})(?!{word})))")
        } else {
            format!("(?:(?<={word})(?!{word})|(?<!{word})(?={word}))")
        }
    }

    /// A back-reference, `length` characters of which were read last.
    pub(super) fn reference(&mut self, group: usize, length: usize) -> Complaint<Part> {
        if !self.groups.get(group).is_some_and(|closed| *closed) {
            return Err(self.source.error("cannot refer to an open group", length));
        }
        self.check_lookbehind(group)?;
        Ok(Part {
            text: format!("(?:\\{group})"),
            least: 0,
            most: UNBOUNDED,
        })
    }

    pub(super) fn check_lookbehind(&self, group: usize) -> Complaint<()> {
        match self.lookbehind {
            Some(_) if !self.groups.get(group).is_none_or(|closed| *closed) => {
                Err(self.source.error("cannot refer to an open group", 0))
            }
            Some(before) if group >= before => Err(self.source.error(
                "cannot refer to group defined in the same lookbehind subpattern",
                0,
            )),
            _ => Ok(()),
        }
    }

    /// A repetition of the last item; false when `{` turns out to be itself.
    fn repeat(&mut self, c: char, out: &mut Part, last: &mut Last) -> Complaint<bool> {
        let here = self.source.at - 1;
        let (least, most) = match c {
            '?' => (0, 1),
            '*' => (0, UNBOUNDED),
            '+' => (1, UNBOUNDED),
            _ => match self.counts(here)? {
                Some(counts) => counts,
                None => return Ok(false),
            },
        };
        let (start, item_least, item_most) = match *last {
            Last::Nothing => return Err(self.source.error_at("nothing to repeat", here)),
            Last::Repeated => return Err(self.source.error_at("multiple repeat", here)),
            Last::Item { start, least, most } => (start, least, most),
        };
        let item = out.text.split_off(start);
        let counts = if most == UNBOUNDED {
            format!("{{{least},}}")
        } else {
            format!("{{{least},{most}}}")
        };
        let lazy = self.source.accept('?');
        let possessive = !lazy && self.source.accept('+');
        let repeated = if item_most == 0 {
            repeated_place(&item, least, most, lazy)
        } else if lazy {
            format!("(?:{item}){counts}?")
        } else {
            format!("(?:{item}){counts}")
        };
        let repeated = if possessive {
            format!("(?>{repeated})")
        } else {
            repeated
        };
        out.text.push_str(&repeated);
        out.least = out.least - item_least + item_least.saturating_mul(least);
        out.most = if out.most == UNBOUNDED {
            UNBOUNDED
        } else {
            (out.most - item_most)
                .saturating_add(item_most.saturating_mul(most))
                .min(UNBOUNDED)
        };
        *last = Last::Repeated;
        Ok(true)
    }

    /// `{2,5}` from behind the brace; `None` when it is a brace like any other character.
    fn counts(&mut self, here: usize) -> Complaint<Option<(usize, usize)>> {
        let start = self.source.at;
        if self.source.peek() == Some('}') {
            return Ok(None);
        }
        let low = self.source.take_while(usize::MAX, |c| c.is_ascii_digit());
        let high = if self.source.accept(',') {
            self.source.take_while(usize::MAX, |c| c.is_ascii_digit())
        } else {
            low.clone()
        };
        if !self.source.accept('}') {
            self.source.at = start;
            return Ok(None);
        }
        let count = |digits: &str, otherwise| match digits {
            "" => Ok(otherwise),
            digits => match digits.parse::<usize>() {
                Ok(count) if count < UNBOUNDED => Ok(count),
                _ => Err(wording::overflow_error(
                    "the repetition number is too large",
                )),
            },
        };
        let (least, most) = (count(&low, 0)?, count(&high, UNBOUNDED)?);
        if most < least {
            return Err(self
                .source
                .error_at("min repeat greater than max repeat", here + 1));
        }
        Ok(Some((least, most)))
    }
}

/// What matches no character is the same however often it is repeated, and the engine repeats no look-around.
fn repeated_place(item: &str, least: usize, most: usize, lazy: bool) -> String {
    match (least, most, lazy) {
        // It stays in the pattern, where it can never match, because its groups count.
        (_, 0, _) => format!("(?:(?!){item}|)"),
        (0, _, false) => format!("(?:{item}|)"),
        (0, _, true) => format!("(?:|{item})"),
        (_, _, _) => format!("(?:{item})"),
    }
}
