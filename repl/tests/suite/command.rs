//! What a transcript cannot show: which stream, colours, Ctrl-C, what is left when a reader goes away.

use std::io::Read;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::command::{lambkin, run};

#[test]
fn values_and_errors_go_to_different_streams() {
    let value = run(&["eval", "-e", "1"], "");
    assert_eq!(
        (value.stdout.as_str(), value.stderr.as_str(), value.status),
        ("1\n", "", 0)
    );
    let error = run(&["eval", "-e", "print(2) or 1 / 0"], "");
    assert_eq!((error.stdout.as_str(), error.status), ("2\n", 1));
    assert!(
        error
            .stderr
            .ends_with("\nZeroDivisionError: division by zero\n")
    );
}

#[test]
fn exit_statuses() {
    for (arguments, status) in [
        (&["eval", "-e", "1"][..], 0),
        (&["eval", "-e", "1 / 0"], 1),
        (&["eval", "-e", "1 +"], 2),
        (&["eval", "--nonsense"], 2),
        (&["eval", "nosuch.lam"], 2),
        (
            &["eval", "--max-steps", "100", "-e", "sum(range(10 ** 6))"],
            3,
        ),
        (
            &["eval", "--timeout", "50ms", "-e", "sum(range(10 ** 12))"],
            3,
        ),
        (&["check", "-e", "1 +"], 2),
        (&["check", "-e", "1"], 0),
        (&["--help"], 0),
        (&["eval", "--help"], 0),
        (&["--version"], 0),
    ] {
        assert_eq!(run(arguments, "").status, status, "{arguments:?}");
    }
}

#[test]
fn colour_is_for_terminals_or_on_demand() {
    let coloured = |arguments: &[&str]| run(arguments, "").stderr.contains('\u{1b}');
    assert!(!coloured(&["eval", "-e", "1 / 0"]));
    assert!(coloured(&["eval", "--color", "always", "-e", "1 / 0"]));
    assert!(!coloured(&["eval", "--color", "never", "-e", "1 / 0"]));
}

#[test]
fn the_help_shows_examples() {
    let help = run(&["--help"], "").stdout;
    for part in ["Examples:", "lambkin eval --json orders=", "Exit status:"] {
        assert!(help.contains(part), "{help}");
    }
}

/// Sends the signal that Ctrl-C sends.
fn interrupt(process: u32) {
    let sent = Command::new("kill")
        .args(["-INT", &process.to_string()])
        .status();
    assert!(sent.unwrap().success());
}

#[test]
fn ctrl_c_stops_at_once() {
    for expression in [
        "sum(iter(lambda: 1, 0))",
        "9 ** 9 ** 7",
        "sorted(range(10 ** 9), key=lambda x: -x)",
    ] {
        let mut child = lambkin()
            .args(["eval", "-e", expression])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(300));
        if let Some(status) = child.try_wait().unwrap() {
            // A limit may be quicker.
            assert_eq!(status.code(), Some(3), "{expression}");
            continue;
        }
        let start = Instant::now();
        interrupt(child.id());
        let status = child.wait().unwrap();
        assert!(start.elapsed() < Duration::from_secs(5), "{expression}");
        assert_eq!(status.code(), Some(130), "{expression}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_panic() {
    let mut child = lambkin()
        .args(["eval", "-e", "'x' * 10 ** 6"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut stderr = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut stderr)
        .unwrap();
    child.wait().unwrap();
    assert_eq!(stderr, "");
}
