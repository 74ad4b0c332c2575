//! The modules and the builtin names: the single list of what is bound without import.

pub mod builtins;

use crate::runtime::table::{Item, Module};
use crate::runtime::value::Value;

/// Every module, sorted by name.
pub static MODULES: &[&Module] = &[];

/// What a name means that neither the program nor the host binds: a builtin, a module, or a function of
/// `itertools` and `functools.reduce`, which are builtins here.
#[must_use]
pub fn lookup(name: &str) -> Option<Value> {
    builtins::get(name)
        .map(Item::value)
        .or_else(|| builtins::exception(name).map(Value::Type))
        .or_else(|| {
            MODULES
                .iter()
                .find(|module| module.name == name)
                .map(|module| Value::Module(module))
        })
}

/// Every name that is bound without import, for completion and for suggestions.
pub fn names() -> impl Iterator<Item = &'static str> {
    builtins::names().chain(MODULES.iter().map(|module| module.name))
}
