//! The patterns behind `case`.
//!
//! Python's manual: <https://docs.python.org/3.13/reference/compound_stmts.html#patterns>.

use super::Phrase;
use super::reader::Reader;
use crate::syntax::ast::Name;
use crate::syntax::{Diagnostic, Span, TokenKind, with_room};

/// A pattern and where it stands.
#[derive(Debug)]
pub struct Pattern {
    /// What it is.
    pub kind: PatternKind,
    /// From its first to its last token.
    pub span: Span,
}

/// The forms of patterns, as far as rewrites tell them apart.
#[derive(Debug)]
pub enum PatternKind {
    /// `_`
    Wildcard,
    /// `x`
    Capture(Name),
    /// `1`, `'text'`, `None`, `-1.5`: compared with `==`, the three names with `is`.
    Literal(Phrase),
    /// `colours.RED`
    Value(Phrase),
    /// `1 | 2`
    Or(Vec<Pattern>),
    /// `pattern as name`
    As(Box<Pattern>, Name),
    /// `[a, *rest]`, `(a, b)`, `a, b`
    Sequence(Vec<Pattern>),
    /// `*rest`, `*_`, only in a sequence.
    Star(Option<Name>),
    /// `{'key': x}`, `Point(x=0)`, and whatever is no pattern.
    Other,
}

/// Stack for reading one pattern, in levels of a walk.
const ROOM: usize = 16;
/// How deep patterns may nest.
const MOST_NESTED: usize = 100;

impl Reader<'_> {
    /// Reads the pattern from here to the token at `end`.
    pub(super) fn pattern(&mut self, end: usize) -> Pattern {
        self.pattern_within(end, MOST_NESTED)
    }

    fn pattern_within(&mut self, end: usize, levels: usize) -> Pattern {
        let start = self.at;
        let (patterns, comma) = self.patterns(end, levels);
        let patterns = match one(patterns) {
            Ok(only) if !comma => return only,
            Ok(only) => vec![only],
            Err(several) => several,
        };
        Pattern {
            span: self.span(&(start..end)),
            kind: PatternKind::Sequence(patterns),
        }
    }

    /// Reads patterns between commas up to `end`; also tells whether there was a comma.
    fn patterns(&mut self, end: usize, levels: usize) -> (Vec<Pattern>, bool) {
        let mut patterns = Vec::new();
        let mut comma = false;
        while self.at < end {
            let stop = self.find(&[TokenKind::Comma]).min(end);
            patterns.push(self.as_pattern(stop, levels));
            self.at = stop;
            if self.at < end && self.take(TokenKind::Comma) {
                comma = true;
            } else {
                break;
            }
        }
        (patterns, comma)
    }

    /// Reads `pattern as name` up to `end`.
    fn as_pattern(&mut self, end: usize, levels: usize) -> Pattern {
        let start = self.at;
        let stop = self.find(&[TokenKind::As]).min(end);
        let pattern = self.or_pattern(stop, levels);
        self.at = stop;
        if stop < end && self.take(TokenKind::As) {
            let name = self.name();
            self.at = end;
            let span = self.span(&(start..end));
            let kind = match name {
                Some(name) => PatternKind::As(Box::new(pattern), name),
                None => PatternKind::Other,
            };
            return Pattern { kind, span };
        }
        pattern
    }

    /// Reads `a | b | c` up to `end`.
    fn or_pattern(&mut self, end: usize, levels: usize) -> Pattern {
        let start = self.at;
        let mut patterns = Vec::new();
        loop {
            let stop = self.find(&[TokenKind::Bar]).min(end);
            patterns.push(self.closed_pattern(stop, levels));
            self.at = stop;
            if stop >= end || !self.take(TokenKind::Bar) {
                break;
            }
        }
        one(patterns).unwrap_or_else(|several| Pattern {
            span: self.span(&(start..end)),
            kind: PatternKind::Or(several),
        })
    }

    fn closed_pattern(&mut self, end: usize, levels: usize) -> Pattern {
        let start = self.at;
        let span = self.span(&(start..end));
        let alone = end == start + 1;
        let kind = match self.peek() {
            _ if start >= end => {
                self.complain(Diagnostic::error("missing-value", "invalid syntax", span));
                PatternKind::Other
            }
            _ if levels == 0 => PatternKind::Other,
            TokenKind::Name if alone && self.word(start) == "_" => PatternKind::Wildcard,
            TokenKind::Name if alone => PatternKind::Capture(Name::from(self.word(start))),
            TokenKind::Star if end == start + 2 && self.kind(start + 1) == TokenKind::Name => {
                let name = self.word(start + 1);
                PatternKind::Star((name != "_").then(|| Name::from(name)))
            }
            TokenKind::ParenOpen | TokenKind::BracketOpen if self.behind_bracket() == end => {
                let sequence = self.peek() == TokenKind::BracketOpen;
                self.at += 1;
                let (mut patterns, comma) = with_room(ROOM, || self.patterns(end - 1, levels - 1));
                if !sequence
                    && !comma
                    && patterns.len() == 1
                    && let Some(only) = patterns.pop()
                {
                    self.at = end;
                    return only;
                }
                PatternKind::Sequence(patterns)
            }
            TokenKind::Name if self.is_dotted(end) => PatternKind::Value(self.phrase_to(end)),
            TokenKind::Name | TokenKind::BraceOpen => PatternKind::Other,
            _ => PatternKind::Literal(self.phrase_to(end)),
        };
        self.at = end;
        Pattern { kind, span }
    }

    /// Whether `a.b.c` stands from here to `end`.
    fn is_dotted(&self, end: usize) -> bool {
        (self.at..end).enumerate().all(|(index, at)| {
            let expected = match index % 2 {
                0 => TokenKind::Name,
                _ => TokenKind::Dot,
            };
            self.kind(at) == expected
        })
    }
}

/// The only one, or all of them where there is another number.
fn one(mut several: Vec<Pattern>) -> Result<Pattern, Vec<Pattern>> {
    match several.pop() {
        Some(only) if several.is_empty() => Ok(only),
        Some(last) => {
            several.push(last);
            Err(several)
        }
        None => Err(several),
    }
}
