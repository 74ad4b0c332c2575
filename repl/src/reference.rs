//! `lambkin reference`: the page of every builtin, type, method and module, written to a file.

use std::path::Path;

use lambkin::teach::reference;

use crate::arguments;
use crate::input;
use crate::stop::{Status, Stop, cause};
use crate::terminal::Terminal;

/// Writes the page.
pub(crate) fn run(arguments: &arguments::Reference, terminal: Terminal) -> Result<Status, Stop> {
    let page = reference::markdown();
    let file: &Path = &arguments.file;
    if input::is_stdin(file) {
        terminal.put(&page)?;
    } else {
        std::fs::write(file, page).map_err(|error| {
            Stop::refused(format!(
                "cannot write {}: {}",
                file.display(),
                cause(&error)
            ))
        })?;
    }
    Ok(Status::Value)
}
