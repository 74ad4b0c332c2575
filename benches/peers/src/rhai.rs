//! Rhai, with its own optimiser and without its limits on operations.

use rhai::{AST, Dynamic, Engine, Map, Scope};

use crate::Peer;
use crate::data::Data;
use crate::task::{Measured, Task};

/// One engine for all workloads.
pub(crate) struct Rhai(Engine);

impl Rhai {
    /// The engine as it comes.
    pub(crate) fn new() -> Self {
        Rhai(Engine::new())
    }

    fn call(&self, scope: &mut Scope<'_>, ast: &AST, arguments: Vec<Dynamic>) -> Data {
        match self.0.call_fn::<Dynamic>(scope, ast, "run", arguments) {
            Ok(answer) => data(answer),
            Err(_) => Data::Nothing,
        }
    }
}

impl Peer for Rhai {
    fn name(&self) -> String {
        "Rhai".to_owned()
    }

    fn measure(&mut self, task: &Task<'_>) -> Measured {
        let text = task.text(include_str!("../texts/rhai.txt"))?;
        let arguments: Vec<_> = task.arguments.iter().map(dynamic).collect();
        match self.0.compile(&text.code) {
            Ok(ast) => task.time(|| self.call(&mut Scope::new(), &ast, arguments.clone())),
            Err(error) => Some(Err(error.to_string())),
        }
    }
}

fn dynamic(data: &Data) -> Dynamic {
    match data {
        Data::Nothing => Dynamic::UNIT,
        Data::Bool(truth) => (*truth).into(),
        Data::Int(number) => (*number).into(),
        Data::Float(number) => (*number).into(),
        Data::Text(text) => text.clone().into(),
        Data::List(items) => items.iter().map(dynamic).collect::<Vec<_>>().into(),
        Data::Map(entries) => {
            let entries = entries.iter();
            let pairs = entries.map(|(key, value)| (key.text().into(), dynamic(value)));
            pairs.collect::<Map>().into()
        }
    }
}

fn data(value: Dynamic) -> Data {
    if let Ok(truth) = value.as_bool() {
        Data::Bool(truth)
    } else if let Ok(number) = value.as_int() {
        Data::Int(number)
    } else if let Ok(number) = value.as_float() {
        Data::Float(number)
    } else {
        value.into_string().map_or(Data::Nothing, Data::Text)
    }
}
