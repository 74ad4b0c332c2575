//! What Tab offers: names, attributes, keywords of calls, keys of dicts, commands, files.

use lambkin::modules;
use lambkin::syntax::{self, TokenKind};
use lambkin::teach::lessons::LESSONS;

use super::Analysis;
use super::call::innermost;
use super::files;
use super::known::Known;
use crate::arguments::Output;
use crate::session::Session;
use crate::session::commands::{self, COMMANDS, Takes};

/// Words of the language that an expression may hold.
const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "else", "for", "if", "in", "is", "lambda", "not", "or",
];
/// Keys of a dict that are offered at most.
const MOST_KEYS: usize = 200;

/// What may stand in place of the text between `start` and the cursor.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Completion {
    /// Where it begins.
    pub(crate) start: usize,
    /// The possibilities, sorted.
    pub(crate) candidates: Vec<String>,
}

impl Session {
    /// What may stand at the end of the text; only what is before the cursor says what may come.
    pub(crate) fn complete(&mut self, analysis: &Analysis) -> Completion {
        let text = &analysis.text;
        if commands::is_command(text)
            && let Some(completion) = self.complete_command(text)
        {
            return completion;
        }
        let mut completion = self
            .complete_key(analysis)
            .unwrap_or_else(|| self.complete_word(analysis));
        completion.candidates.sort();
        completion.candidates.dedup();
        completion
    }

    /// Completes a command and what it takes; its expression is left to the others.
    fn complete_command(&mut self, text: &str) -> Option<Completion> {
        let colon = text.find(':')?;
        let Some(space) = text
            .find(char::is_whitespace)
            .filter(|space| *space > colon)
        else {
            let begin = text.get(colon + 1..)?;
            let names = COMMANDS.iter().map(|command| command.name);
            return Some(Completion {
                start: colon + 1,
                candidates: matching(names, begin),
            });
        };
        let (command, _) = commands::parse(text).ok()?;
        let rest = text.get(space..)?.trim_start();
        let start = text.len() - rest.len();
        let candidates = match command.takes {
            Takes::Expression => return None,
            Takes::Word => matching(command.words.iter().copied(), rest),
            Takes::Lesson => matching(LESSONS.iter().map(|lesson| lesson.kind), rest),
            Takes::File => files::beginning_with(rest),
            Takes::Name if command.name == "help" && !rest.contains('.') => {
                let commands = COMMANDS.iter().map(|command| command.name);
                let names = modules::names().chain(commands);
                let mut all = matching(names, rest);
                all.extend(self.names_beginning_with(rest));
                all
            }
            Takes::Name if command.name == "help" => {
                let (path, begin) = rest.rsplit_once('.')?;
                return Some(Completion {
                    start: text.len() - begin.len(),
                    candidates: self.attributes(Some(path), begin),
                });
            }
            Takes::Name => self.names_beginning_with(rest),
        };
        Some(Completion { start, candidates })
    }

    /// Completes `d["` and `d[`.
    fn complete_key(&mut self, analysis: &Analysis) -> Option<Completion> {
        let text = &analysis.text;
        let tokens = analysis.before(text.len());
        let open = innermost(&tokens)?;
        let (kind, span) = tokens.get(open)?;
        if *kind != TokenKind::BracketOpen {
            return None;
        }
        let start = span.range().end;
        let begin = text.get(start..)?;
        let quoted = begin.starts_with(['"', '\'']);
        // Behind a whole key or an operator there is nothing to complete.
        if !(begin.is_empty() || quoted && analysis.tokens.error.is_some()) {
            return None;
        }
        let path = analysis.path(&tokens, open.checked_sub(1)?)?;
        let tree = syntax::parse(path).ok()?;
        let Known::Value(lambkin::Value::Dict(dict)) = self.known(tree.root())? else {
            return None;
        };
        let quote = begin.chars().next().unwrap_or('\'');
        let mut cursor = 0;
        let keys = std::iter::from_fn(|| dict.table.step_key(&mut cursor)).take(MOST_KEYS);
        let evaluator = &mut self.evaluator;
        let written = keys.filter_map(|key| {
            let text = evaluator.show(&key, Output::Repr).ok()?;
            if key.as_str().is_some() {
                // The quote that was begun is kept, unless the key holds it.
                let inside = text.get(1..text.len().saturating_sub(1))?;
                if quoted && !inside.contains([quote, '\\']) {
                    return Some(format!("{quote}{inside}{quote}]"));
                }
            } else if !matches!(key, lambkin::Value::Int(_)) {
                return None;
            }
            Some(text + "]")
        });
        let candidates: Vec<String> = written.filter(|key| key.starts_with(begin)).collect();
        Some(Completion { start, candidates })
    }

    /// Completes the word before the cursor: an attribute behind a dot, else a name or a keyword of the call.
    fn complete_word(&mut self, analysis: &Analysis) -> Completion {
        let text = &analysis.text;
        let tokens = analysis.before(text.len());
        let nothing = Completion {
            start: text.len(),
            candidates: Vec::new(),
        };
        let is_in_string = (analysis.tokens.error.as_ref())
            .is_some_and(|error| error.kind == "unterminated-string");
        let is_in_text = matches!(
            tokens.last(),
            Some((TokenKind::FStringStart | TokenKind::FStringMiddle, _))
        );
        if is_in_string || is_in_text {
            return nothing;
        }
        let is_word = |kind: TokenKind| kind == TokenKind::Name || kind.is_keyword();
        let word =
            (tokens.last()).filter(|(kind, span)| is_word(*kind) && span.range().end == text.len());
        let start = word.map_or(text.len(), |(_, span)| span.range().start);
        let begin = text.get(start..).unwrap_or_default();
        let before = tokens.len() - usize::from(word.is_some());
        let dot = before.checked_sub(1).filter(|at| {
            tokens
                .get(*at)
                .is_some_and(|(kind, _)| *kind == TokenKind::Dot)
        });
        let candidates = match dot {
            Some(dot) => {
                let path = dot
                    .checked_sub(1)
                    .and_then(|end| analysis.path(&tokens, end));
                self.attributes(path, begin)
            }
            None => {
                let mut all = self.keywords_of_call(analysis, start, begin);
                all.extend(matching(
                    modules::names().chain(KEYWORDS.iter().copied()),
                    begin,
                ));
                all.extend(self.names_beginning_with(begin));
                all
            }
        };
        Completion { start, candidates }
    }

    fn attributes(&mut self, path: Option<&str>, begin: &str) -> Vec<String> {
        let known = path
            .and_then(|path| syntax::parse(path).ok())
            .and_then(|tree| self.known(tree.root()));
        let names = known.map(|known| known.attributes()).unwrap_or_default();
        matching(names.iter().map(String::as_str), begin)
    }

    fn keywords_of_call(&mut self, analysis: &Analysis, cursor: usize, begin: &str) -> Vec<String> {
        let Some(call) = self.open_call(analysis, cursor) else {
            return Vec::new();
        };
        let parameters = call.signature.parameters.iter();
        parameters
            .filter(|parameter| parameter.is_nameable() && !call.given.contains(&parameter.name))
            .map(|parameter| format!("{}=", parameter.name))
            .filter(|keyword| keyword.starts_with(begin))
            .collect()
    }

    fn names_beginning_with(&self, begin: &str) -> Vec<String> {
        let names = self.names().into_iter().map(|(name, _)| name);
        names
            .filter(|name| {
                name.starts_with(begin) && (begin.starts_with('_') || !name.starts_with('_'))
            })
            .collect()
    }
}

fn matching<'a>(names: impl Iterator<Item = &'a str>, begin: &str) -> Vec<String> {
    names
        .filter(|name| name.starts_with(begin))
        .map(str::to_owned)
        .collect()
}
