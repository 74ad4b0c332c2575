//! What a report says, for each thing that there is to report.
//!
//! Only words and places; how they are drawn is the parent's.

use super::{Label, Place, Report, Role};
use crate::syntax::{Diagnostic, Severity};

/// More distinct call sites than this are counted, not drawn.
const SITES: usize = 8;

impl Report {
    /// The report of a finding about one text.
    ///
    /// ```
    /// use lambkin::report::{Origin, Report};
    /// use lambkin::{Diagnostic, Span};
    ///
    /// let finding = Diagnostic::error("unclosed-bracket", "'(' was never closed", Span::new(0, 1));
    /// let text = Report::diagnostic(&finding).draw(&[Origin::new("<expr>", "(1")], false);
    /// assert!(text.ends_with("SyntaxError: '(' was never closed\n"));
    /// ```
    #[must_use]
    pub fn diagnostic(finding: &Diagnostic) -> Self {
        let place = |span| Place { source: 0, span };
        let (headline, last_line, role) = match finding.severity {
            Severity::Error => (
                None,
                Some(format!("SyntaxError: {}", finding.message)),
                Role::Place,
            ),
            Severity::Warning => (
                Some(format!("Warning: {}", finding.message)),
                None,
                Role::Doubt,
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
            report.label(place(finding.span), words, role);
        }
        for (span, text) in &finding.labels {
            let role = if *span == finding.span {
                role
            } else {
                Role::Context
            };
            report.label(place(*span), text.clone(), role);
        }
        report
    }

    /// The report of an exception: where it was raised and the calls that led there, outermost first.
    ///
    /// ```
    /// use lambkin::report::{Origin, Report};
    ///
    /// let drawn = Report::raised("ValueError", "must be even", None, &[]).draw(&[Origin::new("<expr>", "f(3)")], false);
    /// assert_eq!(drawn, "ValueError: must be even\n");
    /// ```
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
            report.label(place, format!("{type_name} raised here"), Role::Place);
        }
        report
    }

    /// The report of a halt: the limit that was reached, where evaluation was at that moment, and where most of what
    /// it had was spent.
    ///
    /// ```
    /// use lambkin::Span;
    /// use lambkin::report::{Origin, Place, Report};
    ///
    /// let place = Place { source: 0, span: Span::new(0, 17) };
    /// let report = Report::halted("LimitExceeded: more than 1000 steps", Some(place), Some(place));
    /// let drawn = report.draw(&[Origin::new("<expr>", "sum(range(10**9))")], false);
    /// assert!(drawn.contains("most was spent here"));
    /// ```
    #[must_use]
    pub fn halted(message: &str, place: Option<Place>, spent: Option<Place>) -> Self {
        let mut report = Report {
            headline: None,
            place,
            labels: Vec::new(),
            notes: Vec::new(),
            help: None,
            last_line: Some(message.to_owned()),
        };
        if let Some(spent) = spent.filter(|spent| Some(*spent) != place) {
            report.label(spent, "most was spent here".to_owned(), Role::Context);
        }
        if let Some(place) = place {
            let here = match spent == Some(place) {
                true => "most was spent here, and stopped here",
                false => "stopped here",
            };
            report.label(place, here.to_owned(), Role::Place);
        }
        report
    }

    /// The same with advice.
    ///
    /// ```
    /// use lambkin::report::{Origin, Report};
    ///
    /// let report = Report::halted("cancelled", None, None).with_help("try a smaller range");
    /// assert!(report.draw(&[Origin::new("<expr>", "1")], false).contains("Help: try a smaller range"));
    /// ```
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with one more fact.
    ///
    /// ```
    /// use lambkin::report::{Origin, Report};
    ///
    /// let report = Report::halted("cancelled", None, None).with_note("it ran for 2 s");
    /// assert!(report.draw(&[Origin::new("<expr>", "1")], false).contains("Note: it ran for 2 s"));
    /// ```
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    fn label(&mut self, place: Place, text: String, role: Role) {
        self.labels.push(Label { place, text, role });
    }

    /// One label per call site, since a recursion goes through the same few sites again and again.
    fn calls(&mut self, calls: &[(String, Place)], raised: Option<Place>) {
        let mut sites: Vec<(&str, Place, usize)> = Vec::new();
        let mut more = 0_usize;
        for (name, place) in calls {
            if let Some(site) = sites.iter_mut().find(|site| site.1 == *place) {
                site.2 += 1;
            } else if sites.len() < SITES {
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
            self.label(place, format!("{name} called here{times}"), Role::Context);
        }
        if more > 0 {
            self.notes.push(format!("{more} more calls are not shown"));
        }
    }
}
