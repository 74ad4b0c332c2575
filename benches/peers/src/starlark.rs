//! starlark-rust.

use starlark::environment::{FrozenModule, Globals, Module};
use starlark::eval::Evaluator;
use starlark::syntax::{AstModule, Dialect};
use starlark::values::dict::AllocDict;
use starlark::values::float::UnpackFloat;
use starlark::values::list::AllocList;
use starlark::values::{Heap, UnpackValue, Value};

use crate::Peer;
use crate::data::Data;
use crate::task::{Measured, Task, Text};

/// The extended globals and the extended dialect.
pub(crate) struct Starlark(Globals);

impl Starlark {
    /// With everything that the crate offers.
    pub(crate) fn new() -> Self {
        Starlark(Globals::extended_internal())
    }

    fn frozen(&self, text: &Text) -> Result<FrozenModule, starlark::Error> {
        let ast = AstModule::parse("workload", text.code.clone(), &Dialect::Extended)?;
        Module::with_temp_heap(|module| {
            Evaluator::new(&module).eval_module(ast, &self.0)?;
            Ok(module.freeze()?)
        })
    }

    fn first(&self, text: &Text, arguments: &[Data]) -> Result<Data, starlark::Error> {
        let code = format!("{}\nrun", text.code);
        let ast = AstModule::parse("policy", code, &Dialect::Extended)?;
        Module::with_temp_heap(|module| {
            let mut evaluator = Evaluator::new(&module);
            let run = evaluator.eval_module(ast, &self.0)?;
            let arguments = arguments.iter().map(|data| value(module.heap(), data));
            let arguments: Vec<_> = arguments.collect();
            evaluator.eval_function(run, &arguments, &[]).map(data)
        })
    }
}

impl Peer for Starlark {
    fn name(&self) -> String {
        "starlark".to_owned()
    }

    fn measure(&mut self, task: &Task<'_>) -> Measured {
        let text = task.text(include_str!("../texts/starlark.txt"))?;
        let code = format!("{}\nrun", text.code);
        let ast = match AstModule::parse("workload", code, &Dialect::Extended) {
            Ok(ast) => ast,
            Err(error) => return Some(Err(error.to_string())),
        };
        Module::with_temp_heap(|module| {
            let mut evaluator = Evaluator::new(&module);
            let run = match evaluator.eval_module(ast, &self.0) {
                Ok(run) => run,
                Err(error) => return Some(Err(error.to_string())),
            };
            let heap = module.heap();
            let arguments: Vec<_> = task
                .arguments
                .iter()
                .map(|data| value(heap, data))
                .collect();
            task.time(|| match evaluator.eval_function(run, &arguments, &[]) {
                Ok(answer) => data(answer),
                Err(_) => Data::Nothing,
            })
        })
    }

    fn measure_converted(&mut self, task: &Task<'_>) -> Measured {
        let text = task.text(include_str!("../texts/starlark.txt"))?;
        let module = match self.frozen(&text) {
            Ok(module) => module,
            Err(error) => return Some(Err(error.to_string())),
        };
        let run = module.get("run").ok()?;
        // What a call makes is freed after it, as a service would have it.
        task.time(|| {
            Module::with_temp_heap(|module| {
                let heap = module.heap();
                let arguments = task.arguments.iter().map(|data| value(heap, data));
                let arguments: Vec<_> = arguments.collect();
                let mut evaluator = Evaluator::new(&module);
                let run = heap.access_owned_frozen_value(&run);
                let answer = evaluator.eval_function(run, &arguments, &[]);
                answer.map_or(Data::Nothing, data)
            })
        })
    }

    fn measure_first(&mut self, task: &Task<'_>) -> Measured {
        let text = task.text(include_str!("../texts/starlark.txt"))?;
        task.time(|| self.first(&text, task.arguments).unwrap_or(Data::Nothing))
    }
}

fn value<'v>(heap: Heap<'v>, data: &Data) -> Value<'v> {
    match data {
        Data::Nothing => Value::new_none(),
        Data::Bool(truth) => Value::new_bool(*truth),
        Data::Int(number) => heap.alloc(*number),
        Data::Float(number) => heap.alloc(*number),
        Data::Text(text) => heap.alloc(text.as_str()),
        Data::List(items) => {
            let items: Vec<_> = items.iter().map(|item| value(heap, item)).collect();
            heap.alloc(AllocList(items))
        }
        Data::Map(entries) => {
            let pair = |(key, item): &(Data, Data)| (value(heap, key), value(heap, item));
            heap.alloc(AllocDict(entries.iter().map(pair).collect::<Vec<_>>()))
        }
    }
}

fn data(value: Value<'_>) -> Data {
    if let Some(truth) = value.unpack_bool() {
        Data::Bool(truth)
    } else if let Ok(Some(number)) = i64::unpack_value(value) {
        Data::Int(number)
    } else if let Ok(Some(UnpackFloat(number))) = UnpackFloat::unpack_value(value) {
        Data::Float(number)
    } else if let Some(text) = value.unpack_str() {
        Data::Text(text.to_owned())
    } else {
        Data::Nothing
    }
}
