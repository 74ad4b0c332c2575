//! The text of a regular expression, read one character or escape at a time, and what is wrong with it.

use crate::runtime::error::Error;
use crate::runtime::exception::ExcKind;
use crate::types::str::escape;

/// A complaint about a pattern: a message, and where.
pub(super) type Complaint<T> = Result<T, Error>;

/// A pattern and a place in it. Places count characters.
pub(super) struct Source {
    chars: Vec<char>,
    pub(super) at: usize,
}

impl Source {
    pub(super) fn new(pattern: &str) -> Self {
        Source {
            chars: pattern.chars().collect(),
            at: 0,
        }
    }

    /// The next character; of an escape, its backslash.
    pub(super) fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    /// Takes the next character.
    pub(super) fn next(&mut self) -> Option<char> {
        let next = self.peek();
        self.at += usize::from(next.is_some());
        next
    }

    /// Takes the next character if it is this one.
    pub(super) fn accept(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    /// Takes up to `most` characters that pass.
    pub(super) fn take_while(&mut self, most: usize, test: fn(char) -> bool) -> String {
        let mut taken = String::new();
        while taken.chars().count() < most
            && let Some(c) = self.peek()
            && test(c)
        {
            taken.push(c);
            self.at += 1;
        }
        taken
    }

    /// The characters from one place to another.
    pub(super) fn text(&self, from: usize, to: usize) -> String {
        self.chars
            .get(from..to)
            .unwrap_or_default()
            .iter()
            .collect()
    }

    /// Takes what stands before `terminator`, and that too.
    pub(super) fn until(&mut self, terminator: char, what: &str) -> Complaint<String> {
        let mut taken = String::new();
        loop {
            match self.next() {
                None if taken.is_empty() => return Err(self.error(&format!("missing {what}"), 0)),
                None => {
                    let message = format!("missing {terminator}, unterminated name");
                    return Err(self.error(&message, taken.chars().count()));
                }
                Some(c) if c == terminator => {
                    if taken.is_empty() {
                        return Err(self.error(&format!("missing {what}"), 1));
                    }
                    return Ok(taken);
                }
                Some(c) => taken.push(c),
            }
        }
    }

    /// A complaint about a place `back` characters before this one.
    #[cold]
    pub(super) fn error(&self, message: &str, back: usize) -> Error {
        self.error_at(message, self.at.saturating_sub(back))
    }

    /// A complaint about a place; a pattern of several lines says which.
    #[cold]
    pub(super) fn error_at(&self, message: &str, position: usize) -> Error {
        let mut text = format!("{message} at position {position}");
        if self.chars.contains(&'\n') {
            let before = self.chars.get(..position).unwrap_or(&self.chars);
            let line = before.iter().filter(|c| **c == '\n').count() + 1;
            let line_start = before
                .iter()
                .rposition(|c| *c == '\n')
                .map_or(0, |at| at + 1);
            let column = position - line_start + 1;
            text.push_str(&format!(" (line {line}, column {column})"));
        }
        Error::new(ExcKind::PatternError, text)
    }
}

/// `repr` of a name, as messages show it.
pub(super) fn quoted(name: &str) -> String {
    let mut out = String::new();
    escape::push_repr(&mut out, name);
    out
}
