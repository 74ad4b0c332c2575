//! `:save` and `:load`: a session as a file of its entries.
//!
//! The file is what was typed, entry after entry, so that a person can read and change it.

use std::fs;

use super::{Answer, Session, entries};
use crate::stop::{Status, cause};

/// Files that may load each other.
const DEEPEST: usize = 10;

impl Session {
    /// `:save FILE`
    pub(super) fn save(&mut self, file: &str) -> Answer {
        let mut text = String::from("# A Lambkin session; `:load` runs it again.\n");
        for entry in &self.kept {
            text.push_str(entry);
            text.push('\n');
        }
        match fs::write(file, text) {
            Ok(()) => Answer::shown(format!("{} saved\n", counted(self.kept.len()))),
            Err(error) => Answer::refused(format!("cannot write {file}: {}", cause(&error))),
        }
    }

    /// `:load FILE`: every entry, up to the first that fails.
    pub(super) fn load(&mut self, file: &str) -> Answer {
        if self.loading >= DEEPEST {
            return Answer::refused("files load each other without end");
        }
        let text = match fs::read_to_string(file) {
            Ok(text) => text,
            Err(error) => return Answer::refused(format!("cannot read {file}: {}", cause(&error))),
        };
        self.loading += 1;
        let answer = self.replay(file, &text);
        self.loading -= 1;
        answer
    }

    fn replay(&mut self, file: &str, text: &str) -> Answer {
        let mut all = Answer::default();
        let mut count = 0;
        let mut reader = entries::Reader::default();
        let lines = text.lines().map(Some).chain([None]);
        for line in lines {
            let Some((first_line, entry)) = (match line {
                Some(line) => reader.line(line),
                None => reader.end(),
            }) else {
                continue;
            };
            let mut answer = self.entry(&entry, first_line);
            // What the values were is not news.
            answer.shown.clear();
            let failed = answer.status != Status::Value;
            all.append(answer);
            if failed {
                let place = format!("{file}: stopped at line {first_line}\n");
                all.report.push_str(&place);
                all.again = None;
                return all;
            }
            count += 1;
        }
        all.shown = format!("{} loaded\n", counted(count));
        all
    }
}

fn counted(entries: usize) -> String {
    match entries {
        1 => "1 entry".to_owned(),
        more => format!("{more} entries"),
    }
}
