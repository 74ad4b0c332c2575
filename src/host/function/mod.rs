//! Functions of the host: Rust closures that programs call like builtins.
//!
//! A closure's parameters say what it takes; its signature, in Python's own words, says how they are called and what
//! stands in for those left out.

mod arguments;
mod call;
mod callable;
mod record;
mod typed;

pub use arguments::{Argument, Arguments, IntoArguments};
pub use call::Call;
pub use callable::Callable;
pub use record::Function;
pub(super) use record::{Record, panicked};
pub use typed::{HostFunction, HostFunctionWithInterp, IntoError, IntoReturn};
