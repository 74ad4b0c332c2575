//! Commands about names: `:let`, `:names`, `:del`, `:undo`, `:redo`, `:reset`, `:results`.

use lambkin::Value;
use lambkin::resolve;

use super::bindings::{Bindings, Settings};
use super::pretty::Extent;
use super::results::Results;
use super::{Answer, Session};
use crate::evaluator;

impl Session {
    /// `:let NAME = EXPR`
    pub(super) fn bind(&mut self, entry: &str, argument: &str, text: &str, line: usize) -> Answer {
        let Some((name, _)) = argument.split_once('=') else {
            return Answer::refused("use it as :let NAME = EXPR");
        };
        let name = match evaluator::name(name.trim(), ":let") {
            Ok(name) => name,
            Err(stop) => {
                return Answer::refused(stop.report.trim_start_matches("lambkin: ").trim_end());
            }
        };
        if text.trim().is_empty() {
            return Answer::refused("use it as :let NAME = EXPR");
        }
        match self.value(text, line) {
            Ok(value) => {
                self.set(&name, Some(value.clone()));
                let what = entry.trim().lines().next().unwrap_or_default().to_owned();
                self.bindings.change(what, vec![(name, Some(value))]);
                Answer::default()
            }
            Err(failure) => {
                let mut answer = self.failed(&failure);
                if let evaluator::Failure::Refused(findings) = &failure {
                    // The finding counts from where the expression would begin, had nothing stood before it.
                    answer.again = Some(super::offer::at_first(entry, findings));
                }
                answer
            }
        }
    }

    /// `:names`
    pub(super) fn list_names(&mut self) -> Answer {
        let names: Vec<_> = (self.bindings.values().iter())
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        if names.is_empty() {
            return Answer::shown("no names yet; :let x = 1 binds one\n");
        }
        self.list(names)
    }

    /// `:results`
    pub(super) fn list_results(&mut self) -> Answer {
        let results: Vec<_> = self.results.numbered().collect();
        if results.is_empty() {
            return Answer::shown("no results yet\n");
        }
        self.list(results)
    }

    /// Names with their values, one line each.
    fn list(&mut self, names: Vec<(String, Value)>) -> Answer {
        let width = self.style.width.unwrap_or(80);
        let mut shown = String::new();
        for (name, value) in names {
            let text = match self.text(&value, Extent::Cut) {
                Ok(text) => text.replace('\n', " "),
                Err(failure) => format!("<{failure}>"),
            };
            let line = format!(
                "{name} = {}",
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            );
            shown.push_str(&shortened(&line, width));
            shown.push('\n');
        }
        Answer::shown(shown)
    }

    /// `:del NAME`
    pub(super) fn delete(&mut self, name: &str) -> Answer {
        if self.bindings.values().contains_key(name) {
            self.set(name, None);
            self.bindings
                .change(format!(":del {name}"), vec![(name.to_owned(), None)]);
            return Answer::default();
        }
        let bound = self.bindings.values().keys().map(String::as_str);
        Answer::refused(match resolve::nearest(name, bound) {
            Some(nearest) => format!("no name '{name}' is bound; did you mean '{nearest}'?"),
            None => format!("no name '{name}' is bound"),
        })
    }

    /// `:undo`
    pub(super) fn undo(&mut self) -> Answer {
        let undone = self.bindings.undo();
        self.moved(undone, "undone", "nothing to undo")
    }

    /// `:redo`
    pub(super) fn redo(&mut self) -> Answer {
        let redone = self.bindings.redo();
        self.moved(redone, "redone", "nothing to redo")
    }

    fn moved(&mut self, change: Option<(String, Settings)>, word: &str, nothing: &str) -> Answer {
        let Some((what, names)) = change else {
            return Answer::refused(nothing);
        };
        for (name, value) in names {
            self.set(&name, value);
        }
        Answer::shown(format!("{word}: {what}\n"))
    }

    /// `:reset`
    pub(super) fn reset(&mut self) -> Answer {
        for (name, _) in self.names() {
            self.set(&name, None);
        }
        self.bindings = Bindings::default();
        self.results = Results::default();
        self.kept.clear();
        Answer::default()
    }
}

/// The text in at most that many columns.
fn shortened(text: &str, width: usize) -> String {
    use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};
    if text.width() <= width {
        return text.to_owned();
    }
    let mut taken = 0;
    let fitting = text.chars().take_while(|c| {
        taken += c.width().unwrap_or(0);
        taken < width
    });
    fitting.collect::<String>() + "…"
}
