//! Lambkin beside the languages that a host would choose among for its policies: two tables, a call and a beginning.
//!
//! Each is used as its manual says: an engine made once, a policy compiled once, and calls with values made before.
//! Lambkin runs under the limits of `Engine::new()`, which are those for text that nobody trusts; the others come without.

use lambkin::{Engine, Failure, Program};

use crate::Peer;
use crate::data::Data;
use crate::table::{Row, Table};
use crate::task::{Measured, Task};
use crate::timing::Pace;
use crate::workloads::{self, Workload};

/// The languages of expressions.
fn peers() -> Vec<Box<dyn Peer>> {
    vec![
        #[cfg(feature = "rhai")]
        Box::new(crate::rhai::Rhai::new()),
        #[cfg(feature = "cel")]
        Box::new(crate::cel::Cel),
        #[cfg(feature = "starlark")]
        Box::new(crate::starlark::Starlark::new()),
        #[cfg(feature = "minijinja")]
        Box::new(crate::minijinja::Minijinja::new()),
    ]
}

/// Measures all and prints both tables.
pub(crate) fn compare(pace: Pace) {
    let engine = Engine::new();
    let mut peers = peers();
    println!("A call of a policy that is compiled, with values that are made.");
    print(&engine, &mut peers, pace, call, |peer, task| {
        peer.measure(task)
    });
    println!("\nFrom the text and plain data to the first answer, by an engine that is there.");
    print(&engine, &mut peers, pace, first, |peer, task| {
        peer.measure_first(task)
    });
}

/// Measures Lambkin on a policy; the answer is what the others must answer.
type Own = fn(&Engine, &Workload, &[Data], Pace) -> Result<(f64, Data), Failure>;

fn print(
    engine: &Engine,
    peers: &mut [Box<dyn Peer>],
    pace: Pace,
    own: Own,
    other: fn(&mut dyn Peer, &Task<'_>) -> Measured,
) {
    let mut table = Table::new(peers.iter().map(|peer| peer.name()).collect());
    table.print_head();
    for policy in workloads::policies() {
        let mut row = Row::new(&policy.name);
        let arguments = arguments(engine, &policy);
        match own(engine, &policy, &arguments, pace) {
            Ok((time, expected)) => {
                row.own = Some(time);
                let task = Task {
                    workload: &policy,
                    arguments: &arguments,
                    expected: &expected,
                    pace,
                };
                for peer in peers.iter_mut() {
                    row.add(&peer.name(), other(peer.as_mut(), &task));
                }
            }
            Err(failure) => row.note = failure.to_string(),
        }
        table.add(row);
    }
    table.print_median("median", |_| true);
    table.print_notes();
}

/// A policy's arguments as plain data.
fn arguments(engine: &Engine, policy: &Workload) -> Vec<Data> {
    let outcome = engine
        .compile(&policy.arguments)
        .expect("the arguments are an expression")
        .eval(())
        .expect("the arguments have a value");
    Data::from(&outcome.value).items().to_vec()
}

/// Lambkin, compiled once and called with values that are made.
fn call(
    engine: &Engine,
    policy: &Workload,
    arguments: &[Data],
    pace: Pace,
) -> Result<(f64, Data), Failure> {
    let mut instance = compile(engine, policy).instance();
    let values = arguments.iter().map(|data| instance.value(data));
    let values = values.collect::<Result<Vec<_>, _>>()?;
    let answer = Data::from(&instance.call(&values)?.value);
    let time = pace.per_item(1, || instance.call(&values));
    Ok((time, answer))
}

/// Lambkin, from the text on.
fn first(
    engine: &Engine,
    policy: &Workload,
    arguments: &[Data],
    pace: Pace,
) -> Result<(f64, Data), Failure> {
    let run = || {
        let mut instance = compile(engine, policy).instance();
        let values = arguments.iter().map(|data| instance.value(data));
        let values = values.collect::<Result<Vec<_>, _>>()?;
        instance.call(&values)
    };
    let answer = Data::from(&run()?.value);
    Ok((pace.per_item(1, run), answer))
}

fn compile(engine: &Engine, policy: &Workload) -> Program {
    let program = engine.compile(&policy.text);
    program.expect("the policy is an expression")
}
