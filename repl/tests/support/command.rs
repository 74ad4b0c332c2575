//! Running the command and looking at what it did.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What one run left behind.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) status: i32,
}

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// The command, in surroundings that do not depend on who runs the tests.
pub(crate) fn lambkin() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lambkin"));
    command
        .current_dir(root())
        .env_remove("NO_COLOR")
        .env("TERM", "xterm");
    command
}

/// Runs the command with these arguments and that standard input.
pub(crate) fn run(arguments: &[&str], stdin: impl AsRef<[u8]>) -> Run {
    let mut child = lambkin()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let stdin = stdin.as_ref().to_owned();
    // Written from the side, so that neither end waits for the other; a command that stops reading is fine.
    let writer = std::thread::spawn(move || {
        let _ = pipe.write_all(&stdin);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Run {
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        status: output.status.code().unwrap_or(-1),
    }
}
