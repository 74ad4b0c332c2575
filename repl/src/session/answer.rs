//! What an entry leads to.

use crate::stop::Status;

/// What to write, and how to go on.
#[derive(Debug)]
pub(crate) struct Answer {
    /// What goes to standard output: what was printed and the value.
    pub(crate) shown: String,
    /// What goes to standard error.
    pub(crate) report: String,
    /// How it went.
    pub(crate) status: Status,
    /// What to edit next: the entry that was wrong, or what was probably meant.
    pub(crate) again: Option<Again>,
    /// Whether the conversation is over.
    pub(crate) quit: bool,
}

/// An entry that comes back for editing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Again {
    /// Its text.
    pub(crate) text: String,
    /// Where the cursor goes, in bytes.
    pub(crate) cursor: usize,
    /// Whether it is offered instead of what was typed.
    pub(crate) offered: bool,
}

impl Default for Answer {
    fn default() -> Self {
        Answer {
            shown: String::new(),
            report: String::new(),
            status: Status::Value,
            again: None,
            quit: false,
        }
    }
}

impl Answer {
    /// Text to show.
    pub(crate) fn shown(text: impl Into<String>) -> Self {
        Answer {
            shown: text.into(),
            ..Answer::default()
        }
    }

    /// One line about an entry that cannot be done.
    pub(crate) fn refused(why: impl AsRef<str>) -> Self {
        Answer {
            report: lambkin::report::visible(why.as_ref()).replace('\n', "␊") + "\n",
            status: Status::Refused,
            ..Answer::default()
        }
    }

    /// Both, one after the other.
    pub(crate) fn append(&mut self, next: Answer) {
        self.shown.push_str(&next.shown);
        self.report.push_str(&next.report);
        self.status = next.status;
        self.again = next.again;
        self.quit |= next.quit;
    }
}
