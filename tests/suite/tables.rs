//! The records behind help, completion and the reference: sorted, documented, and their examples true.

use std::collections::BTreeSet;

use lambkin::Value;
use lambkin::modules::{self, MODULES};
use lambkin::runtime::table::{Builtin, Item, TypeInfo};

use crate::support::reply::{Reply, answer_seeded};

/// Everything that a name leads to, each with how to call it in a report.
#[derive(Default)]
struct Reachable {
    functions: Vec<(String, &'static Builtin)>,
    types: Vec<&'static TypeInfo>,
    seen: BTreeSet<String>,
}

impl Reachable {
    fn collect() -> Self {
        let mut found = Self::default();
        for name in modules::names() {
            match modules::lookup(name) {
                Some(Value::Builtin(builtin)) => found.functions.push((name.to_owned(), builtin)),
                Some(Value::Type(info)) => found.add_type(info),
                _ => {}
            }
        }
        for module in MODULES {
            for member in module.members {
                let name = format!("{}.{}", module.name, member.name);
                match member.item {
                    Item::Function(builtin) => found.functions.push((name, builtin)),
                    Item::Type(info) => found.add_type(info),
                    Item::Float(_) | Item::Str(_) | Item::Value(_) => {}
                }
            }
        }
        found
    }

    fn add_type(&mut self, info: &'static TypeInfo) {
        for info in info.ancestry() {
            if self.seen.insert(info.qualified_name()) {
                self.types.push(info);
            }
        }
    }

    /// Functions, methods, class methods and constructors.
    fn builtins(&self) -> Vec<(String, &'static Builtin)> {
        let mut all = self.functions.clone();
        for info in &self.types {
            let own = info.methods.iter().chain(info.class_methods);
            all.extend(own.map(|method| (format!("{}.{}", info.name, method.name), *method)));
            all.extend(info.new.map(|new| (info.name.to_owned(), new)));
        }
        all
    }
}

fn report(broken: &[String]) {
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

/// Names that do not follow each other; a search by halves would miss them.
fn unsorted<'a>(place: &str, names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let names: Vec<_> = names.collect();
    let pairs = names.windows(2).filter(|pair| pair[0] >= pair[1]);
    pairs
        .map(|pair| format!("{place}: {} before {}", pair[0], pair[1]))
        .collect()
}

#[test]
fn tables_are_sorted() {
    let mut broken = unsorted("modules", MODULES.iter().map(|module| module.name));
    for module in MODULES {
        let names = module.members.iter().map(|member| member.name);
        broken.extend(unsorted(module.name, names));
    }
    for info in Reachable::collect().types {
        let name = info.name;
        broken.extend(unsorted(
            name,
            info.methods.iter().map(|method| method.name),
        ));
        broken.extend(unsorted(
            name,
            info.class_methods.iter().map(|method| method.name),
        ));
        broken.extend(unsorted(
            name,
            info.getters.iter().map(|getter| getter.name),
        ));
    }
    report(&broken);
}

#[test]
fn every_name_is_found() {
    let lost = modules::names().filter(|name| modules::lookup(name).is_none());
    let broken: Vec<_> = lost
        .map(|name| format!("{name}: listed, but a search by halves misses it"))
        .collect();
    report(&broken);
}

#[test]
fn everything_is_documented() {
    let found = Reachable::collect();
    let mut docs: Vec<(String, &str)> = Vec::new();
    docs.extend(
        found
            .builtins()
            .into_iter()
            .map(|(name, builtin)| (name, builtin.doc)),
    );
    docs.extend(
        found
            .types
            .iter()
            .map(|info| (info.qualified_name(), info.doc)),
    );
    for info in &found.types {
        let getters = info.getters.iter();
        docs.extend(getters.map(|getter| (format!("{}.{}", info.name, getter.name), getter.doc)));
    }
    docs.extend(
        MODULES
            .iter()
            .map(|module| (module.name.to_owned(), module.doc)),
    );
    let sentence =
        |doc: &str| doc.ends_with('.') && doc.starts_with(|first: char| !first.is_lowercase());
    let broken: Vec<_> = docs
        .into_iter()
        .filter(|(_, doc)| !sentence(doc))
        .map(|(name, doc)| format!("{name}: not a sentence: {doc:?}"))
        .collect();
    report(&broken);
}

#[test]
fn methods_know_their_type() {
    let types = Reachable::collect().types;
    // `ExceptionGroup` has its methods from a second base, so the owner need not be an ancestor.
    let owns = |owner: &&TypeInfo, method: &Builtin| {
        let mut own = owner.methods.iter().chain(owner.class_methods);
        owner.name == method.owner && own.any(|found| std::ptr::eq(*found, method))
    };
    let mut broken = Vec::new();
    for info in &types {
        for method in info.methods.iter().chain(info.class_methods) {
            if !types.iter().any(|owner| owns(owner, method)) {
                broken.push(format!(
                    "{}.{}: owner {:?}",
                    info.name, method.name, method.owner
                ));
            }
        }
    }
    report(&broken);
}

#[test]
fn examples_are_true() {
    let mut broken = Vec::new();
    for (name, builtin) in Reachable::collect().builtins() {
        for (text, expected) in builtin.examples {
            let got = answer_seeded(text, Some(0)).reply;
            if got != Reply::Value((*expected).to_owned()) {
                broken.push(format!(
                    "{name}: {text}\n  expected: {expected}\n  got:      {got:?}"
                ));
            }
        }
    }
    report(&broken);
}
