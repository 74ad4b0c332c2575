//! Lambkin beside native Rust, CPython and other embeddable languages, on the same work: one table.
//!
//! ```console
//! cargo run --release --manifest-path benches/peers/Cargo.toml -- [--quick] [WORD...]
//! cargo run --release --manifest-path benches/peers/Cargo.toml -- [--quick] policies
//! cargo run --release --manifest-path benches/peers/Cargo.toml -- [--quick] records
//! cargo run --release --manifest-path benches/peers/Cargo.toml -- [--quick] scaling [--plot FILE]
//! ```
//!
//! Words choose the workloads whose names contain one of them.
//! The word `policies` alone prints other tables: five policies, as a service would decide by them (`policies.rs`).
//! The word `records` alone prints the table that ends the whole run: calls with records made for them (`records.rs`).
//! The word `scaling` alone shows what an item costs as their number grows (`scaling.rs`).
//! `--python PROGRAM` names the CPython to compare with and may be given more than once; without it, those found are taken.
//! `--calls N` takes no time, but runs Lambkin alone on what was chosen, so many calls of each: for counting instructions.
//! No time is taken before every answer agrees with Lambkin's.

mod cpython;
mod data;
mod lambkin;
mod native;
mod policies;
mod records;
mod scaling;
mod table;
mod task;
mod timing;

#[cfg(feature = "cel")]
mod cel;
#[cfg(feature = "koto")]
mod koto;
#[cfg(feature = "lua")]
mod lua;
#[cfg(feature = "minijinja")]
mod minijinja;
#[cfg(feature = "rhai")]
mod rhai;
#[cfg(feature = "starlark")]
mod starlark;

#[path = "../../workloads/mod.rs"]
mod workloads;

use std::path::PathBuf;

use table::{Row, Table};
use task::{Measured, Task};
use timing::Pace;
use workloads::Workload;

/// Another language.
trait Peer {
    /// Its name and version.
    fn name(&self) -> String;

    /// Makes a workload ready, compares its answer, and times it.
    fn measure(&mut self, task: &Task<'_>) -> Measured;

    /// Makes a workload ready, and times it with arguments that are made from plain data for each call.
    fn measure_converted(&mut self, _task: &Task<'_>) -> Measured {
        None
    }

    /// Times the way from its text and plain data to its answer, again and again, with an engine that is there.
    fn measure_first(&mut self, _task: &Task<'_>) -> Measured {
        None
    }
}

fn peers() -> Vec<Box<dyn Peer>> {
    vec![
        Box::new(native::Native),
        #[cfg(feature = "lua")]
        Box::new(lua::Lua::new()),
        #[cfg(feature = "starlark")]
        Box::new(starlark::Starlark::new()),
        #[cfg(feature = "rhai")]
        Box::new(rhai::Rhai::new()),
        #[cfg(feature = "koto")]
        Box::new(koto::KotoPeer::new()),
        #[cfg(feature = "cel")]
        Box::new(cel::Cel),
    ]
}

fn main() {
    let options = Options::from_command_line();
    if let Some(calls) = options.calls {
        return call_only(&options, calls);
    }
    let mut peers = peers();
    if options.words == ["policies"] {
        return policies::compare(options.pace);
    }
    if options.words == ["scaling"] {
        return scaling::compare(options.pace, options.plot.as_deref()).expect("the plot is drawn");
    }
    let mut pythons = cpython::found(&options.pythons);
    if options.words == ["records"] {
        return records::compare(options.pace, &mut peers, &pythons);
    }
    let names = peers.iter().map(|peer| peer.name());
    let names = names.chain(pythons.iter().map(cpython::Python::name));
    let mut table = Table::new(names.collect());
    table.print_head();
    for workload in workloads::all() {
        if options.choose(&workload.name) {
            let row = measure(&workload, &mut peers, &mut pythons, options.pace);
            table.add(row);
        }
    }
    table.print_median("median of hooks", |name| name.starts_with("hook"));
    table.print_median("median of others", |name| !name.starts_with("hook"));
    table.print_notes();
    if options.words.is_empty() {
        println!();
        records::compare(options.pace, &mut peers, &pythons);
    }
}

/// Calls each chosen workload so many times.
fn call_only(options: &Options, calls: u32) {
    let chosen = workloads::all().into_iter();
    for workload in chosen.filter(|workload| options.choose(&workload.name)) {
        if let Ok(mut own) = lambkin::ready(&workload) {
            (0..calls).for_each(|_| drop(own.run()));
        }
    }
}

/// One row: Lambkin's time and everybody else's, in nanoseconds per item.
fn measure(
    workload: &Workload,
    peers: &mut [Box<dyn Peer>],
    pythons: &mut [cpython::Python],
    pace: Pace,
) -> Row {
    let mut row = Row::new(&workload.name);
    let mut own = match lambkin::ready(workload) {
        Ok(own) => own,
        Err(reason) => {
            row.note = reason;
            return row;
        }
    };
    row.own = Some(pace.per_item(workload.items, || own.run()));
    let task = Task {
        workload,
        arguments: &own.arguments,
        expected: &own.answer,
        pace,
    };
    for peer in peers {
        row.add(&peer.name(), peer.measure(&task));
    }
    for python in pythons {
        let time = python
            .measure(workload, pace, cpython::Arguments::Ready)
            .and_then(|(time, answer)| {
                if answer == own.shown {
                    return Some(time);
                }
                row.note = format!("{}: {answer}, not {}", python.name(), own.shown);
                None
            });
        row.others.push(time);
    }
    row
}

/// What the command line asks for.
struct Options {
    pace: Pace,
    calls: Option<u32>,
    pythons: Vec<String>,
    plot: Option<PathBuf>,
    words: Vec<String>,
}

impl Options {
    fn from_command_line() -> Self {
        let mut options = Options {
            pace: Pace::Thorough,
            calls: None,
            pythons: Vec::new(),
            plot: None,
            words: Vec::new(),
        };
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--quick" => options.pace = Pace::Quick,
                "--calls" => options.calls = arguments.next().and_then(|n| n.parse().ok()),
                "--plot" => options.plot = arguments.next().map(PathBuf::from),
                "--python" => options.pythons.extend(arguments.next()),
                _ => options.words.push(argument),
            }
        }
        options
    }

    fn choose(&self, name: &str) -> bool {
        self.words.is_empty() || self.words.iter().any(|word| name.contains(word))
    }
}
