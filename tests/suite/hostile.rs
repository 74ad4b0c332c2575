//! Expressions that try to hang, crash or grow without bound: each ends in an answer, an exception or a halt.
//!
//! Every one runs under the default limits on a thread with a small stack, so that an overflow of the native
//! stack, a panic or a loop that nobody pays for would show.

use std::thread;
use std::time::{Duration, Instant};

use lambkin::{Engine, Failure, Limits};

/// How an expression may end.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
enum End {
    /// In a value, whose `repr` may fail or be long.
    Value,
    /// In an exception of that type.
    Raises(&'static str),
    /// In a halt, by whichever limit.
    Halts,
    /// Refused before it runs.
    Refused,
}

use End::{Halts, Raises, Refused, Value};

#[rustfmt::skip]
const HOSTILE: &[(&str, End)] = &[
    // Endless or long.
    ("sum(itertools.count())", Halts),
    ("list(itertools.repeat(1))", Halts),
    ("max(itertools.cycle([1, 2]))", Halts),
    ("any(x < 0 for x in itertools.count())", Halts),
    ("[x for x in itertools.count() if False]", Halts),
    ("-1 in itertools.count()", Halts),
    ("next(filter(None, itertools.repeat(0)), 'default')", Halts),
    ("next(itertools.dropwhile(lambda x: True, itertools.count()), 'default')", Halts),
    ("sum(1 for _ in range(10**18))", Halts),
    ("len(list(range(10**12)))", Halts),
    ("(lambda f: f(f))(lambda f: f(f))", Raises("RecursionError")),
    ("(lambda f, n: f(f, n))(lambda f, n: f(f, n + 1) + 1, 0)", Raises("RecursionError")),
    ("(lambda f: f(f, 0))(lambda f, n: [f(f, n + 1) for _ in range(2)])", Raises("RecursionError")),
    ("sorted(range(1000), key=lambda x: (lambda f: f(f))(lambda f: f(f)))", Raises("RecursionError")),
    ("(lambda it: (it.append(map(lambda _: next(it[0]), itertools.count())), next(it[0])))([])", Raises("RecursionError")),
    ("getattr([], 'x', sum(itertools.count()))", Halts),
    ("hasattr(sum(itertools.count()), 'x')", Halts),
    ("list(map(lambda x: x, itertools.count()))", Halts),
    ("''.join(itertools.repeat('x'))", Halts),
    ("dict(zip(itertools.count(), itertools.count()))", Halts),
    ("set(itertools.count())", Halts),
    ("list(itertools.permutations(range(20)))", Halts),
    ("list(itertools.product(range(1000), repeat=1000))", Halts),
    ("list(itertools.combinations(range(10**3), 500))", Halts),
    ("functools.reduce(lambda a, b: a * b, range(1, 10**7))", Halts),
    ("[l.extend(l) for l in [[0]] for _ in range(100)]", Halts),
    ("[l.append(0) for l in [[0]] for _ in l]", Halts),
    // Sizes that are asked for at once.
    ("'x' * 10**12", Halts),
    ("[0] * 10**12", Halts),
    ("(0,) * 10**15", Halts),
    ("b'x' * 10**12", Halts),
    ("'x' * 10**20", Raises("OverflowError")),
    ("[0] * 10**20", Raises("OverflowError")),
    ("10 ** 10 ** 10", Halts),
    ("9 ** 9 ** 9 ** 9", Halts),
    ("2 ** 10**12", Halts),
    ("1 << 10**12", Halts),
    ("1 << 10**20", Raises("OverflowError")),
    ("pow(3, 10**9)", Halts),
    ("(lambda n: n * n)(10**4000) ** 10**6", Halts),
    ("str(10**5000)", Raises("ValueError")),
    ("int('9' * 5000)", Raises("ValueError")),
    ("int('9' * 10**6, 16)", Value),
    ("len('%1000000000d' % 1)", Halts),
    ("len(f'{1:1000000000}')", Halts),
    ("len(f'{1.5:.1000000000f}')", Halts),
    ("len('{:1000000000}'.format('x'))", Halts),
    ("len('x'.ljust(10**12))", Halts),
    ("len('x'.center(10**12))", Halts),
    ("len('x'.zfill(10**12))", Halts),
    ("len('\\t'.expandtabs(10**9))", Halts),
    ("len(('x' * 10**6).replace('x', 'y' * 10**6))", Halts),
    ("len(('x' * 10**6).join(['a'] * 10**6))", Halts),
    ("bytes(10**12)", Halts),
    ("bytes(10**20)", Raises("OverflowError")),
    ("(1).to_bytes(10**12, 'big')", Halts),
    ("list('x' * 10**7)", Halts),
    ("('ab' * 10**6).split('a')", Value),
    ("range(10**30)[10**29]", Value),
    ("len(range(10**30))", Raises("OverflowError")),
    ("round(1, -10**12)", Value),
    ("math.factorial(10**7)", Halts),
    ("math.comb(10**7, 5 * 10**6)", Halts),
    ("list(itertools.batched(range(10), 10**12))", Value),
    ("list(itertools.islice(itertools.count(), 10**12))", Halts),
    ("[x for x in itertools.tee(itertools.count(), 2)[0]]", Halts),
    // Values nested deep.
    ("(lambda r: repr(r))(functools.reduce(lambda a, _: [a], range(100000), []))", Raises("RecursionError")),
    ("functools.reduce(lambda a, _: [a], range(100000), []) == functools.reduce(lambda a, _: [a], range(100000), [])", Raises("RecursionError")),
    ("hash(functools.reduce(lambda a, _: (a,), range(100000), ()))", Raises("RecursionError")),
    ("functools.reduce(lambda a, _: {'k': a}, range(100000), {}) < {}", Raises("TypeError")),
    ("len(functools.reduce(lambda a, _: [a], range(1000000), []))", Value),
    ("len(functools.reduce(lambda a, _: (a, a), range(1000000), ()))", Value),
    ("len(functools.reduce(lambda a, _: {0: a}, range(100000), {}))", Value),
    ("callable(functools.reduce(lambda a, _: lambda: a, range(300000), 0))", Value),
    ("callable(functools.reduce(lambda a, _: functools.partial(a, 1), range(1000), print))", Value),
    ("type(functools.reduce(lambda a, _: map(abs, a), range(300000), iter([]))) is map", Value),
    ("list(functools.reduce(lambda a, _: map(abs, a), range(100000), iter([1])))", Raises("RecursionError")),
    ("type(functools.reduce(lambda a, _: (x for x in a), range(100000), iter([])))", Value),
    ("list(functools.reduce(lambda a, _: (x for x in a), range(100000), iter([1])))", Raises("RecursionError")),
    ("sorted([functools.reduce(lambda a, _: [a], range(50000), []) for _ in range(2)])", Raises("RecursionError")),
    ("str(functools.reduce(lambda a, _: (a, a), range(60), ()))", Halts),
    ("repr(functools.reduce(lambda a, _: [a, a], range(60), []))", Halts),
    ("functools.reduce(lambda a, _: [a, a], range(60), []) == functools.reduce(lambda a, _: [a, a], range(60), [])", Halts),
    ("hash(functools.reduce(lambda a, _: (a, a), range(60), ()))", Halts),
    // Values that hold themselves.
    ("(lambda l: l.append(l) or repr(l))([])", Value),
    ("(lambda d: d.update(d=d) or repr(d))({})", Value),
    ("(lambda l: l.append(l) or l == l)([])", Value),
    ("(lambda a, b: (a.append(a), b.append(b), a == b))([], [])", Raises("RecursionError")),
    ("(lambda a: a.append(a) or a < a)([])", Value),
    ("(lambda l: l.append(l) or str(l))([1, 2])", Value),
    ("(lambda l: l.append((l,)) or hash(l[0]))([])", Raises("TypeError")),
    ("(lambda l: l.append(l) or sum(l, []))([])", Value),
    ("(lambda l: l.append(l) or json.dumps(l))([])", Raises("ValueError")),
    ("json.dumps(functools.reduce(lambda a, _: [a], range(100000), []))", Raises("RecursionError")),
    ("json.loads('[' * 100000)", Raises("RecursionError")),
    // Containers changed while they are walked, iterators entered again.
    ("(lambda d: [d.update({k + 1: 0}) for k in d])({0: 0})", Raises("RuntimeError")),
    ("(lambda d: [d.pop(k) for k in d])({0: 0, 1: 1})", Raises("RuntimeError")),
    ("(lambda s: [s.add(x + 1) for x in s])({0})", Raises("RuntimeError")),
    ("(lambda l: sorted(l, key=lambda x: l.clear()))([3, 1, 2])", Raises("TypeError")),
    ("(lambda l: l.sort(key=lambda x: l.append(x) or x))([3, 1, 2])", Raises("ValueError")),
    ("(lambda l: l.sort(key=lambda x: l.clear() or x) or l)([3, 1, 2])", Value),
    ("(lambda c: (c.append(x for x in map(lambda _: next(c[0]), [1])), next(c[0])))([])", Raises("ValueError")),
    ("(lambda it: list(map(lambda _: next(it), it)))(iter(range(10)))", Value),
    ("(lambda l: list(map(lambda x: l.pop(), l)))([1, 2, 3, 4])", Value),
    ("(lambda d: [d.clear() for _ in d.items()])({1: 1})", Raises("RuntimeError")),
    ("min(itertools.chain.from_iterable(itertools.repeat([])))", Halts),
    ("(lambda l: [l.insert(0, x) for x in l])([1])", Halts),
    // Source that nests deep, or is long.
    ("eval('(' * 10000)", Raises("SyntaxError")),
    ("eval('not ' * 100000 + '1')", Raises("SyntaxError")),
    ("eval('-' * 100000 + '1')", Raises("SyntaxError")),
    ("eval('lambda: ' * 100000 + '1')", Raises("SyntaxError")),
    ("eval('1' + '+1' * 5000)", Value),
    ("eval('1' + '**1' * 2000)", Value),
    ("eval('[' * 150 + ']' * 150)", Value),
    ("eval('x' + '.a' * 5000)", Raises("NameError")),
    ("eval('(lambda: 0)' + '()' * 5000)", Raises("TypeError")),
    ("eval('1 < ' * 50000 + '1')", Value),
    ("eval('1 if 1 else ' * 5000 + '1')", Value),
    ("eval('[0' + ' for x in []' * 10000 + ']')", Value),
    ("(lambda f: f(f, 'eval(t)'))(lambda f, t: eval('f(f, t)', {'f': f, 't': t}))", Raises("RecursionError")),
    ("eval('9' * 5000)", Raises("SyntaxError")),
    ("eval(\"f'{\" * 200 + '1' + \"}'\" * 200)", Raises("SyntaxError")),
    // Ways out.
    ("__import__('os')", Raises("NameError")),
    ("open('/etc/passwd')", Raises("NameError")),
    ("exec('1')", Raises("NameError")),
    ("globals()", Raises("NameError")),
    ("().__class__.__bases__", Raises("AttributeError")),
    ("(lambda: 0).__globals__", Raises("AttributeError")),
    ("(lambda: 0).__code__", Raises("AttributeError")),
    ("getattr(int, '__subclasses__')", Raises("AttributeError")),
    ("getattr('', '__class__')", Raises("AttributeError")),
    ("'{0.__class__}'.format(1)", Raises("AttributeError")),
    ("'{0.__class__.__init__.__globals__}'.format(print)", Raises("AttributeError")),
    ("eval('__import__')", Raises("NameError")),
    ("type('C', (), {})", Raises("TypeError")),
    ("import os", Refused),
    ("x = 1", Refused),
    ("(yield)", Refused),
    ("print('x' * 100, end='') or print(*['y' * 1000] * 10000)", Halts),
    ("[print('line') for _ in itertools.count()]", Halts),
    // Work hidden in one operation.
    ("('a' * 10**5 + 'b') in ('a' * 10**6)", Value),
    ("('a' * 10**6).count('a' * 5 * 10**5 + 'b')", Value),
    ("10**4000 % 7 in range(0, 10**4000, 3)", Value),
    ("pow(3, 10**4000, 10**4000 + 1)", Halts),
    ("sorted([[i] * 1000 + [-i] for i in range(1000)]) and 1", Value),
    ("sum([[0] * 1000] * 100000, [])", Halts),
    ("functools.reduce(lambda a, b: a + 'x' * 1000, range(10**6), '')", Halts),
    ("list(itertools.accumulate(range(10**7), lambda a, b: (a, b)))", Halts),
    ("len({(i,) * 1000 for i in range(10**6)})", Halts),
    ("[hash((0,) * 10**6) for _ in range(10**6)]", Halts),
    ("[(0,) * 10**6 == (0,) * 10**6 for _ in range(10**6)]", Halts),
    ("[str([0] * 10**5) for _ in range(10**6)]", Halts),
    ("[x for x in range(10**4) if list(range(10**5)) == x]", Halts),
    ("math.gcd(*[10**4000] * 10**5)", Halts),
    ("fractions.Fraction(1, 10**4000) ** 10**6", Halts),
    ("statistics.stdev(range(10**8))", Halts),
    ("re.fullmatch('(a*)*b', 'a' * 10**5)", Value),
    ("re.findall('a*', 'a' * 10**7)", Value),
    ("collections.deque(itertools.count(), maxlen=3)", Halts),
    ("collections.Counter(itertools.count())", Halts),
    ("functools.lru_cache(maxsize=None)(lambda n: n)(0) or [f(n) for f in [functools.cache(lambda n: 'x' * 1000 + str(n))] for n in range(10**7)]", Halts),
];

fn end(text: &str) -> End {
    // Without the clock, which end it is does not depend on the machine.
    let limits = Limits {
        time: None,
        ..Limits::untrusted()
    };
    let engine = Engine::new().with_limits(limits);
    let mut session = engine.session();
    match session.eval(text) {
        Ok(_) => Value,
        Err(Failure::Refused(_)) => Refused,
        Err(Failure::Raised(exception)) => Raises(exception.type_name),
        Err(Failure::Unfit(mismatch)) => panic!("nothing was read: {mismatch}"),
        Err(Failure::Halted(_)) => Halts,
    }
}

#[test]
fn hostile_expressions_end_cleanly() {
    let mut wrong = Vec::new();
    for (text, expected) in HOSTILE {
        let started = Instant::now();
        let run = thread::Builder::new()
            .stack_size(1 << 20)
            .spawn(move || end(text))
            .unwrap();
        let got = run.join().unwrap_or_else(|_| panic!("{text} panicked"));
        if got != *expected {
            wrong.push(format!("{text}\n  expected {expected:?}, got {got:?}"));
        }
        // The steps allowed take seconds in a debug build; a loop that nobody pays for would take for ever.
        if started.elapsed() > Duration::from_secs(60) {
            wrong.push(format!("{text}\n  took {:?}", started.elapsed()));
        }
    }
    assert!(
        wrong.is_empty(),
        "\n{}\n{} of {}",
        wrong.join("\n"),
        wrong.len(),
        HOSTILE.len()
    );
}
