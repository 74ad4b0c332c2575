//! What is said behind the message of an exception.

use lambkin::teach::explain_error;
use lambkin::{Engine, Failure};

use crate::support::{files, golden};

/// The exception's last line, and the help.
fn answer(text: &str) -> String {
    match Engine::new().session().eval(text) {
        Ok(_) => "  a value\n".to_owned(),
        Err(Failure::Raised(raised)) => {
            let help = explain_error::help(&raised, &["total"]);
            let help = help.as_deref().unwrap_or("(nothing)");
            format!("  {}: {}\n  {help}\n", raised.type_name, raised.message)
        }
        Err(failure) => format!("  {failure}\n"),
    }
}

#[test]
fn common_exceptions_explain_themselves() {
    let name = "tests/reports/explained.txt";
    let mut whole = String::new();
    for line in files::read(name).lines() {
        if line.starts_with("  ") {
            continue;
        }
        whole.push_str(line);
        whole.push('\n');
        if let Some(text) = line.strip_prefix("> ") {
            whole.push_str(&answer(text));
        }
    }
    golden::check(name, &whole);
}
