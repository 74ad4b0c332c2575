//! The workloads of `workloads.txt`, read and made ready to run. Shared by all benchmarks.

#![allow(
    clippy::panic,
    clippy::expect_used,
    dead_code,
    reason = "a benchmark stops when it cannot run, and each uses a part of this file"
)]

use std::time::Duration;

use lambkin::{Engine, Failure, Limits, Session, Value};

/// One entry of the list.
pub(crate) struct Workload {
    /// What it is called in every table.
    pub(crate) name: String,
    /// By how many its time is divided.
    pub(crate) items: u32,
    /// The expression of the tuple of arguments.
    pub(crate) arguments: String,
    /// The expression of the function.
    pub(crate) text: String,
}

/// A workload made ready: the function and its arguments as values of one session.
pub(crate) struct Ready {
    session: Session,
    function: Value,
    arguments: Vec<Value>,
}

/// Every workload, in the order of the list.
pub(crate) fn all() -> Vec<Workload> {
    parse(include_str!("../workloads.txt"))
}

/// The policies that are compared with other expression languages.
pub(crate) fn policies() -> Vec<Workload> {
    parse(include_str!("../policies.txt"))
}

fn parse(list: &str) -> Vec<Workload> {
    let mut found: Vec<Workload> = Vec::new();
    for line in list.lines() {
        if let Some(code) = line.strip_prefix("    ") {
            let last = found.last_mut().expect("a workload begins with its name");
            last.text.push_str(code);
        } else if !line.is_empty() && !line.starts_with('#') {
            let mut parts = line.splitn(3, " | ");
            let mut part = || parts.next().expect("NAME | ITEMS | ARGUMENTS").to_owned();
            found.push(Workload {
                name: part(),
                items: part().parse().expect("a number of items"),
                arguments: part(),
                text: String::new(),
            });
        }
    }
    found
}

/// An engine with every limit on, and each as far away as a million items need.
pub(crate) fn engine() -> Engine {
    Engine::new().with_limits(Limits {
        steps: Some(10_000_000_000),
        memory: Some(2 << 30),
        time: Some(Duration::from_secs(600)),
        items: None,
        ..Limits::untrusted()
    })
}

impl Workload {
    /// Compiles the function and makes the arguments.
    pub(crate) fn ready(&self) -> Result<Ready, Failure> {
        let mut session = engine().session();
        let function = session.eval(&self.text)?;
        let Value::Tuple(arguments) = session.eval(&self.arguments)? else {
            panic!("{}: the arguments are no tuple", self.name);
        };
        Ok(Ready {
            session,
            function,
            arguments: arguments.as_slice().to_vec(),
        })
    }
}

impl Ready {
    /// Calls the function, under a fresh account of the limits.
    #[inline]
    pub(crate) fn call(&mut self) -> Result<Value, Failure> {
        let (function, arguments) = (&self.function, &self.arguments);
        self.session.with(|interp| {
            interp.restart();
            interp.call(function, arguments)
        })
    }

    /// The session, the arguments and the function.
    pub(crate) fn parts(&mut self) -> (&mut Session, &[Value], &Value) {
        (&mut self.session, &self.arguments, &self.function)
    }
}
