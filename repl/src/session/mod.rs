//! A conversation at the prompt, without its terminal: entries in, replies out.
//!
//! Everything that the prompt decides is decided here, so that whole sessions can be tested as text.

mod answer;
mod bindings;
pub(crate) mod commands;
mod entries;
mod files;
mod layout;
mod limits;
mod looking;
mod measure;
mod naming;
mod offer;
mod pretty;
mod results;
mod stepping;
mod teaching;
mod typing;
mod wrap;

use lambkin::Value;
use lambkin::teach::diagnose::{self, Finding};

use crate::arguments::Limits;
use crate::evaluator::{Cancel, Engine, Evaluator, Failure};
use crate::stop::Status;

use self::bindings::Bindings;
use self::commands::{Action, Takes};
use self::pretty::Extent;
use self::results::Results;

pub(crate) use self::answer::{Again, Answer};
pub(crate) use self::entries::{Reader, Verdict, indentation, verdict};
pub(crate) use self::typing::Analysis;

/// Columns that a report takes before a note.
const NOTE_INDENT: usize = 14;

/// How values and reports look.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    /// Columns to fit values into; without them a value is its `repr` on one line.
    pub(crate) width: Option<usize>,
    /// Whether reports are coloured.
    pub(crate) colour: bool,
    /// What reports call the text that was entered.
    pub(crate) origin: &'static str,
}

/// A conversation.
pub(crate) struct Session {
    evaluator: Evaluator,
    style: Style,
    bindings: Bindings,
    results: Results,
    /// The entries that went well, for `:save`.
    kept: Vec<String>,
    /// How many files are being loaded, one from another.
    loading: usize,
    /// The last expression that was evaluated.
    last: Option<String>,
    /// The kind of the last mistake, for `:lesson`.
    mistake: Option<&'static str>,
    /// The steps that are being walked through.
    walk: Option<stepping::Walk>,
}

impl Session {
    /// A conversation that begins.
    pub(crate) fn new(limits: &Limits, style: Style) -> Self {
        Session {
            evaluator: Evaluator::new(&Engine::for_person(limits)).with_commands(),
            style,
            bindings: Bindings::default(),
            results: Results::default(),
            kept: Vec::new(),
            loading: 0,
            last: None,
            mistake: None,
            walk: None,
        }
    }

    /// The handle that stops what is being evaluated.
    pub(crate) fn cancel(&self) -> Cancel {
        self.evaluator.cancel()
    }

    /// Shows what is printed as it is printed, instead of in the reply.
    pub(crate) fn print_to(&mut self, sink: impl FnMut(&str) + 'static) {
        self.evaluator.print_to(sink);
    }

    /// The width of the terminal may change between entries.
    pub(crate) fn set_width(&mut self, width: Option<usize>) {
        self.style.width = width;
    }

    /// The names that are bound here, results included, and their values.
    pub(crate) fn names(&self) -> Vec<(String, Value)> {
        let bound = self.bindings.values().iter();
        let bound = bound.map(|(name, value)| (name.clone(), value.clone()));
        bound.chain(self.results.names()).collect()
    }

    /// Whether a name is bound here.
    fn is_bound(&self, name: &str) -> bool {
        self.bindings.values().contains_key(name) || self.results.get(name).is_some()
    }

    /// The value of a name that is bound here.
    fn bound(&self, name: &str) -> Option<Value> {
        (self.bindings.values().get(name).cloned()).or_else(|| self.results.get(name))
    }

    /// Runs one whole entry, which begins at that line of the input. What was pasted may be several entries.
    pub(crate) fn entry(&mut self, text: &str, first_line: usize) -> Answer {
        if let Some(answer) = self.walk(text) {
            return answer;
        }
        let mut all = Answer::default();
        for (offset, entry) in entries::split(text) {
            let answer = self.one(&entry, first_line + offset);
            let ended = answer.quit || answer.status != Status::Value;
            all.append(answer);
            if ended {
                break;
            }
        }
        all
    }

    fn one(&mut self, entry: &str, line: usize) -> Answer {
        if entries::is_blank(entry) {
            return Answer::default();
        }
        // A Ctrl-C that came too late was meant for the entry before.
        self.evaluator.cancel().reset();
        let (mut answer, keep) = if commands::is_command(entry) {
            self.command(entry, line)
        } else if let Some(asked) = entry.trim_end().strip_suffix('?') {
            (self.help(asked, line), false)
        } else {
            (self.evaluate(entry, line), true)
        };
        answer.shown = self.evaluator.take_output() + &answer.shown;
        if keep && answer.status == Status::Value {
            self.kept.push(entry.trim_end().to_owned());
        }
        answer
    }

    fn evaluate(&mut self, entry: &str, line: usize) -> Answer {
        self.last = Some(entry.trim().to_owned());
        match self.value(entry, line) {
            Ok(value) => {
                // As at Python's prompt, None is not worth a line.
                if value.is_none() {
                    return Answer::default();
                }
                for (name, value) in self.results.push(&value) {
                    self.set(&name, value);
                }
                self.show(&value, Extent::Cut)
            }
            Err(failure) => {
                if let Failure::Refused(findings) = &failure
                    && let Some(first) = findings.first()
                {
                    return self.refused(entry, diagnose::explain(entry, first.clone()));
                }
                self.failed(&failure)
            }
        }
    }

    /// What is said about an entry that is no expression, and what comes back for editing.
    fn refused(&mut self, entry: &str, mut finding: Finding) -> Answer {
        self.mistake = Some(finding.diagnostic.kind);
        let again = offer::again(entry, &finding);
        let is_binding = again.offered && commands::is_command(&again.text);
        let advice = is_binding.then(|| format!("write `{}`", again.text));
        let width = self.style.width.unwrap_or(80).saturating_sub(NOTE_INDENT);
        let note = |note: &String| wrap::fill(note, width).join("\n");
        finding.diagnostic.notes = finding.diagnostic.notes.iter().map(note).collect();
        finding.diagnostic.help = advice.or(finding.diagnostic.help);
        let report = self
            .evaluator
            .report_refused(&finding.diagnostic, self.style.colour);
        Answer {
            report,
            status: Status::Refused,
            again: Some(again),
            ..Answer::default()
        }
    }

    /// The value of a text.
    fn value(&mut self, text: &str, line: usize) -> Result<Value, Failure> {
        self.evaluator.evaluate_from(self.style.origin, line, text)
    }

    /// A value as an answer.
    fn show(&mut self, value: &Value, extent: Extent) -> Answer {
        match self.text(value, extent) {
            Ok(text) => Answer::shown(text + "\n"),
            Err(failure) => self.failed(&failure),
        }
    }

    fn text(&mut self, value: &Value, extent: Extent) -> Result<String, Failure> {
        let Some(width) = self.style.width else {
            return self.evaluator.show(value, crate::arguments::Output::Repr);
        };
        let shown = (self.evaluator).with(|interp| pretty::shown(interp, value, extent))?;
        Ok(shown.fit(Some(width)))
    }

    fn failed(&self, failure: &Failure) -> Answer {
        Answer {
            report: self.evaluator.report(failure, self.style.colour),
            status: crate::evaluator::status(failure),
            ..Answer::default()
        }
    }

    fn set(&mut self, name: &str, value: Option<Value>) {
        match value {
            Some(value) => self.evaluator.bind_late(name, value),
            None => self.evaluator.unbind(name),
        }
    }

    /// Runs a command; whether it belongs into a saved session.
    fn command(&mut self, entry: &str, line: usize) -> (Answer, bool) {
        let (command, argument) = match commands::parse(entry) {
            Ok(parsed) => parsed,
            Err(why) => return (Answer::refused(why), false),
        };
        let needs = !command.usage.is_empty() && !command.usage.starts_with('[');
        if needs && argument.is_empty() || command.usage.is_empty() && !argument.is_empty() {
            let usage = format!("use it as :{} {}", command.name, command.usage);
            return (Answer::refused(usage.trim_end()), false);
        }
        // What stands before the expression is blanked out, so that reports point to the right column.
        let text = match commands::expression(entry) {
            Some((start, text)) if command.takes == Takes::Expression => {
                blanked(entry, start, text)
            }
            _ => argument.to_owned(),
        };
        let answer = match command.action {
            Action::Help => self.help(argument, line),
            Action::Let => self.bind(entry, argument, &text, line),
            Action::Names => self.list_names(),
            Action::Results => self.list_results(),
            Action::Del => self.delete(argument),
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::Reset => self.reset(),
            Action::Save => self.save(argument),
            Action::Load => self.load(argument),
            Action::Full => self.full(argument, &text, line),
            Action::Peek => self.peek(argument, &text, line),
            Action::Type => self.type_of(&text, line),
            Action::Time => self.time(&text, line),
            Action::Cost => self.cost(&text, line),
            Action::Limits => self.limits(argument),
            Action::Steps => self.step(&text),
            Action::Tree => self.tree(text.trim()),
            Action::Lesson => self.lesson(argument),
            Action::Why => self.why(text.trim()),
            Action::Quit => Answer {
                quit: true,
                ..Answer::default()
            },
        };
        let keep = matches!(
            command.action,
            Action::Let | Action::Del | Action::Undo | Action::Redo | Action::Limits
        );
        (
            answer,
            keep && !(command.action == Action::Limits && argument.is_empty()),
        )
    }
}

/// The expression at its own place in an entry, with spaces before it.
fn blanked(entry: &str, start: usize, text: &str) -> String {
    let before = entry.get(..start).unwrap_or_default();
    let blanks = before
        .bytes()
        .map(|byte| if byte == b'\n' { '\n' } else { ' ' });
    blanks.collect::<String>() + text
}
