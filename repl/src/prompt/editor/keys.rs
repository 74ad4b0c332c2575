//! Keys that differ from rustyline's own: Enter indents what goes on, Tab at the start of a line indents.

use rustyline::history::DefaultHistory;
use rustyline::{
    Cmd, ConditionalEventHandler, Editor, Event, EventContext, EventHandler, KeyCode, KeyEvent,
    Modifiers, RepeatCount,
};

use super::helper::Helper;
use crate::session::{Verdict, indentation, verdict};

/// Binds the keys.
pub(super) fn bind(editor: &mut Editor<Helper, DefaultHistory>) {
    let enter = KeyEvent(KeyCode::Enter, Modifiers::NONE);
    editor.bind_sequence(enter, EventHandler::Conditional(Box::new(Enter)));
    let tab = KeyEvent(KeyCode::Tab, Modifiers::NONE);
    editor.bind_sequence(tab, EventHandler::Conditional(Box::new(Tab)));
    let newline = KeyEvent(KeyCode::Enter, Modifiers::ALT);
    editor.bind_sequence(newline, EventHandler::Simple(Cmd::Newline));
}

struct Enter;

impl ConditionalEventHandler for Enter {
    fn handle(
        &self,
        _: &Event,
        _: RepeatCount,
        _: bool,
        context: &EventContext<'_>,
    ) -> Option<Cmd> {
        let before = context.line().get(..context.pos())?;
        if verdict(context.line()) != Verdict::Incomplete {
            return None;
        }
        Some(Cmd::Insert(1, format!("\n{}", indentation(before))))
    }
}

struct Tab;

impl ConditionalEventHandler for Tab {
    fn handle(
        &self,
        _: &Event,
        _: RepeatCount,
        _: bool,
        context: &EventContext<'_>,
    ) -> Option<Cmd> {
        let before = context.line().get(..context.pos())?;
        let line = before.rsplit('\n').next()?;
        (before.contains('\n') && line.trim().is_empty()).then(|| Cmd::Insert(1, "    ".to_owned()))
    }
}
