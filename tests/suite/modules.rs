//! Every public name of CPython's modules: either it is here, or `tests/modules/left_out.txt` says why not.
//!
//! `tests/modules/names.txt` holds the names of CPython 3.13, a module each line; where that is present it is asked.

use std::collections::BTreeMap;

use lambkin::modules::{self, MODULES};
use lambkin::runtime::table::Module;

use crate::support::{files, golden, python};

const NAMES: &str = "tests/modules/names.txt";
const LEFT_OUT: &str = "tests/modules/left_out.txt";

/// Prints a line for each module that is named: its public names.
const ASK: &str = "
import importlib, sys
for name in sys.argv[1:]:
    module = importlib.import_module(name)
    names = getattr(module, '__all__', None) or dir(module)
    print(name + ':', *sorted({n for n in names if not n.startswith('_')}))
";

/// The modules and their names, in CPython 3.13.
fn names() -> Vec<(String, Vec<String>)> {
    files::read(NAMES)
        .lines()
        .filter_map(|line| line.split_once(": "))
        .map(|(module, names)| {
            let names = names.split_whitespace().map(str::to_owned);
            (module.to_owned(), names.collect())
        })
        .collect()
}

/// Why a name is not here, by `module.name`.
fn left_out() -> BTreeMap<String, String> {
    let text = files::read(LEFT_OUT);
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split_once(": ").unwrap_or((line, "")))
        .map(|(name, reason)| (name.to_owned(), reason.to_owned()))
        .collect()
}

fn module(name: &str) -> Option<&'static Module> {
    MODULES.iter().copied().find(|module| module.name == name)
}

/// Whether the module has the name; `builtins` are the names that are always there.
fn is_here(module_name: &str, name: &str) -> bool {
    match module(module_name) {
        Some(module) => module.get(name).is_some(),
        None => module_name == "builtins" && modules::lookup(name).is_some(),
    }
}

#[test]
fn every_public_name_is_here_or_left_out_for_a_reason() {
    let reasons = left_out();
    let mut broken = Vec::new();
    let mut used = Vec::new();
    for (module_name, names) in names() {
        if module_name != "builtins" && module(&module_name).is_none() {
            continue;
        }
        for name in names {
            let full = format!("{module_name}.{name}");
            match (is_here(&module_name, &name), reasons.get(&full)) {
                (true, None) => {}
                (true, Some(_)) => {
                    broken.push(format!("{full} is here: take its line out of {LEFT_OUT}"));
                    used.push(full);
                }
                (false, Some(reason)) if !reason.is_empty() => used.push(full),
                (false, Some(_)) => broken.push(format!("{full} is left out without a reason")),
                (false, None) => broken.push(format!("{full} is missing")),
            }
        }
    }
    let unused = reasons.keys().filter(|name| !used.contains(name));
    broken.extend(unused.map(|name| format!("{name} is no name that is missing")));
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn every_module_is_compared() {
    let compared = names();
    let missing: Vec<_> = MODULES
        .iter()
        .filter(|module| !compared.iter().any(|(name, _)| name == module.name))
        .map(|module| module.name)
        .collect();
    assert!(missing.is_empty(), "not in {NAMES}: {missing:?}");
}

#[test]
fn the_names_are_those_of_cpython() {
    let Some(mut python) = python::pinned() else {
        return;
    };
    let modules = names().into_iter().map(|(module, _)| module);
    let output = python
        .args(["-c", ASK])
        .args(modules)
        .output()
        .expect("CPython runs");
    golden::check(NAMES, &String::from_utf8_lossy(&output.stdout));
}
