//! The library as this program uses it: texts with names, failures with reports.
//!
//! Everything that the commands need of the library's interface goes through here, so that a change of it touches
//! one file.

use std::time::Duration;

use lambkin::report::{Origin, Place, Report};
use lambkin::runtime::error::{self, Frame, Limit};
use lambkin::syntax::ast::ExprKind;
use lambkin::syntax::{self, Diagnostic};
pub(crate) use lambkin::{Cancel, Value};
use lambkin::{Exception, Halt, Session};

use crate::arguments::{self, Output};
use crate::json::{self, Json};
use crate::stop::{Status, Stop};

/// What evaluators are made from.
#[derive(Debug)]
pub(crate) struct Engine {
    engine: lambkin::Engine,
    limits: lambkin::Limits,
}

impl Engine {
    /// For somebody who waits and can interrupt: memory and depth are limited unless told otherwise.
    pub(crate) fn for_person(limits: &arguments::Limits) -> Self {
        Engine::new(limits, lambkin::Limits::interactive())
    }

    /// For a stream of requests: everything is limited unless told otherwise.
    pub(crate) fn for_batch(limits: &arguments::Limits) -> Self {
        Engine::new(limits, lambkin::Limits::untrusted())
    }

    fn new(asked: &arguments::Limits, usual: lambkin::Limits) -> Self {
        let limits = lambkin::Limits {
            steps: asked.max_steps.or(usual.steps),
            memory: asked.max_memory.or(usual.memory),
            depth: asked.max_depth.unwrap_or(usual.depth),
            time: asked.timeout.or(usual.time),
            output: usual.output,
        };
        Engine {
            engine: lambkin::Engine::new().with_limits(limits.clone()),
            limits,
        }
    }
}

/// Evaluates texts one after the other, with names bound to values.
pub(crate) struct Evaluator {
    session: Session,
    limits: lambkin::Limits,
    /// What was printed and not yet taken.
    output: String,
    /// Every text so far, for a failure may lead back to an earlier one.
    texts: Vec<Text>,
}

#[derive(Debug)]
struct Text {
    name: String,
    first_line: usize,
    text: String,
}

/// Why there is no value.
#[derive(Debug)]
pub(crate) enum Failure {
    /// `1 +`
    Refused(Vec<Diagnostic>),
    /// `1 / 0`
    Raised(Box<Exception>),
    /// `sum(iter(int, 1))`, in the end.
    Halted(Box<Halt>),
}

impl From<lambkin::Failure> for Failure {
    fn from(failure: lambkin::Failure) -> Self {
        match failure {
            lambkin::Failure::Refused(findings) => Failure::Refused(findings),
            lambkin::Failure::Raised(exception) => Failure::Raised(Box::new(exception)),
            lambkin::Failure::Halted(halt) => Failure::Halted(Box::new(halt)),
        }
    }
}

impl Failure {
    /// The exit status.
    pub(crate) fn status(&self) -> Status {
        match self {
            Failure::Refused(_) => Status::Refused,
            Failure::Raised(_) => Status::Exception,
            Failure::Halted(halt) => match halt.limit {
                Limit::Cancelled => Status::Interrupted,
                Limit::Steps | Limit::Memory | Limit::Time | Limit::Output => Status::Limit,
            },
        }
    }

    /// The name of the limit that was reached.
    pub(crate) fn limit(&self) -> Option<&'static str> {
        match self {
            Failure::Refused(_) | Failure::Raised(_) => None,
            Failure::Halted(halt) => Some(halt.limit.name()),
        }
    }
}

impl Evaluator {
    /// One with nothing bound.
    pub(crate) fn new(engine: &Engine) -> Self {
        Evaluator {
            session: engine.engine.session(),
            limits: engine.limits.clone(),
            output: String::new(),
            texts: Vec::new(),
        }
    }

    /// The handle that stops what is being evaluated.
    pub(crate) fn cancel(&self) -> Cancel {
        self.session.cancel()
    }

    /// Binds a name for the texts to come.
    pub(crate) fn bind(&mut self, name: &str, value: Value) {
        self.session.bind(name, value);
    }

    /// Binds a name to JSON data.
    pub(crate) fn bind_json(&mut self, name: &str, data: Json) -> Result<(), Failure> {
        let value = json::load(self.session.interp(), data).map_err(|error| self.failure(error))?;
        self.bind(name, value);
        Ok(())
    }

    /// Evaluates a text, which reports will call `name`.
    pub(crate) fn evaluate(&mut self, name: &str, text: &str) -> Result<Value, Failure> {
        self.evaluate_from(name, 1, text)
    }

    /// Evaluates a text that begins at that line of what is called `name`.
    pub(crate) fn evaluate_from(
        &mut self,
        name: &str,
        first_line: usize,
        text: &str,
    ) -> Result<Value, Failure> {
        self.note(name, first_line, text);
        // An evaluation begins with an empty output of its own.
        self.output.push_str(&self.session.take_output());
        Ok(self.session.eval(text)?)
    }

    /// Notes a text that will not be evaluated, so that it can be reported.
    pub(crate) fn note(&mut self, name: &str, first_line: usize, text: &str) {
        self.texts.push(Text {
            name: name.to_owned(),
            first_line,
            text: text.to_owned(),
        });
    }

    /// The value as text.
    pub(crate) fn show(&mut self, value: &Value, output: Output) -> Result<String, Failure> {
        match output {
            Output::Repr => Ok(self.session.repr(value)?),
            Output::Text => Ok(self.session.str(value)?),
            Output::Json => {
                json::dump(self.session.interp(), value).map_err(|error| self.failure(error))
            }
        }
    }

    /// Takes what was printed.
    pub(crate) fn take_output(&mut self) -> String {
        self.output.push_str(&self.session.take_output());
        std::mem::take(&mut self.output)
    }

    /// What an exception or a finding is called, and its message; `LimitExceeded` for a limit.
    pub(crate) fn words(&self, failure: &Failure) -> (&'static str, String) {
        match failure {
            Failure::Refused(findings) => (
                "SyntaxError",
                findings
                    .first()
                    .map_or_else(String::new, |finding| finding.message.clone()),
            ),
            Failure::Raised(exception) => (exception.type_name, exception.message.clone()),
            Failure::Halted(halt) => match halt.limit {
                Limit::Cancelled => ("KeyboardInterrupt", String::new()),
                limit => ("LimitExceeded", self.limit_words(limit)),
            },
        }
    }

    fn limit_words(&self, limit: Limit) -> String {
        let limits = &self.limits;
        match limit {
            Limit::Steps => format!("more than {} steps", limits.steps.unwrap_or_default()),
            Limit::Memory => {
                format!(
                    "more than {} of memory",
                    size(limits.memory.unwrap_or_default())
                )
            }
            Limit::Time => format!("more than {:?}", limits.time.unwrap_or(Duration::ZERO)),
            Limit::Output => {
                format!(
                    "more than {} of output",
                    size(limits.output.unwrap_or_default())
                )
            }
            Limit::Cancelled => "interrupted".to_owned(),
        }
    }

    /// The failure of the last text, drawn.
    pub(crate) fn report(&self, failure: &Failure, colour: bool) -> String {
        let mut origins: Vec<Origin<'_>> = (self.texts.iter())
            .map(|text| Origin::new(&text.name, &text.text).from_line(text.first_line))
            .collect();
        let (kind, message) = self.words(failure);
        match failure {
            Failure::Refused(findings) => {
                let origin: Vec<Origin<'_>> = origins.pop().into_iter().collect();
                (findings.iter())
                    .map(|finding| Report::diagnostic(finding).draw(&origin, colour))
                    .collect()
            }
            Failure::Raised(exception) => {
                let calls = calls(&mut origins, &exception.calls);
                let place = exception.place.as_ref();
                let place = place.map(|place| find(&mut origins, place));
                Report::raised(kind, &message, place, &calls).draw(&origins, colour)
            }
            Failure::Halted(halt) => {
                let place = halt.place.as_ref();
                let place = place.map(|place| find(&mut origins, place));
                let (last_line, help) = match halt.limit {
                    Limit::Cancelled => (kind.to_owned(), None),
                    Limit::Steps => (format!("{kind}: {message}"), Some("--max-steps")),
                    Limit::Memory => (format!("{kind}: {message}"), Some("--max-memory")),
                    Limit::Time => (format!("{kind}: {message}"), Some("--timeout")),
                    Limit::Output => (format!("{kind}: {message}"), None),
                };
                let mut report = Report::halted(&last_line, place, &[]);
                if let Some(option) = help {
                    report = report.with_help(format!("{option} allows more"));
                }
                report.draw(&origins, colour)
            }
        }
    }

    /// A failure outside an evaluation, while data is taken apart or put together.
    fn failure(&mut self, error: error::Error) -> Failure {
        match error.into_failure() {
            error::Failure::Halted(halted) => Failure::Halted(Box::new(Halt {
                limit: halted.limit,
                place: halted.place,
            })),
            error::Failure::Raised(raised) => {
                let exception = Value::Exception(raised.exception.clone());
                Failure::Raised(Box::new(Exception {
                    type_name: raised.exception.kind.name(),
                    message: self.session.str(&exception).unwrap_or_default(),
                    place: raised.place,
                    calls: raised.calls,
                }))
            }
        }
    }
}

/// Everything there is to say about a text when these names are bound.
pub(crate) fn check(text: &str, names: &[String]) -> Vec<Diagnostic> {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    lambkin::Engine::new().check(text, &names)
}

/// The name as programs will look it up, or why there can be no such name.
pub(crate) fn name(text: &str, option: &str) -> Result<String, Stop> {
    let tree = syntax::parse(text).ok();
    let name = tree.as_ref().and_then(|tree| {
        let root = tree.root();
        if let ExprKind::Name(name) = &root.kind
            && root.span.range() == (0..text.len())
        {
            Some(name.to_string())
        } else {
            None
        }
    });
    name.ok_or_else(|| Stop::refused(format!("{option}: '{text}' is not a name")))
}

/// Whether the text could become an expression by going on: an open bracket, an open `"""`, a `\` at the end.
pub(crate) fn is_unfinished(text: &str) -> bool {
    let Err(findings) = syntax::parse(text) else {
        return false;
    };
    findings.first().is_some_and(|finding| match finding.kind {
        "unclosed-bracket" => true,
        "unterminated-string" | "unclosed-f-string" => finding.message.contains("triple-quoted"),
        "unexpected-end" => text.ends_with('\\'),
        _ => false,
    })
}

/// Calls outermost first, as they are told; they come innermost first.
fn calls<'a>(origins: &mut Vec<Origin<'a>>, calls: &'a [Frame]) -> Vec<(String, Place)> {
    (calls.iter().rev())
        .map(|call| (call.name.to_owned(), find(origins, &call.place)))
        .collect()
}

/// The place among the origins; a text that is none of them was made by `eval` while running.
fn find<'a>(origins: &mut Vec<Origin<'a>>, place: &'a error::Place) -> Place {
    let known = origins
        .iter()
        .rposition(|origin| origin.text() == &*place.source);
    let source = known.unwrap_or_else(|| {
        origins.push(Origin::new("<string>", &place.source));
        origins.len() - 1
    });
    Place {
        source,
        span: place.span,
    }
}

/// A number of bytes in the largest unit that divides it.
fn size(bytes: usize) -> String {
    for (unit, name) in [(30, "GiB"), (20, "MiB"), (10, "KiB")] {
        if bytes >= 1 << unit && bytes.is_multiple_of(1 << unit) {
            return format!("{} {name}", bytes >> unit);
        }
    }
    format!("{bytes} bytes")
}
