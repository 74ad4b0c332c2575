//! `lambkin` alone: the prompt on a terminal, or entry by entry from a pipe.

mod config;
mod editor;
mod piped;

use std::io::{self, IsTerminal};

use crate::arguments::Prompt;
use crate::prompt::config::Config;
use crate::session::{Answer, Session, Style};
use crate::stop::{Status, Stop};
use crate::terminal::Terminal;

/// Holds the conversation.
pub(crate) fn run(arguments: &Prompt, terminal: Terminal) -> Result<Status, Stop> {
    let config = Config::find(arguments)?;
    let terminal = terminal.coloured(config.color);
    let is_typed = io::stdin().is_terminal() && io::stdout().is_terminal();
    let style = Style {
        width: (is_typed || arguments.echo).then(|| config.width.unwrap_or_else(Terminal::width)),
        colour: terminal.colour,
        origin: if is_typed { "<prompt>" } else { "<stdin>" },
    };
    let mut session = Session::new(&config.limits, style);
    session.print_to(terminal.printer());
    if is_typed && !arguments.echo {
        editor::run(session, &config, terminal)
    } else {
        piped::run(&mut session, terminal, arguments.echo)
    }
}

/// Writes an answer.
fn tell(terminal: Terminal, answer: &Answer) -> Result<(), Stop> {
    if !answer.shown.is_empty() {
        terminal.put(&answer.shown)?;
    }
    if !answer.report.is_empty() {
        terminal.complain(&answer.report);
    }
    Ok(())
}
