//! The screens in `docs/repl.md`, as a terminal shows them.
//!
//! Before each screen a comment holds the keys that lead to it from the screen before: `⏎` is Enter at the end of an
//! entry, `↵` within one, `⇥` Tab; `⌃C` and `⌃L` are those keys.

use std::fs;

use crate::support::command::root;
use crate::support::screen::{Screen, folder};

const KEYS: &[(&str, &str)] = &[
    ("⏎", "\r"),
    ("↵", "\r"),
    ("⇥", "\t"),
    ("⌃C", "\x03"),
    ("⌃L", "\x0c"),
];

#[test]
fn every_screen_is_what_the_keys_lead_to() {
    let path = root().join("docs/repl.md");
    let page = fs::read_to_string(&path).unwrap();
    let update = std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1");
    let mut screen = Screen::open(24, 80, &folder("tour"), &["--color", "never"]);
    let mut written = String::new();
    let mut rest = page.as_str();
    let mut screens = 0;
    while let Some((before, after)) = rest.split_once("<!-- keys: ") {
        let (keys, after) = after.split_once(" -->\n```text\n").unwrap();
        let (expected, after) = after.split_once("```\n").unwrap();
        screens += 1;
        type_keys(&mut screen, keys);
        let shown = if update {
            std::thread::sleep(std::time::Duration::from_millis(800));
            screen.text()
        } else {
            screen.expect(expected.trim_end());
            screen.text()
        };
        written.push_str(&format!(
            "{before}<!-- keys: {keys} -->\n```text\n{shown}\n```\n"
        ));
        rest = after;
    }
    assert!(screens >= 10, "{screens} screens");
    if update {
        fs::write(path, written + rest).unwrap();
    }
}

/// Types the keys; what comes behind the end of an entry waits for the prompt.
fn type_keys(screen: &mut Screen, keys: &str) {
    let mut rest = keys;
    while let Some(first) = rest.chars().next() {
        let known = KEYS.iter().find(|(name, _)| rest.starts_with(name));
        let (row, _) = screen.cursor();
        match known {
            Some((name, bytes)) => {
                screen.keys(bytes);
                rest = &rest[name.len()..];
            }
            None => {
                screen.keys(&first.to_string());
                rest = &rest[first.len_utf8()..];
            }
        }
        match known {
            Some(("⏎" | "⌃C", _)) => screen.wait("the next prompt", |screen| {
                screen.cursor().0 > row && screen.is_at_prompt()
            }),
            Some(("⌃L", _)) => screen.wait("an empty screen", |screen| screen.cursor().0 == 0),
            Some(("⇥", _)) => std::thread::sleep(std::time::Duration::from_millis(100)),
            _ => {}
        }
    }
}
