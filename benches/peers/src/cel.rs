//! CEL: expressions over variables.

use std::collections::HashMap;

use cel::{Context, ExecutionError, Program, Value};

use crate::Peer;
use crate::data::Data;
use crate::task::{Measured, Task, Text};

/// The interpreter, which keeps nothing between workloads.
pub(crate) struct Cel;

impl Peer for Cel {
    fn name(&self) -> String {
        "CEL".to_owned()
    }

    fn measure(&mut self, task: &Task<'_>) -> Measured {
        let text = task.text(include_str!("../texts/cel.txt"))?;
        let program = match Program::compile(&text.code) {
            Ok(program) => program,
            Err(error) => return Some(Err(error.to_string())),
        };
        let context = variables(&text, task.arguments);
        task.time(|| data(program.execute(&context)))
    }

    fn measure_converted(&mut self, task: &Task<'_>) -> Measured {
        let text = task.text(include_str!("../texts/cel.txt"))?;
        match Program::compile(&text.code) {
            Ok(program) => task.time(|| data(program.execute(&variables(&text, task.arguments)))),
            Err(error) => Some(Err(error.to_string())),
        }
    }

    fn measure_first(&mut self, task: &Task<'_>) -> Measured {
        let text = task.text(include_str!("../texts/cel.txt"))?;
        task.time(|| match Program::compile(&text.code) {
            Ok(program) => data(program.execute(&variables(&text, task.arguments))),
            Err(_) => Data::Nothing,
        })
    }
}

fn variables(text: &Text, arguments: &[Data]) -> Context<'static, 'static> {
    let mut context = Context::default();
    for (name, argument) in text.parameters.iter().zip(arguments) {
        context.add_variable_from_value(name.as_str(), value(argument));
    }
    context
}

fn data(answer: Result<Value, ExecutionError>) -> Data {
    match answer {
        Ok(Value::Bool(truth)) => Data::Bool(truth),
        Ok(Value::Int(number)) => Data::Int(number),
        Ok(Value::Float(number)) => Data::Float(number),
        Ok(Value::String(text)) => Data::Text(text.to_string()),
        _ => Data::Nothing,
    }
}

fn value(data: &Data) -> Value {
    match data {
        Data::Nothing => Value::Null,
        Data::Bool(truth) => Value::Bool(*truth),
        Data::Int(number) => Value::Int(*number),
        Data::Float(number) => Value::Float(*number),
        Data::Text(text) => Value::String(text.clone().into()),
        Data::List(items) => Value::List(items.iter().map(value).collect::<Vec<_>>().into()),
        Data::Map(entries) => {
            let entries = entries.iter();
            let pairs = entries.map(|(key, item)| (key.text().to_owned(), value(item)));
            Value::Map(pairs.collect::<HashMap<_, _>>().into())
        }
    }
}
