//! Which names there are: the host decides, and `eval` inside the language does not widen it.

use lambkin::{Engine, Function};

use super::reply;

#[test]
fn denied_names_are_gone_everywhere() {
    let engine = Engine::builder()
        .deny(["re", "print", "itertools"])
        .build()
        .expect("nothing can be wrong");
    for name in ["re", "print", "itertools", "chain", "count"] {
        let gone = format!("NameError: name '{name}' is not defined");
        assert_eq!(reply(&engine, name, ()), gone);
        assert_eq!(reply(&engine, &format!("eval('{name}')"), ()), gone);
        assert_eq!(
            reply(&engine, &format!("eval('eval(\"{name}\")')"), ()),
            gone
        );
    }
    assert_eq!(reply(&engine, "functools.reduce(max, [1, 2])", ()), "2");
}

#[test]
fn only_allowed_names_are_there() {
    let engine = Engine::builder()
        .allow(["len", "functools"])
        .constant("limit", 3)
        .build()
        .expect("nothing can be wrong");
    assert_eq!(
        reply(
            &engine,
            "reduce(lambda a, b: a + b, [len('ab'), limit])",
            ()
        ),
        "5"
    );
    assert_eq!(
        reply(&engine, "sum([])", ()),
        "NameError: name 'sum' is not defined"
    );
    assert_eq!(
        reply(&engine, "eval('1')", ()),
        "NameError: name 'eval' is not defined"
    );
}

#[test]
fn what_the_host_adds_is_seen_by_eval_and_hides_builtins() {
    let engine = Engine::builder()
        .constant("max", "mine")
        .function("one", || 1)
        .build()
        .expect("nothing can be wrong");
    assert_eq!(
        reply(&engine, "max, eval('max'), eval('one() + x', {'x': 1})", ()),
        "('mine', 'mine', 2)"
    );
    // An input hides both.
    assert_eq!(reply(&engine, "max", [("max", 1)]), "1");
}

#[test]
fn every_undeclared_name_is_refused_at_once() {
    let engine = Engine::builder()
        .inputs(["invoice"])
        .build()
        .expect("nothing can be wrong");
    let refused = engine
        .compile("invoce['x'] + [lenn(invoice) for y in yy][0] + invoce")
        .expect_err("three names are unknown");
    let found: Vec<_> = refused
        .iter()
        .map(|finding| {
            (
                finding.message.as_str(),
                finding.span.start,
                finding.help.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            (
                "name 'invoce' is not defined",
                0,
                Some("did you mean 'invoice'?")
            ),
            (
                "name 'lenn' is not defined",
                15,
                Some("did you mean 'len'?")
            ),
            ("name 'yy' is not defined", 38, None),
        ]
    );
    assert!(engine.compile("[invoice for invoice in invoice]").is_ok());
}

#[test]
fn help_knows_what_the_host_added() {
    let engine = Engine::builder()
        .register(
            Function::new(
                "geo(lat, /, *, near=('a', 1))",
                |_: f64, _: lambkin::Value| (),
            )
            .doc("Where it is."),
        )
        .function("plain", |_: i64, _: Option<i64>| ())
        .build()
        .expect("the signatures are right");
    assert_eq!(
        engine.help("geo").as_deref(),
        Some("geo(lat, /, *, near=('a', 1))\nWhere it is.")
    );
    assert_eq!(
        engine.help("plain").as_deref(),
        Some("plain(x0, x1=None, /)")
    );
    let sorted = engine.help("sorted");
    assert_eq!(
        sorted.as_deref().and_then(|help| help.lines().next()),
        Some("sorted(iterable, /, *, key=None, reverse=False)")
    );
    assert_eq!(reply(&engine, "geo.__doc__", ()), "'Where it is.'");
}
