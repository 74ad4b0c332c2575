//! What rustyline asks while a line is edited, handed on to the session.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use rustyline::Context;
use rustyline::completion::Completer;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hint, Hinter, HistoryHinter};
use rustyline::validate::{ValidationContext, ValidationResult, Validator};

use crate::session::{Analysis, Session, Verdict};

/// Shares one analysis of the text between colours, hints and completion.
pub(super) struct Helper {
    session: Rc<RefCell<Session>>,
    analysis: RefCell<Analysis>,
    history: HistoryHinter,
    colour: bool,
    /// Where the cursor is, unless the entry is being left.
    cursor: Cell<Option<usize>>,
}

/// Text behind the cursor.
pub(super) struct Behind {
    text: String,
    /// Whether it can be taken over: the rest of an earlier entry can, a signature cannot.
    is_entry: bool,
}

impl Helper {
    pub(super) fn new(session: Rc<RefCell<Session>>, colour: bool) -> Self {
        Helper {
            session,
            analysis: RefCell::default(),
            history: HistoryHinter::new(),
            colour,
            cursor: Cell::new(None),
        }
    }

    /// Brings the analysis up to date with the text.
    fn look(&self, text: &str) {
        let mut analysis = self.analysis.borrow_mut();
        if !analysis.is_of(text) {
            *analysis = Analysis::new(text, &self.session.borrow());
        }
    }
}

impl rustyline::Helper for Helper {}

impl Validator for Helper {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        self.look(context.input());
        Ok(match self.analysis.borrow().verdict() {
            Verdict::Incomplete => ValidationResult::Incomplete,
            // What is wrong is explained by the answer, and comes back.
            Verdict::Complete | Verdict::Wrong => ValidationResult::Valid(None),
        })
    }
}

impl Highlighter for Helper {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        if !self.colour {
            return Cow::Borrowed(line);
        }
        self.look(line);
        Cow::Owned(self.analysis.borrow().highlighted(self.cursor.get()))
    }

    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, _: bool) -> Cow<'b, str> {
        if self.colour {
            Cow::Owned(format!("\x1b[1;32m{prompt}\x1b[0m"))
        } else {
            Cow::Borrowed(prompt)
        }
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        if !self.colour {
            return Cow::Borrowed(hint);
        }
        let marked = hint.replace('‹', "\x1b[0;1m‹").replace('›', "›\x1b[0;2m");
        Cow::Owned(format!("\x1b[2m{marked}\x1b[0m"))
    }

    fn highlight_char(&self, line: &str, cursor: usize, kind: CmdKind) -> bool {
        let cursor = (kind != CmdKind::ForcedRefresh).then_some(cursor);
        self.cursor.set(cursor);
        self.colour && !line.is_empty()
    }
}

impl Hint for Behind {
    fn display(&self) -> &str {
        &self.text
    }

    fn completion(&self) -> Option<&str> {
        self.is_entry.then_some(&self.text)
    }
}

impl Hinter for Helper {
    type Hint = Behind;

    fn hint(&self, line: &str, cursor: usize, context: &Context<'_>) -> Option<Behind> {
        self.look(line);
        let signature = (self.session.borrow_mut())
            .signature_hint(&self.analysis.borrow(), cursor)
            .map(|text| Behind {
                text,
                is_entry: false,
            });
        signature.or_else(|| {
            let text = self.history.hint(line, cursor, context)?;
            // An entry of several lines would not fit behind the cursor.
            (!text.contains('\n')).then_some(Behind {
                text,
                is_entry: true,
            })
        })
    }
}

impl Completer for Helper {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        cursor: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        // At the end of the text, what is known of all of it is what is known of what is before the cursor.
        self.look(line.get(..cursor).unwrap_or(line));
        let analysis = self.analysis.borrow();
        let completion = self.session.borrow_mut().complete(&analysis);
        Ok((completion.start, completion.candidates))
    }
}
