//! Reading what a command is given: expressions and JSON, from the command line, files or standard input.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use lambkin::syntax::{Diagnostic, Source};

use crate::arguments;
use crate::json::{self, Json};
use crate::stop::{Stop, cause};

/// An expression's text is at most so long.
const LONGEST: u64 = 256 << 20;

/// An expression as it was given.
#[derive(Debug)]
pub(crate) struct Input {
    /// What reports call it.
    pub(crate) name: String,
    /// The text; where it was not UTF-8, as much of it as can be shown.
    pub(crate) text: String,
    /// What is wrong with its encoding.
    pub(crate) finding: Option<Diagnostic>,
}

impl Input {
    /// The expression that the command line names.
    pub(crate) fn new(text: &arguments::Text) -> Result<Self, Stop> {
        match (&text.expr, &text.file) {
            (Some(expr), _) => Ok(Input {
                name: "<expr>".to_owned(),
                text: expr.clone(),
                finding: None,
            }),
            (None, Some(file)) => Ok(Input::decoded(name(file), bytes(file)?)),
            // clap asks for one of the two.
            (None, None) => Err(Stop::refused("no expression was given")),
        }
    }

    fn decoded(name: String, bytes: Vec<u8>) -> Self {
        match String::from_utf8(bytes) {
            Ok(text) => Input {
                name,
                text,
                finding: None,
            },
            // The offsets of what is wrong count in the text with the wrong bytes replaced.
            Err(error) => Input {
                text: String::from_utf8_lossy(error.as_bytes()).into_owned(),
                finding: (Source::decode(name.as_str(), error.into_bytes()).err())
                    .map(|finding| *finding),
                name,
            },
        }
    }
}

/// The value in a JSON file.
pub(crate) fn json(file: &Path) -> Result<Json, Stop> {
    let bytes = bytes(file)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = error
            .as_bytes()
            .split_at(error.utf8_error().valid_up_to())
            .0;
        let (line, column) = place(before);
        Stop::refused(format!(
            "{}: line {line} column {column}: not UTF-8",
            name(file)
        ))
    })?;
    json::read(&text).map_err(|error| Stop::refused(format!("{}: {error}", name(file))))
}

/// The line and column, from one, of what follows these bytes, all of them UTF-8.
fn place(before: &[u8]) -> (usize, usize) {
    let before = String::from_utf8_lossy(before);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before
        .get(line_start..)
        .map_or(0, |line| line.chars().count());
    (before.matches('\n').count() + 1, column + 1)
}

/// Whether the file is standard input, written `-`.
pub(crate) fn is_stdin(file: &Path) -> bool {
    file.as_os_str() == "-"
}

/// What messages call the file.
pub(crate) fn name(file: &Path) -> String {
    if is_stdin(file) {
        "<stdin>".to_owned()
    } else {
        file.display().to_string()
    }
}

fn bytes(file: &Path) -> Result<Vec<u8>, Stop> {
    let mut bytes = Vec::new();
    let read = if is_stdin(file) {
        io::stdin().lock().take(LONGEST + 1).read_to_end(&mut bytes)
    } else {
        File::open(file).and_then(|file| file.take(LONGEST + 1).read_to_end(&mut bytes))
    };
    match read {
        Err(error) => Err(unreadable(file, &error)),
        Ok(_) if bytes.len() as u64 > LONGEST => Err(Stop::refused(format!(
            "{}: longer than {} MiB",
            name(file),
            LONGEST >> 20
        ))),
        Ok(_) => Ok(bytes),
    }
}

/// The one line about a file that cannot be read.
pub(crate) fn unreadable(file: &Path, error: &io::Error) -> Stop {
    Stop::refused(format!("cannot read {}: {}", name(file), cause(error)))
}
