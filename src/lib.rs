//! Python's expressions as an embeddable language.
#![forbid(unsafe_code)]

pub mod report;
pub mod syntax;
