//! Sort keys chosen at run time: a user writes what to sort by, the host sorts.

use lambkin::{Engine, Failure, Program};

const CITIES: [(&str, u32, f64); 4] = [
    ("Lisbon", 545_000, 100.1),
    ("Oslo", 709_000, 480.8),
    ("Graz", 292_000, 127.6),
    ("Turin", 847_000, 130.2),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::builder()
        .inputs(["name", "people", "area"])
        .build()?;
    let sort = engine
        .compile("lambda rows, key: [row[0] for row in sorted(rows, key=lambda row: key(*row))]")?;
    for shown in [
        "name[::-1]",
        "-people",
        "people // 500_000, name",
        "area / nam",
        "people / (area - 100.1)",
    ] {
        // Alone it must be an expression, so that nothing in it can close the lambda around it.
        match engine.compile(shown) {
            Err(refused) => println!("by {shown}: {refused}"),
            Ok(_) => {
                let key = engine.compile(&format!("lambda name, people, area: ({shown})"))?;
                match sorted(&sort, &key) {
                    Ok(names) => println!("by {shown}: {}", names.join(", ")),
                    Err(failure) => println!("by {shown}: {failure}"),
                }
            }
        }
    }
    Ok(())
}

fn sorted(sort: &Program, key: &Program) -> Result<Vec<String>, Failure> {
    // The key is a value of this thread, passed like any other.
    let key = key.eval(())?.value;
    sort.call((CITIES.to_vec(), key))?.to()
}
