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

#[cfg(feature = "serde")]
pub use host::Serde;
pub use host::{
    Builder, Bytes, Call, Callable, Called, Cancel, Diagnostics, Engine, Exception, Failure,
    FromValue, Function, Halt, HostObject, Inputs, Instance, IntoArguments, IntoInputs, IntoValue,
    Items, Limits, Lookup, Mismatch, Outcome, Pairs, Path, Program, Read, Report, Session,
    SetupError, Step, Unfit, Usage,
};
pub use runtime::error::Error;
pub use runtime::exception::ExcKind;
pub use runtime::interp::Interp;
pub use runtime::value::Value;
pub use syntax::Diagnostic;
