//! `functools`: functions that work on functions.
//!
//! Python's manual: <https://docs.python.org/3.13/library/functools.html>.

mod reduce;

use crate::runtime::table::{Member, Module};

/// The module.
pub static MODULE: Module = Module {
    name: "functools",
    doc: "Functions that work on functions.",
    members: &[Member::function(&reduce::REDUCE)],
};
