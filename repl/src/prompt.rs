//! `lambkin` alone: the prompt on a terminal, or entry by entry from a pipe.

use std::io::{self, BufRead, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustyline::DefaultEditor;
use rustyline::error::ReadlineError;

use crate::arguments::Limits;
use crate::interrupt;
use crate::session::{Reply, Session};
use crate::stop::{Status, Stop};
use crate::terminal::Terminal;

/// Holds the conversation.
pub(crate) fn run(terminal: Terminal) -> Result<Status, Stop> {
    let mut session = Session::new(&Limits::default(), terminal.colour);
    session.print_to(terminal.printer());
    if io::stdin().is_terminal() {
        typed(&mut session, terminal)
    } else {
        piped(&mut session, terminal)
    }
}

fn typed(session: &mut Session, terminal: Terminal) -> Result<Status, Stop> {
    let mut editor =
        DefaultEditor::new().map_err(|error| Stop::refused(format!("no prompt: {error}")))?;
    let busy = Arc::new(AtomicBool::new(false));
    interrupt::cancel_on_ctrl_c(session.cancel(), Arc::clone(&busy));
    terminal.put(&format!(
        "Lambkin {}: Python's expressions. Ctrl-C stops an evaluation, Ctrl-D leaves.\n",
        env!("CARGO_PKG_VERSION")
    ))?;
    loop {
        let prompt = if session.is_unfinished() {
            "... "
        } else {
            ">>> "
        };
        match editor.readline(prompt) {
            Ok(line) => {
                // A history that cannot grow is no reason to stop.
                let _ = editor.add_history_entry(line.as_str());
                busy.store(true, Ordering::Relaxed);
                let reply = session.line(&line);
                busy.store(false, Ordering::Relaxed);
                tell(terminal, &reply)?;
            }
            Err(ReadlineError::Interrupted) => session.drop_entry(),
            Err(ReadlineError::Eof) => return Ok(Status::Value),
            Err(error) => return Err(Stop::refused(format!("the prompt failed: {error}"))),
        }
    }
}

/// The status is that of the first entry that failed.
fn piped(session: &mut Session, terminal: Terminal) -> Result<Status, Stop> {
    interrupt::stop_on_ctrl_c(session.cancel());
    let mut status = Status::Value;
    let mut lines = io::stdin().lock().lines();
    loop {
        let reply = match lines.next() {
            Some(Ok(line)) => session.line(&line),
            Some(Err(error)) => {
                return Err(Stop::refused(format!("cannot read <stdin>: {error}")));
            }
            None => match session.end() {
                Some(reply) => reply,
                None => return Ok(status),
            },
        };
        let went = tell(terminal, &reply)?;
        if status == Status::Value {
            status = went;
        }
    }
}

fn tell(terminal: Terminal, reply: &Reply) -> Result<Status, Stop> {
    match reply {
        Reply::More => Ok(Status::Value),
        Reply::Done {
            shown,
            report,
            status,
        } => {
            if !shown.is_empty() {
                terminal.put(shown)?;
            }
            if !report.is_empty() {
                terminal.complain(report);
            }
            Ok(*status)
        }
    }
}
