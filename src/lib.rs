//! Python's expressions as an embeddable language.
//!
//! ```
//! use lambkin::Engine;
//!
//! let engine = Engine::new();
//! let program = engine.compile("sorted(words, key=len)[-1].upper()")?;
//! let longest: String = program.eval([("words", ["fig", "banana", "pear"])])?.to()?;
//! assert_eq!(longest, "BANANA");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`guide`] says how to embed it.
//! What a host needs is at the top of the crate, where [`Engine`] is the way in; [`host`] has the traits behind it.
//! [`report`] draws what went wrong, [`teach`] explains it, and the other modules are the language itself, lowest first:
//! [`syntax`], [`resolve`], then [`runtime`], [`types`] and [`iters`], then [`eval`] and [`modules`].
#![forbid(unsafe_code)]

pub mod eval;
pub mod host;
pub mod iters;
pub mod modules;
#[cfg(feature = "report")]
pub mod report;
pub mod resolve;
pub mod runtime;
pub mod syntax;
#[cfg(feature = "teach")]
pub mod teach;
pub mod types;

#[doc = include_str!("../docs/embedding.md")]
pub mod guide {}

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
