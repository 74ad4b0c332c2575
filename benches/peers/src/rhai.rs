//! Rhai, with its own optimiser and without its limits on operations.

use rhai::{AST, Dynamic, Engine, Map, Scope};

use crate::Peer;
use crate::data::Data;
use crate::task::{Measured, Task, Text};

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

    fn measure_expression(&self, task: &Task<'_>, text: &Text) -> Measured {
        let mut scope = variables(text, task.arguments);
        match self.0.compile_expression(&text.code) {
            Ok(ast) => task.time(|| self.eval(&mut scope, &ast)),
            Err(error) => Some(Err(error.to_string())),
        }
    }

    fn eval(&self, scope: &mut Scope<'_>, ast: &AST) -> Data {
        let answer = self.0.eval_ast_with_scope::<Dynamic>(scope, ast);
        answer.map_or(Data::Nothing, data)
    }
}

impl Peer for Rhai {
    fn name(&self) -> String {
        "Rhai".to_owned()
    }

    fn measure(&mut self, task: &Task<'_>) -> Measured {
        let text = task.text(include_str!("../texts/rhai.txt"))?;
        if !text.parameters.is_empty() {
            return self.measure_expression(task, &text);
        }
        let arguments: Vec<_> = task.arguments.iter().map(dynamic).collect();
        match self.0.compile(&text.code) {
            Ok(ast) => task.time(|| self.call(&mut Scope::new(), &ast, arguments.clone())),
            Err(error) => Some(Err(error.to_string())),
        }
    }

    fn measure_converted(&mut self, task: &Task<'_>) -> Measured {
        let text = task.text(include_str!("../texts/rhai.txt"))?;
        match self.0.compile(&text.code) {
            Ok(ast) => task.time(|| {
                let arguments = task.arguments.iter().map(dynamic).collect();
                self.call(&mut Scope::new(), &ast, arguments)
            }),
            Err(error) => Some(Err(error.to_string())),
        }
    }

    fn measure_first(&mut self, task: &Task<'_>) -> Measured {
        let text = task.text(include_str!("../texts/rhai.txt"))?;
        task.time(|| match self.0.compile_expression(&text.code) {
            Ok(ast) => self.eval(&mut variables(&text, task.arguments), &ast),
            Err(_) => Data::Nothing,
        })
    }
}

fn variables(text: &Text, arguments: &[Data]) -> Scope<'static> {
    let mut scope = Scope::new();
    for (name, argument) in text.parameters.iter().zip(arguments) {
        scope.push_dynamic(name.as_str(), dynamic(argument));
    }
    scope
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
