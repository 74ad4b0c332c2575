//! `collections`: containers beyond the builtin ones.
//!
//! Python's manual: <https://docs.python.org/3.13/library/collections.html>. `UserDict`, `UserList` and `UserString`
//! are classes to derive from, and are left out. The dicts of this module lie beside `dict` itself.

pub mod chain_map;
pub mod deque;
pub(super) mod namedtuple;

use crate::runtime::table::{Member, Module};
use crate::types::dict::{counter, default, ordered};

/// The module.
pub static MODULE: Module = Module {
    name: "collections",
    doc: "Containers beyond the builtin ones.",
    members: &[
        Member::type_(&chain_map::TYPE),
        Member::type_(&counter::TYPE),
        Member::type_(&ordered::TYPE),
        Member::type_(&default::TYPE),
        Member::type_(&deque::TYPE),
        Member::function(&namedtuple::NAMEDTUPLE),
    ],
};
