//! What a learner is told: help, the reference.
//!
//! Reads the tables of builtins and looks at values; evaluates nothing by itself.

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
pub mod statement;
mod stepper;
pub mod steps;
mod substitute;
mod summary;
pub mod timeline;
pub mod tree;
mod walk;

pub use stepper::{Rule, Step};
