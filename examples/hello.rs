//! The smallest host: an expression compiled once, evaluated with an input.

use lambkin::Engine;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let program = Engine::new().compile("f'hello, {who}'")?;
    for who in ["world", "reader"] {
        let greeting: String = program.eval([("who", who)])?.to()?;
        println!("{greeting}");
    }
    Ok(())
}
