//! Programs and instances: what one evaluation leaves for the next, which is nothing.

use lambkin::{Engine, Failure, Inputs, Limits, Value};

use super::reply;

#[test]
fn a_program_is_found_at_the_front_of_a_text() {
    let template = "Hello {{ user[\"name\"].title() }}!";
    let (before, rest) = template.split_once("{{").expect("it has a hole");
    let engine = Engine::builder()
        .inputs(["user"])
        .build()
        .expect("nothing can be wrong");
    let (program, end) = engine
        .parse_prefix(rest)
        .expect("an expression stands there");
    assert_eq!(rest.get(end..), Some(" }}!"));
    let user = lambkin::Pairs([("name", "ada")]);
    let name: String = program
        .eval([("user", user)])
        .and_then(|found| found.to())
        .expect("it is a str");
    let after = rest
        .get(end..)
        .and_then(|rest| rest.trim_start().strip_prefix("}}"));
    assert_eq!(
        format!("{before}{name}{}", after.unwrap_or_default()),
        "Hello Ada!"
    );
    assert!(engine.parse_prefix(" }}").is_err());
}

#[test]
fn inputs_do_not_stay() {
    let program = Engine::new().compile("a + b").expect("it is an expression");
    let both = Inputs::new().with("a", 1).with("b", 2);
    assert_eq!(
        program.eval(both).and_then(|sum| sum.to::<i64>()).ok(),
        Some(3)
    );
    let failure = program.eval([("a", 1)]).expect_err("b is gone");
    assert_eq!(failure.to_string(), "NameError: name 'b' is not defined");

    let mut instance = program.instance();
    instance.bind([("a", 1), ("b", 2)]).expect("they are small");
    assert!(instance.run().is_ok());
    assert!(instance.run().is_ok());
    instance.bind([("b", 2)]).expect("it is small");
    assert_eq!(
        instance.run().expect_err("a is gone").to_string(),
        "NameError: name 'a' is not defined"
    );
}

#[test]
fn a_value_that_stays_keeps_its_inputs() {
    let program = Engine::new()
        .compile("lambda: n")
        .expect("it is an expression");
    let mut instance = program.instance();
    let first = instance.eval([("n", 1)]).expect("it is a lambda");
    let second = instance.eval([("n", 2)]).expect("it is a lambda");
    let call = |value: &Value, instance: &mut lambkin::Instance| {
        instance
            .with(|interp| interp.call(value, &[]))
            .and_then(|value| instance.read::<i64>(&value))
    };
    assert_eq!(call(&first.value, &mut instance).ok(), Some(1));
    assert_eq!(call(&second.value, &mut instance).ok(), Some(2));
}

#[test]
fn no_call_sees_another() {
    for text in [
        "lambda x, seen=[]: seen.append(x) or len(seen)",
        "(lambda seen: lambda x: seen.append(x) or len(seen))([])",
        "lambda x, it=iter([1, 2]): next(it)",
        "functools.cache(lambda x: x)",
        "lambda x: shared.append(x) or len(shared)",
        "lambda x: nested[0].append(x) or len(nested[0])",
    ] {
        let engine = Engine::builder()
            .constant("shared", Vec::<i64>::new())
            .constant("nested", (Vec::<i64>::new(), 1))
            .build()
            .expect("nothing can be wrong");
        let program = engine.compile(text).expect("it is an expression");
        let mut instance = program.instance();
        for _ in 0..3 {
            let count = instance.call((1,)).and_then(|outcome| outcome.to::<i64>());
            assert_eq!(count.ok(), Some(1), "{text}");
            let count = program.call((1,)).and_then(|outcome| outcome.to::<i64>());
            assert_eq!(count.ok(), Some(1), "{text}");
        }
    }
}

#[test]
fn limits_begin_anew_with_each_call() {
    let engine = Engine::new().with_limits(Limits {
        steps: Some(1_000),
        memory: Some(100_000),
        ..Limits::untrusted()
    });
    let program = engine
        .compile("lambda n: [0] * n")
        .expect("it is an expression");
    let mut instance = program.instance();
    // What the host keeps does not count against later calls.
    let kept: Vec<_> = (0..100).map(|_| instance.call((100,))).collect();
    assert!(kept.iter().all(Result::is_ok));
    let failure = instance.call((1_000_000,)).expect_err("it is too much");
    assert!(matches!(failure, Failure::Halted(_)), "{failure}");
    assert!(instance.call((100,)).is_ok());
}

#[test]
fn a_program_may_run_itself() {
    let engine = Engine::new();
    let inner = engine
        .compile("n if n < 2 else again(n - 1) + again(n - 2)")
        .expect("it is an expression");
    let program = std::sync::OnceLock::new();
    let shared = std::sync::Arc::new(program);
    let own = std::sync::Arc::clone(&shared);
    let engine = Engine::builder()
        .function("again", move |n: i64| -> Result<i64, Failure> {
            let program: &lambkin::Program = own
                .get()
                .ok_or_else(|| Failure::from(lambkin::Diagnostics::from(vec![])))?;
            program.eval([("n", n)])?.to()
        })
        .build()
        .expect("the signature is right");
    let program = engine.compile(inner.source()).expect("it is an expression");
    shared.set(program.clone()).expect("it was not set");
    assert_eq!(
        program
            .eval([("n", 10)])
            .and_then(|fib| fib.to::<i64>())
            .ok(),
        Some(55)
    );
}

#[test]
fn a_program_that_is_no_function_cannot_be_called() {
    let program = Engine::new().compile("1 + 1").expect("it is an expression");
    let failure = program.call((1,)).expect_err("it is an int");
    assert_eq!(
        failure.to_string(),
        "TypeError: 'int' object is not callable"
    );
    let failure = Engine::new()
        .compile("lambda x: x")
        .expect("it is an expression")
        .call(())
        .expect_err("x is missing");
    assert_eq!(
        failure.to_string(),
        "TypeError: <lambda>() missing 1 required positional argument: 'x'"
    );
}

#[test]
fn output_goes_where_the_host_says() {
    let seen = std::sync::Arc::new(std::sync::Mutex::new(String::new()));
    let sink = std::sync::Arc::clone(&seen);
    let engine = Engine::builder()
        .print_to(move |text| sink.lock().expect("nobody panics").push_str(text))
        .build()
        .expect("nothing can be wrong");
    assert_eq!(reply(&engine, "print('a', 1) or print('b')", ()), "None");
    assert_eq!(*seen.lock().expect("nobody panics"), "a 1\nb\n");

    let mut instance = Engine::new()
        .compile("print('kept')")
        .expect("it is an expression")
        .instance();
    assert_eq!(
        instance.run().map(|outcome| outcome.usage.output).ok(),
        Some(5)
    );
    assert_eq!(instance.take_output(), "kept\n");
}
