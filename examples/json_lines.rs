//! A data-mapping rule over JSON Lines: each line of the input is an object, the rule says what is written for it.
//!
//! A line that fails says why and does not end the stream. Needs the feature `serde`.

use lambkin::{Engine, Failure, Instance, Limits, Serde};
use serde_json::Value as Json;

const RULE: &str = "(
    {'id': order['id'], 'total': round(sum(line['price'] * line.get('count', 1) for line in order['lines']), 2)}
    if order['status'] != 'cancelled' else None
)";

const LINES: &str = r#"{"id": 1, "status": "paid", "lines": [{"price": 9.5, "count": 2}, {"price": 0.99}]}
{"id": 2, "status": "cancelled", "lines": []}
{"id": 3, "lines": []}
{"id": 4, "status": "paid", "lines": [{"price": "9.5"}]}
{"id": 5, "status": "paid", "lines": []}"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::builder()
        .deny(["print"])
        .inputs(["order"])
        .limits(Limits {
            steps: Some(100_000),
            ..Limits::untrusted()
        })
        .build()?;
    let program = engine.compile(RULE)?;
    for read in &program.report().reads {
        println!("reads {}", read.path);
    }
    let mut rule = program.instance();
    for (number, line) in (1..).zip(LINES.lines()) {
        let order: Json = serde_json::from_str(line)?;
        match map(&mut rule, order) {
            Ok(Json::Null) => {}
            Ok(mapped) => println!("{mapped}"),
            Err(failure) => println!("line {number}: {failure}"),
        }
    }
    Ok(())
}

fn map(rule: &mut Instance, order: Json) -> Result<Json, Failure> {
    rule.eval([("order", Serde(order))])?.deserialize()
}
