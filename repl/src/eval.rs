//! `lambkin eval`: one expression, its inputs, its value.

use std::path::Path;

use crate::arguments;
use crate::evaluator::{self, Engine, Evaluator, Failure};
use crate::input::{self, Input};
use crate::interrupt;
use crate::stop::{Status, Stop};
use crate::terminal::Terminal;

/// Evaluates the expression and prints its value.
pub(crate) fn run(arguments: &arguments::Eval, terminal: Terminal) -> Result<Status, Stop> {
    let from_stdin = arguments
        .text
        .file
        .iter()
        .filter(|file| input::is_stdin(file))
        .count()
        + arguments
            .jsons
            .iter()
            .filter(|(_, file)| file == "-")
            .count();
    if from_stdin > 1 {
        return Err(Stop::refused("standard input (-) can be read only once"));
    }
    let mut evaluator = Evaluator::new(&Engine::for_person(&arguments.limits));
    interrupt::stop_on_ctrl_c(evaluator.cancel());
    evaluator.print_to(terminal.printer());
    for (name, file) in &arguments.jsons {
        let name = evaluator::name(name, "--json")?;
        let data = input::json(Path::new(file))?;
        if let Err(failure) = evaluator.bind_json(&name, data) {
            return finish(&evaluator, terminal, Err(failure));
        }
    }
    for (name, text) in &arguments.lets {
        let name = evaluator::name(name, "--let")?;
        match evaluator.evaluate(&format!("--let {name}"), text) {
            Ok(value) => evaluator.bind(&name, value),
            Err(failure) => return finish(&evaluator, terminal, Err(failure)),
        }
    }
    let input = Input::new(&arguments.text)?;
    let shown = match input.finding {
        Some(finding) => {
            evaluator.note(&input.name, 1, &input.text);
            Err(Failure::Refused(vec![finding].into()))
        }
        None if arguments.explain => evaluator.explain(&input.name, &input.text, arguments.output),
        None => evaluator
            .evaluate(&input.name, &input.text)
            .and_then(|value| evaluator.show(&value, arguments.output)),
    };
    finish(&evaluator, terminal, shown)
}

/// Prints the value or what went wrong.
fn finish(
    evaluator: &Evaluator,
    terminal: Terminal,
    shown: Result<String, Failure>,
) -> Result<Status, Stop> {
    match shown {
        Ok(text) => {
            terminal.put(&(text + "\n"))?;
            Ok(Status::Value)
        }
        Err(failure) => {
            terminal.complain(&evaluator.report(&failure, terminal.colour));
            Ok(evaluator::status(&failure))
        }
    }
}
