//! The reference: every builtin, type, method and function of a module, as one page of Markdown.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::help::{self, Entry};
use crate::modules::{self, MODULES};
use crate::runtime::exception::ExcKind;
use crate::runtime::table::{Item, TypeInfo};
use crate::runtime::value::Value;

/// The page.
///
/// ```
/// let page = lambkin::teach::reference::markdown();
/// assert!(page.contains("### `sorted(iterable, /, *, key=None, reverse=False)`"));
/// ```
#[must_use]
pub fn markdown() -> String {
    let mut page = String::from(
        "# Reference\n\n\
         Everything that is bound without import.\n\
         `lambkin reference` writes this page from the tables that the interpreter itself uses, and a test runs its examples.\n\
         In a signature, parameters before `/` cannot be named, those after `*` must be, and `=...` marks one that may be left out.\n",
    );
    let mut functions = Vec::new();
    let mut types: Vec<&'static TypeInfo> = Vec::new();
    let of_modules = names_of_modules();
    for name in modules::names() {
        match modules::lookup(name) {
            Some(Value::Builtin(builtin)) if !of_modules.contains(name) => {
                functions.push(help::of_builtin(builtin));
            }
            Some(Value::Type(info)) if info.module == "builtins" && !is_exception(info) => {
                types.push(info);
            }
            _ => {}
        }
    }
    functions.sort_by(|a, b| a.title.cmp(&b.title));
    types.sort_by_key(|info| info.name);
    page.push_str("\n## Functions\n");
    for entry in &functions {
        write_entry(&mut page, 3, entry);
    }
    page.push_str("\n## Types\n");
    for info in types {
        write_entry(&mut page, 3, &help::of_type(info));
    }
    page.push_str("\n## Exceptions\n\n");
    write_exceptions(&mut page);
    page.push_str("\n## Modules\n");
    for module in MODULES {
        write_entry(&mut page, 3, &help::of_module(module));
    }
    page
}

/// The names that are builtins because a module's function is: they are described with the module.
fn names_of_modules() -> BTreeSet<&'static str> {
    let members = MODULES.iter().flat_map(|module| module.members);
    let functions = members.filter(|member| matches!(member.item, Item::Function(_)));
    let names = functions.map(|member| member.name);
    names
        .filter(|name| modules::builtins::get(name).is_none())
        .collect()
}

fn is_exception(info: &'static TypeInfo) -> bool {
    info.is_a(ExcKind::BaseException.type_info())
}

fn write_entry(page: &mut String, level: usize, entry: &Entry) {
    let hashes = "#".repeat(level);
    let _ = write!(page, "\n{hashes} `{}`\n\n{}\n", entry.title, entry.doc);
    if !entry.examples.is_empty() {
        page.push_str("\n```python\n");
        for (text, reply) in &entry.examples {
            let _ = writeln!(page, ">>> {}\n{reply}", text.replace('\n', "\n... "));
        }
        page.push_str("```\n");
    }
    for section in &entry.sections {
        for entry in &section.entries {
            write_entry(page, level + 1, entry);
        }
    }
}

/// The tree of exception types, each below its parent.
fn write_exceptions(page: &mut String) {
    page.push_str("Each is below the type from which it derives.\n\n");
    let roots = ExcKind::ALL.iter().filter(|kind| kind.parent() == **kind);
    for root in roots {
        write_exception(page, *root, 0);
    }
}

fn write_exception(page: &mut String, kind: ExcKind, level: usize) {
    let info = kind.type_info();
    let indent = "  ".repeat(level);
    let _ = writeln!(page, "{indent}- `{}`: {}", info.qualified_name(), info.doc);
    let below = ExcKind::ALL.iter().filter(|other| other.parent() == kind);
    for other in below.filter(|other| **other != kind) {
        write_exception(page, *other, level + 1);
    }
}
