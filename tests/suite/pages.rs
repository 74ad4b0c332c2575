//! What the pages of documentation promise: an example for every public item that they show.

use std::collections::HashSet;

use crate::support::files;

/// Layers whose public items are all shown.
const SHOWN: &[&str] = &["src/host", "src/report", "src/teach"];

#[test]
fn public_items_have_examples() {
    let named = names_at_the_top();
    let mut broken = Vec::new();
    for name in files::below("src", "rs") {
        let is_shown = SHOWN.iter().any(|folder| name.starts_with(folder))
            && !name.starts_with("src/teach/statement/");
        for item in bare_items(&files::read(&name)) {
            let is_lifted = !name.starts_with("src/teach/") && named.contains(item.owner.as_str());
            if is_shown || is_lifted {
                broken.push(format!("{name}:{}: {}", item.line, item.text));
            }
        }
    }
    assert!(
        broken.is_empty(),
        "without an example:\n{}",
        broken.join("\n")
    );
}

/// What `lib.rs` lifts to the top of the crate from layers that are hidden otherwise.
fn names_at_the_top() -> HashSet<String> {
    let text = files::read("src/lib.rs");
    let lifted = text.lines().filter_map(|line| {
        let path = line.strip_prefix("pub use ")?.strip_suffix(';')?;
        let hidden = path.starts_with("runtime::") || path.starts_with("syntax::");
        hidden.then(|| path.rsplit("::").next().unwrap_or_default())
    });
    let names = lifted.flat_map(|names| names.trim_matches(['{', '}']).split(", "));
    names.map(str::to_owned).collect()
}

/// A public item without an example.
struct Item {
    line: usize,
    text: String,
    /// The type that it is or belongs to.
    owner: String,
}

fn bare_items(text: &str) -> Vec<Item> {
    let kinds = ["fn", "const", "struct", "enum", "trait", "type", "static"];
    let mut items = Vec::new();
    let (mut example, mut hidden, mut block_is_hidden) = (false, false, false);
    let mut block = String::new();
    for (index, line) in text.lines().enumerate() {
        let is_outermost = !line.starts_with(' ');
        let line = line.trim();
        if line.starts_with("///") {
            example |= line.ends_with("```");
            continue;
        }
        hidden |= line == "#[doc(hidden)]";
        if line.starts_with("#[") {
            continue;
        }
        if is_outermost && line.starts_with("impl") {
            block = subject(line);
            block_is_hidden = hidden;
        }
        let mut words = line.strip_prefix("pub ").unwrap_or_default().split(' ');
        let kind = words.next().unwrap_or_default();
        let is_shown = !hidden && (is_outermost || !block_is_hidden);
        if kinds.contains(&kind) && is_shown && !example {
            let name = words.next().unwrap_or_default();
            let own = name.split(['<', '(', ';', ':']).next().unwrap_or_default();
            items.push(Item {
                line: index + 1,
                text: line.to_owned(),
                owner: if is_outermost {
                    own.to_owned()
                } else {
                    block.clone()
                },
            });
        }
        (example, hidden) = (false, false);
    }
    items
}

/// The type of `impl Error {` or of `impl<'a> Quiz<'a> {`.
fn subject(line: &str) -> String {
    let start = line.find(' ').map_or(0, |at| at + 1);
    let rest = line.get(start..).unwrap_or_default();
    let end = rest.find(['<', ' ']).unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default().to_owned()
}
