//! One program on many threads: the program is shared, values are not, and each thread keeps what it needs.

use std::thread;

use lambkin::{Engine, Failure, Program};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::builder()
        .constant("banned", ("eve", "mallory"))
        .inputs(Vec::<String>::new())
        .build()?;
    let policy = engine.compile("lambda user, tries: user not in banned and tries < 3")?;
    let counts = thread::scope(|scope| {
        let workers: Vec<_> = (0..4).map(|_| scope.spawn(|| decisions(&policy))).collect();
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or(Ok(0)))
            .collect::<Vec<_>>()
    });
    for (number, count) in counts.into_iter().enumerate() {
        println!("thread {number}: {} of 16000 allowed", count?);
    }
    Ok(())
}

fn decisions(policy: &Program) -> Result<u32, Failure> {
    let mut instance = policy.instance();
    // Values are made once and used for every call of this thread.
    let mut calls = Vec::new();
    for user in ["ada", "grace", "eve", "edsger"] {
        for tries in 0..4 {
            calls.push([instance.value(user)?, instance.value(tries)?]);
        }
    }
    let mut allowed = 0;
    for _ in 0..1_000 {
        for args in &calls {
            allowed += u32::from(instance.call(args)?.to::<bool>()?);
        }
    }
    Ok(allowed)
}
