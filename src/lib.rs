//! Python's expressions as an embeddable language.
#![forbid(unsafe_code)]

pub mod syntax;
