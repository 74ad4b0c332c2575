//! Console text: `$ command`, its further lines behind `> `, then what it wrote to either stream.

use std::process::{Command, Stdio};

use super::command::root;

/// One command with what it should write.
#[derive(Debug)]
pub(crate) struct Entry {
    /// What the shell is given.
    pub(crate) command: String,
    /// The command as it stands in the text.
    source: String,
    /// What follows it in the text.
    pub(crate) expected: String,
}

/// The entries of a console text; lines before the first command are left out.
pub(crate) fn entries(text: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut in_command = false;
    for line in text.lines() {
        if let Some(command) = line.strip_prefix("$ ") {
            entries.push(Entry {
                command: command.to_owned(),
                source: format!("{line}\n"),
                expected: String::new(),
            });
            in_command = true;
            continue;
        }
        let Some(entry) = entries.last_mut() else {
            continue;
        };
        match line.strip_prefix("> ") {
            Some(more) if in_command => {
                entry.command.push('\n');
                entry.command.push_str(more);
                entry.source.push_str(line);
                entry.source.push('\n');
            }
            Some(_) | None => {
                in_command = false;
                entry.expected.push_str(line);
                entry.expected.push('\n');
            }
        }
    }
    entries
}

/// Runs the entry; what it wrote, and its exit status.
pub(crate) fn run(entry: &Entry) -> (String, i32) {
    let folder = std::path::Path::new(env!("CARGO_BIN_EXE_lambkin"))
        .parent()
        .unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    let output = Command::new("sh")
        .arg("-c")
        .arg(format!("exec 2>&1\n{}", entry.command))
        .current_dir(root())
        .env("PATH", format!("{}:{path}", folder.display()))
        .env_remove("NO_COLOR")
        .env("TERM", "xterm")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let shown = String::from_utf8(output.stdout).unwrap();
    (shown, output.status.code().unwrap_or(-1))
}

/// The entry as it really goes, with the exit status in brackets where it is not 0.
pub(crate) fn replay(entry: &Entry) -> String {
    let (mut shown, status) = run(entry);
    if !shown.is_empty() && !shown.ends_with('\n') {
        shown.push('\n');
    }
    if status != 0 {
        shown.push_str(&format!("[{status}]\n"));
    }
    format!("{}{shown}", entry.source)
}
