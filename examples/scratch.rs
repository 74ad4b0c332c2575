fn main() {
    let engine = lambkin::Engine::new();
    let mut session = engine.session();
    for text in std::env::args().skip(1) {
        match session.eval(&text) {
            Ok(value) => println!(
                "{}",
                session.repr(&value).unwrap_or_else(|e| format!("{e:?}"))
            ),
            Err(failure) => println!("{failure:?}"),
        }
    }
}
