//! Data that serde knows: structs as inputs, results into structs, and what does not fit.

use std::collections::BTreeMap;
use std::fmt::Debug;

use lambkin::{Engine, Limits, Serde};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::{eval, reply};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Order {
    id: u64,
    customer: Customer,
    lines: Vec<(String, f64)>,
    status: Status,
    note: Option<char>,
    tags: BTreeMap<String, i8>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Customer {
    age: u8,
    name: Name,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Name(String);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Status {
    Open,
    Paid(f64),
    Sent { by: String, days: u32 },
    Split(u8, u8),
}

#[derive(Debug, Deserialize)]
struct Book {
    #[expect(dead_code, reason = "it is read, and nothing else")]
    orders: Vec<Order>,
}

fn order() -> Order {
    Order {
        id: u64::MAX,
        customer: Customer {
            age: 36,
            name: Name("Ada".to_owned()),
        },
        lines: vec![("pear".to_owned(), 1.5)],
        status: Status::Sent {
            by: "post".to_owned(),
            days: 3,
        },
        note: Some('x'),
        tags: BTreeMap::from([("new".to_owned(), -1)]),
    }
}

fn round_trip<T: Serialize + DeserializeOwned + PartialEq + Debug>(data: T) {
    let program = Engine::new().compile("data").expect("it is an expression");
    let outcome = program.eval([("data", Serde(&data))]).expect("it is small");
    assert_eq!(
        outcome.deserialize::<T>().expect("it came from there"),
        data
    );
}

/// What reading an expression's value as that type says.
fn misfit<T: DeserializeOwned>(text: &str) -> String {
    let outcome = eval(&Engine::new(), text).expect(text);
    outcome
        .deserialize::<T>()
        .map(|_| ())
        .expect_err(text)
        .to_string()
}

#[test]
fn data_comes_back() {
    round_trip(order());
    for status in [Status::Open, Status::Paid(1.5), Status::Split(1, 2)] {
        round_trip(status);
    }
    round_trip((i128::MIN, u128::MAX, 1.5_f32, "text".to_owned(), ()));
    round_trip(json!({"a": [1, -1, 1.5, null, true, "x", {"b": []}], "": u64::MAX}));
    round_trip(Some(vec![None, Some(1)]));
}

#[test]
fn structs_are_dicts() {
    let shown = reply(&Engine::new(), "order", [("order", Serde(order()))]);
    assert_eq!(
        shown,
        "{'id': 18446744073709551615, 'customer': {'age': 36, 'name': 'Ada'}, 'lines': [('pear', 1.5)], \
         'status': {'Sent': {'by': 'post', 'days': 3}}, 'note': 'x', 'tags': {'new': -1}}"
    );
    // The fields are the names.
    assert_eq!(
        reply(&Engine::new(), "customer['name'] + note", Serde(order())),
        "'Adax'"
    );
    assert_eq!(
        reply(&Engine::new(), "1", Serde(1)),
        "TypeError: inputs must be a struct or a map"
    );
}

#[test]
fn what_does_not_fit_says_where() {
    let order = |change: &str| {
        format!(
            "{{'orders': [{{'id': 1, 'customer': {{'age': 300, 'name': 'x'}}, 'lines': [], 'status': 'Open', \
             'note': None, 'tags': {{}}}} | {change}]}}"
        )
    };
    for (change, expected) in [
        ("{}", "orders[0].customer.age: 300 does not fit in u8"),
        ("{'id': 'x'}", "orders[0].id must be int, not str"),
        (
            "{'customer': {'name': 'x'}}",
            "orders[0].customer: field 'age' is missing",
        ),
        (
            "{'customer': [1]}",
            "orders[0].customer must be dict, not list",
        ),
        (
            "{'customer': {'age': 1, 'name': None}}",
            "orders[0].customer.name must be str, not None",
        ),
        (
            "{'lines': [('a', 1), ('b', 'c')], 'customer': {'age': 1, 'name': ''}}",
            "orders[0].lines[1][1] must be float, not str",
        ),
        (
            "{'tags': {'a b': 1000}, 'customer': {'age': 1, 'name': ''}}",
            "orders[0].tags['a b']: 1000 does not fit in i8",
        ),
        (
            "{'status': {'Paid': 'x'}, 'customer': {'age': 1, 'name': ''}}",
            "orders[0].status.Paid must be float, not str",
        ),
    ] {
        assert_eq!(misfit::<Book>(&order(change)), expected, "{change}");
    }
    assert_eq!(
        misfit::<Status>("'Lost'"),
        "unknown variant `Lost`, expected one of `Open`, `Paid`, `Sent`, `Split`"
    );
    assert_eq!(
        misfit::<Status>("1"),
        "the value must be the name of a variant, not int"
    );
    assert_eq!(
        misfit::<Json>("[len]"),
        "[0] must be plain data, not builtin_function_or_method"
    );
    assert_eq!(
        misfit::<Json>("[2 ** 200]"),
        "[0]: an int of more than 64 bits does not fit in i128"
    );
    assert_eq!(
        misfit::<Vec<u8>>("(1 // n for n in [1, 0])"),
        "ZeroDivisionError: integer division or modulo by zero"
    );
}

#[test]
fn deep_cyclic_and_huge_data_is_bounded() {
    let cyclic = misfit::<Json>("(lambda x: x.append(x) or x)([])");
    assert!(cyclic.ends_with("nested more than 500 levels"), "{cyclic}");
    let engine = Engine::new().with_limits(Limits {
        memory: Some(1 << 20),
        ..Limits::untrusted()
    });
    let huge = json!(vec![0; 1 << 20]);
    assert_eq!(
        reply(&engine, "len(data)", [("data", Serde(huge))]),
        "LimitExceeded: more than 1 MiB of memory"
    );
}
