//! Records that are made from data of Rust for each call, as a service does with each request: one table.
//!
//! The texts are those of the hooks that are given a record. CPython, which has no data of Rust, makes the same record
//! from bytes by `marshal`, its quickest way from what is no object of its own.

use lambkin::{Engine, Failure};

use crate::cpython::Python;
use crate::data::Data;
use crate::table::{Row, Table};
use crate::task::Task;
use crate::timing::Pace;
use crate::workloads::{self, Workload};
use crate::{Peer, cpython};

/// Measures all and prints the table.
pub(crate) fn compare(pace: Pace, peers: &mut [Box<dyn Peer>], pythons: &[Python]) {
    println!("A call with a record that is made for it from data of Rust.");
    let names = peers.iter().map(|peer| peer.name());
    let mut table = Table::new(names.chain(pythons.iter().map(Python::name)).collect());
    table.print_head();
    let workloads = workloads::all().into_iter();
    for workload in workloads.filter(|workload| workload.name.starts_with("hook") && workload.arguments.starts_with("({")) {
        let mut row = Row::new(&workload.name);
        match own(&workload, pace) {
            Ok((time, arguments, expected)) => {
                row.own = Some(time);
                let task = Task {
                    workload: &workload,
                    arguments: &arguments,
                    expected: &expected,
                    pace,
                };
                for peer in peers.iter_mut() {
                    row.add(&peer.name(), peer.measure_converted(&task));
                }
                for python in pythons {
                    let found = python.measure(&workload, pace, cpython::Arguments::Anew);
                    row.others.push(found.map(|(time, _)| time));
                }
            }
            Err(failure) => row.note = failure.to_string(),
        }
        table.add(row);
    }
    table.print_median("median", |_| true);
    table.print_notes();
}

/// Lambkin's time, the arguments and the answer.
fn own(workload: &Workload, pace: Pace) -> Result<(f64, Vec<Data>, Data), Failure> {
    let engine = Engine::new();
    let program = engine.compile(&workload.text).map_err(Failure::Refused)?;
    let arguments = engine
        .compile(&workload.arguments)
        .map_err(Failure::Refused)?;
    let arguments = Data::from(&arguments.eval(())?.value).items().to_vec();
    let mut instance = program.instance();
    let [record] = arguments.as_slice() else {
        panic!("{}: a record is the only argument", workload.name);
    };
    let mut run = || instance.call((record,));
    let answer = Data::from(&run()?.value);
    Ok((pace.per_item(1, run), arguments, answer))
}
