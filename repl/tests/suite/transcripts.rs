//! Whole sessions as text, expected to the letter: `tests/transcripts`.

use std::fs;
use std::path::Path;

use crate::support::console;

#[test]
fn every_transcript_goes_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transcripts");
    let mut paths: Vec<_> = (fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(!paths.is_empty());
    for path in paths {
        let expected = fs::read_to_string(&path).unwrap();
        let head: String = (expected.lines())
            .take_while(|line| !line.starts_with("$ "))
            .map(|line| format!("{line}\n"))
            .collect();
        let actual: String = console::entries(&expected)
            .iter()
            .map(console::replay)
            .collect();
        let actual = head + &actual;
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
