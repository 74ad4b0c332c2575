//! What a learner is told: help, the reference.
//!
//! Reads the tables of builtins and looks at values; evaluates nothing by itself.

pub mod help;
pub mod reference;
pub mod rewrite;
pub mod statement;
