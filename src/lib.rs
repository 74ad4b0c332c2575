//! Python's expressions as an embeddable language.
#![forbid(unsafe_code)]

pub mod eval;
pub mod host;
pub mod iters;
pub mod modules;
pub mod report;
pub mod resolve;
pub mod runtime;
pub mod syntax;
pub mod teach;
pub mod types;

pub use host::{Cancel, Engine, Exception, Failure, Halt, Limits, Program, Session, Usage};
pub use runtime::value::Value;
pub use syntax::Diagnostic;
