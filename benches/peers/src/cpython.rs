//! CPython, which runs `benches/cpython.py` over the very same texts.

use std::path::Path;
use std::process::Command;

use crate::timing::Pace;
use crate::workloads::Workload;

/// One CPython on this machine.
pub(crate) struct Python {
    program: String,
    version: String,
}

/// Those named, or else those found by their usual names, each version once.
pub(crate) fn found(named: &[String]) -> Vec<Python> {
    let usual = ["python3.13", "python3", "/usr/bin/python3"].map(str::to_owned);
    let own = std::env::var("LAMBKIN_PYTHON").ok();
    let programs: Vec<String> = match named {
        [] => own.into_iter().chain(usual).collect(),
        named => named.to_vec(),
    };
    let mut found: Vec<Python> = Vec::new();
    for program in programs {
        if let Some(version) = version(&program)
            && !found.iter().any(|python| python.version == version)
        {
            found.push(Python { program, version });
        }
    }
    found
}

fn version(program: &str) -> Option<String> {
    let output = Command::new(program).arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let version = text.trim().strip_prefix("Python ")?;
    version.starts_with("3.").then(|| version.to_owned())
}

/// How a call comes by its arguments.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arguments {
    /// They are made before.
    Ready,
    /// Each call makes its own.
    Anew,
}

impl Python {
    /// `CPython 3.13.0`
    pub(crate) fn name(&self) -> String {
        format!("CPython {}", self.version)
    }

    /// Nanoseconds per item, and the answer's `repr`.
    pub(crate) fn measure(
        &self,
        workload: &Workload,
        pace: Pace,
        arguments: Arguments,
    ) -> Option<(f64, String)> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../cpython.py");
        let mut command = Command::new(&self.program);
        command.arg(script).arg("--plain").arg(&workload.name);
        if let Pace::Quick = pace {
            command.arg("--quick");
        }
        if arguments == Arguments::Anew {
            command.arg("--anew");
        }
        let output = String::from_utf8(command.output().ok()?.stdout).ok()?;
        output.lines().find_map(|line| {
            let mut fields = line.splitn(3, '\t');
            let named = fields.next()? == workload.name;
            let time = fields.next()?.parse().ok()?;
            named.then_some((time, fields.next()?.to_owned()))
        })
    }
}
