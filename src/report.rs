//! Findings and failures drawn for people: a source excerpt, the place underlined, Python's own last line.
//!
//! The only file that knows ariadne. It is given plain data and text and returns text, so a host may
//! show the same failure in its own way instead; colour is the caller's decision, made once for a program.

mod excerpt;
mod visible;

use ariadne::{Cache, Color, Config, IndexType, LabelAttach, ReportKind};

use crate::syntax::{Diagnostic, Severity, Span};

use excerpt::Excerpt;
pub use visible::visible;

/// More distinct places than this are counted, not drawn.
const PLACES: usize = 8;

/// A named source text.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// What the text is called: a path, `<expr>`, `--let x`.
    pub name: &'a str,
    /// The text itself.
    pub text: &'a str,
}

/// A place in one of several sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index into the sources that the report is drawn with.
    pub source: usize,
    /// Where in that text.
    pub span: Span,
}

/// One report: what to underline and what to say.
///
/// ```
/// use lambkin::report::{Place, Report, Source};
/// use lambkin::syntax::Span;
///
/// let place = Place { source: 0, span: Span::new(0, 5) };
/// let report = Report::raised("ZeroDivisionError", "division by zero", Some(place), &[]);
/// let text = report.draw(&[Source { name: "<expr>", text: "1 / 0" }], false);
/// assert!(text.ends_with("ZeroDivisionError: division by zero\n"));
/// ```
#[derive(Clone, Debug)]
pub struct Report {
    headline: Option<String>,
    place: Option<Place>,
    labels: Vec<Label>,
    notes: Vec<String>,
    help: Option<String>,
    last_line: Option<String>,
}

#[derive(Clone, Debug)]
struct Label {
    place: Place,
    text: String,
    colour: Color,
}

impl Report {
    /// The report of a finding about one text.
    ///
    /// ```
    /// use lambkin::report::{Report, Source};
    /// use lambkin::syntax::{Diagnostic, Span};
    ///
    /// let finding = Diagnostic::error("unclosed-bracket", "'(' was never closed", Span::new(0, 1));
    /// let text = Report::diagnostic(&finding).draw(&[Source { name: "<expr>", text: "(1" }], false);
    /// assert!(text.ends_with("SyntaxError: '(' was never closed\n"));
    /// ```
    #[must_use]
    pub fn diagnostic(finding: &Diagnostic) -> Self {
        let place = |span| Place { source: 0, span };
        let (headline, last_line, colour) = match finding.severity {
            Severity::Error => (
                None,
                Some(format!("SyntaxError: {}", finding.message)),
                Color::Red,
            ),
            Severity::Warning => (
                Some(format!("Warning: {}", finding.message)),
                None,
                Color::Yellow,
            ),
        };
        let mut report = Report {
            headline,
            place: Some(place(finding.span)),
            labels: Vec::new(),
            notes: finding.notes.clone(),
            help: finding.help.clone(),
            last_line,
        };
        // A finding may bring its own words for its main place; otherwise the kind names it.
        let own_words = finding.labels.iter().any(|(span, _)| *span == finding.span);
        if !own_words {
            let words = finding.kind.replace('-', " ");
            report.label(place(finding.span), words, colour);
        }
        for (span, text) in &finding.labels {
            let colour = if *span == finding.span {
                colour
            } else {
                Color::Cyan
            };
            report.label(place(*span), text.clone(), colour);
        }
        report
    }

    /// The report of an exception: where it was raised and the calls that led there, outermost first.
    #[must_use]
    pub fn raised(
        type_name: &str,
        message: &str,
        place: Option<Place>,
        calls: &[(String, Place)],
    ) -> Self {
        let last_line = if message.is_empty() {
            type_name.to_owned()
        } else {
            format!("{type_name}: {message}")
        };
        let mut report = Report {
            headline: None,
            place,
            labels: Vec::new(),
            notes: Vec::new(),
            help: None,
            last_line: Some(last_line),
        };
        report.calls(calls, place);
        if let Some(place) = place {
            report.label(place, format!("{type_name} raised here"), Color::Red);
        }
        report
    }

    /// The report of a halt: the limit that was reached and where evaluation was at that moment.
    #[must_use]
    pub fn halted(message: &str, place: Option<Place>, calls: &[(String, Place)]) -> Self {
        let mut report = Report {
            headline: None,
            place,
            labels: Vec::new(),
            notes: Vec::new(),
            help: None,
            last_line: Some(message.to_owned()),
        };
        report.calls(calls, place);
        if let Some(place) = place {
            report.label(place, "stopped here".to_owned(), Color::Red);
        }
        report
    }

    /// The same with advice.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with one more fact.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// The report as text, ending in a line break. Any spans and any text are fine: what lies outside
    /// is moved to the nearest place inside, and control characters are shown as pictures.
    #[must_use]
    pub fn draw(&self, sources: &[Source<'_>], colour: bool) -> String {
        let mut text = String::new();
        if let Some(headline) = &self.headline {
            push_line(&mut text, headline);
        }
        if let Some(excerpts) = self.draw_excerpts(sources, colour) {
            text.push_str(&excerpts);
        } else {
            for note in &self.notes {
                push_line(&mut text, &format!("Note: {note}"));
            }
            if let Some(help) = &self.help {
                push_line(&mut text, &format!("Help: {help}"));
            }
        }
        if let Some(last_line) = &self.last_line {
            push_line(&mut text, last_line);
        }
        text
    }

    fn label(&mut self, place: Place, text: String, colour: Color) {
        self.labels.push(Label {
            place,
            text,
            colour,
        });
    }

    /// One label per call site, since a recursion goes through the same few sites again and again.
    fn calls(&mut self, calls: &[(String, Place)], raised: Option<Place>) {
        let mut sites: Vec<(&str, Place, usize)> = Vec::new();
        let mut more = 0_usize;
        for (name, place) in calls {
            if let Some(site) = sites.iter_mut().find(|site| site.1 == *place) {
                site.2 += 1;
            } else if sites.len() < PLACES {
                sites.push((name, *place, 1));
            } else {
                more += 1;
            }
        }
        for (name, place, count) in sites {
            // A call that fails on its own, such as one with too many arguments, is one place.
            if raised == Some(place) && count == 1 {
                continue;
            }
            let times = if count == 1 {
                String::new()
            } else {
                format!(", {count} times")
            };
            self.label(place, format!("{name} called here{times}"), Color::Cyan);
        }
        if more > 0 {
            self.notes.push(format!("{more} more calls are not shown"));
        }
    }

    fn draw_excerpts(&self, sources: &[Source<'_>], colour: bool) -> Option<String> {
        let mut labels: Vec<Label> = (self.labels.iter())
            .filter(|label| label.place.source < sources.len())
            .cloned()
            .collect();
        let main = self.main(sources.len())?;
        for label in &mut labels {
            // Only the place itself is shown from end to end: a call spans its arguments, often the whole text.
            if let Some(source) = sources.get(label.place.source)
                && label.place != main
            {
                label.place.span = excerpt::beginning(source.text, label.place.span);
            }
        }
        let spans_of = |source| {
            (labels.iter())
                .filter(|label| label.place.source == source)
                .map(|label| label.place.span)
                .collect::<Vec<_>>()
        };
        let mut gallery = Gallery {
            excerpts: (sources.iter().enumerate())
                .map(|(index, source)| {
                    let excerpt = Excerpt::new(source.text, &spans_of(index));
                    (ariadne::Source::from(excerpt.text.clone()), excerpt)
                })
                .collect(),
        };
        // The place itself comes last; ariadne draws one box per run of labels of the same source.
        labels.sort_by_key(|label| {
            let place = label.place;
            let line = gallery
                .excerpts
                .get(place.source)
                .map_or(0, |(_, excerpt)| excerpt.line_of_end(place.span));
            (place.source == main.source, place.source, line)
        });

        // Counted in characters: for the second of two sources ariadne takes one for the other and would panic.
        let shown = |place: Place| (place.source, gallery.shown(place));
        let mut builder = ariadne::Report::build(ReportKind::Error, shown(main)).with_config(
            Config::default()
                .with_color(colour)
                .with_index_type(IndexType::Char)
                .with_label_attach(LabelAttach::Start),
        );
        for label in &labels {
            builder.add_label(
                ariadne::Label::new(shown(label.place))
                    .with_message(visible(&label.text))
                    .with_color(label.colour),
            );
        }
        builder.with_notes(self.notes.iter().map(|note| visible(note)));
        if let Some(help) = &self.help {
            builder.set_help(visible(help));
        }
        let report = builder.finish();
        let mut bytes = Vec::new();
        report.write(&mut gallery, &mut bytes).ok()?;
        let drawn = String::from_utf8(bytes).ok()?;
        Some(name_boxes(&drawn, sources, |index| {
            (labels.iter())
                .map(|label| label.place)
                .filter(|place| place.source == index)
                .max_by_key(|place| *place == main)
                .zip(gallery.excerpts.get(index))
                .map_or((1, 1), |(place, (_, excerpt))| {
                    excerpt.line_and_column(place.span)
                })
        }))
    }

    /// The place that the report is about: a finding's own, or where an exception was raised.
    fn main(&self, sources: usize) -> Option<Place> {
        (self.labels.iter())
            .map(|label| label.place)
            .filter(|place| place.source < sources)
            .max_by_key(|place| Some(*place) == self.place)
    }
}

/// ariadne's headline is left out, for Python's last line says it, and each box gets its true line and column,
/// which ariadne cannot know of a cropped line.
fn name_boxes(
    drawn: &str,
    sources: &[Source<'_>],
    line_and_column: impl Fn(usize) -> (usize, usize),
) -> String {
    let mut text = String::with_capacity(drawn.len());
    for line in drawn.lines().skip(1) {
        let line = line.trim_end();
        match line.split_once(BOX) {
            None => text.push_str(line),
            Some((before, after)) => {
                // `after` is `0:1:12 ]`: the source's index, then ariadne's idea of line and column.
                let place = after.split_whitespace().next().unwrap_or_default();
                let index = (place.split(':').next())
                    .and_then(|index| index.parse::<usize>().ok())
                    .unwrap_or_default();
                let name = sources.get(index).map_or("", |source| source.name);
                let (line, column) = line_and_column(index);
                text.push_str(before);
                text.push_str(&visible(name).replace('\n', "␊"));
                text.push_str(&format!(":{line}:{column}"));
                text.push_str(after.get(place.len()..).unwrap_or_default());
            }
        }
        text.push('\n');
    }
    text
}

/// Stands for a box's name until [`name_boxes`] puts it in; no text that is drawn can hold it.
const BOX: char = '\u{1}';

fn push_line(text: &mut String, line: &str) {
    text.push_str(&visible(line));
    text.push('\n');
}

/// The excerpts as ariadne wants to fetch them.
struct Gallery {
    excerpts: Vec<(ariadne::Source, Excerpt)>,
}

impl Gallery {
    fn shown(&self, place: Place) -> std::ops::Range<usize> {
        self.excerpts
            .get(place.source)
            .map_or(0..0, |(_, excerpt)| excerpt.shown(place.span))
    }
}

impl Cache<usize> for &mut Gallery {
    type Storage = String;

    fn fetch(&mut self, index: &usize) -> Result<&ariadne::Source, impl std::fmt::Debug> {
        self.excerpts
            .get(*index)
            .map(|(source, _)| source)
            .ok_or("no such source")
    }

    fn display<'a>(&self, index: &'a usize) -> Option<impl std::fmt::Display + 'a> {
        Some(format!("{BOX}{index}"))
    }
}
