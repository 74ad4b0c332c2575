//! A pattern ready to be searched for, in a subject.
//!
//! The engine is `fancy-regex`: what is regular runs in linear time on automata, back-references and look-around run
//! by backtracking under a limit, past which the evaluation halts. A pattern is built in up to six variants, each
//! when it is first needed: for the whole text, for matches that are not empty, and for how `$` reads the end.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use fancy_regex::{Regex, RegexBuilder, RegexInput};

use super::flags;
use super::translate::{END, Translation, translate};
use crate::runtime::error::{Error, Limit, Result};
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::memory::Charge;
use crate::runtime::ops::attr::type_name;
use crate::runtime::value::Value;
use crate::runtime::wording;
use crate::types::str::Str;

/// How many patterns an interpreter remembers.
const REMEMBERED: usize = 64;
/// What the automata of a pattern may take, in bytes: most get by with the first.
const SIZES: [usize; 3] = [64 << 10, 512 << 10, 4 << 20];
/// A pattern has an automaton for each direction, and both are cached in part.
const AUTOMATA: usize = 3;
/// How many steps back one search may take: nobody looks at the clock meanwhile, and so many take some 40 milliseconds.
const BACKTRACKS: usize = 500_000;

/// The patterns used last, the latest at the end.
#[derive(Default)]
struct Recent(RefCell<Vec<Rc<Compiled>>>);

/// A pattern with what is known of it.
pub(super) struct Compiled {
    /// What it was made from.
    pub(super) pattern: Value,
    /// Whether it is for strings, not for bytes.
    pub(super) is_text: bool,
    /// The flags that were given, before those in the pattern.
    given: u32,
    /// Its translation for the engine.
    pub(super) translation: Translation,
    variants: [OnceCell<(Regex, Charge)>; 6],
}

/// Which matches are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Anywhere from the start on.
    Search,
    /// At the start.
    Match,
    /// From the start to the end.
    Full,
    /// At the start, and not empty.
    NotEmpty,
}

/// Where the groups of a match begin and end, in bytes of the subject; the whole match comes first.
pub(super) type Spans = Vec<Option<(usize, usize)>>;

impl Compiled {
    /// Makes a pattern ready, or finds it among those used before.
    ///
    /// # Errors
    /// `TypeError` when it is neither text nor bytes, `PatternError` when it is malformed.
    pub(super) fn new(interp: &mut Interp, pattern: &Value, given: u32) -> Result<Rc<Compiled>> {
        let (text, is_text) = match pattern {
            Value::Str(text) => (text.as_str().to_owned(), true),
            Value::Bytes(data) => (latin1(data.as_slice()), false),
            _ => {
                return Err(wording::type_error(
                    "first argument must be string or compiled pattern",
                ));
            }
        };
        let recent = interp.memo::<Recent>();
        let same = |known: &&Rc<Compiled>| known.given == given && known.has_pattern(pattern);
        if let Some(known) = recent.0.borrow().iter().find(same) {
            return Ok(Rc::clone(known));
        }
        interp.charge(text.len().saturating_mul(16))?;
        let translation = translate(&text, given, is_text)?;
        let compiled = Rc::new(Compiled {
            pattern: pattern.clone(),
            is_text,
            given,
            translation,
            variants: [const { OnceCell::new() }; 6],
        });
        // An engine that cannot build it says so now, not at the first search.
        compiled.regex(interp, Mode::Search, false)?;
        let mut recent = recent.0.borrow_mut();
        if recent.len() == REMEMBERED {
            recent.remove(0);
        }
        recent.push(Rc::clone(&compiled));
        Ok(compiled)
    }

    fn has_pattern(&self, pattern: &Value) -> bool {
        match (&self.pattern, pattern) {
            (Value::Str(a), Value::Str(b)) => a.as_str() == b.as_str(),
            (Value::Bytes(a), Value::Bytes(b)) => a.as_slice() == b.as_slice(),
            _ => false,
        }
    }

    /// Whether both match the same.
    pub(super) fn equal(&self, other: &Compiled) -> bool {
        self.translation.flags == other.translation.flags && self.has_pattern(&other.pattern)
    }

    /// How many groups there are besides the whole.
    pub(super) fn groups(&self) -> usize {
        self.translation.closing.len()
    }

    /// The number of a named group.
    pub(super) fn group_named(&self, name: &str) -> Option<usize> {
        let mut names = self.translation.names.iter();
        names.find(|(known, _)| known == name).map(|found| found.1)
    }

    /// The name of a numbered group.
    pub(super) fn name_of(&self, group: usize) -> Option<&str> {
        let mut names = self.translation.names.iter();
        let found = names.find(|(_, number)| *number == group);
        found.map(|(name, _)| name.as_str())
    }

    /// The flags as `repr` shows them: without the one that goes without saying.
    pub(super) fn shown_flags(&self) -> String {
        let implied = if self.is_text { flags::UNICODE } else { 0 };
        flags::text(self.translation.flags & !implied)
    }

    fn regex(&self, interp: &mut Interp, mode: Mode, ends_with_newline: bool) -> Result<&Regex> {
        let full = mode == Mode::Full;
        let not_empty = mode == Mode::NotEmpty;
        let variant =
            usize::from(full) * 2 + usize::from(not_empty) * 4 + usize::from(ends_with_newline);
        let Some(cell) = self.variants.get(variant) else {
            return Err(too_complex());
        };
        if let Some((known, _)) = cell.get() {
            return Ok(known);
        }
        // Where the text has no line break at its end, `$` is the end itself, which keeps a pattern regular.
        let end = if ends_with_newline {
            "(?=\\n?\\z)"
        } else {
            "\\z"
        };
        let mut text = self.translation.text.replace(END, end);
        if full {
            text = format!("(?:{text})\\z");
        }
        for size in SIZES {
            interp.reserve(size * AUTOMATA)?;
            let built = RegexBuilder::new(&text)
                .backtrack_limit(BACKTRACKS)
                .delegate_size_limit(size)
                .delegate_dfa_size_limit(size)
                .find_not_empty(not_empty)
                // Its rewriting of nested repetitions changes what `([a-z]+?)*` matches.
                .optimize(false)
                .build();
            if let Ok(built) = built {
                let (built, _) = cell.get_or_init(|| (built, Charge::of(size * AUTOMATA)));
                return Ok(built);
            }
        }
        Err(too_complex())
    }

    /// The first match in `text` from byte `start` on.
    ///
    /// # Errors
    /// A halt when backtracking has gone on for too long.
    pub(super) fn find(
        &self,
        interp: &mut Interp,
        text: &str,
        start: usize,
        mode: Mode,
    ) -> Result<Option<Spans>> {
        interp.tick()?;
        let regex = match self.regex(interp, mode, text.ends_with('\n')) {
            Ok(regex) => regex,
            // A pattern that can only match nothing has no variant for matches that are not empty.
            Err(_) if mode == Mode::NotEmpty => return Ok(None),
            Err(error) => return Err(error),
        };
        let input = RegexInput::new(text)
            .from_pos(start)
            .anchored(mode != Mode::Search);
        let found = regex
            .captures_input(input)
            .map_err(|_| interp.meter.halt(Limit::Steps))?;
        let Some(captures) = found else {
            interp.charge(text.len().saturating_sub(start) / 16)?;
            return Ok(None);
        };
        let span = |group| {
            captures
                .get(group)
                .map(|found| (found.start(), found.end()))
        };
        let spans: Spans = (0..=self.groups()).map(span).collect();
        let end = whole(&spans).map_or(start, |(_, end)| end);
        interp.charge(end.saturating_sub(start) / 16)?;
        Ok(Some(spans))
    }

    /// The first match from `start` on that is not an empty one at `start` itself: what follows an empty match.
    ///
    /// # Errors
    /// As [`Compiled::find`].
    pub(super) fn find_after(
        &self,
        interp: &mut Interp,
        text: &str,
        start: usize,
    ) -> Result<Option<Spans>> {
        let found = self.find(interp, text, start, Mode::Search)?;
        if found.as_ref().and_then(whole) != Some((start, start)) {
            return Ok(found);
        }
        if let Some(longer) = self.find(interp, text, start, Mode::NotEmpty)? {
            return Ok(Some(longer));
        }
        match text.get(start..).and_then(|rest| rest.chars().next()) {
            Some(c) => self.find(interp, text, start + c.len_utf8(), Mode::Search),
            None => Ok(None),
        }
    }
}

/// Where the whole match begins and ends.
pub(super) fn whole(spans: &Spans) -> Option<(usize, usize)> {
    spans.first().copied().flatten()
}

#[cold]
fn too_complex() -> Error {
    Error::new(
        ExcKind::PatternError,
        "the pattern is too large for the engine",
    )
}

/// Bytes as the text whose characters have those code points: what a pattern for bytes is matched against.
fn latin1(data: &[u8]) -> String {
    data.iter().map(|&byte| char::from(byte)).collect()
}

/// What is searched: a string, or bytes seen as text.
#[derive(Clone)]
pub(super) struct Subject {
    /// The value that was given.
    pub(super) value: Value,
    /// Its text.
    pub(super) text: Rc<Str>,
}

impl Subject {
    /// A value as a subject for a pattern of that kind.
    ///
    /// # Errors
    /// `TypeError` when it is no text, or of the other kind.
    pub(super) fn new(interp: &mut Interp, value: &Value, is_text: bool) -> Result<Subject> {
        let text = match (value, is_text) {
            (Value::Str(text), true) => Rc::clone(text),
            (Value::Bytes(data), false) => {
                interp.reserve(data.as_slice().len().saturating_mul(2))?;
                Rc::new(Str::new(latin1(data.as_slice())))
            }
            (Value::Str(_), false) => {
                return Err(wording::type_error(
                    "cannot use a bytes pattern on a string-like object",
                ));
            }
            (Value::Bytes(_), true) => {
                return Err(wording::type_error(
                    "cannot use a string pattern on a bytes-like object",
                ));
            }
            _ => {
                return Err(wording::type_error(format!(
                    "expected string or bytes-like object, got '{}'",
                    type_name(value)
                )));
            }
        };
        Ok(Subject {
            value: value.clone(),
            text,
        })
    }

    /// The part between two byte offsets, of the subject's own type.
    pub(super) fn part(&self, interp: &mut Interp, start: usize, end: usize) -> Result<Value> {
        let part = self.text.as_str().get(start..end).unwrap_or_default();
        if part.len() == self.text.as_str().len() {
            return Ok(self.value.clone());
        }
        interp.reserve(part.len())?;
        Ok(self.wrap(part))
    }

    /// Text of this subject's kind as a value.
    pub(super) fn wrap(&self, text: &str) -> Value {
        match self.value {
            Value::Bytes(_) => {
                let bytes = text.chars().filter_map(|c| u8::try_from(u32::from(c)).ok());
                Value::bytes(bytes.collect::<Vec<u8>>())
            }
            _ => Value::str(text),
        }
    }
}
