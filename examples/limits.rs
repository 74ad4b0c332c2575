//! Expressions from anywhere: every evaluation ends, and nothing inside the language can prevent it.

use std::thread;
use std::time::Duration;

use lambkin::{Engine, Limits};

fn main() {
    let engine = Engine::new().with_limits(Limits {
        steps: Some(100_000),
        memory: Some(1 << 20),
        ..Limits::untrusted()
    });
    for text in ["[0] * 1000000", "(lambda f: f(f))(lambda f: [f(f), f(f)])"] {
        match engine.session().eval(text) {
            Ok(_) => println!("{text}: a value"),
            Err(failure) => println!("{text}: {failure}"),
        }
    }

    // Another thread may stop an evaluation whenever it likes.
    let patient = Engine::new().with_limits(Limits::unlimited());
    let mut session = patient.session();
    let cancel = session.cancel();
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(50));
        cancel.cancel();
    });
    let endless = "[x for x in range(1 << 62) if x < 0]";
    if let Err(failure) = session.eval(endless) {
        println!("{endless}: {failure}");
    }
}
