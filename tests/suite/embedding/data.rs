//! Rust data to values and back: nothing is lost, and what does not fit says where.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Debug;

use lambkin::{Bytes, Engine, Failure, FromValue, IntoValue, Limits, Pairs, Value};
use num_bigint::BigInt;

use super::{read, reply};

/// Passes data through a program that only names it.
fn through<T: IntoValue, U: FromValue>(data: T) -> Result<U, Failure> {
    let program = Engine::new().compile("data")?;
    program.eval([("data", data)])?.to()
}

fn round_trip<T: IntoValue + FromValue + Clone + PartialEq + Debug>(data: T) {
    let back: T = through(data.clone()).expect("the data fits where it came from");
    assert_eq!(back, data);
}

fn shown(data: impl IntoValue) -> String {
    reply(&Engine::new(), "data", [("data", data)])
}

/// A sequence of numbers that is the same on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn text(&mut self) -> String {
        let length = self.next() % 8;
        (0..length)
            .map(|_| char::from_u32((self.next() % 0x2_0000) as u32).unwrap_or('\u{fffd}'))
            .collect()
    }
}

#[test]
fn integers_of_every_width_come_back() {
    macro_rules! widths {
        ($($name:ident)*) => {$(
            for number in [$name::MIN, $name::MIN + 1, 0, 1, $name::MAX - 1, $name::MAX] {
                round_trip(number);
            }
        )*};
    }
    widths! { i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize }
    round_trip(BigInt::from(7).pow(500));
    round_trip(-BigInt::from(u64::MAX));
}

#[test]
fn random_data_comes_back() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..300 {
        let count = random.next() % 5;
        let table: BTreeMap<String, Vec<(i64, Option<f64>)>> = (0..count)
            .map(|_| {
                let rows = (0..random.next() % 4).map(|_| {
                    let float = f64::from_bits(random.next());
                    let float = Some(float).filter(|float| !float.is_nan());
                    (random.next().cast_signed(), float)
                });
                let rows = rows.collect();
                (random.text(), rows)
            })
            .collect();
        round_trip(table);
        round_trip((
            random.next(),
            random.text(),
            random.next().is_multiple_of(2),
        ));
        let wide = (u128::from(random.next()) << 64) | u128::from(random.next());
        round_trip(wide >> (random.next() % 128));
        round_trip(Bytes(random.text().into_bytes()));
    }
}

#[test]
fn collections_are_what_python_would_use() {
    assert_eq!(shown(vec![1, 2]), "[1, 2]");
    assert_eq!(shown([1.0, f64::INFINITY]), "[1.0, inf]");
    assert_eq!(shown((1, "a", 'b', ())), "(1, 'a', 'b', None)");
    assert_eq!(shown(Some(Some(true))), "True");
    assert_eq!(shown(None::<u8>), "None");
    assert_eq!(
        shown(BTreeMap::from([("b", 1), ("a", 2)])),
        "{'a': 2, 'b': 1}"
    );
    assert_eq!(shown(Pairs([("b", 1), ("a", 2)])), "{'b': 1, 'a': 2}");
    assert_eq!(shown(BTreeSet::from([2, 1])), "{1, 2}");
    assert_eq!(shown(HashSet::from([1])), "{1}");
    assert_eq!(shown(HashMap::from([((1, 2), "x")])), "{(1, 2): 'x'}");
    assert_eq!(shown(Bytes(vec![0, 65])), r"b'\x00A'");
    assert_eq!(shown(1.5_f32), "1.5");
    assert_eq!(
        shown((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)),
        "(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)"
    );
}

#[test]
fn lazy_iterators_are_read() {
    assert_eq!(read("(n * n for n in range(4))"), Ok(vec![0, 1, 4, 9]));
    assert_eq!(read("range(3)"), Ok([0_u8, 1, 2]));
    assert_eq!(read("{1: 2}.items()"), Ok(vec![(1, 2)]));
    assert_eq!(
        read::<Vec<i32>>("(1 // n for n in (1, 0))"),
        Err("ZeroDivisionError: integer division or modulo by zero".to_owned())
    );
}

#[test]
fn what_does_not_fit_says_where() {
    let cases = [
        (read::<u8>("300").map(drop), "300 does not fit in u8"),
        (read::<u64>("-1").map(drop), "-1 does not fit in u64"),
        (
            read::<i64>("2 ** 64").map(drop),
            "an int of more than 64 bits does not fit in i64",
        ),
        (
            read::<i64>("'1'").map(drop),
            "the value must be int, not str",
        ),
        (
            read::<i64>("True").map(drop),
            "the value must be int, not bool",
        ),
        (
            read::<bool>("1").map(drop),
            "the value must be bool, not int",
        ),
        (
            read::<String>("None").map(drop),
            "the value must be str, not None",
        ),
        (read::<f32>("1e300").map(drop), "1e300 does not fit in f32"),
        (
            read::<char>("'ab'").map(drop),
            "the value must be a str of one character",
        ),
        (
            read::<Vec<u8>>("'ab'").map(drop),
            "the value must be list, not str",
        ),
        (
            read::<Vec<Vec<u8>>>("[[1], [2, 256]]").map(drop),
            "[1][1]: 256 does not fit in u8",
        ),
        (
            read::<HashMap<String, Vec<u8>>>("{'a': [], 'b': [1, -1]}").map(drop),
            "['b'][1]: -1 does not fit in u8",
        ),
        (
            read::<(u8, u8)>("(1, 2, 3)").map(drop),
            "the value must have 2 items, not 3",
        ),
        (
            read::<[u8; 2]>("[1]").map(drop),
            "the value must have 2 items, not 1",
        ),
    ];
    for (answer, expected) in cases {
        assert_eq!(answer, Err(expected.to_owned()));
    }
}

#[test]
fn large_inputs_are_refused() {
    let engine = Engine::new().with_limits(Limits {
        memory: Some(1 << 20),
        ..Limits::untrusted()
    });
    let program = engine.compile("len(data)").expect("it is an expression");
    let failure = program.eval([("data", vec![1_u8; 1 << 20])]).map(drop);
    assert_eq!(
        failure.map_err(|failure| failure.to_string()),
        Err("LimitExceeded: more than 1 MiB of memory".to_owned())
    );
    let small = program.eval([("data", vec![1_u8; 10])]);
    assert_eq!(small.and_then(|outcome| outcome.to()).ok(), Some(10));
}

/// A list in a list in a list.
struct Nest(u32);

impl IntoValue for Nest {
    fn into_value(self, interp: &mut lambkin::Interp) -> Result<Value, lambkin::Error> {
        let inner: Vec<Nest> = self.0.checked_sub(1).map(Nest).into_iter().collect();
        inner.into_value(interp)
    }
}

#[test]
fn deep_inputs_are_refused() {
    assert_eq!(
        reply(&Engine::new(), "len(data)", [("data", Nest(5_000))]),
        "1"
    );
    assert_eq!(
        reply(&Engine::new(), "len(data)", [("data", Nest(100_000))]),
        "RecursionError: maximum recursion depth exceeded"
    );
}

/// As deep as the value is.
struct Depth(u32);

impl FromValue for Depth {
    fn from_value(interp: &mut lambkin::Interp, value: &Value) -> Result<Self, lambkin::Unfit> {
        let inner: Vec<Depth> = FromValue::from_value(interp, value)?;
        Ok(Depth(inner.first().map_or(0, |inner| inner.0) + 1))
    }
}

#[test]
fn cyclic_values_are_refused() {
    let cyclic = "(lambda x: x.append(x) or x)([])";
    assert_eq!(
        read::<Depth>(cyclic).map(|depth| depth.0),
        Err("RecursionError: maximum recursion depth exceeded".to_owned())
    );
    assert_eq!(read::<Depth>("[[[]]]").map(|depth| depth.0), Ok(3));
}
