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
//! [`report`] draws what went wrong and [`teach`] explains it.
//!
//! The language itself is in modules that are no part of these pages, lowest first: `syntax`, `resolve`, then `runtime`,
//! `types` and `iters`, then `eval` and `modules`. They are open to the packages beside this one, the command and the
//! fuzz targets, and may change with any version.
#![forbid(unsafe_code)]

pub mod host;
#[cfg(feature = "report")]
pub mod report;
#[cfg(feature = "teach")]
pub mod teach;

#[doc(hidden)]
pub mod eval;
#[doc(hidden)]
pub mod iters;
#[doc(hidden)]
pub mod modules;
#[doc(hidden)]
pub mod resolve;
#[doc(hidden)]
pub mod runtime;
#[doc(hidden)]
pub mod syntax;
#[doc(hidden)]
pub mod types;

#[doc = include_str!("../docs/embedding.md")]
pub mod guide {}

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadMe;

#[cfg(feature = "serde")]
pub use host::Serde;
pub use host::{
    Builder, Bytes, Call, Callable, Called, Cancel, Diagnostics, Engine, Exception, Failure,
    FromValue, Function, Halt, HostObject, Inputs, Instance, IntoArguments, IntoInputs, IntoValue,
    Items, Limits, Lookup, Mismatch, Outcome, Pairs, Path, Program, Read, Report, Session,
    SetupError, Step, Unfit, Usage,
};
pub use runtime::error::{Error, Frame, Limit, Place};
pub use runtime::exception::ExcKind;
pub use runtime::interp::Interp;
pub use runtime::observe::{Event, Observer};
pub use runtime::value::Value;
pub use syntax::{Diagnostic, Severity, Span};
