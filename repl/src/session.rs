//! A conversation at the prompt, without its terminal: lines in, replies out.
//!
//! Everything that the prompt decides is decided here, so that whole sessions can be tested as text.

use crate::arguments::{Limits, Output};
use crate::evaluator::{self, Cancel, Engine, Evaluator, is_unfinished};
use crate::stop::Status;

/// What a line leads to.
#[derive(Debug)]
pub(crate) enum Reply {
    /// `(1 +`: the entry goes on in the next line.
    More,
    /// An entry is done.
    Done {
        /// What goes to standard output: what was printed and the value.
        shown: String,
        /// What goes to standard error.
        report: String,
        /// How it went.
        status: Status,
    },
}

/// A conversation.
pub(crate) struct Session {
    evaluator: Evaluator,
    colour: bool,
    /// The entry so far, when it is not finished.
    entry: String,
    /// The line on which it began, from one.
    first_line: usize,
    /// Lines so far.
    lines: usize,
}

impl Session {
    /// A conversation that begins.
    pub(crate) fn new(limits: &Limits, colour: bool) -> Self {
        Session {
            evaluator: Evaluator::new(&Engine::for_person(limits)),
            colour,
            entry: String::new(),
            first_line: 1,
            lines: 0,
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

    /// Whether an entry was begun and not finished.
    pub(crate) fn is_unfinished(&self) -> bool {
        !self.entry.is_empty()
    }

    /// Takes one line, without its line break.
    pub(crate) fn line(&mut self, line: &str) -> Reply {
        self.lines += 1;
        if self.entry.is_empty() {
            self.first_line = self.lines;
        } else {
            self.entry.push('\n');
        }
        self.entry.push_str(line);
        if is_blank(&self.entry) {
            self.entry.clear();
            return Reply::Done {
                shown: String::new(),
                report: String::new(),
                status: Status::Value,
            };
        }
        if is_unfinished(&self.entry) {
            return Reply::More;
        }
        self.evaluate()
    }

    /// Takes the end of the input: an unfinished entry is what it is.
    pub(crate) fn end(&mut self) -> Option<Reply> {
        self.is_unfinished().then(|| self.evaluate())
    }

    /// Drops the unfinished entry.
    pub(crate) fn drop_entry(&mut self) {
        self.entry.clear();
    }

    fn evaluate(&mut self) -> Reply {
        let entry = std::mem::take(&mut self.entry);
        // A Ctrl-C that came too late was meant for the entry before.
        self.evaluator.cancel().reset();
        let result = self
            .evaluator
            .evaluate_from("<stdin>", self.first_line, &entry)
            .and_then(|value| {
                // As at Python's prompt, None is not worth a line.
                if value.is_none() {
                    Ok(String::new())
                } else {
                    Ok(self.evaluator.show(&value, Output::Repr)? + "\n")
                }
            });
        let output = self.evaluator.take_output();
        match result {
            Ok(text) => Reply::Done {
                shown: output + &text,
                report: String::new(),
                status: Status::Value,
            },
            Err(failure) => Reply::Done {
                shown: output,
                report: self.evaluator.report(&failure, self.colour),
                status: evaluator::status(&failure),
            },
        }
    }
}

/// Whether the text holds nothing but white space and comments.
fn is_blank(text: &str) -> bool {
    text.lines().all(|line| {
        let line = line.trim();
        line.is_empty() || line.starts_with('#')
    })
}
