//! What a learner is told: help, the reference, lessons on statements, and how an expression is evaluated.
//!
//! Watches evaluations through `runtime::observe` and reads what is there: the tables of builtins, the text of a
//! program. Nothing here computes a value of the language by itself, and nothing below knows of it.

mod account;
pub mod diagnose;
pub mod explain;
pub mod explain_error;
pub mod help;
pub mod html;
mod json;
pub mod lessons;
mod names;
mod outline;
pub mod predict;
mod recorder;
pub mod reference;
pub mod rewrite;
mod shown;
mod spell;
#[doc(hidden)]
pub mod statement;
mod stepper;
pub mod steps;
mod substitute;
mod summary;
pub mod timeline;
pub mod tree;
mod walk;

pub use stepper::{Rule, Step};
