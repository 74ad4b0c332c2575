//! What a call allocates: nothing, where a small policy runs over values that are ready.
//!
//! Its own binary, because the counting allocator is for the whole program.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::sync::Arc;

use allocation_counter::measure;
use lambkin::{Engine, Error, HostObject, Instance, Interp, Pairs, Value};

fn instance(text: &str) -> Instance {
    let engine = Engine::builder()
        .function("bucket(path, buckets=16)", |path: &str, buckets: usize| {
            path.len() % buckets
        })
        .build()
        .expect("the signature is right");
    engine
        .compile(text)
        .expect("it is an expression")
        .instance()
}

/// A request as a proxy has it.
fn request(instance: &mut Instance) -> Value {
    let headers = instance
        .value(Pairs([("host", "example.org"), ("x-user", "ada")]))
        .expect("it is small");
    let path = instance.value("/api/users/17").expect("it is small");
    let retries = instance.value(1).expect("it is small");
    instance
        .value(Pairs([
            ("headers", headers),
            ("path", path),
            ("retries", retries),
        ]))
        .expect("it is small")
}

fn allocations(instance: &mut Instance, args: &[Value]) -> u64 {
    // The first calls fill the caches of the places in the program.
    for _ in 0..3 {
        instance.call(args).expect("the policy has a value");
    }
    let counted = measure(|| {
        for _ in 0..100 {
            let outcome = instance.call(args).expect("the policy has a value");
            std::hint::black_box(&outcome.value);
        }
    });
    counted.count_total
}

#[test]
fn a_policy_over_values_that_are_ready_allocates_nothing() {
    for text in [
        "lambda req: req['retries'] < 3",
        "lambda req: req['path'].startswith('/api/') and req['retries'] < 3",
        "lambda req: 'deny' if req['headers']['x-user'] in ('eve', 'mallory') else 'allow'",
        "lambda req: req['headers'].get('x-user', 'nobody') == 'ada' or req['path'].endswith('.css')",
        "lambda req: 0.5 * 2 ** req['retries'] if req['retries'] else 30",
        "lambda req, limit=100: limit // (req['retries'] + 1) > 10 and not req['path'].isdigit()",
        "lambda req: len(req['path']) <= 2000 and 'user' in req['path']",
        "lambda req: max(req['retries'], 2) + min(1, 2)",
    ] {
        let mut instance = instance(text);
        let args = [request(&mut instance)];
        assert_eq!(allocations(&mut instance, &args), 0, "{text}");
    }
}

#[test]
fn a_function_of_the_host_allocates_nothing_of_its_own() {
    let mut instance = instance("lambda path: bucket(path) + bucket(path, 8)");
    let args = [instance.value("/api/users").expect("it is small")];
    assert_eq!(allocations(&mut instance, &args), 0);
}

struct Request {
    retries: i64,
}

impl HostObject for Request {
    fn type_name(&self) -> &'static str {
        "Request"
    }

    fn attribute(&self, _: &mut Interp, name: &str) -> Result<Option<Value>, Error> {
        Ok((name == "retries").then_some(Value::Int(self.retries)))
    }

    fn methods(&self) -> &'static [&'static str] {
        &["fresh"]
    }

    fn method(&self, _: &mut Interp, _: lambkin::Call<'_>) -> Result<Value, Error> {
        Ok(Value::Bool(self.retries == 0))
    }
}

#[test]
fn an_object_of_the_host_allocates_nothing_of_its_own() {
    let mut instance = instance("lambda req: req.retries < 3 and not req.fresh()");
    let args = [instance
        .value(Arc::new(Request { retries: 1 }))
        .expect("it is small")];
    assert_eq!(allocations(&mut instance, &args), 0);
}

#[test]
fn a_program_that_was_run_before_is_ready() {
    let program = Engine::new()
        .compile("lambda path: path.startswith('/api/')")
        .expect("it is an expression");
    let args = [Value::str("/api/users")];
    for _ in 0..3 {
        program.call(&args).expect("it has a value");
    }
    let counted = measure(|| {
        for _ in 0..100 {
            program.call(&args).expect("it has a value");
        }
    });
    assert_eq!(counted.count_total, 0);
}

/// The most bytes that were alive at once while the text was evaluated.
fn peak(text: &str) -> u64 {
    let engine = Engine::new().with_limits(lambkin::Limits::unlimited());
    let program = engine.compile(text).expect("it is an expression");
    measure(|| {
        let outcome = program.eval(()).expect("it has a value");
        std::hint::black_box(&outcome.value);
    })
    .bytes_max
}

#[test]
fn a_pipeline_takes_no_more_memory_for_more_items() {
    for text in [
        "sum(map(lambda p: p[0]*p[1], zip(count(), repeat(2, N))))",
        "sum(x * x for x in filter(lambda x: x % 3, range(N)))",
        "max(accumulate(islice(cycle([3, 1, 2]), N)))",
        "sum(starmap(lambda a, b: b - a, pairwise(range(N))))",
        "sum(map(len, batched(chain.from_iterable(map(range, repeat(7, N // 7))), 4)))",
        "sum(1 for key, group in groupby(range(N), lambda x: x // 5) for _ in group)",
        "any(a < b for a, b in zip_longest(range(N), repeat(0, N)))",
        "sum(compress(count(), islice(cycle([1, 0]), N)))",
        "(lambda a, b: sum(x - y for x, y in zip(a, b)))(*tee(range(N)))",
        "len(list(islice(permutations(range(12)), N, N + 1)))",
        "reduce(lambda a, b: a ^ b, takewhile(lambda x: x < N, dropwhile(lambda x: x < 9, count())))",
        "collections.deque(enumerate(reversed(range(N))), maxlen=3)[0][1]",
    ] {
        let few = peak(&text.replace('N', "20000"));
        let many = peak(&text.replace('N', "60000"));
        assert!(many <= few + 256, "{text}: {few} bytes, then {many}");
    }
}
