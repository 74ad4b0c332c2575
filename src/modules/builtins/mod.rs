//! The builtin functions and types.

mod inspection;
mod iteration;
mod numbers;
mod round;
mod sequences;
mod sum;
mod text;

use crate::runtime::exception::ExcKind;
use crate::runtime::table::{Item, Member, TypeInfo};
use crate::runtime::value::Value;
use crate::types;

/// The tables of the families, each sorted by name.
static FAMILIES: &[&[Member]] = &[
    inspection::MEMBERS,
    iteration::MEMBERS,
    numbers::MEMBERS,
    sequences::MEMBERS,
    text::MEMBERS,
    TYPES,
    CONSTANTS,
];

/// The types that are builtin names, sorted by name; exception types come from their own table.
static TYPES: &[Member] = &[
    Member::type_(&types::bool::TYPE),
    Member::type_(&types::bytes::TYPE),
    Member::type_(&types::complex::TYPE),
    Member::type_(&types::dict::TYPE),
    Member::type_(&types::float::TYPE),
    Member::type_(&types::set::FROZEN),
    Member::type_(&types::int::TYPE),
    Member::type_(&types::list::TYPE),
    Member::type_(&types::object::TYPE),
    Member::type_(&types::range::TYPE),
    Member::type_(&types::set::TYPE),
    Member::type_(&types::slice::TYPE),
    Member::type_(&types::str::TYPE),
    Member::type_(&types::tuple::TYPE),
    Member::type_(&types::type_::TYPE),
];

/// The names of constants that are not keywords, sorted by name.
static CONSTANTS: &[Member] = &[
    Member {
        name: "Ellipsis",
        item: Item::Value(|| Value::Ellipsis),
    },
    Member {
        name: "NotImplemented",
        item: Item::Value(|| Value::NotImplemented),
    },
];

/// What a builtin name is bound to.
#[must_use]
pub fn get(name: &str) -> Option<&'static Item> {
    FAMILIES
        .iter()
        .find_map(|family| {
            family
                .binary_search_by(|member| member.name.cmp(name))
                .ok()
                .and_then(|at| family.get(at))
        })
        .map(|member| &member.item)
}

/// The exception type of that name; `IOError` and `EnvironmentError` are older names of `OSError`.
#[must_use]
pub fn exception(name: &str) -> Option<&'static TypeInfo> {
    if matches!(name, "EnvironmentError" | "IOError") {
        return Some(ExcKind::OSError.type_info());
    }
    ExcKind::ALL
        .iter()
        .find(|kind| kind.name() == name && kind.module() == "builtins")
        .map(|kind| kind.type_info())
}

/// The exception types that need no module.
fn builtin_exceptions() -> impl Iterator<Item = ExcKind> {
    let all = ExcKind::ALL.iter().copied();
    all.filter(|kind| kind.module() == "builtins")
}

/// Every builtin name.
pub fn names() -> impl Iterator<Item = &'static str> {
    FAMILIES
        .iter()
        .flat_map(|family| family.iter().map(|member| member.name))
        .chain(builtin_exceptions().map(ExcKind::name))
        .chain(["EnvironmentError", "IOError"])
}
