//! The limits: each one holds, says its name, and says which sub-expression spent most.

use std::thread;
use std::time::Duration;

use lambkin::runtime::error::{Limit, Place};
use lambkin::{Engine, Failure, Halt, Limits, Session};

/// Tighter than the default limits, for unoptimised builds, and without the clock, so that the machine has no say.
fn limits() -> Limits {
    Limits {
        steps: Some(1_000_000),
        items: Some(600_000),
        memory: Some(8 << 20),
        time: None,
        ..Limits::untrusted()
    }
}

fn session(limits: Limits) -> Session {
    Engine::new().with_limits(limits).session()
}

fn halt(session: &mut Session, text: &str) -> Halt {
    match session.eval(text) {
        Err(Failure::Halted(halt)) => halt,
        Ok(_) => panic!("{text}: a value"),
        Err(failure) => panic!("{text}: {failure}"),
    }
}

fn shown(place: Option<&Place>) -> &str {
    place.map_or("", |place| {
        let span = place.span;
        &place.source[span.start as usize..span.end as usize]
    })
}

#[rustfmt::skip]
const SPENT: &[(&str, Limit, &str)] = &[
    ("sum(1 for _ in range(10**18))", Limit::Items, "(1 for _ in range(10**18))"),
    ("len('abc') + sum(itertools.count())", Limit::Items, "sum(itertools.count())"),
    ("[x for x in range(10**9) if x % 7 == 8]", Limit::Items, "[x for x in range(10**9) if x % 7 == 8]"),
    ("-1 in itertools.count()", Limit::Items, "-1 in itertools.count()"),
    ("0 < 1 in itertools.repeat(0)", Limit::Items, "0 < 1 in itertools.repeat(0)"),
    ("(lambda f, n: f(f, n))(lambda f, n: 1 if n < 2 else f(f, n - 1) + f(f, n - 2), 50)", Limit::Steps, "1 if n < 2 else f(f, n - 1) + f(f, n - 2)"),
    ("(len([x for x in range(9**4)]), [0] * 10**12)", Limit::Memory, "[0] * 10**12"),
    ("[l.extend(l) for l in [[0]] for _ in range(100)]", Limit::Memory, "l.extend(l)"),
    ("(lambda a: [a * a for _ in range(10**6)])(3 ** 10**4)", Limit::Steps, "a * a"),
    ("sum(len(list(range(n))) for n in range(10**5))", Limit::Steps, "list(range(n))"),
    ("any('z' in line for line in itertools.repeat('a' * 1000))", Limit::Steps, "'z' in line"),
    ("functools.reduce(lambda a, b: a + 'x' * 1000, range(10**6), '')", Limit::Steps, "a + 'x' * 1000"),
    ("(lambda t: eval(t))('1 + sum(itertools.count())')", Limit::Items, "sum(itertools.count())"),
    ("[print('line') for _ in itertools.count()]", Limit::Output, "print('line')"),
];

#[test]
fn a_halt_names_what_spent_most() {
    for (text, limit, spent) in SPENT {
        let halt = halt(&mut session(limits()), text);
        assert_eq!(
            (halt.limit, shown(halt.spent_at.as_ref())),
            (*limit, *spent),
            "{text}"
        );
    }
}

#[test]
fn a_function_bound_earlier_is_named_in_its_own_text() {
    let mut session = session(limits());
    let function = session
        .eval("lambda n: [sum(range(n)) for _ in range(n)]")
        .unwrap();
    session.bind("work", function);
    let halt = halt(&mut session, "work(10**5)");
    assert_eq!(shown(halt.spent_at.as_ref()), "sum(range(n))");
}

#[test]
fn a_limit_of_items_is_exact() {
    let limits = |items| Limits {
        items: Some(items),
        ..limits()
    };
    let text = "sum(range(10_000))";
    assert!(session(limits(10_000)).eval(text).is_ok());
    let mut tight = session(limits(9_999));
    let halt = halt(&mut tight, text);
    assert_eq!((halt.limit, tight.usage().items), (Limit::Items, 9_999));
    assert_eq!(halt.message, "more than 9999 items pulled");
    // Without another item, there is no reason to stop.
    assert!(
        session(limits(3))
            .eval("(sum([1, 2, 3]), len('abc') + abs(-1))")
            .is_ok()
    );
}

#[test]
fn a_limit_of_steps_is_exact() {
    let text = "[len(str(n)) for n in range(300)]";
    let mut free = session(limits());
    free.eval(text).unwrap();
    let steps = free.usage().steps;
    let limits = |steps| Limits {
        steps: Some(steps),
        ..limits()
    };
    assert!(session(limits(steps)).eval(text).is_ok());
    assert_eq!(
        halt(&mut session(limits(steps - 1)), text).limit,
        Limit::Steps
    );
}

#[test]
fn usage_tells_what_was_spent() {
    let mut session = session(limits());
    let text = "(lambda f: f(f, 9))(lambda f, n: 0 if n == 0 else f(f, n - 1)) or len([0] * 10**5)";
    session.eval(text).unwrap();
    let usage = session.usage();
    assert_eq!((usage.peak_depth, usage.items), (11, 0));
    assert!(
        (1_600_000..1_610_000).contains(&usage.peak_bytes),
        "{usage:?}"
    );
    assert!(usage.bytes < 10_000, "{usage:?}");
    session
        .eval("print('four') or sum(map(abs, range(5)))")
        .unwrap();
    let usage = session.usage();
    assert_eq!((usage.output, usage.items, usage.peak_depth), (5, 5, 0));
}

#[test]
fn the_same_program_costs_the_same() {
    let text = "sorted(map(str, range(10_000)), key=lambda s: s[::-1])[:3]";
    let usage = || {
        let mut session = session(limits());
        session.eval(text).unwrap();
        session.usage()
    };
    let first = usage();
    assert!((0..3).all(|_| usage() == first));
}

/// Builtins that swallow exceptions, each around an endless loop.
const SWALLOWING: &[&str] = &[
    "next(iter([]), sum(itertools.count()))",
    "next((x for x in itertools.count() if x < 0), 'default')",
    "getattr(1, 'x', sum(itertools.count()))",
    "hasattr(sum(itertools.count()), 'x')",
    "max((x for x in itertools.count() if x < 0), default=0)",
    "[].index(sum(itertools.count()))",
    "dict.fromkeys(itertools.count()).get(1, 2)",
    "list(iter(lambda: sum(itertools.count()), 0))",
    "functools.cache(lambda: sum(itertools.count()))()",
    "collections.defaultdict(lambda: sum(itertools.count()))[1]",
    "sorted([2, 1], key=lambda x: sum(itertools.count()))",
    "eval('sum(itertools.count())')",
    "'{}'.format(sum(itertools.count()))",
    "any(1 in itertools.repeat(0) for _ in [0])",
    "{1: 2}.setdefault(3, sum(itertools.count()))",
];

#[test]
fn nothing_catches_a_halt() {
    for text in SWALLOWING {
        halt(&mut session(limits()), text);
    }
}

#[test]
fn another_thread_can_cancel() {
    let mut session = session(Limits::unlimited());
    let cancel = session.cancel();
    let canceller = thread::spawn({
        let cancel = cancel.clone();
        move || {
            thread::sleep(Duration::from_millis(20));
            cancel.cancel();
        }
    });
    let halted = halt(&mut session, "[x for x in itertools.count() if x < 0]");
    canceller.join().unwrap();
    assert_eq!(halted.limit, Limit::Cancelled);
    assert!(halted.spent_at.is_none());
    cancel.reset();
    assert!(session.eval("1 + 1").is_ok());
}

#[test]
fn a_halt_leaves_the_session_usable() {
    let mut session = session(limits());
    for text in [
        "2 ** 10**12",
        "sum(itertools.count())",
        "[print('x' * 10**6)] * 2 and print('x' * 10**6)",
    ] {
        halt(&mut session, text);
        let answer = session.eval("[n * n for n in range(4)]").unwrap();
        assert_eq!(session.repr(&answer).unwrap(), "[0, 1, 4, 9]");
    }
}
