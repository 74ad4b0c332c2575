//! Lua 5.4, compiled in, by mlua.

use mlua::{Function, IntoLuaMulti, MultiValue, Value};

use crate::Peer;
use crate::data::Data;
use crate::task::{Measured, Task};

/// One Lua state for all workloads.
pub(crate) struct Lua(mlua::Lua);

impl Lua {
    /// A fresh state.
    pub(crate) fn new() -> Self {
        Lua(mlua::Lua::new())
    }

    fn value(&self, data: &Data) -> mlua::Result<Value> {
        Ok(match data {
            Data::Nothing => Value::Nil,
            Data::Bool(truth) => Value::Boolean(*truth),
            Data::Int(number) => Value::Integer(*number),
            Data::Float(number) => Value::Number(*number),
            Data::Text(text) => Value::String(self.0.create_string(text)?),
            Data::List(items) => {
                let items = items.iter().map(|item| self.value(item));
                let items = items.collect::<mlua::Result<Vec<_>>>()?;
                Value::Table(self.0.create_sequence_from(items)?)
            }
            Data::Map(entries) => {
                let table = self.0.create_table()?;
                for (key, value) in entries {
                    table.raw_set(self.value(key)?, self.value(value)?)?;
                }
                Value::Table(table)
            }
        })
    }

    fn prepare(&self, code: &str, arguments: &[Data]) -> mlua::Result<(Function, MultiValue)> {
        let function = self.0.load(format!("return {code}")).eval()?;
        let values = arguments.iter().map(|argument| self.value(argument));
        let values = values.collect::<mlua::Result<Vec<_>>>()?;
        Ok((function, MultiValue::from_vec(values)))
    }
}

impl Peer for Lua {
    fn name(&self) -> String {
        "Lua 5.4".to_owned()
    }

    fn measure(&mut self, task: &Task<'_>) -> Measured {
        let text = task.text(include_str!("../texts/lua.txt"))?;
        match self.prepare(&text.code, task.arguments) {
            Ok((function, arguments)) => task.time(|| call(&function, arguments.clone())),
            Err(error) => Some(Err(error.to_string())),
        }
    }

    fn measure_converted(&mut self, task: &Task<'_>) -> Measured {
        let text = task.text(include_str!("../texts/lua.txt"))?;
        match self.prepare(&text.code, &[]) {
            Ok((function, _)) => task.time(|| {
                let values = task.arguments.iter().map(|argument| self.value(argument));
                match values.collect::<mlua::Result<Vec<_>>>() {
                    Ok(values) => call(&function, MultiValue::from_vec(values)),
                    Err(_) => Data::Nothing,
                }
            }),
            Err(error) => Some(Err(error.to_string())),
        }
    }
}

fn call(function: &Function, arguments: impl IntoLuaMulti) -> Data {
    match function.call(arguments) {
        Ok(Value::Boolean(truth)) => Data::Bool(truth),
        Ok(Value::Integer(number)) => Data::Int(number),
        Ok(Value::Number(number)) => Data::Float(number),
        Ok(Value::String(text)) => Data::Text(text.to_string_lossy()),
        _ => Data::Nothing,
    }
}
