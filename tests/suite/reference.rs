//! The reference: `docs/reference.md` is what the tables say, and its examples are true.

use lambkin::teach::reference;

use crate::support::golden;
use crate::support::reply::{Reply, answer_seeded};

#[test]
fn the_page_is_current() {
    golden::check("docs/reference.md", &reference::markdown());
}

#[test]
fn every_example_of_the_page_is_true() {
    let page = reference::markdown();
    let mut examples = 0;
    for block in page.split("```python\n").skip(1) {
        let block = block.split("```").next().unwrap_or_default();
        for example in block.split(">>> ").skip(1) {
            let (text, reply) = parts(example);
            examples += 1;
            assert_eq!(
                answer_seeded(&text, Some(0)).reply,
                Reply::Value(reply),
                ">>> {text}"
            );
        }
    }
    assert!(examples > 500, "{examples} examples");
}

/// The expression, which may go on behind `... `, and its reply.
fn parts(example: &str) -> (String, String) {
    let mut lines = example.lines();
    let mut text = lines.next().unwrap_or_default().to_owned();
    let mut reply = Vec::new();
    for line in lines {
        match line.strip_prefix("... ") {
            Some(more) if reply.is_empty() => text = format!("{text}\n{more}"),
            _ => reply.push(line),
        }
    }
    (text, reply.join("\n"))
}
