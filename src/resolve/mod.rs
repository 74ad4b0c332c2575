//! Names to slots, before anything runs.
//!
//! Knows nothing of values: it is given the syntax tree and makes the tree that `eval` walks. Which free names
//! exist is the caller's affair; they are listed in [`tree::Code::globals`].

mod lower;
mod nearest;
mod scope;
pub mod tree;
pub mod walk;

pub use lower::{lower, lower_watched};
pub use nearest::nearest;

use std::sync::Arc;

use crate::syntax::{self, Diagnostic};

/// The whole way from a text to the tree that runs.
///
/// # Errors
/// Everything that is wrong with the text.
pub fn compile(text: &str) -> Result<tree::Code, Vec<Diagnostic>> {
    let tree = syntax::parse(text)?;
    Ok(lower(tree.root(), Arc::from(text), tree.depth()))
}

/// Runs one step of a walk over a syntax tree with enough native stack.
fn with_stack<T>(step: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(128 * 1024, 2 * 1024 * 1024, step)
}
