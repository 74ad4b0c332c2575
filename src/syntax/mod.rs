//! Text to tree. Knows nothing of values, names in scope or evaluation.

pub mod ast;
mod diagnostic;
mod span;

pub use diagnostic::{Diagnostic, Severity};
pub use span::Span;
