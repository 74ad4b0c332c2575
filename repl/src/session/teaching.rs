//! Commands that show how and why: `:tree`, `:why` and `:lesson`.

use lambkin::resolve;
use lambkin::teach::lessons::{self, LESSONS};
use lambkin::teach::{explain, tree};

use super::{Answer, Session};
use crate::evaluator;
use crate::stop::Status;

impl Session {
    /// `:lesson KIND`, and `:lesson` for the last mistake.
    pub(super) fn lesson(&mut self, kind: &str) -> Answer {
        let kind = if kind.is_empty() {
            self.mistake.unwrap_or_default()
        } else {
            kind
        };
        if kind.is_empty() {
            return Answer::refused("there was no mistake yet; :lesson KIND explains one");
        }
        if let Some(lesson) = lessons::find(kind) {
            return Answer::shown(ended(lesson.page().to_owned()));
        }
        let kinds = LESSONS.iter().map(|lesson| lesson.kind);
        Answer::refused(match resolve::nearest(kind, kinds) {
            Some(nearest) => format!("no lesson about '{kind}'; did you mean '{nearest}'?"),
            None => format!("no lesson about '{kind}'"),
        })
    }

    /// `:tree EXPR`
    pub(super) fn tree(&mut self, text: &str) -> Answer {
        self.evaluator.note(self.style.origin, 1, text);
        match tree::tree(text, self.evaluator.session()) {
            Ok(tree) => Answer {
                shown: ended(tree.text),
                ..tree
                    .failure
                    .map_or_else(Answer::default, |failure| self.failed(&failure))
            },
            Err(failure) => self.failed(&failure),
        }
    }

    /// `:why EXPR`, and `:why` for the last entry, which is evaluated again apart from the session.
    pub(super) fn why(&mut self, text: &str) -> Answer {
        let explained = if text.trim().is_empty() {
            let Some(last) = self.last.clone() else {
                return Answer::refused("there is no entry yet");
            };
            let limits = self.evaluator.limits_for_steps();
            explain::explain(&last, &mut evaluator::apart(&limits, &self.names()))
        } else {
            self.evaluator.note(self.style.origin, 1, text);
            explain::explain(text, self.evaluator.session())
        };
        match explained {
            Ok((value, explanation)) => Answer {
                shown: ended(explanation.text()),
                status: value
                    .as_ref()
                    .map_or_else(evaluator::status, |_| Status::Value),
                ..Answer::default()
            },
            Err(failure) => self.failed(&failure),
        }
    }
}

/// The text with one line break at its end.
fn ended(text: String) -> String {
    text.trim_end().to_owned() + "\n"
}
