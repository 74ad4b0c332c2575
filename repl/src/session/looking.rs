//! Commands that look at values and names: `:help`, `expr?`, `:type`, `:full`, `:peek`.

use lambkin::Value;
use lambkin::modules;
use lambkin::resolve;
use lambkin::runtime::ops::attr;
use lambkin::runtime::signature::Signature;
use lambkin::syntax::{self, TokenKind};
use lambkin::teach::help;
use unicode_width::UnicodeWidthStr;

use super::commands::{self, COMMANDS};
use super::pretty::Extent;
use super::wrap::fill;
use super::{Answer, Session};

/// Items that `:peek` shows when it is not told how many.
const PEEKED: usize = 5;

impl Session {
    /// `:help NAME`, `expr?`
    pub(super) fn help(&mut self, asked: &str, line: usize) -> Answer {
        let asked = asked.trim();
        if asked.is_empty() {
            return Answer::shown(commands::overview());
        }
        let bare = asked.trim_start_matches(':');
        if let Some(command) = COMMANDS.iter().find(|command| command.name == bare)
            && (asked.starts_with(':') || modules::lookup(bare).is_none())
        {
            let usage = format!(":{} {}", command.name, command.usage);
            return Answer::shown(format!("{}\n    {}\n", usage.trim_end(), command.doc));
        }
        let first = asked.split('.').next().unwrap_or_default();
        let is_bound = self.names().iter().any(|(name, _)| name == first);
        if !is_bound && let Some(entry) = help::of_name(asked) {
            return Answer::shown(self.wrapped(&entry.to_string()));
        }
        if !is_bound && is_name(asked) && modules::lookup(asked).is_none() {
            return unknown(asked);
        }
        match self.value(asked, line) {
            Ok(value) => self.about(asked, &value),
            Err(failure) => self.failed(&failure),
        }
    }

    /// The text with its sentences fitted to the window; signatures and examples stay as they are.
    fn wrapped(&self, text: &str) -> String {
        let width = self.style.width.unwrap_or(80);
        let mut out = String::new();
        for line in text.lines() {
            let words = line.trim_start();
            let indent = " ".repeat(line.len() - words.len());
            if line.width() <= width || indent.is_empty() || !words.ends_with('.') {
                out.push_str(line);
                out.push('\n');
                continue;
            }
            for line in fill(words, width.saturating_sub(indent.len())) {
                out.push_str(&format!("{indent}{line}\n"));
            }
        }
        out
    }

    /// What is known of a value: for a function how it is called, for others what they are.
    fn about(&mut self, asked: &str, value: &Value) -> Answer {
        if let Some(entry) = help::of_value(value) {
            let text = entry.to_string();
            return Answer::shown(if matches!(value, Value::Function(_)) && is_name(asked) {
                text.replacen("<lambda>", asked, 1)
            } else {
                self.wrapped(&text)
            });
        }
        let shown = match self.text(value, Extent::Cut) {
            Ok(text) => text,
            Err(failure) => return self.failed(&failure),
        };
        let info = attr::type_of(value);
        Answer::shown(format!(
            "{asked} = {shown}\n    {}: {}\n    :help {} lists its methods.\n",
            attr::type_name(value),
            info.doc,
            info.name,
        ))
    }

    /// `:type EXPR`
    pub(super) fn type_of(&mut self, text: &str, line: usize) -> Answer {
        match self.value(text, line) {
            Ok(value) => {
                let signature = Signature::of(&value)
                    .filter(|_| !matches!(value, Value::Type(_)))
                    .map(|signature| format!(": {signature}"));
                let name = attr::type_name(&value);
                Answer::shown(format!("{name}{}\n", signature.unwrap_or_default()))
            }
            Err(failure) => self.failed(&failure),
        }
    }

    /// `:full`, `:full EXPR`
    pub(super) fn full(&mut self, argument: &str, text: &str, line: usize) -> Answer {
        let value = if argument.is_empty() {
            match self.results.last() {
                Some(value) => value.clone(),
                None => return Answer::refused("there is no result yet"),
            }
        } else {
            match self.value(text, line) {
                Ok(value) => value,
                Err(failure) => return self.failed(&failure),
            }
        };
        self.show(&value, Extent::Full)
    }

    /// `:peek EXPR`, `:peek EXPR COUNT`
    pub(super) fn peek(&mut self, argument: &str, text: &str, line: usize) -> Answer {
        let (text, count) = match counted(argument) {
            Some((head, count)) => {
                let shorter = text.len() - (argument.len() - head.len());
                (text.get(..shorter).unwrap_or(text), count)
            }
            None => (text, PEEKED),
        };
        let value = match self.value(text, line) {
            Ok(value) => value,
            Err(failure) => return self.failed(&failure),
        };
        let Value::Iter(iter) = &value else {
            let kind = attr::type_name(&value);
            return Answer::refused(format!(
                "nothing to peek at: a value of type {kind} shows its items anyway"
            ));
        };
        match self.evaluator.with(|interp| iter.peek(interp, count)) {
            Ok(items) if items.is_empty() => Answer::shown("no items left\n"),
            Ok(items) => {
                let mut shown = String::new();
                for item in &items {
                    match self.text(item, Extent::Cut) {
                        Ok(text) => shown.push_str(&(text + "\n")),
                        Err(failure) => return self.failed(&failure),
                    }
                }
                let end = if items.len() < count {
                    "no more\n"
                } else {
                    "…\n"
                };
                Answer::shown(shown + end)
            }
            Err(failure) => self.failed(&failure),
        }
    }
}

/// The expression and the count behind it: `it 5`, which as an expression would be wrong.
fn counted(argument: &str) -> Option<(&str, usize)> {
    let (head, count) = argument.rsplit_once(char::is_whitespace)?;
    let count = count.parse().ok()?;
    syntax::parse(head.trim()).ok()?;
    syntax::parse(argument.trim())
        .is_err()
        .then_some((head, count))
}

fn is_name(text: &str) -> bool {
    let tokens = syntax::tokenize(text, 0);
    matches!(
        tokens.kinds.as_slice(),
        [TokenKind::Name, TokenKind::Newline, TokenKind::End]
    )
}

fn unknown(name: &str) -> Answer {
    let known: Vec<&str> = modules::names().collect();
    Answer::refused(match resolve::nearest(name, known) {
        Some(nearest) => format!("nothing is known of '{name}'; did you mean '{nearest}'?"),
        None => format!("nothing is known of '{name}'; :help lists the commands"),
    })
}
