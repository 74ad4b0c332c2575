//! An object of the host: attributes, items and methods computed when a program asks, over data that is not copied.

use std::sync::Arc;

use lambkin::{Call, Engine, Error, HostObject, Interp, IntoValue, Items, Lookup, Value};

/// A request as a server has it.
struct Request {
    path: String,
    headers: Vec<(String, String)>,
}

impl HostObject for Request {
    fn type_name(&self) -> &'static str {
        "Request"
    }

    fn attribute(&self, interp: &mut Interp, name: &str) -> Result<Option<Value>, Error> {
        match name {
            "path" => self.path.as_str().into_value(interp).map(Some),
            "segments" => {
                let segments: Vec<&str> = self.path.split('/').skip(1).collect();
                segments.into_value(interp).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn item(&self, interp: &mut Interp, key: &Value) -> Result<Lookup, Error> {
        let header = |name| self.headers.iter().find(|(known, _)| known == name);
        match key.as_str().and_then(header) {
            Some((_, text)) => text.into_value(interp).map(Lookup::Found),
            None => Ok(Lookup::Missing),
        }
    }

    fn methods(&self) -> &'static [&'static str] {
        &["accepts"]
    }

    fn method(&self, interp: &mut Interp, call: Call<'_>) -> Result<Value, Error> {
        let (kind,): (String,) = call.read(interp)?;
        let accepts = |(name, text): &(String, String)| name == "accept" && text.contains(&kind);
        Ok(Value::Bool(self.headers.iter().any(accepts)))
    }

    fn length(&self) -> Option<usize> {
        Some(self.headers.len())
    }

    fn iter(&self, _: &mut Interp) -> Result<Option<Items>, Error> {
        Ok(Some(Items::new(self.headers.clone())))
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let header = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let request = Arc::new(Request {
        path: "/api/users/17".to_owned(),
        headers: vec![header("host", "example.org"), header("accept", "text/html")],
    });
    let engine = Engine::builder().inputs(["req"]).build()?;
    for text in [
        "req",
        "req.path.startswith('/api/') and req.accepts('html')",
        "req.segments[-1], req['host'], len(req)",
        "{name: text for name, text in req}",
        "req['cookie']",
        "req.body",
    ] {
        match engine.compile(text)?.eval([("req", Arc::clone(&request))]) {
            Ok(outcome) => println!("{text} = {}", outcome.repr()?),
            Err(failure) => println!("{text}: {failure}"),
        }
    }
    Ok(())
}
