//! `lambkin check --apply`: what is suggested takes the place of the text, where it does exactly the same.

use std::fs;
use std::path::Path;

use lambkin::syntax;
use lambkin::teach::diagnose::Finding;
use lambkin::teach::rewrite::Faithfulness;

use crate::input;
use crate::stop::{Status, Stop, cause};
use crate::terminal::Terminal;

/// Writes the suggestion into the file that the text came from, or to standard output where it came from there.
/// Nothing is written that could mean something else, or that would lose a comment.
pub(crate) fn apply(
    file: &Path,
    text: &str,
    findings: &[Finding],
    terminal: Terminal,
) -> Result<Status, Stop> {
    let expr = match exact(findings) {
        Ok(expr) => expr,
        Err(reason) => return Err(left(file, reason)),
    };
    let Some(comment) = leading_comment(text) else {
        return Err(left(file, "the comments within it would be lost"));
    };
    let written = format!("{comment}{expr}\n");
    if input::is_stdin(file) {
        terminal.put(&written)?;
        return Ok(Status::Value);
    }
    let name = input::name(file);
    fs::write(file, written)
        .map_err(|error| Stop::refused(format!("cannot write {name}: {}", cause(&error))))?;
    terminal.complain(&format!("lambkin: wrote {name}\n"));
    Ok(Status::Value)
}

/// Why the file stays as it is.
fn left(file: &Path, reason: &str) -> Stop {
    Stop::refused(format!("{} is left as it is: {reason}", input::name(file)))
}

/// What may be written in place of the text without asking, or why nothing may.
fn exact(findings: &[Finding]) -> Result<&str, &'static str> {
    let [only] = findings else {
        return Err("there is more than one finding");
    };
    let Some(suggestion) = &only.suggestion else {
        return Err("there is nothing to suggest");
    };
    match suggestion.faithfulness {
        Faithfulness::Exact => Ok(&suggestion.expr),
        Faithfulness::Conditional => Err("the suggestion is the same only under a condition"),
    }
}

/// The comment before the first token, with its line break; `None` where there are comments further on.
fn leading_comment(text: &str) -> Option<&str> {
    let tokens = syntax::tokenize(text, 0);
    let mut gaps = Vec::new();
    let mut end = 0;
    for span in &tokens.spans {
        gaps.push(text.get(end..span.start as usize).unwrap_or_default());
        end = span.end as usize;
    }
    gaps.push(text.get(end..).unwrap_or_default());
    let (first, rest) = gaps.split_first()?;
    let is_plain = tokens.error.is_none() && rest.iter().all(|gap| !gap.contains('#'));
    is_plain.then(|| {
        if first.contains('#') {
            first.trim_end_matches([' ', '\t'])
        } else {
            ""
        }
    })
}
