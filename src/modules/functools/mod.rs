//! `functools`: functions that work on functions.
//!
//! Python's manual: <https://docs.python.org/3.13/library/functools.html>.

mod cache;
mod cmp_to_key;
mod lru;
mod partial;
mod reduce;

use crate::runtime::table::{Member, Module};

/// The module.
pub static MODULE: Module = Module {
    name: "functools",
    doc: "Functions that work on functions.",
    members: &[
        Member::function(&cache::CACHE),
        Member::function(&cmp_to_key::CMP_TO_KEY),
        Member::function(&cache::LRU_CACHE),
        Member::type_(&partial::TYPE),
        Member::function(&reduce::REDUCE),
    ],
};
