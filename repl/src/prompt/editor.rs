//! The prompt on a terminal: rustyline's editor around a session.
//!
//! Only keys and drawing are decided here; what is shown is asked of the session.

mod helper;
mod keys;

use std::cell::RefCell;
use std::fs;
use std::path::PathBuf;
use std::rc::Rc;

use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use rustyline::{Behavior, ColorMode, CompletionType, EditMode, Editor};

use super::config::{self, Config};
use super::tell;
use crate::interrupt::Watch;
use crate::session::{Again, Session};
use crate::stop::{Status, Stop};
use crate::terminal::Terminal;
use helper::Helper;

/// Holds the conversation until the user leaves.
pub(super) fn run(session: Session, config: &Config, terminal: Terminal) -> Result<Status, Stop> {
    let watch = Watch::new(session.cancel());
    let session = Rc::new(RefCell::new(session));
    let mut editor = editor(config, terminal)?;
    editor.set_helper(Some(Helper::new(Rc::clone(&session), terminal.colour)));
    let history = history(config);
    if let Some(file) = &history {
        // There is none at the first time.
        let _ = editor.load_history(file);
    }
    if !config.quiet {
        terminal.put(&format!(
            "Lambkin {}: Python's expressions. :help helps, Ctrl-D leaves.\n",
            env!("CARGO_PKG_VERSION")
        ))?;
    }
    let mut again: Option<Again> = None;
    loop {
        if config.width.is_none() {
            session.borrow_mut().set_width(Some(Terminal::width()));
        }
        let read = match again.take() {
            Some(Again { text, cursor, .. }) => {
                editor.readline_with_initial(">>> ", text.split_at(cursor))
            }
            None if session.borrow().is_walking() => editor.readline("step> "),
            None => editor.readline(">>> "),
        };
        let entry = match read {
            Ok(entry) => entry,
            Err(ReadlineError::Interrupted) => continue,
            Err(ReadlineError::Eof) => return Ok(Status::Value),
            Err(error) => return Err(Stop::refused(format!("the prompt failed: {error}"))),
        };
        if !entry.trim().is_empty() && !session.borrow().is_walking() {
            // A history that cannot grow is no reason to stop.
            let _ = editor.add_history_entry(entry.as_str());
            if let Some(file) = &history {
                let _ = editor.append_history(file);
            }
        }
        watch.begin();
        let answer = session.borrow_mut().entry(&entry, 1);
        watch.end();
        if answer.status == Status::Interrupted {
            // The terminal wrote `^C` on a line of its own.
            terminal.put("\n")?;
        }
        tell(terminal, &answer)?;
        if answer.quit {
            return Ok(Status::Value);
        }
        if let Some(Again { offered: true, .. }) = &answer.again {
            terminal.put("Enter accepts, Ctrl-C drops it:\n")?;
        }
        again = answer.again;
    }
}

fn editor(config: &Config, terminal: Terminal) -> Result<Editor<Helper, DefaultHistory>, Stop> {
    let failed = |error: ReadlineError| Stop::refused(format!("no prompt: {error}"));
    let settings = rustyline::Config::builder()
        .behavior(Behavior::Stdio)
        .bracketed_paste(true)
        .color_mode(if terminal.colour {
            ColorMode::Forced
        } else {
            ColorMode::Disabled
        })
        .completion_type(CompletionType::List)
        .completion_show_all_if_ambiguous(true)
        .edit_mode(if config.vi {
            EditMode::Vi
        } else {
            EditMode::Emacs
        })
        .history_ignore_dups(true)
        .map_err(failed)?
        .history_ignore_space(true)
        .max_history_size(config.history)
        .map_err(failed)?
        .build();
    let mut editor = Editor::with_config(settings).map_err(failed)?;
    keys::bind(&mut editor);
    Ok(editor)
}

/// The file of the history, in a folder that is there.
fn history(config: &Config) -> Option<PathBuf> {
    let file = config::history_file().filter(|_| config.history > 0)?;
    fs::create_dir_all(file.parent()?).ok()?;
    Some(file)
}
