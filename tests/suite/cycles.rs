//! Containers that lead back to themselves give their memory back all the same.

use std::fs;

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
    "(lambda l: l.append(map(abs, l)))([])",
    "(lambda l: l.append(filter(lambda x: l, l)))([])",
    "(lambda l: l.append(zip(l, enumerate(l), reversed(l))))([])",
    "(lambda l: l.append(itertools.chain(l, itertools.repeat(l))))([])",
    "(lambda l: l.extend(itertools.tee(l)))([1])",
    "(lambda l: l.append(itertools.product(l, [l])))([1])",
    "(lambda l: l.append(itertools.groupby(l, lambda x: l)))([1])",
    "(lambda l: l.append(x for x in l))([])",
    "(lambda l: l.append(iter(lambda: l, 0)))([])",
    "(lambda l: l.append(collections.deque([l])))([])",
    "(lambda l: l.append(ValueError('x', l)))([])",
    "(lambda d: d.update(p=functools.partial(print, d, k=d)))({})",
    "(lambda d: d.update(i=iter(d.items()), k=reversed(d)))({})",
    "(lambda d: d.update(f=collections.defaultdict(lambda: d)))({})",
    "(lambda d: d.update(g=operator.itemgetter(lambda: d)))({})",
    "(lambda d: d.update(k=functools.cmp_to_key(lambda a, b: d)))({})",
    "(lambda l: l.append(functools.cache(lambda: l)))([])",
    "(lambda c: c(c) and None)(functools.cache(lambda x: x))",
    "(lambda P, l: l.append(P(l)))(collections.namedtuple('P', 'x', defaults=[1]), [])",
    // Iterators that take themselves in, and are let go of by what brought them.
    "(lambda l: (l.append(x for x in l), next(l[0]), l.clear()) and None)([])",
    "(lambda l: (l.append((iter([1]), [x for x in [1]], (x for x in l))), next(l[0][2]), l.clear()) and None)([])",
    "(lambda l: (l.append(itertools.pairwise(l)), l.append(1), next(l[0]), l.clear()) and None)([])",
    "(lambda l: (l.append(itertools.cycle(l)), next(l[0]), l.clear()) and None)([])",
    "(lambda l: (l.append(enumerate(l)), next(l[0]), l.clear()) and None)([])",
    "(lambda d: (d.update(i=iter(d.items())), d.clear()) and None)({1: 2})",
    "(lambda d: (d.update(i=0), d.update(i=iter(d.items())), next(d['i']), d.clear()) and None)({})",
    "(lambda l: (l.append(zip(l)), next(l[0]), l.clear()) and None)([])",
    "(lambda l: (l.append(itertools.chain.from_iterable(l)), l.clear()) and None)([])",
    "(lambda l: (l.extend(itertools.tee(iter(l))), next(l[0]), l.clear()) and None)([])",
    "(lambda l: (l.append(itertools.accumulate(l, lambda a, b: b)), next(l[0]), l.clear()) and None)([])",
    "(lambda l: (l.append(itertools.groupby(l)), next(l[0]), l.clear()) and None)([])",
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

/// The memory of this process that is resident, in bytes, where the system says so.
fn resident() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: usize = line.split_whitespace().next()?.parse().ok()?;
    Some(kib * 1024)
}

#[test]
fn ten_thousand_evaluations_leave_nothing() {
    let engine = Engine::new();
    let compile = |text: &str| engine.compile(text).unwrap();
    let programs: Vec<_> = CYCLES.iter().map(|text| compile(text)).collect();
    let ballast = compile(
        "(lambda l: [l.append(lambda: l), l.append(x for x in l), l.extend(l)])([0] * 1_000)",
    );
    let run = |times: usize| {
        for round in 0..times {
            let mut session = engine.session();
            assert!(session.run(&programs[round % programs.len()]).is_ok());
            assert!(session.run(&ballast).is_ok());
        }
    };
    run(500);
    let (live, before) = (memory::live(), resident());
    run(10_000);
    assert_eq!(memory::live(), live);
    // 32 KB each would be 320 MB.
    if let (Some(before), Some(after)) = (before, resident()) {
        assert!(after < before + (128 << 20), "from {before} to {after}");
    }
}

#[test]
fn names_of_a_session_lead_back_to_its_functions() {
    let before = memory::live();
    for _ in 0..10 {
        let mut session = Engine::new().session();
        let list = session.eval("[]").unwrap();
        session.bind("l", list);
        session.eval("l.append(lambda: l)").unwrap();
        session.eval("l.append(x for x in l if l)").unwrap();
    }
    assert_eq!(memory::live(), before);
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
