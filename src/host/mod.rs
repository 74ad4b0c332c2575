//! Embedding: the engine, its limits, and what an evaluation answers.

mod check;
mod engine;
mod options;

pub use engine::{Cancel, Engine, Exception, Failure, Halt, Program, Session, Usage};
pub use options::Limits;
