//! The examples print what stands beside them.

use std::process::Command;

use crate::support::{files, golden};

#[test]
fn every_example_prints_what_stands_beside_it() {
    let mut wrong = Vec::new();
    for source in files::below("examples", "rs") {
        // A package of its own has tests of its own.
        let Some(name) = source
            .strip_prefix("examples/")
            .and_then(|rest| rest.strip_suffix(".rs"))
        else {
            continue;
        };
        if name.contains('/') {
            continue;
        }
        let run = Command::new(env!("CARGO"))
            .args(["run", "--quiet", "--features", "serde", "--example", name])
            .current_dir(files::root())
            .output()
            .expect("cargo is there, since it runs this test");
        let printed = String::from_utf8_lossy(&run.stdout);
        let complained = String::from_utf8_lossy(&run.stderr);
        if !run.status.success() {
            wrong.push(format!("{name}: {complained}"));
            continue;
        }
        golden::check(&format!("examples/{name}.out"), &printed);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
