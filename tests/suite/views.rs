//! What a learner is shown of an evaluation, whole: steps, timelines, pulls, trees, explanations.

use std::time::Duration;

use lambkin::teach::explain::explain;
use lambkin::teach::predict::{Quiz, Slip, Verdict};
use lambkin::teach::steps::{Extent, Steps, steps};
use lambkin::teach::timeline::timeline;
use lambkin::teach::{html, tree};
use lambkin::{Engine, Inputs, Limits, Session};

use crate::support::files;
use crate::support::golden;
use crate::support::reply::without_addresses;

/// Expressions whose every view is kept.
const EXPRESSIONS: &[&str] = &[
    "(1 + 2) * (3 + 4)",
    "2 + 3 * 4 ** 2 / 8",
    "1 if 2 > 1 else 1 / 0",
    "False and 1 / 0 or 3 and 4",
    "1 < 2 < 3 > 5 < 1 / 0",
    "(lambda x, y=2 * 5: x * y + x)(2 + 1)",
    "(lambda x: lambda y: x + y)(1)(2)",
    "(lambda f: f(f, 2))(lambda self, n: 1 if n == 0 else n * self(self, n - 1))",
    "[x * x for x in [1, 2, 3] if x % 2]",
    "[(x, y) for x in range(2) for y in 'ab']",
    "{k: v + 1 for k, v in [('a', 1), ('b', 2)]}",
    "[f() for f in [lambda: i for i in range(3)]]",
    "sum(map(lambda x: x * x, filter(lambda x: x > 1, [1, 2, 3])))",
    "next(x * x for x in itertools.count(1) if x % 3 == 0)",
    "(lambda x: x.append(1) or x)([])",
    "(lambda it: [next(it), next(it)])(iter([1, 2]))",
    "map(lambda x: x * x, [1, 2])",
    "f'{1 + 1:>{2 + 2}}' + 'a' * 2",
    "max([1, 5], key=lambda v: -v)",
    "1 + 1 / 0",
];

fn session() -> Session {
    let limits = Limits {
        time: Some(Duration::from_secs(20)),
        ..Limits::untrusted()
    };
    Engine::new().with_limits(limits).session()
}

fn sequence(text: &str) -> Steps {
    steps(text, Extent::default(), &mut session)
}

/// Every expression with one view of it.
fn gallery(view: impl Fn(&str) -> String) -> String {
    let views = EXPRESSIONS
        .iter()
        .map(|text| format!("== {text}\n{}\n", view(text)));
    views.collect()
}

#[test]
fn sequences() {
    let all = gallery(|text| without_addresses(&sequence(text).text(None)));
    golden::check("tests/views/steps.txt", &all);
}

#[test]
fn sequences_for_tools() {
    let all = gallery(|text| without_addresses(&sequence(text).json()));
    golden::check("tests/views/steps.jsonl", &all);
}

#[test]
fn timelines() {
    let all = gallery(|text| without_addresses(&timeline(text, 60, &mut session()).text()));
    golden::check("tests/views/timelines.txt", &all);
}

#[test]
fn pulls() {
    let all = gallery(|text| without_addresses(&timeline(text, 60, &mut session()).pulls()));
    golden::check("tests/views/pulls.txt", &all);
}

#[test]
fn moments_for_tools() {
    let all = gallery(|text| without_addresses(&timeline(text, 30, &mut session()).json(false)));
    golden::check("tests/views/moments.jsonl", &all);
}

#[test]
fn trees() {
    let all = gallery(|text| tree::tree(text, &mut session()).unwrap().text);
    golden::check("tests/views/trees.txt", &all);
}

#[test]
fn explanations() {
    let request = r#"{"path": "/api/x", "retries": 5, "user": {"name": "ada", "roles": ["dev"]}}"#;
    let policies = [
        r#"req["retries"] < 3"#,
        r#"req["path"].startswith("/api") and req["retries"] < 3 and req["user"]["admin"]"#,
        r#"req["path"] == "/" or "ops" in req["user"]["roles"] or req["retries"] > 4"#,
        r#"not (req["path"].startswith("/api") and req["retries"] > 3)"#,
        r#""deny" if req["retries"] > 3 else "allow""#,
        r#"any(role == "ops" for role in req["user"]["roles"])"#,
        r#"1 < req["retries"] < 3 < 1 / 0"#,
        r#"(lambda limit: req["retries"] < limit and req["path"] != "")(3)"#,
        r#"req["retries"] * 2 + 1"#,
        r#"req["missing"] and True"#,
        "True",
    ];
    let views = policies.iter().map(|policy| {
        let mut session = session();
        let value = session.eval(request).unwrap();
        session.bind("req", value);
        let (_, explanation) = explain(policy, &mut session).unwrap();
        format!(
            "== {policy}\n{}\n{}\n\n",
            explanation.text(),
            explanation.json()
        )
    });
    golden::check("tests/views/explanations.txt", &views.collect::<String>());
}

#[test]
fn an_explanation_changes_neither_the_answer_nor_the_cost() {
    let program = Engine::new()
        .compile("sum(x * x for x in range(n)) > 100 and n < 50")
        .unwrap();
    for n in [3, 20, 60] {
        let plain = program.eval([("n", n)]).unwrap();
        let explained = program.explain(Inputs::new().with("n", n));
        let outcome = explained.outcome.unwrap();
        assert_eq!(plain.usage.steps, outcome.usage.steps);
        assert_eq!(plain.to::<bool>().unwrap(), outcome.to::<bool>().unwrap());
    }
    let explained = program.explain(());
    assert_eq!(
        explained.explanation.headline(),
        "no answer: NameError: name 'n' is not defined"
    );
}

#[test]
fn a_page_holds_everything_it_needs() {
    let text = "'</script>' if [1 < 2, \"&\"][0] else 1 / 0";
    let found = sequence(text);
    let moments = timeline(text, 100, &mut session()).text();
    let parts = tree::tree(text, &mut session()).unwrap().text;
    let page = html::page(text, &found, &moments, &parts);
    golden::check("tests/views/page.html", &page);
    for sign in ["http:", "https:", "src=", "@import", "url("] {
        assert!(!page.contains(sign), "{sign}");
    }
    assert_eq!(page.matches("</script>").count(), 1);
}

/// The slip in an answer to the first question about an expression.
fn slip(text: &str, answer: &str) -> Verdict {
    let found = sequence(text);
    let mut session = session;
    let mut quiz = Quiz::new(text, &found, &mut session);
    match found.steps.iter().find(|step| quiz.asks(step)) {
        Some(step) => quiz.judge(step, answer),
        None => quiz.judge_end(answer),
    }
}

#[test]
fn slips_are_named() {
    for (text, answer, wanted) in [
        ("1 + 2 * 3", "6", Verdict::Right),
        ("1 + 2 * 3", "2 * 3", Verdict::Right),
        ("1 + 2 * 3", "3", Verdict::Wrong(Slip::Precedence)),
        ("-2 ** 2", "4", Verdict::Right),
        ("-3 ** 2", "-9", Verdict::Wrong(Slip::Ahead)),
        ("not 1 == 2", "True", Verdict::Wrong(Slip::Ahead)),
        ("(1 + 2) * (3 + 4)", "7", Verdict::Wrong(Slip::Order)),
        ("(1 + 2) * (3 + 4)", "21", Verdict::Wrong(Slip::Ahead)),
        ("3 and 4", "True", Verdict::Wrong(Slip::ShortCircuit)),
        ("0 or 4 or 5", "5", Verdict::Wrong(Slip::ShortCircuit)),
        (
            "False and 1 / 0",
            "ZeroDivisionError",
            Verdict::Wrong(Slip::ShortCircuit),
        ),
        ("map(abs, [1, -4])", "[1, 4]", Verdict::Wrong(Slip::Eager)),
        ("map(abs, [1, -4])", "a map object", Verdict::Right),
        (
            "(lambda fs: fs[0]() + fs[1]())([lambda: i for i in range(1, 3)])",
            "1",
            Verdict::Wrong(Slip::LateBinding),
        ),
        (
            "[f() for f in [lambda: i for i in range(3)]]",
            "[0, 1, 2]",
            Verdict::Wrong(Slip::LateBinding),
        ),
        ("1 + 2", "4", Verdict::Wrong(Slip::Value)),
        ("1 + 2", "what?", Verdict::Wrong(Slip::Value)),
        ("1 + 2", "", Verdict::Wrong(Slip::Value)),
    ] {
        assert_eq!(slip(text, answer), wanted, "{text}: {answer}");
    }
}

#[test]
fn any_text_gets_an_answer() {
    let mut texts: Vec<String> = [
        "",
        " ",
        "1 +",
        "(",
        "lambda",
        "\0\u{1}\u{202e}",
        "é̄ + ﬁ",
        "x = 1",
        "def f(): pass",
        "'\n'",
        "[",
        "sum(itertools.count())",
        "[0] * 10 ** 9",
        "9 ** 9 ** 9",
        "(lambda f: f(f))(lambda f: f(f))",
        "[x for x in itertools.count()]",
        "(lambda x: [x.append(x), x][1])([])",
        "(lambda x: x.clear() or x)([[1]])",
        "'\u{f8ff}' + '\u{2028}'",
        "{**{}, 'a': [*()]}",
    ]
    .map(str::to_owned)
    .to_vec();
    texts.push("(".repeat(5_000));
    texts.push(format!("{}1{}", "(1 + ".repeat(3_000), ")".repeat(3_000)));
    texts.push(vec!["1"; 100_000].join(" + "));
    texts.push(format!("[{}]", "1 + 1, ".repeat(50_000)));
    texts.push(files::read("tests/oracle.py"));
    texts.push("\u{0}\u{ff}\u{fffd}".repeat(100_000));
    for text in &texts {
        let limits = Limits {
            steps: Some(200_000),
            ..Limits::untrusted()
        };
        let engine = Engine::new().with_limits(limits);
        let found = steps(text, Extent::default(), &mut || engine.session());
        assert!(found.text(None).len() + found.json().len() < 8 << 20);
        let _ = html::page(text, &found, "", "");
        let moments = timeline(text, 100, &mut engine.session());
        let _ = (moments.text(), moments.pulls(), moments.json(true));
        let _ = tree::tree(text, &mut engine.session());
        let _ = explain(text, &mut engine.session());
        for step in &found.steps {
            assert!(step.text.get(step.redex.range()).is_some(), "{}", step.text);
        }
    }
}
