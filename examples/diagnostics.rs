//! What goes wrong: as data for the program, as one line for a log, and drawn for people.

use lambkin::Engine;
use lambkin::report::Origin;

fn main() {
    let mut session = Engine::new().session();
    for text in [
        "(lambda order: order['price'])({'prize': 1})",
        "[1, 2",
        "price",
    ] {
        let Err(failure) = session.eval(text) else {
            continue;
        };
        println!("log: {failure}");
        println!("{}", failure.draw(&[Origin::new("<rule>", text)], false));
    }
}
