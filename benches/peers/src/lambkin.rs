//! Lambkin itself, with every limit on.

use lambkin::Value;

use crate::data::Data;
use crate::workloads::{Ready, Workload};

/// A workload made ready, and what it answers.
pub(crate) struct Own {
    ready: Ready,
    /// The arguments, for the other languages.
    pub(crate) arguments: Vec<Data>,
    /// The answer, to compare with theirs.
    pub(crate) answer: Data,
    /// The answer's `repr`, to compare with CPython's.
    pub(crate) shown: String,
}

impl Own {
    /// Runs it once.
    pub(crate) fn run(&mut self) -> Value {
        self.ready.call().expect("it ran before")
    }
}

/// Makes a workload ready, or says why it does not run.
pub(crate) fn ready(workload: &Workload) -> Result<Own, String> {
    let fail = |failure: lambkin::Failure| format!("{}: {}", failure.kind(), failure.message());
    let mut ready = workload.ready().map_err(fail)?;
    let value = ready.call().map_err(fail)?;
    let (session, arguments, _) = ready.parts();
    let arguments = arguments.iter().map(Data::from).collect();
    let shown = session.repr(&value).map_err(fail)?;
    Ok(Own {
        ready,
        arguments,
        answer: Data::from(&value),
        shown,
    })
}
