//! The screens in `docs/repl.md`, as a terminal shows them.
//!
//! Before each screen a comment holds the keys that lead to it from the screen before: `⏎` is Enter, `⇥` Tab, `→` the
//! arrow, `⌃C`, `⌃D`, `⌃L` and `⌃R` are those keys.

use std::fs;

use crate::support::command::root;
use crate::support::screen::{Screen, folder};

const KEYS: &[(&str, &str)] = &[
    ("⏎", "\r"),
    ("⇥", "\t"),
    ("→", "\x1b[C"),
    ("⌃C", "\x03"),
    ("⌃D", "\x04"),
    ("⌃L", "\x0c"),
    ("⌃R", "\x12"),
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

/// Types the keys, with time for the program behind each Enter.
fn type_keys(screen: &mut Screen, keys: &str) {
    let mut rest = keys;
    while let Some(first) = rest.chars().next() {
        let known = KEYS.iter().find(|(name, _)| rest.starts_with(name));
        let mut one = [0; 4];
        let (name, bytes) = match known {
            Some((name, bytes)) => (*name, *bytes),
            None => {
                let typed: &str = first.encode_utf8(&mut one);
                screen.keys(typed);
                rest = &rest[first.len_utf8()..];
                continue;
            }
        };
        screen.keys(bytes);
        rest = &rest[name.len()..];
        std::thread::sleep(std::time::Duration::from_millis(150));
    }
}
