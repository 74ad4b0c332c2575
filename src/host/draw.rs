//! Failures drawn for people. With the feature `report` alone, for the drawing needs a crate of its own.

use super::failure::{Diagnostics, Failure};
use crate::report::{self, Origin, Report};
use crate::runtime::error::Place;

impl Failure {
    /// The failure for people: the source, the place underlined, the calls that led there, Python's last line.
    ///
    /// `origins` are the texts that were evaluated, with their names; the last is the one that failed.
    ///
    /// ```
    /// use lambkin::Engine;
    /// use lambkin::report::Origin;
    ///
    /// let text = "(lambda x: x.y)(1)";
    /// let failure = Engine::new().session().eval(text).unwrap_err();
    /// let drawn = failure.draw(&[Origin::new("<expr>", text)], false);
    /// assert!(drawn.contains("<expr>:1:12"));
    /// assert!(drawn.ends_with("AttributeError: 'int' object has no attribute 'y'\n"));
    /// ```
    #[must_use]
    pub fn draw(&self, origins: &[Origin<'_>], colour: bool) -> String {
        self.draw_with_help(origins, None, colour)
    }

    /// The same with advice from the host.
    ///
    /// ```
    /// use lambkin::Engine;
    /// use lambkin::report::Origin;
    /// let failure = Engine::new().session().eval("x").unwrap_err();
    /// let drawn = failure.draw_with_help(&[Origin::new("<rule>", "x")], Some("bind x"), false);
    /// assert!(drawn.contains("Help: bind x"));
    /// ```
    #[must_use]
    pub fn draw_with_help(
        &self,
        origins: &[Origin<'_>],
        help: Option<&str>,
        colour: bool,
    ) -> String {
        let mut texts = Texts(origins.to_vec());
        let report = match self {
            Failure::Refused(findings) => {
                let own = origins.last().map(std::slice::from_ref).unwrap_or_default();
                return findings.draw(own, colour);
            }
            Failure::Unfit(_) => Report::raised(self.kind(), &self.to_string(), None, &[]),
            Failure::Raised(exception) => {
                // Told outermost first, as Python tells them.
                let calls: Vec<_> = (exception.calls.iter().rev())
                    .map(|call| (call.name.to_owned(), texts.find(&call.place)))
                    .collect();
                let place = exception.place.as_ref().map(|place| texts.find(place));
                let report = Report::raised(self.kind(), self.message(), place, &calls);
                match exception.omitted {
                    0 => report,
                    1 => report.with_note("1 call before that is not shown"),
                    more => report.with_note(format!("{more} calls before that are not shown")),
                }
            }
            Failure::Halted(halt) => {
                let place = halt.place.as_ref().map(|place| texts.find(place));
                let spent = halt.spent_at.as_ref().map(|place| texts.find(place));
                Report::halted(&self.to_string(), place, spent)
            }
        };
        match help {
            Some(help) => report.with_help(help),
            None => report,
        }
        .draw(&texts.0, colour)
    }
}

impl Diagnostics {
    /// Every finding for people; the last of `origins` is the text.
    ///
    /// ```
    /// use lambkin::Engine;
    /// use lambkin::report::Origin;
    /// let refused = Engine::new().compile("(").unwrap_err();
    /// assert!(refused.draw(&[Origin::new("<rule>", "(")], false).contains("<rule>:1:1"));
    /// ```
    #[must_use]
    pub fn draw(&self, origins: &[Origin<'_>], colour: bool) -> String {
        let drawn = (self.iter()).map(|finding| Report::diagnostic(finding).draw(origins, colour));
        drawn.collect()
    }
}

/// The texts that a report may show.
struct Texts<'a>(Vec<Origin<'a>>);

impl<'a> Texts<'a> {
    /// The place among the texts; one that is none of the host's was made by `eval` while running.
    fn find(&mut self, place: &'a Place) -> report::Place {
        let known = (self.0.iter()).rposition(|origin| origin.text() == &*place.source);
        let source = known.unwrap_or_else(|| {
            self.0.push(Origin::new("<string>", &place.source));
            self.0.len() - 1
        });
        report::Place {
            source,
            span: place.span,
        }
    }
}
