//! The house rules as tests: layers, file sizes, documentation, and words that must not appear.
//!
//! CONTRIBUTING.md says why each rule holds.
//! An exception is named here with its reason, and must still be needed.

use crate::support::files;

/// The line count no source file may pass.
const WALL: usize = 500;

/// Files that may pass the wall, each with the reason.
const LONG_FILES: &[(&str, &str)] = &[
    (
        "src/syntax/lexer.rs",
        "tokens and f-strings share one state",
    ),
    (
        "src/types/str/unicode_tables.rs",
        "tables, written by tests/unicode/tables.py",
    ),
];

/// Source files without a spec file of their own name, each with the reason.
const NO_SPEC_FILE: &[(&str, &str)] = &[];

/// The folders of `src`, lowest first. Folders of one layer may import each other, unless `STRANGERS` says no.
const LAYERS: &[&[&str]] = &[
    &["syntax"],
    &["resolve"],
    &["runtime", "types", "iters"],
    &["report", "eval", "modules"],
    &["host"],
    &["teach"],
];

/// Folders of one layer that do not know each other.
const STRANGERS: &[(&str, &str)] = &[
    ("eval", "modules"),
    ("eval", "report"),
    ("modules", "report"),
];

/// Each dependency with a home, and the paths it may appear in.
const HOMES: &[(&str, &[&str])] = &[
    ("ariadne", &["src/report.rs"]),
    ("arrayvec", &["src/types/str/text.rs"]),
    ("logos", &["src/syntax/lexer.rs"]),
    ("chumsky", &["src/syntax/parser/"]),
    ("rustyline", &["repl/src/prompt/editor"]),
    ("toml", &["repl/src/prompt/config.rs"]),
    ("terminal_size", &["repl/src/terminal.rs"]),
    ("serde", &["src/host/serial/"]),
];

/// Rust files of the library and the command line.
fn sources() -> Vec<String> {
    let mut names = files::below("src", "rs");
    names.extend(files::below("repl/src", "rs"));
    names
}

/// Every Rust file of the repository.
fn all_rust() -> Vec<String> {
    let mut names = files::below("src", "rs");
    for folder in ["repl", "tests", "examples", "benches", "fuzz"] {
        names.extend(files::below(folder, "rs"));
    }
    names
}

/// The lines of code, numbered from one; comments are left out.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().filter_map(|(index, line)| {
        let line = line.trim();
        let line = line.split(" // ").next().unwrap_or(line);
        (!line.starts_with("//")).then_some((index + 1, line))
    })
}

/// The top folder (or file) of `src` that a path names: `runtime` of `src/runtime/value.rs`.
fn top(name: &str) -> Option<&str> {
    let rest = name.strip_prefix("src/")?;
    let first = rest.split('/').next()?;
    Some(first.strip_suffix(".rs").unwrap_or(first))
}

/// How many modules deep a file lies: one for `src/eval/mod.rs`, two for `src/eval/call.rs`.
fn depth(name: &str) -> usize {
    let parts = name.split('/').count() - 1;
    if name.ends_with("/mod.rs") {
        parts - 1
    } else {
        parts
    }
}

/// The top modules of the crate that a line of code names.
fn imported(line: &str, depth: usize) -> Vec<&str> {
    let from_root = "super::".repeat(depth);
    let mut found = Vec::new();
    for prefix in ["crate::", from_root.as_str()] {
        for (at, _) in line.match_indices(prefix) {
            let inside_a_path =
                line[..at].ends_with(|c: char| c == ':' || c == '_' || c.is_alphanumeric());
            if inside_a_path {
                continue;
            }
            let rest = &line[at + prefix.len()..];
            let end = rest.find(|c: char| c != '_' && !c.is_alphanumeric());
            found.push(&rest[..end.unwrap_or(rest.len())]);
        }
    }
    found
}

fn layer(folder: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&folder))
}

fn strangers(one: &str, other: &str) -> bool {
    STRANGERS.contains(&(one, other)) || STRANGERS.contains(&(other, one))
}

fn report(broken: &[String]) {
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn imports_point_down_the_layers() {
    let mut broken = Vec::new();
    for name in files::below("src", "rs") {
        let Some(folder) = top(&name).filter(|folder| *folder != "lib") else {
            continue;
        };
        let Some(own) = layer(folder) else {
            broken.push(format!("{name}: `{folder}` has no place in LAYERS"));
            continue;
        };
        let text = files::read(&name);
        for (line, code) in code(&text) {
            for other in imported(code, depth(&name)) {
                let allowed =
                    layer(other).is_none_or(|other| other <= own) && !strangers(folder, other);
                if !allowed {
                    broken.push(format!("{name}:{line}: `{folder}` imports `{other}`"));
                }
            }
        }
    }
    report(&broken);
}

#[test]
fn dependencies_stay_in_their_homes() {
    let mut broken = Vec::new();
    for name in sources() {
        let text = files::read(&name);
        for (line, code) in code(&text) {
            for (dependency, homes) in HOMES {
                let named = code.contains(&format!("{dependency}::"));
                if named && !homes.iter().any(|home| name.starts_with(home)) {
                    broken.push(format!(
                        "{name}:{line}: `{dependency}` belongs in {homes:?}"
                    ));
                }
            }
        }
    }
    report(&broken);
}

#[test]
fn files_stay_below_the_wall() {
    let mut broken = Vec::new();
    let names = all_rust();
    for name in &names {
        let lines = files::read(name).lines().count();
        let excused = LONG_FILES.iter().any(|(file, _)| file == name);
        if lines > WALL && !excused {
            broken.push(format!("{name}: {lines} lines; split it by sense"));
        }
        if lines <= WALL && excused {
            broken.push(format!(
                "{name}: {lines} lines; it needs no exception any more"
            ));
        }
    }
    for (name, _) in LONG_FILES {
        if !names.iter().any(|found| found == name) {
            broken.push(format!("{name}: excused, but not there"));
        }
    }
    report(&broken);
}

#[test]
fn every_file_says_what_it_is() {
    let silent = all_rust()
        .into_iter()
        .filter(|name| !files::read(name).starts_with("//! "));
    let broken: Vec<_> = silent
        .map(|name| format!("{name}: does not open with `//!`"))
        .collect();
    report(&broken);
}

#[test]
fn no_glob_imports() {
    let mut broken = Vec::new();
    for name in sources() {
        let text = files::read(&name);
        for (line, code) in code(&text) {
            let glob = code.contains("::*;") || code.contains("::{*") || code.contains("::*,");
            // A crate's prelude is made to be imported whole; clippy's rule says the same.
            if glob && !code.contains("prelude::*") {
                broken.push(format!("{name}:{line}: {code}"));
            }
        }
    }
    report(&broken);
}

#[test]
fn nothing_is_left_for_later() {
    // Written in two pieces, so that this file does not find itself.
    let unwanted = [
        concat!("to", "do!("),
        concat!("unimple", "mented!("),
        concat!("#[ig", "nore"),
        concat!("should_", "panic"),
        concat!("db", "g!("),
    ];
    let mut broken = Vec::new();
    for name in all_rust() {
        let text = files::read(&name);
        for (line, code) in code(&text) {
            for word in unwanted.iter().filter(|word| code.contains(**word)) {
                broken.push(format!("{name}:{line}: {word}"));
            }
        }
    }
    report(&broken);
}

#[test]
fn every_type_and_module_has_a_spec_file() {
    let mut broken = Vec::new();
    for folder in ["types", "modules"] {
        let mut nouns: Vec<_> = files::below(&format!("src/{folder}"), "rs")
            .iter()
            .filter_map(|name| noun(name, folder))
            .collect();
        nouns.dedup();
        for noun in nouns {
            let base = match noun.as_str() {
                "builtins" => "tests/spec/builtins".to_owned(),
                _ => format!("tests/spec/{folder}/{noun}"),
            };
            let file = files::root().join(format!("{base}.txt")).is_file();
            let folder_of_files = !files::below(&base, "txt").is_empty();
            let source = format!("{folder}/{noun}");
            let excused = NO_SPEC_FILE.iter().any(|(name, _)| *name == source);
            if (file || folder_of_files) == excused {
                broken.push(match excused {
                    true => format!("src/{source}: has a spec file, and needs no exception"),
                    false => format!("src/{source}: no {base}.txt"),
                });
            }
        }
    }
    report(&broken);
}

/// What a source file is about: `int` of `src/types/int/methods.rs`, `type` of `src/types/type_.rs`.
fn noun(name: &str, folder: &str) -> Option<String> {
    let rest = name.strip_prefix(&format!("src/{folder}/"))?;
    let first = rest.split('/').next()?;
    let noun = first.strip_suffix(".rs").unwrap_or(first);
    (noun != "mod").then(|| noun.trim_end_matches('_').to_owned())
}

#[test]
fn no_machine_paths() {
    let unwanted = [
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/t", "mp/"),
        concat!("/wo", "rk/"),
        concat!("/Use", "rs/"),
    ];
    let mut broken = Vec::new();
    for folder in ["src", "repl", "tests", "examples", "benches", "grammar"] {
        for extension in ["rs", "txt", "md", "py", "toml", "ebnf", "lam"] {
            for name in files::below(folder, extension) {
                let text = files::read(&name);
                for (index, line) in text.lines().enumerate() {
                    if unwanted.iter().any(|path| line.contains(path)) {
                        broken.push(format!("{name}:{}: {line}", index + 1));
                    }
                }
            }
        }
    }
    report(&broken);
}
