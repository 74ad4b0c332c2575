//! Embedding: what a host program relies on.

mod data;
mod examples;
mod functions;
mod inspect;
mod names;
mod objects;
mod programs;
mod serial;
mod threads;

use lambkin::{Engine, Failure, FromValue, IntoInputs, Outcome};

/// The value of an expression without inputs.
fn eval(engine: &Engine, text: &str) -> Result<Outcome, Failure> {
    engine.compile(text)?.eval(())
}

/// The `repr` of what an expression gives for those inputs, or the failure's one line.
fn reply(engine: &Engine, text: &str, inputs: impl IntoInputs) -> String {
    let shown = engine
        .compile(text)
        .map_err(Failure::from)
        .and_then(|program| program.eval(inputs)?.repr());
    shown.unwrap_or_else(|failure| failure.to_string())
}

/// What reading the value of an expression as that type gives, or why it does not fit.
fn read<T: FromValue>(text: &str) -> Result<T, String> {
    let outcome = eval(&Engine::new(), text).map_err(|failure| failure.to_string())?;
    outcome.to().map_err(|failure| failure.to_string())
}
