//! The modules and the builtin names: the single list of what is bound without import.

pub mod builtins;
pub mod cmath;
pub mod collections;
pub mod fractions;
pub mod functools;
pub mod itertools;
#[cfg(feature = "json")]
pub mod json;
pub mod math;
pub mod operator;
pub mod random;
#[cfg(feature = "re")]
pub mod re;
pub mod statistics;
pub mod string;

use crate::runtime::table::{Item, Member, Module};
use crate::runtime::value::Value;

/// Every module, sorted by name.
pub static MODULES: &[&Module] = &[
    &cmath::MODULE,
    &collections::MODULE,
    &fractions::MODULE,
    &functools::MODULE,
    &itertools::MODULE,
    #[cfg(feature = "json")]
    &json::MODULE,
    &math::MODULE,
    &operator::MODULE,
    &random::MODULE,
    #[cfg(feature = "re")]
    &re::MODULE,
    &statistics::MODULE,
    &string::MODULE,
];

/// The members of modules that are builtin names too.
fn bare() -> impl Iterator<Item = &'static Member> {
    let reduce = functools::MODULE
        .members
        .iter()
        .filter(|member| member.name == "reduce");
    itertools::MODULE.members.iter().chain(reduce)
}

/// What a name means that neither the program nor the host binds: a builtin, a module, or a function of
/// `itertools` and `functools.reduce`, which are builtins here.
#[must_use]
pub fn lookup(name: &str) -> Option<Value> {
    builtins::get(name)
        .map(Item::value)
        .or_else(|| builtins::exception(name).map(Value::Type))
        .or_else(|| {
            bare()
                .find(|member| member.name == name)
                .map(|member| member.item.value())
        })
        .or_else(|| {
            MODULES
                .iter()
                .find(|module| module.name == name)
                .map(|module| Value::Module(module))
        })
}

/// The module that a builtin name comes from: `itertools` for `chain`.
#[must_use]
pub fn module_of(name: &str) -> Option<&'static str> {
    if builtins::get(name).is_some() || builtins::exception(name).is_some() {
        return None;
    }
    let own = |module: &&&Module| module.get(name).is_some();
    let bare = bare().any(|member| member.name == name);
    let homes = [&itertools::MODULE, &functools::MODULE];
    homes
        .iter()
        .filter(|_| bare)
        .find(own)
        .map(|module| module.name)
}

/// Every name that is bound without import, for completion and for suggestions.
pub fn names() -> impl Iterator<Item = &'static str> {
    builtins::names()
        .chain(bare().map(|member| member.name))
        .chain(MODULES.iter().map(|module| module.name))
}
