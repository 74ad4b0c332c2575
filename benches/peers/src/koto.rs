//! Koto.

use koto::Koto;
use koto::runtime::{CallArgs, KList, KMap, KNumber, KValue};

use crate::Peer;
use crate::data::Data;
use crate::task::{Measured, Task};

/// One runtime for all workloads.
pub(crate) struct KotoPeer(Koto);

impl KotoPeer {
    /// The runtime as it comes.
    pub(crate) fn new() -> Self {
        KotoPeer(Koto::new())
    }

    fn call(&mut self, function: &KValue, arguments: &[KValue]) -> Data {
        let arguments = CallArgs::Separate(arguments);
        match self.0.call_function(function.clone(), arguments) {
            Ok(KValue::Bool(truth)) => Data::Bool(truth),
            Ok(KValue::Number(KNumber::I64(number))) => Data::Int(number),
            Ok(KValue::Number(KNumber::F64(number))) => Data::Float(number),
            Ok(KValue::Str(text)) => Data::Text(text.to_string()),
            _ => Data::Nothing,
        }
    }
}

impl Peer for KotoPeer {
    fn name(&self) -> String {
        "Koto".to_owned()
    }

    fn measure(&mut self, task: &Task<'_>) -> Measured {
        let text = task.text(include_str!("../texts/koto.txt"))?;
        let arguments: Vec<_> = task.arguments.iter().map(value).collect();
        match self.0.compile_and_run(text.code.as_str()) {
            Ok(function) => task.time(|| self.call(&function, &arguments)),
            Err(error) => Some(Err(error.to_string())),
        }
    }

    fn measure_converted(&mut self, task: &Task<'_>) -> Measured {
        let text = task.text(include_str!("../texts/koto.txt"))?;
        match self.0.compile_and_run(text.code.as_str()) {
            Ok(function) => task.time(|| {
                let arguments: Vec<_> = task.arguments.iter().map(value).collect();
                self.call(&function, &arguments)
            }),
            Err(error) => Some(Err(error.to_string())),
        }
    }
}

fn value(data: &Data) -> KValue {
    match data {
        Data::Nothing => KValue::Null,
        Data::Bool(truth) => KValue::Bool(*truth),
        Data::Int(number) => KValue::Number((*number).into()),
        Data::Float(number) => KValue::Number((*number).into()),
        Data::Text(text) => KValue::Str(text.as_str().into()),
        Data::List(items) => {
            let items: Vec<_> = items.iter().map(value).collect();
            KValue::List(KList::from_slice(&items))
        }
        Data::Map(entries) => {
            let map = KMap::new();
            for (key, item) in entries {
                map.insert(key.text(), value(item));
            }
            KValue::Map(map)
        }
    }
}
