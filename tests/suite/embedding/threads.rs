//! One program on many threads.

use std::thread;

use lambkin::{Cancel, Engine, Failure, Inputs, Program};

/// Fails to compile where a type cannot be shared.
fn is_shared<T: Send + Sync + Clone>() {}

fn is_sent<T: Send + Sync>() {}

#[test]
fn what_threads_share_can_be_shared() {
    is_shared::<Engine>();
    is_shared::<Program>();
    is_shared::<Cancel>();
    is_sent::<Failure>();
    is_sent::<lambkin::Diagnostics>();
    is_sent::<lambkin::Usage>();
}

#[test]
fn eight_threads_hammer_one_program() {
    let engine = Engine::builder()
        .function("score(text, weight=1)", |text: &str, weight: usize| {
            text.len() * weight
        })
        .constant("names", vec!["ada", "grace", "edsger"])
        .build()
        .expect("the signature is right");
    let text = "sum(score(name, weight=n) for name in names if name != skip), names.count(skip)";
    let program = engine.compile(text).expect("it is an expression");
    let policy = engine
        .compile("lambda path, tries: path.startswith('/api/') and tries < 3 or {'path': path}['path'][::-1]")
        .expect("it is an expression");
    thread::scope(|scope| {
        for worker in 0..8_usize {
            let (program, policy) = (&program, &policy);
            scope.spawn(move || {
                let mut instance = policy.instance();
                for round in 0..500 {
                    let n = worker * 1000 + round;
                    let inputs = Inputs::new().with("n", n).with("skip", "grace");
                    let sum: (usize, usize) = program
                        .eval(inputs)
                        .and_then(|sum| sum.to())
                        .expect("it has a value");
                    assert_eq!(sum, (9 * n, 1));
                    let allowed = instance
                        .call(("/api/x", 1))
                        .and_then(|answer| answer.to::<bool>());
                    assert_eq!(allowed.ok(), Some(true));
                    let denied = policy
                        .call((format!("/{n}"), 5))
                        .and_then(|answer| answer.to::<String>());
                    let expected: String = format!("/{n}").chars().rev().collect();
                    assert_eq!(denied.ok(), Some(expected));
                    // Failures and fresh programs in between, so that what a thread keeps ready changes.
                    if round % 100 == 0 {
                        assert!(program.eval([("n", n)]).is_err());
                        let other = Engine::new()
                            .compile(&format!("{n} + 1"))
                            .expect("it is an expression");
                        assert_eq!(
                            other.eval(()).and_then(|sum| sum.to::<usize>()).ok(),
                            Some(n + 1)
                        );
                    }
                }
            });
        }
    });
}
