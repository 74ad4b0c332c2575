//! Completion of file names behind `:load` and `:save`.

use std::fs;
use std::path::Path;

/// The files that begin with what is there, folders with a stroke behind them.
pub(super) fn beginning_with(text: &str) -> Vec<String> {
    let (folder, begin) = match text.rfind('/') {
        Some(at) => text.split_at(at + 1),
        None => ("", text),
    };
    let place = if folder.is_empty() { "." } else { folder };
    let Ok(entries) = fs::read_dir(Path::new(place)) else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let hidden = name.starts_with('.') && !begin.starts_with('.');
            let stroke = if entry.path().is_dir() { "/" } else { "" };
            (name.starts_with(begin) && !hidden).then(|| format!("{folder}{name}{stroke}"))
        })
        .collect();
    names.sort();
    names
}
