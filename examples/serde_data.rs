//! Structs as inputs and results, by `serde`; what does not fit says where. Needs the feature `serde`.

use lambkin::{Engine, Inputs, Serde};
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Order {
    customer: Customer,
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct Customer {
    name: &'static str,
    country: Option<&'static str>,
}

#[derive(Serialize)]
struct Line {
    price: f64,
    count: u32,
}

#[derive(Debug, Deserialize)]
struct Bill {
    to: String,
    total: f64,
    lines: Vec<u8>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let order = Order {
        customer: Customer {
            name: "Ada",
            country: None,
        },
        lines: vec![
            Line {
                price: 1.5,
                count: 2,
            },
            Line {
                price: 0.25,
                count: 300,
            },
        ],
    };
    let program = Engine::new().compile(
        "{'to': f\"{order['customer']['name']} ({order['customer']['country'] or 'unknown'})\",
          'total': sum(line['price'] * line['count'] for line in order['lines']),
          'lines': [line['count'] for line in order['lines'] if line['count'] < most]}",
    )?;
    for most in [100, 1000] {
        let inputs = Inputs::new()
            .with("order", Serde(&order))
            .with("most", most);
        match program.eval(inputs)?.deserialize::<Bill>() {
            Ok(Bill { to, total, lines }) => println!("{to}: {total} for {lines:?}"),
            Err(failure) => println!("{failure}"),
        }
    }
    let json = serde_json::json!({"xs": [1, 2, {"y": true}]});
    let program = Engine::new().compile("data['xs'][::-1]")?;
    let reversed: serde_json::Value = program.eval([("data", Serde(json))])?.deserialize()?;
    println!("{reversed}");
    Ok(())
}
