//! The console blocks of the README and of `docs/teaching.md`, run as they stand.

use crate::support::command::root;
use crate::support::console;

#[test]
fn every_example_shows_what_happens() {
    assert_eq!(examples_of("README.md"), 6);
}

#[test]
fn every_example_of_teaching_shows_what_happens() {
    assert_eq!(examples_of("docs/teaching.md"), 24);
}

/// Runs the examples of a page; how many there are.
fn examples_of(page: &str) -> usize {
    let text = std::fs::read_to_string(root().join(page)).unwrap();
    let mut examples = 0;
    for block in blocks(&text) {
        for entry in console::entries(&block) {
            // These build and test the project itself.
            if entry.command.starts_with("cargo ") {
                continue;
            }
            examples += 1;
            let (shown, _) = console::run(&entry);
            assert_eq!(shown, entry.expected, "$ {}", entry.command);
        }
    }
    examples
}

/// The insides of the console blocks.
fn blocks(text: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut inside: Option<String> = None;
    for line in text.lines() {
        match (&mut inside, line) {
            (None, "```console") => inside = Some(String::new()),
            (Some(_), "```") => blocks.extend(inside.take()),
            (Some(block), line) => {
                block.push_str(line);
                block.push('\n');
            }
            (None, _) => {}
        }
    }
    blocks
}
