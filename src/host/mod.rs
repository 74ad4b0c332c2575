//! Embedding: the engine, its limits, and what an evaluation answers.

mod check;
mod engine;
mod failure;
mod options;

pub use engine::{Cancel, Engine, Program, Session, Usage};
pub use failure::{Exception, Failure, Halt};
pub use options::Limits;
