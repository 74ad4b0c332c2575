//! minijinja's expressions, over variables.

use std::collections::BTreeMap;

use minijinja::value::ValueKind;
use minijinja::{Environment, Error, Value};

use crate::Peer;
use crate::data::Data;
use crate::task::{Measured, Task, Text};

/// One environment for all policies, with the filters and tests that it comes with.
pub(crate) struct Minijinja(Environment<'static>);

impl Minijinja {
    /// The environment as it comes.
    pub(crate) fn new() -> Self {
        Minijinja(Environment::new())
    }

    fn first(&self, text: &Text, arguments: &[Data]) -> Result<Value, Error> {
        let expression = self.0.compile_expression(&text.code)?;
        expression.eval(variables(text, arguments))
    }
}

impl Peer for Minijinja {
    fn name(&self) -> String {
        "minijinja".to_owned()
    }

    fn measure(&mut self, task: &Task<'_>) -> Measured {
        let text = task.text(include_str!("../texts/minijinja.txt"))?;
        let variables = variables(&text, task.arguments);
        match self.0.compile_expression(&text.code) {
            Ok(expression) => task.time(|| data(expression.eval(&variables))),
            Err(error) => Some(Err(error.to_string())),
        }
    }

    fn measure_first(&mut self, task: &Task<'_>) -> Measured {
        let text = task.text(include_str!("../texts/minijinja.txt"))?;
        task.time(|| data(self.first(&text, task.arguments)))
    }
}

fn variables(text: &Text, arguments: &[Data]) -> Value {
    let names = text.parameters.iter().map(String::as_str);
    names.zip(arguments.iter().map(value)).collect()
}

fn value(data: &Data) -> Value {
    match data {
        Data::Nothing => Value::from(()),
        Data::Bool(truth) => Value::from(*truth),
        Data::Int(number) => Value::from(*number),
        Data::Float(number) => Value::from(*number),
        Data::Text(text) => Value::from(text.as_str()),
        Data::List(items) => items.iter().map(value).collect(),
        Data::Map(entries) => {
            let pair = |(key, item): &(Data, Data)| (key.text().to_owned(), value(item));
            Value::from(entries.iter().map(pair).collect::<BTreeMap<_, _>>())
        }
    }
}

fn data(answer: Result<Value, Error>) -> Data {
    let Ok(answer) = answer else {
        return Data::Nothing;
    };
    match answer.kind() {
        ValueKind::Bool => Data::Bool(answer.is_true()),
        ValueKind::Number => match answer.as_i64() {
            Some(number) => Data::Int(number),
            None => f64::try_from(answer).map_or(Data::Nothing, Data::Float),
        },
        ValueKind::String => Data::Text(answer.as_str().unwrap_or_default().to_owned()),
        _ => Data::Nothing,
    }
}
