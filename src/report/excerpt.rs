//! The part of a source that a report shows, and where its spans went.
//!
//! Separate from the drawing because it makes drawing safe: every span ends up inside the text and on character
//! boundaries, line breaks are plain, controls are pictures, and a line of a megabyte is cut down to the
//! surroundings of its spans.

use std::ops::Range;

use crate::syntax::Span;

use super::visible::picture;

/// A line of at most so many bytes is shown whole.
const WHOLE: usize = 120;
/// What is kept before and after each end of a span in a longer line.
const BEFORE: usize = 30;
const AFTER: usize = 40;

/// The part of the span in its first line, and of a long line no more than is shown after its start.
pub(super) fn beginning(source: &str, span: Span) -> Span {
    let Range { start, end } = span.range();
    let start = boundary(source, start.min(source.len()));
    let before = source.get(..start).unwrap_or_default();
    let line_start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let (line_end, _) = line_at(source, start);
    let reach = if line_end - line_start > WHOLE {
        line_end.min(start + AFTER)
    } else {
        line_end
    };
    let end = end.clamp(start, reach.max(start));
    // A source is at most 4 GiB, and both offsets lie within it or were the span's own.
    match (u32::try_from(start), u32::try_from(end)) {
        (Ok(start), Ok(end)) => Span::new(start, end),
        _ => span,
    }
}

/// A text fit to be drawn, with as many lines as the source, of which only those with spans have content.
#[derive(Debug)]
pub(super) struct Excerpt {
    /// The text that is drawn.
    pub(super) text: String,
    /// Characters in `text` so far.
    length: usize,
    marks: Vec<Mark>,
}

/// One span of the source and what became of it.
#[derive(Debug)]
struct Mark {
    span: Span,
    /// First byte of its first character, and of its last.
    ends: [usize; 2],
    shown: [Range<usize>; 2],
    line: usize,
    column: usize,
    line_of_end: usize,
}

impl Excerpt {
    /// What is needed of `source` to show `spans`; its lines are counted from `first_line`.
    pub(super) fn new(source: &str, first_line: usize, spans: &[Span]) -> Self {
        let mut excerpt = Excerpt {
            text: String::new(),
            length: 0,
            marks: spans.iter().map(|span| Mark::new(source, *span)).collect(),
        };
        let last = excerpt.marks.iter().map(|mark| mark.ends[1]).max();
        let mut start = 0;
        let mut number = first_line.max(1);
        for _ in 1..number {
            excerpt.push('\n');
        }
        loop {
            let (end, next) = line_at(source, start);
            let reach = next.unwrap_or(source.len() + 1);
            excerpt.line(source, start..end, reach, number);
            match next {
                Some(next) if last.is_some_and(|last| next <= last) => start = next,
                Some(_) | None => break,
            }
            number += 1;
        }
        excerpt
    }

    /// Where the span is in the drawn text, counted in characters: at least one.
    pub(super) fn shown(&self, span: Span) -> Range<usize> {
        self.mark(span).map_or(0..0, |mark| {
            mark.shown[0].start..mark.shown[1].end.max(mark.shown[0].end)
        })
    }

    /// Line and column of the span's start in the source, from one, the column in characters.
    pub(super) fn line_and_column(&self, span: Span) -> (usize, usize) {
        self.mark(span)
            .map_or((1, 1), |mark| (mark.line, mark.column))
    }

    /// The line in which the span ends.
    pub(super) fn line_of_end(&self, span: Span) -> usize {
        self.mark(span).map_or(1, |mark| mark.line_of_end)
    }

    fn mark(&self, span: Span) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.span == span)
    }

    /// Adds one line; its break counts as its last character, so that an end of line can be underlined.
    fn line(&mut self, source: &str, line: Range<usize>, reach: usize, number: usize) {
        let mut windows: Vec<Range<usize>> = Vec::new();
        for mark in &mut self.marks {
            for (which, offset) in mark.ends.into_iter().enumerate() {
                if offset < line.start || offset >= reach {
                    continue;
                }
                if which == 0 {
                    mark.line = number;
                    mark.column = 1 + source
                        .get(line.start..offset.min(line.end))
                        .map_or(0, |before| before.chars().count());
                } else {
                    mark.line_of_end = number;
                }
                windows.push(window(source, &line, offset));
            }
        }
        windows.sort_by_key(|window| window.start);
        let mut done = line.start;
        for window in &windows {
            if window.end <= done && !window.is_empty() {
                continue;
            }
            if window.start > done {
                self.gap(done..window.start);
            }
            let rest = window.start.max(done)..window.end;
            self.copy(source, rest);
            done = done.max(window.end);
        }
        if done < line.end && !windows.is_empty() {
            self.gap(done..line.end);
        }
        let at = self.push('\n');
        self.place(line.end.max(line.start)..reach, at);
    }

    fn copy(&mut self, source: &str, range: Range<usize>) {
        let start = range.start;
        for (offset, c) in source.get(range).unwrap_or_default().char_indices() {
            let at = self.push(picture(c));
            let offset = start + offset;
            self.place(offset..offset + c.len_utf8(), at);
        }
    }

    fn gap(&mut self, range: Range<usize>) {
        let at = self.push('…');
        self.place(range, at);
    }

    /// Adds a character and says where it is.
    fn push(&mut self, c: char) -> Range<usize> {
        let at = self.length;
        self.text.push(c);
        self.length += 1;
        at..self.length
    }

    /// Notes for every end of a span inside `from` that it is shown at `at`.
    fn place(&mut self, from: Range<usize>, at: Range<usize>) {
        for mark in &mut self.marks {
            for (end, shown) in mark.ends.iter().zip(&mut mark.shown) {
                if from.contains(end) {
                    *shown = at.clone();
                }
            }
        }
    }
}

impl Mark {
    fn new(source: &str, span: Span) -> Self {
        let Range { start, end } = span.range();
        let start = boundary(source, start.min(source.len()));
        let last = boundary(source, end.min(source.len()).saturating_sub(1)).max(start);
        Mark {
            span,
            ends: [start, last],
            shown: [0..0, 0..0],
            line: 1,
            column: 1,
            line_of_end: 1,
        }
    }
}

/// The nearest character boundary at or before `offset`.
fn boundary(source: &str, offset: usize) -> usize {
    (0..=offset)
        .rev()
        .find(|offset| source.is_char_boundary(*offset))
        .unwrap_or(0)
}

/// Where the line ends and where the next one starts; a line ends as Python's do.
fn line_at(source: &str, start: usize) -> (usize, Option<usize>) {
    let rest = source.get(start..).unwrap_or_default();
    match rest.find(['\n', '\r']) {
        None => (source.len(), None),
        Some(at) => {
            let width = if rest.get(at..at + 2) == Some("\r\n") {
                2
            } else {
                1
            };
            (start + at, Some(start + at + width))
        }
    }
}

/// What of the line is kept for the sake of one offset.
fn window(source: &str, line: &Range<usize>, offset: usize) -> Range<usize> {
    if line.len() <= WHOLE {
        return line.clone();
    }
    let start = offset.saturating_sub(BEFORE).max(line.start).min(line.end);
    let end = (offset + AFTER).min(line.end);
    boundary(source, start)..boundary(source, end)
}
