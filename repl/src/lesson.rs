//! `lambkin lesson` and `lambkin lessons`: what there is to say about each kind of mistake.

use lambkin::resolve;
use lambkin::teach::lessons::{self, LESSONS};

use crate::arguments;
use crate::stop::{Status, Stop};
use crate::terminal::Terminal;

/// Prints the page about one kind.
pub(crate) fn run(arguments: &arguments::Lesson, terminal: Terminal) -> Result<Status, Stop> {
    let kind = arguments.kind.as_str();
    let Some(lesson) = lessons::find(kind) else {
        let kinds = LESSONS.iter().map(|lesson| lesson.kind);
        let advice = match resolve::nearest(kind, kinds) {
            Some(nearest) => format!("did you mean '{nearest}'?"),
            None => "`lambkin lessons` lists them".to_owned(),
        };
        return Err(Stop::refused(format!("no lesson about '{kind}'; {advice}")));
    };
    terminal.put(&format!("{}\n", lesson.page()))?;
    Ok(Status::Value)
}

/// Prints every kind with its title.
pub(crate) fn list(terminal: Terminal) -> Result<Status, Stop> {
    let width = LESSONS.iter().map(|lesson| lesson.kind.len()).max();
    let width = width.unwrap_or_default();
    let lines: String = (LESSONS.iter())
        .map(|lesson| format!("{:width$}  {}\n", lesson.kind, lesson.title()))
        .collect();
    terminal.put(&lines)?;
    Ok(Status::Value)
}
