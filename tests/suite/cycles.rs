//! Containers that lead back to themselves give their memory back all the same.

use lambkin::runtime::memory;
use lambkin::{Engine, Limits, Value};

/// Expressions that leave a cycle behind.
const CYCLES: &[&str] = &[
    "(lambda l: l.append(l))([])",
    "(lambda l: l.insert(0, (1, [l])))([1, 2])",
    "(lambda l: l.extend([l, l]))([])",
    "(lambda l: [0 for l[0] in [l]] and None)([1])",
    "(lambda l: [0 for l[0:1] in [[l]]] and None)([1])",
    "(lambda d: d.update(self=d))({})",
    "(lambda d: d.update({1: {2: d}}))({})",
    "(lambda d: d.update([(1, d)]))({})",
    "(lambda d: d.setdefault(1, d) and None)({})",
    "(lambda d: [0 for d['x'] in [d]] and None)({})",
    "(lambda d: d.update(view=d.items()))({})",
    "(lambda s: s.add(lambda: s))(set())",
    "(lambda s: s.update([s.pop]))({1})",
    "(lambda l: l.append(lambda x=l: x))([])",
    "(lambda l: l.append(l.append))([])",
    "(lambda d: d.append(d))(collections.deque())",
    "(lambda d: d.extendleft([d]))(collections.deque())",
    "(lambda d: d[1].append(d))(collections.defaultdict(list))",
    "(lambda c: c.update(c=c))(collections.ChainMap())",
    "(lambda c: c.maps.append(c))(collections.ChainMap())",
    "[f for f in [lambda: f]] and None",
    "[g for f in [lambda: f] for g in [f]] and None",
];

fn evaluate(text: &str) {
    let mut session = Engine::new().session();
    match session.eval(text) {
        Ok(Value::None) => {}
        Ok(_) => panic!("{text}: a value that keeps the cycle alive"),
        Err(failure) => panic!("{text}: {failure:?}"),
    }
}

#[test]
fn cycles_are_let_go_of_with_the_session() {
    for text in CYCLES {
        evaluate(text);
        let before = memory::live();
        for _ in 0..50 {
            evaluate(text);
        }
        assert_eq!(memory::live(), before, "{text}");
    }
}

#[test]
fn cycles_are_let_go_of_between_the_evaluations_of_a_session() {
    let mut session = Engine::new().session();
    let mut most = 0;
    for round in 0..3000 {
        let text = CYCLES[round % CYCLES.len()];
        assert!(session.eval(text).is_ok());
        if round == 2 * CYCLES.len() {
            most = memory::live() + 4096;
        }
        assert!(round < 3 * CYCLES.len() || memory::live() <= most, "{text}");
    }
}

#[test]
fn cycles_are_let_go_of_within_an_evaluation() {
    let limits = Limits {
        memory: Some(64 << 20),
        ..Limits::interactive()
    };
    let mut session = Engine::new().with_limits(limits).session();
    // Each list alone is small; together they would pass the limit several times.
    let text = "sum((lambda l: l.append(l) or 1)([0] * 1000) for _ in range(8_000))";
    match session.eval(text) {
        Ok(Value::Int(8_000)) => {}
        Ok(_) => panic!("another number"),
        Err(failure) => panic!("{failure:?}"),
    }
}

#[test]
fn what_is_in_use_is_never_emptied() {
    let mut session = Engine::new().session();
    let kept = session
        .eval("(lambda l: (l.append(l), l.append({'l': l}), l)[2])([1])")
        .expect("a list");
    session.bind("kept", kept.clone());
    let later = "(lambda l: l.append(l) or len(kept))([])";
    for _ in 0..5 {
        assert!(matches!(session.eval(later), Ok(Value::Int(3))));
    }
    let text = session.repr(&kept).expect("text");
    assert_eq!(text, "[1, [...], {'l': [...]}]");
    drop(session);
    let mut other = Engine::new().session();
    assert_eq!(other.repr(&kept).expect("text"), text);
    let lazily = "(lambda l, i: (l.append(i), [(lambda m: m.append(m))([]) for _ in range(5000)], next(i))[2])";
    let alive = other.eval(&format!("{lazily}(*(lambda l: (l, map(str, l)))([7]))"));
    assert!(matches!(alive, Ok(value) if value.as_str() == Some("7")));
}
