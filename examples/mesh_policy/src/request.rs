//! The request as a policy sees it: an object whose parts become values only when a rule asks for them.

use hyper::HeaderMap;
use hyper::http::request::Parts;
use lambkin::{Call, Error, HostObject, Interp, IntoValue, Lookup, Value};

/// What a rule may know of a request.
#[derive(Debug)]
pub(crate) struct Request {
    method: String,
    path: String,
    caller: String,
    headers: HeaderMap,
}

impl Request {
    pub(crate) fn new(parts: &Parts) -> Self {
        let caller = parts.headers.get("x-caller");
        Request {
            method: parts.method.to_string(),
            path: parts.uri.path().to_owned(),
            caller: caller
                .and_then(|name| name.to_str().ok())
                .unwrap_or_default()
                .to_owned(),
            headers: parts.headers.clone(),
        }
    }

    /// A request that every rule must be able to judge, before the policy is put in force.
    pub(crate) fn example() -> Self {
        Request {
            method: "GET".to_owned(),
            path: "/".to_owned(),
            caller: String::new(),
            headers: HeaderMap::new(),
        }
    }

    /// A number below 100, the same for every request of one caller.
    fn share(&self) -> u32 {
        let mixed = (self.caller.bytes()).fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
        mixed % 100
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

impl HostObject for Request {
    fn type_name(&self) -> &'static str {
        "Request"
    }

    fn attribute(&self, interp: &mut Interp, name: &str) -> Result<Option<Value>, Error> {
        match name {
            "method" => self.method.as_str().into_value(interp).map(Some),
            "path" => self.path.as_str().into_value(interp).map(Some),
            "caller" => self.caller.as_str().into_value(interp).map(Some),
            "share" => self.share().into_value(interp).map(Some),
            _ => Ok(None),
        }
    }

    fn item(&self, interp: &mut Interp, key: &Value) -> Result<Lookup, Error> {
        match key.as_str().and_then(|name| self.header(name)) {
            Some(text) => text.into_value(interp).map(Lookup::Found),
            None => Ok(Lookup::Missing),
        }
    }

    fn methods(&self) -> &'static [&'static str] {
        &["header"]
    }

    /// `req.header(name, default=None)`
    fn method(&self, interp: &mut Interp, call: Call<'_>) -> Result<Value, Error> {
        let (name, default) = call.read::<(String, Option<Value>)>(interp)?;
        match self.header(&name) {
            Some(text) => text.into_value(interp),
            None => Ok(default.unwrap_or(Value::None)),
        }
    }
}
