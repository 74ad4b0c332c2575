//! What a learner is told: help, the reference.
//!
//! Reads the tables of builtins and looks at values; evaluates nothing by itself.

pub mod help;
mod json;
pub mod reference;
pub mod rewrite;
mod shown;
mod spell;
pub mod statement;
mod stepper;
pub mod steps;
mod substitute;
mod walk;

pub use stepper::{Rule, Step};
