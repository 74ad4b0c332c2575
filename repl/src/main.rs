//! The `lambkin` command: evaluate an expression, check it, answer a batch of them, or open a prompt.
#![forbid(unsafe_code)]

mod apply;
mod arguments;
mod batch;
mod check;
mod eval;
mod evaluator;
mod input;
mod interrupt;
mod json;
mod lesson;
mod predict;
mod prompt;
mod quantity;
mod reference;
mod session;
mod steps;
mod stop;
mod terminal;
mod tree;

use std::process::ExitCode;

use clap::Parser as _;

use crate::arguments::{Arguments, Command};
use crate::terminal::Terminal;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let terminal = Terminal::new(arguments.color);
    let end = match &arguments.command {
        Some(Command::Eval(arguments)) => eval::run(arguments, terminal),
        Some(Command::Check(arguments)) => check::run(arguments, terminal),
        Some(Command::Batch(arguments)) => batch::run(arguments),
        Some(Command::Steps(arguments)) => steps::run(arguments, terminal),
        Some(Command::Tree(arguments)) => tree::run(arguments, terminal),
        Some(Command::Reference(arguments)) => reference::run(arguments, terminal),
        Some(Command::Lesson(arguments)) => lesson::run(arguments, terminal),
        Some(Command::Lessons) => lesson::list(terminal),
        None => prompt::run(&arguments.prompt, terminal),
    };
    end.unwrap_or_else(|stop| {
        terminal.complain(&stop.report);
        stop.status
    })
    .into()
}
