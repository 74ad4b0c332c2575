//! Functions of the host: how they are called, what they say, and what becomes of their failures.

use std::collections::BTreeMap;
use std::error::Error as _;
use std::fmt;

use lambkin::{Callable, Engine, Error, ExcKind, Failure, Function, Interp, Value};

use super::{eval, reply};

fn engine() -> Engine {
    Engine::builder()
        .function("half", |x: f64| x / 2.0)
        .function(
            "label(text, times=1, *, mark='!')",
            |text: &str, times: usize, mark: &str| text.repeat(times) + mark,
        )
        .function(
            "total(*numbers, **named)",
            |numbers: Vec<i64>, named: BTreeMap<String, i64>| {
                numbers.iter().sum::<i64>() + named.values().sum::<i64>()
            },
        )
        .function("port(number)", |number: u16| number)
        .function("join", |parts: Vec<String>, by: Option<String>| {
            parts.join(by.as_deref().unwrap_or(", "))
        })
        .function("fail", || -> Result<(), Lost> { Err(Lost { line: 7 }) })
        .function("refuse", |text: String| -> Result<(), String> { Err(text) })
        .function("pick", |key: &Value| -> Result<Value, Error> {
            Err(Error::with_args(ExcKind::KeyError, vec![key.clone()]))
        })
        .function("burst", |index: usize| [1, 2, 3][index])
        .register(Function::with_interp(
            "twice(f, x)",
            |interp: &mut Interp, f: Callable, x: Value| {
                let once = f.call(interp, (x,))?;
                f.call(interp, (once,))
            },
        ))
        .build()
        .expect("the signatures are right")
}

#[derive(Debug)]
struct Lost {
    line: u32,
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "lost in line {}", self.line)
    }
}

impl std::error::Error for Lost {}

#[test]
fn arguments_are_bound_as_in_python() {
    let engine = engine();
    for (text, expected) in [
        ("half(3)", "1.5"),
        ("list(map(half, [1, 2]))", "[0.5, 1.0]"),
        ("label('ab')", "'ab!'"),
        ("label(times=2, text='ab')", "'abab!'"),
        ("label('ab', *[3], **{'mark': '?'})", "'ababab?'"),
        ("total()", "0"),
        ("total(1, 2, a=3, b=4)", "10"),
        ("join(['a', 'b'])", "'a, b'"),
        ("join(['a', 'b'], '-')", "'a-b'"),
        ("twice(lambda x: x + [len(x)], [])", "[0, 1]"),
        ("twice(str.upper, 'a')", "'A'"),
        ("half", "<built-in function half>"),
        (
            "callable(half), half.__name__, type(half)",
            "(True, 'half', <class 'builtin_function_or_method'>)",
        ),
    ] {
        assert_eq!(reply(&engine, text, ()), expected, "{text}");
    }
}

#[test]
fn complaints_are_those_of_python() {
    let engine = engine();
    for (text, expected) in [
        ("half()", "TypeError: half expected 1 argument, got 0"),
        ("half(x=1)", "TypeError: half() takes no keyword arguments"),
        (
            "half('a')",
            "TypeError: half() argument 1 must be float, not str",
        ),
        (
            "half(10**400)",
            "OverflowError: int too large to convert to float",
        ),
        (
            "join()",
            "TypeError: join expected at least 1 argument, got 0",
        ),
        (
            "join([], '', 1)",
            "TypeError: join expected at most 2 arguments, got 3",
        ),
        (
            "join(['a', 1])",
            "TypeError: join() argument 1[1] must be str, not int",
        ),
        (
            "label()",
            "TypeError: label() missing 1 required positional argument: 'text'",
        ),
        (
            "label('a', 1, 2)",
            "TypeError: label() takes from 1 to 2 positional arguments but 3 were given",
        ),
        (
            "label('a', sep=1)",
            "TypeError: label() got an unexpected keyword argument 'sep'",
        ),
        (
            "label('a', text='b')",
            "TypeError: label() got multiple values for argument 'text'",
        ),
        (
            "label('a', times='b')",
            "TypeError: label() argument 'times' must be int, not str",
        ),
        (
            "label('a', times=-1)",
            "OverflowError: label() argument 'times': -1 does not fit in usize",
        ),
        (
            "port(70000)",
            "OverflowError: port() argument 'number': 70000 does not fit in u16",
        ),
        (
            "total(a='b')",
            "TypeError: total() argument 'named'['a'] must be int, not str",
        ),
        (
            "twice(1, 2)",
            "TypeError: twice() argument 'f' must be callable, not int",
        ),
        (
            "twice(lambda x: 1 / 0, 2)",
            "ZeroDivisionError: division by zero",
        ),
        ("pick(('a', 1))", "KeyError: ('a', 1)"),
        ("refuse('not now')", "RuntimeError: not now"),
    ] {
        assert_eq!(reply(&engine, text, ()), expected, "{text}");
    }
}

#[test]
fn errors_of_the_host_keep_their_source() {
    let failure = eval(&engine(), "[fail()]").expect_err("it fails");
    assert_eq!(failure.to_string(), "RuntimeError: lost in line 7");
    let source = failure
        .source()
        .and_then(|source| source.downcast_ref::<Lost>());
    assert_eq!(source.map(|lost| lost.line), Some(7));
    let Failure::Raised(exception) = failure else {
        panic!("it is an exception");
    };
    let span = exception.span().expect("it has a place");
    assert_eq!((span.start, span.end), (1, 7));
}

#[test]
fn a_panic_is_an_exception_and_the_engine_goes_on() {
    let engine = engine();
    let mut instance = engine
        .compile("lambda i: burst(i)")
        .expect("it is an expression")
        .instance();
    let quiet = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let failure = instance.call((9,)).map(drop);
    std::panic::set_hook(quiet);
    assert_eq!(
        failure.map_err(|failure| failure.to_string()),
        Err(
            "SystemError: burst() panicked: index out of bounds: the len is 3 but the index is 9"
                .to_owned()
        )
    );
    let outcome = instance.call((1,)).expect("the engine goes on");
    assert_eq!(outcome.to::<i32>().ok(), Some(2));
    assert_eq!(outcome.usage.host_calls, 1);
}

#[test]
fn an_endless_call_back_ends() {
    let again = Function::with_interp("again(f)", |interp: &mut Interp, f: Callable| {
        f.call(interp, (f.clone(),))
    });
    let engine = Engine::builder()
        .register(again)
        .build()
        .expect("the signature is right");
    assert_eq!(
        reply(&engine, "again(again)", ()),
        "RecursionError: maximum recursion depth exceeded"
    );
}

#[test]
fn signatures_that_are_none_are_refused() {
    for (signature, expected) in [
        ("f(", "'f(' is no signature"),
        ("f(x", "'f(x' is no signature"),
        ("f(x, x)", "'f(x, x)' is no signature"),
        ("f(x) + g(y)", "'f(x) + g(y)' is no signature"),
        ("1f(x)", "'1f(x)' is no signature"),
        ("", "'' is no signature"),
        ("f(x): (lambda y", "'f(x): (lambda y' is no signature"),
        ("f(x=lambda: 1)", "'f(x=lambda: 1)' is no signature"),
        ("f(x=y)", "'f(x=y)' is no signature"),
        ("f()", "f(): the closure takes 1 arguments"),
    ] {
        let mistake = Engine::builder()
            .function(signature, |x: i64| x)
            .build()
            .expect_err(signature);
        assert_eq!(mistake.to_string(), expected, "{signature}");
    }
}
