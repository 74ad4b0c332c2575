//! CPython, where the pinned version is present on this machine.

use std::process::{Command, Stdio};

/// A command that starts the pinned CPython; `None`, said aloud, when it is not here.
///
/// `LAMBKIN_PYTHON` names the interpreter; without it `python3.13` is looked for.
/// Where `LAMBKIN_PYTHON` is set, a wrong or missing interpreter is a failure.
pub(crate) fn pinned() -> Option<Command> {
    let named = std::env::var("LAMBKIN_PYTHON").ok();
    let program = named.as_deref().unwrap_or("python3.13");
    let version = command(program)
        .args(["-c", "import sys; print('%d.%d' % sys.version_info[:2])"])
        .stderr(Stdio::null())
        .output()
        .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
        .unwrap_or_default();
    if version == "3.13" {
        return Some(command(program));
    }
    assert!(
        named.is_none(),
        "LAMBKIN_PYTHON={program} is not CPython 3.13 (it answers {version:?})"
    );
    eprintln!("not checked against CPython: no python3.13 here, and LAMBKIN_PYTHON is not set");
    None
}

/// Several versions may hide behind one name where pyenv manages them, and hashes of text are made to repeat.
fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command
        .env("PYENV_VERSION", "3.13.0")
        .env("PYTHONHASHSEED", "0");
    command
}
