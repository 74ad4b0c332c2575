//! What is said about a program before it runs.

use lambkin::{Engine, Report};

fn report(text: &str) -> Report {
    let engine = Engine::builder()
        .function("geo(lat, lon=0.0)", |_: f64, _: f64| ())
        .function("plain", |_: i64, _: Option<i64>| ())
        .build()
        .expect("the signatures are right");
    engine.compile(text).expect(text).report().clone()
}

fn reads(text: &str) -> Vec<String> {
    let report = report(text);
    report
        .reads
        .iter()
        .map(|read| read.path.to_string())
        .collect()
}

/// The warnings but for unknown names.
fn warnings(text: &str) -> Vec<String> {
    let found = report(text).warnings.into_iter();
    found
        .filter(|finding| finding.kind != "unknown-name")
        .map(|finding| finding.message)
        .collect()
}

#[test]
fn what_is_read_of_inputs() {
    #[rustfmt::skip]
    let cases: &[(&str, &[&str])] = &[
        ("req['path']", &["req['path']"]),
        ("req.user['id'].name", &["req.user['id'].name"]),
        ("lambda req, now: req['path'] + now", &["req['path']", "now"]),
        ("lambda req: req['path'].startswith('/') and req['path'] != '/x'", &["req['path']"]),
        ("req.get('id', default)", &["default", "req['id']"]),
        ("req['a'].get('b')['c']", &["req['a']['b']['c']"]),
        ("rows[0][-1][n]", &["n", "rows[0][-1][*]"]),
        ("[o['price'] * o['count'] for o in order['items'] if o['count']]", &["order['items'][*]['count']", "order['items'][*]['price']"]),
        ("{k: v for k, v in table.items()}", &["table"]),
        ("[v['x'] for v in table.values()]", &["table[*]['x']"]),
        ("(lambda user, n: user['id'] + n)(req['user'], 1)", &["req['user']['id']"]),
        ("sum(len(x) for x in xs[1:])", &["xs[*]"]),
        ("(lambda x: x)(1) + len('a') + math.pi", &[]),
        ("f'{user.name:>{width}} {user.name}'", &["user.name", "width"]),
        ("a['x'] if b else [c, *d, {**e}]", &["b", "a['x']", "c", "d", "e"]),
        ("[x for x in x]", &["x[*]"]),
        ("d['it\\'s']", &["d['it\\'s']"]),
    ];
    for (text, expected) in cases {
        assert_eq!(reads(text), *expected, "{text}");
    }
}

#[test]
fn what_is_called() {
    let report =
        report("len(x) + math.gcd(1, 2) + x.y.find('a', *b) + (lambda: 1)() + dict(a=1, **c)['a']");
    let calls: Vec<_> = report
        .calls
        .iter()
        .map(|call| {
            (
                call.name.as_str(),
                call.positional,
                call.named.join(","),
                call.more,
            )
        })
        .collect();
    assert_eq!(
        calls,
        [
            ("len", 1, String::new(), false),
            ("math.gcd", 2, String::new(), false),
            ("x.y.find", 1, String::new(), true),
            ("dict", 0, "a".to_owned(), true),
        ]
    );
}

/// The texts of `python3.13 -W always`.
#[test]
fn warnings_are_those_of_cpython() {
    #[rustfmt::skip]
    let cases: &[(&str, &[&str])] = &[
        ("x is 1", &["\"is\" with 'int' literal. Did you mean \"==\"?"]),
        ("x is not 'a'", &["\"is not\" with 'str' literal. Did you mean \"!=\"?"]),
        ("() is x", &["\"is\" with 'tuple' literal. Did you mean \"==\"?"]),
        ("a is -1 is b", &["\"is\" with 'int' literal. Did you mean \"==\"?", "\"is\" with 'int' literal. Did you mean \"==\"?"]),
        ("x is None or x is ... or x is True or x is [1] or x is f'{a}'", &[]),
        ("1(2)", &["'int' object is not callable; perhaps you missed a comma?"]),
        ("[(1, 2)(3)]", &["'tuple' object is not callable; perhaps you missed a comma?"]),
        ("(x for x in y)(1)", &["'generator' object is not callable; perhaps you missed a comma?"]),
        ("None()", &["'NoneType' object is not callable; perhaps you missed a comma?"]),
        ("(lambda: 1)()", &[]),
        ("{1}[0]", &["'set' object is not subscriptable; perhaps you missed a comma?"]),
        ("(lambda: 1)[0]", &["'function' object is not subscriptable; perhaps you missed a comma?"]),
        ("[[1]['a']]", &["list indices must be integers or slices, not str; perhaps you missed a comma?"]),
        ("'a'[None]", &["str indices must be integers or slices, not NoneType; perhaps you missed a comma?"]),
        ("(1, 2)[1, 2]", &["tuple indices must be integers or slices, not tuple; perhaps you missed a comma?"]),
        ("{}['b'], [1][True], [1]['a':], [1][x]", &[]),
        (r"'\d\e'", &[r"invalid escape sequence '\d'"]),
        (r"b'\u1234', '\u1234'", &[r"invalid escape sequence '\u'"]),
        (r"'\400'", &[r"invalid octal escape sequence '\400'"]),
        (r"f'\d{x}\n'", &[r"invalid escape sequence '\d'"]),
        (r"r'\d', rb'\d', rf'\d{x}', '\\d', '\377'", &[]),
        ("1if x else 2", &["invalid decimal literal"]),
        ("[0x1for x in y]", &["invalid hexadecimal literal"]),
        ("1jor 2", &["invalid imaginary literal"]),
    ];
    for (text, expected) in cases {
        assert_eq!(warnings(text), *expected, "{text}");
    }
}

#[test]
fn warnings_of_its_own() {
    #[rustfmt::skip]
    let cases: &[(&str, &[&str])] = &[
        ("lambda x, y, _z: x", &["parameter 'y' is not used"]),
        ("lambda x: lambda x: x", &["parameter 'x' is not used"]),
        ("lambda *args, k=1, **o: [k for k in args]", &["parameter 'k' is not used", "parameter 'o' is not used"]),
        ("1 < 2", &["a comparison of two literals is always the same"]),
        ("x == x", &["a comparison of a name with itself is always the same"]),
        ("1 < x < 3 and x in (1, 2) and x != y", &[]),
        ("{'a': 1, 'b': 2, 'a': 3}", &["this key stands in the dict twice; the last value stays"]),
        ("len()", &["len() takes exactly one argument (0 given)"]),
        ("len(1, 2)", &["len() takes exactly one argument (2 given)"]),
        ("sorted(x, reversed=True)", &["sort() got an unexpected keyword argument 'reversed'. Did you mean 'reverse'?"]),
        ("math.sqrt()", &["math.sqrt() takes exactly one argument (0 given)"]),
        ("round()", &["round() missing required argument 'number' (pos 1)"]),
        ("len(*x), max(1, 2, 3), print(), sorted(x, key=len), dict(a=1), zip()", &[]),
        ("[len() for len in x]", &[]),
        ("geo()", &["geo() missing 1 required positional argument: 'lat'"]),
        ("geo(1, 2, 3)", &["geo() takes from 1 to 2 positional arguments but 3 were given"]),
        ("geo(1, lon=2)", &[]),
        ("plain()", &["plain expected at least 1 argument, got 0"]),
    ];
    for (text, expected) in cases {
        assert_eq!(warnings(text), *expected, "{text}");
    }
}

#[test]
fn every_warning_comes_with_the_check() {
    let findings = Engine::new().check("lambda x: lenn('a') is 1", &[]);
    let found: Vec<_> = findings
        .iter()
        .map(|finding| (finding.kind, finding.span.start))
        .collect();
    assert_eq!(
        found,
        [
            ("unused-parameter", 7),
            ("unknown-name", 10),
            ("is-literal", 10)
        ]
    );
}

#[test]
fn deep_programs_are_walked() {
    let deep = format!("{}x{}", "-(".repeat(150), ")".repeat(150));
    assert_eq!(reads(&deep), ["x"]);
    let long = format!("x{}", "['a']".repeat(2000));
    assert_eq!(reads(&long).first().map(String::len), Some(1 + 5 * 2000));
}
