//! Findings and failures drawn for people: a source excerpt, the place underlined, Python's own last line.
//!
//! The only file that knows ariadne. It is given plain data and text and returns text, so a host may
//! show the same failure in its own way instead; colour is the caller's decision, made once for a program.

mod content;
mod excerpt;
mod visible;

use ariadne::{Cache, Color, Config, IndexType, LabelAttach, ReportKind};

use crate::syntax::Span;

use excerpt::Excerpt;
pub use visible::visible;

/// A text that spans point into, as the reader knows it.
///
/// ```
/// use lambkin::report::Origin;
/// assert_eq!(Origin::new("rule.lam", "a < b").text(), "a < b");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    name: &'a str,
    text: &'a str,
    first_line: usize,
}

impl<'a> Origin<'a> {
    /// The text under that name: a path, `<expr>`, `--let x`.
    ///
    /// ```
    /// let origin = lambkin::report::Origin::new("<expr>", "1 +");
    /// ```
    #[must_use]
    pub fn new(name: &'a str, text: &'a str) -> Self {
        Origin {
            name,
            text,
            first_line: 1,
        }
    }

    /// The text.
    ///
    /// ```
    /// assert_eq!(lambkin::report::Origin::new("<expr>", "1 +").text(), "1 +");
    /// ```
    #[must_use]
    pub fn text(self) -> &'a str {
        self.text
    }

    /// The same where the text begins at that line of what bears the name, counted from one.
    ///
    /// ```
    /// use lambkin::report::{Origin, Report};
    /// use lambkin::{Diagnostic, Span};
    ///
    /// let finding = Diagnostic::error("unclosed-bracket", "'(' was never closed", Span::new(0, 1));
    /// let drawn = Report::diagnostic(&finding).draw(&[Origin::new("policy.toml", "(1").from_line(12)], false);
    /// assert!(drawn.contains("policy.toml:12:1"));
    /// ```
    #[must_use]
    pub fn from_line(self, first_line: usize) -> Self {
        Origin { first_line, ..self }
    }
}

/// A place in one of several texts.
///
/// ```
/// use lambkin::Span;
/// use lambkin::report::Place;
///
/// let place = Place { source: 0, span: Span::new(0, 5) };
/// assert_eq!(place.span.len(), 5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index into the origins that the report is drawn with.
    pub source: usize,
    /// Where in that text.
    pub span: Span,
}

/// One report: what to underline and what to say.
///
/// ```
/// use lambkin::Span;
/// use lambkin::report::{Origin, Place, Report};
///
/// let place = Place { source: 0, span: Span::new(0, 5) };
/// let report = Report::raised("ZeroDivisionError", "division by zero", Some(place), &[]);
/// let text = report.draw(&[Origin::new("<expr>", "1 / 0")], false);
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
    role: Role,
}

/// Why a place is shown.
#[derive(Clone, Copy, Debug)]
enum Role {
    /// `1 / 0`: this is where it went wrong.
    Place,
    /// What a warning is about.
    Doubt,
    /// `f(0)`: this led there.
    Context,
}

impl Report {
    /// The report as text, ending in a line break. Any spans and any text are fine: what lies outside
    /// is moved to the nearest place inside, and control characters are shown as pictures.
    ///
    /// ```
    /// use lambkin::report::{Origin, Report};
    ///
    /// let report = Report::halted("more than 1000 steps", None, None);
    /// assert_eq!(report.draw(&[Origin::new("<expr>", "")], false), "more than 1000 steps\n");
    /// ```
    #[must_use]
    pub fn draw(&self, origins: &[Origin<'_>], colour: bool) -> String {
        let mut text = String::new();
        if let Some(headline) = &self.headline {
            push_line(&mut text, headline);
        }
        if let Some(excerpts) = self.draw_excerpts(origins, colour) {
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

    fn draw_excerpts(&self, origins: &[Origin<'_>], colour: bool) -> Option<String> {
        let mut labels: Vec<Label> = (self.labels.iter())
            .filter(|label| label.place.source < origins.len())
            .cloned()
            .collect();
        let main = self.main(origins.len())?;
        for label in &mut labels {
            // Only the place itself is shown from end to end: a call spans its arguments, often the whole text.
            if let Some(source) = origins.get(label.place.source)
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
            excerpts: (origins.iter().enumerate())
                .map(|(index, source)| {
                    let excerpt = Excerpt::new(source.text, source.first_line, &spans_of(index));
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

        // Counted in characters: for the second of two origins ariadne takes one for the other and would panic.
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
                    .with_color(match label.role {
                        Role::Place => Color::Red,
                        Role::Doubt => Color::Yellow,
                        Role::Context => Color::Cyan,
                    }),
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
        Some(name_boxes(&drawn, origins, |index| {
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
    fn main(&self, origins: usize) -> Option<Place> {
        (self.labels.iter())
            .map(|label| label.place)
            .filter(|place| place.source < origins)
            .max_by_key(|place| Some(*place) == self.place)
    }
}

/// ariadne's headline is left out, for Python's last line says it, and each box gets its true line and column,
/// which ariadne cannot know of a cropped line.
fn name_boxes(
    drawn: &str,
    origins: &[Origin<'_>],
    line_and_column: impl Fn(usize) -> (usize, usize),
) -> String {
    let mut text = String::with_capacity(drawn.len());
    for line in join_colours(drawn).lines().skip(1) {
        let line = line.trim_end();
        match line.split_once(BOX) {
            None => text.push_str(line),
            Some((before, after)) => {
                // `after` is `0:1:12 ]`: the source's index, then ariadne's idea of line and column.
                let place = after.split_whitespace().next().unwrap_or_default();
                let index = (place.split(':').next())
                    .and_then(|index| index.parse::<usize>().ok())
                    .unwrap_or_default();
                let name = origins.get(index).map_or("", |source| source.name);
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

/// ariadne colours each character by itself; one colour after the same colour is left on.
fn join_colours(drawn: &str) -> String {
    const OFF: &str = "\u{1b}[0m";
    let mut text = String::with_capacity(drawn.len());
    let mut on = "";
    let mut rest = drawn;
    while let Some(at) = rest.find('\u{1b}') {
        let (before, escape) = rest.split_at(at);
        text.push_str(before);
        let (code, after) = escape.split_at(escape.find('m').map_or(escape.len(), |end| end + 1));
        rest = after;
        if code == OFF && !on.is_empty() && after.starts_with(on) {
            rest = after.get(on.len()..).unwrap_or_default();
        } else {
            text.push_str(code);
            on = code;
        }
    }
    text.push_str(rest);
    text
}

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
