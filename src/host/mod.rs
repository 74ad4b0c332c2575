//! Embedding: the engine, its programs and limits, data in and out, functions and objects of the host.
//!
//! Nothing here evaluates anything itself, and nothing below knows of it.

mod builder;
mod cancel;
mod check;
pub mod convert;
#[cfg(feature = "report")]
mod draw;
mod engine;
mod env;
mod failure;
pub mod function;
mod help;
mod inputs;
mod inspect;
mod instance;
mod items;
mod object;
mod options;
mod outcome;
mod program;
#[cfg(feature = "serde")]
mod serial;
mod session;
mod shared;
mod watch;

pub use builder::{Builder, SetupError};
pub use cancel::Cancel;
pub use convert::{Bytes, FromValue, IntoValue, Pairs, Unfit};
pub use engine::Engine;
pub use failure::{Diagnostics, Exception, Failure, Halt, Mismatch};
pub use function::{Call, Callable, Function, IntoArguments};
pub use inputs::{Inputs, IntoInputs};
pub use inspect::{Called, Path, Read, Report, Step};
pub use instance::Instance;
pub use items::Items;
pub use object::{HostObject, Lookup};
pub use options::Limits;
pub use outcome::{Outcome, Usage};
pub use program::Program;
#[cfg(feature = "serde")]
pub use serial::Serde;
pub use session::Session;
