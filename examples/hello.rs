//! The smallest host: a name bound, an expression evaluated, its value shown.

use lambkin::{Engine, Failure, Value};

fn main() -> Result<(), Failure> {
    let mut session = Engine::new().session();
    session.bind("who", Value::str("world"));
    let value = session.eval("f'hello, {who}'")?;
    println!("{}", session.repr(&value)?);
    Ok(())
}
