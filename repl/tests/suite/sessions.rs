//! Whole sessions at the prompt, expected to the letter: `tests/sessions`.
//!
//! A file is what `lambkin --echo` writes; the entries behind `>>> ` and `... ` are what it is given.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

#[test]
fn every_session_goes_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions");
    let mut paths: Vec<_> = (fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(!paths.is_empty());
    for path in paths {
        let expected = fs::read_to_string(&path).unwrap();
        let (head, session) = expected.split_once("\n\n").unwrap();
        let command = head.lines().last().unwrap().trim_start_matches("$ ");
        let actual = format!("{head}\n\n{}", replay(command, session));
        if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
            fs::write(&path, actual).unwrap();
        } else {
            assert!(
                actual == expected,
                "{} goes otherwise:\n{actual}\n(UPDATE_GOLDEN=1 rewrites it)",
                path.display()
            );
        }
    }
}

/// What the command writes when it is given the entries of a session.
fn replay(command: &str, session: &str) -> String {
    let mut entries = String::new();
    for line in session.lines() {
        let entry = line.strip_prefix(">>> ").or(line.strip_prefix("... "));
        if let Some(entry) = entry {
            entries.push_str(entry);
            entries.push('\n');
        }
    }
    let binary = Path::new(env!("CARGO_BIN_EXE_lambkin")).parent().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    let mut child = Command::new("sh")
        .arg("-c")
        .arg(format!("exec 2>&1; {command}"))
        .current_dir(env!("CARGO_TARGET_TMPDIR"))
        .env("PATH", format!("{}:{path}", binary.display()))
        .env("HOME", env!("CARGO_TARGET_TMPDIR"))
        .env_remove("XDG_CONFIG_HOME")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || pipe.write_all(entries.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let mut shown = String::from_utf8(output.stdout).unwrap();
    let status = output.status.code().unwrap_or(-1);
    if status != 0 {
        shown.push_str(&format!("[{status}]\n"));
    }
    shown
}
