//! The prompt without a terminal: entry by entry, results to one stream, errors to the other.

use std::io::{self, BufRead};

use super::tell;
use crate::interrupt;
use crate::session::{Reader, Session};
use crate::stop::{Status, Stop};
use crate::terminal::Terminal;

/// Runs every entry; the status is that of the first that failed.
pub(super) fn run(session: &mut Session, terminal: Terminal, echo: bool) -> Result<Status, Stop> {
    interrupt::stop_on_ctrl_c(session.cancel());
    let mut status = Status::Value;
    let mut reader = Reader::default();
    let mut lines = io::stdin().lock().lines();
    loop {
        let (entry, last) = match lines.next() {
            Some(Ok(line)) => (reader.line(&line), false),
            Some(Err(error)) => {
                return Err(Stop::refused(format!("cannot read <stdin>: {error}")));
            }
            None => (reader.end(), true),
        };
        if let Some((line, entry)) = entry {
            if echo {
                terminal.put(&format!(">>> {}\n", entry.replace('\n', "\n... ")))?;
            }
            let answer = session.entry(&entry, line);
            tell(terminal, &answer)?;
            if echo && let Some(offered) = answer.again.as_ref().filter(|again| again.offered) {
                terminal.put(&format!("Enter accepts: {}\n", offered.text))?;
            }
            // What the end leaves unfinished was probably cut off, which counts for more than what went wrong before.
            let is_cut = last && answer.status == Status::Refused;
            if status == Status::Value || is_cut {
                status = answer.status;
            }
            if answer.quit {
                return Ok(status);
            }
        }
        if last {
            return Ok(status);
        }
    }
}
