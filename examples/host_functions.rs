//! Functions of the host: closures with typed parameters, names, defaults, errors, and a call back into the language.

use std::num::ParseIntError;

use lambkin::{Callable, Engine, Error, Function, Interp, Value};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let distance = |x: f64, y: f64| x.hypot(y);
    let parse =
        |text: &str, base: u32| -> Result<u32, ParseIntError> { u32::from_str_radix(text, base) };
    // A function that is given a lambda needs the interpreter to call it.
    let twice = |interp: &mut Interp, f: Callable, x: Value| -> Result<Value, Error> {
        let once = f.call(interp, (x,))?;
        f.call(interp, (once,))
    };
    let engine = Engine::builder()
        .function("distance(x, y=0.0)", distance)
        .register(
            Function::new("parse(text, *, base=10)", parse).doc("The number that a text spells."),
        )
        .register(Function::with_interp("twice(f, x)", twice))
        .build()?;

    println!("{}", engine.help("parse").unwrap_or_default());
    for text in [
        "distance(3, y=4)",
        "[parse(word, base=16) for word in ('ff', '10')]",
        "twice(lambda x: x * 10, 7)",
        "distance()",
        "distance('far')",
        "parse('twelve')",
    ] {
        match engine.compile(text)?.eval(()) {
            Ok(outcome) => println!("{text} = {}", outcome.repr()?),
            Err(failure) => println!("{text}: {failure}"),
        }
    }
    Ok(())
}
